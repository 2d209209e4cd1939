import { expect, test } from "vitest";
import { inFrame } from "./aim";

test("a tap in the middle is the middle of the frame", () => {
  expect(inFrame(179, 100, { width: 358, height: 200 }, { width: 1920, height: 1080 })).toEqual({ x: 0.5, y: 0.5 });
});

test("a tall frame is cut above and below", () => {
  const place = { width: 300, height: 100 };
  const frame = { width: 600, height: 1200 }; // Shown at half its size: 300 × 600, of which 100 are seen.
  expect(inFrame(0, 0, place, frame)).toEqual({ x: 0, y: 250 / 600 });
  expect(inFrame(300, 100, place, frame)).toEqual({ x: 1, y: 350 / 600 });
});

test("a wide frame is cut left and right", () => {
  expect(inFrame(0, 50, { width: 100, height: 100 }, { width: 400, height: 200 })).toEqual({ x: 0.25, y: 0.5 });
});
