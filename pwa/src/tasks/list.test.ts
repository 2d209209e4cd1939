import { expect, test } from "vitest";
import { inOrder, kindWord, listed, type TaskRow } from "./list";

const row = (id: number, over: Partial<TaskRow> = {}): TaskRow => ({
  id,
  number: `T-${id}`,
  kind: "pick",
  state: "open",
  title: "",
  document: "",
  priority: 0,
  due_at: 0,
  created_at: id,
  lines: 3,
  lines_done: 0,
  holder_id: 0,
  ...over,
});

test("urgent work comes first, then what is due first, then the oldest", () => {
  const rows = [row(1), row(2, { due_at: 50 }), row(3, { due_at: 40 }), row(4, { priority: 5 }), row(5)];
  expect([...rows].sort(inOrder).map((each) => each.id)).toEqual([4, 3, 2, 1, 5]);
});

test("my work stands apart, and other people's work is not offered", () => {
  const rows = [
    row(1, { holder_id: 7, state: "leased" }),
    row(2, { holder_id: 8, state: "leased" }),
    row(3),
    row(4, { state: "done" }),
  ];
  const seen = listed(rows, 7);
  expect([seen.mine.map((each) => each.id), seen.open.map((each) => each.id)]).toEqual([[1], [3]]);
});

test("an unknown kind of work still has a word", () => {
  expect(kindWord("pick")).toBe("tasks.kind_pick");
  expect(kindWord("assemble")).toBe("tasks.kind_other");
});
