/** How this device stands towards the server: one value that every floor screen shows. Pure. */

export interface Connection {
  state: "online" | "offline" | "connecting";
  /** Since when it is so, milliseconds since 1970. */
  since: number;
  unsent: number;
  /** When the oldest unsent entry was made, milliseconds since 1970, 0 for none. */
  oldest_at: number;
  level: "calm" | "amber" | "red";
  /** The server wants a new sign-in before it takes what waits. */
  sign_in: boolean;
  /** The stream was stopped, and why (a code); "" when all is well. */
  alarm: string;
}

const MINUTE_MS = 60_000;
const AMBER_AGE_MS = 15 * MINUTE_MS;
const AMBER_UNSENT = 50;
const RED_AGE_MS = 120 * MINUTE_MS;

/** Calm while nothing waits for long: offline is normal (UX: amber after 15 minutes or 50 unsent, red after 2 hours). */
export function levelOf(unsent: number, oldestAt: number, now: number): Connection["level"] {
  if (unsent === 0) return "calm";
  const age = now - oldestAt;
  if (age >= RED_AGE_MS) return "red";
  return age >= AMBER_AGE_MS || unsent >= AMBER_UNSENT ? "amber" : "calm";
}

export const UNKNOWN: Connection = {
  state: "connecting",
  since: 0,
  unsent: 0,
  oldest_at: 0,
  level: "calm",
  sign_in: false,
  alarm: "",
};
