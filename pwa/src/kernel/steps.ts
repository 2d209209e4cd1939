/**
 * The step interpreter: what a scan, a number or a tap means for the task in hand. Pure.
 *
 * Twin of server/tasks/steps.py, held equal by the shared cases in tests/vectors/steps: a verdict is the same offline and
 * online. Change both, and add a case.
 */

import type { Emission, Line, Meaning, Step, Task } from "./wire";
import type { Facts } from "./words";

export type { Emission, Meaning } from "./wire";

export interface Scanned {
  id: string;
  text: string;
  meanings: Meaning[];
}

export interface Short {
  found: number;
  reason: string;
}

/** Exactly one of these. */
export interface Input {
  scan?: Scanned;
  number?: { value: number };
  /** Which meaning of the ambiguous scan, by its index. */
  choose?: { meaning: number };
  /** Less is there than asked for. */
  short?: Short;
  /** The scan cannot be made (label gone); the person vouches by name. */
  override?: { reason: string };
  skip?: object;
  back?: object;
}

/** A step that is right: its value, and the scan that says so ("" for a number or an override). */
export interface Answered {
  step: string;
  value: number;
  scan: string;
  amount: number;
}

/** Where a person stands in a task; the fields are those of the Python twin. */
export interface State {
  line: number;
  step: string;
  count: number;
  answers: Answered[];
  counted: Answered[];
  kept: Answered[];
  finished: number[];
  skipped: number[];
  short: Short | null;
  override: string;
  asking: Scanned | null;
}

export interface Verdict {
  result: "right" | "wrong" | "ask" | "done";
  code: string;
  facts: Facts;
  /** The step that judged, "" when none did. */
  step: string;
}

export interface Answer {
  state: State;
  verdict: Verdict;
  emit: Emission[];
}

const EMPTY: State = {
  line: 0,
  step: "",
  count: 0,
  answers: [],
  counted: [],
  kept: [],
  finished: [],
  skipped: [],
  short: null,
  override: "",
  asking: null,
};

/** Stand before the first open line. The tote that the task already uses answers its step. */
export function start(task: Task): State {
  const kept: Answered[] = [];
  const { container } = task;
  if (container !== null) {
    for (const step of task.lines.flatMap((line) => line.steps)) {
      if (step.keep === "task" && step.want === "container" && !kept.some((known) => known.step === step.id)) {
        kept.push(answered(step.id, container.id));
      }
    }
  }
  const skipped = task.lines.filter((line) => line.state === "skipped").map((line) => line.id);
  return nextLine(task, { ...EMPTY, kept, skipped });
}

/** What one input does. A wrong one leaves the state as it was. */
export function advance(task: Task, given: State, input: Input): Answer {
  if (input.choose) return chosen(task, given, input.choose.meaning);
  if (input.back) return taken(task, given);
  const state = given.asking === null ? given : { ...given, asking: null };
  if (input.scan) return scanned(task, state, input.scan, input.scan.meanings);
  const line = lineOf(task, state.line);
  if (!line) return wrong(state, "step.not_now");
  if (input.number) return numbered(task, state, line, input.number.value);
  if (input.short) return shortened(task, state, line, input.short);
  if (input.override) return overridden(task, state, line, input.override.reason);
  return skipped(task, state, line);
}

/** The line and step in hand; null when none is chosen or the task is done. */
export function current(task: Task, state: State): { line: Line; step: Step } | null {
  const line = lineOf(task, state.line);
  const step = line?.steps.find((each) => each.id === state.step);
  return line && step ? { line, step } : null;
}

/** A finished line is to be done again (its command was taken back or refused): stand before it. */
export function reopen(task: Task, state: State, id: number): State {
  const finished = state.finished.filter((each) => each !== id);
  const skipped = state.skipped.filter((each) => each !== id);
  const line = lineOf(task, id);
  const after = nextLine(task, { ...cleared(state), finished, skipped });
  return line && task.order === "walk" ? standing(after, line) : after;
}

