import { expect, test } from "vitest";
import { actsOf, lateBy, shapeOf, WAY } from "./order";

const order = (state: string, over: object = {}) => ({ state, short: false, on_hold: false, due_at: 0, ...over });

test("an order on hold can only go on or be cancelled", () => {
  expect(actsOf(order("approved", { on_hold: true })).map((act) => act.type)).toEqual([
    "selling.resume",
    "selling.cancel",
  ]);
});

test("nothing can be done to what has left or was cancelled", () => {
  expect(actsOf(order("shipped"))).toEqual([]);
  expect(actsOf(order("cancelled"))).toEqual([]);
});

test("each state offers at most one main act", () => {
  for (const state of WAY) expect(actsOf(order(state)).filter((act) => act.main).length).toBeLessThanOrEqual(1);
  expect(actsOf(order("checked"))[0]?.type).toBe("shipping.ship");
});

test("a shape needs a person before it tells the way", () => {
  expect([
    shapeOf(order("picking", { on_hold: true })),
    shapeOf(order("picking", { short: true })),
    shapeOf(order("picking")),
  ]).toEqual(["held", "warn", "do"]);
  expect(shapeOf(order("shipped", { short: true }))).toBe("ok");
});

test("late is counted until the goods have left", () => {
  expect(lateBy(order("picking", { due_at: 1_000_000 }), 61_000)).toBe(60_000);
  expect(lateBy(order("shipped", { due_at: 1_000_000 }), 61_000)).toBeNull();
  expect(lateBy(order("picking"), 61_000)).toBeNull();
});
