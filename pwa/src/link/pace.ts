/** When to try again and how much to send at once: pure decisions of the link. */

export const BATCH_MAX = 50; // server/kernel/command.py
const WAIT_FIRST_MS = 400;
const WAIT_MAX_MS = 30_000;

/** How a contact went. */
export type Fate =
  | { kind: "answered"; left: number }
  | { kind: "signed_out" }
  | { kind: "too_large"; sent: number }
  | { kind: "too_many" }
  | { kind: "malformed"; code: string }
  | { kind: "failed" };

export interface Pace {
  /** Entries in the next batch. */
  batch: number;
  /** Tries that failed in a row. */
  failures: number;
  /** Wait before the next try; 0 is at once, null is until something happens (a new entry, online, sign-in). */
  waitMs: number | null;
  /** The one entry at the head goes as its envelope only. */
  envelope: boolean;
}

export const FRESH: Pace = { batch: BATCH_MAX, failures: 0, waitMs: 0, envelope: false };

/** Full jitter between half and whole of a doubling wait, so that phones do not come back in one wave. */
export function backOff(failures: number, random: number): number {
  const whole = Math.min(WAIT_MAX_MS, WAIT_FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(whole / 2 + (whole / 2) * random);
}

/** The pace after a contact. random: 0 to 1. Unknown fates keep everything and try again. */
export function paced(pace: Pace, fate: Fate, random: number): Pace {
  const failures = pace.failures + 1;
  switch (fate.kind) {
    case "answered":
      // Grow back by doubling: one huge entry must not slow down the rest for ever.
      return {
        batch: Math.min(BATCH_MAX, pace.batch * 2),
        failures: 0,
        waitMs: fate.left > 0 ? 0 : null,
        envelope: false,
      };
    case "signed_out":
      return { ...pace, failures: 0, waitMs: null };
    case "too_large":
      if (fate.sent > 1) return { ...pace, batch: Math.max(1, Math.floor(fate.sent / 2)), waitMs: 0 };
      // Already the envelope alone and still too large: something on the way is wrong, not the entry.
      return pace.envelope
        ? { ...pace, failures, waitMs: backOff(failures, random) }
        : { ...pace, batch: 1, waitMs: 0, envelope: true };
    case "too_many":
    case "malformed":
    case "failed":
      return { ...pace, failures, waitMs: backOff(failures, random) };
  }
}
