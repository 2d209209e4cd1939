import { beforeEach, expect, test } from "vitest";
import type { Frame } from "../kernel/wire";
import { type Cursor, Live, type LiveWorld, SILENCE_MAX_MS, type Socket } from "./live";

/** Time that only moves when told. */
class Clock {
  now = 0;
  private timers: { at: number; work: () => void }[] = [];

  later = (work: () => void, ms: number) => {
    const timer = { at: this.now + ms, work };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  };

  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await settled();
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((each) => each !== next);
      this.now = next.at;
      next.work();
    }
    this.now = end;
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const event = (n: number): Frame => ({ n, kind: "task.changed", topics: ["tasks"], body: { task: n }, at: n });

class Wire implements Socket {
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  sent: { since: number; epoch: string }[] = [];
  isClosed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.isClosed = true;
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let clock: Clock;
let wires: Wire[];
let log: Frame[];
let epoch: string;
let cursor: Cursor;
let seen: number[];
let states: string[];
let anew: number;
let live: Live;

beforeEach(() => {
  clock = new Clock();
  wires = [];
  log = [];
  epoch = "e1";
  cursor = { epoch: "e1", number: 0 };
  seen = [];
  states = [];
  anew = 0;
  const world: LiveWorld = {
    dial() {
      const wire = new Wire();
      wires.push(wire);
      return wire;
    },
    async page(_warehouse, since) {
      const events = log.filter((each) => each.n > since).slice(0, 2);
      return { epoch, head: log.at(-1)?.n ?? 0, upto: events.at(-1)?.n ?? since, events, trimmed: false };
    },
    monotonicMs: () => clock.now,
    random: () => 1,
    later: clock.later,
  };
  live = new Live(world, {
    topics: ["tasks"],
    warehouse: 1,
    cursor: () => cursor,
    async events(events, next) {
      seen.push(...events.map((each) => each.n));
      cursor = next;
    },
    async anew(known) {
      anew += 1;
      cursor = { epoch: known, number: log.at(-1)?.n ?? 0 };
    },
    state: (state) => states.push(state),
  });
  live.begin();
});

async function opened(index = wires.length - 1): Promise<Wire> {
  const wire = wires[index];
  if (!wire) throw new Error("nobody dialled");
  wire.onopen?.();
  await settled();
  return wire;
}

test("it resumes after the number that is stored", async () => {
  cursor = { epoch: "e1", number: 41 };
  const wire = await opened();
  expect(wire.sent).toMatchObject([{ since: 41, epoch: "e1" }]);
});

test("events are taken once and in order", async () => {
  const wire = await opened();
  wire.say({ ...event(1), prev: 0 });
  wire.say({ ...event(2), prev: 1 });
  wire.say({ ...event(2), prev: 1 });
  await settled();
  expect(seen).toEqual([1, 2]);
});

test("a hole is filled from the log, without a double at the seam", async () => {
  log = [1, 2, 3, 4, 5].map(event);
  const wire = await opened();
  wire.say({ ...event(1), prev: 0 });
  wire.say({ ...event(4), prev: 3 });
  wire.say({ ...event(5), prev: 4 });
  await settled();
  expect(seen).toEqual([1, 2, 3, 4, 5]);
});

test("a heartbeat that names a later event shows the hole too", async () => {
  log = [1, 2].map(event);
  const wire = await opened();
  wire.say({ head: 2, prev: 2 });
  await settled();
  expect(seen).toEqual([1, 2]);
});

test("another life of the books is taken anew", async () => {
  const wire = await opened();
  wire.say({ snapshot: true, epoch: "e2", head: 7 });
  await settled();
  expect([anew, cursor.epoch]).toEqual([1, "e2"]);
});

test("a line that is silent for too long is given up within ten seconds and dialled again", async () => {
  await opened();
  const before = wires.length;
  await clock.pass(SILENCE_MAX_MS);
  expect(SILENCE_MAX_MS).toBeLessThan(10_000);
  expect(states).toEqual(["online", "offline"]);
  expect(wires.length).toBe(before + 1);
});

test("a heartbeat keeps the line", async () => {
  const wire = await opened();
  for (let beat = 0; beat < 5; beat += 1) {
    await clock.pass(4000);
    wire.say({ head: 0, prev: 0 });
  }
  expect(states).toEqual(["online"]);
});

test("while the server is away it is tried every 400 ms, and the first line that opens is taken", async () => {
  await clock.pass(1000);
  expect(wires.length).toBe(3);
  const first = await opened(0);
  expect(first.isClosed).toBe(false);
  expect(wires.slice(1).every((wire) => wire.isClosed)).toBe(true);
});

test("tries that hang are not piled up", async () => {
  await clock.pass(60_000);
  expect(wires.filter((wire) => !wire.isClosed).length).toBeLessThanOrEqual(8);
});

test("when the network comes back it is tried at once", async () => {
  await clock.pass(10 * 60_000);
  const before = wires.length;
  live.poke();
  expect(wires.length).toBe(before + 1);
});

test("what could not be stored is asked for again", async () => {
  const wire = await opened();
  cursor = { epoch: "e1", number: 0 };
  const failing = live as unknown as { listener: { events: () => Promise<void> } };
  const honest = failing.listener.events;
  failing.listener.events = async () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  wire.say({ ...event(1), prev: 0 });
  await settled();
  failing.listener.events = honest;
  const again = await opened();
  expect(again).not.toBe(wire);
  expect(again.sent).toMatchObject([{ since: 0 }]);
});

test("without a session it ends and says so", async () => {
  const wire = await opened();
  wire.onclose?.({ code: 4401 });
  await clock.pass(5000);
  expect(states).toEqual(["online", "signed_out"]);
  expect(wires).toHaveLength(1);
});

test("a burst in one message is taken in order, what is known is left out, and its hole is filled", async () => {
  log = [1, 2, 3, 4, 5, 6].map(event);
  const wire = await opened();
  wire.say({ ...event(1), prev: 0 });
  wire.say({
    frames: [
      { ...event(1), prev: 0 },
      { ...event(2), prev: 1 },
      { ...event(5), prev: 4 },
      { ...event(6), prev: 5 },
    ],
  });
  await settled();
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a line that dies within a burst resumes behind what was stored", async () => {
  const wire = await opened();
  wire.say({
    frames: [
      { ...event(1), prev: 0 },
      { ...event(2), prev: 1 },
    ],
  });
  await settled();
  live.cut();
  const again = await opened();
  expect(again.sent).toMatchObject([{ since: 2 }]);
});
