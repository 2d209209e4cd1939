/** Finds where bars stand in a picture, at any angle, by the direction in which brightness changes: pure. */

import type { Grey, Point } from "./grey";

/**
 * A field of bars.
 *
 * centre: pixels. angle: radians, the direction across the bars. across, along: half the field's extent in that
 * direction and along the bars, pixels. weight: how much of the picture it fills and how sure its direction is.
 */
export interface Place {
  centre: Point;
  angle: number;
  across: number;
  along: number;
  weight: number;
}

const BLOCK_PX = 16; // A field worth reading holds a few of them; smaller ones see single bars, not their direction.
const COHERENT_MIN = 0.45; // 1: all change in one direction; text and 2D codes stay below 0.4.
const CHANGE_MIN = 14; // Mean squared change in a block, grey levels²; sensor noise of 2 levels makes 8.
const TURN_MAX = 0.3; // Radians between neighbours of one field; print on a bottle bends that much.
const BLOCKS_MIN = 5;
const ACROSS_MIN = 48; // Half of six blocks: narrower is one edge, of a table or a label, not bars.
const NOISE_SHARE = 0.1; // The quietest tenth of the blocks shows what the sensor alone does.
const ABOVE_NOISE = 0.25; // Of the noise: less is its own fluctuation.

/** Block sums of the structure tensor: change² across x, across y, and their product. */
function tensors(grey: Grey, columns: number, rows: number): [Float32Array, Float32Array, Float32Array] {
  const { data, width } = grey;
  const xx = new Float32Array(columns * rows);
  const yy = new Float32Array(columns * rows);
  const xy = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sxx = 0;
      let syy = 0;
      let sxy = 0;
      // The last row and column have no neighbour.
      const bottom = Math.min((row + 1) * BLOCK_PX, grey.height - 1);
      const right = Math.min((column + 1) * BLOCK_PX, width - 1);
      for (let y = row * BLOCK_PX; y < bottom; y += 1) {
        let at = y * width + column * BLOCK_PX;
        let a = data[at] as number;
        let c = data[at + width] as number;
        // 2 × 2 pixels: a wider mask is blind to bars of one pixel.
        for (let x = column * BLOCK_PX; x < right; x += 1, at += 1) {
          const b = data[at + 1] as number;
          const d = data[at + width + 1] as number;
          const dx = b + d - a - c;
          const dy = c + d - a - b;
          sxx += dx * dx;
          syy += dy * dy;
          sxy += dx * dy;
          a = b;
          c = d;
        }
      }
      const at = row * columns + column;
      xx[at] = sxx / (BLOCK_PX * BLOCK_PX);
      yy[at] = syy / (BLOCK_PX * BLOCK_PX);
      xy[at] = sxy / (BLOCK_PX * BLOCK_PX);
    }
  }
  return [xx, yy, xy];
}

/** Each block with its neighbours: 3 × 3 means, the middle twice. */
function smoothed(values: Float32Array, columns: number, rows: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = values[row * columns + column] as number;
      let count = 1;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
          sum += values[y * columns + x] as number;
          count += 1;
        }
      }
      out[row * columns + column] = sum / count;
    }
  }
  return out;
}

/** Half a turn apart is the same direction: the difference, 0 to π/2. */
export function between(a: number, b: number): number {
  const apart = Math.abs(a - b) % Math.PI;
  return Math.min(apart, Math.PI - apart);
}

/** Fields of bars, the weightiest first. */
export function places(grey: Grey, most = 6): Place[] {
  const columns = Math.floor(grey.width / BLOCK_PX);
  const rows = Math.floor(grey.height / BLOCK_PX);
  const [xx, yy, xy] = tensors(grey, columns, rows).map((values) => smoothed(values, columns, rows)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const changes = xx.map((value, at) => value + (yy[at] as number));
  const noise = changes.slice().sort()[Math.floor(changes.length * NOISE_SHARE)] ?? 0;
  const least = Math.max(CHANGE_MIN, noise * ABOVE_NOISE);
  const angle = new Float32Array(xx.length);
  const strength = new Float32Array(xx.length);
  for (let at = 0; at < xx.length; at += 1) {
    // Noise changes in all directions alike and would hide the one of weak bars.
    const change = (changes[at] as number) - noise;
    const apart = (xx[at] as number) - (yy[at] as number);
    const coherent = change > 0 ? Math.hypot(apart, 2 * (xy[at] as number)) / change : 0;
    if (change < least || coherent < COHERENT_MIN) continue;
    angle[at] = 0.5 * Math.atan2(2 * (xy[at] as number), apart);
    strength[at] = coherent * Math.sqrt(change);
  }
  const found: Place[] = [];
  const taken = new Uint8Array(xx.length);
  const order = Array.from(strength.keys())
    .filter((at) => (strength[at] as number) > 0)
    .sort((a, b) => (strength[b] as number) - (strength[a] as number));
  for (const seed of order) {
    if (taken[seed]) continue;
    const floor = (strength[seed] as number) * 0.25; // The same print has nearly the same contrast everywhere.
    const members = [seed];
    taken[seed] = 1;
    for (let next = 0; next < members.length; next += 1) {
      const at = members[next] as number;
      const column = at % columns;
      for (const step of [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1]) {
        const to = at + step;
        if (to < 0 || to >= xx.length || taken[to] || Math.abs((to % columns) - column) > 1) continue;
        if ((strength[to] as number) < floor) continue;
        if (between(angle[to] as number, angle[seed] as number) > TURN_MAX) continue;
        taken[to] = 1;
        members.push(to);
      }
    }
    if (members.length < BLOCKS_MIN) continue;
    const place = field(members, columns, xx, yy, xy, strength);
    if (place.across >= ACROSS_MIN) found.push(place);
  }
  return found.sort((a, b) => b.weight - a.weight).slice(0, most);
}

function field(
  members: readonly number[],
  columns: number,
  xx: Float32Array,
  yy: Float32Array,
  xy: Float32Array,
  strength: Float32Array,
): Place {
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  let weight = 0;
  for (const at of members) {
    sxx += xx[at] as number;
    syy += yy[at] as number;
    sxy += xy[at] as number;
    weight += strength[at] as number;
  }
  const angle = 0.5 * Math.atan2(2 * sxy, sxx - syy);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const u: number[] = [];
  const v: number[] = [];
  for (const at of members) {
    const x = ((at % columns) + 0.5) * BLOCK_PX;
    const y = (Math.floor(at / columns) + 0.5) * BLOCK_PX;
    u.push(x * cos + y * sin);
    v.push(y * cos - x * sin);
  }
  u.sort((a, b) => a - b);
  v.sort((a, b) => a - b);
  // Along the bars a tenth at either end is left out: slanted ends and the digits below an EAN.
  const cut = Math.floor(v.length * 0.1);
  const low = v[cut] as number;
  const high = v[v.length - 1 - cut] as number;
  const first = u[0] as number;
  const last = u[u.length - 1] as number;
  const middle = (first + last) / 2;
  const height = (low + high) / 2;
  return {
    centre: { x: middle * cos - height * sin, y: middle * sin + height * cos },
    angle,
    across: (last - first) / 2 + BLOCK_PX / 2,
    along: Math.max(BLOCK_PX / 4, (high - low) / 2),
    weight,
  };
}
