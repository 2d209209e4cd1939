/** Which sightings of one frame count, and how much: independent decoders must agree before bars are believed. Pure. */

import { hasCheckDigit } from "./retail";
import { isBars, type Sighting } from "./sighting";

/** isSure: counts at once; else only when a second frame says the same. */
export interface Agreed extends Sighting {
  isSure: boolean;
}

const ITF_DIGITS_MIN = 6; // Any pair of bars of two widths reads as a short ITF.
// zxing counts the lines that say the same. Two are its minimum, and what it misread on the tune half had two.
const LINES_MIN = 3;

/** Whether a text can be one at all. */
function isPossible({ text, symbology, engine }: Sighting): boolean {
  if (text === "") return false;
  if (symbology === "itf") return text.length >= ITF_DIGITS_MIN;
  // zbar's parity of UPC-E is loose; its long form has the check digit.
  if (symbology === "ean8" || symbology === "ean13" || symbology === "upca") return hasCheckDigit(text);
  // Three characters and fewer without a check digit are noise as often as not.
  return !(engine === "zbar" && isBars(symbology) && text.length < 4);
}

/** Whether it may stand without a second decoder. */
function isCredible(sighting: Sighting): boolean {
  const { engine, symbology, text, lines } = sighting;
  if (!isBars(symbology)) return true;
  // An ITF that is cut off is a shorter ITF; of 14 digits it is a GTIN with a check digit.
  if (symbology === "itf") return text.length === 14 && hasCheckDigit(text);
  if (engine === "zbar") return symbology === "code128"; // The only one of its bars with a check over everything.
  return engine !== "zxing" || lines >= LINES_MIN;
}

/** The codes of a frame that may count, each once; of contradicting ones none. */
export function agreed(seen: readonly Sighting[]): Agreed[] {
  const byText = new Map<string, Sighting[]>();
  for (const sighting of seen) {
    if (!isPossible(sighting)) continue;
    const key = `${sighting.symbology} ${sighting.text}`;
    const same = byText.get(key);
    if (same) same.push(sighting);
    else byText.set(key, [sighting]);
  }
  const found: Agreed[] = [];
  for (const same of byText.values()) {
    const engines = new Set(same.map(({ engine }) => engine));
    const [first] = same;
    if (!first || (engines.size === 1 && !same.some(isCredible))) continue;
    // zxing tells most: its AIM identifier knows of FNC1.
    const best = same.find(({ engine }) => engine === "zxing") ?? first;
    found.push({ ...best, isSure: !isBars(best.symbology) || engines.size > 1 });
  }
  return found.filter((one) => !found.some((other) => contradicts(one, other)));
}

/** Two different readings of bars that can only be one label: the surer one stays, of equals neither does. */
function contradicts(one: Agreed, other: Agreed): boolean {
  if (one === other || one.text === other.text || one.isSure) return false;
  if (!isBars(one.symbology) || !isBars(other.symbology)) return false;
  return Math.hypot(one.at.x - other.at.x, one.at.y - other.at.y) < NEAR_PX;
}

const NEAR_PX = 80; // Middles of two readings of one label; two labels that close would lie on each other.
