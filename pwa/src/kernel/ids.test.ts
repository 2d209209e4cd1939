import { expect, test } from "vitest";
import { isId, newId } from "./ids";

test("an id is a UUIDv7 and sorts by its time", () => {
  const random = new Uint8Array(10).fill(255);
  const early = newId(1_700_000_000_000, random);
  expect(isId(early)).toBe(true);
  expect(early < newId(1_700_000_000_001, new Uint8Array(10))).toBe(true);
});

test("the bits stand where the server puts them", () => {
  // Made by server/kernel/ids.py: new_id(1_700_000_000_000, bytes(range(10)))
  expect(newId(1_700_000_000_000, Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))).toBe(
    "018bcfe5-6800-7000-8203-040506070809",
  );
});

test("another spelling is no id", () => {
  expect(isId(newId().toUpperCase().replace("7", "4"))).toBe(false);
});
