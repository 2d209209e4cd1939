/** A held command as a supervisor should read it; pure. */
import type { Facts } from "../kernel/words";

export interface Card {
  id: number;
  type: string;
  state: string;
  code: string;
  facts: Facts;
  payload: Record<string, unknown>;
  user_id: number;
  device_id: string;
  place_id: number;
  item_id: number;
  lot_id: number;
  quantity: number;
  effective_at: number;
  created_at: number;
  closed_at: number;
  resolution: string;
  note: string;
  // Names, where the server says them beside the ids.
  user?: string;
  device?: string;
  place?: string;
  item_code?: string;
  item_name?: string;
  lot?: string;
  unit?: string;
  digits?: number;
  document?: string;
  on_hand?: number;
  reserved?: number;
  in_doubt?: number;
  scans?: { id: string; text: string; verdict: string; effective_at: number }[];
}

/** A fact that is a label for people, "" when there is none. */
export function label(card: Card, name: string): string {
  const fact = card.facts[name];
  return typeof fact === "string" ? fact : "";
}

/** The bin of the card, as its sign says. */
export function placeOf(card: Card): string {
  return card.place ?? (label(card, "place") || label(card, "bin"));
}

/** The goods of the card. */
export function itemOf(card: Card): string {
  return card.item_name ?? (label(card, "item_name") || label(card, "item"));
}

/** The digits of its quantities. */
export function digitsOf(card: Card): number {
  return card.digits ?? (typeof card.facts.digits === "number" ? card.facts.digits : 0);
}

/** Oldest first: what waits longest is decided first. */
export function inOrder(cards: readonly Card[]): Card[] {
  return [...cards].sort((a, b) => a.created_at - b.created_at || a.id - b.id);
}
