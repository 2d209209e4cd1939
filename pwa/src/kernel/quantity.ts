/** Quantities: integers of 10^-digits base units, shown to and read from people without passing through a float. */

export interface Unit {
  unit: string;
  numerator: number;
  denominator: number;
}

/** 1250 with 3 digits is "1.25"; trailing zeros are not said. */
export function shown(value: number, digits: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a quantity: ${value}`);
  const sign = value < 0 ? "-" : "";
  const text = String(Math.abs(value)).padStart(digits + 1, "0");
  if (digits === 0) return sign + text;
  const fraction = text.slice(-digits).replace(/0+$/, "");
  return sign + text.slice(0, -digits) + (fraction ? `.${fraction}` : "");
}

/** What a person typed, as an integer of 10^-digits; null when it is not a number, is negative, or is finer than the item allows. */
export function typed(text: string, digits: number): number | null {
  const match = /^(\d{1,15})(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return null;
  const fraction = match[2] ?? "";
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  const value = Number((match[1] ?? "") + fraction.slice(0, digits).padEnd(digits, "0"));
  return Number.isSafeInteger(value) ? value : null;
}

/** So many of a unit in base quantity, exactly; null where it does not come out even. */
export function inBase(count: number, unit: Unit, digits: number): number | null {
  const product = BigInt(count) * BigInt(unit.numerator) * 10n ** BigInt(digits);
  const divisor = BigInt(unit.denominator);
  if (product % divisor !== 0n) return null;
  const value = Number(product / divisor);
  return Number.isSafeInteger(value) ? value : null;
}
