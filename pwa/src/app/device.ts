/** The one outbox, drain and offline snapshot of this page. */

import { source, world } from "../link/browser";
import { Drain } from "../link/contact";
import { Offline } from "../link/snapshot";
import { Outbox } from "../outbox/outbox";
import { database } from "./database";

export { database } from "./database";
export const outbox = new Outbox(database);
export const drain = new Drain(outbox, database, world);
export const offline = new Offline(database, source);
