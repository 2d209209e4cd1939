/** How a rule says what is wrong with a value; twin of scanning/gs1/flaw.py. */

export interface Flaw {
  code: string;
  /** At which character of what the rule was given. */
  at: number;
}

/** A rule is given one part of a value, of the right characters and length; null when nothing is wrong with it. */
export type Rule = (text: string) => Flaw | null;

export function flaw(code: string, at = 0): Flaw {
  return { code, at };
}
