import { expect, test } from "vitest";
import { between, places } from "./locate";
import { ean13Modules } from "./retail";
import { bars } from "./simulated";

const EAN = ean13Modules("4006381333931");

test("bars are found at any angle, where they stand and as large as they are", () => {
  for (const turn of [0, 20, 45, 70, 90, 135, 160]) {
    const [place] = places(bars(EAN, { module: 3, turn, tall: 50 }));
    expect(place, `at ${turn}°`).toBeDefined();
    if (!place) continue;
    expect(between(place.angle, (turn * Math.PI) / 180)).toBeLessThan(0.06);
    expect(Math.hypot(place.centre.x - 320, place.centre.y - 240)).toBeLessThan(16);
    // Half of 95 modules of 3 pixels, and half of 50; two blocks of 16 pixels more at an end do no harm.
    expect(Math.abs(place.across - 142)).toBeLessThan(33);
    expect(Math.abs(place.along - 75)).toBeLessThan(33);
  }
});

test("blurred bars of low contrast on a noisy sensor are still found", () => {
  const [place] = places(bars(EAN, { module: 3, blur: 0.9, noise: 3, dark: 110, light: 170 }));
  expect(Math.abs((place?.across ?? 0) - 142)).toBeLessThan(33);
});

test("bars of one pixel are not taken for grey", () => {
  expect(places(bars(EAN, { module: 1, tall: 60 }))).not.toEqual([]);
});

test("an empty wall and a single edge are no bars", () => {
  expect(places(bars("0", { module: 3, noise: 2 }))).toEqual([]);
  expect(places(bars("1".repeat(400), { module: 1, tall: 300, turn: 10 }))).toEqual([]);
});
