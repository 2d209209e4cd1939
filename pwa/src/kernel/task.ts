/** Tasks as they travel leave out what is usual; here it is put back, so that everything after reads plain values. */

import type { Line, Step, Task } from "./wire";

/** What the wire carries: any field that has its usual value may be missing. */
export type Travelling<T> = T extends readonly (infer Each)[]
  ? Travelling<Each>[]
  : T extends object
    ? { [Key in keyof T]?: Travelling<T[Key]> }
    : T;

const STEP: Omit<Step, "id" | "kind"> = {
  store: "",
  want: "",
  targets: [],
  keep: "line",
  wrong: "",
  other: "",
  label: "",
  min: 0,
  max: null,
  preset: null,
  over: "",
  under: null,
  counts: false,
};

function line(given: Travelling<Line>): Line {
  const item = { spec: "", unit: "", digits: 0, units: [], ...given.item };
  const place = given.place ? { aisle: "", rack: 0, level: 0, side: "", ...given.place } : null;
  const lot = given.lot ? { expires_on: "", ...given.lot } : null;
  const steps = (given.steps ?? []).map((step) => ({ ...STEP, ...step }));
  return { quantity: null, done: 0, short: null, skip: null, ...given, item, place, lot, steps } as Line;
}

/** A task with every field in its place. */
export function whole(given: Travelling<Task>): Task {
  const usual = {
    priority: 0,
    title: "",
    document: "",
    holder_id: 0,
    device_id: "",
    lease_until: 0,
    container: null,
    facts: {},
  };
  return { ...usual, ...given, lines: (given.lines ?? []).map(line) } as Task;
}
