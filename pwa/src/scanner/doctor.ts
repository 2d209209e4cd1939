/** What three known codes, as they arrived, say of the scanner, the phone's keyboard and what is between them: pure. */

import { ANY, characterOf, GAP_MAX_MS } from "./burst";
import { DEAD, type LayoutName, LAYOUTS, written } from "./layouts";
import { type Finding, type FindingCode, type Profile, VERSION } from "./profile";
import { narrowed, swapped } from "./repair";

const GS = "\u001d";

/**
 * The codes to scan. Together they hold every character of ASCII once; behind each key that is dead under some layout
 * stands one that no accent can join. The third is a GS1-128 with the longest run of signs that GS1 allows.
 */
export const CODES: readonly { text: string; gs1: boolean }[] = [
  { text: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", gs1: false },
  { text: "abcdefghijklmnopqrstuvwxyz#$@[]{}\\|^`~", gs1: false },
  { text: `91!"%&'()*+,-./:;<=>?_${GS}92Aa1${GS}93Zz9`, gs1: true },
];

/** What the page heard while one code was scanned, in order. at: milliseconds, by the event's own time. */
export type Sound =
  | {
      kind: "key";
      key: string;
      code: string;
      at: number;
      ctrl: boolean;
      alt: boolean;
      caps: boolean;
      /** An input method is composing. */
      composing: boolean;
    }
  | { kind: "release"; key: string; at: number }
  /** An input method began, went on or ended composing. */
  | { kind: "composition"; at: number }
  /** All at once: by the clipboard, or written into the field (DataWedge's insertText). */
  | { kind: "whole"; text: string; at: number; intoField: boolean };

/** One code as it was scanned. code: its place in CODES. */
export interface Take {
  code: number;
  sounds: readonly Sound[];
}

export interface Diagnosis {
  findings: Finding[];
  profile: Profile;
}

const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock"]);
const UNNAMED = new Set(["Process", "Unidentified"]);
// Punctuation that only a Chinese input method writes; full-width signs are not among it, they have their ASCII twin.
const CHINESE = /[\u3001\u3002\u300a\u300b\u3010\u3011\u2014\u2018-\u201d\u2026\uffe5]/;
const ENDS = new Set(["Enter", "Tab", "Ctrl+m", "Ctrl+j", "\r", "\n", "\t"]);

/** One character or named key that arrived. */
interface Sign {
  name: string;
  at: number;
}

interface Heard {
  code: number;
  /** What was sent once, without its suffix. */
  signs: string[];
  /** Suffix keys behind it. */
  ends: number;
  /** Milliseconds from the end of this delivery to the beginning of the second, 0 for one delivery. */
  echo: number;
  /** The second delivery came without a pause, as one text with the first. */
  isJoined: boolean;
  isKeyDoubled: boolean;
  /** The longest pause. */
  gap: number;
  isTyped: boolean;
  /** It came by no other way than into a field. */
  fieldOnly: boolean;
  caps: boolean;
  composed: boolean;
  unnamed: boolean;
  altCodes: boolean;
  wide: boolean;
}

/** Events to signs: modifiers go, Alt and digits become their character, Ctrl is part of its key's name. */
function signsOf(sounds: readonly Sound[]): { signs: Sign[]; altCodes: boolean } {
  const signs: Sign[] = [];
  let digits = "";
  let altCodes = false;
  for (const sound of sounds) {
    if (sound.kind === "composition") continue;
    if (sound.kind === "whole") {
      for (const name of sound.text) signs.push({ name, at: sound.at });
    } else if (sound.kind === "release") {
      if (sound.key !== "Alt" || digits === "") continue;
      signs.push({ name: characterOf(digits) ?? "Unidentified", at: sound.at });
      digits = "";
      altCodes = true;
    } else if (MODIFIERS.has(sound.key)) continue;
    else if (sound.alt && !sound.ctrl) digits += /^Numpad(\d)$/.exec(sound.code)?.[1] ?? "";
    else if (sound.ctrl && !sound.alt) signs.push({ name: `Ctrl+${sound.key.toLowerCase()}`, at: sound.at });
    else signs.push({ name: sound.key, at: sound.at });
  }
  return { signs, altCodes };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((sign, place) => sign === other[place]);
}

function onceOf(signs: readonly string[]): string[] | null {
  const once = signs.filter((_sign, place) => place % 2 === 0);
  const isPaired = signs.length % 2 === 0 && once.every((sign, place) => sign === signs[place * 2 + 1]);
  return isPaired && signs.length > 0 ? once : null;
}

/** One take put in order: one delivery, its suffix, its times. */
function heard({ code, sounds }: Take): Heard {
  const { signs: all, altCodes } = signsOf(sounds);
  const parts: { signs: Sign[]; ends: number; endedAt: number }[] = [];
  let open: Sign[] = [];
  for (const sign of all) {
    const last = parts.at(-1);
    if (!ENDS.has(sign.name)) open.push(sign);
    else if (open.length > 0) {
      parts.push({ signs: open, ends: 1, endedAt: sign.at });
      open = [];
    } else if (last) last.ends += 1;
  }
  if (open.length > 0) parts.push({ signs: open, ends: 0, endedAt: open.at(-1)?.at ?? 0 });
  const first = parts[0] ?? { signs: [], ends: 0, endedAt: 0 };
  let signs = first.signs.map((sign) => sign.name);
  let echo = 0;
  let isJoined = false;
  let { endedAt } = first;
  const second = parts[1];
  const half = signs.length / 2;
  if (
    second &&
    isSame(
      signs,
      second.signs.map((sign) => sign.name),
    )
  ) {
    echo = Math.max(1, Math.round((second.signs[0]?.at ?? endedAt) - endedAt));
  } else if (
    parts.length === 1 &&
    signs.length % 2 === 0 &&
    half > 0 &&
    isSame(signs.slice(0, half), signs.slice(half))
  ) {
    endedAt = first.signs[half - 1]?.at ?? 0;
    echo = Math.max(1, Math.round((first.signs[half]?.at ?? endedAt) - endedAt));
    isJoined = echo <= GAP_MAX_MS;
    signs = signs.slice(0, half);
  }
  const once = onceOf(signs);
  if (once) signs = once;
  const keys = sounds.filter((sound) => sound.kind === "key" || sound.kind === "release");
  // Between two deliveries the pause is theirs, not the scanner's between two characters.
  const inside = keys.filter((sound) => sound.at <= endedAt);
  const gap = Math.max(0, ...inside.slice(1).map((sound, place) => sound.at - (inside[place]?.at ?? sound.at)));
  const text = signs.filter((sign) => [...sign].length === 1).join("");
  return {
    code,
    signs: signs.map((sign) => ([...sign].length === 1 ? narrowed(sign) : sign)),
    ends: once ? Math.ceil(first.ends / 2) : first.ends,
    echo,
    isJoined,
    isKeyDoubled: once !== null,
    gap,
    isTyped: keys.length > 0,
    fieldOnly: sounds.length > 0 && sounds.every((sound) => sound.kind === "whole" && sound.intoField),
    caps: sounds.some((sound) => sound.kind === "key" && sound.caps),
    composed:
      CHINESE.test(text) ||
      sounds.some((sound) => sound.kind === "composition" || (sound.kind === "key" && sound.composing)),
    unnamed: signs.some((sign) => UNNAMED.has(sign)),
    altCodes,
    wide: narrowed(text) !== text,
  };
}

/** How what arrived lies along what was to come. */
interface Aligned {
  cost: number;
  /** What came for each character, null for what is missing. */
  came: (string | null)[];
  /** Before each character (the last place: behind all of them), what was not to come. */
  extra: string[][];
}

const FREE = 0.05; // What stands before, behind or for a separator is asked about, not held against the layout.

/** The cheapest alignment (Levenshtein), in which separators may be anything; null when it costs more than `most`. */
function aligned(
  expected: readonly string[],
  free: ReadonlySet<number>,
  came: readonly string[],
  most: number,
): Aligned | null {
  const width = came.length + 1;
  const cost = new Float64Array((expected.length + 1) * width);
  const more = (place: number) => (free.has(place) ? FREE : 1);
  for (let place = 0; place <= expected.length; place += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let had = 0; had <= came.length; had += 1) {
      let best = place === 0 && had === 0 ? 0 : Number.POSITIVE_INFINITY;
      const here = place * width + had;
      if (place > 0 && had > 0) {
        const isIt = expected[place - 1] === came[had - 1];
        best = Math.min(best, (cost[here - width - 1] ?? 0) + (isIt ? 0 : 1));
      }
      if (place > 0) best = Math.min(best, (cost[here - width] ?? 0) + 1);
      if (had > 0) best = Math.min(best, (cost[here - 1] ?? 0) + more(place));
      cost[here] = best;
      least = Math.min(least, best);
    }
    if (least > most) return null;
  }
  const found: (string | null)[] = Array.from(expected, () => null);
  const extra: string[][] = Array.from({ length: expected.length + 1 }, () => []);
  let place = expected.length;
  let had = came.length;
  while (place > 0 || had > 0) {
    const here = cost[place * width + had] ?? 0;
    const isIt = expected[place - 1] === came[had - 1];
    if (place > 0 && had > 0 && here === (cost[(place - 1) * width + had - 1] ?? 0) + (isIt ? 0 : 1)) {
      place -= 1;
      had -= 1;
      found[place] = came[had] ?? null;
    } else if (had > 0 && here === (cost[place * width + had - 1] ?? 0) + more(place)) {
      had -= 1;
      extra[place]?.unshift(came[had] ?? "");
    } else {
      place -= 1;
    }
  }
  return { cost: cost[expected.length * width + came.length] ?? 0, came: found, extra };
}

