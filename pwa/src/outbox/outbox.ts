/** The outbox: every scan and command of this device, numbered without gaps, kept until the server and a backup have it. */

import { newId } from "../kernel/ids";
import { Stream } from "../kernel/watched";
import type { Answered, Entry, Outcome } from "../kernel/wire";
import { ask, type Database } from "./database";

/** What a screen wants kept; the outbox numbers and stamps it. */
export interface Draft {
  /** Made by the caller when another draft of the same write names it. */
  id?: string;
  kind: "command" | "scan";
  type: string;
  payload: unknown;
  user: number;
  warehouse: number;
  task?: number;
  base?: number;
  cause?: string;
  /** What people call it in the list ("A-03-2", "4 × JH-500"). */
  label?: string;
}

export interface Kept {
  seq: number;
  entry: Entry;
  label: string;
  /** null while the server has not answered. */
  outcome: Outcome | null;
  /** Present while it is to be sent. */
  waiting?: 1;
  /** Its outcome is other than expected, and the person has not seen it. */
  unread?: 1;
  /** It was too large to send: only its envelope goes, the body stays here for export. */
  envelope?: 1;
}

export interface Device {
  id: string;
  /** The number of the newest entry; the next one gets one more. */
  newest: number;
  /** Everything up to this number was let go because a backup covers it; 0 for nothing. */
  letGo: number;
}

/** What a stamp needs from outside, so that tests hand in their own time. */
export interface Stamp {
  clientAt(): number;
  monotonicMs(): number;
  runId: string;
}

export const ENTRY_VERSION = 1;
// Commands of the hands; what the office does waits for its own answer.
const HANDS = /^(?:picking|checking|counting|relocating)\./;
const SHOWN = 200; // Entries kept for the list even after a backup covers them: about a shift of one picker.

export const browserStamp: Stamp = {
  clientAt: () => Date.now() * 1000,
  monotonicMs: () => Math.round(performance.now()),
  runId: newId(),
};

export class Outbox {
  /** Told after each change: something was stored, answered, or is to be sent again. */
  readonly changed = new Stream<"stored" | "answered">();

  constructor(
    private readonly database: Database,
    private readonly stamp: Stamp = browserStamp,
  ) {}

  /** Who this device is; made on first use, in the database of the counter, so that they die together. */
  device(): Promise<Device> {
    return this.database.transact(["device"], "readwrite", (tx) => this.deviceIn(tx));
  }

  private async deviceIn(tx: IDBTransaction): Promise<Device> {
    const store = tx.objectStore("device");
    const known = await ask<Device | undefined>(store.get("self"));
    if (known) return known;
    const made: Device = { id: newId(), newest: 0, letGo: 0 };
    await ask(store.put(made, "self"));
    return made;
  }

  /**
   * Store drafts in their order, all or none, numbers taken in the same strict transaction; resolves when on the disk.
   *
   * run: what the run of a task has reached, kept in the same transaction, so that a scan is never stored without the
   * step it led to. Rejects when nothing was stored: the person must be told to scan again.
   */
  async append(drafts: readonly Draft[], run?: { task: number }): Promise<Entry[]> {
    const entries = await this.database.transact(["device", "entries", "runs"], "readwrite", async (tx) => {
      const device = await this.deviceIn(tx);
      const made = drafts.map((draft, index): Kept => {
        const seq = device.newest + index + 1;
        const entry: Entry = {
          version: ENTRY_VERSION,
          id: draft.id ?? newId(),
          seq,
          kind: draft.kind,
          type: draft.type,
          user: draft.user,
          warehouse: draft.warehouse,
          client_at: this.stamp.clientAt(),
          monotonic_ms: this.stamp.monotonicMs(),
          run_id: this.stamp.runId,
          task: draft.task ?? 0,
          base: draft.base ?? 0,
          cause: draft.cause ?? "",
          payload: draft.payload,
        };
        return { seq, entry, label: draft.label ?? "", outcome: null, waiting: 1 };
      });
      const store = tx.objectStore("entries");
      // Nobody waits for the single writes: one that fails undoes the transaction, and its end is what counts.
      for (const kept of made) store.add(kept);
      tx.objectStore("device").put({ ...device, newest: device.newest + made.length }, "self");
      if (run) tx.objectStore("runs").put(run);
      return made.map((kept) => kept.entry);
    });
    if (entries.length > 0) this.changed.tell("stored");
    return entries;
  }

  /** The oldest unsent, in order, at most `limit`. */
  unsent(limit?: number): Promise<Kept[]> {
    return this.database.transact(["entries"], "readonly", async (tx) => {
      const index = tx.objectStore("entries").index("waiting");
      return await ask<Kept[]>(index.getAll(IDBKeyRange.only(1), limit));
    });
  }

  /** How many are unsent, and when the oldest was made (microseconds since 1970, 0 for none). */
  waiting(): Promise<{ count: number; oldestAt: number }> {
    return this.database.transact(["entries"], "readonly", async (tx) => {
      const index = tx.objectStore("entries").index("waiting");
      const [count, oldest] = await Promise.all([ask(index.count()), ask<Kept | undefined>(index.get(1))]);
      return { count, oldestAt: oldest?.entry.client_at ?? 0 };
    });
  }

  /** What is on this device, newest first. */
  kept(limit = SHOWN): Promise<Kept[]> {
    return this.database.transact(["entries"], "readonly", async (tx) => {
      const all: Kept[] = [];
      const request = tx.objectStore("entries").openCursor(null, "prev");
      for (let cursor = await ask(request); cursor && all.length < limit; cursor = await ask(request)) {
        all.push(cursor.value as Kept);
        cursor.continue();
      }
      return all;
    });
  }

