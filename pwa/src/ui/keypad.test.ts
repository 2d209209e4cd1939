import { expect, test } from "vitest";
import { arrange, ERASE, type Key, ZERO } from "./keypad";

const fn = (id: string): Key => ({ id, lines: [id], look: "fn" });
const ids = (hand: "left" | "right") =>
  arrange([ERASE, fn("a"), fn("b")], [fn("clear"), ZERO, fn("more")], hand).map((key) => key.id);

test("one is top left and the side column lies under the right thumb", () => {
  expect(ids("right")).toEqual(["1", "2", "3", "erase", "4", "5", "6", "a", "7", "8", "9", "b", "clear", "0", "more"]);
});

test("the left hand mirrors the side column but never the digits", () => {
  expect(ids("left")).toEqual(["erase", "1", "2", "3", "a", "4", "5", "6", "b", "7", "8", "9", "more", "0", "clear"]);
});
