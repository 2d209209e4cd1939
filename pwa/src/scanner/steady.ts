/** When a decoded code counts: weak symbologies only when two frames agree, and one label held still only once. Pure. */

export interface Seen {
  text: string;
  symbology: string;
}

// One-dimensional codes without a strong check: a single frame misreads now and then; two equal frames do not.
const WEAK = new Set(["code39", "code93", "codabar", "itf", "code128", "ean8", "upce", "ean13", "upca", "databar"]);
const AGREE_WITHIN_MS = 500;
const SAME_AGAIN_MS = 1500; // A label that stays in view is one scan; taken away and shown again it is another.

export class Steady {
  private readonly waiting = new Map<string, number>();
  /** What has counted and was last in view when. */
  private readonly counted = new Map<string, number>();

  /** Which of a frame's codes count now. at: milliseconds. */
  accept(seen: readonly Seen[], at: number): Seen[] {
    const accepted: Seen[] = [];
    for (const code of seen) {
      // By what it says, not by its bars: a label that carries the same text as QR and as Code 128 is one label.
      const { text, symbology } = code;
      const before = this.counted.get(text);
      if (before !== undefined && at - before < SAME_AGAIN_MS) {
        this.counted.set(text, at);
        continue;
      }
      const key = `${symbology} ${text}`;
      const first = this.waiting.get(key);
      this.waiting.set(key, at);
      if (WEAK.has(symbology) && (first === undefined || at - first > AGREE_WITHIN_MS)) continue;
      this.waiting.delete(key);
      this.counted.set(text, at);
      accepted.push(code);
    }
    for (const [key, when] of this.waiting) if (at - when > AGREE_WITHIN_MS) this.waiting.delete(key);
    for (const [text, when] of this.counted) if (at - when >= SAME_AGAIN_MS) this.counted.delete(text);
    return accepted;
  }
}
