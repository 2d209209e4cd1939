/**
 * What a keyboard-wedge scanner types, told apart from a person typing: pure, fed with keys and times.
 *
 * A scanner types a character every 1 to 30 ms and ends with Enter or Tab; a fast typist needs 80 ms and more.
 * Characters are taken as the browser names them (`key`), never rebuilt from key positions: under another layout or an
 * input method that gives wrong codes that look right.
 */

export interface Key {
  /** KeyboardEvent.key */
  key: string;
  /** KeyboardEvent.code; looked at for the number pad alone, whose digits are where they are under every layout. */
  code?: string;
  /** event.timeStamp, milliseconds. */
  at: number;
  ctrl: boolean;
  alt: boolean;
  meta: boolean;
  /** An input method is composing (isComposing, or keyCode 229). */
  composing: boolean;
  /** The key is held down; scanners let go of each. */
  repeat?: boolean;
}

/** How the scanner of this device types, as far as it differs from any scanner; found by the doctor. */
export interface Manner {
  /** The longest pause inside one scan, milliseconds. */
  gapMs: number;
  /** It sends no Enter or Tab: a code ends with silence. */
  endsBySilence: boolean;
  /** What keys without a character of their own stand for ("F8", "Ctrl++" → GS). */
  names: Readonly<Record<string, string>>;
}

export type Heard =
  /** Nothing yet; the key may go on to the page. */
  | { kind: "passed" }
  /** Part of a burst: keep it from the page. */
  | { kind: "taken" }
  /** A whole code; since: when its first key came. */
  | { kind: "code"; text: string; since: number }
  /** A burst that cannot be trusted (an input method ate it, a key without a character): ask for a rescan. */
  | { kind: "swallowed" };

// Slowest scanners seen pause 35 ms between characters (Bluetooth with retries); the fastest typists 60 ms.
export const GAP_MAX_MS = 50;
// A whole burst must also be fast on average: a person who rolls two keys does not make a code. Of the longest pause.
const AVERAGE_SHARE = 0.8;
const LENGTH_MIN = 3; // Shorter than any label of ours; a person can type two keys that fast.
// A second suffix, the LF after CR, or one that comes late belongs to the scan before it; no hand is that quick after one.
const ECHO_MS = 300;
const SILENT = new Set(["Shift", "CapsLock", "AltGraph", "NumLock", "Alt", "Control"]); // Pressed between characters.
/** How scanners are before anything is known of them. */
export const ANY: Manner = { gapMs: GAP_MAX_MS, endsBySilence: false, names: {} };

export class Burst {
  private text = "";
  private first = 0;
  private last = 0;
  private keys = 0;
  /** Key events, which are several a character where a scanner types Alt and digits. */
  private strokes = 0;
  private spoilt = false;
  /** It was asked for again, having stopped without its end. */
  private isAsked = false;
  /** When the scan before ended; what suffixes come shortly after are its own. */
  private ended = Number.NEGATIVE_INFINITY;
  /** Digits typed on the number pad while Alt is held: the number of a character. */
  private digits = "";

  constructor(private readonly manner: Manner = ANY) {}

  /** Whether a burst is under way at this time. */
  isOpen(at: number): boolean {
    return this.strokes > 0 && at - this.last <= this.manner.gapMs;
  }

  /** Take one keydown. With a scanner that ends by silence `stopped` comes first: the key may begin the next code. */
  press(press: Key): Heard {
    const { key, at, ctrl, alt, meta, composing, repeat = false } = press;
    if (this.strokes > 0 && !this.isOpen(at)) this.clear();
    if (SILENT.has(key)) {
      if (this.strokes > 0) this.last = at;
      return { kind: "passed" };
    }
    if (key === "Enter" || key === "Tab") return this.closed(at);
    if (alt && !ctrl) return this.numbered(press);
    if (repeat && this.keys <= 1) return { kind: "passed" }; // A person who holds a key down.
    if (meta) return { kind: "passed" };
    // AltGr is Ctrl+Alt on Windows and makes real characters; Ctrl alone makes control characters (GS as Ctrl+]).
    if (ctrl && !alt) return this.controlled(key, at);
    if (composing || repeat || key === "Process" || key === "Dead" || key === "Unidentified") {
      this.spoilt = true;
      return this.counted("", at);
    }
    // Named keys (arrows, F5, Escape) have more than one letter and are not characters; surrogate pairs are.
    if ([...key].length !== 1) return this.named(key, at);
    return this.counted(key, at);
  }

