/** What a text says by itself, before any registry is asked; twin of the latter part of scanning/codes.py. */

import { clean, type NotACode } from "../clean";
import { isLink } from "./link";
import { Malformed, type Told } from "./message";
import { day as dayOf } from "./moments";
import { brackets, GROUP_SEPARATOR, link, scan } from "./parse";
import { checkDigit, checkDigitIsRight } from "./rules";

/** How much of a variable measure: value × 10^-digits units. */
export interface Measure {
  ai: string;
  value: number;
  digits: number;
  unit: string;
}

/** See the Python twin for what each field means. */
export interface Code {
  text: string;
  symbology: string;
  elements: readonly Told[];
  gtin: string;
  sscc: string;
  lot: string;
  serial: string;
  count: number;
  contained: boolean;
  measures: readonly Measure[];
}

/** A text by which the registry may know what a code stands for. kind: of what; "" for anything. */
export interface Name {
  text: string;
  kind: "" | "item" | "container";
}

// What scanners send for FNC1 where they cannot send GS: names, and single signs that can be in no value.
const NAMES = /[<[{](?:GS|FNC1|F1)[>\]}]|\\x1[dD]|\\u001[dD]|\\F1?(?![0-9A-Za-z])|␝/g;
const SIGNS = "^|~#@$`";
const KEYS = ["01", "02", "8006", "00"];
const PIECES = ["8006", "8026"]; // GTIN, which piece, of how many
const GTIN_LENGTHS = [14, 13, 12, 8];

// Units of variable measures, by the first three digits of the AI. Source: GS1 General Specifications, 3.6.
// prettier-ignore
const TRADE_UNITS: Readonly<Record<string, string>> = {
  310: "kg", 311: "m", 312: "m", 313: "m", 314: "m²", 315: "l", 316: "m³", 320: "lb", 321: "in", 322: "ft", 323: "yd",
  324: "in", 325: "ft", 326: "yd", 327: "in", 328: "ft", 329: "yd", 350: "in²", 351: "ft²", 352: "yd²", 356: "oz t",
  357: "oz", 360: "qt", 361: "gal", 364: "in³", 365: "ft³", 366: "yd³",
};
// prettier-ignore
const LOGISTIC_UNITS: Readonly<Record<string, string>> = {
  330: "kg", 331: "m", 332: "m", 333: "m", 334: "m²", 335: "l", 336: "m³", 337: "kg/m²", 340: "lb", 341: "in",
  342: "ft", 343: "yd", 344: "in", 345: "ft", 346: "yd", 347: "in", 348: "ft", 349: "yd", 353: "in²", 354: "ft²",
  355: "yd²", 362: "qt", 363: "gal", 367: "in³", 368: "ft³", 369: "yd³",
};
// How a house may write those units in its own books.
// prettier-ignore
const SAME_UNIT = new Map(Object.entries({
  kg: "kg", KG: "kg", Kg: "kg", 公斤: "kg", 千克: "kg", m: "m", M: "m", 米: "m", "m²": "m²", 平方米: "m²", l: "l", L: "l",
  升: "l", "m³": "m³", 立方米: "m³", 方: "m³", lb: "lb", 磅: "lb", ft: "ft", 英尺: "ft", yd: "yd", 码: "yd", in: "in",
  英寸: "in", oz: "oz", 盎司: "oz", gal: "gal", 加仑: "gal", qt: "qt", 夸脱: "qt",
}));

const WRAPPING = /^[ \t\r\n]+/;
const DIGITS = /^[0-9]+$/;

/** What a scanned or typed text says. symbology, aim: as the reader told them, "" when it did not. */
export function read(raw: string, symbology = "", aim = ""): Code | NotACode {
  const cleaned = clean(raw);
  if ("refused" in cleaned) return cleaned;
  const { text } = cleaned;
  const told = cleaned.symbology ? raw.replace(WRAPPING, "").slice(0, 3) : aim;
  const code: Code = {
    text,
    symbology: symbology || cleaned.symbology,
    elements: [],
    gtin: "",
    sscc: "",
    lot: "",
    serial: "",
    count: 0,
    contained: false,
    measures: [],
  };
  const digits = DIGITS.test(text) ? text : "";
  const [upce] = code.symbology === "upce" ? ofUpce(digits) : [];
  if (upce !== undefined) return { ...code, gtin: upce };
  if (GTIN_LENGTHS.includes(digits.length) && checkDigitIsRight(digits)) {
    return { ...code, gtin: digits.padStart(14, "0") };
  }
  if (digits.length === 18 && checkDigitIsRight(digits)) return { ...code, sscc: digits };
  const said = told ? parsed(() => scan(text, told)) : [];
  const elements = said.length > 0 ? said : elementsOf(text);
  return elements.length > 0 ? labelled(code, elements) : code;
}

/** The elements of a text that may be GS1 in disguise; none when it says nothing in any way. */
function elementsOf(text: string): Told[] {
  if (text.startsWith("(")) return parsed(() => brackets(text.replaceAll(" ", ""))); // As people write it.
  if (isLink(text, 0)) return parsed(() => link(text));
  const named = text.replace(NAMES, GROUP_SEPARATOR);
  if (!`0123456789${GROUP_SEPARATOR}${SIGNS}`.includes(named.charAt(0))) return [];
  let found = elementString(named);
  for (const sign of SIGNS) {
    if (found.length === 0 && named.includes(sign)) found = elementString(named.replaceAll(sign, GROUP_SEPARATOR));
  }
  return found;
}

