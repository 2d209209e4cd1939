/** A GS1 message: its elements, and what must hold of each value and between them; twin of scanning/gs1/message.py. */

import { IDENTIFIERS, type Identifier, LENGTH_BY_PREFIX } from "./table";

const ELEMENTS_MAX = 64; // As many as the reference engine takes; a label holds hardly ten.

/** A text that claims to be GS1 and is not. place: index in the text. */
export class Malformed extends Error {
  constructor(
    readonly code: string,
    readonly place: number,
  ) {
    super(`${code} at ${place}`);
  }
}

/** AI and value. */
export type Told = readonly [ai: string, value: string];

export interface Element {
  identifier: Identifier;
  value: string;
  /** Index of the value in the text. */
  place: number;
}

export function identifierAt(text: string, at: number): Identifier {
  const length = LENGTH_BY_PREFIX.get(text.slice(at, at + 2)) ?? 0;
  const found = IDENTIFIERS.get(text.slice(at, at + length));
  if (!found) throw new Malformed("unknown_ai", at);
  return found;
}

/** How far the value of an AI reaches that begins at start and must stop before end. */
export function consume(identifier: Identifier, text: string, start: number, end: number): number {
  if (start === end) throw new Malformed("empty", start);
  let at = start;
  for (const part of identifier.parts) {
    const piece = text.slice(at, Math.min(at + part.most, end));
    if (piece === "" && part.mayBeMissing) continue;
    if (piece.length < part.least) throw new Malformed("too_short", at);
    for (const rule of [part.characters, ...part.rules]) {
      const wrong = rule(piece);
      if (wrong) throw new Malformed(wrong.code, at + wrong.at);
    }
    at += piece.length;
  }
  return at;
}

/** An element whose value stands alone, as in brackets and Digital Links. */
export function checked(identifier: Identifier, value: string, place: number): Element {
  if (value.length < identifier.least) throw new Malformed("too_short", place);
  if (value.length > identifier.most) throw new Malformed("too_long", place);
  let used: number;
  try {
    used = consume(identifier, value, 0, value.length);
  } catch (wrong) {
    throw wrong instanceof Malformed ? new Malformed(wrong.code, place + wrong.place) : wrong;
  }
  if (used < value.length) throw new Malformed("too_long", place + used);
  return { identifier, value, place };
}

/** Asked while reading, so that a text of thousands of elements costs no more. */
export function fewEnough(elements: readonly Element[]): void {
  const beyond = elements[ELEMENTS_MAX];
  if (beyond) throw new Malformed("too_many", beyond.place);
}

/** What elements say that are each right; throws Malformed for what cannot stand together. */
export function whole(elements: readonly Element[], strict: boolean): Told[] {
  fewEnough(elements);
  if (elements.length > 1 || strict) holdTogether(elements, strict);
  return elements.map(({ identifier, value }) => [identifier.ai, value]);
}

// Keys whose serial may be left out, but not under a digital signature; GS1 General Specifications, 3.8.
const WITH_SERIAL = ["253", "255", "8003"];

function holdTogether(elements: readonly Element[], strict: boolean): void {
  const there = new Map<string, Element>();
  for (const element of elements) {
    const before = there.get(element.identifier.ai);
    if (!before) there.set(element.identifier.ai, element);
    else if (before.value !== element.value) throw new Malformed("repeated", element.place);
  }
  for (const [ai, { identifier, value, place }] of there) {
    if (identifier.excludes.some((wanted) => isThere(wanted, there, ai))) throw new Malformed("excluded", place);
    if (there.has("8030") && WITH_SERIAL.includes(ai) && value.length === identifier.least) {
      throw new Malformed("serial_missing", place);
    }
    const met = (groups: Identifier["requires"][number]) =>
      groups.some((group) => group.every((wanted) => isThere(wanted, there)));
    if (strict && !identifier.requires.every(met)) throw new Malformed("required", place);
  }
}

/** Whether an AI is there, or one that a pattern such as 35nn means. */
function isThere(wanted: string, there: ReadonlyMap<string, Element>, besides = ""): boolean {
  if (!wanted.includes("n")) return there.has(wanted) && wanted !== besides;
  const fixed = wanted.replace(/n+$/, "");
  return [...there.keys()].some((ai) => ai.startsWith(fixed) && ai.length === wanted.length && ai !== besides);
}