  /** A key was let go: with Alt the digits typed meanwhile become their character. */
  release(key: string, at: number): Heard {
    if (key !== "Alt" || this.digits === "") return { kind: "passed" };
    const digits = this.digits;
    this.digits = "";
    const character = characterOf(digits);
    if (character === "\r" || character === "\t") return this.closed(at);
    if (character === "\n") return { kind: "taken" };
    if (character === null) this.spoilt = true;
    return this.counted(character ?? "", at);
  }

  /** A code came by another way (inserted, pasted): a suffix key right after it is its own. */
  cameWhole(at: number): void {
    this.clear();
    this.ended = at;
  }

  private numbered({ code = "", at }: Key): Heard {
    const digit = /^Numpad(\d)$/.exec(code)?.[1];
    if (digit === undefined) return this.unknown(at);
    this.digits += digit;
    this.struck(at);
    return { kind: "taken" };
  }

  private controlled(key: string, at: number): Heard {
    const known = this.manner.names[`Ctrl+${key.toLowerCase()}`];
    if (known !== undefined) return this.counted(known, at);
    if (!this.isOpen(at)) {
      // CR and LF as one suffix: Enter, then Ctrl+J.
      return { kind: key.toLowerCase() === "j" && at - this.ended <= ECHO_MS ? "taken" : "passed" };
    }
    // The control character at that place of ASCII: GS is Ctrl+], RS Ctrl+^; CR, LF and tab end a code.
    const control = /^[@-_a-z]$/.test(key) ? String.fromCharCode(key.charCodeAt(0) & 0x1f) : null;
    if (control === null) return this.unknown(at);
    return control === "\r" || control === "\n" || control === "\t" ? this.closed(at) : this.counted(control, at);
  }

  private named(key: string, at: number): Heard {
    const known = this.manner.names[key];
    if (known !== undefined) return this.counted(known, at);
    return this.unknown(at);
  }

  /** In the middle of a burst such a key stands for something: what comes around it alone would be a wrong code. */
  private unknown(at: number): Heard {
    if (this.strokes === 0) return { kind: "passed" };
    this.spoilt = true;
    return this.counted("", at);
  }

  private counted(character: string, at: number): Heard {
    this.struck(at);
    this.text += character;
    this.keys += 1;
    this.isAsked = false;
    // The first two keys may be a person's; from the third on it can only be a scanner.
    return this.keys >= LENGTH_MIN ? { kind: "taken" } : { kind: "passed" };
  }

  private struck(at: number): void {
    if (this.strokes === 0) this.first = at;
    this.strokes += 1;
    this.last = at;
  }

  private get isFast(): boolean {
    const average = this.strokes > 1 ? (this.last - this.first) / (this.strokes - 1) : Number.POSITIVE_INFINITY;
    return this.keys >= LENGTH_MIN && average <= this.manner.gapMs * AVERAGE_SHARE;
  }

  private get isSpoilt(): boolean {
    // A number whose Alt was never let go is a character that is missing.
    return this.spoilt || this.digits !== "";
  }

  private closed(at: number): Heard {
    const { text, isFast, first: since } = this;
    const spoilt = this.isSpoilt;
    this.clear();
    if (isFast) {
      this.ended = at;
      return spoilt ? { kind: "swallowed" } : { kind: "code", text, since };
    }
    if (at - this.ended > ECHO_MS) return { kind: "passed" };
    this.ended = at;
    return { kind: "taken" };
  }

  /**
   * Nothing came until `at`. Whole codes only count with a suffix, so one without is asked for again, unless this scanner
   * is known to send none. A page that was busy sees late what was pressed in time: the burst goes on when its next key
   * says so by its own time.
   */
  stopped(at: number): Heard {
    if (this.keys < LENGTH_MIN || this.isAsked || this.isOpen(at) || !this.isFast) return { kind: "passed" };
    if (!this.manner.endsBySilence) {
      this.isAsked = true;
      return { kind: "swallowed" };
    }
    const { text, last, first: since } = this;
    const spoilt = this.isSpoilt;
    this.clear();
    this.ended = last;
    return spoilt ? { kind: "swallowed" } : { kind: "code", text, since };
  }

  clear(): void {
    // What was asked for again may still get its suffix, late; that must not press a button.
    if (this.isAsked) this.ended = this.last;
    this.text = "";
    this.digits = "";
    this.keys = 0;
    this.strokes = 0;
    this.spoilt = false;
    this.isAsked = false;
  }
}

/**
 * The character of Alt and digits on the number pad; null for one that depends on the machine's code page.
 *
 * Below 128 with or without leading zero ASCII, above it Windows-1252 with a leading zero. Source: Windows, "Alt codes".
 */
export function characterOf(digits: string): string | null {
  const value = Number(digits);
  if (value < 128) return String.fromCharCode(value);
  if (!digits.startsWith("0") || value > 255) return null;
  return new TextDecoder("windows-1252").decode(Uint8Array.of(value));
}
