/** Which attempts a live camera makes on which frame: all of them within half a second on a label held still. Pure. */

import type { Rung } from "./ladder";

/** middle: the frame's middle at the camera's full resolution; all: the whole frame, smaller. */
export type View = "middle" | "all";

export interface Turn {
  view: View;
  rungs: readonly Rung[];
}

// What finds most comes most often; no turn takes more than twice what zxing alone takes (bench/camera.py).
const ROUND: readonly (readonly Rung[])[] = [
  ["whole", "rectified"],
  ["rectified", "likely"],
  ["whole", "second"],
  ["evened", "sharpened"],
  ["whole", "inverted"],
];
// An unchanged picture was read with everything; a look now and then is for the change that was too small to be seen.
const REST_MS = 1000;

export class Turns {
  private next = 0;
  private since = 0;
  private repeat: Turn | null = null;
  private last = 0;

  /** views: in the order in which they take turns. */
  constructor(private readonly views: readonly View[]) {}

  /**
   * What to do with the next frame; null: rest, it shows what was already read in every way.
   *
   * isChanged: whether it differs from the frame before. at: milliseconds.
   */
  take(isChanged: boolean, at: number): Turn | null {
    if (isChanged) this.since = 0;
    if (this.repeat) {
      const turn = this.repeat;
      this.repeat = null;
      return turn;
    }
    if (this.since >= ROUND.length * this.views.length && at - this.last < REST_MS) return null;
    this.last = at;
    this.since += 1;
    const view = this.views[this.next % this.views.length] as View;
    const rungs = ROUND[Math.floor(this.next / this.views.length) % ROUND.length] as readonly Rung[];
    this.next += 1;
    return { view, rungs };
  }

  /** Something was read that counts only when a second frame says the same: look at the next one in the same way. */
  again(turn: Turn): void {
    this.repeat = turn;
  }
}

const CELL_MAX = 10; // Grey levels; sensor noise in a cell of many pixels stays below.
const MEAN_MAX = 1;

/** Whether two small pictures of the camera's view differ; before is null for the first. */
export function isChanged(before: Uint8Array | null, now: Uint8Array): boolean {
  if (before === null || before.length !== now.length) return true;
  let total = 0;
  for (let at = 0; at < now.length; at += 1) {
    const apart = Math.abs((now[at] as number) - (before[at] as number));
    if (apart > CELL_MAX) return true;
    total += apart;
  }
  return total > MEAN_MAX * now.length;
}
