/** The bytes of a 2D code to text: by the declared character set, else by what they look like; twin of scanning/charset.py. */

// Extended channel interpretations (AIM ITS/04-023) and the web's name of the character set. GB 2312 and GBK are read
// as GB 18030, which holds both, because makers declare the one and write the other. The web knows no code page 437
// and no UTF-32; Latin-1 is written out below, as the web takes it for Windows-1252.
const DECLARED: Readonly<Record<number, string>> = {
  1: "latin-1",
  3: "latin-1",
  4: "iso-8859-2",
  5: "iso-8859-3",
  6: "iso-8859-4",
  7: "iso-8859-5",
  8: "iso-8859-6",
  9: "iso-8859-7",
  10: "iso-8859-8",
  12: "iso-8859-10",
  13: "windows-874",
  15: "iso-8859-13",
  16: "iso-8859-14",
  17: "iso-8859-15",
  18: "iso-8859-16",
  20: "shift_jis",
  21: "windows-1250",
  22: "windows-1251",
  23: "windows-1252",
  24: "windows-1256",
  25: "utf-16be",
  26: "utf-8",
  28: "big5",
  29: "gb18030",
  30: "euc-kr",
  31: "gb18030",
  32: "gb18030",
  33: "utf-16le",
  899: "latin-1",
};

const BACKSLASH = 0x5c;

/**
 * The text that a symbol's bytes mean.
 *
 * raw: the bytes as the symbol holds them, separators as 0x1D. marked: the same with every declared character set in
 * front of its part as \\nnnnnn (the ECI protocol), or null. Never fails: bytes of no known character set become the
 * Latin-1 characters of the same numbers.
 */
export function textOf(raw: Uint8Array, marked: Uint8Array | null): string {
  if (isAscii(raw)) return latin(raw);
  const parts = marked?.includes(BACKSLASH) ? [...stretches(marked)] : [];
  if (!parts.some(({ declared }) => declared !== null)) return likeliest(raw);
  return parts.map(({ bytes, declared }) => (declared === null ? likeliest(bytes) : decoded(bytes, declared))).join("");
}

function isAscii(raw: Uint8Array): boolean {
  return raw.every((byte) => byte < 0x80);
}

function latin(raw: Uint8Array): string {
  return Array.from(raw, (byte) => String.fromCharCode(byte)).join("");
}

/** Each stretch of bytes with the character set that was declared in front of it. */
function* stretches(marked: Uint8Array): Generator<{ bytes: Uint8Array; declared: number | null }> {
  let declared: number | null = null;
  let part: number[] = [];
  // Behind the AIM identifier.
  let at = marked[0] === 0x5d ? 3 : 0;
  while (at < marked.length) {
    const byte = marked[at] as number;
    const number = latin(marked.subarray(at + 1, at + 7));
    if (byte === BACKSLASH && /^\d{6}$/.test(number)) {
      if (part.length > 0) yield { bytes: Uint8Array.from(part), declared };
      declared = Number(number);
      part = [];
      at += 7;
      continue;
    }
    part.push(byte);
    at += byte === BACKSLASH && marked[at + 1] === BACKSLASH ? 2 : 1;
  }
  if (part.length > 0) yield { bytes: Uint8Array.from(part), declared };
}

