/** Wedge scanners on the window, without a focused field: key bursts, inserted text (DataWedge), paste. */

import { Stream } from "../kernel/watched";
import { ANY, Burst, type Heard, type Manner } from "./burst";
import { type Reading, tellReading } from "./reading";

/** A burst was taken off the page because it cannot be trusted: ask for a rescan. */
export const swallowed = new Stream<"input_method" | "no_suffix" | "not_whole">();

/** What is known of this device's scanner, worn by the reader. */
export interface Fit {
  manner: Manner;
  /**
   * What the scanner read, from what it typed. caps: Caps Lock was on. since, at: when its first key came, and its last.
   * null: not to be trusted, ask again; undefined: the same scan delivered once more, nothing happened.
   */
  repaired(text: string, caps: boolean, since: number, at: number): string | null | undefined;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

// How long a burst is waited for before it is asked for again: keys reach a busy page late.
const WAIT_MS = 400;
// Where silence is the end the person waits for it: as many of the longest pauses, and at least so long.
const SILENCES = 3;
const SILENCE_MIN_MS = 150;
const TURN_MS = 30;
// An input method writes what it made of a burst a moment after the last key.
const METHOD_MS = 500;

let fit: Fit | null = null;
let burst = new Burst();
let isPaused = false;

/** Read from now on as this scanner needs it; null: like any scanner. */
export function wear(known: Fit | null): void {
  fit = known;
  burst = new Burst(known?.manner ?? ANY);
}

/** Read nothing while somebody else listens to the keys (the doctor). Returns the way to go on. */
export function pauseWedge(): () => void {
  isPaused = true;
  return () => {
    isPaused = false;
  };
}

function fieldOf(target: EventTarget | null): Field | null {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
}

function told(typed: string, source: Reading["source"], caps: boolean, since: number, at: number): void {
  const text = fit === null ? typed : fit.repaired(typed, caps, since, at);
  if (text === null) swallowed.tell("not_whole");
  else if (text !== undefined) tellReading({ text, symbology: "", source, at: performance.now() });
}

/** Start listening. Returns the way to stop. */
export function beginWedge(on: Window = window): () => void {
  let timer = 0;
  // What the field held before the burst's first keys, which could still have been a person's, got into it.
  let before: { field: Field; value: string } | null = null;
  let inMethod = false;
  let caps = false;
  // The field that a swallowed burst went into, and until when it is held at what it was.
  let held: { field: Field; value: string; until: number } | null = null;

  const restore = () => {
    if (before && before.field.value !== before.value) {
      before.field.value = before.value;
      // The screen's own state must follow the field.
      before.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    before = null;
  };

  const answer = (heard: Heard, at: number, why: "input_method" | "no_suffix") => {
    if (heard.kind !== "code" && heard.kind !== "swallowed") return;
    if (inMethod && before) held = { ...before, until: at + METHOD_MS };
    restore();
    if (heard.kind === "code") told(heard.text, "hid", caps, heard.since, at);
    else swallowed.tell(why);
  };

  /** The burst fell silent: judged by the times of its own keys, however late this comes. */
  const silent = (at: number) => answer(burst.stopped(at), at, inMethod ? "input_method" : "no_suffix");

  const take = (heard: Heard, event: KeyboardEvent) => {
    clearTimeout(timer);
    if (heard.kind === "passed") return;
    // Enter must not press the focused button, Tab must not move the focus, characters must not reach a field.
    event.preventDefault();
    event.stopPropagation();
    const { endsBySilence, gapMs } = fit?.manner ?? ANY;
    const wait = endsBySilence ? Math.max(SILENCE_MIN_MS, gapMs * SILENCES) : WAIT_MS;
    // In two turns: keys that waited while the page was busy are heard between them, and the burst goes on.
    const turn = () => (timer = on.setTimeout(() => silent(performance.now()), TURN_MS));
    if (heard.kind === "taken") timer = on.setTimeout(turn, wait);
    else answer(heard, event.timeStamp, "input_method");
  };

  /** What the input method makes of a burst that was taken off it is nobody's text. */
  const written = (event: Event) => {
    if (held === null || event.target !== held.field) return;
    if (event.timeStamp > held.until) held = null;
    else if (held.field.value !== held.value) {
      before = held;
      restore();
    }
  };

  const keydown = (event: KeyboardEvent) => {
    if (isPaused) return;
    const { key, code, timeStamp: at, ctrlKey: ctrl, altKey: alt, metaKey: meta, repeat } = event;
    if (!burst.isOpen(at)) {
      if (fit?.manner.endsBySilence) silent(at);
      const field = fieldOf(event.target);
      before = field ? { field, value: field.value } : null;
      inMethod = false;
    }
    const composing = event.isComposing || event.keyCode === 229;
    // A person writes again.
    if (!composing && [...key].length === 1 && !burst.isOpen(at)) held = null;
    inMethod ||= composing;
    caps = event.getModifierState("CapsLock");
    take(burst.press({ key, code, at, ctrl, alt, meta, composing, repeat }), event);
  };

  const keyup = (event: KeyboardEvent) => {
    if (!isPaused && event.key === "Alt") take(burst.release(event.key, event.timeStamp), event);
  };

  // DataWedge in "insert text" mode and scanners that paste give the whole code in one event, in a field or not.
  const inserted = (event: Event) => {
    if (isPaused || !(event instanceof InputEvent) || event.isComposing) return;
    const text = event.data ?? "";
    const isWhole = event.inputType === "insertText" && [...text].length >= 3;
    const field = fieldOf(event.target);
    if (!isWhole || field?.hasAttribute("data-typing")) return;
    event.preventDefault();
    event.stopPropagation();
    burst.cameWhole(event.timeStamp);
    told(text, "intent", false, event.timeStamp, event.timeStamp);
  };

  const pasted = (event: ClipboardEvent) => {
    // A person pastes into a field they chose; a scanner pastes where nothing has the focus.
    if (fieldOf(event.target) || (event.target instanceof HTMLElement && event.target.isContentEditable)) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (isPaused || text.trim() === "") return;
    event.preventDefault();
    burst.cameWhole(event.timeStamp);
    told(text, "intent", false, event.timeStamp, event.timeStamp);
  };

  on.addEventListener("keydown", keydown, { capture: true });
  on.addEventListener("keyup", keyup, { capture: true });
  on.addEventListener("beforeinput", inserted, { capture: true });
  on.addEventListener("paste", pasted, { capture: true });
  on.addEventListener("input", written, { capture: true });
  on.addEventListener("compositionend", written, { capture: true });
  return () => {
    clearTimeout(timer);
    on.removeEventListener("keydown", keydown, { capture: true });
    on.removeEventListener("keyup", keyup, { capture: true });
    on.removeEventListener("beforeinput", inserted, { capture: true });
    on.removeEventListener("paste", pasted, { capture: true });
    on.removeEventListener("input", written, { capture: true });
    on.removeEventListener("compositionend", written, { capture: true });
  };
}
