/** What the scanner doctor found, in words: on the device itself and in the office. */

import { type Finding, type FindingCode, STATES } from "../scanner/profile";
import type { State } from "./state";
import { isSaid, said, t, type WordKey } from "../app/words";

/** As a device told it; one of a newer app may have a code we do not know. */
export interface ToldFinding {
  code: string;
  facts: Finding["facts"];
}

export type FindingState = (typeof STATES)[FindingCode];

export function stateOf({ code }: ToldFinding): FindingState {
  return code in STATES ? STATES[code as FindingCode] : "broken";
}

export const SHAPES: Readonly<Record<FindingState, State>> = { broken: "stop", mended: "ok", good: "ok" };

/** The facts as people say them: layouts by their country, capitals and small letters by name. */
function inWords(facts: Finding["facts"]): Finding["facts"] {
  const word = (name: string, value: unknown) => {
    if (name === "scanner" || name === "phone") return t(`doctor.layout_${String(value).toLowerCase()}` as WordKey);
    if (name === "letters") return t(`doctor.letters_${String(value)}` as WordKey);
    return value as string | number;
  };
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, word(name, value)]));
}

/** What is. */
export function foundWords({ code, facts }: ToldFinding): string {
  return isSaid(`doctor.found_${code}`) ? said(`doctor.found_${code}`, inWords(facts)) : code;
}

/** What to do, "" where nothing needs to be done. */
export function adviceWords({ code, facts }: ToldFinding): string {
  return isSaid(`doctor.advice_${code}`) ? said(`doctor.advice_${code}`, inWords(facts)) : "";
}
