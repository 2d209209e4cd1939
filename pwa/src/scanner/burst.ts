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
  /** event.timeStamp, milliseconds. */
  at: number;
  ctrl: boolean;
  alt: boolean;
  meta: boolean;
  /** An input method is composing (isComposing, or keyCode 229). */
  composing: boolean;
}

export type Heard =
  /** Nothing yet; the key may go on to the page. */
  | { kind: "passed" }
  /** Part of a burst: keep it from the page. */
  | { kind: "taken" }
  /** A whole code. */
  | { kind: "code"; text: string }
  /** A burst that cannot be trusted (an input method ate it, a key without a character): ask for a rescan. */
  | { kind: "swallowed" };

// Slowest scanners seen pause 35 ms between characters (Bluetooth with retries); the fastest typists 60 ms.
export const GAP_MAX_MS = 50;
// A whole burst must also be fast on average: a person who rolls two keys does not make a code.
const AVERAGE_MAX_MS = 40;
const LENGTH_MIN = 3; // Shorter than any label of ours; a person can type two keys that fast.
const SILENT = new Set(["Shift", "CapsLock", "AltGraph", "NumLock"]); // Scanners press these between characters.

export class Burst {
  private text = "";
  private first = 0;
  private last = 0;
  private keys = 0;
  private spoilt = false;

  /** Whether a burst is under way at this time. */
  isOpen(at: number): boolean {
    return this.keys > 0 && at - this.last <= GAP_MAX_MS;
  }

  /** Take one keydown. */
  press({ key, at, ctrl, alt, meta, composing }: Key): Heard {
    if (this.keys > 0 && at - this.last > GAP_MAX_MS) this.clear();
    if (SILENT.has(key)) {
      if (this.keys > 0) this.last = at;
      return { kind: "passed" };
    }
    if (key === "Enter" || key === "Tab") return this.closed(at);
    // AltGr is Ctrl+Alt on Windows and makes real characters; Ctrl alone makes control characters (GS as Ctrl+]).
    if (ctrl && !alt) return this.controlled(key, at);
    if (meta || (alt && !ctrl)) return { kind: "passed" };
    if (composing || key === "Process" || key === "Dead" || key === "Unidentified") {
      this.spoilt = true;
      return this.counted("", at);
    }
    // Named keys (arrows, F5, Escape) have more than one letter and are not characters; surrogate pairs are.
    if ([...key].length !== 1) {
      this.clear();
      return { kind: "passed" };
    }
    return this.counted(key, at);
  }

  private controlled(key: string, at: number): Heard {
    if (key === "]" && this.isOpen(at)) return this.counted("\u001d", at);
    return { kind: "passed" };
  }

  private counted(character: string, at: number): Heard {
    if (this.keys === 0) this.first = at;
    this.text += character;
    this.keys += 1;
    this.last = at;
    // The first two keys may be a person's; from the third on it can only be a scanner.
    return this.keys >= LENGTH_MIN ? { kind: "taken" } : { kind: "passed" };
  }

  private closed(at: number): Heard {
    const { text, keys, spoilt } = this;
    const average = keys > 1 ? (this.last - this.first) / (keys - 1) : Number.POSITIVE_INFINITY;
    this.clear();
    if (keys < LENGTH_MIN || average > AVERAGE_MAX_MS) return { kind: "passed" };
    this.last = at;
    return spoilt ? { kind: "swallowed" } : { kind: "code", text };
  }

  /** The burst stopped without a suffix (a timer says so): whole codes only count with one, so it is asked for again. */
  stopped(at: number): Heard {
    const wasBurst = this.keys >= LENGTH_MIN && at - this.last > GAP_MAX_MS;
    const average = this.keys > 1 ? (this.last - this.first) / (this.keys - 1) : Number.POSITIVE_INFINITY;
    if (!wasBurst) return { kind: "passed" };
    this.clear();
    return average <= AVERAGE_MAX_MS ? { kind: "swallowed" } : { kind: "passed" };
  }

  clear(): void {
    this.text = "";
    this.keys = 0;
    this.spoilt = false;
  }
}
