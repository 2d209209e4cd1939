import { expect, test } from "vitest";
import { type Card, digitsOf, inOrder, itemOf, placeOf } from "./cards";

const card = (over: Partial<Card>): Card => ({
  id: 1,
  type: "picking.confirm",
  state: "open",
  code: "",
  facts: {},
  payload: {},
  user_id: 1,
  device_id: "",
  place_id: 1,
  item_id: 1,
  lot_id: 0,
  quantity: 2,
  effective_at: 0,
  created_at: 0,
  closed_at: 0,
  resolution: "",
  note: "",
  ...over,
});

test("names come from the server, else from the facts of the hold", () => {
  expect(placeOf(card({ place: "A-05-1", facts: { place: "B" } }))).toBe("A-05-1");
  expect(placeOf(card({ facts: { bin: "A-05-2" } }))).toBe("A-05-2");
  expect(itemOf(card({ facts: { item: "JH-500" } }))).toBe("JH-500");
  expect([digitsOf(card({ facts: { digits: 3 } })), digitsOf(card({}))]).toEqual([3, 0]);
});

test("what waits longest stands first", () => {
  expect(
    inOrder([card({ id: 3, created_at: 9 }), card({ id: 2, created_at: 5 }), card({ id: 1, created_at: 9 })]).map(
      (each) => each.id,
    ),
  ).toEqual([2, 1, 3]);
});
