import { expect, test } from "vitest";
import { places, type Place } from "./locate";
import { drawn, sharpened, strip, stretched } from "./rectify";
import { ean13Modules } from "./retail";
import { bars } from "./simulated";

const EAN = ean13Modules("4006381333931");

/** Dark and light runs of a row, by its middle level. */
function runs(row: Float32Array): number[] {
  const level = (Math.min(...row) + Math.max(...row)) / 2;
  const found: number[] = [];
  let length = 0;
  for (const [index, value] of row.entries()) {
    length += 1;
    if (index + 1 === row.length || value < level !== (row[index + 1] ?? 0) < level) {
      found.push(length);
      length = 0;
    }
  }
  return found;
}

test("a turned field comes out upright: every row shows every bar", () => {
  for (const turn of [0, 33, 58, 90, 147]) {
    const grey = bars(EAN, { module: 3, turn });
    const { rows } = strip(grey, places(grey)[0] as Place);
    // 30 bars, 29 gaps and the margins.
    for (const row of rows) expect(runs(row), `at ${turn}°`).toHaveLength(61);
  }
});

test("the mean along the bars takes noise away", () => {
  const grey = bars(EAN, { module: 3, noise: 25, turn: 20 });
  const { rows } = strip(grey, places(grey)[0] as Place);
  for (const row of rows) expect(runs(row)).toHaveLength(61);
});

test("a place of the strip lies where it does in the picture", () => {
  const grey = bars(EAN, { module: 3, turn: 30 });
  const { at, length, rows } = strip(grey, places(grey)[0] as Place);
  const middle = at(length / 2, (rows.length - 1) / 2);
  expect(Math.hypot(middle.x - 320, middle.y - 240)).toBeLessThan(16);
});

test("stretching takes weak print to black and white", () => {
  const row = Float32Array.from({ length: 200 }, (_, index) => 120 + (Math.floor(index / 5) % 2) * 20);
  const out = stretched(row, 40);
  expect(Math.min(...out)).toBe(0);
  expect(Math.max(...out)).toBe(255);
});

test("unsharp masking deepens a narrow gap and leaves a flat row alone", () => {
  const flat = new Float32Array(50).fill(99);
  expect([...sharpened(flat, 2, 2)]).toEqual([...flat]);
  const gap = flat.slice();
  gap[25] = 80;
  expect(sharpened(gap, 2, 2)[25]).toBeLessThan(60);
});

test("rows become a picture of as many lines each", () => {
  const picture = drawn([Float32Array.of(0, 300), Float32Array.of(-5, 12.7)], 2);
  expect(picture).toEqual({ data: Uint8Array.of(0, 255, 0, 255, 0, 12, 0, 12), width: 2, height: 4 });
});
