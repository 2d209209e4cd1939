import { expect, test } from "vitest";
import { textOf } from "./charset";

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const marked = (mark: string, hex: string) =>
  Uint8Array.from([...Array.from(mark, (letter) => letter.charCodeAt(0)), ...bytes(hex)]);
const utf8 = (text: string) => new TextEncoder().encode(text);

test("plain ASCII and separators stay as they are", () => {
  expect(textOf(utf8("0104006381333931\u001d10AB\\123456"), null)).toBe("0104006381333931\u001d10AB\\123456");
});

test("undeclared Chinese is read as UTF-8 or GB 18030, whichever it is", () => {
  expect(textOf(utf8("库位：C38-38-38"), null)).toBe("库位：C38-38-38");
  expect(textOf(bytes("bfe2cebba3ba4333382d3338"), null)).toBe("库位：C38-38");
  expect(textOf(bytes("d0a1"), null)).toBe("小"); // Also a well-formed С of UTF-8.
  expect(textOf(bytes("bbf5bcdc43c7f820cafdc1bf3637cfe4"), null)).toBe("货架C区 数量67箱");
});

test("a declared character set is taken at its word", () => {
  expect(textOf(bytes("d0a1"), marked("]Q2\\000026", "d0a1"))).toBe("С");
  expect(textOf(bytes("bfe2cebb"), marked("]Q2\\000029", "bfe2cebb"))).toBe("库位");
  expect(textOf(bytes("e9"), marked("]Q2\\000003", "e9"))).toBe("é");
});

test("a wrong declaration does not hide the text", () => {
  expect(textOf(bytes("bfe2cebb"), marked("]Q2\\000026", "bfe2cebb"))).toBe("库位");
});

test("Japanese and Western texts are told from Chinese", () => {
  expect(textOf(bytes("8abf8e9a82c682d082e782aa82c8"), null)).toBe("漢字とひらがな");
  expect(textOf(bytes("4d6f746f722061e9726f"), null)).toBe("Motor aéro");
});

test("bytes of no character set become the characters of the same numbers", () => {
  expect(textOf(bytes("41ff80"), null)).toBe("A\u00ff\u0080");
});
