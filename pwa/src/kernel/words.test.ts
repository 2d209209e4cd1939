import { expect, test } from "vitest";
import { fill } from "./words";

test("facts stand in their places, quantities with their digits", () => {
  expect(fill("要 {wanted#}，扫了 {scanned}", { wanted: 1250, digits: 3, scanned: "A-03-2" })).toBe(
    "要 1.25，扫了 A-03-2",
  );
});

test("a word follows its number", () => {
  expect([fill("{n} {n|line|lines}", { n: 1 }), fill("{n} {n|line|lines}", { n: 2 })]).toEqual(["1 line", "2 lines"]);
});

test("a missing fact is seen", () => {
  expect(fill("go to {wanted}")).toBe("go to ?");
});
