/** What people read: one language at a time, switched without reload. */

import { shallowRef } from "vue";
import first from "virtual:words/first";
import { type Facts, fill } from "../kernel/words";
import type { WordKey } from "./words.gen";

export type { WordKey } from "./words.gen";
export type Language = "zh" | "en";

const KEPT_UNDER = "truebin.language";
const table = shallowRef<Record<string, string>>({});

/** The language in force; reactive. */
export const language = shallowRef<Language>("zh");

/** "en-GB" → en, everything else zh: the hall speaks Chinese unless somebody chose otherwise. */
export function languageFor(said: string | null | undefined): Language {
  return said?.toLowerCase().startsWith("en") ? "en" : "zh";
}

async function otherWords(wanted: Language): Promise<Record<string, string>> {
  return (wanted === "en" ? await import("virtual:words/en") : await import("virtual:words/zh")).default;
}

let isWhole = false;
let whole: Promise<void> = Promise.resolve();

/** All words of the language in force; every screen behind the first needs them. */
export function speakAll(): Promise<void> {
  if (isWhole) return whole;
  isWhole = true;
  whole = loadRest();
  return whole;
}

async function loadRest(): Promise<void> {
  const wanted = language.value;
  const rest = await otherWords(wanted);
  if (wanted === language.value) table.value = { ...table.value, ...rest };
}

/** Load and use a language; remembered on this device. */
export async function speak(wanted: Language): Promise<void> {
  table.value = isWhole ? { ...first[wanted], ...(await otherWords(wanted)) } : first[wanted];
  language.value = wanted;
  document.documentElement.lang = wanted === "en" ? "en" : "zh-CN";
  localStorage.setItem(KEPT_UNDER, wanted);
}

/** The language of the last visit, else the browser's. */
export function rememberedLanguage(): Language {
  return languageFor(localStorage.getItem(KEPT_UNDER) ?? navigator.language);
}

/** The words of a key with their facts; reactive. */
export function t(key: WordKey, facts?: Facts): string {
  return fill(table.value[key] ?? key, facts);
}

/** Whether we have words for a code that came from the server. */
export function isSaid(code: string): code is WordKey {
  return code in table.value;
}

/** The words of a refusal or reason by its code; a code of a newer server is shown as "not known here" with the code. */
export function said(code: string, facts?: Facts): string {
  if (!isSaid(code)) return t("app.unknown_code", { code });
  // The server may know the likely cause: too little in a bin may be a wrong unit, or a colleague who was faster.
  const cause = `${code}.${facts?.cause}`;
  return isSaid(cause) ? `${t(code, facts)}\n${t(cause, facts)}` : t(code, facts);
}
