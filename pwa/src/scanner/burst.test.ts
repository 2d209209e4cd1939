/** The wedge suite: sixty ways in which keys reach a page, and what may come of each. No wrong code in any. */

import { expect, test } from "vitest";
import { ANY, Burst, type Key, type Manner } from "./burst";

const GS = "\u001d";

/** A key by name: a character, "Enter", "Ctrl+]", "Alt+29" (digits on the number pad), "Process" (under an input method). */
type Step = string | { wait: number } | "silence";

interface Case {
  name: string;
  keys: readonly Step[];
  every?: number;
  manner?: Partial<Manner>;
  /** Codes in order; "?" where the person is asked to scan again. */
  heard: readonly string[];
  /** Which keys go on to the page; not looked at when left out. */
  passed?: readonly string[];
}

function run({ keys, every = 8, manner = {} }: Case): { heard: string[]; passed: string[] } {
  const burst = new Burst({ ...ANY, ...manner });
  const heard: string[] = [];
  const passed: string[] = [];
  let at = 1000;
  const take = (what: ReturnType<Burst["press"]>, name: string) => {
    if (what.kind === "code") heard.push(what.text);
    if (what.kind === "swallowed") heard.push("?");
    if (what.kind === "passed" && name !== "") passed.push(name);
  };
  const press = (key: Partial<Key> & { key: string }, name: string) => {
    if (manner.endsBySilence && !burst.isOpen(at)) take(burst.stopped(at), "");
    take(burst.press({ at, ctrl: false, alt: false, meta: false, composing: false, ...key }), name);
    at += every;
  };
  for (const step of keys) {
    if (typeof step !== "string") at += step.wait;
    else if (step === "silence") take(burst.stopped((at += 500)), "");
    else if (step.startsWith("Ctrl+")) press({ key: step.slice(5), ctrl: true }, step);
    else if (step.startsWith("Meta+")) press({ key: step.slice(5), meta: true }, step);
    else if (step.startsWith("AltGr+")) press({ key: step.slice(6), ctrl: true, alt: true }, step);
    else if (/^Alt\+\d+$/.test(step)) {
      press({ key: "Alt", alt: true }, "");
      for (const digit of step.slice(4)) press({ key: digit, code: `Numpad${digit}`, alt: true }, step);
      take(burst.release("Alt", at), "");
      at += every;
    } else if (step.startsWith("Alt+")) press({ key: step.slice(4), alt: true }, step);
    else if (step.startsWith("Held+")) press({ key: step.slice(5), repeat: true }, step);
    else if (step === "Process") press({ key: step, composing: true }, step);
    else press({ key: step }, step);
  }
  return { heard, passed };
}

const scan = (text: string, end = "Enter"): string[] => [...text, end];
const alt = (text: string): string[] => [...text].map((sign) => `Alt+0${sign.charCodeAt(0)}`);
const shifted = (text: string): string[] => [...text].flatMap((sign) => ["Shift", sign]);
const rest = { wait: 400 };