const CASES = {
  same: (text: string) => text,
  swapped,
  upper: (text: string) => ([...text.toUpperCase()].length === [...text].length ? text.toUpperCase() : text),
  lower: (text: string) => text.toLowerCase(),
};
type Case = keyof typeof CASES;

interface Known {
  signs: string[];
  /** Places where anything may stand: before all, behind all, and where a separator is. */
  free: Set<number>;
  separators: number[];
}

/** A code as signs, its separators taken out. */
function known(code: number): Known {
  const signs: string[] = [];
  const separators: number[] = [];
  for (const sign of CODES[code]?.text ?? "") {
    if (sign === GS) separators.push(signs.length);
    else signs.push(sign);
  }
  return { signs, free: new Set([0, signs.length, ...separators]), separators };
}

/** What a browser calls what a layout writes. */
function named(character: string): string {
  return character === DEAD ? "Dead" : character;
}

interface Reading {
  scanner: LayoutName;
  phone: LayoutName;
  letterCase: Case;
  map: ReadonlyMap<string, string>;
  takes: Aligned[];
  cost: number;
}

function readAs(
  takes: readonly Heard[],
  scanner: LayoutName,
  phone: LayoutName,
  letterCase: Case,
  most: number,
): Reading | null {
  const map = written(scanner, phone);
  const turned = CASES[letterCase];
  const lying: Aligned[] = [];
  let cost = 0;
  for (const { code, signs } of takes) {
    const { signs: wanted, free } = known(code);
    // A character that the scanner's layout has no key for cannot be foretold.
    const expected = wanted.map((sign) => named(turned(map.get(sign) ?? "\ufffd")));
    const lies = aligned(expected, free, signs, most - cost);
    if (lies === null) return null;
    lying.push(lies);
    cost += lies.cost;
  }
  return { scanner, phone, letterCase, map, takes: lying, cost };
}

