/** Dates and times inside GS1 values: whether they can be, and which day a short date means; twin of scanning/gs1/moments.py. */

import { type Flaw, flaw } from "./flaw";

/** The whole year that two digits mean, seen from a year of four digits. Source: GS1 General Specifications, 7.12. */
export function century(year: number, thisYear: number): number {
  const ahead = year - (thisYear % 100);
  return thisYear - (thisYear % 100) + year + (ahead >= 51 ? -100 : ahead <= -50 ? 100 : 0);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The day that YYMMDD means, as "2027-02-28"; day 00 is the month's last. null for one that no calendar has. */
export function day(text: string, thisYear: number): string | null {
  const year = century(Number(text.slice(0, 2)), thisYear);
  const month = Number(text.slice(2, 4));
  if (month < 1 || month > 12) return null;
  const last = daysIn(year, month);
  const number = Number(text.slice(4, 6)) || last;
  return number > last ? null : `${year}-${text.slice(2, 4)}-${String(number).padStart(2, "0")}`;
}

// The reference procedures tell the century of a short date as seen from this year; it matters for 29 February alone.
const REFERENCE_YEAR = 2021;

export function yyyymmd0(text: string): Flaw | null {
  const month = Number(text.slice(4, 6));
  if (month < 1 || month > 12) return flaw("month", 4);
  return Number(text.slice(6, 8)) > daysIn(Number(text.slice(0, 4)), month) ? flaw("day", 6) : null;
}

export function yyyymmdd(text: string): Flaw | null {
  return yyyymmd0(text) ?? (text.slice(6, 8) === "00" ? flaw("day", 6) : null);
}

export function yymmd0(text: string): Flaw | null {
  const wrong = yyyymmd0(`${century(Number(text.slice(0, 2)), REFERENCE_YEAR)}${text.slice(2)}`);
  return wrong && flaw(wrong.code, wrong.at - 2);
}

export function yymmdd(text: string): Flaw | null {
  return yymmd0(text) ?? (text.slice(4, 6) === "00" ? flaw("day", 4) : null);
}

export function hh(text: string): Flaw | null {
  return text > "23" ? flaw("hour") : null;
}

export function mi(text: string): Flaw | null {
  return text > "59" ? flaw("minute") : null;
}

export function ss(text: string): Flaw | null {
  return text > "59" ? flaw("second") : null;
}

export function hhmi(text: string): Flaw | null {
  return hh(text.slice(0, 2)) ?? (mi(text.slice(2, 4)) ? flaw("minute", 2) : null);
}
