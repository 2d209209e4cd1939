/** The browser's network and clocks, as the link wants them. */

import { Told } from "../kernel/watched";
import { browserStamp } from "../outbox/outbox";
import { LOCK, type World } from "./contact";
import { read, readNewer } from "./http";
import type { LiveWorld, Page, Socket } from "./live";
import type { Source } from "./snapshot";

function later(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

/** Without Web Locks (an old browser) there is one tab as a rule; the server's idempotency holds for the rest. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? ((await navigator.locks.request(LOCK, work)) as T) : work();
}

export const world: World = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  runId: browserStamp.runId,
  random: Math.random,
  alone,
  later,
};

export const liveWorld: LiveWorld = {
  dial() {
    const address = new URL("/api/live", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    return new WebSocket(address) as unknown as Socket;
  },
  page: (warehouse, since, topics) =>
    read<Page>(
      `/api/events?${new URLSearchParams({ warehouse: `${warehouse}`, since: `${since}`, topics: topics.join(",") })}`,
    ),
  monotonicMs: () => performance.now(),
  random: Math.random,
  later,
};

export const source: Source = {
  snapshot: (warehouse) => read(`/api/snapshot?warehouse=${warehouse}`),
  task: (id) => read(`/api/tasks/${id}`),
  codes: (warehouse, version) => readNewer(`/api/codes?warehouse=${warehouse}`, version),
};

/** Whether the browser says that there is a network, and pokes whenever it may have come back. */
export function watchNetwork(back: () => void, gone: () => void): Told<boolean> {
  const online = new Told(navigator.onLine);
  const heard = () => {
    online.set(true);
    back();
  };
  addEventListener("online", heard);
  addEventListener("pageshow", back);
  addEventListener("offline", () => {
    online.set(false);
    gone();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) back();
  });
  return online;
}

/** Tabs of one browser share the outbox: tell the others that it changed, hear when they changed it. */
export function shareBetweenTabs(heard: (what: "stored" | "answered") => void): (what: "stored" | "answered") => void {
  const channel = new BroadcastChannel("truebin");
  channel.onmessage = ({ data }: MessageEvent<"stored" | "answered">) => heard(data);
  return (what) => channel.postMessage(what);
}
