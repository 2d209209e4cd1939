/** Puts facts into the words of a message catalogue. */

import { shown } from "./quantity";

export type Fact = string | number | boolean | null | undefined | readonly string[];
export type Facts = Readonly<Record<string, Fact>>;

/**
 * The text with its facts.
 *
 * {name} the fact as it is · {name#} a quantity, an integer of 10^-facts.digits base units ·
 * {name|one|many} the word that fits the number. A fact that was not handed in is shown as "?", so that it is seen.
 */
export function fill(text: string, facts: Facts = {}): string {
  return text.replace(
    /\{(\w+)(#|(?:\|([^|}]*)\|([^|}]*)))?\}/g,
    (_whole, name: string, form: string | undefined, one, many) => {
      const fact = facts[name];
      if (fact === undefined || fact === null) return "?";
      if (form === "#" && typeof fact === "number")
        return shown(fact, typeof facts.digits === "number" ? facts.digits : 0);
      if (form?.startsWith("|")) return fact === 1 ? one : many;
      return Array.isArray(fact) ? fact.join(", ") : String(fact);
    },
  );
}
