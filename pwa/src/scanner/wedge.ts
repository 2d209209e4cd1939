/** Wedge scanners on the window, without a focused field: key bursts, inserted text (DataWedge), paste. */

import { Stream } from "../kernel/watched";
import { Burst, GAP_MAX_MS } from "./burst";
import { type Reading, tellReading } from "./reading";

/** A burst was taken off the page because it cannot be trusted: ask for a rescan. */
export const swallowed = new Stream<"input_method" | "no_suffix">();

type Field = HTMLInputElement | HTMLTextAreaElement;

function fieldOf(target: EventTarget | null): Field | null {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
}

function told(text: string, source: Reading["source"]): void {
  tellReading({ text, symbology: "", source, at: performance.now() });
}

/** Start listening. Returns the way to stop. */
export function beginWedge(on: Window = window): () => void {
  const burst = new Burst();
  let timer = 0;
  // What the field held before the burst's first keys, which could still have been a person's, got into it.
  let before: { field: Field; value: string } | null = null;
  let inMethod = false;

  const restore = () => {
    if (before && before.field.value !== before.value) {
      before.field.value = before.value;
      // The screen's own state must follow the field.
      before.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    before = null;
  };

  const keydown = (event: KeyboardEvent) => {
    const isNew = !burst.isOpen(event.timeStamp);
    if (isNew) {
      const field = fieldOf(event.target);
      before = field ? { field, value: field.value } : null;
      inMethod = false;
    }
    const composing = event.isComposing || event.keyCode === 229;
    inMethod ||= composing;
    const { key, timeStamp: at, ctrlKey: ctrl, altKey: alt, metaKey: meta } = event;
    const heard = burst.press({ key, at, ctrl, alt, meta, composing });
    clearTimeout(timer);
    if (heard.kind === "passed") return;
    // Enter must not press the focused button, Tab must not move the focus, characters must not reach a field.
    event.preventDefault();
    event.stopPropagation();
    if (heard.kind === "taken") {
      // The timer fires late rather than early; `stopped` looks at the event's own times.
      timer = on.setTimeout(() => finish(performance.now()), GAP_MAX_MS * 3);
      return;
    }
    restore();
    if (heard.kind === "code") told(heard.text, "hid");
    else swallowed.tell("input_method");
  };

  const finish = (at: number) => {
    if (burst.stopped(at).kind !== "swallowed") return;
    restore();
    swallowed.tell(inMethod ? "input_method" : "no_suffix");
  };

  // DataWedge in "insert text" mode and scanners that paste give the whole code in one event, in a field or not.
  const inserted = (event: Event) => {
    if (!(event instanceof InputEvent) || event.isComposing) return;
    const text = event.data ?? "";
    const isWhole = event.inputType === "insertText" && [...text].length >= 3;
    const field = fieldOf(event.target);
    if (!isWhole || field?.hasAttribute("data-typing")) return;
    event.preventDefault();
    event.stopPropagation();
    told(text, "intent");
  };

  const pasted = (event: ClipboardEvent) => {
    // A person pastes into a field they chose; a scanner pastes where nothing has the focus.
    if (fieldOf(event.target) || (event.target instanceof HTMLElement && event.target.isContentEditable)) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.trim() === "") return;
    event.preventDefault();
    told(text, "intent");
  };

  on.addEventListener("keydown", keydown, { capture: true });
  on.addEventListener("beforeinput", inserted, { capture: true });
  on.addEventListener("paste", pasted, { capture: true });
  return () => {
    clearTimeout(timer);
    on.removeEventListener("keydown", keydown, { capture: true });
    on.removeEventListener("beforeinput", inserted, { capture: true });
    on.removeEventListener("paste", pasted, { capture: true });
  };
}
