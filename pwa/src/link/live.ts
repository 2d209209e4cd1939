/** One live subscription: resumes after a number, fills gaps over HTTP, notices a dead line, comes back at once. */

import type { Frame } from "../kernel/wire";

/** The server's heartbeat is every 4 s; two of them missing and the line is dead, within the 10 s that UX.md allows. */
export const SILENCE_MAX_MS = 9_000;
// Tries are cheap in a hall's own network, and a person waits: reconnect p95 must stay under 500 ms.
const RETRY_MS = 400;
// After this long without a server nobody waits in front of the screen any more; battery counts.
const PATIENT_AFTER_MS = 120_000;
const RETRY_PATIENT_MS = 2_000;
const DIALS_MAX = 8; // A try may take 8 × 400 ms on a slow line before it gives way to a newer one.

export interface Cursor {
  epoch: string;
  number: number;
}

/** What GET /api/events answers. */
export interface Page {
  epoch: string;
  head: number;
  upto: number;
  events: Frame[];
  trimmed: boolean;
}

/** The part of a WebSocket that is used; tests play one. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface LiveWorld {
  dial(): Socket;
  page(warehouse: number, since: number, topics: readonly string[]): Promise<Page>;
  monotonicMs(): number;
  random(): number;
  later(work: () => void, ms: number): () => void;
}

export interface Listener {
  topics: readonly string[];
  warehouse: number;
  /** Where to go on; read at each connection. */
  cursor(): Cursor;
  /** Events in order, each once; the promise ends when they and the cursor are stored. */
  events(events: readonly Frame[], cursor: Cursor): Promise<void>;
  /** What is known here is too old or of another life of the books: take everything anew. Ends with the new cursor known. */
  anew(epoch: string): Promise<void>;
  state(state: "online" | "offline" | "signed_out"): void;
}

const CLOSE_NOT_SIGNED_IN = 4401;
const CLOSE_FORBIDDEN = 4403;

interface Message extends Partial<Frame> {
  /** A burst: several frames in one message, in order. */
  frames?: Message[];
  prev?: number;
  snapshot?: boolean;
  epoch?: string;
  head?: number;
}

export class Live {
  private socket: Socket | null = null;
  private dials: Socket[] = [];
  private stopTimer: () => void = () => undefined;
  private stopSilence: () => void = () => undefined;
  private lostAt: number;
  private ended = false;
  private work: Promise<void> = Promise.resolve();
  private life = 0;

  constructor(
    private readonly world: LiveWorld,
    private readonly listener: Listener,
  ) {
    this.lostAt = world.monotonicMs();
  }

  begin(): void {
    this.dial();
  }

  end(): void {
    this.ended = true;
    this.stopTimer();
    this.stopSilence();
    for (const socket of [...this.dials, ...(this.socket ? [this.socket] : [])]) this.drop(socket);
    this.dials = [];
    this.socket = null;
  }

  /** The network or the page came back: try now. */
  poke(): void {
    if (this.ended || this.socket) return;
    this.lostAt = this.world.monotonicMs();
    this.dial();
  }

  /** The line is said to be gone: do not wait for the silence. */
  cut(): void {
    if (this.socket) this.lose(this.socket);
  }

  private dial(): void {
    this.stopTimer();
    if (this.ended || this.socket) return;
    if (this.dials.length >= DIALS_MAX) {
      const oldest = this.dials.shift();
      if (oldest) this.drop(oldest);
    }
    const socket = this.world.dial();
    this.dials.push(socket);
    socket.onopen = () => this.opened(socket);
    socket.onclose = ({ code }) => this.closed(socket, code);
    const patient = this.world.monotonicMs() - this.lostAt > PATIENT_AFTER_MS;
    const wait = patient ? RETRY_PATIENT_MS : RETRY_MS;
    this.stopTimer = this.world.later(() => this.dial(), Math.round(wait * (0.75 + 0.25 * this.world.random())));
  }

  private opened(socket: Socket): void {
    // Several tries may be under way; the first that opens is taken.
    if (this.socket || this.ended) {
      this.drop(socket);
      return;
    }
    this.stopTimer();
    for (const other of this.dials) if (other !== socket) this.drop(other);
    this.dials = [];
    this.socket = socket;
    this.life += 1;
    const life = this.life;
    socket.onmessage = ({ data }) => this.heard(life, String(data));
    // What came over the line before may still be being stored: the cursor is right only after it.
    this.enqueue(life, async () => {
      const { epoch, number } = this.listener.cursor();
      const { warehouse, topics } = this.listener;
      socket.send(JSON.stringify({ epoch, warehouse, since: number, topics }));
    });
    this.listenForSilence(socket);
    this.listener.state("online");
  }

  private heard(life: number, text: string): void {
    if (this.socket) this.listenForSilence(this.socket);
    const message = JSON.parse(text) as Message;
    this.enqueue(life, () => this.take(message));
  }

  private enqueue(life: number, work: () => Promise<void>): void {
    this.work = this.work
      .then(() => (life === this.life && !this.ended ? work() : undefined))
      .catch(() => {
        // Not stored, or not fetched: the cursor stands where it was, and a new connection resumes there.
        if (life === this.life && this.socket) this.lose(this.socket);
      });
  }

  private async take(message: Message): Promise<void> {
    if (message.frames) {
      for (const frame of message.frames) await this.take(frame);
      return;
    }
    const cursor = this.listener.cursor();
    if (message.snapshot) return this.listener.anew(message.epoch ?? "");
    const epoch = cursor.epoch || (message.epoch ?? "");
    if (message.n === undefined) {
      // A heartbeat names the last number it sent us: another one than we have is a hole.
      if (message.prev !== undefined && message.prev > cursor.number && cursor.number >= 0) await this.catchUp();
      return;
    }
    if (message.n <= cursor.number) return;
    if (message.prev !== undefined && message.prev > cursor.number) return this.catchUp();
    const { n, kind = "", topics = [], body = {}, at = 0 } = message;
    await this.listener.events([{ n, kind, topics, body, at }], { epoch, number: n });
  }

  /** Read what is missing from the log; the socket only tells, the log is the truth. */
  private async catchUp(): Promise<void> {
    for (;;) {
      const { epoch, number } = this.listener.cursor();
      const page = await this.world.page(this.listener.warehouse, number, this.listener.topics);
      if (page.trimmed || (epoch && page.epoch !== epoch) || page.head < number) {
        return this.listener.anew(page.epoch);
      }
      const fresh = page.events.filter((event) => event.n > number);
      if (page.upto > number) await this.listener.events(fresh, { epoch: page.epoch, number: page.upto });
      if (page.upto >= page.head || page.upto <= number) return;
    }
  }

  private listenForSilence(socket: Socket): void {
    this.stopSilence();
    this.stopSilence = this.world.later(() => this.lose(socket), SILENCE_MAX_MS);
  }

  private lose(socket: Socket): void {
    if (this.socket !== socket) return;
    this.drop(socket);
    this.gone();
  }

  private closed(socket: Socket, code: number): void {
    this.dials = this.dials.filter((each) => each !== socket);
    if (code === CLOSE_NOT_SIGNED_IN || code === CLOSE_FORBIDDEN) {
      this.end();
      this.listener.state("signed_out");
    } else if (socket === this.socket) this.gone();
  }

  private gone(): void {
    this.socket = null;
    this.life += 1;
    this.stopSilence();
    this.lostAt = this.world.monotonicMs();
    this.listener.state("offline");
    if (!this.ended) this.dial();
  }

  private drop(socket: Socket): void {
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }
}
