import { expect, test } from "vitest";
import { isBelievable, likely } from "./likely";
import { places, type Place } from "./locate";
import { strip } from "./rectify";
import { ean13Modules } from "./retail";
import { bars, type Seen } from "./simulated";

/** What the field of bars in a picture most likely says. */
function read(modules: string, seen: Seen) {
  const grey = bars(modules, seen);
  const place = places(grey)[0] as Place;
  const { rows, step } = strip(grey, place);
  return likely(rows, (2 * place.across) / step);
}

test("an EAN that is blurred beyond its edges is read", () => {
  for (const [blur, turn] of [
    [0.9, 0],
    [1.1, 25],
    [1.1, 180],
  ] as const) {
    const found = read(ean13Modules("4006381333931"), { module: 3, blur, turn, noise: 2 });
    expect(found?.text, `blur ${blur} at ${turn}°`).toBe("4006381333931");
    expect(found && isBelievable(found)).toBe(true);
  }
});

test("a leading 0 makes a UPC-A of twelve digits", () => {
  expect(read(ean13Modules("0036000291452"), { module: 3, blur: 0.7 })).toMatchObject({
    text: "036000291452",
    symbology: "upca",
  });
});

test("a wrong check digit is not mended", () => {
  for (const blur of [0.3, 0.7, 1]) {
    const found = read(ean13Modules("4006381333935"), { module: 3, blur });
    expect(found !== null && isBelievable(found), `blur ${blur}: ${found?.text}`).toBe(false);
  }
});

test("bars of another kind are not believed to be anything", () => {
  for (const stripes of ["110100100110".repeat(9), "1100".repeat(25), "10110111011110".repeat(7)]) {
    const found = read(stripes, { module: 3, blur: 0.8 });
    expect(found !== null && isBelievable(found)).toBe(false);
  }
});
