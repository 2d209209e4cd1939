/** The line between a desk's page and its scanners: both ends of /api/bridge, dialled again whenever it is lost. */

import type { Source } from "../kernel/wire";
import type { Socket } from "./live";

/** One scan on its way. n: counted by its scanner without gaps. */
export interface SentScan {
  id: string;
  n: number;
  text: string;
  source: Source;
  symbology?: string;
  device?: string;
  /** Milliseconds since 1970 on the scanner's clock. */
  at: number;
}

/** What the relay says. */
export interface BridgeFrame {
  open?: string;
  beat?: true;
  scanner?: string;
  here?: boolean;
  name?: string;
  scan?: SentScan;
  ack?: number;
  paired?: { id: string; seal: string };
}

export type BridgeState = "online" | "offline" | "away" | "not_let_in" | "moved" | "full" | "signed_out";

export interface BridgeWorld {
  dial(): Socket;
  random(): number;
  later(work: () => void, ms: number): () => void;
}

export interface BridgeEnd {
  /** Who we are; made anew for each connection. */
  hello(): object;
  heard(frame: BridgeFrame): void;
  state(state: BridgeState): void;
}

const SILENCE_MAX_MS = 9_000; // The relay beats every 4 s; two of them missing and the line is dead.
const AGAIN_FIRST_MS = 250;
const AGAIN_MAX_MS = 5_000; // A page that was closed overnight costs its scanners a call every five seconds.
// Close codes of server/web/bridge/relay.py; after those that end it nobody dials again by themselves.
const MEANS: Readonly<Record<number, BridgeState>> = {
  4401: "signed_out",
  4403: "not_let_in",
  4404: "away",
  4409: "moved",
  4413: "full",
};
const ENDS: ReadonlySet<BridgeState> = new Set<BridgeState>(["signed_out", "not_let_in", "moved"]);

export class BridgeLine {
  private socket: Socket | null = null;
  private failures = 0;
  private ended = false;
  private hasGreeted = false;
  private stopAgain: () => void = () => undefined;
  private stopSilence: () => void = () => undefined;

  constructor(
    private readonly world: BridgeWorld,
    private readonly end_: BridgeEnd,
  ) {}

  begin(): void {
    this.ended = false;
    this.failures = 0;
    if (!this.socket) this.dial();
  }

  end(): void {
    this.ended = true;
    this.stopAgain();
    this.drop();
  }

  /** The page is put away, perhaps to come back: a frozen page must not seem to be there. */
  rest(): void {
    this.stopAgain();
    this.drop();
    if (!this.ended) this.end_.state("offline");
  }

  /** The network or the page came back: try now. */
  poke(): void {
    if (!this.ended && !this.socket) this.begin();
  }

  /** Say something; before the line stands it is left out, for `hello` says how things are by then. */
  send(frame: object): void {
    // A browser's socket that is still dialling throws instead.
    if (this.hasGreeted) this.socket?.send(JSON.stringify(frame));
  }

  private dial(): void {
    this.stopAgain();
    const socket = this.world.dial();
    this.socket = socket;
    // Also a dial that is never answered falls silent.
    this.listen(socket);
    socket.onopen = () => {
      socket.send(JSON.stringify(this.end_.hello()));
      this.hasGreeted = true;
    };
    socket.onmessage = ({ data }) => {
      if (socket !== this.socket) return;
      this.listen(socket);
      const frame = JSON.parse(String(data)) as BridgeFrame;
      if (frame.open !== undefined) {
        this.failures = 0;
        this.end_.state("online");
      }
      if (!frame.beat) this.end_.heard(frame);
    };
    socket.onclose = ({ code }) => {
      if (socket === this.socket) this.lost(MEANS[code] ?? "offline");
    };
  }

  private listen(socket: Socket): void {
    this.stopSilence();
    this.stopSilence = this.world.later(() => {
      if (socket === this.socket) this.lost("offline");
    }, SILENCE_MAX_MS);
  }

  private lost(state: BridgeState): void {
    this.drop();
    if (this.ended) return;
    this.ended = ENDS.has(state);
    this.end_.state(state);
    if (this.ended) return;
    const whole = Math.min(AGAIN_MAX_MS, AGAIN_FIRST_MS * 2 ** this.failures);
    this.failures += 1;
    // Between half and whole, so that a hall's scanners do not come back in one wave.
    this.stopAgain = this.world.later(() => this.dial(), Math.round(whole * (0.5 + 0.5 * this.world.random())));
  }

  private drop(): void {
    this.stopSilence();
    this.hasGreeted = false;
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}

const WINDOW = 32; // Scans under way at once, as in scanning/bridge/client.py.
const SEEN_MAX = 2 * WINDOW; // What comes twice is among the last window; a spool that was put back to an old copy is not.

/** The page's end: takes each scan once, in order, and says that it has it. */
export class Intake {
  constructor(
    /** The last ids taken of each scanner; kept by the caller before anything else happens to the scan. */
    private readonly seen: Record<string, string[]>,
    private readonly keep: () => void,
    private readonly take: (scan: SentScan, scanner: string) => void,
  ) {}

  /** A scan came: the number up to which everything of its scanner is here. */
  accept(scanner: string, scan: SentScan): number {
    const ids = this.seen[scanner] ?? [];
    if (!ids.includes(scan.id)) {
      this.seen[scanner] = [...ids, scan.id].slice(-SEEN_MAX);
      this.keep();
      this.take(scan, scanner);
    }
    return scan.n;
  }
}

/** The scanner's end on a phone: what it has scanned stays here until the page has it. */
export class Spool {
  private sent = 0;
  private isOpen = false;

  constructor(
    /** What waits, oldest first, and the number that the next one gets; kept by the caller. */
    private readonly kept: { next: number; waiting: SentScan[] },
    private readonly keep: () => void,
    private readonly send: (frame: object) => void,
  ) {}

  get waiting(): number {
    return this.kept.waiting.length;
  }

  add(scan: Omit<SentScan, "n">): void {
    this.kept.waiting.push({ ...scan, n: this.kept.next });
    this.kept.next += 1;
    this.keep();
    this.flow();
  }

  /** The page is there (again): everything that waits goes (again). */
  opened(): void {
    this.isOpen = true;
    this.sent = 0;
    this.flow();
  }

  closed(): void {
    this.isOpen = false;
  }

  acknowledged(number: number): void {
    this.kept.waiting = this.kept.waiting.filter((scan) => scan.n > number);
    this.keep();
    this.flow();
  }

  private flow(): void {
    if (!this.isOpen) return;
    for (const scan of this.kept.waiting.slice(0, WINDOW)) {
      if (scan.n <= this.sent) continue;
      this.send({ scan });
      this.sent = scan.n;
    }
  }
}

/** The browser's own line to the relay. */
export const bridgeWorld: BridgeWorld = {
  dial() {
    const address = new URL("/api/bridge", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    return new WebSocket(address) as unknown as Socket;
  },
  random: Math.random,
  later(work, ms) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
