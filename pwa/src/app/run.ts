/** A task in hand: readings and taps through the steps, stored before the screen moves on, resumed after a kill. */

import { computed, type Ref, ref, shallowRef } from "vue";
import { clean } from "../codes/clean";
import { newId } from "../kernel/ids";
import {
  advance,
  type Answer,
  current,
  type Input,
  openLines,
  reopen,
  start,
  type State,
  type Verdict,
} from "../kernel/steps";
import type { Line, Meaning, Scan, Step, Task } from "../kernel/wire";
import type { Draft } from "../outbox/outbox";
import type { Reading } from "../scanner/reading";
import { notSaved, question, right, wrong } from "./cues";
import { offline, outbox } from "./device";
import { me, warehouse } from "./session";

export interface Saved {
  /** What was scanned or done, as people say it. */
  label: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** What is kept of a run, in the same transaction as the entries that led to it. */
interface Reached {
  task: number;
  state: State;
  lastSaved: Saved | null;
  /** The command that finished a line, by line. */
  commands: Record<number, string>;
}

export interface Run {
  readonly task: Task;
  readonly state: Readonly<Ref<State>>;
  readonly line: Readonly<Ref<Line | null>>;
  readonly step: Readonly<Ref<Step | null>>;
  readonly verdict: Readonly<Ref<Verdict | null>>;
  /** idle · saving (recognised, not yet on the disk) · saved · failed (not saved: keep the goods, scan again). */
  readonly saving: Readonly<Ref<"idle" | "saving" | "saved" | "failed">>;
  readonly lastSaved: Readonly<Ref<Saved | null>>;
  readonly finished: Readonly<Ref<boolean>>;
  reading(reading: Reading): Promise<void>;
  number(value: number): Promise<void>;
  choose(index: number): Promise<void>;
  skip(): Promise<void>;
  short(found: number, reason: string): Promise<void>;
  override(reason: string): Promise<void>;
  back(): Promise<void>;
  /** Take the finished command of a line back. */
  undo(line: number): Promise<void>;
  /** The person has seen that the last scan was not saved. */
  forgive(): void;
  /** Everything given so far has been judged and stored. */
  settled(): Promise<void>;
  close(): void;
}

const VERDICTS = { right: "accepted", done: "accepted", wrong: "refused", ask: "seen" } as const;

/** Where the run of a task stands on this device: begun anew, or as it was when the app was killed. */
async function reachedBefore(task: Task): Promise<Reached> {
  const known = await outbox.run<Reached>(task.id);
  if (!known) return { task: task.id, state: start(task), lastSaved: null, commands: {} };
  let state = known.state;
  const ids = new Set(task.lines.map((line) => line.id));
  // Another set of lines is another plan of the same task: what was finished stays with its commands, the rest begins anew.
  if (state.line !== 0 && !ids.has(state.line)) state = start(task);
  for (const [line, id] of Object.entries(known.commands)) {
    const outcome = (await outbox.find(id))?.outcome;
    if (outcome?.result === "refused" && ids.has(Number(line))) state = reopen(task, state, Number(line));
  }
  const at = task.lines.find((line) => line.id === state.line);
  // The server settled the line meanwhile (a take-over, a correction): go on with the next one.
  const isOver = at !== undefined && at.state !== "queued" && at.state !== "skipped";
  return { ...known, state: isOver ? reopen(task, { ...state, finished: [...state.finished, at.id] }, 0) : state };
}

/** Open the run of a task; its state comes from this device when there is one. */
export async function openRun(task: Task): Promise<Run> {
  const before = await reachedBefore(task);
  const state = shallowRef(before.state);
  const verdict = shallowRef<Verdict | null>(null);
  const saving = ref<"idle" | "saving" | "saved" | "failed">("idle");
  const lastSaved = shallowRef(before.lastSaved);
  let commands = before.commands;
  // Readings wait for the write before them: a burst of scans keeps its order and its numbers.
  let queue: Promise<void> = Promise.resolve();
  let isClosed = false;

  const here = computed(() => current(task, state.value));

  const about = () => ({
    user: me.value?.user.id ?? 0,
    warehouse: warehouse.value,
    task: task.id,
    base: Math.max(0, offline.cursor().number),
  });

  async function store(
    drafts: Draft[],
    after: State,
    label: string,
    finishedBy: Record<number, string>,
  ): Promise<void> {
    saving.value = "saving";
    const saved: Saved = { label, at: Date.now() };
    const reached: Reached = {
      task: task.id,
      state: after,
      lastSaved: label ? saved : lastSaved.value,
      commands: { ...commands, ...finishedBy },
    };
    try {
      await outbox.append(drafts, reached);
    } catch (error) {
      saving.value = "failed";
      notSaved();
      throw error;
    }
    commands = reached.commands;
    lastSaved.value = reached.lastSaved;
    saving.value = "saved";
  }

  function cue(given: Verdict): void {
    if (given.result === "wrong") wrong();
    else if (given.result === "ask") question();
    else right();
  }

  /** Commands of an answer as drafts, and which line each finishes. */
  function commandsOf(
    answer: Answer,
    line: number,
    cause: string,
  ): { drafts: Draft[]; finishedBy: Record<number, string> } {
    const finishedBy: Record<number, string> = {};
    const drafts = answer.emit.map((emission): Draft => {
      const id = newId();
      if (answer.state.finished.includes(line)) finishedBy[line] = id;
      const item = task.lines.find((each) => each.id === line)?.item;
      return { id, kind: "command", ...emission, ...about(), cause, label: item ? `${item.code} ${item.name}` : "" };
    });
    return { drafts, finishedBy };
  }

  /** One after the other; a failed write was shown to the person and leaves the state where it was. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = queue.then(() => (isClosed ? undefined : work()));
    queue = turn.catch(() => undefined);
    return queue;
  }

  function given(input: Input, label: string): Promise<void> {
    return inTurn(async () => {
      const line = state.value.line;
      const answer = advance(task, state.value, input);
      cue(answer.verdict);
      verdict.value = answer.verdict;
      const { drafts, finishedBy } = commandsOf(answer, line, "");
      if (answer.verdict.result !== "wrong") await store(drafts, answer.state, label, finishedBy);
      state.value = answer.state;
    });
  }

  function meaningsOf(reading: Reading): { text: string; symbology: string; meanings: Meaning[]; refused: string } {
    const cleaned = clean(reading.text);
    if ("refused" in cleaned) return { text: "", symbology: "", meanings: [], refused: cleaned.refused };
    const meanings = offline.codes.get().mean(cleaned.text);
    return { text: cleaned.text, symbology: reading.symbology || cleaned.symbology, meanings, refused: "" };
  }

  return {
    task,
    state,
    line: computed(() => here.value?.line ?? null),
    step: computed(() => here.value?.step ?? null),
    verdict,
    saving,
    lastSaved,
    finished: computed(() => openLines(task, state.value).length === 0),
    reading: (reading) =>
      inTurn(async () => {
        const { text, symbology, meanings, refused } = meaningsOf(reading);
        if (refused) {
          // Nothing a label can say: no evidence worth a number in the stream, but the person hears it.
          wrong();
          verdict.value = { result: "wrong", code: refused, facts: {}, step: state.value.step };
          return;
        }
        const id = newId();
        const answer = advance(task, state.value, { scan: { id, text, meanings } });
        cue(answer.verdict);
        verdict.value = answer.verdict;
        const line = answer.state.line || state.value.line;
        const scan: Scan = {
          text,
          source: reading.source,
          verdict: VERDICTS[answer.verdict.result],
          symbology,
          code: answer.verdict.code,
          line: state.value.line || line,
          step: answer.verdict.step,
        };
        const label = meanings[0]?.label ?? text;
        const { drafts, finishedBy } = commandsOf(answer, state.value.line, "");
        const scanned: Draft = { id, kind: "scan", type: "scan", payload: scan, ...about(), label };
        await store([scanned, ...drafts], answer.state, answer.verdict.result === "wrong" ? "" : label, finishedBy);
        state.value = answer.state;
      }),
    number: (value) => given({ number: { value } }, String(value)),
    choose: (meaning) => given({ choose: { meaning } }, state.value.asking?.meanings[meaning]?.label ?? ""),
    skip: () => given({ skip: {} }, ""),
    short: (found, reason) => given({ short: { found, reason } }, ""),
    override: (reason) => given({ override: { reason } }, ""),
    back: () => given({ back: {} }, ""),
    undo: (line) =>
      inTurn(async () => {
        const done = task.lines.find((each) => each.id === line);
        const cause = commands[line];
        if (!done || cause === undefined || !state.value.finished.includes(line)) return;
        const [work] = done.command.type.split(".");
        const type = `${work}.undo`;
        const after = reopen(task, state.value, line);
        const draft: Draft = { kind: "command", type, payload: { task: task.id, line }, ...about(), cause };
        await store([{ ...draft, label: `${done.item.code} ${done.item.name}` }], after, "", {});
        verdict.value = null;
        state.value = after;
      }),
    forgive() {
      if (saving.value === "failed") saving.value = "idle";
    },
    settled: () => queue,
    close() {
      isClosed = true;
    },
  };
}
