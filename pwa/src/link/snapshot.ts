/** What the floor needs offline: tasks and codes of one warehouse with the number of the event they stand at. */

import { CodeMap } from "../codes/map";
import { type Travelling, whole } from "../kernel/task";
import { Told } from "../kernel/watched";
import type { CodeRow, Frame, Snapshot, Task } from "../kernel/wire";
import { ask, type Database } from "../outbox/database";
import { Refused } from "./http";
import type { Cursor } from "./live";

export interface Source {
  snapshot(warehouse: number): Promise<Omit<Snapshot, "tasks"> & { tasks: Travelling<Task>[] }>;
  task(id: number): Promise<Travelling<Task>>;
  codes(warehouse: number, version: string): Promise<{ version: string; codes: CodeRow[] } | null>;
}

interface Stand {
  warehouse: number;
  epoch: string;
  number: number;
  codes_version: string;
}

const NOWHERE: Stand = { warehouse: 0, epoch: "", number: -1, codes_version: "" };
const ONE_BY_ONE_MAX = 5; // More changed tasks at once are cheaper to fetch together.

export class Offline {
  readonly tasks = new Told<readonly Task[]>([]);
  readonly codes = new Told<CodeMap>(new CodeMap("", []));
  private stand: Stand = NOWHERE;

  constructor(
    private readonly database: Database,
    private readonly source: Source,
  ) {}

  cursor(): Cursor {
    return { epoch: this.stand.epoch, number: this.stand.number };
  }

  get warehouse(): number {
    return this.stand.warehouse;
  }

  /** Read what is on this device; true when there is a snapshot of this warehouse. */
  async load(warehouse: number): Promise<boolean> {
    const [stand, tasks, codes] = await this.database.transact(["facts", "tasks", "codes"], "readonly", (tx) =>
      Promise.all([
        ask<Stand | undefined>(tx.objectStore("facts").get("stand")),
        ask<Task[]>(tx.objectStore("tasks").getAll()),
        ask<{ version: string; rows: CodeRow[] } | undefined>(tx.objectStore("codes").get(warehouse)),
      ]),
    );
    if (codes) this.codes.set(new CodeMap(codes.version, codes.rows));
    if (stand?.warehouse !== warehouse) return false;
    this.stand = stand;
    this.tasks.set(tasks);
    return true;
  }

  /** Take everything anew: tasks, cursor and codes, stored together. */
  async anew(warehouse: number): Promise<void> {
    const taken = await this.source.snapshot(warehouse);
    const tasks = taken.tasks.map(whole);
    const stand: Stand = {
      warehouse,
      epoch: taken.epoch,
      number: taken.number,
      codes_version: taken.codes_version,
    };
    await this.database.transact(
      ["facts", "tasks"],
      "readwrite",
      async (tx) => {
        const store = tx.objectStore("tasks");
        await ask(store.clear());
        await Promise.all(tasks.map((task) => ask(store.put(task))));
        await ask(tx.objectStore("facts").put(stand, "stand"));
      },
      "relaxed",
    );
    this.stand = stand;
    this.tasks.set(tasks);
    await this.freshCodes(warehouse);
  }

  /** The registry, when it has another version than the one here. */
  async freshCodes(warehouse: number): Promise<void> {
    const answer = await this.source.codes(warehouse, this.codes.get().version);
    if (answer === null || answer.version === this.codes.get().version) return;
    await this.database.transact(
      ["codes"],
      "readwrite",
      async (tx) => {
        await ask(tx.objectStore("codes").put({ warehouse, version: answer.version, rows: answer.codes }));
      },
      "relaxed",
    );
    this.codes.set(new CodeMap(answer.version, answer.codes));
  }

  /** Take events: fetch the tasks they name, store them with the cursor in one transaction. */
  async take(events: readonly Frame[], cursor: Cursor): Promise<void> {
    const named = new Set<number>();
    let all = false;
    let codes = false;
    for (const event of events) {
      if (event.topics.includes("codes")) codes = true;
      if (!event.topics.includes("tasks")) continue;
      const id = event.body.task ?? event.body.id;
      if (typeof id === "number") named.add(id);
      else all = true;
    }
    if (all || named.size > ONE_BY_ONE_MAX) return this.anew(this.stand.warehouse);
    const fetched = await Promise.all([...named].map((id) => this.maybe(id).then((task) => ({ id, task }))));
    const stand = { ...this.stand, epoch: cursor.epoch, number: cursor.number };
    await this.database.transact(
      ["facts", "tasks"],
      "readwrite",
      async (tx) => {
        const store = tx.objectStore("tasks");
        for (const { id, task } of fetched) await (task ? ask(store.put(task)) : ask(store.delete(id)));
        await ask(tx.objectStore("facts").put(stand, "stand"));
      },
      "relaxed",
    );
    this.stand = stand;
    if (fetched.length > 0) {
      const changed = new Map(fetched.map(({ id, task }) => [id, task]));
      const kept = this.tasks.get().map((task) => (changed.has(task.id) ? changed.get(task.id) : task));
      const known = new Set(this.tasks.get().map((task) => task.id));
      const more = fetched.filter(({ id }) => !known.has(id)).map(({ task }) => task);
      this.tasks.set([...kept, ...more].filter((task): task is Task => task !== null && task !== undefined));
    }
    if (codes) await this.freshCodes(this.stand.warehouse);
  }

  /** The task as the server has it; null when it is none of ours any more. */
  private async maybe(id: number): Promise<Task | null> {
    try {
      const task = whole(await this.source.task(id));
      return task.lines.some((line) => line.state === "queued" || line.state === "skipped") ? task : null;
    } catch (error) {
      if (error instanceof Refused && (error.status === 404 || error.status === 403)) return null;
      throw error;
    }
  }
}
