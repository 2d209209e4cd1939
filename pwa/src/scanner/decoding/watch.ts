/** Frame after frame of a live camera: one turn's attempts on each, and what the last frames' sightings say together. */

import { agreed, type Agreed } from "./agree";
import type { Grey } from "./grey";
import { Climb, type Engines } from "./ladder";
import type { Sighting } from "./sighting";
import { type Turn, Turns, type View } from "./turns";

const RECENT_MS = 500; // Sightings of different decoders in this time are of the same label.

/** Where a picture lies in the camera's frame: its left top corner, and its pixels for one of the frame's. */
export interface Part {
  x: number;
  y: number;
  scale: number;
}

export class Watch {
  private readonly turns: Turns;
  private recent: { at: number; seen: Sighting[] }[] = [];

  constructor(
    private readonly engines: Engines,
    views: readonly View[],
  ) {
    this.turns = new Turns(views);
  }

  /** What to do with the next frame; null: rest. See Turns.take. */
  take(isChanged: boolean, at: number): Turn | null {
    return this.turns.take(isChanged, at);
  }

  /** The codes in one picture that may count. at: milliseconds, when the frame was taken. */
  async read(grey: Grey, part: Part, turn: Turn, at: number): Promise<Agreed[]> {
    const climb = new Climb(grey, this.engines);
    for (const rung of this.engines.native ? (["native", ...turn.rungs] as const) : turn.rungs) {
      await climb.step(rung);
      if (climb.found.length > 0) break;
    }
    // In the frame's own pixels, so that the sightings of one label in both views lie together.
    const seen = climb.seen.map((one) => ({
      ...one,
      at: { x: part.x + one.at.x / part.scale, y: part.y + one.at.y / part.scale },
    }));
    this.recent = this.recent.filter((earlier) => at - earlier.at <= RECENT_MS);
    const texts = new Set(seen.map(({ text }) => text));
    const found = agreed([...this.recent.flatMap((earlier) => earlier.seen), ...seen]).filter(({ text }) =>
      texts.has(text),
    );
    this.recent.push({ at, seen });
    if (found.some(({ isSure }) => !isSure)) this.turns.again(turn);
    return found;
  }
}
