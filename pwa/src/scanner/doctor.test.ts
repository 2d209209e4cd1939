import { expect, test } from "vitest";
import { Burst } from "./burst";
import { CODES, codeOf, diagnosed, isComposed, type Sound, type Take } from "./doctor";
import { type LayoutName, LAYOUTS } from "./layouts";
import { type FindingCode, type Profile, STATES } from "./profile";
import { fitOf } from "./repair";
import { scanned, type Scanner } from "./simulated";
import type { Fit } from "./wedge";

const GS = "\u001d";
function worn(profile: Profile): Fit {
  const fit = fitOf(profile);
  if (fit === null) throw new Error("a profile of another shape");
  return fit;
}
const takesOf = (made: Scanner): Take[] =>
  CODES.map(({ text, gs1 }, code) => ({ code, sounds: scanned(text, gs1, made, code * 5000) }));
const known = new Map<Scanner, ReturnType<typeof examine>>();
const examined = (made: Scanner) => {
  const found = known.get(made) ?? examine(made);
  known.set(made, found);
  return found;
};
function examine(made: Scanner) {
  const found = diagnosed(takesOf(made));
  if (found === null) throw new Error("not told");
  return { ...found, codes: found.findings.map((each) => each.code) };
}

/** The same events through the wedge reader's burst in the profile's manner, and its repair: what the screen gets. */
function readBy(made: Scanner, text: string, gs1 = false): (string | null)[] {
  const fit = worn(examined(made).profile);
  const burst = new Burst(fit.manner);
  const got: (string | null)[] = [];
  let caps = false;
  const take = (heard: ReturnType<Burst["press"]>, at: number) => {
    if (heard.kind === "swallowed") got.push(null);
    if (heard.kind !== "code") return;
    const text = fit.repaired(heard.text, caps, heard.since, at);
    if (text !== undefined) got.push(text);
  };
  const hear = (sound: Sound) => {
    if (sound.kind === "key") {
      if (fit.manner.endsBySilence) take(burst.stopped(sound.at), sound.at);
      caps = sound.caps;
      take(burst.press({ meta: false, ...sound }), sound.at);
    } else if (sound.kind === "release") take(burst.release(sound.key, sound.at), sound.at);
  };
  const sounds = scanned(text, gs1, made, 100_000);
  for (const sound of sounds) hear(sound);
  take(burst.stopped(200_000), 200_000);
  return got;
}

const LABELS = ["A-02-2", "SKU_10013/7", "6901234567892", "abcXYZ-09"];
const MESSAGE = `0106901234567892102609A${GS}21S-7`;

const AIMED = (gs1: boolean) => (gs1 ? "]C1" : "]C0");
// A made-up layout of no country: the letters turned round, the digits shifted.
const [OWN, OWN_TURNED] = ["ABCDEFGHIJabcdefghij0123456789-_/", "JIHGFEDCBAjihgfedcba9876543210_-?"];
const odd = Object.fromEntries([...OWN].map((sign, place) => [sign, OWN_TURNED[place] ?? ""]));
odd["?"] = "/";

