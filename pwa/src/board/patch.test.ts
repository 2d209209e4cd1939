import { expect, test } from "vitest";

import { type Board, type Frame, inOrder, isStill, patched, type Watched } from "./patch";

const board: Board = {
  number: 10,
  orders: { picking: 3, picked: 1 },
  watch: [{ id: 7, number: "SO-7", party_name: "", state: "picking", due_at: 0, reason: "", lines: 5, lines_done: 1 }],
  people: [{ user_id: 2, user: "吴丽", task: "PK-1", place: "A-01-1", lines_per_hour: 38, moved_at: 1_000_000 }],
  exceptions: [],
  devices: [{ id: "d1", name: "手持 07", user: "吴丽", last_contact_at: 1, unsent: 4, drained: false }],
  tasks: {},
};
const frame = (n: number, kind: string, body: Frame["body"]): Frame => ({
  n,
  kind,
  topics: ["board"],
  body,
  at: 5_000_000,
});

test("an order that moves on leaves one column and enters the next", () => {
  const { board: next } = patched(
    board,
    frame(11, "order.changed", { id: 7, was: "picking", state: "picked", lines_done: 5 }),
  );
  expect(next.orders).toEqual({ picking: 2, picked: 2 });
  expect(next.watch[0]).toMatchObject({ state: "picked", lines_done: 5 });
});

test("an event that the board already holds is counted once", () => {
  const event = frame(11, "order.changed", { id: 7, was: "picking", state: "picked" });
  const once = patched(board, event).board;
  expect(patched(once, event)).toEqual({ board: once, again: false });
});

test("a scan moves its person without asking the server again", () => {
  const { board: next, again } = patched(
    board,
    frame(11, "task.changed", {
      what: "line",
      holder_id: 2,
      number: "PK-1",
      state: "leased",
      place: "A-02-2",
      moved_at: 9_000_000,
      lines: 5,
      lines_done: 2,
    }),
  );
  expect(next.people[0]).toMatchObject({ place: "A-02-2", moved_at: 9_000_000, lines_done: 2 });
  expect(again).toBe(false);
});

test("a person not on the board yet is asked for", () => {
  expect(patched(board, frame(11, "task.changed", { what: "claimed", holder_id: 9 })).again).toBe(true);
  expect(patched(board, frame(11, "exception.raised", {})).again).toBe(true);
});

test("a device's unsent count follows its contacts", () => {
  const { board: next, again } = patched(
    board,
    frame(11, "device.changed", { device: "d1", unsent: 0, drained: true }),
  );
  expect(next.devices[0]).toMatchObject({ unsent: 0, drained: true, last_contact_at: 5_000_000 });
  expect(again).toBe(false);
});

test("a person is still after 15 minutes, and only with a task in hand", () => {
  const person = board.people[0] as Board["people"][number];
  expect([
    isStill(person, 1000 + 899_999),
    isStill(person, 1000 + 900_000),
    isStill({ ...person, task: "" }, 9e9),
  ]).toEqual([false, true, false]);
});

test("late stands above stuck, and what is due first above what is due later", () => {
  const row = (id: number, standing: string, due_at: number): Watched => ({
    id,
    number: "",
    party_name: "",
    state: "",
    due_at,
    standing,
    reason: "",
    lines: 0,
    lines_done: 0,
  });
  const rows = [row(1, "on_time", 5), row(2, "late", 9), row(3, "stuck", 1), row(4, "late", 2)];
  expect(inOrder(rows, (each) => each.standing ?? "").map((each) => each.id)).toEqual([4, 2, 3, 1]);
});
