/** This phone as a scanner of somebody's desk: what it reads stays here until the desk's page has it. */

import { ref } from "vue";
import { newId } from "../kernel/ids";
import { BridgeLine, type BridgeState, bridgeWorld, type SentScan, Spool } from "../link/bridge";
import type { Reading } from "../scanner/reading";

interface Kept {
  desk: string;
  scanner: string;
  key: string;
  next: number;
  waiting: SentScan[];
}

// In localStorage: it is written before `add` returns, and a few scans are all that ever waits.
const KEPT_UNDER = "truebin.scan-for."; // And the desk.
const WAITING_MAX = 500; // An hour of scanning towards a page that is closed; then the person must look.

export interface ScanFor {
  /** Keep and send a scan; false when too many wait already and it was not taken. */
  add(reading: Reading): boolean;
  /** Try again now. */
  again(): void;
  end(): void;
}

export const state = ref<BridgeState>("offline");
export const waiting = ref(0);
/** Scans that the desk has, since this page was opened. */
export const arrived = ref(0);

function key(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

/** What is kept of this desk. Of others only what still waits stays: it was meant for them alone. */
export function load(desk: string, storage: Storage = localStorage): Kept {
  const names = Array.from({ length: storage.length }, (_each, place) => storage.key(place) ?? "");
  for (const name of names) {
    if (!name.startsWith(KEPT_UNDER) || name === KEPT_UNDER + desk) continue;
    const other = JSON.parse(storage.getItem(name) ?? "") as Kept;
    if (other.waiting.length === 0) storage.removeItem(name);
  }
  const text = storage.getItem(KEPT_UNDER + desk);
  return text === null ? { desk, scanner: newId(), key: key(), next: 1, waiting: [] } : (JSON.parse(text) as Kept);
}

/** Scan for this desk until `end`. secret: lets us in the first time. */
export function scanFor(desk: string, secret: string, name: string): ScanFor {
  const kept = load(desk);
  const keep = () => {
    localStorage.setItem(KEPT_UNDER + desk, JSON.stringify(kept));
    waiting.value = kept.waiting.length;
  };
  keep();
  arrived.value = 0;
  const line = new BridgeLine(bridgeWorld, {
    hello: () => ({ role: "scanner", desk, scanner: kept.scanner, key: kept.key, secret, name }),
    heard(frame) {
      if (!frame.ack) return;
      const before = kept.waiting.length;
      spool.acknowledged(frame.ack);
      arrived.value += before - kept.waiting.length;
    },
    state(now) {
      state.value = now;
      if (now === "online") spool.opened();
      else spool.closed();
    },
  });
  const spool = new Spool(kept, keep, (frame) => line.send(frame));
  const again = () => line.poke();
  addEventListener("online", again);
  const rest = () => line.rest();
  addEventListener("pageshow", again);
  addEventListener("pagehide", rest);
  state.value = "offline";
  line.begin();
  return {
    add({ text, symbology, source }) {
      if (kept.waiting.length >= WAITING_MAX) return false;
      spool.add({ id: newId(), text, symbology, source, at: Date.now() });
      return true;
    },
    again: () => line.begin(),
    end() {
      removeEventListener("online", again);
      removeEventListener("pageshow", again);
      removeEventListener("pagehide", rest);
      line.end();
    },
  };
}
