/** The attempts on one frame, cheapest first, until something counts; a live camera spreads them over its frames. */

import { agreed, type Agreed } from "./agree";
import { evened, type Grey, half, unsharp } from "./grey";
import { isBelievable, likely } from "./likely";
import { type Place, places } from "./locate";
import { drawn, sharpened, type Strip, strip, stretched } from "./rectify";
import type { Engine, Sighting } from "./sighting";

/** native: the browser's own detector, where it has passed its test. */
export interface Engines {
  zxing: Engine;
  zbar: Engine;
  native: Engine | null;
}

/**
 * native: the frame as it is, by the browser's own detector. whole: by zxing. rectified: fields of bars made upright, each line the mean of many.
 * likely: blurred EAN and UPC by likelihood. second: the frame as it is, by zbar. evened: shadows taken out, squares
 * only. sharpened: against blur, squares only. inverted: light on dark, squares only.
 */
export type Rung = "native" | "whole" | "rectified" | "likely" | "second" | "evened" | "sharpened" | "inverted";

/** All of them in the order that finds most soonest, by what each adds and costs in the camera benchmark. */
export const RUNGS: readonly Rung[] = ["whole", "rectified", "likely", "second", "evened", "sharpened", "inverted"];

const PLACES_MAX = 4;
// Fields found at both sizes that differ by less than a block at either end are one.
const SAME_PX = 32;
const SAME_SHARE = 0.2;
const STRETCH_PX = 40; // Of the frame: half a dozen modules of a code that fills it.
const UNSHARP_PX = 2;
const UNSHARP_AMOUNT = 2;
const EVENED_PX = 31; // A few modules of a square that fills a fifth of the frame.
const SHARPENED_PX = 9; // Wider than the blur that a decoder still stands.
/** One frame on its way up; what several rungs need is made once. */
export class Climb {
  readonly seen: Sighting[] = [];
  private located: Place[] | null = null;
  private readonly strips: Strip[] = [];

  constructor(
    private readonly grey: Grey,
    private readonly engines: Engines,
  ) {}

  /** Fields of bars in the frame. */
  get places(): readonly Place[] {
    this.located ??= places(this.grey, PLACES_MAX);
    return this.located;
  }

  get found(): Agreed[] {
    return agreed(this.seen);
  }

  private strip(index: number): Strip {
    this.strips[index] ??= strip(this.grey, this.places[index] as Place);
    return this.strips[index] as Strip;
  }

  /** Make one attempt. */
  async step(rung: Rung): Promise<void> {
    this.seen.push(...(await this.attempt(rung)));
  }

  private async attempt(rung: Rung): Promise<Sighting[]> {
    const { grey, engines } = this;
    switch (rung) {
      case "native":
        return engines.native ? engines.native(grey, { attempt: rung }) : [];
      case "whole":
        return engines.zxing(grey, { attempt: rung });
      case "rectified":
        return this.rectified();
      case "likely":
        return this.likely();
      case "second":
        return engines.zbar(grey, { attempt: rung });
      case "evened": {
        // Half the size: what is left of noise after the evening goes with it, and the time.
        const seen = await engines.zxing(half(evened(grey, EVENED_PX)), { attempt: rung, only: "squares" });
        return seen.map((each) => ({ ...each, at: { x: each.at.x * 2, y: each.at.y * 2 } }));
      }
      case "sharpened":
        return engines.zxing(unsharp(grey, SHARPENED_PX, UNSHARP_AMOUNT), { attempt: rung, only: "squares" });
      case "inverted":
        return engines.zxing(grey, { attempt: rung, only: "squares", isInverted: true });
    }
  }

  private async rectified(): Promise<Sighting[]> {
    const seen: Sighting[] = [];
    for (const [index, place] of this.places.entries()) {
      const { rows, step } = this.strip(index);
      const reach = Math.round(STRETCH_PX / step / 2);
      const plain = rows.map((row) => stretched(row, reach));
      const sharp = rows.map((row) => stretched(sharpened(row, Math.round(UNSHARP_PX / step), UNSHARP_AMOUNT), reach));
      for (const version of [plain, sharp]) {
        const picture = drawn(version, 4);
        for (const engine of [this.engines.zxing, this.engines.zbar]) {
          const read = await engine(picture, { attempt: "rectified", only: "bars" });
          seen.push(...read.map((each) => ({ ...each, at: place.centre })));
        }
      }
    }
    return seen;
  }

  private likely(): Sighting[] {
    for (const place of this.fields()) {
      const { rows, step } = strip(this.grey, place);
      const best = likely(rows, (2 * place.across) / step);
      if (best === null || !isBelievable(best)) continue;
      const aim = best.symbology === "ean8" ? "]E4" : "]E0";
      return [{ ...best, aim, engine: "bars", attempt: "likely", lines: rows.length, at: place.centre }];
    }
    return [];
  }

  /** Where blurred bars may stand: the largest field, and the largest at half the size, where broad bars are one field. */
  private fields(): Place[] {
    const [near] = this.places;
    const [small] = places(half(this.grey), 1);
    const found = near ? [near] : [];
    if (small === undefined) return found;
    const { centre, across, along } = small;
    const broad = {
      ...small,
      centre: { x: centre.x * 2, y: centre.y * 2 },
      across: across * 2,
      along: along * 2,
    };
    const isSame =
      near !== undefined &&
      Math.hypot(near.centre.x - broad.centre.x, near.centre.y - broad.centre.y) < SAME_PX &&
      Math.abs(near.across / broad.across - 1) < SAME_SHARE;
    return isSame ? found : [...found, broad];
  }
}

/** The whole ladder on one frame: stops at the first rung after which something counts. */
export async function climb(grey: Grey, engines: Engines, rungs: readonly Rung[] = RUNGS): Promise<Agreed[]> {
  const frame = new Climb(grey, engines);
  for (const rung of rungs) {
    await frame.step(rung);
    if (frame.found.length > 0) break;
  }
  return frame.found;
}
