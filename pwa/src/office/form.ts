/** What an office form asks and what was written into it, turned into the words of a command; no number passes through a float; pure. */

import type { WordKey } from "../app/words";
import type { Unit } from "../kernel/quantity";

/** A thing chosen from a list of many. */
export interface Picked {
  id: number;
  code: string;
  name: string;
}

export interface Choice {
  value: string;
  label: string;
}

export interface Field {
  key: string;
  label: string;
  /** key: a choice whose values are ids, "" is none. signed: a quantity that may be below zero. day: ISO. moment: on this device's clock. */
  kind: "text" | "whole" | "quantity" | "signed" | "money" | "choice" | "key" | "yes" | "day" | "moment" | "pick";
  required?: boolean;
  /** Characters at most. */
  most?: number;
  /** Of a quantity: it is an integer of 10^-digits. */
  digits?: number;
  least?: number;
  choices?: readonly Choice[];
  /** Where a pick looks: the address for what was typed. */
  path?: (q: string) => string;
  hint?: string;
}

export type Written = Record<string, string | boolean | Picked | null>;

const MONEY_DIGITS = 4; // Money is an integer of 1/10,000.

/** "１，２３４．５" → "1234.5": full-width signs of an input method and separators of thousands are read as they are meant. */
function cleaned(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .replace(/^[−–]/, "-")
    .replace(/,(?=\d{3}(?:\D|$))/g, "");
}

/** What was typed as an integer of 10^-digits, exactly; null when it is no number, or finer than that. */
export function numberIn(text: string, digits: number, isSigned = false): number | null {
  const match = /^([+-]?)(\d{1,15})(?:\.(\d*))?$/.exec(cleaned(text));
  if (!match || (match[1] === "-" && !isSigned)) return null;
  const fraction = match[3] ?? "";
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  const value = Number(`${match[2]}${fraction.slice(0, digits).padEnd(digits, "0")}`);
  if (!Number.isSafeInteger(value)) return null;
  return match[1] === "-" && value !== 0 ? -value : value;
}

const KEYED_DIGITS = 6; // As the server takes what was keyed in: 10^-6 of a unit.

/** So many of a unit, as typed, in base quantity; null where it is no number or does not come out even. */
export function inUnit(text: string, unit: Unit, digits: number): number | null {
  const keyed = numberIn(text, KEYED_DIGITS);
  if (keyed === null) return null;
  const product = BigInt(keyed) * BigInt(unit.numerator) * 10n ** BigInt(digits);
  const divisor = BigInt(unit.denominator) * 10n ** BigInt(KEYED_DIGITS);
  if (product % divisor !== 0n) return null;
  const value = Number(product / divisor);
  return Number.isSafeInteger(value) ? value : null;
}

/** Price times quantity in money, rounded half up once, for a sum on the screen; null beyond what is exact. */
export function worth(price: number, quantity: number, digits: number): number | null {
  const divisor = 10n ** BigInt(digits);
  const value = Number((BigInt(price) * BigInt(quantity) * 2n + divisor) / (2n * divisor));
  return Number.isSafeInteger(value) ? value : null;
}

/** Local date and time of an input as microseconds UTC; 0 for none. */
export function momentIn(text: string): number | null {
  if (text === "") return 0;
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? null : at * 1000;
}

/** An empty form. */
export function blank(fields: readonly Field[]): Written {
  return Object.fromEntries(
    fields.map((field) => [field.key, field.kind === "yes" ? false : field.kind === "pick" ? null : ""]),
  );
}

function numberOf(field: Field, text: string): number | null {
  if (cleaned(text) === "") return 0;
  if (field.kind === "money") return numberIn(text, MONEY_DIGITS);
  if (field.kind === "whole") return numberIn(text, 0);
  return numberIn(text, field.digits ?? 0, field.kind === "signed");
}

type Answer = { value: unknown; wrong?: undefined } | { wrong: WordKey };

function read(field: Field, written: Written[string]): Answer {
  if (field.kind === "yes") return { value: written === true };
  if (field.kind === "pick") {
    const picked = written !== null && typeof written === "object" ? written.id : 0;
    return field.required && picked === 0 ? { wrong: "office.choose_one" } : { value: picked };
  }
  const text = typeof written === "string" ? written.trim() : "";
  if (field.required && text === "") return { wrong: "office.must_be_filled" };
  if (field.kind === "text" || field.kind === "choice" || field.kind === "day") return { value: text };
  if (field.kind === "key") return { value: text === "" ? 0 : Number(text) };
  const value = field.kind === "moment" ? momentIn(text) : numberOf(field, text);
  if (value === null)
    return { wrong: field.digits || field.kind === "money" ? "office.no_number_fine" : "office.no_number" };
  if (field.least !== undefined && value < field.least) return { wrong: "office.too_little" };
  return { value };
}

export interface Said {
  payload: Record<string, unknown>;
  wrong: Record<string, WordKey>;
}

/** The payload of what was written; `wrong` names the fields that cannot be read so, and why. */
export function payloadOf(fields: readonly Field[], written: Written): Said {
  const said: Said = { payload: {}, wrong: {} };
  for (const field of fields) {
    const answer = read(field, written[field.key] ?? "");
    if (answer.wrong) said.wrong[field.key] = answer.wrong;
    else if (answer.wrong === undefined) said.payload[field.key] = answer.value;
  }
  return said;
}

/** What of it is not as it was; a draft keeps nothing else, so that it never undoes what others changed meanwhile. */
export function changed<T>(now: Readonly<Record<string, T>>, before: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(now).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key])),
  );
}

/** The field that a refusal speaks of: named by its code, or by the place in the payload. */
export function fieldOf(
  code: string,
  facts: Readonly<Record<string, unknown>>,
  at: Readonly<Record<string, string>>,
): string {
  return at[code] ?? /^\w+/.exec(String(facts.field ?? ""))?.[0] ?? "";
}
