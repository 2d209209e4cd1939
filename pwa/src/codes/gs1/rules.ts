/** The rules that the syntax dictionary names for the parts of values, under its names; twin of scanning/gs1/rules.py. */

import lists from "../../../../scanning/gs1/lists.json";
import { CSET_82 } from "./characters";
import { couponCode, couponOffer } from "./coupon";
import { type Flaw, flaw, type Rule } from "./flaw";
import { hh, hhmi, mi, ss, yymmd0, yymmdd, yyyymmdd } from "./moments";

const PREFIX_LEAST = 4; // The shortest GS1 Company Prefix.
const IBAN_MOST_TOO_SHORT = 10; // ISO 13616 names no least length; the reference procedure takes eleven.
const CSET_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
// Weights of the check character pair from the last data character on; the longest such value needs 23.
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89];

const ALPHA_2 = new Set(lists.iso3166alpha2.split(" "));

/** The check digit to be put behind digits: weights 3, 1, 3, 1 … from the right. Source: GS1 General Specifications, 7.9.1. */
export function checkDigit(digits: string): number {
  let sum = 0;
  for (let at = digits.length - 1, weight = 3; at >= 0; at -= 1, weight = 4 - weight)
    sum += weight * Number(digits[at]);
  return (10 - (sum % 10)) % 10;
}

export function checkDigitIsRight(digits: string): boolean {
  return checkDigit(digits.slice(0, -1)) === Number(digits.slice(-1));
}

function csum(text: string): Flaw | null {
  return checkDigitIsRight(text) ? null : flaw("check_digit", text.length - 1);
}

function csumalpha(text: string): Flaw | null {
  if (text.length < 2) return flaw("too_short_for_check_pair");
  const end = text.length - 2;
  for (let at = end; at < text.length; at += 1) {
    if (!CSET_32.includes(text.charAt(at))) return flaw("not_cset32", at);
  }
  let sum = 0;
  for (let at = 0; at < end; at += 1) sum += CSET_82.indexOf(text.charAt(at)) * (PRIMES[end - 1 - at] ?? 0);
  sum %= 1021;
  return text.slice(end) === CSET_32.charAt(sum >> 5) + CSET_32.charAt(sum & 31) ? null : flaw("check_pair", end);
}

function gcppos1(text: string): Flaw | null {
  if (text.length < PREFIX_LEAST) return flaw("too_short_for_prefix");
  const at = text.slice(0, PREFIX_LEAST).search(/[^0-9]/);
  return at < 0 ? null : flaw("company_prefix", at);
}

function gcppos2(text: string): Flaw | null {
  const wrong = gcppos1(text.slice(1));
  return wrong && flaw(wrong.code, wrong.at + 1);
}

function oneOf(values: Iterable<string>, code: string): Rule {
  const known = new Set(values);
  return (text) => (known.has(text) ? null : flaw(code));
}

function iban(text: string): Flaw | null {
  if (text.length <= IBAN_MOST_TOO_SHORT) return flaw("iban_too_short");
  const wrong = text.search(/[^0-9A-Z]/);
  if (wrong >= 0) return flaw("iban_character", wrong);
  if (!ALPHA_2.has(text.slice(0, 2))) return flaw("iban_country");
  // ISO 7064 MOD 97-10: letters are 10 to 35, country and check digits stand behind the rest.
  let rest = 0;
  for (const mark of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(mark, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1 ? null : flaw("iban_check_digits", 2);
}

function firstOf(wrong: RegExp, code: string): Rule {
  return (text) => {
    const at = text.search(wrong);
    return at < 0 ? null : flaw(code, at);
  };
}

function pieceoftotal(text: string): Flaw | null {
  const half = text.length / 2;
  const piece = Number(text.slice(0, half));
  const total = Number(text.slice(half));
  if (piece === 0 || total === 0) return flaw("zero", piece === 0 ? 0 : half);
  return piece > total ? flaw("piece_over_total") : null;
}

function posinseqslash(text: string): Flaw | null {
  const [, position = "", end = ""] = /^([0-9]+)\/([0-9]+)$/.exec(text) ?? [];
  if (end === "") return flaw("position");
  if (position.startsWith("0")) return flaw("zero_in_front");
  if (end.startsWith("0")) return flaw("zero_in_front", position.length + 1);
  return Number(position) > Number(end) ? flaw("position_over_end") : null;
}

function atMost(limit: string, code: string): Rule {
  // Both have the same number of digits, so their texts compare as the numbers do.
  return (text) => (text > limit ? flaw(code) : null);
}

export const RULES: Readonly<Record<string, Rule>> = {
  couponcode: couponCode,
  couponposoffer: couponOffer,
  csum,
  csumalpha,
  gcppos1,
  gcppos2,
  hasnondigit: (text) => (/[^0-9]/.test(text) ? null : flaw("digits_only")),
  hh,
  hhmi,
  hyphen: firstOf(/[^-]/, "not_hyphen"),
  iban,
  importeridx: oneOf("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", "importer"),
  iso3166: oneOf(lists.iso3166.split(" "), "country"),
  iso3166999: oneOf([...lists.iso3166.split(" "), "999"], "country"),
  iso3166alpha2: (text) => (ALPHA_2.has(text) ? null : flaw("country")),
  iso4217: oneOf(lists.iso4217.split(" "), "currency"),
  iso5218: oneOf("0129", "sex"),
  latitude: atMost("1800000000", "latitude"),
  longitude: atMost("3600000000", "longitude"),
  mediatype: oneOf(lists.mediatype.split(" "), "media_type"),
  mi,
  nonzero: (text) => (/[^0]/.test(text) ? null : flaw("zero")),
  nozeroprefix: (text) => (text.startsWith("0") ? flaw("zero_in_front") : null),
  packagetype: oneOf(lists.packagetype.split(" "), "package_type"),
  pcenc: firstOf(/%(?![0-9A-Fa-f]{2})/, "percent"),
  pieceoftotal,
  posinseqslash,
  ss,
  winding: oneOf("019", "winding"),
  yesno: oneOf("01", "yes_no"),
  yymmd0,
  yymmdd,
  yyyymmdd,
  zero: (text) => (/[^0]/.test(text) ? flaw("not_zero") : null),
};
