/** Holds our own shapes of the wire to those that the server's OpenAPI names: a type error here is a change of the contract. */

import type { Contact, ContactAnswer, Outcome } from "../kernel/wire";
import type { components } from "./wire.gen";

type Schemas = components["schemas"];

type Fits<Ours extends Theirs, Theirs> = Ours;
export type Held = [
  Fits<Omit<Contact, "entries">, Omit<Schemas["Contact"], "entries">>,
  Fits<keyof Schemas["ContactAnswer"], keyof ContactAnswer>,
  Fits<keyof Schemas["Outcome"], keyof Outcome>,
];
