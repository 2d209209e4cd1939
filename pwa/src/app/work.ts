/** What screens need of the link: the connection, the tasks and codes on this device, commands and their outcomes, events. */

import { computed, effectScope, ref, watch } from "vue";
import { clean } from "../codes/clean";
import { Stream } from "../kernel/watched";
import type { Entry, Frame, Meaning, Outcome, Task } from "../kernel/wire";
import { liveWorld, shareBetweenTabs, watchNetwork } from "../link/browser";
import { type Connection, levelOf, UNKNOWN } from "../link/connection";
import { Refused, Unreachable } from "../link/http";
import { Live } from "../link/live";
import { drain, offline, outbox } from "./device";
import { follow } from "./follow";
import { beginNotices } from "./notices";
import { me, signOut, warehouse } from "./session";

export { outbox } from "./device";

const standing = ref<Connection>({ ...UNKNOWN, since: Date.now() });
/** How this device stands towards the server; reactive. */
export const connection = computed(() => standing.value);
/** The tasks on this device; reactive. */
export const tasks = follow<readonly Task[]>(offline.tasks);
/** Events as they come, after they were stored. */
export const events = new Stream<Frame>();

const wanted = new Map<string, number>();
let live: Live | null = null;

function stands(change: Partial<Connection>): void {
  const next = { ...standing.value, ...change };
  if (next.state !== standing.value.state) next.since = Date.now();
  next.level = levelOf(next.unsent, next.oldest_at, Date.now());
  standing.value = next;
}

async function recount(): Promise<void> {
  const { count, oldestAt } = await outbox.waiting();
  stands({ unsent: count, oldest_at: Math.round(oldestAt / 1000) });
}

function listen(): void {
  live?.end();
  live = null;
  const place = warehouse.value;
  if (me.value === null || place === 0) return;
  live = new Live(liveWorld, {
    topics: ["tasks", "codes", ...wanted.keys()],
    warehouse: place,
    cursor: () => offline.cursor(),
    async events(fresh, cursor) {
      await offline.take(fresh, cursor);
      for (const event of fresh) events.tell(event);
    },
    anew: () => offline.anew(place),
    state(state) {
      if (state === "online") {
        stands({ state: "online" });
        drain.poke();
      } else if (state === "offline") stands({ state: "offline" });
      else stands({ state: "offline", sign_in: true });
    },
  });
  live.begin();
}

/** Take the snapshot of the warehouse in which the person works; what is on the device stays when there is no network. */
export async function refresh(): Promise<void> {
  try {
    await offline.anew(warehouse.value);
  } catch (error) {
    if (!(error instanceof Unreachable) && !(error instanceof Refused)) throw error;
  }
}

/** Follow further topics ("board") from now on. Returns the way to stop. */
export function subscribe(topics: readonly string[]): () => void {
  const before = wanted.size;
  for (const topic of topics) wanted.set(topic, (wanted.get(topic) ?? 0) + 1);
  if (wanted.size !== before) listen();
  return () => {
    for (const topic of topics) {
      const left = (wanted.get(topic) ?? 1) - 1;
      // A topic nobody wants any more goes with the next connection: one event too many costs less than a reconnect.
      if (left > 0) wanted.set(topic, left);
      else wanted.delete(topic);
    }
  };
}

/** What a text means here; [] for one that is not registered or can be no code. */
export async function lookUp(text: string): Promise<Meaning[]> {
  const cleaned = clean(text);
  return "refused" in cleaned ? [] : offline.codes.get().meant(cleaned.text);
}

/** Store a command and send it as soon as there is a way. Resolves when it is on the disk; rejects when it is not. */
export async function command(
  type: string,
  payload: unknown,
  about: { task?: number; cause?: string; label?: string; warehouse?: number } = {},
): Promise<Entry> {
  const person = me.value;
  if (person === null) throw new Refused(401, "people.not_signed_in");
  const [entry] = await outbox.append([
    {
      kind: "command",
      type,
      // As it will travel: what a screen watches (a reactive object) cannot be stored as it is.
      payload: JSON.parse(JSON.stringify(payload)) as unknown,
      user: person.user.id,
      warehouse: about.warehouse ?? warehouse.value,
      task: about.task ?? 0,
      base: Math.max(0, offline.cursor().number),
      cause: about.cause ?? "",
      label: about.label ?? "",
    },
  ]);
  if (!entry) throw new Error("a stored command has no entry");
  return entry;
}

