/**
 * Keyboard layouts as data: what each key types without and with Shift.
 *
 * A scanner presses the keys on which its own layout has the characters; the phone writes what its layout has there.
 * Source: xkeyboard-config 2.35 (symbols us, gb, de, fr, es, it, jp(106)), levels 1 and 2; China uses the US layout.
 */

/** A dead key: it types nothing by itself and changes the next character. */
export const DEAD = "◌";
/** A key that types no character. */
const NONE = " ";

export type LayoutName = "us" | "uk" | "de" | "fr" | "es" | "it" | "jp";

// Left of 1, the digit row, the three letter rows, and the key of US backslash: 47 keys.
const ROWS: Readonly<Record<LayoutName, readonly [plain: string, shifted: string]>> = {
  us: ["`1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./\\", '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?|'],
  uk: ["`1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./#", '¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@ZXCVBNM<>?~'],
  de: ["◌1234567890ß◌qwertzuiopü+asdfghjklöäyxcvbnm,.-#", "°!\"§$%&/()=?◌QWERTZUIOPÜ*ASDFGHJKLÖÄYXCVBNM;:_'"],
  fr: ["²&é\"'(-è_çà)=azertyuiop◌$qsdfghjklmùwxcvbn,;:!*", "~1234567890°+AZERTYUIOP◌£QSDFGHJKLM%WXCVBN?./§µ"],
  es: ["º1234567890'¡qwertyuiop◌+asdfghjklñ◌zxcvbnm,.-ç", 'ª!"·$%&/()=?¿QWERTYUIOP◌*ASDFGHJKLÑ◌ZXCVBNM;:_Ç'],
  it: ["\\1234567890'ìqwertyuiopè+asdfghjklòàzxcvbnm,.-ù", '|!"£$%&/()=?^QWERTYUIOPé*ASDFGHJKLç°ZXCVBNM;:_§'],
  jp: [" 1234567890-^qwertyuiop@[asdfghjkl;:zxcvbnm,./]", " !\"#$%&'()~=~QWERTYUIOP`{ASDFGHJKL+*ZXCVBNM<>?}"],
};

export const LAYOUTS = Object.keys(ROWS) as LayoutName[];

/** What the phone's layout writes for each character that the scanner's layout can type: a character, DEAD or "". */
export function written(scanner: LayoutName, phone: LayoutName): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const level of [0, 1] as const) {
    const there = [...ROWS[phone][level]];
    for (const [key, character] of [...ROWS[scanner][level]].entries()) {
      if (character === NONE || character === DEAD || map.has(character)) continue;
      const other = there[key] ?? NONE;
      map.set(character, other === NONE ? "" : other);
    }
  }
  return map;
}
