/** Quantities in words: integers of 10^-digits base units become "12 袋", and packs where they come out exact; pure. */

import { inBase, shown, type Unit } from "../kernel/quantity";

/** What an item says about its units: one `unit` is numerator / denominator base units. */
export interface Measured {
  unit: string;
  digits: number;
  units: Unit[];
}

/** The number alone, grouped by thousands. */
export function plain(value: number, digits: number): string {
  const [whole = "", fraction] = shown(Math.abs(value), digits).split(".");
  return (value < 0 ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? `.${fraction}` : "");
}

/** Number and unit with one thin gap: "12 袋". */
export function quantityText(value: number, item: Pick<Measured, "unit" | "digits">): string {
  return `${plain(value, item.digits)} ${item.unit}`.trim();
}

export interface Pack {
  unit: string;
  amount: number;
}

/** Units larger than the base unit, smallest first: the keypad's pack keys. */
export function packsOf(item: Measured): Pack[] {
  const one = 10 ** item.digits;
  return item.units
    .map((unit) => ({ unit: unit.unit, amount: inBase(1, unit, item.digits) }))
    .filter((pack): pack is Pack => pack.amount !== null && pack.amount > one && pack.unit !== item.unit)
    .sort((a, b) => a.amount - b.amount);
}

/** The largest pack that the quantity is a whole number of: 12 → { count: 1, unit: 箱 }, or null. */
export function inPacks(value: number, item: Measured): { count: number; pack: Pack } | null {
  const pack = packsOf(item)
    .reverse()
    .find((candidate) => value > 0 && value % candidate.amount === 0);
  return pack ? { count: value / pack.amount, pack } : null;
}

/** Money: integers of 1/10,000 with two decimals, more only where they are not zero. */
export function money(value: number): string {
  const sign = value < 0 ? "−" : "";
  const absolute = Math.abs(value);
  const whole = Math.floor(absolute / 10_000);
  const rest = String(absolute % 10_000)
    .padStart(4, "0")
    .replace(/0{1,2}$/, "");
  return `${sign}${String(whole).replace(/\B(?=(\d{3})+$)/g, ",")}.${rest}`;
}
