/** EAN and UPC as they are printed: the patterns of their digits, check digits, and which of them a number is. Pure. */

// Set A (odd parity), modules from left, 1 is dark. B is C backwards, C is A with dark and light changed.
export const SET_A = [
  "0001101",
  "0011001",
  "0010011",
  "0111101",
  "0100011",
  "0110001",
  "0101111",
  "0111011",
  "0110111",
  "0001011",
];
export const SET_C = SET_A.map((bits) => [...bits].map((bit) => (bit === "1" ? "0" : "1")).join(""));
export const SET_B = SET_C.map((bits) => [...bits].reverse().join(""));
// Which left digits of an EAN-13 come from set B: says its first digit.
export const FIRST = [
  "AAAAAA",
  "AABABB",
  "AABBAB",
  "AABBBA",
  "ABAABB",
  "ABBAAB",
  "ABBBAA",
  "ABABAB",
  "ABABBA",
  "ABBABA",
];
// Sets of the six digits of a UPC-E with number system 0, by its check digit; system 1 has them exchanged.
export const UPCE_SETS = [
  "BBBAAA",
  "BBABAA",
  "BBAABA",
  "BBAAAB",
  "BABBAA",
  "BAABBA",
  "BAAABB",
  "BABABA",
  "BABAAB",
  "BAABAB",
];

/** The 95 modules of an EAN-13, 1 is dark; its check digit is taken as it stands. */
export function ean13Modules(digits: string): string {
  const sets = FIRST[Number(digits[0])] ?? "";
  const left = Array.from(sets, (set, place) => (set === "A" ? SET_A : SET_B)[Number(digits[place + 1])]).join("");
  const right = Array.from(digits.slice(7), (digit) => SET_C[Number(digit)]).join("");
  return `101${left}01010${right}101`;
}

/** Whether the last digit is the GS1 check digit of those before (GS1 General Specifications 7.9). */
export function hasCheckDigit(digits: string): boolean {
  let total = 0;
  for (let place = 0; place < digits.length; place += 1) {
    total += Number(digits[digits.length - 1 - place]) * (place % 2 ? 3 : 1);
  }
  return total % 10 === 0;
}

/** An EAN-13's digits as printed: with a leading 0 it is a UPC-A of 12. */
export function asPrinted(digits: string): { text: string; symbology: string } {
  return digits.startsWith("0") ? { text: digits.slice(1), symbology: "upca" } : { text: digits, symbology: "ean13" };
}
