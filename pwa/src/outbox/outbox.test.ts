import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test } from "vitest";
import { isId } from "../kernel/ids";
import { ask, Database } from "./database";
import { type Draft, Outbox, type Stamp } from "./outbox";

const stamp: Stamp = { clientAt: () => 1_700_000_000_000_000, monotonicMs: () => 5, runId: "run" };
const draft = (type = "picking.confirm"): Draft => ({
  kind: "command",
  type,
  payload: { n: 1 },
  user: 7,
  warehouse: 1,
});

let factory: IDBFactory;
let database: Database;
let outbox: Outbox;

beforeEach(() => {
  factory = new IDBFactory();
  database = new Database(factory, "test");
  outbox = new Outbox(database, stamp);
});

test("numbers have no gaps, also when many write at once and from two tabs", async () => {
  const other = new Outbox(new Database(factory, "test"), stamp);
  await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? outbox : other).append([draft(), draft()])));
  const unsent = await outbox.unsent();
  expect(unsent.map((kept) => kept.seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  expect(new Set(unsent.map((kept) => kept.entry.id)).size).toBe(40);
  expect((await outbox.device()).newest).toBe(40);
});

test("the device's id and counter live in one record and survive a restart", async () => {
  const { id } = await outbox.device();
  await outbox.append([draft()]);
  expect(isId(id)).toBe(true);
  expect(await new Outbox(new Database(factory, "test"), stamp).device()).toEqual({ id, newest: 1, letGo: 0 });
});

test("a write that fails stores nothing and takes no number", async () => {
  await outbox.append([draft()]);
  const uncloneable: Draft = { ...draft(), payload: () => undefined };
  await expect(outbox.append([draft(), uncloneable], { task: 9 })).rejects.toThrow();
  expect((await outbox.device()).newest).toBe(1);
  expect(await outbox.unsent()).toHaveLength(1);
  expect(await outbox.run(9)).toBeUndefined();
});

test("what a run reached is kept with the entries that led to it", async () => {
  await outbox.append([draft()], { task: 9, state: "at item" } as { task: number });
  expect(await outbox.run(9)).toEqual({ task: 9, state: "at item" });
});

test("an outcome counts only for its own number and id", async () => {
  const [first, second] = await outbox.append([draft(), draft()]);
  if (!first || !second) throw new Error("nothing stored");
  await outbox.answered([{ id: second.id, seq: first.seq, outcome: { result: "accepted" } }], 0);
  expect((await outbox.waiting()).count).toBe(2);
  await outbox.answered([{ id: first.id, seq: 1, outcome: { result: "refused", code: "x.y" } }], 0);
  expect((await outbox.unsent()).map((kept) => kept.seq)).toEqual([2]);
  expect((await outbox.find(first.id))?.outcome?.code).toBe("x.y");
});

test("answered entries stay until a backup covers them, and the newest 200 even then", async () => {
  const entries = await outbox.append(Array.from({ length: 210 }, () => draft()));
  const outcomes = entries.map(({ id, seq }) => ({ id, seq, outcome: { result: "accepted" as const } }));
  await outbox.answered(outcomes, 0);
  expect(await outbox.kept(1000)).toHaveLength(210);
  await outbox.answered([], 205);
  expect(await outbox.kept(1000)).toHaveLength(200);
  expect((await outbox.device()).letGo).toBe(10);
});

test("what is unsent is never let go, whatever a backup covers", async () => {
  await outbox.append(Array.from({ length: 210 }, () => draft()));
  await outbox.answered([], 210);
  expect(await outbox.unsent()).toHaveLength(210);
});

test("after a restore the kept entries are sent again, in order", async () => {
  const entries = await outbox.append([draft(), draft(), draft()]);
  await outbox.answered(
    entries.map(({ id, seq }) => ({ id, seq, outcome: { result: "accepted" as const } })),
    0,
  );
  expect(await outbox.sendAgain(2)).toBe(2);
  expect((await outbox.unsent()).map((kept) => kept.seq)).toEqual([2, 3]);
});

test("a connection the browser closed is opened again and the entry stored once", async () => {
  await outbox.append([draft()]);
  const hidden = database as unknown as { connection: Promise<IDBDatabase> };
  (await hidden.connection).close();
  await outbox.append([draft()]);
  expect((await outbox.unsent()).map((kept) => kept.seq)).toEqual([1, 2]);
});

test("every write asks for a durable transaction", async () => {
  const asked: (string | undefined)[] = [];
  await outbox.device();
  const real = await (database as unknown as { connection: Promise<IDBDatabase> }).connection;
  const transaction = real.transaction.bind(real);
  real.transaction = ((stores: string[], mode: IDBTransactionMode, options?: IDBTransactionOptions) => {
    if (mode === "readwrite") asked.push(options?.durability);
    return transaction(stores, mode, options);
  }) as typeof real.transaction;
  await outbox.append([draft()]);
  expect(asked).toEqual(["strict"]);
});

test("a renewed device keeps the ids of what is unsent and numbers them from one", async () => {
  const before = await outbox.device();
  const [first, second] = await outbox.append([draft(), draft()]);
  if (!first || !second) throw new Error("nothing stored");
  await outbox.answered([{ id: first.id, seq: 1, outcome: { result: "accepted" } }], 0);
  const after = await outbox.renew();
  expect(after.id).not.toBe(before.id);
  expect((await outbox.unsent()).map((kept) => [kept.seq, kept.entry.seq, kept.entry.id])).toEqual([[1, 1, second.id]]);
});

test("the export holds every unsent entry as it would be sent", async () => {
  const [entry] = await outbox.append([draft("counting.submit")]);
  const content = JSON.parse(await (await outbox.exported()).text());
  expect(content.entries).toEqual([entry]);
});

test("facts are remembered", async () => {
  await database.remember("epoch", "e1");
  expect(await database.fact("epoch")).toBe("e1");
  expect(await database.transact(["facts"], "readonly", (tx) => ask(tx.objectStore("facts").count()))).toBe(1);
});

test("news of the hands stay unread through a restart, until they are read", async () => {
  const entries = await outbox.append([draft(), draft("selling.approve"), draft()]);
  const superseded = { result: "superseded", code: "picking.superseded", facts: { quantity: 3 } } as const;
  const outcomes = entries.map(({ id, seq }, index) => ({
    id,
    seq,
    outcome: index === 2 ? ({ result: "accepted" } as const) : superseded,
  }));
  await outbox.answered(outcomes, 0);
  const restarted = new Outbox(new Database(factory, "test"), stamp);
  expect((await restarted.unread()).map((kept) => kept.seq)).toEqual([1]);
  await restarted.read(1);
  expect(await restarted.unread()).toEqual([]);
  expect((await restarted.kept()).at(-1)).toMatchObject({ seq: 1, outcome: superseded });
});
