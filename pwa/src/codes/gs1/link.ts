/** GS1 Digital Link URIs; twin of scanning/gs1/digital_link.py. */

import { checked, type Element, Malformed } from "./message";
import { IDENTIFIERS } from "./table";

export const SCHEMES = ["https://", "HTTPS://", "http://", "HTTP://"];

const ILLEGAL = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/g;
const ILLEGAL_IN_DOMAIN = /[_~?#@!$&'()*+,;=%]/g;

/** Whether a web address begins there; only such can be a Digital Link. */
export function isLink(text: string, start: number): boolean {
  return SCHEMES.some((scheme) => text.startsWith(scheme, start));
}

function search(text: string, wrong: RegExp, start: number, end: number): number {
  wrong.lastIndex = start;
  const found = wrong.exec(text);
  return found && found.index < end ? found.index : -1;
}

function before(text: string, mark: string, start: number, end: number): number {
  const at = text.indexOf(mark, start);
  return at < 0 || at > end ? end : at;
}

/** The elements of a Digital Link, the path's before the query's; parameters without an AI are left out. */
export function elements(text: string, start: number): Element[] {
  const wrong = search(text, ILLEGAL, start, text.length);
  if (wrong >= 0) throw new Malformed("link_character", wrong);
  const domain = text.indexOf("//", start) + 2;
  const path = text.indexOf("/", domain);
  const outside = search(text, ILLEGAL_IN_DOMAIN, domain, path < 0 ? text.length : path);
  if (outside >= 0) throw new Malformed("link_domain", outside);
  if (path <= domain) throw new Malformed("link_path", domain);
  const end = before(text, "#", path, text.length);
  const query = before(text, "?", path, end);
  const inPath = ofPath(text, path, query);
  const [key, ...qualifiers] = inPath;
  if (!key || !key.identifier.sequences.has(qualifiers.map((each) => each.identifier.ai).join(" "))) {
    throw new Malformed("link_order", key?.place ?? path);
  }
  const found = [...inPath, ...ofQuery(text, query + 1, end)];
  holdToPath(found, key, qualifiers);
  return found;
}

/** From the last key in the path on; what stands before it is the address of the company's own pages. */
function ofPath(text: string, start: number, end: number): Element[] {
  const words = text.slice(start + 1, end).split("/");
  let at = words.length - 2;
  while (at >= 0) {
    const identifier = IDENTIFIERS.get(words[at] ?? "");
    if (!identifier) at = -1;
    else if (identifier.sequences.size > 0) break;
    else at -= 2;
  }
  if (at < 0) throw new Malformed("link_key", start);
  let place = start + 1 + words.slice(0, at).reduce((sum, word) => sum + word.length + 1, 0);
  const found: Element[] = [];
  for (; at < words.length; at += 2) {
    const identifier = IDENTIFIERS.get(words[at] ?? "");
    const value = words[at + 1] ?? "";
    if (!identifier) throw new Malformed("link_key", place);
    place += identifier.ai.length + 1;
    found.push(checked(identifier, unescaped(value, place), place));
    place += value.length + 1;
  }
  return found;
}

function ofQuery(text: string, start: number, end: number): Element[] {
  const found: Element[] = [];
  let place = start;
  for (const parameter of start < end ? text.slice(start, end).split("&") : []) {
    const equals = parameter.indexOf("=");
    const name = parameter.slice(0, Math.max(equals, 0));
    if (equals >= 0 && /^[0-9]*$/.test(name)) {
      const identifier = IDENTIFIERS.get(name);
      if (!identifier) throw new Malformed("unknown_ai", place);
      const at = place + equals + 1;
      const value = unescaped(parameter.slice(equals + 1).replaceAll("+", " "), at);
      found.push(checked(identifier, value, at));
    }
    place += parameter.length + 1;
  }
  return found;
}

function unescaped(value: string, place: number): string {
  if (value === "") throw new Malformed("empty", place);
  const bare = value.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (bare.includes("\0")) throw new Malformed("link_null", place);
  return bare;
}

function holdToPath(found: readonly Element[], key: Element, qualifiers: readonly Element[]): void {
  const seen = new Set<string>();
  const order = qualifiers.map((each) => each.identifier.ai);
  for (const [index, { identifier, place }] of found.entries()) {
    if (seen.has(identifier.ai)) throw new Malformed("link_repeated", place);
    seen.add(identifier.ai);
    if (index <= order.length) continue;
    if (!identifier.isAttribute) throw new Malformed("link_attribute", place);
    for (let at = 0; at <= order.length; at += 1) {
      const grown = [...order.slice(0, at), identifier.ai, ...order.slice(at)].join(" ");
      if (key.identifier.sequences.has(grown)) throw new Malformed("link_belongs_in_path", place);
    }
  }
}
