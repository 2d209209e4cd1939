/** What one decoder saw in one attempt, before it is decided whether it counts; names are those of scanning/reading.py. */

import type { Grey, Point } from "./grey";

export type EngineName = "zxing" | "zbar" | "bars" | "native";

export interface Sighting {
  text: string;
  /** As scanning/reading.py names it. */
  symbology: string;
  /** AIM identifier with its bracket, such as "]C1"; "" when the decoder does not tell. */
  aim: string;
  engine: EngineName;
  /** What was done to the picture before: "whole", "rectified" … */
  attempt: string;
  /** Scan lines that said the same, for bars; 0 when the decoder does not count them. */
  lines: number;
  /** Middle of the code in the frame, in its pixels. */
  at: Point;
}

/** What a decoder is asked for in one attempt. */
export interface Asked {
  attempt: string;
  /** bars: upright bars only, one line of them repeated; squares: two-dimensional codes only. */
  only?: "bars" | "squares";
  /** Also light on dark. */
  isInverted?: boolean;
}

/** Reads one picture; positions are in that picture's pixels. */
export type Engine = (grey: Grey, asked: Asked) => Promise<Sighting[]>;

// One-dimensional codes: their checks are weak or missing, a single look misreads now and then.
const BARS = new Set([
  "code39",
  "code93",
  "codabar",
  "itf",
  "code128",
  "ean8",
  "upce",
  "ean13",
  "upca",
  "databar",
  "databar_limited",
  "databar_expanded",
]);

/** Whether a symbology has no error correction that proves a single look. */
export function isBars(symbology: string): boolean {
  return BARS.has(symbology);
}
