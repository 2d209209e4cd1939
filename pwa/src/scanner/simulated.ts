/** Simulated scanners for tests: what a page hears when a code is scanned by one that is set wrong. */

import type { Sound } from "./doctor";
import { DEAD, type LayoutName, written } from "./layouts";

const GS = "\u001d";

export interface Scanner {
  /** Its own keyboard layout and the phone's. */
  scanner?: LayoutName;
  phone?: LayoutName;
  /** Caps Lock is on. */
  caps?: boolean;
  letterCase?: "upper" | "lower" | "swapped";
  prefix?: string;
  tail?: string;
  /** Keys at the end. */
  suffix?: readonly string[];
  /** What is sent for GS: a character, a key's name ("F8", "Ctrl+]"), or nothing. */
  separator?: readonly string[];
  /** Each code begins with this ("]C0", "]C1"). */
  aim?: (gs1: boolean) => string;
  everyMs?: number;
  doubled?: "keys" | "scans" | "joined";
  /** From the end of the first delivery to the beginning of the second. */
  againMs?: number;
  /** These places of what is typed never arrive. */
  drops?: readonly number[];
  wide?: boolean;
  altCodes?: boolean;
  composing?: boolean;
  /** All at once instead of by keys. */
  whole?: "field" | "clipboard";
  /** Any other map from character to what arrives, "" for a dead key. */
  map?: Readonly<Record<string, string>>;
}

interface Press {
  key: string;
  ctrl: boolean;
}

function pressOf(name: string): Press {
  return name.startsWith("Ctrl+") ? { key: name.slice(5), ctrl: true } : { key: name, ctrl: false };
}

function swap(text: string): string {
  const lower = text.toLowerCase();
  const other = text === lower ? text.toUpperCase() : lower;
  return other.length === 1 ? other : text;
}

/** The keys of one delivery, without times. */
function presses(text: string, gs1: boolean, made: Scanner): Press[] {
  const map = written(made.scanner ?? "us", made.phone ?? "us");
  const content = `${made.prefix ?? ""}${made.aim?.(gs1) ?? ""}${text}${made.tail ?? ""}`;
  const keys: Press[] = [];
  for (let sign of content) {
    if (sign === GS) {
      for (const name of made.separator ?? ["Ctrl+]"]) keys.push(pressOf(name));
      continue;
    }
    if (made.letterCase === "upper") sign = sign.toUpperCase();
    if (made.letterCase === "lower") sign = sign.toLowerCase();
    if (made.letterCase === "swapped") sign = swap(sign);
    let arrives = made.map ? (made.map[sign] ?? sign) : map.get(sign);
    if (arrives === undefined) continue; // The scanner's layout has it with AltGr only, which this phone does not hear.
    if (arrives === "") arrives = "ZenkakuHankaku";
    else if (arrives === DEAD) arrives = "Dead";
    else if (made.caps) arrives = swap(arrives);
    if (made.wide && arrives >= "!" && arrives <= "~") arrives = String.fromCharCode(arrives.charCodeAt(0) + 0xfee0);
    keys.push({ key: arrives, ctrl: false });
  }
  const kept = keys.filter((_key, place) => !(made.drops ?? []).includes(place));
  for (const name of made.suffix ?? ["Enter"]) kept.push(pressOf(name));
  return made.doubled === "keys" ? kept.flatMap((key) => [key, key]) : kept;
}

/** What the page hears of one scan that begins at `from` milliseconds. */
export function scanned(text: string, gs1: boolean, made: Scanner = {}, from = 0): Sound[] {
  if (made.whole) return [{ kind: "whole", text, at: from, intoField: made.whole === "field" }];
  const sounds: Sound[] = [];
  let at = from;
  const every = made.everyMs ?? 8;
  const deliver = () => {
    for (const { key, ctrl } of presses(text, gs1, made)) {
      const common = { at, ctrl, caps: made.caps ?? false, composing: made.composing ?? false };
      if (made.altCodes && key.length === 1) {
        for (const digit of `0${String(key.charCodeAt(0)).padStart(3, "0")}`) {
          sounds.push({ kind: "key", key: digit, code: `Numpad${digit}`, alt: true, ...common, at, ctrl: false });
          at += every;
        }
        sounds.push({ kind: "release", key: "Alt", at });
      } else
        sounds.push({
          kind: "key",
          key: made.composing && key.length === 1 ? "Process" : key,
          code: "",
          alt: false,
          ...common,
        });
      at += every;
    }
  };
  deliver();
  if (made.doubled === "scans" || made.doubled === "joined") {
    at += made.againMs ?? (made.doubled === "joined" ? 0 : 60);
    deliver();
  }
  return sounds;
}
