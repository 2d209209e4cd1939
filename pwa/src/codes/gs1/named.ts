/** What a label means through what it names, as server/catalog/barcode.py finds it. */

import type { Meaning } from "../../kernel/wire";
import { amount, names, read } from "./label";

/** The items and containers that a label names; mean: what the registry knows of a text. */
export function named(text: string, mean: (text: string) => Meaning[]): Meaning[] {
  const code = read(text);
  if ("refused" in code) return [];
  const found: Meaning[] = [];
  for (const name of names(code).slice(1)) {
    for (const known of mean(name.text)) {
      if (known.kind !== name.kind) continue;
      const isItem = known.kind === "item";
      const meaning = isItem ? { ...known, amount: amount(code, known.amount, known.unit), lot: code.lot } : known;
      if (!found.some((other) => isSame(other, meaning))) found.push(meaning);
    }
  }
  return found;
}

function isSame(one: Meaning, other: Meaning): boolean {
  return one.kind === other.kind && one.id === other.id && one.unit === other.unit && one.amount === other.amount;
}
