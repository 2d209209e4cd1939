/** Bars as a camera would see them, for tests: at any angle, any size, out of focus, on a noisy sensor. */

import type { Grey } from "./grey";

export interface Seen {
  width?: number;
  height?: number;
  /** Pixels a module. */
  module: number;
  /** Degrees, clockwise. */
  turn?: number;
  /** Standard deviation of the blur, in modules. */
  blur?: number;
  /** Standard deviation of the sensor's noise, grey levels. */
  noise?: number;
  /** Height of the bars, in modules. */
  tall?: number;
  dark?: number;
  light?: number;
}

const HARD = 0.15; // Of a module: the printer's edge; a step would be a picture that no camera gives.

/** Evenly spread 0 to 1, the same every time. Source: mulberry32. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** modules: a string of 0 and 1, 1 is dark, drawn in the middle of a light picture. */
export function bars(modules: string, seen: Seen): Grey {
  const { width = 640, height = 480, module, turn = 0, blur = 0, noise = 0, tall = 40, dark = 40, light = 210 } = seen;
  const data = new Uint8Array(width * height);
  const cos = Math.cos((turn * Math.PI) / 180);
  const sin = Math.sin((turn * Math.PI) / 180);
  const soft = Math.hypot(blur, HARD);
  const random = chance(7);
  // Darkness along the bars, sixteen samples a module, blurred by a sum of logistic steps (close to the normal curve).
  const line = (u: number): number => {
    let value = 0;
    const from = Math.max(0, Math.floor(u - 5 * soft - 1));
    const to = Math.min(modules.length, Math.ceil(u + 5 * soft + 1));
    for (let edge = from; edge <= to; edge += 1) {
      const change = Number(modules[edge] ?? 0) - Number(modules[edge - 1] ?? 0);
      if (change !== 0) value += change / (1 + Math.exp((-1.702 * (u - edge)) / soft));
    }
    return value + Number(modules[from - 1] ?? 0);
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const right = x + 0.5 - width / 2;
      const down = y + 0.5 - height / 2;
      const along = (down * cos - right * sin) / module;
      const inside = Math.abs(along) < tall / 2 ? line((right * cos + down * sin) / module + modules.length / 2) : 0;
      const grain = noise * (random() + random() + random() + random() - 2) * 1.732;
      data[y * width + x] = Math.round(Math.min(255, Math.max(0, light + inside * (dark - light) + grain)));
    }
  }
  return { data, width, height };
}