/** An element string, when it names a trade item or a logistic unit: without FNC1 in front that is what tells it. */
function elementString(text: string): Told[] {
  let start = 0;
  while (text[start] === GROUP_SEPARATOR) start += 1;
  const found = parsed(() => scan(text.slice(start), "]C1"));
  return found.some(([ai]) => KEYS.includes(ai)) ? found : [];
}

function parsed(work: () => Told[]): Told[] {
  try {
    return work();
  } catch (wrong) {
    if (wrong instanceof Malformed) return [];
    throw wrong;
  }
}

function labelled(code: Code, elements: readonly Told[]): Code {
  const told = (ai: string) => elements.find(([known]) => known === ai)?.[1] ?? "";
  const contained = told("01") === "" && (told("02") !== "" || told("8026") !== "");
  const measures = (units: Readonly<Record<string, string>>): Measure[] =>
    elements.flatMap(([ai, value]) => {
      const unit = ai.length === 4 ? units[ai.slice(0, 3)] : undefined;
      return unit === undefined ? [] : [{ ai, value: Number(value), digits: Number(ai[3]), unit }];
    });
  return {
    ...code,
    elements,
    gtin: told("01") || told("02") || told("8006").slice(0, 14) || told("8026").slice(0, 14),
    sscc: told("00"),
    lot: told("10"),
    serial: told("21"),
    count: Number(told(contained ? "37" : "30")),
    contained,
    measures: [...measures(TRADE_UNITS), ...measures(LOGISTIC_UNITS)],
  };
}

/** The texts to look up, in order: its own, and where that means nothing, those of the item or container. */
export function names(code: Code): Name[] {
  // Eight digits can be an EAN-8 and a UPC-E; only the registry knows which of them is in use.
  const gtins = new Set([code.gtin, ...ofUpce(code.text)]);
  const found = [...gtins].flatMap(spellings).map((text): Name => ({ text, kind: "item" }));
  if (code.sscc) found.push({ text: code.sscc, kind: "container" }, { text: `00${code.sscc}`, kind: "container" });
  return [{ text: code.text, kind: "" }, ...found.filter((name) => name.text !== code.text)];
}

/** The day that an AI tells, as "2027-12-31"; null when it tells none. today: "2026-11-22". */
export function day(code: Code, ai: string, today: string): string | null {
  const told = code.elements.find(([known]) => known === ai)?.[1].slice(0, 6) ?? "";
  return /^[0-9]{6}$/.test(told) ? dayOf(told, Number(today.slice(0, 4))) : null;
}

/** The last day on which it may be used: expiry (17, 7003), else best before (15), else sell by (16). */
export function expiresOn(code: Code, today: string): string | null {
  for (const ai of ["17", "7003", "15", "16"]) {
    const found = day(code, ai, today);
    if (found !== null) return found;
  }
  return null;
}

/** What one scan counts for, where the plain code of the item counts for `once` (both in base units); see the Python twin. */
export function amount(code: Code, once: number, unit: string): number {
  if (code.elements.some(([ai, value]) => PIECES.includes(ai) && !value.endsWith("01"))) return 0;
  const keptIn = SAME_UNIT.get(unit);
  const nets = code.measures.filter((one) => one.ai.slice(0, 3) in TRADE_UNITS);
  if (nets.length > 0 && keptIn !== undefined) {
    const told = nets.find((one) => one.unit === keptIn);
    if (!told) return 0;
    const scale = 10n ** BigInt(told.digits);
    const exact = BigInt(once) * BigInt(told.value);
    return exact % scale === 0n ? kept(exact / scale) : 0;
  }
  if (code.count === 0) return once;
  if (code.contained) return kept(BigInt(once) * BigInt(code.count));
  return once === 1 && keptIn === undefined ? code.count : 0;
}

function kept(exact: bigint): number {
  return exact <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(exact) : 0;
}

/** A GTIN as 14, 13, 12 and 8 digits, as far as only zeros go away. */
function spellings(gtin: string): string[] {
  if (gtin === "") return [];
  return GTIN_LENGTHS.filter((length) => /^0*$/.test(gtin.slice(0, 14 - length))).map((length) =>
    gtin.slice(14 - length),
  );
}

/** The GTINs that the digits of a UPC-E may mean. Source: GS1 General Specifications, 5.2.2.4.2. */
function ofUpce(text: string): string[] {
  if (!/^[0-9]{6,8}$/.test(text)) return [];
  const digits = text.length > 6 ? text : `0${text}`;
  const system = digits.charAt(0);
  if (system > "1") return [];
  const body = digits.slice(1, 7);
  const last = body.charAt(5);
  const widened =
    last <= "2"
      ? `${body.slice(0, 2)}${last}0000${body.slice(2, 5)}`
      : last === "3"
        ? `${body.slice(0, 3)}00000${body.slice(3, 5)}`
        : last === "4"
          ? `${body.slice(0, 4)}00000${body.charAt(4)}`
          : `${body.slice(0, 5)}0000${last}`;
  const bare = `00${system}${widened}`;
  const gtin = `${bare}${checkDigit(bare)}`;
  return digits.length === 7 || digits.charAt(7) === gtin.charAt(13) ? [gtin] : [];
}