const BURSTS: Case[] = [
  { name: "a bin with Enter", keys: scan("A-03-2"), heard: ["A-03-2"], passed: ["A", "-"] },
  { name: "a bin with Tab", keys: scan("A-03-2", "Tab"), heard: ["A-03-2"] },
  { name: "every sign that labels use", keys: scan("SKU_10.013/7+B"), heard: ["SKU_10.013/7+B"] },
  { name: "an AIM identifier in front", keys: scan("]C1ABC"), heard: ["]C1ABC"] },
  { name: "Chinese letters", keys: scan("桌-01"), heard: ["桌-01"] },
  { name: "a letter of two units", keys: scan("𠮷-01"), heard: ["𠮷-01"] },
  { name: "spaces inside", keys: scan("LOT 12 A"), heard: ["LOT 12 A"] },
  { name: "three characters, the shortest", keys: scan("A-1"), heard: ["A-1"] },
  { name: "two characters are no code", keys: scan("A1"), heard: [], passed: ["A", "1", "Enter"] },
  { name: "a long QR text", keys: scan("x".repeat(2000)), every: 1, heard: ["x".repeat(2000)] },
  { name: "one millisecond a key", keys: scan("A-03-2"), every: 1, heard: ["A-03-2"] },
  { name: "all keys at the same time", keys: scan("A-03-2"), every: 0, heard: ["A-03-2"] },
  { name: "30 ms a key", keys: scan("A-03-2"), every: 30, heard: ["A-03-2"] },
  { name: "Shift before each capital", keys: [...shifted("ABC"), "-", "1", "Enter"], heard: ["ABC-1"] },
  { name: "Caps Lock pressed around", keys: ["CapsLock", ...scan("A-03-2"), "CapsLock"], heard: ["A-03-2"] },
  { name: "AltGr makes characters", keys: ["A", "1", "AltGr+@", "AltGr+[", "Enter"], heard: ["A1@["] },
  { name: "Ctrl+] is GS", keys: [..."010", "Ctrl+]", ..."10L1", "Enter"], heard: [`010${GS}10L1`] },
  {
    name: "Ctrl pressed by itself first",
    keys: [..."010", "Control", "Ctrl+]", ..."10L1", "Enter"],
    heard: [`010${GS}10L1`],
  },
  { name: "Ctrl+^ is RS", keys: [..."[)>", "Ctrl+^", ..."06", "Enter"], heard: ["[)>\u001e06"] },
  { name: "CR as Ctrl+M", keys: scan("A-03-2", "Ctrl+m"), heard: ["A-03-2"] },
  { name: "LF as Ctrl+J", keys: scan("A-03-2", "Ctrl+j"), heard: ["A-03-2"] },
  { name: "CR and LF", keys: [...scan("A-03-2"), "Ctrl+j"], heard: ["A-03-2"], passed: ["A", "-"] },
  { name: "two Enters press nothing", keys: [...scan("A-03-2"), "Enter"], heard: ["A-03-2"], passed: ["A", "-"] },
  {
    name: "Tab and Enter press nothing",
    keys: [...scan("A-03-2", "Tab"), "Enter"],
    heard: ["A-03-2"],
    passed: ["A", "-"],
  },
  {
    name: "a person's Enter later does press",
    keys: [...scan("A-03-2"), rest, "Enter"],
    heard: ["A-03-2"],
    passed: ["A", "-", "Enter"],
  },
  { name: "Alt and digits", keys: [...alt("A-03"), "Enter"], every: 2, heard: ["A-03"], passed: [] },
  { name: "Alt and digits end with CR", keys: [...alt("A-03"), "Alt+013"], every: 2, heard: ["A-03"] },
  {
    name: "Alt and digits for GS alone",
    keys: [..."010", "Alt+029", ..."10L1", "Enter"],
    every: 4,
    heard: [`010${GS}10L1`],
  },
  { name: "Alt and digits above ASCII", keys: [..."Gr", "Alt+0252", ..."n1", "Enter"], every: 4, heard: ["Grün1"] },
  {
    name: "Alt and a number of the machine's code page",
    keys: [..."Gr", "Alt+129", ..."n1", "Enter"],
    every: 4,
    heard: ["?"],
  },
  { name: "two scans back to back", keys: [...scan("A-01-1"), ...scan("SKU-1")], heard: ["A-01-1", "SKU-1"] },
  {
    name: "ten scans in two seconds",
    keys: Array.from({ length: 10 }, (_each, place) => [...scan(`BIN-0${place}-77`), { wait: 100 }]).flat(),
    heard: Array.from({ length: 10 }, (_each, place) => `BIN-0${place}-77`),
  },
  {
    name: "the same scan twice is two scans",
    keys: [...scan("A-01-1"), rest, ...scan("A-01-1")],
    heard: ["A-01-1", "A-01-1"],
  },
  { name: "no suffix: asked for again", keys: [..."A-03-2", "silence"], heard: ["?"] },
  { name: "no suffix, then a whole scan", keys: [..."A-03-2", "silence", ...scan("A-03-2")], heard: ["?", "A-03-2"] },
  {
    name: "a suffix that comes late presses nothing",
    keys: [..."A-03-2", { wait: 120 }, "Enter"],
    heard: [],
    passed: ["A", "-", "Enter"],
  },
  { name: "the end of a burst is never a code of its own", keys: [..."A-03-2", { wait: 60 }, "Enter"], heard: [] },
];

