import { describe, expect, it } from "vitest";
import { type BridgeFrame, BridgeLine, type BridgeState, Intake, type SentScan, Spool } from "./bridge";
import type { Socket } from "./live";

const scan = (n: number, text = `scan ${n}`): SentScan => ({ id: `id-${n}`, n, text, source: "serial", at: 0 });

class World {
  now = 0;
  sockets: (Socket & { sent: string[]; isClosed: boolean })[] = [];
  private timers: { at: number; work: () => void }[] = [];

  /** As a browser's: it throws when something is said before it is open. */
  dial(): Socket {
    let open: (() => void) | null = null;
    let isOpen = false;
    const socket = {
      sent: [] as string[],
      isClosed: false,
      get onopen() {
        return open;
      },
      set onopen(work) {
        open = work && (() => ((isOpen = true), work()));
      },
      onmessage: null,
      onclose: null,
      send(text: string) {
        if (!isOpen) throw new DOMException("still dialling", "InvalidStateError");
        this.sent.push(text);
      },
      close() {
        this.isClosed = true;
      },
    };
    this.sockets.push(socket);
    return socket;
  }
  random = () => 1;
  later = (work: () => void, ms: number) => {
    const timer = { at: this.now + ms, work };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  };
  pass(ms: number): void {
    const until = this.now + ms;
    for (;;) {
      const next = this.timers.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > until) break;
      this.now = next.at;
      this.timers = this.timers.filter((each) => each !== next);
      next.work();
    }
    this.now = until;
  }
  get socket() {
    const last = this.sockets.at(-1);
    if (!last) throw new Error("nobody has dialled");
    return last;
  }
}

function line() {
  const world = new World();
  const states: BridgeState[] = [];
  const frames: BridgeFrame[] = [];
  const made = new BridgeLine(world, {
    hello: () => ({ role: "desk" }),
    heard: (frame) => frames.push(frame),
    state: (state) => states.push(state),
  });
  made.begin();
  return { world, states, frames, made };
}

describe("the line", () => {
  it("says who it is and hears everything but heartbeats", () => {
    const { world, states, frames } = line();
    world.socket.onopen?.();
    expect(world.socket.sent).toEqual(['{"role":"desk"}']);
    world.socket.onmessage?.({ data: '{"open":"d"}' });
    world.socket.onmessage?.({ data: '{"beat":true}' });
    world.socket.onmessage?.({ data: '{"ack":3}' });
    expect(states).toEqual(["online"]);
    expect(frames).toEqual([{ open: "d" }, { ack: 3 }]);
  });

  it("says nothing before who it is, nor to a line that is lost", () => {
    const { world, made } = line();
    made.send({ secret: "N3WS3CR3T0" });
    const { socket } = world;
    socket.onopen?.();
    made.send({ secret: "AN0TH3R0N3" });
    expect(socket.sent).toEqual(['{"role":"desk"}', '{"secret":"AN0TH3R0N3"}']);
    socket.onclose?.({ code: 1006 });
    made.send({ secret: "L0STS3CR3T" });
    world.pass(1000);
    made.send({ secret: "L0STS3CR3T" });
    expect(world.socket.sent).toEqual([]);
  });

  it("dials again after a loss, slower each time, and at once when poked", () => {
    const { world, states, made } = line();
    world.socket.onclose?.({ code: 1006 });
    expect(states).toEqual(["offline"]);
    world.pass(250);
    expect(world.sockets.length).toBe(2);
    world.socket.onclose?.({ code: 4404 });
    expect(states.at(-1)).toBe("away");
    world.pass(400);
    expect(world.sockets.length).toBe(2);
    made.poke();
    expect(world.sockets.length).toBe(3);
  });

  it("is not there while the page is put away, and comes back with it", () => {
    const { world, states, made } = line();
    made.rest();
    expect(world.socket.isClosed).toBe(true);
    world.pass(60_000);
    expect(world.sockets.length).toBe(1);
    made.poke();
    expect(world.sockets.length).toBe(2);
    expect(states).toEqual(["offline"]);
  });

  it("takes two missing heartbeats for the end of the line", () => {
    const { world, states } = line();
    world.socket.onmessage?.({ data: '{"open":"d"}' });
    world.pass(8_000);
    world.socket.onmessage?.({ data: '{"beat":true}' });
    world.pass(8_000);
    expect(states).toEqual(["online"]);
    world.pass(1_000);
    expect(states).toEqual(["online", "offline"]);
    expect(world.sockets[0]?.isClosed).toBe(true);
  });

  it.each([
    [4403, "not_let_in"],
    [4409, "moved"],
    [4401, "signed_out"],
  ])("does not dial by itself after %i", (code, state) => {
    const { world, states } = line();
    world.socket.onclose?.({ code });
    world.pass(60_000);
    expect(states).toEqual([state]);
    expect(world.sockets.length).toBe(1);
  });
});

