/** The character sets of GS1 values; twin of scanning/gs1/characters.py. */

import { flaw, type Rule } from "./flaw";

/** In the order of their weights in the check character pair. */
export const CSET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

function noneOf(wrong: RegExp, code: string): Rule {
  return (text) => {
    const at = text.search(wrong);
    return at < 0 ? null : flaw(code, at);
  };
}

const base64 = noneOf(/[^-0-9A-Z_a-z]/, "not_cset64");

/** File-safe base 64; the "=" behind it may be left out, but not be too many or too few. */
function cset64(text: string) {
  const bare = text.replace(/=+$/, "");
  const padding = text.length - bare.length;
  if (padding > 2 || (padding > 0 && text.length % 3 !== 0)) return flaw("padding", bare.length);
  return base64(bare);
}

export const CHARACTERS: Readonly<Record<string, Rule>> = {
  N: noneOf(/[^0-9]/, "not_digits"),
  X: noneOf(/[^!"%-?A-Z_a-z]/, "not_cset82"),
  Y: noneOf(/[^#\-/0-9A-Z]/, "not_cset39"),
  Z: cset64,
};