// What the scanner is, what is found, and whether labels and a GS1 message are read right from then on.
const MENDED: [string, Scanner, FindingCode[]][] = [
  ["as it should be", {}, ["separator_control"]],
  ["with AIM identifiers", { aim: AIMED }, ["aim", "separator_control"]],
  ["US on a British phone", { phone: "uk" }, ["layout", "separator_control"]],
  ["US on an Italian phone", { phone: "it" }, ["layout", "separator_control"]],
  ["Caps Lock on", { caps: true }, ["caps_lock", "separator_control"]],
  [
    "Caps Lock on, German phone",
    { caps: true, phone: "de" },
    ["layout", "caps_lock", "characters_rare", "separator_control"],
  ],
  ["case exchanged", { letterCase: "swapped" }, ["case_swapped", "separator_control"]],
  ["full width", { wide: true }, ["wide", "separator_control"]],
  ["a prefix", { prefix: "~X" }, ["prefix", "separator_control"]],
  [
    "a prefix on a French phone",
    { prefix: "Q1", phone: "fr" },
    ["layout", "characters_rare", "prefix", "separator_control"],
  ],
  ["something behind", { tail: "$" }, ["tail", "separator_control"]],
  ["no suffix", { suffix: [] }, ["separator_control", "suffix_missing"]],
  ["two Enters", { suffix: ["Enter", "Enter"] }, ["separator_control", "suffix_doubled"]],
  ["CR and LF", { suffix: ["Enter", "Ctrl+j"] }, ["separator_control", "suffix_doubled"]],
  ["CR as Ctrl+M", { suffix: ["Ctrl+m"] }, ["separator_control"]],
  ["Tab", { suffix: ["Tab"] }, ["separator_control"]],
  ["GS as F8", { separator: ["F8"] }, ["separator_replaced"]],
  [
    "GS as Ctrl+], German phone",
    { phone: "de", separator: ["Ctrl++"] },
    ["layout", "characters_rare", "separator_replaced"],
  ],
  ["GS as a caret", { separator: ["^"] }, ["separator_replaced"]],
  ["GS as {GS}", { separator: [..."{GS}"] }, ["separator_replaced"]],
  ["Alt and digits", { altCodes: true, separator: [GS], everyMs: 4 }, ["alt_codes"]],
  ["twice", { doubled: "scans" }, ["separator_control", "doubled_scans"]],
  ["twice without suffix", { doubled: "joined", suffix: [] }, ["separator_control", "suffix_missing", "doubled_scans"]],
  ["each key twice", { doubled: "keys" }, ["separator_control", "doubled_keys"]],
  ["slow", { everyMs: 60 }, ["separator_control", "slow"]],
  ["an unknown layout", { map: odd }, ["layout_unknown", "separator_control"]],
];

test.each(MENDED)("%s: found, and mended from then on", (_name, made, wanted) => {
  expect(examined(made).codes).toEqual(wanted);
  for (const label of LABELS) expect(readBy(made, label)).toEqual([`${made.aim?.(false) ?? ""}${label}`]);
  expect(readBy(made, MESSAGE, true)).toEqual([`${made.aim?.(true) ?? ""}${MESSAGE}`]);
});

// What a profile cannot mend: said, never guessed.
const BROKEN: [string, Scanner, FindingCode[]][] = [
  ["a dash that is dead", { map: { "-": "◌" } }, ["layout_unknown", "characters_lost", "separator_control"]],
  ["GS eaten", { separator: [] }, ["separator_lost"]],
  ["everything in capitals", { letterCase: "upper" }, ["case_lost", "separator_control"]],
  ["everything small", { letterCase: "lower" }, ["case_lost", "separator_control"]],
  ["characters dropped", { drops: [5, 11] }, ["dropped", "separator_control"]],
  ["a second delivery late", { doubled: "scans", againMs: 300 }, ["separator_control", "doubled_late"]],
  ["too slow for a scanner", { everyMs: 90 }, ["separator_control", "too_slow"]],
];

test.each(BROKEN)("%s: found, and what to change is said", (_name, made, wanted) => {
  expect(examined(made).codes).toEqual(wanted);
  expect(wanted.some((code) => STATES[code] === "broken")).toBe(true);
});

const PHONES = LAYOUTS.filter((name) => name !== "us");

test.each(PHONES)("a US scanner on a phone with the layout %s", (phone) => {
  const made = { phone };
  const { findings, profile } = examined(made);
  expect(findings[0]).toEqual({ code: "layout", facts: { scanner: "US", phone: phone.toUpperCase() } });
  expect(Object.keys(profile.letters).length).toBeGreaterThan(4);
  // Zero wrong codes: each label comes right or is asked for again.
  for (const { text } of CODES) {
    for (const sign of text) {
      const label = `AB${sign}12`;
      for (const got of readBy(made, label)) expect([label, null]).toContain(got);
    }
  }
});