/** The likeliest reading, of equals the first, so that no layout is blamed without need; null when all are unlike it. */
function likeliest(takes: readonly Heard[]): Reading | null {
  const most = takes.reduce((sum, { code }) => sum + known(code).signs.length, 0) * UNLIKE_SHARE;
  let best: Reading | null = null;
  for (const letterCase of Object.keys(CASES) as Case[]) {
    for (const phone of LAYOUTS) {
      for (const scanner of LAYOUTS) {
        // Two equal layouts are one case, whichever they are; it is tried with the first.
        if (scanner === phone && scanner !== "us") continue;
        const reading = readAs(takes, scanner, phone, letterCase, best?.cost ?? most);
        if (reading === null) continue;
        const isRarer = best !== null && scanner !== "us" && best.scanner === "us";
        if (best === null || reading.cost < best.cost - (isRarer ? 1 : 0)) best = reading;
      }
    }
  }
  return best;
}

/** The plain reading of what came under no layout we know: as many signs as were to come, each for its place. */
function byPlace(takes: readonly Heard[]): Reading | null {
  const lying: Aligned[] = [];
  for (const { code, signs } of takes) {
    const { signs: wanted, separators } = known(code);
    const spare = signs.length - wanted.length;
    const each = separators.length ? spare / separators.length : 0;
    if (spare < 0 || !Number.isInteger(each) || each > SEPARATOR_MAX || (spare > 0 && !separators.length)) return null;
    const came: (string | null)[] = [];
    const extra: string[][] = Array.from({ length: wanted.length + 1 }, () => []);
    let had = 0;
    for (const place of wanted.keys()) {
      if (separators.includes(place)) extra[place] = signs.slice(had, (had += each));
      came.push(signs[had] ?? null);
      had += 1;
    }
    lying.push({ cost: 0, came, extra });
  }
  return { scanner: "us", phone: "us", letterCase: "same", map: new Map(), takes: lying, cost: 0 };
}

