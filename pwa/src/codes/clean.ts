/** From what was read to the text that the registry knows: pure, twin of scanning/codes.py. */

export const TEXT_MAX = 4096; // The largest QR code holds 2,953 bytes; more was never one code.
const GROUP_SEPARATOR = "\u001d"; // Ends a variable field of GS1: the only control character with a meaning.

// ISO/IEC 15424: "]", a letter for the symbology, a modifier digit or letter.
const AIM = /^\]([A-Za-z])([0-9A-Za-z])/;
const AIM_SYMBOLOGY: Readonly<Record<string, string>> = {
  A: "code39",
  C: "code128",
  d: "data_matrix",
  E: "ean13",
  e: "databar",
  F: "codabar",
  G: "code93",
  I: "itf",
  J: "dotcode",
  L: "pdf417",
  Q: "qr",
  z: "aztec",
};

export interface Cleaned {
  text: string;
  /** The symbology when an AIM identifier told it, else "". */
  symbology: string;
}

/** Why a reading cannot be the text of a code; a key of the catalogues. */
export interface NotACode {
  refused: "code.empty" | "code.too_long" | "code.control";
}

function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
}

/** The text of a code without what scanners wrap around it; upper and lower case stay. */
export function clean(raw: string): Cleaned | NotACode {
  let text = trimmed(raw);
  let symbology = "";
  const letter = AIM.exec(text)?.[1] ?? "";
  if (letter in AIM_SYMBOLOGY) {
    symbology = AIM_SYMBOLOGY[letter] ?? "";
    text = text.slice(3);
    while (text.startsWith(GROUP_SEPARATOR)) text = text.slice(1);
  }
  if (text === "") return { refused: "code.empty" };
  // Counted as the twin counts: a sign outside the first plane is one character, not two.
  if (text.length > TEXT_MAX && [...text].length > TEXT_MAX) return { refused: "code.too_long" };
  return hasControl(text) ? { refused: "code.control" } : { text, symbology };
}

/** Whether a character stands in the text that no label can show (GS excepted). */
export function hasControl(text: string): boolean {
  for (const mark of text) {
    if ((mark < " " && mark !== GROUP_SEPARATOR) || (mark >= "\u007f" && mark < "\u00a0")) return true;
  }
  return false;
}
