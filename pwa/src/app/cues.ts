/** How a scan is answered: sound, vibration and a full-screen flash, painted directly without waiting for any screen. */

import { t } from "./words";

interface Tone {
  hz: number;
  ms: number;
  gap: number;
}

// design/DESIGN.md, motion and sound.
const RIGHT: Tone[] = [{ hz: 1800, ms: 80, gap: 0 }];
const WRONG: Tone[] = [
  { hz: 300, ms: 220, gap: 120 },
  { hz: 300, ms: 220, gap: 120 },
];
const QUESTION: Tone[] = [
  { hz: 900, ms: 90, gap: 60 },
  { hz: 1350, ms: 90, gap: 0 },
];
const NOT_SAVED: Tone[] = [...WRONG, ...WRONG, ...WRONG];
const FLASH_MS = 300;
const TICK = "M4 12l6 6L20 6";

let audio: AudioContext | null = null;
let layer: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

function play(tones: readonly Tone[]): void {
  navigator.vibrate?.(tones.flatMap(({ ms, gap }) => [ms, gap]));
  if (audio === null) return;
  if (audio.state !== "running") void audio.resume();
  let at = audio.currentTime;
  for (const { hz, ms, gap } of tones) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    // A square wave carries through noise; 5 ms up and down keep it from clicking.
    tone.type = "square";
    tone.frequency.value = hz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.25, at + 0.005);
    volume.gain.setValueAtTime(0.25, at + ms / 1000 - 0.005);
    volume.gain.linearRampToValueAtTime(0, at + ms / 1000);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + ms / 1000);
    at += (ms + gap) / 1000;
  }
}

/** The words of the green answer; written into the layer, which renders nothing. */
interface RightWords {
  title: HTMLElement;
  what: HTMLElement;
  proof: HTMLElement;
  known: HTMLElement;
  kept: HTMLElement;
}
let words: RightWords | null = null;
let mayGo = true;
let isOver = true;

/** One element above everything, switched by an attribute: no component renders between scan and cue. */
function layerOf(): HTMLElement {
  if (layer !== null) return layer;
  layer = document.createElement("div");
  layer.className = "cue";
  layer.setAttribute("aria-hidden", "true");
  document.body.append(layer);
  return layer;
}

function flash(cue: "right" | "wrong" | "question"): void {
  layerOf().dataset.cue = cue;
  performance.mark(`cue-${cue}`);
  isOver = false;
  clearTimeout(timer);
  timer = setTimeout(() => {
    isOver = true;
    end();
  }, FLASH_MS);
}

function end(): void {
  if (isOver && mayGo) layer?.removeAttribute("data-cue");
}

function rightWords(): RightWords {
  if (words !== null) return words;
  const made = (name: string) => document.createElement(name);
  const [title, what, proof, known, kept] = [made("b"), made("p"), made("div"), made("span"), made("span")];
  const tick = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  tick.setAttribute("viewBox", "0 0 24 24");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", TICK);
  tick.append(path);
  proof.className = "proof";
  proof.append(known, kept);
  layerOf().append(tick, title, what, proof);
  words = { title, what, proof, known, kept };
  return words;
}

/** Recognised. what: a scan that is being saved; the answer stays until `saved` says that it is. */
export function right(what?: string): void {
  const { title, what: named, proof, known, kept } = rightWords();
  title.textContent = t("ui.right");
  named.textContent = what ?? "";
  known.textContent = `✓ ${t("ui.recognised")}`;
  kept.textContent = t("ui.saving");
  proof.hidden = what === undefined;
  mayGo = what === undefined;
  flash("right");
  play(RIGHT);
}

/** The durable write of what was recognised is done. */
export function saved(): void {
  if (words) words.kept.textContent = `✓ ${t("ui.saved")}`;
  mayGo = true;
  end();
}

/** Refused. */
export function wrong(): void {
  mayGo = true;
  flash("wrong");
  play(WRONG);
}

/** A person must choose. */
export function question(): void {
  mayGo = true;
  flash("question");
  play(QUESTION);
}

/** The durable write failed; overrides a right tone that was already played. */
export function notSaved(): void {
  mayGo = true;
  flash("wrong");
  play(NOT_SAVED);
}

/** Call inside a tap: from now on the page may make sound. Plays the right tone, so that the person hears it works. */
export function unlock(): void {
  audio ??= new AudioContext({ latencyHint: "interactive" });
  void audio.resume();
  play(RIGHT);
}