const COMMON = /[A-Za-z0-9._/-]/; // What labels of bins, goods, lots and people are made of.
const SEPARATOR_MAX = 6; // "{GS}" and "<GS>" are the longest stand-ins seen, "[FNC1]" the next.
const UNLIKE_SHARE = 0.35; // More than a third of the characters differ: no layout we know, or no code of ours.
const VARIANT_SHARE = 0.1; // Fewer: a variant of a layout we know (Swiss German), or some characters dropped.
const GAP_SHARE = 1.5; // The pauses of three scans are not the longest there are.
const GAP_KNOWN_MAX_MS = 100; // Above it a fast typist would be taken for a scanner.
const ECHO_KNOWN_MAX_MS = 150; // Nobody pulls a trigger twice that fast; later the second may be a scan of its own.

/**
 * Which of the codes was scanned; null when it was none of them, or a slip of the hand.
 *
 * asked: the one that was asked for, taken when an unknown layout lets nothing but the length be compared.
 */
export function codeOf(sounds: readonly Sound[], asked: number): number | null {
  const { signs, composed } = heard({ code: asked, sounds });
  if (composed) return asked;
  let best = { code: asked, share: Number.POSITIVE_INFINITY };
  for (const code of CODES.keys()) {
    const reading = likeliest([heard({ code, sounds })]);
    const share = reading === null ? Number.POSITIVE_INFINITY : reading.cost / known(code).signs.length;
    if (share < best.share) best = { code, share };
  }
  if (best.share <= UNLIKE_SHARE) return best.code;
  const length = known(asked).signs.length;
  return signs.length >= length && signs.length <= length + 2 * SEPARATOR_MAX ? asked : null;
}

/** Whether an input method took part in it, so that nothing else can be read from it. */
export function isComposed(take: Take): boolean {
  return heard(take).composed;
}

/** What remains to be told from before: an input method was on. */
export interface Before {
  composed: boolean;
}

/**
 * Find what ails the scanner.
 *
 * takes: one for each code, no input method in them; fewer tell less.
 * Returns null when what arrived cannot be told from any text: it was another code, or too much is missing.
 */