test.each(PHONES)("a scanner with the layout %s on a US phone", (scanner: LayoutName) => {
  const made = { scanner };
  const { codes, findings } = examined(made);
  expect(codes[0]).toBe("layout");
  expect(findings[0]?.facts).toEqual({ scanner: scanner.toUpperCase(), phone: "US" });
  for (const label of LABELS.slice(2)) expect(readBy(made, label)).toEqual([label]);
});

test("what Germany and France write for a label, letter by letter", () => {
  // By hand, from the keyboards themselves: the same data on both sides would not show an error in it.
  const german = worn(examined({ phone: "de" }).profile);
  expect(german.repaired("Aß02ß2", false, 0, 0)).toBe("A-02-2");
  expect(german.repaired("SKU?1-Y", false, 0, 0)).toBe("SKU_1/Z");
  const french = worn(examined({ phone: "fr" }).profile);
  expect(french.repaired("Q)àé)é", false, 0, 0)).toBe("A-02-2");
  expect(french.repaired("ZQ?°(", false, 0, 0)).toBe("WAM_5");
});

test("codes are told apart in any order, and from anything else", () => {
  for (const made of [{ phone: "fr" }, { caps: true, aim: AIMED }, { doubled: "scans" }] as Scanner[]) {
    for (const [code, { text, gs1 }] of CODES.entries()) {
      expect(codeOf(scanned(text, gs1, made), (code + 1) % CODES.length)).toBe(code);
    }
  }
  expect(codeOf(scanned("A-02-2", false), 0)).toBeNull();
  expect(codeOf(scanned("6901234567892", false), 1)).toBeNull();
});

test("an input method is seen, and nothing is concluded from what it made", () => {
  const sounds = scanned(CODES[0]?.text ?? "", false, { composing: true });
  expect(isComposed({ code: 0, sounds })).toBe(true);
  expect(isComposed({ code: 0, sounds: scanned("，。", false, { map: {} }) })).toBe(true);
  const after = diagnosed(takesOf({}), { composed: true });
  expect(after?.findings.map((each) => each.code)).toEqual(["input_method", "separator_control"]);
});

test("what comes at once needs no suffix, but must come without a field too", () => {
  expect(examined({ whole: "clipboard" }).codes).toEqual([]);
  expect(examined({ whole: "field" }).codes).toEqual(["field_only"]);
});

test("Caps Lock that is off again is not undone", () => {
  const fit = worn(examined({ caps: true }).profile);
  expect(fit.repaired("a-02-2", true, 0, 0)).toBe("A-02-2");
  expect(fit.repaired("A-02-2", false, 1000, 1000)).toBe("A-02-2");
});

test("a second scan of the same label counts when it is no echo", () => {
  const fit = worn(examined({ doubled: "scans" }).profile);
  const seen = [0, 90, 400, 490].map((at) => fit.repaired("A-02-2", false, at, at + 30));
  expect(seen).toEqual(["A-02-2", undefined, "A-02-2", undefined]);
});

test("what lost its head or its tail is asked for again", () => {
  const aimed = worn(examined({ aim: AIMED }).profile);
  expect(aimed.repaired("C0A-02-2", false, 0, 0)).toBeNull();
  const around = worn(examined({ prefix: "<", tail: ">" }).profile);
  expect(around.repaired("<A-02-2>", false, 0, 0)).toBe("A-02-2");
  expect(around.repaired("A-02-2>", false, 0, 0)).toBeNull();
  expect(around.repaired("<A-02-", false, 0, 0)).toBeNull();
});

test("a separator's stand-in inside a plain label stays what it is", () => {
  const fit = worn(examined({ separator: ["^"] }).profile);
  expect(fit.repaired("A^B", false, 0, 0)).toBe("A^B");
  expect(fit.repaired("10L1^21S", false, 0, 0)).toBe(`10L1${GS}21S`);
});

test("a profile of another shape is not worn", () => {
  expect(fitOf({ ...examined({}).profile, version: 0 as never })).toBeNull();
});
