/** The one database of this page, apart from the outbox above it: the first screen needs no more than this. */

import { Database } from "../outbox/database";

export const database = new Database();