/** Lines that are still to be done, in task order. */
export function openLines(task: Task, state: State): Line[] {
  return task.lines.filter(
    (line) => (line.state === "queued" || line.state === "skipped") && !state.finished.includes(line.id),
  );
}

// --- scans -----------------------------------------------------------------------------------------------------------

function chosen(task: Task, state: State, index: number): Answer {
  const asked = state.asking;
  const meaning = asked?.meanings[index];
  if (!asked || !meaning) return wrong(state, "step.not_now");
  return scanned(task, { ...state, asking: null }, asked, [meaning]);
}

function scanned(task: Task, state: State, scan: Scanned, meanings: Meaning[]): Answer {
  const [first] = meanings;
  if (!first) return wrong(state, "code.unknown", { text: scan.text }, state.step);
  const line = lineOf(task, state.line);
  if (!line) return scannedForALine(task, state, scan, meanings);
  const step = stepOf(line, state.step);
  const wanted = step.kind === "number" ? "item" : step.want;
  const fitting = meanings.filter((meaning) => meaning.kind === wanted);
  const [meaning] = fitting;
  if (fitting.length > 1) {
    return {
      state: { ...state, asking: scan },
      verdict: ask("code.ambiguous", { text: scan.text }, step.id),
      emit: [],
    };
  }
  if (!meaning && step.want === "lot") {
    const told = meanings.find((each) => isOf(line, each) && each.lot);
    if (told) {
      return otherLot(state, line, told) ?? right(task, state, line, step, ...lotTold(state, line, scan, told));
    }
  }
  if (!meaning) {
    return (
      keptFirst(line, state, scan, meanings) ??
      wrong(state, step.other || "step.not_now", { scanned: first.label, wanted: step.label }, step.id)
    );
  }
  if (step.kind === "number") return counted(task, state, line, step, scan, meaning);
  if (step.targets.length > 0 && !step.targets.includes(meaning.id)) {
    return wrong(state, step.wrong, { scanned: meaning.label, wanted: step.label }, step.id);
  }
  const answer = answered(step.id, meaning.id, scan.id, meaning.amount);
  return (
    otherLot(state, line, meaning) ?? right(task, state, line, step, answer, ...lotTold(state, line, scan, meaning))
  );
}

function isOf(line: Line, meaning: Meaning): boolean {
  return meaning.kind === "item" && meaning.id === line.item.id;
}

/** The step that asks for the line's lot, when this meaning is the line's item and its label names a lot. */
function lotAsked(line: Line, meaning: Meaning): Step | null {
  if (!isOf(line, meaning) || !meaning.lot || line.lot === null) return null;
  return line.steps.find((step) => step.want === "lot") ?? null;
}

/** The refusal of the right item from another lot, as its own label says; null when nothing speaks against it. */
function otherLot(state: State, line: Line, meaning: Meaning): Answer | null {
  if (!isOf(line, meaning) || !meaning.lot || line.lot === null || meaning.lot === line.lot.code) return null;
  // Where no step asks for the lot, goods of another one are still not the line's item.
  const asked = lotAsked(line, meaning) ?? line.steps.find((step) => step.want === "item");
  if (!asked) return null;
  return wrong(state, asked.wrong, { scanned: meaning.lot, wanted: line.lot.code }, asked.id);
}

/** One label may prove the item and its lot: the answer to the lot's step, when that is still open. */
function lotTold(state: State, line: Line, scan: Scanned, meaning: Meaning): Answered[] {
  const asked = lotAsked(line, meaning);
  if (asked === null || line.lot === null || answerOf(state, asked.id)) return [];
  return [answered(asked.id, line.lot.id, scan.id)];
}

