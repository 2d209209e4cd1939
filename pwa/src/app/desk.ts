/** This page as a desk: scans of a dock's bridge and of paired phones come in as if they were read here. */

import { computed, ref, watch } from "vue";
import { BridgeLine, type BridgeState, bridgeWorld, Intake } from "../link/bridge";
import { tellReading } from "../scanner/reading";
import { me } from "./session";

interface Paired {
  id: string;
  seal: string;
  name: string;
}
interface Kept {
  key: string;
  scanners: Paired[];
  seen: Record<string, string[]>;
}

const KEPT_UNDER = "truebin.desk"; // In localStorage: a browser is one desk, also after it was closed for the night.
const IS_HERE = "truebin.desk-here"; // In sessionStorage: of several tabs this one is the desk, also when loaded again.
const LOCK = "truebin.desk";
const SECRET_EVERY_MS = 9 * 60_000; // The relay takes one for ten minutes.
const SCANNERS_MAX = 16; // As the relay: the oldest gives way.
// Without the letters and digits that look alike on a screen; 32 signs, so ten of them are 50 bits.
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** How the desk stands; "closed" while this page is none. */
export const deskState = ref<BridgeState | "closed">("closed");
/** The scanners that may send here, and whether they are there now. */
export const scanners = ref<readonly (Paired & { here: boolean })[]>([]);
/** The last scan that came from one of them. */
export const lastScan = ref<{ text: string; scanner: string; at: number } | null>(null);
const deskId = ref("");
const secret = ref("");
/** What a phone or a bridge opens to be let in; "" while there is nothing to be let into. */
export const link = computed(() =>
  deskState.value === "online" && secret.value ? `${location.origin}/#/scan-for/${deskId.value}/${secret.value}` : "",
);

let kept: Kept | null = null;
let line: BridgeLine | null = null;
let isHolding = false; // Asked for or had: this tab asks once at a time.
let release: () => void = () => undefined;
const here = new Set<string>();

function keep(): void {
  localStorage.setItem(KEPT_UNDER, JSON.stringify(kept));
}

function show(): void {
  scanners.value = (kept?.scanners ?? []).map((each) => ({ ...each, here: here.has(each.id) }));
}

function signs(count: number): string {
  return [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => SIGNS[byte % SIGNS.length]).join("");
}

function load(): Kept {
  const text = localStorage.getItem(KEPT_UNDER);
  return text === null ? { key: signs(32), scanners: [], seen: {} } : (JSON.parse(text) as Kept);
}

function connect(): void {
  const desk = load();
  kept = desk;
  keep();
  show();
  const intake = new Intake(desk.seen, keep, ({ text, source, symbology }, scanner) => {
    lastScan.value = { text, scanner, at: Date.now() };
    tellReading({ text, symbology: symbology ?? "", source, at: performance.now() });
  });
  line = new BridgeLine(bridgeWorld, {
    hello: () => ({
      role: "desk",
      key: desk.key,
      secret: secret.value,
      scanners: desk.scanners.map(({ id, seal }) => ({ id, seal })),
    }),
    heard(frame) {
      if (frame.open) deskId.value = frame.open;
      else if (frame.paired) {
        const others = desk.scanners.filter((each) => each.id !== frame.paired?.id);
        desk.scanners = [...others, { ...frame.paired, name: frame.name ?? "" }].slice(-SCANNERS_MAX);
        keep();
        // The secret is used up; the next scanner gets another.
        if (secret.value) renew();
      } else if (frame.scan && frame.scanner) {
        line?.send({ scanner: frame.scanner, ack: intake.accept(frame.scanner, frame.scan) });
      } else if (frame.scanner && frame.here !== undefined) {
        if (frame.here) here.add(frame.scanner);
        else here.delete(frame.scanner);
      }
      show();
    },
    state(state) {
      if (state !== "online") here.clear();
      deskState.value = state;
      show();
    },
  });
  deskState.value = "offline";
  line.begin();
}

function disconnect(): void {
  line?.end();
  line = null;
  here.clear();
  deskState.value = "closed";
}

/** Be the desk until another tab takes it or this one lets it go. steal: take it from another tab. */
async function hold(steal: boolean): Promise<void> {
  if (isHolding || me.value === null) return;
  isHolding = true;
  const work = async () => {
    sessionStorage.setItem(IS_HERE, "yes");
    connect();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    disconnect();
  };
  try {
    if (navigator.locks === undefined) return await work();
    await navigator.locks.request(LOCK, steal ? { steal } : { ifAvailable: true }, async (lock) => {
      if (lock) await work();
    });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "AbortError") throw error;
    // Another tab is the desk now.
    sessionStorage.removeItem(IS_HERE);
    disconnect();
    deskState.value = "moved";
  } finally {
    isHolding = false;
  }
}

/** Open the desk here, whoever was it before. */
export function openDesk(): void {
  resumeDesk();
  if (line) line.begin();
  else void hold(true);
}

/** Give the desk up for good: its scanners have to be paired anew. */
export function closeDesk(): void {
  sessionStorage.removeItem(IS_HERE);
  localStorage.removeItem(KEPT_UNDER);
  secret.value = "";
  release();
  scanners.value = [];
}

let isWatched = false;

/** Take the desk up again where it was before this page was loaded, and whenever somebody signs in. */
export function resumeDesk(): void {
  if (isWatched) return;
  isWatched = true;
  watch(
    me,
    (person) => {
      if (person === null) release();
      else if (localStorage.getItem(KEPT_UNDER) !== null) void hold(sessionStorage.getItem(IS_HERE) !== null);
    },
    { immediate: true },
  );
  const poke = () => line?.poke();
  addEventListener("online", poke);
  addEventListener("pageshow", poke);
  addEventListener("pagehide", () => line?.rest());
}

/** Let one further scanner in, as long as the way to do so is shown; returns the way to stop. */
export function invite(): () => void {
  renew();
  const timer = setInterval(renew, SECRET_EVERY_MS);
  return () => {
    clearInterval(timer);
    secret.value = "";
    // A secret that nobody knows: the shown one is good no more.
    line?.send({ secret: signs(10) });
  };
}

function renew(): void {
  secret.value = signs(10);
  line?.send({ secret: secret.value });
}

/** This scanner sends nothing here any more. */
export function forget(id: string): void {
  if (!kept) return;
  kept.scanners = kept.scanners.filter((each) => each.id !== id);
  delete kept.seen[id];
  here.delete(id);
  keep();
  line?.send({ scanner: id, forget: true });
  show();
}
