/** Writes down everything that keys, input methods and clipboard do to the page while the doctor listens. */

import type { Sound } from "./doctor";

// A scan is over when nothing has come for so long; a second delivery of it comes well within that.
const SILENCE_MS = 700;
// Alone they are a person's who wants to get on with the page.
const PERSON = new Set(["Enter", "Tab", "Escape"]);

/** Listen until stopped. heard: what came up to a silence; again with more when late keys belong to it. */
export function record(heard: (sounds: readonly Sound[]) => void, on: Window = window): () => void {
  let sounds: Sound[] = [];
  let isTold = false;
  let timer = 0;

  const tell = () => {
    const rest = (sounds.at(-1)?.at ?? 0) + SILENCE_MS - performance.now();
    if (rest > 0) {
      timer = on.setTimeout(tell, rest);
      return;
    }
    isTold = true;
    heard(sounds);
  };
  const add = (sound: Sound) => {
    // Keys that reach a busy page late belong to what was told already, by their own times.
    if (isTold && sound.at - (sounds.at(-1)?.at ?? 0) > SILENCE_MS) sounds = [];
    isTold = false;
    sounds = [...sounds, sound];
    clearTimeout(timer);
    timer = on.setTimeout(tell, SILENCE_MS);
  };
  const isPending = (at: number) => sounds.length > 0 && at - (sounds.at(-1)?.at ?? 0) <= SILENCE_MS;

  const keydown = (event: KeyboardEvent) => {
    const { key, code, timeStamp: at, ctrlKey: ctrl, altKey: alt } = event;
    if (PERSON.has(key) && !isPending(at)) return;
    const composing = event.isComposing || event.keyCode === 229;
    if (isPending(at) || [...key].length === 1) event.preventDefault();
    event.stopPropagation();
    add({ kind: "key", key, code, at, ctrl, alt, caps: event.getModifierState("CapsLock"), composing });
  };
  const keyup = ({ key, timeStamp: at }: KeyboardEvent) => {
    if (key === "Alt") add({ kind: "release", key, at });
  };
  const composing = ({ timeStamp: at }: Event) => add({ kind: "composition", at });
  const inserted = (event: Event) => {
    if (!(event instanceof InputEvent)) return;
    if (event.isComposing) composing(event);
    else if (event.data) add({ kind: "whole", text: event.data, at: event.timeStamp, intoField: true });
    event.preventDefault();
  };
  const pasted = (event: ClipboardEvent) => {
    event.preventDefault();
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text !== "") add({ kind: "whole", text, at: event.timeStamp, intoField: false });
  };

  const capture = { capture: true };
  const listeners: [string, (event: never) => void][] = [
    ["keydown", keydown],
    ["keyup", keyup],
    ["compositionstart", composing],
    ["compositionupdate", composing],
    ["beforeinput", inserted],
    ["paste", pasted],
  ];
  for (const [name, listener] of listeners) on.addEventListener(name, listener as EventListener, capture);
  return () => {
    clearTimeout(timer);
    for (const [name, listener] of listeners) on.removeEventListener(name, listener as EventListener, capture);
  };
}