const METHODS: Case[] = [
  { name: "an input method took the head", keys: ["Process", "Process", "Process", ...scan("-10013")], heard: ["?"] },
  { name: "an input method took the middle", keys: [..."SK", "Process", ...scan("10013")], heard: ["?"] },
  { name: "an input method took all", keys: [...Array.from({ length: 9 }, () => "Process"), "Enter"], heard: ["?"] },
  {
    name: "an input method took all, and the suffix",
    keys: [...Array.from({ length: 9 }, () => "Process"), "silence"],
    heard: ["?"],
  },
  { name: "a key without a name", keys: ["1", "2", "Unidentified", "4", "Enter"], heard: ["?"] },
  {
    name: "the scan after it is read",
    keys: ["Process", "Process", ...scan("-10013"), rest, ...scan("A-03-2")],
    heard: ["?", "A-03-2"],
  },
  { name: "a Ctrl key that nobody knows is no gap", keys: [..."10A", "Ctrl++", ..."21B", "Enter"], heard: ["?"] },
  { name: "an Alt key that nobody knows is no gap", keys: [..."10A", "Alt+l", ..."21B", "Enter"], heard: ["?"] },
  { name: "a person writes Chinese", keys: [..."nihao"].map(() => "Process"), every: 120, heard: [] },
  { name: "full width stays as it is without a profile", keys: scan("Ａ－０３"), heard: ["Ａ－０３"] },
];

const LAYOUTS: Case[] = [
  { name: "a dead key in the middle", keys: [..."A1", "Dead", ...scan("23")], heard: ["?"] },
  { name: "a dead key at the head", keys: ["Dead", ...scan("A-03")], heard: ["?"] },
  { name: "another layout's letters pass as they are", keys: scan("Aß03ß2"), heard: ["Aß03ß2"] },
  { name: "an unknown key in the middle is no end", keys: [..."AB", "ZenkakuHankaku", ...scan("12345")], heard: ["?"] },
  {
    name: "F8 stands for GS where the profile says so",
    keys: [..."010", "F8", ..."10L1", "Enter"],
    manner: { names: { F8: GS } },
    heard: [`010${GS}10L1`],
  },
  {
    name: "Ctrl++ stands for GS where the profile says so",
    keys: [..."010", "Ctrl++", ..."10L1", "Enter"],
    manner: { names: { "Ctrl++": GS } },
    heard: [`010${GS}10L1`],
  },
  {
    name: "a prefix key that the profile knows",
    keys: ["Ctrl+b", ...scan("A-03-2")],
    manner: { names: { "Ctrl+b": "" } },
    heard: ["A-03-2"],
  },
  {
    name: "a slow scanner where the profile says so",
    keys: scan("A-03-2"),
    every: 65,
    manner: { gapMs: 98 },
    heard: ["A-03-2"],
  },
  {
    name: "no suffix where the profile says so",
    keys: [..."A-03-2", "silence"],
    manner: { endsBySilence: true },
    heard: ["A-03-2"],
  },
  {
    name: "no suffix, back to back",
    keys: [..."A-01-1", { wait: 120 }, ..."SKU-1", "silence"],
    manner: { endsBySilence: true },
    heard: ["A-01-1", "SKU-1"],
  },
  {
    name: "ten scans without suffix in two seconds",
    keys: [...Array.from({ length: 10 }, (_each, place) => [...`BIN-0${place}-77`, { wait: 110 }]).flat(), "silence"],
    manner: { endsBySilence: true },
    heard: Array.from({ length: 10 }, (_each, place) => `BIN-0${place}-77`),
  },
];