/** Nothing chosen yet: the first open line whose first step this scan answers becomes the line in hand. */
function scannedForALine(task: Task, state: State, scan: Scanned, meanings: Meaning[]): Answer {
  const open = openLines(task, state);
  const [nearest] = open;
  if (!nearest) return wrong(state, "step.not_now");
  const first = firstStep(nearest, state);
  const fitting = meanings.filter((meaning) => meaning.kind === first.want);
  const [meaning] = fitting;
  if (fitting.length > 1) {
    return {
      state: { ...state, asking: scan },
      verdict: ask("code.ambiguous", { text: scan.text }, first.id),
      emit: [],
    };
  }
  if (!meaning) return wrong(state, first.other, { scanned: meanings[0]?.label }, first.id);
  let refused: Answer | null = null;
  for (const line of open) {
    const step = firstStep(line, state);
    if (step.want !== meaning.kind || (step.targets.length > 0 && !step.targets.includes(meaning.id))) continue;
    const other = otherLot(state, line, meaning);
    refused ??= other;
    if (other !== null) continue;
    const standing = { ...state, line: line.id, step: step.id };
    const answer = answered(step.id, meaning.id, scan.id, meaning.amount);
    return right(task, standing, line, step, answer, ...lotTold(standing, line, scan, meaning));
  }
  if (refused !== null) return refused;
  const already = task.lines.some((line) => !open.includes(line) && line.steps[0]?.targets.includes(meaning.id));
  return wrong(state, already ? "step.already_done" : first.wrong, { scanned: meaning.label }, first.id);
}

/** A tote may be scanned first, and a full one is changed for the next, between two lines, never within one. */
function keptFirst(line: Line, state: State, scan: Scanned, meanings: Meaning[]): Answer | null {
  if (state.answers.length > 0 || state.counted.length > 0 || state.short !== null) return null;
  for (const step of line.steps) {
    for (const meaning of meanings) {
      if (step.keep !== "task" || meaning.kind !== step.want) continue;
      if (step.targets.length > 0 && !step.targets.includes(meaning.id)) continue;
      const kept = [...state.kept.filter((known) => known.step !== step.id), answered(step.id, meaning.id, scan.id)];
      return { state: standing({ ...state, kept }, line), verdict: rightly(step.id), emit: [] };
    }
  }
  return null;
}

/** The item scanned again adds what its barcode stands for. */
function counted(task: Task, state: State, line: Line, step: Step, scan: Scanned, meaning: Meaning): Answer {
  if (!step.counts) return wrong(state, "step.not_now", { scanned: meaning.label, wanted: step.label }, step.id);
  if (meaning.id !== line.item.id) {
    return wrong(state, step.wrong || "step.not_now", { scanned: meaning.label, wanted: line.item.code }, step.id);
  }
  const refused = otherLot(state, line, meaning);
  if (refused !== null) return refused;
  // A label that names the item and counts none: heard as right, it would pass for counted.
  if (meaning.amount === 0) return wrong(state, "step.counts_none", { scanned: meaning.label }, step.id);
  const total = state.count + meaning.amount;
  if (step.max !== null && total > step.max) return wrong(state, step.over, amounts(line, step.max, total), step.id);
  const more = [...state.counted, answered(step.id, meaning.id, scan.id, meaning.amount)];
  return settled(task, { ...state, counted: more }, line, step.id);
}

// --- numbers, less than asked for, taps --------------------------------------------------------------------------------

function numbered(task: Task, state: State, line: Line, value: number): Answer {
  const step = stepOf(line, state.step);
  if (step.kind !== "number") return wrong(state, "step.not_now", { wanted: step.label }, step.id);
  if (step.max !== null && value > step.max) return wrong(state, step.over, amounts(line, step.max, value), step.id);
  if (step.max !== null && value < step.max && step.under !== null) {
    const facts = amounts(line, step.max, value);
    if (step.under === "short") return { state, verdict: ask("step.short", facts, step.id), emit: [] };
    return wrong(state, step.under, facts, step.id);
  }
  if (value < step.min) return wrong(state, "step.too_few", amounts(line, step.min, value), step.id);
  return right(task, state, line, step, answered(step.id, value));
}

