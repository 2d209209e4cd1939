/** What texts mean on this device: the registry's active barcodes of one warehouse as a map in memory. Pure. */

import type { CodeRow, Meaning } from "../kernel/wire";

export class CodeMap {
  private readonly meanings = new Map<string, Meaning[]>();

  constructor(
    readonly version: string,
    rows: readonly CodeRow[],
  ) {
    for (const [text, kind, id, label, unit, amount] of rows) {
      const meaning = { kind, id, label, unit, amount };
      const known = this.meanings.get(text);
      if (known) known.push(meaning);
      else this.meanings.set(text, [meaning]);
    }
  }

  get size(): number {
    return this.meanings.size;
  }

  /** All meanings of a clean text; [] for one that is not registered. */
  mean(text: string): Meaning[] {
    return this.meanings.get(text) ?? [];
  }
}