export function diagnosed(takes: readonly Take[], before: Before = { composed: false }): Diagnosis | null {
  const all = takes.map(heard);
  const signsCount = all.reduce((sum, { code }) => sum + known(code).signs.length, 0);
  const findings: Finding[] = [];
  const find = (code: FindingCode, facts: Finding["facts"] = {}) => findings.push({ code, facts });
  const profile: Profile = {
    version: VERSION,
    letters: {},
    lost: "",
    caps: false,
    wide: all.some((each) => each.wide),
    prefix: "",
    tail: "",
    separator: "",
    names: {},
    doubled: "",
    echo_ms: 0,
    gap_ms: ANY.gapMs,
    silence: false,
    aim: false,
    findings,
  };
  const likely = likeliest(all);
  const isKnown = likely !== null;
  const reading = likely ?? byPlace(all);
  if (reading === null) return null;
  const missing = dropped(all, reading);
  const { letters, lostCharacters, differing } = lettersOf(all, reading, missing === 0);
  if (!isKnown && lostCharacters.length > signsCount * UNLIKE_SHARE) return null;

  const isVariant = missing === 0 && differing > (reading.scanner === reading.phone ? 0 : signsCount * VARIANT_SHARE);
  if (!isKnown || isVariant) find("layout_unknown", { count: Object.keys(letters.map).length });
  else if (reading.scanner !== reading.phone)
    find("layout", { scanner: reading.scanner.toUpperCase(), phone: reading.phone.toUpperCase() });
  if (reading.letterCase === "swapped") {
    // With Caps Lock on, the letters are exchanged before the layout's map sees them; always exchanged, they belong to it.
    profile.caps = all.some((each) => each.caps);
    find(profile.caps ? "caps_lock" : "case_swapped");
  } else if (reading.letterCase !== "same") find("case_lost", { letters: reading.letterCase });
  profile.letters = letters.map;
  profile.lost = letters.lost;
  if (lostCharacters.length && (reading.letterCase === "same" || reading.letterCase === "swapped"))
    find(lostCharacters.some((sign) => COMMON.test(sign)) ? "characters_lost" : "characters_rare", {
      characters: lostCharacters.join(" "),
    });
  if (missing > 0) find("dropped", { count: missing, of: signsCount });
  if (profile.wide) find("wide");
  if (all.some((each) => each.unnamed)) find("unnamed_keys");
  if (before.composed) find("input_method");
  // The screens of the floor have no field: there nothing would come.
  if (all.some((each) => each.fieldOnly)) find("field_only");

  around(all, reading, profile, find);
  separators(all, reading, profile, find);
  suffixes(all, profile, find);
  times(all, profile, find);
  if (all.some((each) => each.altCodes)) find("alt_codes");
  return { findings, profile };
}

/** How many characters did not come that the layouts can write, suffixes that came only now and then among them. */
function dropped(all: readonly Heard[], reading: Reading): number {
  let count = 0;
  for (const [index, { came }] of reading.takes.entries()) {
    for (const [place, sign] of known(all[index]?.code ?? 0).signs.entries()) {
      if (came[place] === null && (reading.map.get(sign) ?? "") !== "") count += 1;
    }
  }
  const typed = all.filter((each) => each.isTyped);
  const unended = typed.filter((each) => each.ends === 0).length;
  return count + (unended < typed.length ? unended : 0);
}

type Find = (code: FindingCode, facts?: Finding["facts"]) => void;

/** What each arriving character stands for, as it was seen; where characters are missing, as the layout says. */
function lettersOf(all: readonly Heard[], { takes, map: foretold, letterCase }: Reading, isWhole: boolean) {
  const isCaps = letterCase === "swapped" && all.some((each) => each.caps);
  // Under Caps Lock the reader exchanges the letters first, so the map is of what they are then.
  const arriving = isCaps ? swapped : (text: string) => text;
  const due = isCaps ? (text: string) => text : CASES[letterCase];
  const meant = new Map<string, Set<string>>();
  const lostCharacters = new Set<string>();
  let differing = 0;
  for (const [index, { came }] of takes.entries()) {
    for (const [place, sign] of known(all[index]?.code ?? 0).signs.entries()) {
      const layoutSays = foretold.has(sign) ? named(due(foretold.get(sign) ?? "")) : null;
      const seen = came[place] ?? "";
      const asSeen = [...seen].length === 1 ? arriving(seen) : seen;
      // A dead key changes what comes after it, and what is missing shifts the rest: there the layout is believed.
      const isDoubtful = came[place - 1] === "Dead" || !isWhole;
      const arrived = isDoubtful && layoutSays !== null ? layoutSays : asSeen;
      if (layoutSays !== null && arrived !== layoutSays) differing += 1;
      if ([...arrived].length === 1) meant.set(arrived, (meant.get(arrived) ?? new Set()).add(sign));
      else lostCharacters.add(sign);
    }
  }
  const map: Record<string, string> = {};
  let lost = "";
  for (const [arrived, signs] of meant) {
    const [only] = signs;
    if (signs.size > 1) {
      for (const sign of signs) lostCharacters.add(sign);
      const isCaseAlone = new Set([...signs].map((sign) => sign.toLowerCase())).size === 1;
      if (!isCaseAlone) lost += arrived;
    } else if (only !== undefined && only !== arrived) map[arrived] = only;
  }
  return { letters: { map, lost }, lostCharacters: [...lostCharacters], differing };
}