/** What is found is still proved by scans; nothing found needs none. */
function shortened(task: Task, state: State, line: Line, short: Short): Answer {
  const step = line.steps.find((each) => each.kind === "number" && each.under === "short");
  if (!step || line.short === null || step.max === null) return wrong(state, "step.not_now", {}, state.step);
  if (short.found < 0 || short.found >= step.max) {
    return wrong(state, "step.not_short", amounts(line, step.max, short.found), step.id);
  }
  const answers = [...state.answers.filter((known) => known.step !== step.id), answered(step.id, short.found)];
  return settled(task, { ...state, short, answers }, line, step.id);
}

function overridden(task: Task, state: State, line: Line, reason: string): Answer {
  const step = stepOf(line, state.step);
  const [target] = step.targets;
  const may = step.kind === "scan" && step.targets.length === 1 && "override" in line.command.payload && reason !== "";
  if (!may || target === undefined) return wrong(state, "step.not_now", { wanted: step.label }, step.id);
  return right(task, { ...state, override: reason }, line, step, answered(step.id, target));
}

/** The line goes behind all others and comes back. */
function skipped(task: Task, state: State, line: Line): Answer {
  if (line.skip === null) return wrong(state, "step.not_now", {}, state.step);
  const later = [...state.skipped.filter((id) => id !== line.id), line.id];
  return {
    state: nextLine(task, { ...cleared(state), skipped: later }),
    verdict: rightly(""),
    emit: [line.skip],
  };
}

/** Takes the last answer of this line back; at the start of a line chosen by scan it lets the line go. */
function taken(task: Task, state: State): Answer {
  if (state.asking !== null) return { state: { ...state, asking: null }, verdict: rightly(state.step), emit: [] };
  const line = lineOf(task, state.line);
  const begun = state.answers.length > 0 || state.counted.length > 0 || state.short !== null;
  if (!line || !begun) return wrong(state, "step.not_now", {}, state.step);
  let back = state;
  const last = state.answers.at(-1);
  if (state.counted.length > 0) back = { ...state, counted: state.counted.slice(0, -1) };
  else if (last) {
    back = {
      ...state,
      // What one scan has answered goes together.
      answers: state.answers.slice(0, -1).filter((known) => last.scan === "" || known.scan !== last.scan),
      kept: state.kept.filter((known) => known.step !== last.step),
    };
  }
  back = { ...back, short: null, override: "" };
  if (task.order === "any" && back.answers.length === 0 && back.counted.length === 0) {
    return { state: nextLine(task, cleared(back)), verdict: rightly(""), emit: [] };
  }
  const after = standing(back, line);
  return { state: after, verdict: rightly(after.step), emit: [] };
}

// --- what follows from an answer ---------------------------------------------------------------------------------------

/** answers: the step's own first, then what the same scan answers besides. */
function right(task: Task, state: State, line: Line, step: Step, ...answers: Answered[]): Answer {
  const own = answers.slice(0, 1);
  const kept = step.keep === "task" ? [...state.kept.filter((known) => known.step !== step.id), ...own] : state.kept;
  return settled(task, { ...state, answers: [...state.answers, ...answers], kept }, line, step.id);
}

/** Go to the next unanswered step. A count that has reached its number answers it; the last one sends the command. */
function settled(task: Task, given: State, line: Line, judged: string): Answer {
  let state = standing(given, line);
  if (state.step !== "" && !nothingFound(state)) {
    const step = stepOf(line, state.step);
    if (step.kind === "number" && step.counts && step.max !== null && step.max > 0 && state.count === step.max) {
      state = standing({ ...state, answers: [...state.answers, answered(step.id, state.count)] }, line);
    }
  }
  if (state.step !== "" && !nothingFound(state)) return { state, verdict: rightly(judged), emit: [] };
  const emission = commandOf(state, line);
  const after = nextLine(task, {
    ...cleared(state),
    finished: [...state.finished, line.id],
    skipped: state.skipped.filter((id) => id !== line.id),
  });
  const result = openLines(task, after).length > 0 ? "right" : "done";
  return { state: after, verdict: { result, code: "", facts: {}, step: judged }, emit: [emission] };
}

