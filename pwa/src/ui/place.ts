/** Where a bin is, in words: which way to turn, which rack and level; pure. */
import type { WordKey } from "../app/words";
import type { Place } from "../kernel/wire";

export type Way = "left" | "right" | "ahead" | "back";

export interface Turn {
  way: Way;
  code: WordKey;
  where: WordKey | null;
  facts: Record<string, string | number>;
}

/** A rack or level as people say it: "02" is 2; letters stay. */
export function spoken(part: string | number): string {
  const text = String(part);
  return /^\d+$/.test(text) ? String(Number(text)) : text;
}

function known(part: string | number | null | undefined): boolean {
  return part !== null && part !== undefined && part !== "" && part !== 0;
}

/** How to go on to `place` when standing at `from` (null: at the start of the walk). */
export function turnTo(place: Place, from: Place | null): Turn {
  const facts = { aisle: place.aisle, rack: spoken(place.rack), level: spoken(place.level), racks: 0 };
  const where: WordKey | null = !known(place.rack)
    ? null
    : place.side === "left"
      ? "ui.rack_left"
      : place.side === "right"
        ? "ui.rack_right"
        : "ui.rack_level";
  if (!place.aisle) return { way: "ahead", code: "ui.go_to_bin", where: null, facts };
  if (from && from.aisle === place.aisle) {
    const racks = Number(place.rack) - Number(from.rack);
    if (Number.isNaN(racks)) return { way: "ahead", code: "ui.same_aisle", where, facts };
    facts.racks = Math.abs(racks);
    if (racks === 0) return { way: "ahead", code: "ui.same_rack", where, facts };
    return racks > 0
      ? { way: "ahead", code: "ui.racks_on", where, facts }
      : { way: "back", code: "ui.racks_back", where, facts };
  }
  const way = place.side === "left" ? "left" : place.side === "right" ? "right" : "ahead";
  return {
    way,
    code: way === "left" ? "ui.turn_left" : way === "right" ? "ui.turn_right" : "ui.into_aisle",
    where,
    facts,
  };
}

export interface Cell {
  rack: number;
  label: string;
  target: boolean;
}

const CELLS = 8; // As many racks as fit in the sketch and can be told apart at arm's length.

/** The sketch of an aisle: eight racks on either side, the target filled; null when the bin names no rack. */
export function aisleOf(place: Place): { far: Cell[]; near: Cell[] } | null {
  const rack = Number(place.rack);
  if (!Number.isInteger(rack) || rack < 1) return null;
  const first = Math.floor((rack - 1) / CELLS) * CELLS + 1;
  const row = (filled: boolean): Cell[] =>
    Array.from({ length: CELLS }, (_, index) => {
      const target = filled && first + index === rack;
      return { rack: first + index, label: target ? String(place.rack).padStart(2, "0") : "", target };
    });
  return { far: row(place.side !== "right"), near: row(place.side === "right") };
}
