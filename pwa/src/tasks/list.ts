/** What a person sees in the task list: the work in hand first, then what waits, the most urgent on top; pure. */
import type { WordKey } from "../app/words";
import type { Task } from "../kernel/wire";

export interface TaskRow {
  id: number;
  number: string;
  kind: string;
  state: string;
  title: string;
  document: string;
  priority: number;
  due_at: number;
  created_at: number;
  lines: number;
  lines_done: number;
  holder_id: number;
}

const KINDS: Record<string, WordKey> = {
  pick: "tasks.kind_pick",
  check: "tasks.kind_check",
  count: "tasks.kind_count",
  receive: "tasks.kind_receive",
  putaway: "tasks.kind_putaway",
  relocate: "tasks.kind_relocate",
};

/** How people call it: 拣货 SO-26-1184. */
export function kindWord(kind: string): WordKey {
  return KINDS[kind] ?? "tasks.kind_other";
}

/** Urgent first, then what is due first (no date last), then the oldest. */
export function inOrder(a: TaskRow, b: TaskRow): number {
  const due = (row: TaskRow) => row.due_at || Number.MAX_SAFE_INTEGER;
  return b.priority - a.priority || due(a) - due(b) || a.created_at - b.created_at || a.id - b.id;
}

export interface Listed {
  mine: TaskRow[];
  open: TaskRow[];
}

/** Tasks in my hands and tasks I may take; finished and other people's tasks are not shown. */
export function listed(rows: TaskRow[], user: number): Listed {
  const alive = rows.filter((row) => row.state === "open" || row.state === "leased");
  return {
    mine: alive.filter((row) => row.holder_id === user).sort(inOrder),
    open: alive.filter((row) => row.holder_id === 0).sort(inOrder),
  };
}

/** A task of the snapshot as a row of the list. */
export function rowOf(task: Task): TaskRow {
  const fact = (name: string) => (typeof task.facts[name] === "number" ? (task.facts[name] as number) : 0);
  return {
    id: task.id,
    number: task.number,
    kind: task.kind,
    state: task.holder_id ? "leased" : "open",
    title: task.title,
    document: task.document,
    priority: task.priority,
    due_at: fact("due_at"),
    created_at: fact("created_at"),
    lines: task.lines.length,
    lines_done: task.lines.filter((line) => line.state !== "queued" && line.state !== "skipped").length,
    holder_id: task.holder_id,
  };
}

/** The bin that comes next in a task, "" when it names none. */
export function nextBinOf(task: Task): string {
  const open =
    task.lines.find((line) => line.state === "queued") ?? task.lines.find((line) => line.state === "skipped");
  return open?.place?.code ?? "";
}
