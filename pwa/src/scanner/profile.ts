/** What is known of a device's scanner: kept on the device, told to the server, worn by the wedge reader. Pure. */

import type { Facts } from "../kernel/words";

/** What the doctor can find; the words stand in doctor/{zh,en}.json as doctor.found_… and doctor.advice_…. */
export const STATES = {
  // Read right as it is; worth knowing.
  aim: "good",
  alt_codes: "good",
  separator_control: "good",
  // Mended by the profile from now on.
  layout: "mended",
  layout_unknown: "mended",
  caps_lock: "mended",
  case_swapped: "mended",
  wide: "mended",
  prefix: "mended",
  tail: "mended",
  suffix_missing: "mended",
  suffix_doubled: "mended",
  separator_replaced: "mended",
  doubled_scans: "mended",
  doubled_keys: "mended",
  slow: "mended",
  characters_rare: "mended",
  // Only the scanner's own settings help.
  characters_lost: "broken",
  case_lost: "broken",
  separator_lost: "broken",
  dropped: "broken",
  doubled_late: "broken",
  too_slow: "broken",
  unnamed_keys: "broken",
  input_method: "broken",
  field_only: "broken",
} as const;

export const VERSION = 1;

export type FindingCode = keyof typeof STATES;

export interface Finding {
  code: FindingCode;
  facts: Facts;
}

export interface Profile {
  /** Of this shape; a device that kept an older one is examined again. */
  version: typeof VERSION;
  /** What arrives → what the label says, where the two differ. */
  letters: Record<string, string>;
  /** What arrives and may be one of several characters of a label. */
  lost: string;
  /** Capitals and small letters come exchanged while Caps Lock is on. */
  caps: boolean;
  /** Characters may come in full width. */
  wide: boolean;
  /** What the scanner puts before and behind each code, by the label's characters. */
  prefix: string;
  tail: string;
  /** What comes instead of GS, "" where GS itself comes or nothing does. */
  separator: string;
  /** Keys without a character and what they stand for. */
  names: Record<string, string>;
  /** "keys": each key twice · "scans": each code twice · "joined": twice without a pause, as one text. */
  doubled: "" | "keys" | "scans" | "joined";
  /** The same code that begins again within so many milliseconds is the same scan. */
  echo_ms: number;
  /** The longest pause inside a scan. */
  gap_ms: number;
  /** No Enter and no Tab: codes end with silence. */
  silence: boolean;
  /** Each code begins with its AIM identifier; one without has lost its head. */
  aim: boolean;
  findings: Finding[];
}
