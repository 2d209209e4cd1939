/** What texts mean on this device: the registry's active barcodes of one warehouse as a map in memory. Pure. */

import type { CodeRow, Meaning } from "../kernel/wire";

// Six digits of a UPC-E are the shortest text that can name something else; no other word needs the reader of labels.
// Spaces (between brackets) and percent signs (in links) may stand between them.
const MAY_NAME = /(?:[0-9][^0-9]*){6}/;

export class CodeMap {
  private readonly meanings = new Map<string, Meaning[]>();

  constructor(
    readonly version: string,
    rows: readonly CodeRow[],
  ) {
    for (const [text, kind, id, label, unit, amount] of rows) {
      const meaning = { kind, id, label, unit, amount, lot: "" };
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

  /** The same; a label that is not registered itself means the item or container that it names (GS1, GTIN). */
  async meant(text: string): Promise<Meaning[]> {
    const own = this.mean(text);
    if (own.length > 0 || !MAY_NAME.test(text)) return own;
    // The reader of labels is on the device with the rest of the app; before that is so, a label is just not known.
    const labels = await import("./gs1/named").catch(() => null);
    return labels?.named(text, (name) => this.mean(name)) ?? own;
  }
}
