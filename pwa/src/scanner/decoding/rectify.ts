/** Takes a field of bars out of the picture, upright, with each row the mean of many along the bars: pure. */

import type { Grey, Point } from "./grey";
import type { Place } from "./locate";

/**
 * Profiles across one field of bars, at several heights.
 *
 * rows: each `length` values 0 to 255, equally spaced by `step` pixels of the picture.
 * at: where in the picture a place of a row lies.
 */
export interface Strip {
  rows: Float32Array[];
  length: number;
  step: number;
  at(index: number, row: number): Point;
}

const QUIET_SHARE = 0.12; // Beyond the located ends, of the field's width: blocks end inside the field and codes need white.
const TILTS = [-0.07, -0.05, -0.035, -0.02, -0.01, 0, 0.01, 0.02, 0.035, 0.05, 0.07]; // Radians around the located angle.
const ROWS_A_STRIP = 9;

/** Mean of `lines` parallel lines, from `from` on by `step` across and spread over ±spread along. */
function profile(
  grey: Grey,
  centre: Point,
  angle: number,
  reach: number,
  spread: number,
  lines: number,
  step: number,
): Float32Array {
  const { data, width, height } = grey;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const length = Math.max(8, Math.round((2 * reach) / step));
  const out = new Float32Array(length);
  const right = width - 1.001;
  const bottom = height - 1.001;
  for (let line = 0; line < lines; line += 1) {
    const off = lines === 1 ? 0 : spread * ((2 * line) / (lines - 1) - 1);
    let x = centre.x - off * sin - reach * cos;
    let y = centre.y + off * cos - reach * sin;
    for (let index = 0; index < length; index += 1, x += cos * step, y += sin * step) {
      // Beyond the picture's edge its last pixel goes on.
      const inX = x < 0 ? 0 : x > right ? right : x;
      const inY = y < 0 ? 0 : y > bottom ? bottom : y;
      const left = inX | 0;
      const top = inY | 0;
      const fx = inX - left;
      const fy = inY - top;
      const at = top * width + left;
      const above = (data[at] as number) * (1 - fx) + (data[at + 1] as number) * fx;
      const below = (data[at + width] as number) * (1 - fx) + (data[at + width + 1] as number) * fx;
      out[index] = (out[index] as number) + above * (1 - fy) + below * fy;
    }
  }
  for (let index = 0; index < length; index += 1) out[index] = (out[index] as number) / lines;
  return out;
}

function liveliness(values: Float32Array): number {
  let sum = 0;
  for (let index = 1; index < values.length; index += 1) {
    const change = (values[index] as number) - (values[index - 1] as number);
    sum += change * change;
  }
  return sum;
}

/** The angle near `about` at which the mean over ±along blurs the bars around `centre` least. */
function upright(grey: Grey, centre: Point, about: number, across: number, along: number, lines: number): number {
  let best = -1;
  let angle = about;
  for (const tilt of TILTS) {
    const lively = liveliness(profile(grey, centre, about + tilt, across, along, lines, 1));
    if (lively > best) {
      best = lively;
      angle = about + tilt;
    }
  }
  return angle;
}

/**
 * The field as a strip.
 *
 * count: rows at different heights. Small fields are sampled finer than the picture's pixels.
 */
export function strip(grey: Grey, place: Place, count = 5): Strip {
  const angle = upright(grey, place.centre, place.angle, place.across, place.along, 12);
  const reach = place.across * (1 + 2 * QUIET_SHARE) + 8;
  const step = reach < 160 ? 0.33 : reach < 420 ? 0.5 : 1;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const spread = (place.along * 0.9) / count;
  const middle = (row: number): Point => {
    const off = spread * (2 * row + 1 - count);
    return { x: place.centre.x - off * sin, y: place.centre.y + off * cos };
  };
  const rows = Array.from({ length: count }, (_, row) =>
    profile(grey, middle(row), angle, reach, spread, ROWS_A_STRIP, step),
  );
  return {
    rows,
    length: rows[0]?.length ?? 0,
    step,
    at(index, row) {
      const from = middle(row);
      const off = index * step - reach;
      return { x: from.x + off * cos, y: from.y + off * sin };
    },
  };
}

/** Stretch one row to the full range against the darkest and lightest around it. */
export function stretched(row: Float32Array, reach: number): Float32Array {
  const length = row.length;
  const out = new Float32Array(length);
  const blocks = Math.max(1, Math.ceil(length / reach));
  const low = new Float32Array(blocks).fill(255);
  const high = new Float32Array(blocks);
  for (let index = 0; index < length; index += 1) {
    const block = Math.min(blocks - 1, (index / reach) | 0);
    const value = row[index] as number;
    if (value < (low[block] as number)) low[block] = value;
    if (value > (high[block] as number)) high[block] = value;
  }
  for (let index = 0; index < length; index += 1) {
    const block = Math.min(blocks - 1, (index / reach) | 0);
    let darkest = 255;
    let lightest = 0;
    for (let near = Math.max(0, block - 1); near <= Math.min(blocks - 1, block + 1); near += 1) {
      darkest = Math.min(darkest, low[near] as number);
      lightest = Math.max(lightest, high[near] as number);
    }
    const range = Math.max(12, lightest - darkest);
    out[index] = (((row[index] as number) - darkest) / range) * 255;
  }
  return out;
}

/** Unsharp: the row minus its own mean over ±reach, weighted. */
export function sharpened(row: Float32Array, reach: number, amount: number): Float32Array {
  const out = new Float32Array(row.length);
  const last = row.length - 1;
  for (let index = 0; index <= last; index += 1) {
    let sum = 0;
    for (let near = index - reach; near <= index + reach; near += 1) {
      sum += row[near < 0 ? 0 : near > last ? last : near] as number;
    }
    out[index] = (row[index] as number) + amount * ((row[index] as number) - sum / (2 * reach + 1));
  }
  return out;
}

/** Rows as a picture that a decoder reads, each row `tall` pixels high. */
export function drawn(rows: readonly Float32Array[], tall: number): Grey {
  const width = rows[0]?.length ?? 0;
  const data = new Uint8Array(width * rows.length * tall);
  rows.forEach((row, place) => {
    const line = Uint8Array.from(row, (value) => (value < 0 ? 0 : value > 255 ? 255 : value));
    for (let repeat = 0; repeat < tall; repeat += 1) data.set(line, (place * tall + repeat) * width);
  });
  return { data, width, height: rows.length * tall };
}
