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
  private lastKey = "";
  private lastSeen = Number.NEGATIVE_INFINITY;

  /** Which of a frame's codes count now. at: milliseconds. */
  accept(seen: readonly Seen[], at: number): Seen[] {
    const accepted: Seen[] = [];
    for (const code of seen) {
      const key = `${code.symbology} ${code.text}`;
      if (key === this.lastKey && at - this.lastSeen < SAME_AGAIN_MS) {
        this.lastSeen = at;
        continue;
      }
      const first = this.waiting.get(key);
      this.waiting.set(key, at);
      if (WEAK.has(code.symbology) && (first === undefined || at - first > AGREE_WITHIN_MS)) continue;
      this.waiting.delete(key);
      accepted.push(code);
    }
    for (const [key, when] of this.waiting) if (at - when > AGREE_WITHIN_MS) this.waiting.delete(key);
    const [only] = accepted;
    if (only) {
      this.lastKey = `${only.symbology} ${only.text}`;
      this.lastSeen = at;
    }
    return accepted;
  }
}
