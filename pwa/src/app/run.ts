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
import { notSaved, question, right, saved, wrong } from "./cues";
import { drain, offline, outbox } from "./device";
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
  /** Bins that a person vouched for instead of the planned one, by line. */
  elsewhere?: Record<number, Elsewhere>;
}

/** The goods are really there, not where the plan says; counts as long as the plan is the same. */
interface Elsewhere {
  planned: number;
  id: number;
  code: string;
}

/** The task as the hand found it: lines whose goods lie in another bin than planned. */
function asFound(task: Task, elsewhere: Readonly<Record<number, Elsewhere>>): Task {
  const lines = task.lines.map((line): Line => {
    const real = elsewhere[line.id];
    if (!real || line.place?.id !== real.planned) return line;
    const steps = line.steps.map((step) =>
      step.want === "bin" ? { ...step, targets: [real.id], label: real.code } : step,
    );
    return { ...line, place: { id: real.id, code: real.code, aisle: "", rack: 0, level: 0, side: "" }, steps };
  });
  return { ...task, lines };
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
  /** The bin that was scanned instead of the planned one, for as long as its refusal stands; "" for none. */
  readonly otherBin: Readonly<Ref<string>>;
  /** The goods are really in that other bin: take them from there. The books hear of both. */
  reallyThere(): Promise<void>;
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
export async function openRun(planned: Task): Promise<Run> {
  const before = await reachedBefore(planned);
  let elsewhere = before.elsewhere ?? {};
  let task = asFound(planned, elsewhere);
  const refused = shallowRef<{ reading: Reading; line: number; bin: Meaning } | null>(null);
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
    const last: Saved = { label, at: Date.now() };
    const reached: Reached = {
      task: task.id,
      state: after,
      lastSaved: label ? last : lastSaved.value,
      commands: { ...commands, ...finishedBy },
      elsewhere,
    };
    try {
      await outbox.append(drafts, reached);
    } catch (error) {
      saving.value = "failed";
      notSaved();
      throw error;
    }
    saved();
    commands = reached.commands;
    lastSaved.value = reached.lastSaved;
    saving.value = "saved";
  }

  function cue(given: Verdict, label: string): void {
    if (given.result === "wrong") wrong();
    else if (given.result === "ask") question();
    else right(label);
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
    queue = turn.catch((error: unknown) => {
      // A write that failed is on the screen; anything else is a mistake of ours and must be seen as one.
      if (saving.value !== "failed") reportError(error);
    });
    return queue;
  }

  function given(input: Input, label: string): Promise<void> {
    return inTurn(async () => {
      const line = state.value.line;
      const answer = advance(task, state.value, input);
      cue(answer.verdict, label);
      refused.value = null;
      verdict.value = answer.verdict;
      const { drafts, finishedBy } = commandsOf(answer, line, "");
      if (answer.verdict.result !== "wrong") await store(drafts, answer.state, label, finishedBy);
      state.value = answer.state;
    });
  }

  async function meaningsOf(
    reading: Reading,
  ): Promise<{ text: string; symbology: string; meanings: Meaning[]; refused: string }> {
    const cleaned = clean(reading.text);
    if ("refused" in cleaned) return { text: "", symbology: "", meanings: [], refused: cleaned.refused };
    const meanings = await offline.codes.get().meant(cleaned.text);
    return { text: cleaned.text, symbology: reading.symbology || cleaned.symbology, meanings, refused: "" };
  }

  async function judge(reading: Reading): Promise<void> {
    const { text, symbology, meanings, refused: notACode } = await meaningsOf(reading);
    refused.value = null;
    if (notACode) {
      // Nothing a label can say: no evidence worth a number in the stream, but the person hears it.
      wrong();
      verdict.value = { result: "wrong", code: notACode, facts: {}, step: state.value.step };
      return;
    }
    const id = newId();
    const before = here.value;
    const answer = advance(task, state.value, { scan: { id, text, meanings } });
    const label = meanings[0]?.label ?? text;
    cue(answer.verdict, label);
    const bins = meanings.filter((meaning) => meaning.kind === "bin");
    if (answer.verdict.result === "wrong" && before?.step.want === "bin" && bins.length === 1 && bins[0])
      refused.value = { reading, line: before.line.id, bin: bins[0] };
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
    const { drafts, finishedBy } = commandsOf(answer, state.value.line, "");
    const scanned: Draft = { id, kind: "scan", type: "scan", payload: scan, ...about(), label };
    await store([scanned, ...drafts], answer.state, answer.verdict.result === "wrong" ? "" : label, finishedBy);
    state.value = answer.state;
  }

  // The server takes a line's command for nothing: the line is to be done again, also while it is in hand.
  const stop = drain.outcomes.on(({ id, outcome }) => {
    const line = Object.entries(commands).find(([, command]) => command === id)?.[0];
    if (outcome.result !== "refused" || line === undefined) return;
    void inTurn(async () => {
      if (state.value.finished.includes(Number(line))) state.value = reopen(task, state.value, Number(line));
    });
  });

  return {
    task: planned,
    state,
    line: computed(() => here.value?.line ?? null),
    step: computed(() => here.value?.step ?? null),
    verdict,
    saving,
    lastSaved,
    finished: computed(() => openLines(task, state.value).length === 0),
    otherBin: computed(() => refused.value?.bin.label ?? ""),
    reading: (reading) => inTurn(() => judge(reading)),
    reallyThere: () =>
      inTurn(async () => {
        const seen = refused.value;
        const line = planned.lines.find((each) => each.id === seen?.line);
        if (!seen || !line?.place) return;
        elsewhere = { ...elsewhere, [line.id]: { planned: line.place.id, id: seen.bin.id, code: seen.bin.label } };
        task = asFound(planned, elsewhere);
        await judge(seen.reading);
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
      stop();
    },
  };
}
