import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { clean } from "../clean";
import { amount, type Code, day, expiresOn, names, read } from "./label";

interface Vectors {
  codes: {
    about: string;
    text: string;
    symbology?: string;
    aim?: string;
    refused?: string;
    code?: Partial<Omit<Code, "measures">> & { measures?: [string, number, number, string][]; symbology_told?: string };
    names?: [string, string][];
  }[];
  days: [string, string, string, string | null][];
  expires: [string, string, string | null][];
  amounts: [string, number, string, number][];
}

const PATH = resolve(import.meta.dirname, "../../../../tests/vectors/codes/codes.json");
const vectors = JSON.parse(readFileSync(PATH, "utf8")) as Vectors;

const PLAIN = {
  elements: [],
  gtin: "",
  sscc: "",
  lot: "",
  serial: "",
  count: 0,
  contained: false,
  measures: [],
};

function code(text: string): Code {
  const found = read(text);
  if ("refused" in found) throw new Error(found.refused);
  return found;
}

test.each(vectors.codes)("$about", ({ text, symbology = "", aim = "", refused, code: given, names: wanted }) => {
  const found = read(text, symbology, aim);
  if ("refused" in found) {
    expect(found.refused).toBe(`code.${refused}`);
    return;
  }
  const { symbology_told: told, measures = [], ...rest } = given ?? {};
  expect(found).toEqual({
    ...PLAIN,
    ...rest,
    text: (clean(text) as { text: string }).text,
    symbology: told ?? symbology,
    measures: measures.map(([ai, value, digits, unit]) => ({ ai, value, digits, unit })),
  });
  if (wanted) expect(names(found).map((name) => [name.text, name.kind])).toEqual(wanted);
});

test.each(vectors.days)("%s tells with AI %s on %s the day %s", (text, ai, today, wanted) => {
  expect(day(code(text), ai, today)).toBe(wanted);
});

test.each(vectors.expires)("%s expires, seen on %s, on %s", (text, today, wanted) => {
  expect(expiresOn(code(text), today)).toBe(wanted);
});

test.each(vectors.amounts)("%s counts, where one is %d of %s, for %d", (text, once, unit, wanted) => {
  expect(amount(code(text), once, unit)).toBe(wanted);
});
