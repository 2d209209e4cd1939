import { expect, test } from "vitest";
import { inBase, shown, typed } from "./quantity";

test("what is shown reads back as the same quantity", () => {
  for (const [value, digits] of [
    [0, 0],
    [12, 0],
    [1250, 3],
    [5, 3],
    [1_000_000, 6],
  ] as const) {
    expect(typed(shown(value, digits), digits)).toBe(value);
  }
});

test("a quantity shows no zeros that say nothing", () => {
  expect([shown(1250, 3), shown(1000, 3), shown(5, 3), shown(-25, 1)]).toEqual(["1.25", "1", "0.005", "-2.5"]);
});

test("finer than the item allows, negative or no number is refused, not rounded", () => {
  expect([typed("1.2345", 3), typed("-1", 0), typed("", 0), typed("1e3", 0), typed("1.230", 2)]).toEqual([
    null,
    null,
    null,
    null,
    123,
  ]);
});

test("a unit converts exactly or not at all", () => {
  expect(inBase(2, { unit: "case", numerator: 12, denominator: 1 }, 0)).toBe(24);
  expect(inBase(1, { unit: "third", numerator: 1, denominator: 3 }, 2)).toBeNull();
});
