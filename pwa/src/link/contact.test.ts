import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test } from "vitest";
import type { Contact, ContactAnswer, Outcome } from "../kernel/wire";
import { Database } from "../outbox/database";
import { type Draft, Outbox } from "../outbox/outbox";
import { Drain, type World } from "./contact";
import { BATCH_MAX } from "./pace";

const draft = (payload: unknown = {}): Draft => ({
  kind: "command",
  type: "picking.confirm",
  payload,
  user: 7,
  warehouse: 1,
});

/** A server that keeps the rules of the sync protocol, and a network that can be broken. */
class Server {
  epoch = "e1";
  head = 0;
  covered = 0;
  got: { id: string; seq: number; payload: unknown }[] = [];
  contacts: Contact[] = [];
  bytesMax = Number.POSITIVE_INFINITY;
  /** What happens to the next contacts; "lost_answer": the server did it, the phone never hears. */
  fates: ("ok" | "down" | "500" | "401" | "lost_answer" | "html")[] = [];

  fetch = async (_path: string, init?: RequestInit): Promise<Response> => {
    const fate = this.fates.shift() ?? "ok";
    if (fate === "down") throw new TypeError("Failed to fetch");
    if (fate === "html") return new Response("<html>sign in to the hotel</html>", { status: 200 });
    if (fate === "500" || fate === "401") return Response.json({ code: "x" }, { status: Number(fate) });
    const body = String(init?.body);
    if (body.length > this.bytesMax) return Response.json({ code: "web.too_large" }, { status: 413 });
    const contact = JSON.parse(body) as Contact;
    this.contacts.push(contact);
    const outcomes: ContactAnswer["outcomes"] = [];
    let gap = 0;
    for (const { id, seq, payload } of contact.entries) {
      const known = this.got.find((entry) => entry.id === id);
      if (!known && seq !== this.head + 1) {
        gap = this.head + 1;
        break;
      }
      if (!known) {
        this.got.push({ id, seq, payload });
        this.head = seq;
      }
      outcomes.push({ id, seq, outcome: { result: "accepted" } as Outcome });
    }
    if (fate === "lost_answer") throw new TypeError("network lost");
    const { epoch, head, covered } = this;
    return Response.json({ epoch, head, covered, now: 1, hash_heads: {}, outcomes, gap, alarm: "" });
  };
}

let server: Server;
let outbox: Outbox;
let drain: Drain;
let waits: number[];
let tick: (() => void) | null;

beforeEach(() => {
  server = new Server();
  const database = new Database(new IDBFactory(), "test");
  outbox = new Outbox(database, { clientAt: () => 1, monotonicMs: () => 1, runId: "run" });
  waits = [];
  tick = null;
  const world: World = {
    now: () => 1,
    monotonicMs: () => 1,
    runId: "run",
    random: () => 1,
    alone: (work) => work(),
    later: (work, ms) => {
      waits.push(ms);
      tick = work;
      return () => {
        tick = null;
      };
    },
  };
  drain = new Drain(outbox, database, world, server.fetch);
});

test("everything arrives once, in order, in batches of at most 50", async () => {
  await outbox.append(Array.from({ length: 120 }, () => draft()));
  await drain.run();
  expect(server.got.map((entry) => entry.seq)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
  expect(server.contacts.map((contact) => contact.entries.length)).toEqual([50, 50, 20]);
  expect((await outbox.waiting()).count).toBe(0);
});

test("each contact says the newest number and whether nothing is left after it", async () => {
  await outbox.append(Array.from({ length: 60 }, () => draft()));
  await drain.run();
  expect(server.contacts.map(({ newest, drained, unsent }) => [newest, drained, unsent])).toEqual([
    [60, false, 10],
    [60, true, 0],
  ]);
});

test("an answer that is lost is asked for again and nothing is doubled", async () => {
  await outbox.append([draft(), draft()]);
  server.fates = ["lost_answer"];
  await drain.run();
  expect((await outbox.waiting()).count).toBe(2);
  await drain.run();
  expect(server.got).toHaveLength(2);
  expect((await outbox.waiting()).count).toBe(0);
});

test("a failure keeps everything and waits longer each time; a success starts anew", async () => {
  await outbox.append([draft()]);
  server.fates = ["down", "500", "html", "ok"];
  for (let n = 0; n < 3; n += 1) await drain.run();
  expect(waits).toEqual([400, 800, 1600]);
  expect((await outbox.waiting()).count).toBe(1);
  await drain.run();
  expect((await outbox.waiting()).count).toBe(0);
  expect(waits.at(-1)).toBeGreaterThan(1600);
});

test("without a session everything is kept and the person is asked to sign in", async () => {
  const fates: string[] = [];
  drain.contacted.on(({ fate }) => fates.push(fate));
  await outbox.append([draft()]);
  server.fates = ["401"];
  await drain.run();
  expect(fates).toEqual(["signed_out"]);
  expect((await outbox.waiting()).count).toBe(1);
});

test("a batch that is too large is halved until it fits", async () => {
  await outbox.append(Array.from({ length: 8 }, () => draft({ text: "x".repeat(1000) })));
  server.bytesMax = 4000;
  await drain.run();
  expect(server.got.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test("one entry over the limit goes as its envelope, keeps its body here, and blocks nothing", async () => {
  await outbox.append([draft(), draft({ text: "x".repeat(5000) }), draft()]);
  server.bytesMax = 3000;
  await drain.run();
  expect(server.got.map((entry) => entry.seq)).toEqual([1, 2, 3]);
  expect(server.got[1]?.payload).toEqual({ omitted_bytes: expect.any(Number) });
  const kept = (await outbox.kept()).find((each) => each.seq === 2);
  expect(kept?.entry.payload).toEqual({ text: "x".repeat(5000) });
});

test("after a restore from a backup what the backup missed is sent again", async () => {
  await outbox.append(Array.from({ length: 5 }, () => draft()));
  await drain.run();
  server.epoch = "e2";
  server.head = 2;
  server.got = server.got.slice(0, 2);
  await drain.run();
  expect(server.got.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5]);
  expect((await outbox.waiting()).count).toBe(0);
});

test("an entry stored while a contact is under way is sent right after it", async () => {
  await outbox.append([draft()]);
  const running = drain.run();
  await outbox.append([draft()]);
  drain.poke();
  await running;
  expect((await outbox.waiting()).count).toBe(0);
});

test("an alarm of the server stops the stream and keeps everything", async () => {
  await outbox.append([draft()]);
  const alarms: string[] = [];
  drain.contacted.on(({ code }) => alarms.push(code));
  const honest = server.fetch;
  const alarming = async (path: string, init?: RequestInit) => {
    const answer = (await (await honest(path, init)).json()) as ContactAnswer;
    return Response.json({ ...answer, outcomes: [], alarm: "commands.seq_taken" });
  };
  const database = new Database(new IDBFactory(), "test");
  const own = new Outbox(database, { clientAt: () => 1, monotonicMs: () => 1, runId: "run" });
  await own.append([draft()]);
  const stopped = new Drain(own, database, { ...(drain as unknown as { world: World }).world }, alarming);
  stopped.contacted.on(({ code }) => alarms.push(code));
  await stopped.run();
  expect(alarms).toEqual(["commands.seq_taken"]);
  expect((await own.waiting()).count).toBe(1);
  expect(tick).toBeNull();
});

test("a batch is never larger than the server takes", () => {
  expect(BATCH_MAX).toBe(50);
});
