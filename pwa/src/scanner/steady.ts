/** When a decoded code counts: weak evidence only when two frames agree, and one label held still only once. Pure. */

export interface Seen {
  text: string;
  symbology: string;
  /** AIM identifier with its bracket; "" when the decoder does not tell. */
  aim: string;
  /** Proven within its frame: error correction, or two independent decoders; else a second frame must say the same. */
  isSure: boolean;
}

// A slow phone needs this long for all attempts on both views; the same misread twice within it was not seen once on
// the tune half of the benchmark.
const AGREE_WITHIN_MS = 1000;
const SAME_AGAIN_MS = 1500; // A label that stays in view is one scan; taken away and shown again it is another.

export class Steady {
  private readonly waiting = new Map<string, number>();
  /** What has counted and was last in view when. */
  private readonly counted = new Map<string, number>();

  /** Which of a frame's codes count now. at: milliseconds. */
  accept(seen: readonly Seen[], at: number): Seen[] {
    this.forget(at);
    const accepted: Seen[] = [];
    for (const code of seen) {
      // By what it says, not by its bars: a label that carries the same text as QR and as Code 128 is one label.
      const { text, symbology } = code;
      if (this.counted.has(text)) {
        this.counted.set(text, at);
        continue;
      }
      const key = `${symbology} ${text}`;
      if (!code.isSure && !this.waiting.has(key)) {
        this.waiting.set(key, at);
        continue;
      }
      this.waiting.delete(key);
      this.counted.set(text, at);
      accepted.push(code);
    }
    return accepted;
  }

  /** The picture has not changed, so what was in view still is. at: milliseconds. */
  still(at: number): void {
    this.forget(at);
    for (const text of this.counted.keys()) this.counted.set(text, at);
  }

  private forget(at: number): void {
    for (const [key, when] of this.waiting) if (at - when > AGREE_WITHIN_MS) this.waiting.delete(key);
    for (const [text, when] of this.counted) if (at - when >= SAME_AGAIN_MS) this.counted.delete(text);
  }
}
