import { expect, test } from "vitest";
import { blank, changed, type Field, fieldOf, inUnit, momentIn, numberIn, payloadOf, worth } from "./form";

const box = { unit: "箱", numerator: 12, denominator: 1 };

test("a typed number is an exact integer of the finest step, whatever the input method made of it", () => {
  expect(numberIn("12", 0)).toBe(12);
  expect(numberIn("0.1", 4)).toBe(1000);
  expect(numberIn("１，２３４．５", 1)).toBe(12345);
  expect(numberIn("1,234,567", 0)).toBe(1234567);
  expect(numberIn("1.50", 1)).toBe(15);
  expect(numberIn("4.35", 2)).toBe(435);
});

test("what is no number, finer than the item, or too large to be exact is nothing", () => {
  for (const text of ["", "x", "1.2.3", "1e3", "0x10", "--1", "1,23", "Infinity", "-1"])
    expect(numberIn(text, 0)).toBeNull();
  expect(numberIn("1.25", 1)).toBeNull();
  expect(numberIn("999999999999999", 6)).toBeNull();
});

test("a sign is read only where a quantity may be below zero", () => {
  expect(numberIn("-3", 0, true)).toBe(-3);
  expect(numberIn("−0.5", 1, true)).toBe(-5);
  expect(Object.is(numberIn("-0", 0, true), 0)).toBe(true);
});

test("so many of a unit come out even or not at all", () => {
  expect(inUnit("3", box, 0)).toBe(36);
  expect(inUnit("0.5", box, 0)).toBe(6);
  expect(inUnit("0.3", box, 0)).toBeNull();
  expect(inUnit("1", { unit: "磅", numerator: 45359237, denominator: 100000000 }, 8)).toBe(45359237);
  expect(inUnit("2", { unit: "三分", numerator: 1, denominator: 3 }, 0)).toBeNull();
});

test("what a line is worth is rounded once", () => {
  expect(worth(30_000, 4, 0)).toBe(120_000);
  expect(worth(1, 15, 1)).toBe(2);
  expect(worth(1, 14, 1)).toBe(1);
});

const fields: Field[] = [
  { key: "name", label: "", kind: "text", required: true },
  { key: "price", label: "", kind: "money" },
  { key: "zone", label: "", kind: "key", choices: [] },
  { key: "quantity", label: "", kind: "quantity", digits: 3, least: 1 },
  { key: "party", label: "", kind: "pick", required: true },
  { key: "lot", label: "", kind: "yes" },
];

test("a form becomes the payload of its command", () => {
  const written = {
    name: " 茶 ",
    price: "3.5",
    zone: "7",
    quantity: "1.25",
    party: { id: 4, code: "P", name: "" },
    lot: true,
  };
  expect(payloadOf(fields, written)).toEqual({
    payload: { name: "茶", price: 35_000, zone: 7, quantity: 1250, party: 4, lot: true },
    wrong: {},
  });
});

test("each field that cannot be read says why", () => {
  expect(payloadOf(fields, { ...blank(fields), price: "1.23456" }).wrong).toEqual({
    name: "office.must_be_filled",
    price: "office.no_number_fine",
    quantity: "office.too_little",
    party: "office.choose_one",
  });
});

test("only what is not as it was is sent or kept", () => {
  const picked = { id: 1, code: "A", name: "" };
  expect(changed({ a: "1", b: "2", c: { ...picked } }, { a: "1", b: "", c: picked })).toEqual({ b: "2" });
});

test("a refusal finds its field by code or by its place in the payload", () => {
  expect(fieldOf("catalog.code_taken", {}, { "catalog.code_taken": "code" })).toBe("code");
  expect(fieldOf("command.bad_payload", { field: "name" }, {})).toBe("name");
  expect(fieldOf("people.not_allowed", {}, {})).toBe("");
});

test("a moment is read on this device's clock, none is 0", () => {
  expect(momentIn("")).toBe(0);
  expect(momentIn("2026-11-23T15:00")).toBe(new Date(2026, 10, 23, 15).getTime() * 1000);
  expect(momentIn("tomorrow")).toBeNull();
});
