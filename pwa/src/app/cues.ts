/** How a scan is answered: sound, vibration and a full-screen flash, painted directly without waiting for any screen. */

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

/** One element above everything, switched by an attribute: no component renders between scan and cue. */
function flash(cue: "right" | "wrong" | "question"): void {
  if (layer === null) {
    layer = document.createElement("div");
    layer.className = "cue";
    layer.setAttribute("aria-hidden", "true");
    document.body.append(layer);
  }
  layer.dataset.cue = cue;
  performance.mark(`cue-${cue}`);
  clearTimeout(timer);
  timer = setTimeout(() => layer?.removeAttribute("data-cue"), FLASH_MS);
}

/** Recognised. */
export function right(): void {
  flash("right");
  play(RIGHT);
}

/** Refused. */
export function wrong(): void {
  flash("wrong");
  play(WRONG);
}

/** A person must choose. */
export function question(): void {
  flash("question");
  play(QUESTION);
}

/** The durable write failed; overrides a right tone that was already played. */
export function notSaved(): void {
  flash("wrong");
  play(NOT_SAVED);
}

/** Call inside a tap: from now on the page may make sound. Plays the right tone, so that the person hears it works. */
export function unlock(): void {
  audio ??= new AudioContext({ latencyHint: "interactive" });
  void audio.resume();
  play(RIGHT);
}
