/** What an order's state looks like and what may be done next; pure. */

import type { WordKey } from "../app/words";
import type { State } from "../ui/state";

export interface OrderRow {
  id: number;
  number: string;
  party_name: string;
  state: string;
  short: boolean;
  on_hold: boolean;
  hold_reason: string;
  priority: number;
  ordered_at: number;
  due_at: number;
  lines: number;
  lines_done: number;
}

/** The way of an order, in the order it goes. */
export const WAY = [
  "draft",
  "submitted",
  "approved",
  "reserved",
  "released",
  "picking",
  "picked",
  "checked",
  "shipped",
] as const;

const WORDS: Record<string, WordKey> = {
  draft: "office.state_draft",
  submitted: "office.state_submitted",
  approved: "office.state_approved",
  reserved: "office.state_reserved",
  released: "office.state_released",
  picking: "office.state_picking",
  picked: "office.state_picked",
  checked: "office.state_checked",
  shipped: "office.state_shipped",
  cancelled: "office.state_cancelled",
};

/** The word of a state; a state of a newer server reads as "other". */
export function stateWord(state: string): WordKey {
  return WORDS[state] ?? "office.state_other";
}

/** Held and short outrank the way: they need a person. */
export function shapeOf(order: Pick<OrderRow, "state" | "short" | "on_hold">): State {
  if (order.on_hold) return "held";
  if (order.state === "shipped") return "ok";
  if (order.state === "cancelled") return "stop";
  if (order.short) return "warn";
  return order.state === "draft" || order.state === "submitted" || order.state === "approved" ? "wait" : "do";
}

export interface Act {
  type: string;
  word: WordKey;
  main?: boolean;
  /** A reason is asked for before it is sent. */
  reason?: boolean;
  final?: boolean;
}

const RELEASE: Act = { type: "selling.release", word: "office.do_release", main: true };
const NEXT: Record<string, Act[]> = {
  draft: [{ type: "selling.submit", word: "office.do_submit", main: true }],
  submitted: [{ type: "selling.approve", word: "office.do_approve", main: true }],
  approved: [RELEASE, { type: "selling.reserve", word: "office.do_reserve" }],
  reserved: [RELEASE],
  checked: [{ type: "shipping.ship", word: "office.do_ship", main: true, final: true }],
};

/** What may be done with an order as it stands, the likeliest first. */
export function actsOf(order: Pick<OrderRow, "state" | "on_hold">): Act[] {
  if (order.state === "shipped" || order.state === "cancelled") return [];
  const cancel: Act = { type: "selling.cancel", word: "office.do_cancel", reason: true, final: true };
  if (order.on_hold) return [{ type: "selling.resume", word: "office.do_resume", main: true }, cancel];
  return [...(NEXT[order.state] ?? []), { type: "selling.hold", word: "office.do_hold", reason: true }, cancel];
}

/** Late by so many ms, negative while there is time; null without a date or when it has left. */
export function lateBy(order: Pick<OrderRow, "state" | "due_at">, nowMs: number): number | null {
  if (order.due_at === 0 || order.state === "shipped" || order.state === "cancelled") return null;
  return nowMs - order.due_at / 1000;
}
