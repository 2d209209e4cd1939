/** A pallet shot as the server answers it, and what the screen makes of it. */

import { call } from "../link/http";
import type { State } from "../ui/state";

export type Corner = readonly [x: number, y: number];

export interface Seen {
  number: number;
  text: string;
  symbology: string;
  aim: string;
  corners: readonly Corner[];
  /** Further codes on the same label that say the same. */
  also: readonly (readonly Corner[])[];
}

export interface Shot {
  width: number;
  height: number;
  found: readonly Seen[];
  missing: readonly string[];
  unexpected: readonly Seen[];
  unreadable: readonly { number: number; corners: readonly Corner[] }[];
  /** The marked photo as a JPEG in base64, "" unless it was asked for. */
  drawn: string;
}

export type Fate = "missing" | "unexpected" | "unreadable" | "found";

/** One line of the list. number 0: it is nowhere in the photo. */
export interface Row {
  fate: Fate;
  number: number;
  text: string;
  /** Its middle, as shares of the photo; null for what is missing. */
  middle: Corner | null;
}

/** Square right, triangle look first, octagon stop, hollow not there: as on the marked photo. */
export const SHAPES: Readonly<Record<Fate, State>> = {
  found: "ok",
  unexpected: "warn",
  unreadable: "stop",
  missing: "wait",
};

const TIMEOUT_MS = 60_000; // A photo of 8 MB over a weak network, and the longest that the server reads it.

/** Have a photo read. draw: answer the marked photo too. Raises Refused or Unreachable. */
export function shoot(photo: File, expected: readonly string[], draw = false): Promise<Shot> {
  const form = new FormData();
  form.set("expected", expected.join("\n"));
  form.set("draw", String(draw));
  form.set("photo", photo, photo.name);
  return call<Shot>("POST", "/api/decode", form, undefined, TIMEOUT_MS);
}

/** The middle of the corners in pixels. */
export function middle(corners: readonly Corner[]): Corner {
  const count = Math.max(1, corners.length);
  const sum = (axis: 0 | 1) => corners.reduce((total, corner) => total + corner[axis], 0);
  return [sum(0) / count, sum(1) / count];
}

/** Everything as one list: first what a person must act on, last what is right. */
export function rowsOf(shot: Shot): Row[] {
  const at = (corners: readonly Corner[]): Corner => {
    const [x, y] = middle(corners);
    return [x / shot.width, y / shot.height];
  };
  const seen = (fate: Fate, all: readonly Seen[]) =>
    all.map(({ number, text, corners }): Row => ({ fate, number, text, middle: at(corners) }));
  return [
    ...shot.missing.map((text): Row => ({ fate: "missing", number: 0, text, middle: null })),
    ...seen("unexpected", shot.unexpected),
    ...shot.unreadable.map(
      ({ number, corners }): Row => ({ fate: "unreadable", number, text: "", middle: at(corners) }),
    ),
    ...seen("found", shot.found),
  ];
}

/** A code as a person reads it: GS and other control characters as their pictures (␝). */
export function legible(text: string): string {
  return [...text].map((mark) => (mark < " " ? String.fromCodePoint(0x2400 + mark.charCodeAt(0)) : mark)).join("");
}

/** A pasted or typed list: one code a line, blanks around it off, empty lines away, repeated ones kept. */
export function listed(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