/** Strictly, or null. */
function strictly(raw: Uint8Array, label: string): string | null {
  if (label === "latin-1") return latin(raw);
  try {
    return new TextDecoder(label, { fatal: true }).decode(raw);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function decoded(raw: Uint8Array, declared: number): string {
  // Declared one, written in another.
  return strictly(raw, DECLARED[declared] ?? "utf-8") ?? likeliest(raw);
}

/**
 * The text of bytes whose character set nobody declares.
 *
 * Of UTF-8, GB 18030, Shift JIS, half-width katakana and Windows-1252 the one in which the characters beyond ASCII are
 * the least surprising. UTF-8 has to compete too: "小" in GB 18030 is a well-formed "С" of UTF-8.
 */
export function likeliest(raw: Uint8Array): string {
  let best = Number.NEGATIVE_INFINITY;
  let text = latin(raw);
  for (const { label, prior, surprise } of CANDIDATES) {
    const guess = strictly(raw, label);
    if (guess === null) continue;
    const likely = prior + surprise(guess, raw);
    if (likely > best) [best, text] = [likely, guess];
  }
  return text;
}

// Below, each class of characters is given the share of text that it makes up, evenly among its members. The shares are
// round estimates; only their order of size matters, for a code holds several characters.

const { log } = Math;
// The 500 commonest hanzi: 74 % of the running text behind the word counts of jieba 0.42.1 (MIT).
const COMMON = new Set(
  "爱安八把白百半办包保报北备被本比必边编便变表别兵病并不布步部才参产场常长朝车称城成程吃持出处传此次从达打大带代单但当党导到道德得的等地第帝点电调定东动都度段断队对多而儿尔二发法反方放非分风夫府复该改干" +
    "感高告革格个各给根更工功公共构古股关官观管光广规国果过海汉好号和何合河很红候后湖花华划化话还黄皇回会活火或基机积极集及即级几己技济计记际纪家加价间见件建将江交教较叫接结解界金今进近京精经境究就举据具决" +
    "军开看考科可克空口快况拉来老类理李里历利立力联连两量了料林领令流路律论马么没每美门们米面民明名命目那南难内能你年农女派片品平期其起器气千前强亲清情求区取去权全却群然让热人任认日容如入三色山商上少社设身" +
    "深神声生省师十石时什实史使始式示士世事势是市收手首受书属术数水说斯思司死四速算随所他它她台太特提题体天条铁听通同统投头图土团外完万王网往望为委位文问我无武五物务西息系下先现县线相想像向象小校笑些新心信" +
    "型形行性需许选学亚研言眼阳样要也业一已以意义议因英应影用由游有又于鱼与语育元原员源远院约月运再在早造则怎增展战张者这真争整正政证支知之职直值指只至制质治中种重众周州主住专转装准着资子自字总走族组最做作",
);
const COMMON_EACH = log(0.66 / 500);
const LEVEL_1 = log(0.24 / 3255);
const LEVEL_2 = log(0.01 / 3008);
const MARKS = log(0.08 / 188); // Rows 1 and 3 of GB 2312: punctuation and full-width letters.
const SYMBOLS = log(0.008 / 600); // Rows 2 and 4 to 9: kana, Greek, Cyrillic, frames.
const EXTENDED = log(0.006 / 14000); // What GBK adds, traditional hanzi above all.
const FOUR_BYTES = log(0.0005 / 40000);
const IMPOSSIBLE = log(1e-6);

/** Letters beyond ASCII with their own bytes, in a code where a lead byte from `lead` on begins longer ones. */
function* letters(
  text: string,
  raw: Uint8Array,
  size: (at: number) => number,
): Generator<{ letter: string; bytes: Uint8Array }> {
  let at = 0;
  for (const letter of text) {
    const count = size(at);
    if ((raw[at] ?? 0) >= 0x80) yield { letter, bytes: raw.subarray(at, at + count) };
    at += count;
  }
}

function chinese(text: string, raw: Uint8Array): number {
  // The web reads a lone 0x80 as a euro sign; the standard has no such character.
  let likely = 0;
  const size = (at: number) => {
    if ((raw[at] ?? 0) < 0x81) return 1;
    const second = raw[at + 1] ?? 0;
    return second >= 0x30 && second <= 0x39 ? 4 : 2;
  };
  for (const { letter, bytes } of letters(text, raw, size)) {
    likely += bytes.length === 1 ? Number.NEGATIVE_INFINITY : hanzi(letter, bytes);
  }
  return likely;
}

function hanzi(letter: string, bytes: Uint8Array): number {
  if (COMMON.has(letter)) return COMMON_EACH;
  if (bytes.length !== 2) return FOUR_BYTES;
  const row = (bytes[0] ?? 0) - 0xa0;
  const cell = (bytes[1] ?? 0) - 0xa0;
  if (row < 1 || cell < 1 || row > 87) return EXTENDED;
  if (row >= 16) return row < 56 ? LEVEL_1 : LEVEL_2;
  return row === 1 || row === 3 ? MARKS : SYMBOLS;
}

const isAsciiText = (text: string) => [...text].every((mark) => mark < "\u0080");

const VOICED: Readonly<Record<string, string>> = {
  "\uff9e": "ｳｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ",
  "\uff9f": "ﾊﾋﾌﾍﾎ",
};

/** Text of half-width katakana, in which voicing marks stand behind letters that can be voiced. */
function halfWidth(text: string): number {
  let likely = 0;
  for (const [place, one] of [...text].entries()) {
    if (one < "\u0080") continue;
    const voiced = VOICED[one];
    if (voiced !== undefined) {
      likely += place > 0 && voiced.includes(text[place - 1] ?? "-") ? log(0.15) : IMPOSSIBLE;
    } else if (one >= "\uff66" && one <= "\uff9d") {
      const beside = text.slice(Math.max(0, place - 1), place) + text.slice(place + 1, place + 2);
      likely += isAsciiText(beside) ? log(0.02 / 55) : log(0.8 / 55);
    } else {
      likely += one >= "\uff61" && one <= "\uff65" ? log(0.02 / 6) : IMPOSSIBLE;
    }
  }
  return likely;
}

function japanese(text: string, raw: Uint8Array): number {
  let likely = 0;
  const size = (at: number) => {
    const first = raw[at] ?? 0;
    return first < 0x81 || (first >= 0xa0 && first <= 0xdf) ? 1 : 2;
  };
  for (const { letter, bytes } of letters(text, raw, size)) likely += kanaOrKanji(letter, bytes);
  return likely;
}

function kanaOrKanji(letter: string, bytes: Uint8Array): number {
  if (letter >= "ぁ" && letter <= "ん") return log(0.4 / 83);
  if (letter >= "ァ" && letter <= "ー") return log(0.2 / 87);
  // Half-width among full-width.
  if (bytes.length === 1) return letter >= "\uff61" && letter <= "\uff9f" ? log(0.02 / 63) : IMPOSSIBLE;
  const lead = bytes[0] ?? 0;
  const code = lead * 256 + (bytes[1] ?? 0);
  if (lead === 0x81) return log(0.1 / 100);
  if (code >= 0x889f && code <= 0x9872) return log(0.27 / 2965); // JIS level 1.
  return lead > 0x88 ? log(0.004 / 3390) : log(0.006 / 300);
}

const SMALL = "ßäöüéèêëàâçîïôûùñáíóúåøæãõì";
const CAPITAL = "ÄÖÜÉÈÀÇÑÁÍÓÚÅØÆ";
const SIGNS = "°±²³µ·×§£©®¼½¾«»¿¡º€";

/** Text in Latin letters: letters beyond ASCII stand in words with ASCII ones, signs stand alone. */
function western(text: string): number {
  let likely = 0;
  for (let place = 0; place < text.length; place += 1) {
    const one = text[place] ?? "";
    if (one < "\u0080") continue;
    const before = text.slice(Math.max(0, place - 2), place);
    const after = text.slice(place + 1, place + 3);
    const isInWord = /[A-Za-z]/.test(before + after);
    const isAlone = isAsciiText(before.slice(-1) + after.slice(0, 1));
    if (SMALL.includes(one) && isInWord) likely += log(0.7 / 27);
    else if (CAPITAL.includes(one) && isInWord) likely += log(0.1 / 15);
    else likely += SIGNS.includes(one) && isAlone ? log(0.12 / 20) : log(0.005 / 80);
  }
  return likely;
}

/** The same, where bytes that Windows-1252 leaves free have become control characters, as the web does it. */
function windows(text: string): number {
  return /[\u0080-\u009f]/.test(text) ? Number.NEGATIVE_INFINITY : western(text);
}

/** Text as it was before UTF-8: three bytes and more that fit together are no chance, two may be. */
function unicode(text: string): number {
  if (/[\u0800-\uffff]/.test(text)) return 0;
  const rest = text.replace(/[А-я]/g, "");
  return (text.length - rest.length) * log(0.005 / 64) + western(rest);
}

// Codes in a warehouse are Chinese before they are anything else.
const CANDIDATES: readonly { label: string; prior: number; surprise: (text: string, raw: Uint8Array) => number }[] = [
  { label: "utf-8", prior: log(0.3), surprise: unicode },
  { label: "gb18030", prior: log(0.68), surprise: chinese },
  { label: "shift_jis", prior: log(0.008), surprise: japanese },
  { label: "shift_jis", prior: log(0.002), surprise: halfWidth },
  { label: "windows-1252", prior: log(0.01), surprise: windows },
];
