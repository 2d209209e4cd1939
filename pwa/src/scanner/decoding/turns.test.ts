import { expect, test } from "vitest";
import { RUNGS } from "./ladder";
import { isChanged, type Turn, Turns } from "./turns";

const FRAME_MS = 66;

test("a label held still gets every attempt on both views within two thirds of a second", () => {
  const turns = new Turns(["middle", "all"]);
  const done = new Set<string>();
  let frames = 0;
  while (done.size < 2 * RUNGS.length) {
    const turn = turns.take(true, frames * FRAME_MS) as Turn;
    for (const rung of turn.rungs) done.add(`${turn.view} ${rung}`);
    frames += 1;
    expect(frames * FRAME_MS).toBeLessThanOrEqual(670);
  }
});

test("a picture that does not change is read in every way and then left alone", () => {
  const turns = new Turns(["all"]);
  const taken = Array.from({ length: 60 }, (_, frame) => turns.take(frame === 0, frame * FRAME_MS));
  const awake = taken.flatMap((turn, frame) => (turn ? [frame] : []));
  expect(awake.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
  // And a look once a second.
  expect(awake.length).toBeLessThanOrEqual(5 + 4);
  expect(awake.length).toBeGreaterThan(5);
});

test("a change wakes it at once", () => {
  const turns = new Turns(["all"]);
  for (let frame = 0; frame < 8; frame += 1) turns.take(frame === 0, frame * FRAME_MS);
  expect(turns.take(false, 8 * FRAME_MS)).toBeNull();
  expect(turns.take(true, 9 * FRAME_MS)).not.toBeNull();
});

test("a doubtful reading is looked at again in the same way, once", () => {
  const turns = new Turns(["middle", "all"]);
  const first = turns.take(true, 0) as Turn;
  turns.again(first);
  expect(turns.take(true, FRAME_MS)).toBe(first);
  expect(turns.take(true, 2 * FRAME_MS)).not.toBe(first);
});

test("noise is no change; a label, a small bright spot and a slow dimming are", () => {
  const before = new Uint8Array(96 * 54).fill(120);
  expect(isChanged(null, before)).toBe(true);
  expect(
    isChanged(
      before,
      before.map((value, at) => value + (at % 3) - 1),
    ),
  ).toBe(false);
  expect(
    isChanged(
      before,
      before.map((value, at) => (at === 700 ? value + 40 : value)),
    ),
  ).toBe(true);
  expect(
    isChanged(
      before,
      before.map((value) => value - 2),
    ),
  ).toBe(true);
});