  /** News that nobody has read, oldest first. */
  async unread(): Promise<Kept[]> {
    return (await this.kept()).filter((kept) => kept.unread === 1).reverse();
  }

  /** The person has read what became of this entry. */
  async read(seq: number): Promise<void> {
    await this.database.transact(["entries"], "readwrite", async (tx) => {
      const store = tx.objectStore("entries");
      const kept = await ask<Kept | undefined>(store.get(seq));
      if (!kept) return;
      const { unread: _read, ...rest } = kept;
      await ask(store.put(rest));
    });
  }

  /** One entry by its id, looked for from the newest backwards. */
  async find(id: string): Promise<Kept | null> {
    return (await this.kept()).find((kept) => kept.entry.id === id) ?? null;
  }

  /**
   * Take the server's answer: outcomes to their entries, and what a backup covers may go.
   *
   * An outcome counts only for the entry with its number and its id. covered: highest number a backup holds.
   */
  async answered(outcomes: readonly Answered[], covered: number): Promise<void> {
    await this.database.transact(["entries", "device"], "readwrite", async (tx) => {
      const store = tx.objectStore("entries");
      for (const { id, seq, outcome } of outcomes) {
        const kept = await ask<Kept | undefined>(store.get(seq));
        if (kept?.entry.id !== id) continue;
        const { waiting: _sent, ...rest } = kept;
        // With the outcome in one write, so that no crash lets news of goods in somebody's hands go unread.
        const isNews = outcome.result !== "accepted" && HANDS.test(kept.entry.type);
        await ask(store.put({ ...rest, outcome, ...(isNews && { unread: 1 }) }));
      }
      const device = await this.deviceIn(tx);
      const last = Math.min(covered, device.newest - SHOWN);
      if (last <= device.letGo) return;
      const request = store.openCursor(IDBKeyRange.upperBound(last));
      for (let cursor = await ask(request); cursor; cursor = await ask(request)) {
        if ((cursor.value as Kept).waiting === undefined) await ask(cursor.delete());
        cursor.continue();
      }
      await ask(tx.objectStore("device").put({ ...device, letGo: last }, "self"));
    });
    this.changed.tell("answered");
  }

  /**
   * The server has nothing from this number on (it was restored from a backup, or lost an answer): send again.
   *
   * Returns the first number we still have; higher than `from` means that entries are missing here too.
   */
  async sendAgain(from: number): Promise<number> {
    const first = await this.database.transact(["entries"], "readwrite", async (tx) => {
      let lowest = 0;
      const store = tx.objectStore("entries");
      const request = store.openCursor(IDBKeyRange.lowerBound(from));
      for (let cursor = await ask(request); cursor; cursor = await ask(request)) {
        const kept = cursor.value as Kept;
        if (lowest === 0) lowest = kept.seq;
        if (kept.waiting === undefined) await ask(cursor.update({ ...kept, waiting: 1 }));
        cursor.continue();
      }
      return lowest;
    });
    this.changed.tell("stored");
    return first;
  }

  /** The server takes no body of this size: from now on only the envelope of this entry is sent. */
  async envelopeOnly(seq: number): Promise<void> {
    await this.database.transact(["entries"], "readwrite", async (tx) => {
      const store = tx.objectStore("entries");
      const kept = await ask<Kept | undefined>(store.get(seq));
      if (kept) await ask(store.put({ ...kept, envelope: 1 }));
    });
  }

  /** What a run of this task had reached; undefined when none was begun. */
  run<T extends { task: number }>(task: number): Promise<T | undefined> {
    return this.database.transact(["runs"], "readonly", (tx) => ask<T | undefined>(tx.objectStore("runs").get(task)));
  }

  /** The task left this device: forget how far its run was. Its entries stay. */
  async endRun(task: number): Promise<void> {
    await this.database.transact(["runs"], "readwrite", async (tx) => {
      await ask(tx.objectStore("runs").delete(task));
    });
  }

  /**
   * Become a new device: the server says that somebody else used our numbers (a copied or rolled-back profile).
   *
   * What is unsent keeps its ids and order and is numbered anew; what was answered stays with the old device's story.
   */
  async renew(): Promise<Device> {
    const device = await this.database.transact(["device", "entries"], "readwrite", async (tx) => {
      const store = tx.objectStore("entries");
      const unsent = await ask<Kept[]>(store.index("waiting").getAll());
      await ask(store.clear());
      const renumbered = unsent.map((kept, index) => ({
        ...kept,
        seq: index + 1,
        entry: { ...kept.entry, seq: index + 1 },
      }));
      for (const kept of renumbered) await ask(store.add(kept));
      const made: Device = { id: newId(), newest: renumbered.length, letGo: 0 };
      await ask(tx.objectStore("device").put(made, "self"));
      return made;
    });
    this.changed.tell("stored");
    return device;
  }

  /** Everything unsent as a file, the last resort when no network will come. */
  async exported(): Promise<Blob> {
    const [device, unsent] = [await this.device(), await this.unsent()];
    const content = {
      format: "truebin-outbox",
      version: 1,
      device: device.id,
      entries: unsent.map((kept) => kept.entry),
    };
    return new Blob([JSON.stringify(content, null, 1)], { type: "application/json" });
  }
}
