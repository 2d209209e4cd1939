import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { read } from "./label";
import { Malformed, type Told } from "./message";
import { brackets, link, parse, raw, scan } from "./parse";
import { IDENTIFIERS } from "./table";

const ROOT = resolve(import.meta.dirname, "../../../..");
const CORPUS = process.env.TRUEBIN_CORPUS ?? resolve(ROOT, "../shared/corpus");

interface Vector {
  id: string;
  kind: "scan" | "raw" | "bracketed" | "dl";
  input: string;
  valid: boolean;
  valid_strict: boolean;
  ais?: [string, string][];
  gtin?: string;
}

function lines<Line>(path: string): Line[] {
  if (!existsSync(path)) throw new Error(`${path} is not there; name the folder of the corpora as TRUEBIN_CORPUS`);
  return readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

const FORMS: Record<string, (text: string, strict: boolean) => Told[]> = {
  scan: (text, strict) => scan(text, "", strict),
  raw,
  bracketed: brackets,
  dl: link,
  "": (text, strict) => parse(text, "", strict),
};

function verdict(form: string, text: string, strict = false): Told[] | string {
  try {
    return FORMS[form]?.(text, strict) ?? `${form} is no form`;
  } catch (wrong) {
    if (wrong instanceof Malformed) return `${wrong.code} ${wrong.place}`;
    throw wrong;
  }
}

const official = lines<Vector>(resolve(CORPUS, "gs1/vectors.jsonl"));

function wanted(vector: Vector): Told[] {
  const gtin: Told[] = vector.gtin ? [["01", vector.gtin]] : [];
  return [...gtin, ...(vector.ais ?? [])];
}

describe("the official syntax engine's verdicts", () => {
  test("there are vectors", () => {
    expect(official.length).toBeGreaterThanOrEqual(1191);
  });

  test("each form is judged as the official engine judges it", () => {
    for (const vector of official) {
      const found = verdict(vector.kind, vector.input);
      if (vector.valid) expect(found, vector.id).toEqual(wanted(vector));
      else expect(found, `${vector.id} ${vector.input}`).toBeTypeOf("string");
    }
  });

  test("strictly the required AIs are demanded as well", () => {
    for (const vector of official) {
      const isMessage = typeof verdict(vector.kind, vector.input, true) !== "string";
      expect(isMessage, vector.id).toBe(vector.valid_strict);
    }
  });
});

test("labels spoiled by chance are judged as the server judges them, to the place", () => {
  type Case = [string, string, boolean, Told[] | string, (string | number)[] | string];
  const cases = lines<Case>(resolve(ROOT, "tests/vectors/gs1/mutated.jsonl"));
  expect(cases.length).toBeGreaterThanOrEqual(2000);
  for (const [form, text, strict, expected, said] of cases) {
    expect(verdict(form, text, strict), text).toEqual(expected);
    const code = read(text);
    if ("refused" in code) expect(code.refused, text).toBe(`code.${String(said)}`);
    else {
      const told = [code.gtin, code.sscc, code.lot, code.serial, code.count];
      expect(code.elements.length > 0 ? told : [], text).toEqual(said);
    }
  }
});

test("every AI of the dictionary is known", () => {
  expect(IDENTIFIERS.size).toBeGreaterThan(500);
});
