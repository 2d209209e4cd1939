import { expect, test } from "vitest";
import { chosenColumns, missing } from "./mapping";

test("a column that is given a new meaning gives up its old one", () => {
  expect(chosenColumns({ order: 0, item: 1 }, "item", 0)).toEqual({ item: 0 });
  expect(chosenColumns({ order: 0, item: 1 }, "item", null)).toEqual({ order: 0 });
});

test("order, item and quantity are needed", () => {
  expect(missing({})).toEqual(["order", "item", "quantity"]);
  expect(missing({ order: 0, item: 1, quantity: 3 })).toEqual([]);
});
