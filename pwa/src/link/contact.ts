/** Empties the outbox: contacts of at most 50 entries in order, one drainer per browser, nothing dropped on any fate. */

import { Stream } from "../kernel/watched";
import type { Answered, ContactAnswer, Entry } from "../kernel/wire";
import type { Database } from "../outbox/database";
import type { Kept, Outbox } from "../outbox/outbox";
import { call, type Fetch, Refused, Unreachable } from "./http";
import { type Fate, FRESH, paced, type Pace } from "./pace";

const HEARTBEAT_MS = 30_000; // Also without work: the board shows who was heard of last.
export const LOCK = "truebin.drain";

/** Times and chances from outside. */
export interface World {
  now(): number;
  monotonicMs(): number;
  runId: string;
  random(): number;
  /** Run one drain at a time in this browser. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  later(work: () => void, ms: number): () => void;
}

/** What this device measured of the server's clock in its last contact. */
export interface Offset {
  /** Server minus device, microseconds. */
  offset_us: number;
  /** At most wrong by this much: half the round trip. */
  uncertainty_us: number;
  run_id: string;
  monotonic_ms: number;
}

export interface Contacted {
  fate: Fate["kind"];
  answer: ContactAnswer | null;
  code: string;
}

/** What goes for an entry whose body no server takes: it is refused by its envelope and uses up its number. */
function envelopeOf(entry: Entry): Entry {
  return { ...entry, payload: { omitted_bytes: JSON.stringify(entry.payload).length } };
}

export class Drain {
  /** Told after each contact. */
  readonly contacted = new Stream<Contacted>();
  /** Told with each outcome, once. */
  readonly outcomes = new Stream<Answered>();

  private pace: Pace = FRESH;
  private running = false;
  private again = false;
  private stopTimer: () => void = () => undefined;
  private roundTripMs = 0;
  private epoch: string | null = null;
  private stopped = false;
  /** Where this person works, for the board. */
  warehouse = 0;

  constructor(
    private readonly outbox: Outbox,
    private readonly database: Database,
    private readonly world: World,
    private readonly fetching?: Fetch,
  ) {}

  /** Something happened (a new entry, online, visible, signed in): try now, whatever was waited for. */
  poke(): void {
    if (this.running) {
      this.again = true;
      return;
    }
    this.pace = { ...this.pace, waitMs: 0 };
    this.schedule(0);
  }

  /** No more tries (signed out, or the alarm): until `resume`. */
  halt(): void {
    this.stopped = true;
    this.stopTimer();
  }

  resume(): void {
    this.stopped = false;
    this.pace = FRESH;
    this.poke();
  }

  /** One drain until nothing is left or a try failed; resolves when it rests. For tests and for the timer. */
  async run(): Promise<void> {
    if (this.running || this.stopped) {
      this.again = true;
      return;
    }
    this.running = true;
    this.stopTimer();
    try {
      do {
        this.again = false;
        await this.world.alone(async () => {
          do {
            this.pace = paced(this.pace, await this.contact(), this.world.random());
          } while (this.pace.waitMs === 0 && !this.stopped);
        });
      } while (this.again && this.pace.waitMs === null && !this.stopped);
    } finally {
      this.running = false;
    }
    if (!this.stopped) this.schedule(this.pace.waitMs ?? HEARTBEAT_MS);
  }

  private schedule(ms: number): void {
    this.stopTimer();
    if (!this.stopped) this.stopTimer = this.world.later(() => void this.run(), ms);
  }

  private async contact(): Promise<Fate> {
    const [device, waiting, batch] = await Promise.all([
      this.outbox.device(),
      this.outbox.waiting(),
      this.outbox.unsent(this.pace.batch),
    ]);
    const first = batch[0];
    if (this.pace.envelope && first && first.envelope === undefined) {
      await this.outbox.envelopeOnly(first.seq);
      first.envelope = 1;
    }
    const begun = this.world.monotonicMs();
    const sentAt = this.world.now();
    const body = {
      device: device.id,
      newest: device.newest,
      drained: waiting.count <= batch.length,
      unsent: waiting.count - batch.length,
      covered_ack: device.letGo,
      warehouse: this.warehouse,
      clock: {
        device_at: sentAt * 1000,
        monotonic_ms: Math.round(begun),
        run_id: this.world.runId,
        last_round_trip_ms: Math.round(this.roundTripMs),
      },
      entries: batch.map((kept) => (kept.envelope ? envelopeOf(kept.entry) : kept.entry)),
    };
    let answer: ContactAnswer;
    try {
      answer = await call<ContactAnswer>("POST", "/api/commands", body, this.fetching);
    } catch (error) {
      this.roundTripMs = 0; // The server takes it for the exchange just before, which this one was not.
      return this.failed(error, batch.length);
    }
    this.roundTripMs = this.world.monotonicMs() - begun;
    await this.measure(answer, sentAt, begun);
    return this.take(answer, batch);
  }

  private failed(error: unknown, sent: number): Fate {
    let fate: Fate;
    let code = "";
    if (error instanceof Unreachable) fate = { kind: "failed" };
    else if (error instanceof Refused) {
      code = error.code;
      if (error.status === 401) fate = { kind: "signed_out" };
      else if (error.status === 413) fate = { kind: "too_large", sent };
      else if (error.status === 429) fate = { kind: "too_many" };
      else fate = { kind: "malformed", code };
    } else throw error;
    this.contacted.tell({ fate: fate.kind, answer: null, code });
    return fate;
  }

  private async take(answer: ContactAnswer, batch: readonly Kept[]): Promise<Fate> {
    const outcomes = answer.outcomes ?? [];
    await this.outbox.answered(outcomes, answer.covered);
    for (const outcome of outcomes) this.outcomes.tell(outcome);
    if (answer.alarm) {
      this.halt();
      this.contacted.tell({ fate: "malformed", answer, code: answer.alarm });
      return { kind: "malformed", code: answer.alarm };
    }
    this.epoch ??= (await this.database.fact<string>("epoch")) ?? answer.epoch;
    let missing = answer.gap ?? 0;
    if (this.epoch !== answer.epoch && missing === 0) missing = answer.head + 1;
    let code = "";
    if (missing > 0) {
      const first = await this.outbox.sendAgain(missing);
      // What a backup covered was let go here, and the backup it came back from is older: say so, send the rest.
      if (first > missing) code = "link.missing_entries";
    }
    this.epoch = answer.epoch;
    await this.database.remember("epoch", answer.epoch);
    if (Object.keys(answer.hash_heads ?? {}).length > 0) {
      // A witness outside the server: a ledger cut off at its end no longer ends in this hash.
      const known = (await this.database.fact<Record<string, string>>("hash_heads")) ?? {};
      await this.database.remember("hash_heads", { ...known, ...answer.hash_heads });
    }
    this.contacted.tell({ fate: "answered", answer, code });
    if (code) return { kind: "malformed", code };
    const { count } = await this.outbox.waiting();
    // A server that answers none of what we sent, and names no gap, must not be asked again without pause.
    if (count > 0 && batch.length > 0 && outcomes.length === 0 && missing === 0) return { kind: "failed" };
    return { kind: "answered", left: count };
  }

  private async measure(answer: ContactAnswer, sentAt: number, begun: number): Promise<void> {
    const halfUs = Math.round((this.roundTripMs * 1000) / 2);
    const offset: Offset = {
      offset_us: answer.now - (sentAt * 1000 + halfUs),
      uncertainty_us: halfUs,
      run_id: this.world.runId,
      monotonic_ms: Math.round(begun),
    };
    await this.database.remember("offset", offset);
  }
}
