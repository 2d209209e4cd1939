/** All application identifiers with what their values must be: the table that the server reads; twin of scanning/gs1/table.py. */

import table from "../../../../scanning/gs1/table.json";
import { CHARACTERS } from "./characters";
import type { Rule } from "./flaw";
import { RULES } from "./rules";

/** One stretch of a value. */
export interface Part {
  characters: Rule;
  least: number;
  most: number;
  mayBeMissing: boolean;
  rules: readonly Rule[];
}

/** An AI; see the Python twin for what each field means. sequences: joined by spaces, the empty one "". */
export interface Identifier {
  ai: string;
  isSeparated: boolean;
  isAttribute: boolean;
  parts: readonly Part[];
  least: number;
  most: number;
  requires: readonly (readonly (readonly string[])[])[];
  excludes: readonly string[];
  sequences: ReadonlySet<string>;
}

type PartRow = [string, number, number, number, string[]];
type Row = [string, string, PartRow[], string[][][], string[], string[][] | null, string];

function known<Value>(record: Readonly<Record<string, Value>>, name: string): Value {
  const value = record[name];
  if (value === undefined) throw new Error(`the table names ${name}, which is not known here`);
  return value;
}

/** Every way of taking some of the AIs, in their order. */
function taken(key: readonly string[]): string[] {
  let found: string[][] = [[]];
  for (const ai of key) found = [...found, ...found.map((before) => [...before, ai])];
  return found.map((each) => each.join(" "));
}

function identifiers([numbers, flags, rows, requires, excludes, keys]: Row): Identifier[] {
  const [first = "", last = first] = numbers.split("-");
  const parts = rows.map(
    ([characters, least, most, missing, names]): Part => ({
      characters: known(CHARACTERS, characters),
      least,
      most,
      mayBeMissing: missing === 1,
      rules: names.map((name) => known(RULES, name)),
    }),
  );
  const about = {
    isSeparated: !flags.includes("*"),
    isAttribute: flags.includes("?"),
    parts,
    least: parts.reduce((sum, part) => sum + (part.mayBeMissing ? 0 : part.least), 0),
    most: parts.reduce((sum, part) => sum + part.most, 0),
    requires,
    excludes,
    sequences: new Set((keys ?? []).flatMap(taken)),
  };
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, more) => ({
    ai: String(Number(first) + more).padStart(first.length, "0"),
    ...about,
  }));
}

export const IDENTIFIERS: ReadonlyMap<string, Identifier> = new Map(
  (table.identifiers as unknown as Row[]).flatMap(identifiers).map((identifier) => [identifier.ai, identifier]),
);

/** All AIs with the same first two digits are equally long. */
export const LENGTH_BY_PREFIX: ReadonlyMap<string, number> = new Map(
  [...IDENTIFIERS.keys()].map((ai) => [ai.slice(0, 2), ai.length]),
);
