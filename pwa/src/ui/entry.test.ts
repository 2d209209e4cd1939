import { expect, test } from "vitest";
import { addPack, EMPTY, type Entry, press, textOf, timesPack, valueOf, written } from "./entry";

const type = (keys: string, digits = 0, entry: Entry = EMPTY) =>
  [...keys].reduce((now, key) => press(now, key, digits), entry);

test("the first digit replaces a preset quantity", () => {
  expect(type("7", 0, { text: "12", fresh: true }).text).toBe("7");
  expect(type("7", 0, { text: "12", fresh: false }).text).toBe("127");
});

test("a sum is kept as typed and adds up exactly", () => {
  const entry = type("3×24+7");
  expect(written(entry.text)).toBe("3 × 24 + 7");
  expect(valueOf(entry.text, 0)).toBe(79);
});

test("an unfinished sum has no value", () => {
  expect(valueOf("3×", 0)).toBeNull();
  expect(valueOf("", 0)).toBeNull();
  expect(valueOf("3+", 0)).toBeNull();
});

test("decimals are exact in the item's digits and never more", () => {
  const entry = type("0.105", 2);
  expect(entry.text).toBe("0.10");
  expect(valueOf(entry.text, 2)).toBe(10);
  expect(type("1.5", 0).text).toBe("15");
  expect(valueOf("0.1+0.2", 1)).toBe(3);
});

test("two signs in a row and a leading sign are ignored", () => {
  expect(type("+×3++×4").text).toBe("3+4");
});

test("a leading zero does not stay", () => {
  expect(type("007").text).toBe("7");
  expect(type("0").text).toBe("0");
});

test("a tenth digit is refused", () => {
  expect(type("1234567890").text).toBe("123456789");
});

test("a pack adds its amount, and times a pack multiplies", () => {
  expect(addPack({ text: "12", fresh: true }, 12, 0).text).toBe("12");
  expect(addPack({ text: "5", fresh: false }, 12, 0).text).toBe("17");
  expect(valueOf(timesPack(type("3"), 24, 0).text, 0)).toBe(72);
});

test("a value is written as it would be typed", () => {
  expect([textOf(1250, 2), textOf(5, 2), textOf(100, 2), textOf(7, 0)]).toEqual(["12.5", "0.05", "1", "7"]);
});
