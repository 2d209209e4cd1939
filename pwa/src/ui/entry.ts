/** What the keypad types: whole and decimal numbers, and sums kept as typed (3 × 24 + 7); pure. */

/** The text as typed. `fresh`: it was preset, so that the next digit replaces it. */
export interface Entry {
  text: string;
  fresh: boolean;
}

// Nine digits of pieces are more than any bin holds; a tenth is a slip of the thumb or a scan that landed here.
const DIGITS_MAX = 9;
const SUM_MAX = 40;

export const EMPTY: Entry = { text: "", fresh: false };

/** Scale: 10^digits. Exact for what the keypad can type. */
function scaled(number: string, digits: number): number | null {
  const match = /^(\d+)(?:\.(\d*))?$/.exec(number);
  if (!match) return null;
  const fraction = match[2] ?? "";
  if (fraction.length > digits) return null;
  const value = Number(`${match[1]}${fraction.padEnd(digits, "0")}`);
  return Number.isSafeInteger(value) ? value : null;
}

/** The value in base units × 10^digits, or null while the sum is not finished. A product's first factor counts packs, so it is whole. */
export function valueOf(text: string, digits: number): number | null {
  if (text === "") return null;
  let sum = 0;
  for (const term of text.split("+")) {
    const factors = term.split("×");
    const last = scaled(factors[factors.length - 1] ?? "", digits);
    if (last === null) return null;
    let product = last;
    for (const factor of factors.slice(0, -1)) {
      if (!/^\d+$/.test(factor)) return null;
      product *= Number(factor);
    }
    sum += product;
  }
  return Number.isSafeInteger(sum) ? sum : null;
}

/** A value as the keypad would have typed it. */
export function textOf(value: number, digits: number): string {
  if (digits === 0) return String(value);
  const padded = String(value).padStart(digits + 1, "0");
  const fraction = padded.slice(-digits).replace(/0+$/, "");
  return padded.slice(0, -digits) + (fraction ? `.${fraction}` : "");
}

/** One key: a digit, ".", "+", "×", "erase" or "clear"; what makes no sense leaves the entry as it was. */
export function press(entry: Entry, key: string, digits = 0): Entry {
  if (key === "clear") return EMPTY;
  if (key === "erase") return { text: entry.text.slice(0, -1), fresh: false };
  if (key === "+" || key === "×") {
    if (entry.text.length >= SUM_MAX || !/\d$/.test(entry.text)) return entry;
    return { text: entry.text + key, fresh: false };
  }
  const base = entry.fresh ? "" : entry.text;
  const current = base.split(/[+×]/).at(-1) ?? "";
  if (key === ".") {
    if (digits === 0 || current.includes(".")) return entry;
    return { text: `${base}${current === "" ? "0" : ""}.`, fresh: false };
  }
  if (!/^\d$/.test(key)) return entry;
  if (current.replace(".", "").length >= DIGITS_MAX || base.length >= SUM_MAX) return entry;
  if ((current.split(".")[1]?.length ?? -1) >= digits && current.includes(".")) return entry;
  const head = current === "0" ? base.slice(0, -1) : base;
  return { text: head + key, fresh: false };
}

/** Add one pack: `amount` in base units × 10^digits on top of what stands there; a preset is replaced, as by a digit. */
export function addPack(entry: Entry, amount: number, digits: number): Entry {
  const value = entry.fresh ? 0 : (valueOf(entry.text, digits) ?? 0);
  return { text: textOf(value + amount, digits), fresh: false };
}

/** Times the pack: 3 becomes 3 × 24. */
export function timesPack(entry: Entry, amount: number, digits: number): Entry {
  const current = entry.text.split(/[+×]/).at(-1) ?? "";
  if (!/^\d+$/.test(current) || entry.text.length >= SUM_MAX) return entry;
  return { text: `${entry.text}×${textOf(amount, digits)}`, fresh: false };
}

/** The sum as people write it, with spaces around the signs. */
export function written(text: string): string {
  return text.replace(/([+×])/g, " $1 ").trim();
}

export function isSum(text: string): boolean {
  return /[+×]/.test(text);
}