/** The line's command: what is fixed, what was answered, and the scans that prove it. */
function commandOf(state: State, line: Line): Emission {
  const values: Record<string, unknown> = {};
  for (const step of line.steps) {
    const answer = answerOf(state, step.id);
    if (answer && step.store) values[step.store] = answer.value;
  }
  const scans: string[] = [];
  for (const answer of [...state.kept, ...state.answers, ...state.counted]) {
    if (answer.scan && !scans.includes(answer.scan)) scans.push(answer.scan);
  }
  if (state.override) values.override = state.override;
  if (state.short === null) {
    return { type: line.command.type, payload: { ...line.command.payload, ...values, scans } };
  }
  if (line.short === null) throw new Error("a line without a short command was reported short");
  const fixed = line.short.payload;
  const allowed = Object.fromEntries(Object.entries(values).filter(([name]) => name in fixed));
  const told = { quantity_found: state.short.found, reason: state.short.reason, scans };
  return { type: line.short.type, payload: { ...fixed, ...allowed, ...told } };
}

/** The state with its step and count as its answers say. */
function standing(state: State, line: Line): State {
  const step = line.steps.find((each) => !answerOf(state, each.id))?.id ?? "";
  const items = line.steps.filter((each) => each.kind === "scan" && each.want === "item").map((each) => each.id);
  const seen = state.answers.filter((answer) => answer.scan && items.includes(answer.step));
  return { ...state, line: line.id, step, count: total(seen) + total(state.counted) };
}

/** Stand before the next open line: those never skipped first, then the skipped ones in the order they were. */
function nextLine(task: Task, state: State): State {
  const open = openLines(task, state);
  if (open.length === 0 || task.order === "any") return { ...state, line: 0, step: "", count: 0 };
  const fresh = open.find((line) => !state.skipped.includes(line.id));
  const again = state.skipped.map((id) => open.find((line) => line.id === id)).find((line) => line !== undefined);
  const line = fresh ?? again;
  if (!line) throw new Error("an open line is neither fresh nor skipped");
  return standing(state, line);
}

function cleared(state: State): State {
  return {
    ...state,
    line: 0,
    step: "",
    count: 0,
    answers: [],
    counted: [],
    short: null,
    override: "",
    asking: null,
  };
}

function answered(step: string, value: number, scan = "", amount = 0): Answered {
  return { step, value, scan, amount };
}

function total(answers: readonly Answered[]): number {
  return answers.reduce((sum, answer) => sum + answer.amount, 0);
}

function nothingFound(state: State): boolean {
  return state.short !== null && state.short.found === 0;
}

function lineOf(task: Task, id: number): Line | undefined {
  return task.lines.find((line) => line.id === id);
}

function stepOf(line: Line, id: string): Step {
  const step = line.steps.find((each) => each.id === id);
  if (!step) throw new Error(`line ${line.id} has no step ${id}`);
  return step;
}

function firstStep(line: Line, state: State): Step {
  const step = line.steps.find((each) => !keptOf(state, each.id));
  if (!step) throw new Error(`line ${line.id} has nothing to ask`);
  return step;
}

function keptOf(state: State, step: string): Answered | undefined {
  return state.kept.find((known) => known.step === step);
}

function answerOf(state: State, step: string): Answered | undefined {
  return state.answers.find((answer) => answer.step === step) ?? keptOf(state, step);
}

function amounts(line: Line, wanted: number, scan: number): Facts {
  return { wanted, scanned: scan, digits: line.item.digits, unit: line.item.unit };
}

function rightly(step: string): Verdict {
  return { result: "right", code: "", facts: {}, step };
}

function ask(code: string, facts: Facts, step: string): Verdict {
  return { result: "ask", code, facts, step };
}

function wrong(state: State, code: string, facts: Facts = {}, step = ""): Answer {
  return { state, verdict: { result: "wrong", code, facts, step }, emit: [] };
}
