/** Which form of GS1 a text is in, and what it says; twin of scanning/gs1/parse.py, held equal by tests/vectors/gs1. */

import { bracketed, elements as elementString } from "./elements";
import { elements as linked, isLink } from "./link";
import { type Element, Malformed, type Told, whole } from "./message";
import { checkDigitIsRight } from "./rules";

const TEXT_MAX = 8190; // As long as the reference engine takes; the largest symbol holds less than half.
const FNC1 = "^";
export const GROUP_SEPARATOR = "\u001d";

// Symbology identifiers whose symbol has FNC1 in front; see the Python twin.
const GS1 = new Set(["]C1", "]e0", "]d2", "]d5", "]Q3", "]Q4", "]J1", "]z1", "]z4"]);
const EAN_LENGTH: ReadonlyMap<string, number> = new Map([
  ["]E0", 13],
  ["]E4", 8],
]);
const KNOWN = /^\][ACEFGIJLQdez][0-9A-Za-z]$/;
const COMPOSITE = "|]e0";

/** The elements of the GS1 message that a text holds, [] for plain data; throws Malformed. aim: "" when nobody told. */
export function parse(text: string, aim = "", strict = false): Told[] {
  if (aim !== "" || text.startsWith("]")) return scan(text, aim, strict);
  if (text.startsWith("(")) return brackets(text, strict);
  if (text.startsWith(FNC1)) return raw(text, strict);
  return link(text, strict);
}

/** A scan, which must say its symbology: as aim, at the text's beginning, or both. An EAN or UPC is an element with AI 01. */
export function scan(given: string, aim = "", strict = false): Told[] {
  const text = even(given);
  const start = text.startsWith(aim) ? 3 : 0;
  const told = aim || text.slice(0, 3);
  if (!KNOWN.test(told)) throw new Malformed("aim", 0);
  const length = EAN_LENGTH.get(told);
  if (length !== undefined) return ean(text, start, start + length, strict);
  if (GS1.has(told)) return whole(elementString(text, start, text.length, GROUP_SEPARATOR), strict);
  return address(text, start, strict);
}

/** (01)…(10)…; "|" stands before a composite component. */
export function brackets(given: string, strict = false): Told[] {
  return whole(composite(even(given), bracketed), strict);
}

/** `^…` with ^ for each FNC1; plain data without the first one. */
export function raw(given: string, strict = false): Told[] {
  const text = even(given);
  return text.startsWith(FNC1) ? whole(composite(text, rawPart), strict) : [];
}

/** A Digital Link URI; plain data when it is no web address. */
export function link(given: string, strict = false): Told[] {
  return address(even(given), 0, strict);
}

/** The text with one unit for each character, so that lengths and places are those of the twin; no GS1 value holds such. */
function even(text: string): string {
  const one = /[\ud800-\udbff]/.test(text) ? text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "\ue000") : text;
  if (one.length > TEXT_MAX) throw new Malformed("text_too_long", TEXT_MAX);
  return one;
}

function address(text: string, start: number, strict: boolean): Told[] {
  return isLink(text, start) ? whole(linked(text, start), strict) : [];
}

function rawPart(text: string, start: number, end: number): Element[] {
  if (start === end || text[start] !== FNC1) throw new Malformed("no_fnc1", start);
  return elementString(text, start + 1, end, FNC1);
}

function composite(text: string, read: (text: string, start: number, end: number) => Element[]): Element[] {
  const bar = text.indexOf("|");
  return bar < 0 ? read(text, 0, text.length) : [...read(text, 0, bar), ...read(text, bar + 1, text.length)];
}

function ean(text: string, start: number, end: number, strict: boolean): Told[] {
  const digits = text.slice(start, end);
  if (text.length < end) throw new Malformed("too_short", start);
  if (text.length > end && !text.startsWith(COMPOSITE, end)) throw new Malformed("too_long", end);
  if (!/^[0-9]*$/.test(digits)) throw new Malformed("not_digits", start);
  if (!checkDigitIsRight(digits)) throw new Malformed("check_digit", end - 1);
  const gtin: Told = ["01", digits.padStart(14, "0")];
  if (text.length === end) return [gtin];
  return [gtin, ...whole(elementString(text, end + COMPOSITE.length, text.length, GROUP_SEPARATOR), strict)];
}