/** The label's characters for what arrived. */
function meaning(signs: readonly string[], profile: Profile): string {
  return signs
    .map((sign) => ([...sign].length !== 1 ? "" : (profile.letters[profile.caps ? swapped(sign) : sign] ?? sign)))
    .join("");
}

/** What the scanner puts before and behind each code. */
function around(all: readonly Heard[], reading: Reading, profile: Profile, find: Find): void {
  const before = reading.takes.map(({ extra }) => extra[0] ?? []);
  const behind = reading.takes.map(({ extra }) => extra.at(-1) ?? []);
  const AIM = /\][A-Za-z][0-9A-Za-z]$/;
  const heads = before.map((signs) => meaning(signs, profile));
  if (heads.length > 0 && heads.every((head) => AIM.test(head))) {
    profile.aim = true;
    find("aim");
  }
  const rests = heads.map((head) => (profile.aim ? head.replace(AIM, "") : head));
  const [prefix] = rests;
  const controls = before.flat().filter((sign) => [...sign].length !== 1);
  for (const name of controls) profile.names[name] = "";
  if (prefix !== undefined && rests.every((rest) => rest === prefix) && (prefix !== "" || controls.length > 0)) {
    profile.prefix = prefix;
    find("prefix", { prefix: [...new Set(controls), prefix].filter(Boolean).join(" ") });
  }
  const tails = behind.map((signs) => meaning(signs, profile));
  const [tail] = tails;
  if (tail && all.length > 0 && tails.every((each) => each === tail)) {
    profile.tail = tail;
    find("tail", { tail });
  }
}

/** What became of GS. */
function separators(all: readonly Heard[], reading: Reading, profile: Profile, find: Find): void {
  for (const [index, { extra, came }] of reading.takes.entries()) {
    const places = known(all[index]?.code ?? 0).separators;
    if (!places.length) continue;
    const stands = places.map((place) => extra[place] ?? []);
    const [first = []] = stands;
    const same = stands.every((stand) => isSame(stand, first));
    const name = first[0] ?? "";
    if (stands.every((stand) => stand.length === 0)) {
      // Only where the characters around it arrived is it the separator that was eaten.
      if (places.every((place) => came[place - 1] !== null && came[place] !== null)) find("separator_lost");
    } else if (!same) find("separator_lost");
    else if (first.length === 1 && name === GS) continue;
    else if (first.length === 1 && name === "Ctrl+]") find("separator_control", { key: "Ctrl+]" });
    else if (first.length === 1 && [...name].length !== 1) {
      profile.names[name] = GS;
      find("separator_replaced", { stand: name });
    } else {
      profile.separator = meaning(first, profile);
      find("separator_replaced", { stand: profile.separator });
    }
  }
}

/** Enter, Tab, none or more than one; once or twice. */
function suffixes(all: readonly Heard[], profile: Profile, find: Find): void {
  const typed = all.filter((each) => each.isTyped);
  if (typed.length && typed.every((each) => each.ends === 0)) {
    profile.silence = true;
    find("suffix_missing");
  } else if (typed.some((each) => each.ends > 1)) find("suffix_doubled");
  if (all.some((each) => each.isKeyDoubled)) {
    profile.doubled = "keys";
    find("doubled_keys");
    return;
  }
  const echo = Math.max(0, ...all.map((each) => each.echo));
  if (all.length > 0 && all.every((each) => each.isJoined)) {
    profile.doubled = "joined";
    find("doubled_scans", { ms: echo });
  } else if (echo > ECHO_KNOWN_MAX_MS) find("doubled_late", { ms: echo });
  else if (echo > 0) {
    profile.doubled = "scans";
    profile.echo_ms = Math.ceil(echo * GAP_SHARE);
    find("doubled_scans", { ms: echo });
  }
}

/** How fast it types. */
function times(all: readonly Heard[], profile: Profile, find: Find): void {
  const gap = Math.max(0, ...all.map((each) => each.gap));
  if (gap <= GAP_MAX_MS) return;
  if (gap * GAP_SHARE > GAP_KNOWN_MAX_MS) find("too_slow", { ms: Math.round(gap) });
  else {
    profile.gap_ms = Math.ceil(gap * GAP_SHARE);
    find("slow", { ms: Math.round(gap) });
  }
}