describe("the page's end", () => {
  it("takes each scan once, keeps its id first, and says up to where it has everything", () => {
    const seen: Record<string, string[]> = {};
    const log: string[] = [];
    const intake = new Intake(
      seen,
      () => log.push(`kept ${JSON.stringify(seen)}`),
      (one) => log.push(one.text),
    );
    expect([intake.accept("a", scan(1)), intake.accept("a", scan(2)), intake.accept("a", scan(1))]).toEqual([1, 2, 1]);
    expect(intake.accept("b", scan(1, "other"))).toBe(1);
    expect(log).toEqual([
      'kept {"a":["id-1"]}',
      "scan 1",
      'kept {"a":["id-1","id-2"]}',
      "scan 2",
      'kept {"a":["id-1","id-2"],"b":["id-1"]}',
      "other",
    ]);
  });

  it("takes new scans of a spool that was put back to an older copy, and remembers no more than it must", () => {
    const seen: Record<string, string[]> = {};
    const taken: string[] = [];
    const intake = new Intake(
      seen,
      () => undefined,
      (one) => taken.push(one.id),
    );
    for (let n = 1; n <= 100; n += 1) intake.accept("a", scan(n));
    expect(intake.accept("a", { ...scan(50), id: "anew" })).toBe(50);
    expect(taken.at(-1)).toBe("anew");
    expect(seen.a?.length).toBe(64);
  });
});

describe("the scanner's end", () => {
  function spool() {
    const kept = { next: 1, waiting: [] as SentScan[] };
    const sent: number[] = [];
    const made = new Spool(
      kept,
      () => undefined,
      (frame) => sent.push((frame as { scan: SentScan }).scan.n),
    );
    return { kept, sent, made };
  }
  const add = (made: Spool, count: number) => {
    for (let each = 0; each < count; each += 1) made.add({ id: `${each}`, text: "A", source: "camera", at: 0 });
  };

  it("sends nothing before the page is there, then everything in order", () => {
    const { sent, made } = spool();
    add(made, 3);
    expect(sent).toEqual([]);
    made.opened();
    expect(sent).toEqual([1, 2, 3]);
  });

  it("forgets only what the page has, and sends the rest again after a loss", () => {
    const { kept, sent, made } = spool();
    made.opened();
    add(made, 3);
    made.acknowledged(1);
    made.closed();
    add(made, 1);
    made.opened();
    expect(sent).toEqual([1, 2, 3, 2, 3, 4]);
    expect(kept.waiting.map((each) => each.n)).toEqual([2, 3, 4]);
  });

  it("is never more than a window ahead of the page", () => {
    const { sent, made } = spool();
    made.opened();
    add(made, 40);
    expect(sent.length).toBe(32);
    made.acknowledged(5);
    expect(sent.length).toBe(37);
    expect(sent).toEqual(Array.from({ length: 37 }, (_, each) => each + 1));
  });
});
