/** How an event changes the board without asking for it again; pure. */

import type { Frame as Stored } from "../kernel/wire";

/** An event as it is told after it was stored. */
export type Frame = Omit<Stored, "prev">;

export interface Watched {
  id: number;
  number: string;
  party_name: string;
  state: string;
  due_at: number;
  /** late, stuck, soon, on_time */
  standing?: string;
  reason: string;
  facts?: Record<string, string | number>;
  lines: number;
  lines_done: number;
}
export interface Person {
  user_id: number;
  user: string;
  task: string;
  task_id?: number;
  kind?: string;
  place: string;
  lines_per_hour: number;
  moved_at: number;
  lines?: number;
  lines_done?: number;
}
export interface Exception {
  id?: number;
  kind: string;
  card?: number;
  code: string;
  facts: Record<string, string | number>;
  place?: string;
  at: number;
}
export interface DeviceRow {
  id: string;
  name: string;
  user: string;
  last_contact_at: number;
  unsent: number;
  drained: boolean;
}
export interface Board {
  number: number;
  orders: Record<string, number>;
  watch: Watched[];
  people: Person[];
  exceptions: Exception[];
  devices: DeviceRow[];
  tasks: Record<string, { open: number; leased: number; oldest_at: number }>;
}

export interface Patched {
  board: Board;
  /** The event moved something that it does not say in full: the board is to be read again soon. */
  again: boolean;
}

function text(body: Frame["body"], name: string): string {
  return typeof body[name] === "string" ? (body[name] as string) : "";
}

function number(body: Frame["body"], name: string): number | undefined {
  return typeof body[name] === "number" ? (body[name] as number) : undefined;
}

/** One event on the board as it stands. An event the board already holds changes nothing. */
export function patched(board: Board, frame: Frame): Patched {
  if (frame.n <= board.number) return { board, again: false };
  const next = { ...board, number: frame.n };
  const { body } = frame;
  if (frame.kind === "order.changed") {
    const [was, state] = [text(body, "was"), text(body, "state")];
    if (was && state && was !== state) next.orders = moved(board.orders, was, state);
    const known = board.watch.find((row) => row.id === body.id);
    if (known)
      next.watch = board.watch.map((row) =>
        row === known
          ? { ...row, state: state || row.state, lines_done: number(body, "lines_done") ?? row.lines_done }
          : row,
      );
    // Whether it is late or stuck is the server's judgement.
    return { board: next, again: true };
  }
  if (frame.kind === "task.changed") {
    const holder = number(body, "holder_id") ?? 0;
    const known = holder !== 0 && board.people.some((row) => row.user_id === holder);
    if (known && text(body, "what") === "line") {
      next.people = board.people.map((row) => (row.user_id === holder ? walked(row, body) : row));
      return { board: next, again: text(body, "state") === "done" };
    }
    return { board: next, again: true };
  }
  if (frame.kind === "device.changed") {
    const id = text(body, "device");
    const unsent = number(body, "unsent");
    if (unsent === undefined || !board.devices.some((row) => row.id === id)) return { board: next, again: true };
    next.devices = board.devices.map((row) =>
      row.id === id
        ? {
            ...row,
            unsent,
            drained: body.drained === true,
            last_contact_at: number(body, "last_contact_at") ?? frame.at,
          }
        : row,
    );
    return { board: next, again: false };
  }
  return { board: next, again: frame.kind.startsWith("exception.") || frame.kind === "import.finished" };
}

function moved(orders: Board["orders"], was: string, state: string): Board["orders"] {
  return { ...orders, [was]: Math.max(0, (orders[was] ?? 0) - 1), [state]: (orders[state] ?? 0) + 1 };
}

function walked(row: Person, body: Frame["body"]): Person {
  const place = text(body, "place");
  return {
    ...row,
    task: text(body, "number") || row.task,
    place: place || row.place,
    moved_at: number(body, "moved_at") ?? row.moved_at,
    ...(number(body, "lines") !== undefined && { lines: number(body, "lines") as number }),
    ...(number(body, "lines_done") !== undefined && { lines_done: number(body, "lines_done") as number }),
  };
}

/** Nobody is called slow for less: 15 minutes without a movement (DESIGN, board). */
export const STILL_MS = 15 * 60_000;

/** Whether a person with work has not moved for too long. */
export function isStill(person: Person, nowMs: number): boolean {
  return person.task !== "" && person.moved_at > 0 && nowMs - person.moved_at / 1000 >= STILL_MS;
}

const RANK: Record<string, number> = { late: 0, stuck: 1, soon: 2, on_time: 3 };

/** Late, then stuck, then soon late, then on time; within each what is due first. */
export function inOrder(rows: readonly Watched[], standingOf: (row: Watched) => string): Watched[] {
  const due = (row: Watched) => row.due_at || Number.MAX_SAFE_INTEGER;
  return [...rows].sort(
    (a, b) => (RANK[standingOf(a)] ?? 9) - (RANK[standingOf(b)] ?? 9) || due(a) - due(b) || a.id - b.id,
  );
}
