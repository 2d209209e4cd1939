/** What goes over the wire, as the floor reads it; link/wire.gen.ts is made from the server's OpenAPI and must fit these. */

import type { Facts } from "./words";

export interface Entry {
  version: number;
  id: string;
  seq: number;
  kind: "command" | "scan";
  type: string;
  user: number;
  warehouse: number;
  client_at: number;
  payload: unknown;
  monotonic_ms: number;
  run_id: string;
  task: number;
  base: number;
  cause: string;
}

export type Source = "camera" | "hid" | "intent" | "serial" | "photo" | "manual";

export interface Scan {
  text: string;
  source: Source;
  verdict: "accepted" | "refused" | "seen";
  symbology: string;
  code: string;
  line: number;
  step: string;
}

export type Result = "accepted" | "adjusted" | "superseded" | "held" | "refused";

export interface Outcome {
  result: Result;
  code?: string;
  facts?: Facts;
  made?: Record<string, number | string | number[]>;
  card?: number;
}

export interface ClockSample {
  device_at: number;
  monotonic_ms: number;
  run_id: string;
  last_round_trip_ms: number;
}

export interface Contact {
  device: string;
  newest: number;
  drained: boolean;
  unsent: number;
  covered_ack: number;
  warehouse: number;
  clock: ClockSample;
  entries: Entry[];
}

export interface Answered {
  id: string;
  seq: number;
  outcome: Outcome;
}

export interface ContactAnswer {
  epoch: string;
  head: number;
  covered: number;
  now: number;
  hash_heads: Record<string, string>;
  outcomes: Answered[];
  gap: number;
  alarm: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  facts: Facts;
  request_id: string;
}

export interface Person {
  user: {
    id: number;
    login: string;
    name: string;
    language: string;
    hand: string;
    theme: string;
    roles: string[];
    permissions: string[];
    warehouses: { id: number; code: string; name: string }[];
  };
  device: { id: string; name: string; enrolled: boolean; head: number } | null;
  expires_at: number;
}

/** What a text means: kind and id of the thing, and for items how much of which unit ("box", "2 box"; amount in base quantity). */
export interface Meaning {
  kind: string;
  id: number;
  label: string;
  unit: string;
  amount: number;
  /** Of an item: its lot's code, where the same label names it. */
  lot: string;
}

/** One row of GET /api/codes: text, kind, target_id, label, unit, amount. */
export type CodeRow = readonly [text: string, kind: string, id: number, label: string, unit: string, amount: number];

/** One thing to scan or one number to give; server/tasks/steps.py says what each field means. */
export interface Step {
  id: string;
  kind: "scan" | "number";
  store: string;
  want: string;
  targets: number[];
  keep: "line" | "task";
  wrong: string;
  other: string;
  label: string;
  min: number;
  max: number | null;
  preset: number | null;
  over: string;
  under: string | null;
  counts: boolean;
}

export type ScanStep = Step & { kind: "scan" };
export type NumberStep = Step & { kind: "number" };

/** A command for the shell to envelop and send. */
export interface Emission {
  type: string;
  payload: Record<string, unknown>;
}

export interface Place {
  id: number;
  code: string;
  aisle: string;
  rack: number | string;
  level: number | string;
  side: string;
}

export interface Line {
  id: number;
  position: number;
  state: string;
  item: {
    id: number;
    code: string;
    name: string;
    spec: string;
    unit: string;
    digits: number;
    units: { unit: string; numerator: number; denominator: number }[];
  };
  place: Place | null;
  lot: { id: number; code: string; expires_on: string } | null;
  quantity: number | null;
  done: number;
  steps: Step[];
  command: Emission;
  short: Emission | null;
  skip: Emission | null;
}

export interface Task {
  id: number;
  number: string;
  kind: string;
  flow_version: number;
  order: "walk" | "any";
  title: string;
  document: string;
  priority: number;
  holder_id: number;
  device_id: string;
  lease_until: number;
  container: { id: number; code: string } | null;
  facts: Record<string, unknown>;
  lines: Line[];
}

export interface Snapshot {
  epoch: string;
  number: number;
  warehouse: number;
  tasks: Task[];
  codes_version: string;
}

/** An event as it is stored and told; a live frame carries `prev` beside it. */
export interface Frame {
  n: number;
  kind: string;
  topics: string[];
  body: Record<string, unknown>;
  at: number;
}
