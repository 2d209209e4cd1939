/** From what a known scanner typed to what its labels say: pure but for the memory of the scan before. */

import { type Manner } from "./burst";
import { type Profile, VERSION } from "./profile";
import type { Fit } from "./wedge";

const GS = "\u001d";
const AIM = /^\][A-Za-z][0-9A-Za-z]/;
// A stand-in is a separator only where one can be: after an AIM identifier of GS1, or after the digits of an AI.
const GS1 = /^(?:\](?:C1|d2|Q3|e0)|\d{2})/;

/** Half width for full width. Source: Unicode, block FF00 to FFEF, and the ideographic space. */
export function narrowed(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll("\u3000", " ");
}

/** Capitals for small letters and the other way round; what has no single counterpart stays. */
export function swapped(text: string): string {
  return [...text]
    .map((sign) => {
      const other = sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase();
      return [...other].length === 1 ? other : sign;
    })
    .join("");
}

/** One of each two keys; null when they are not pairs. */
function halved(text: string): string | null {
  const signs = [...text];
  const once = signs.filter((_sign, place) => place % 2 === 0);
  return signs.length % 2 === 0 && once.every((sign, place) => sign === signs[place * 2 + 1]) ? once.join("") : null;
}

/** One of two equal halves; null when they differ. */
function half(text: string): string | null {
  const middle = text.length / 2;
  return text.slice(0, middle) === text.slice(middle) ? text.slice(0, middle) : null;
}

/** The text of the label; null when what arrived is not whole or may mean several things. caps: Caps Lock was on. */
export function repaired(typed: string, profile: Profile, caps: boolean): string | null {
  let text: string | null = typed;
  if (profile.doubled === "keys") text = halved(typed);
  if (profile.doubled === "joined") text = half(typed);
  if (text === null) return null;
  if (profile.wide) text = narrowed(text);
  if (caps && profile.caps) text = swapped(text);
  const signs = [...text];
  if (signs.some((sign) => profile.lost.includes(sign))) return null;
  text = signs.map((sign) => profile.letters[sign] ?? sign).join("");
  if (!text.startsWith(profile.prefix) || !text.endsWith(profile.tail)) return null;
  text = text.slice(profile.prefix.length, text.length - profile.tail.length);
  if (profile.aim && !AIM.test(text)) return null;
  if (profile.separator !== "" && GS1.test(text)) text = text.replaceAll(profile.separator, GS);
  return text === "" ? null : text;
}

export function mannerOf({ gap_ms: gapMs, silence: endsBySilence, names }: Profile): Manner {
  return { gapMs, endsBySilence, names };
}

/** What the wedge reader wears; null for a profile of another shape, kept by another version of the app. */
export function fitOf(profile: Profile): Fit | null {
  if (profile.version !== VERSION) return null;
  let last = { text: "", at: Number.NEGATIVE_INFINITY };
  return {
    manner: mannerOf(profile),
    repaired(typed, caps, since, at) {
      const text = repaired(typed, profile, caps);
      if (text === null || profile.doubled !== "scans") return text;
      const isEcho = text === last.text && since - last.at <= profile.echo_ms;
      // The third of three is again a scan of its own: an echo answers one scan, not another echo.
      last = isEcho ? { text: "", at } : { text, at };
      return isEcho ? undefined : text;
    },
  };
}
