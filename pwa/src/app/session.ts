/** Who works on this device: signed in also without a network, as long as the server does not say otherwise. */

import { computed, ref, shallowRef } from "vue";
import type { Person } from "../kernel/wire";
import * as account from "../link/account";
import { Refused, Unreachable } from "../link/http";
import { unlock } from "./cues";
import { database } from "./database";
import { stayAwake } from "./wake";
import { languageFor, speak } from "./words";

export { Refused } from "../link/http";

/** The signed-in person, null when nobody is. */
export const me = shallowRef<Person | null>(null);
/** The warehouse in which they work, 0 before anybody chose. */
export const warehouse = ref(0);
/** Whether the shift was begun on this page: sound is unlocked, the screen stays on. */
export const shift = ref(false);
/** What the browser answered when asked to keep our records even when space gets short. */
export const keptByBrowser = ref<"yes" | "no" | "not asked">("not asked");

const permissions = computed(() => new Set(me.value?.user.permissions ?? []));

/** Whether the person may do that: a command's own name, granted by itself, with its work (`picking.*`) or with all (`*`). */
export function may(permission: string): boolean {
  const has = permissions.value;
  return has.has(permission) || has.has(`${permission.split(".")[0]}.*`) || has.has("*");
}

function dress(person: Person): void {
  document.documentElement.dataset.theme = person.user.theme === "dark" ? "dark" : "light";
  document.documentElement.dataset.hand = person.user.hand === "left" ? "left" : "right";
}

async function isPerson(person: Person): Promise<void> {
  const known = (await database.fact<number>("warehouse")) ?? 0;
  const theirs = person.user.warehouses.map((each) => each.id);
  warehouse.value = theirs.includes(known) ? known : (theirs[0] ?? 0);
  me.value = person;
  dress(person);
  await database.remember("person", person);
  const language = languageFor(person.user.language);
  if (person.user.language) await speak(language);
}

async function isNobody(): Promise<void> {
  me.value = null;
  shift.value = false;
  await database.remember("person", null);
}

/** Take up the session this device remembers; the server is asked behind it. Called once, by main. */
export async function begin(): Promise<void> {
  const [person, kept] = await Promise.all([
    database.fact<Person | null>("person"),
    database.fact<"yes" | "no">("kept"),
  ]);
  if (kept) keptByBrowser.value = kept;
  if (!person) return;
  await isPerson(person);
  void confirm();
}

/** Ask the server who we are. Without an answer the remembered session goes on: the hall must not stop for a network. */
export async function confirm(): Promise<void> {
  try {
    await isPerson(await account.whoAmI());
  } catch (error) {
    if (error instanceof Refused && error.status === 401) await isNobody();
    else if (!(error instanceof Unreachable) && !(error instanceof Refused)) throw error;
  }
}

/** The outbox and what sends it lie behind the first screen. */
const device = () => import("./device");

async function myself(): Promise<account.DeviceSelf> {
  const { outbox } = await device();
  const { id } = await outbox.device();
  const isTouch = matchMedia("(pointer: coarse)").matches;
  const kind = !isTouch ? "desk" : Math.min(screen.width, screen.height) >= 600 ? "tablet" : "phone";
  return { id, name: me.value?.device?.name ?? "", kind };
}

/** Sign in by login and password, or by badge and PIN. Raises Refused or Unreachable. */
export async function signIn(credentials: account.Credentials): Promise<void> {
  const person = await account.signIn(await myself(), credentials);
  await isPerson(person);
  await askToKeep();
}

/** Sign out. The outbox stays: it belongs to the device, and each entry names its person. */
export async function signOut(): Promise<void> {
  try {
    await account.signOut();
  } catch (error) {
    // Without a network the session ends here; the cookie's own end comes with the next sign-in or its expiry.
    if (!(error instanceof Unreachable) && !(error instanceof Refused && error.status === 401)) throw error;
  }
  await isNobody();
}

/** Make this device known by the eight digits of a supervisor. */
export async function pair(code: string): Promise<void> {
  await account.pair(await myself(), code);
}

export async function chooseWarehouse(id: number): Promise<void> {
  warehouse.value = id;
  await database.remember("warehouse", id);
}

/** Language, hand and theme: at once here, and by a command for every other device. */
export async function setPreferences(wanted: { language?: string; hand?: string; theme?: string }): Promise<void> {
  const person = me.value;
  if (!person) return;
  const user = { ...person.user, ...wanted };
  const payload = { language: user.language, hand: user.hand, theme: user.theme };
  const { outbox } = await device();
  await outbox.append([{ kind: "command", type: "people.set_preferences", payload, user: user.id, warehouse: 0 }]);
  await isPerson({ ...person, user });
}

async function askToKeep(): Promise<void> {
  if (navigator.storage?.persist === undefined) return;
  const kept = (await navigator.storage.persist()) ? "yes" : "no";
  keptByBrowser.value = kept;
  await database.remember("kept", kept);
}

/** Call it inside the tap that starts the shift: unlocks sound, plays the right tone, keeps the screen on. */
export function startShift(): void {
  unlock();
  stayAwake();
  shift.value = true;
}