const TYPING: Case[] = [
  ...[60, 90, 120, 180].map((every) => ({
    name: `a person types, ${every} ms a key`,
    keys: scan("hello world"),
    every,
    heard: [],
    passed: scan("hello world"),
  })),
  { name: "a key held down", keys: ["a", ...Array.from({ length: 9 }, () => "Held+a"), "Enter"], every: 33, heard: [] },
  { name: "a key stuck in the middle of a scan", keys: [..."A-0", "Held+0", ..."3-2", "Enter"], heard: ["?"] },
  { name: "two keys rolled over", keys: scan("ab"), every: 10, heard: [], passed: ["a", "b", "Enter"] },
  {
    name: "a fast pair, then a pause",
    keys: ["a", "b", { wait: 150 }, "c", "Enter"],
    every: 20,
    heard: [],
    passed: ["a", "b", "c", "Enter"],
  },
  { name: "Enter alone", keys: ["Enter"], heard: [], passed: ["Enter"] },
  {
    name: "shortcuts",
    keys: ["Ctrl+c", "Ctrl+v", "Meta+k", "Alt+f"],
    heard: [],
    passed: ["Ctrl+c", "Ctrl+v", "Meta+k", "Alt+f"],
  },
  {
    name: "arrows and function keys",
    keys: ["ArrowDown", "F5", "Escape", "PageUp"],
    heard: [],
    passed: ["ArrowDown", "F5", "Escape", "PageUp"],
  },
  { name: "a typed word with silence after it", keys: [..."hello", "silence"], every: 90, heard: [] },
  {
    name: "a person types, a scanner breaks in",
    keys: ["h", { wait: 120 }, "e", { wait: 120 }, ...scan("A-03-2")],
    heard: ["A-03-2"],
  },
];

const ALL = [...BURSTS, ...METHODS, ...LAYOUTS, ...TYPING];

test("the suite has its sixty cases", () => expect(ALL.length).toBeGreaterThanOrEqual(60));

test.each(ALL)("$name", (each) => {
  const { heard, passed } = run(each);
  expect(heard).toEqual(each.heard);
  if (each.passed) expect(passed).toEqual(each.passed);
});

test("a number whose Alt is never let go is a character that is missing", () => {
  const burst = new Burst();
  const press = (key: string, at: number, alt = false) =>
    burst.press({ key, at, alt, code: alt ? `Numpad${key}` : "", ctrl: false, meta: false, composing: false });
  for (const [place, key] of [..."10A"].entries()) press(key, place);
  for (const [place, key] of [..."029"].entries()) press(key, 10 + place, true);
  for (const [place, key] of [..."21B"].entries()) press(key, 20 + place);
  expect(press("Enter", 30)).toEqual({ kind: "swallowed" });
});

test("keys that come late go on with the burst by their own times", () => {
  const burst = new Burst();
  const press = (key: string, at: number) =>
    burst.press({ key, at, ctrl: false, alt: false, meta: false, composing: false });
  for (const [place, key] of [..."A-03"].entries()) press(key, place * 8);
  expect(burst.stopped(600).kind).toBe("swallowed");
  for (const [place, key] of [..."-2"].entries()) press(key, 32 + place * 8);
  expect(press("Enter", 48)).toMatchObject({ kind: "code", text: "A-03-2" });
});

test("any text that a scanner can type comes out as it went in, at any speed of a scanner", () => {
  let seed = 20261122;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; // Numerical Recipes' generator: any order will do.
    return seed % below;
  };
  for (let round = 0; round < 500; round += 1) {
    const text = Array.from({ length: 3 + random(60) }, () => String.fromCharCode(32 + random(95))).join("");
    expect(run({ name: "", keys: scan(text), every: 1 + random(30), heard: [] }).heard).toEqual([text]);
  }
});
