import { expect, test } from "vitest";
import { agreed } from "./agree";
import type { Sighting } from "./sighting";

const saw = (text: string, symbology: string, more: Partial<Sighting> = {}): Sighting => ({
  text,
  symbology,
  aim: "",
  engine: "zxing",
  attempt: "whole",
  lines: 9,
  at: { x: 100, y: 100 },
  ...more,
});

const texts = (seen: Sighting[]) => agreed(seen).map(({ text, isSure }) => `${text}${isSure ? "!" : "?"}`);

test("squares are sure at once, bars of one decoder wait for a second frame", () => {
  expect(texts([saw("A-01", "qr")])).toEqual(["A-01!"]);
  expect(texts([saw("A-01", "code128")])).toEqual(["A-01?"]);
});

test("two decoders that agree are sure, one decoder twice is not", () => {
  expect(texts([saw("A-01", "code39"), saw("A-01", "code39", { engine: "zbar" })])).toEqual(["A-01!"]);
  expect(texts([saw("A-01", "code39"), saw("A-01", "code39", { attempt: "rectified" })])).toEqual(["A-01?"]);
});

test("what zxing saw on two lines and zbar saw alone is not believed", () => {
  expect(texts([saw("4006381333931", "ean13", { lines: 2 })])).toEqual([]);
  expect(texts([saw("4006381333931", "ean13", { engine: "zbar", lines: 70 })])).toEqual([]);
  expect(
    texts([saw("4006381333931", "ean13", { lines: 2 }), saw("4006381333931", "ean13", { engine: "zbar", lines: 2 })]),
  ).toEqual(["4006381333931!"]);
});

test("a short ITF is nothing, a cut one needs a second opinion", () => {
  expect(texts([saw("1234", "itf"), saw("1234", "itf", { engine: "zbar" })])).toEqual([]);
  expect(texts([saw("123456", "itf")])).toEqual([]);
  expect(texts([saw("123456", "itf"), saw("123456", "itf", { engine: "zbar" })])).toEqual(["123456!"]);
  expect(texts([saw("16901234567899", "itf")])).toEqual(["16901234567899?"]);
});

test("a wrong check digit never counts", () => {
  const misprinted = saw("4006381333935", "ean13");
  expect(texts([misprinted, { ...misprinted, engine: "zbar" }])).toEqual([]);
});

test("of two readings of one label the surer one counts, of equals none", () => {
  expect(texts([saw("123456", "code39"), saw("123458", "code39")])).toEqual([]);
  expect(
    texts([saw("123456", "code39"), saw("123456", "code39", { engine: "zbar" }), saw("123458", "code39")]),
  ).toEqual(["123456!"]);
  expect(texts([saw("123456", "code39"), saw("123458", "code39", { at: { x: 100, y: 300 } })])).toEqual([
    "123456?",
    "123458?",
  ]);
});

test("zxing's AIM identifier is kept, whoever else saw the code", () => {
  const [found] = agreed([
    saw("0104006381333931", "code128", { engine: "zbar" }),
    saw("0104006381333931", "code128", { aim: "]C1" }),
  ]);
  expect(found?.aim).toBe("]C1");
});
