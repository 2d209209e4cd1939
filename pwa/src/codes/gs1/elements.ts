/** Element strings, and AIs in brackets; twin of scanning/gs1/element_string.py. */

import { checked, consume, type Element, fewEnough, identifierAt, Malformed } from "./message";
import { IDENTIFIERS } from "./table";

function before(text: string, mark: string, start: number, end: number): number {
  const at = text.indexOf(mark, start);
  return at < 0 || at > end ? end : at;
}

/** The elements between two places of a text. separator: the character that stands for FNC1. */
export function elements(text: string, start: number, end: number, separator: string): Element[] {
  if (start === end) throw new Malformed("no_elements", start);
  const found: Element[] = [];
  let at = start;
  while (at < end) {
    const identifier = identifierAt(text, at);
    at += identifier.ai.length;
    const stop = before(text, separator, at, end);
    const begin = at;
    at = consume(identifier, text, at, stop);
    found.push({ identifier, value: text.slice(begin, at), place: begin });
    fewEnough(found);
    if (at === stop) at += 1;
    else if (identifier.isSeparated) throw new Malformed("too_long", at);
  }
  return found;
}

/** The elements of (01)…(10)… between two places of a text; "\(" is a bracket of the value. */
export function bracketed(text: string, start: number, end: number): Element[] {
  if (start === end) throw new Malformed("no_elements", start);
  const found: Element[] = [];
  let at = start;
  while (at < end) {
    const close = before(text, ")", at, end);
    if (text[at] !== "(" || close === end) throw new Malformed("brackets", at);
    const identifier = IDENTIFIERS.get(text.slice(at + 1, close));
    if (!identifier) throw new Malformed("unknown_ai", at + 1);
    const begin = close + 1;
    at = before(text, "(", begin, end);
    while (at < end && at > begin && text[at - 1] === "\\") at = before(text, "(", at + 1, end);
    found.push(checked(identifier, text.slice(begin, at).replaceAll("\\(", "("), begin));
    fewEnough(found);
  }
  return found;
}