/** The outcome of an entry, waited for at most so long; null when it is not known by then. */
export async function outcomeOf(id: string, waitMs = 10_000): Promise<Outcome | null> {
  const known = (await outbox.find(id))?.outcome;
  if (known) return known;
  return new Promise((resolve) => {
    const finish = (outcome: Outcome | null) => {
      stop();
      clearTimeout(timer);
      resolve(outcome);
    };
    const stop = drain.outcomes.on((answered) => {
      if (answered.id === id) finish(answered.outcome);
    });
    // It may have been answered between the look and the listening, or by another tab.
    const timer = setTimeout(() => void outbox.find(id).then((kept) => finish(kept?.outcome ?? null)), waitMs);
    void outbox.find(id).then((kept) => kept?.outcome && finish(kept.outcome));
  });
}

/** For the office: do it and wait for the outcome. Raises Refused with its code, Unreachable when no answer came. */
export async function perform(
  type: string,
  payload: unknown,
  about: { task?: number; warehouse?: number; waitMs?: number } = {},
): Promise<Outcome> {
  const { waitMs, ...entered } = about;
  const entry = await command(type, payload, entered);
  const outcome = await outcomeOf(entry.id, waitMs);
  if (outcome === null) throw new Unreachable(0, "no outcome yet");
  if (outcome.result === "refused") throw new Refused(422, outcome.code ?? "", outcome.facts);
  return outcome;
}

/** Try to empty the outbox now, also after it was stopped; resolves when it is empty or the try failed. */
export async function sendNow(): Promise<void> {
  if (connection.value.alarm === "") drain.poke();
  else drain.resume();
  await drain.run();
}

/** Alarms that end with a new number for this device: the old one's story and the server's do not fit together any more. */
const ENDS_WITH_A_NEW_NUMBER = new Set(["device.seq_reused", "link.missing_entries"]);

/** Whether the alarm can be ended by `becomeNew`. */
export const mayBecomeNew = computed(() => ENDS_WITH_A_NEW_NUMBER.has(connection.value.alarm));

/** Go on as a new device: what is unsent keeps its place and waits for the sign-in that makes this device known again. */
export async function becomeNew(): Promise<void> {
  drain.halt();
  await outbox.renew();
  await signOut();
  stands({ alarm: "", sign_in: false });
}

/** Start following the person, the network and the outbox; what is on the device is there when it resolves. Called once, by main. */
export async function beginWork(): Promise<void> {
  // A screen that opens right on a task (after a kill, without a network) must find it.
  if (me.value !== null) await offline.load(warehouse.value);
  const tell = shareBetweenTabs((what) => {
    void recount();
    if (what === "stored") drain.poke();
  });
  outbox.changed.on((what) => {
    void recount();
    tell(what);
    if (what === "stored") drain.poke();
  });
  drain.contacted.on(({ fate, answer, code }) => {
    if (fate === "answered") {
      // The same person signed in again: the line that was closed for want of it opens anew.
      if (connection.value.sign_in) listen();
      stands({ state: "online", sign_in: false, alarm: code });
    }
    if (fate === "signed_out") stands({ sign_in: true });
    else if (fate === "failed") stands({ state: "offline" });
    else if (answer?.alarm || fate === "malformed") stands({ alarm: code });
  });
  watchNetwork(
    () => {
      drain.poke();
      live?.poke();
    },
    () => {
      stands({ state: "offline" });
      live?.cut();
    },
  );
  // The level changes with time alone.
  setInterval(() => stands({}), 30_000);
  effectScope(true).run(() => {
    watch(
      [() => me.value?.user.id ?? 0, warehouse],
      async ([person, place]) => {
        live?.end();
        live = null;
        if (person === 0 || place === 0) return;
        const isHere = await offline.load(place);
        if (!isHere) await refresh();
        listen();
      },
      { immediate: true },
    );
  });
  await beginNotices();
  void recount();
  // Nobody signed in: the server would only say so. What waits goes with the next sign-in.
  if (me.value === null) drain.halt();
  else drain.poke();
}
