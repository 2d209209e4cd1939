import { expect, test } from "vitest";
import { isTight } from "./room";

test("room is tight when the next shift may not fit", () => {
  expect(isTight({ used: 90_000_000, quota: 100_000_000 })).toBe(true);
  expect(isTight({ used: 50_000_000, quota: 100_000_000 })).toBe(false);
});
