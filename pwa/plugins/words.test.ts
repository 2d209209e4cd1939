import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { joinWords } from "./words.mjs";

const SOURCES = resolve(import.meta.dirname, "../src");
// Works whose dotted names are codes that a person may read; a bound attribute is none.
const CODES = /(?<!=)["'`]((?:link|code|step|scanner|web)\.[a-z_]+)["'`]/g;

function sources(): [string, string][] {
  return readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:ts|vue)$/.test(file) && !/\.(?:test|gen|gen\.d)\.ts$/.test(file))
    .map((file) => [file, readFileSync(join(SOURCES, file), "utf8")]);
}

test("every code that the phone can say by itself has words in both languages", () => {
  const tables = joinWords();
  const used = new Map(
    sources().flatMap(([file, text]) => [...text.matchAll(CODES)].map((match) => [match[1] ?? "", file] as const)),
  );
  expect([...used.keys()]).toEqual(expect.arrayContaining(["link.missing_entries", "code.unknown", "step.not_now"]));
  for (const [code, file] of used) {
    for (const language of ["zh", "en"] as const) expect(tables[language][code], `${code} of ${file}`).toBeTruthy();
  }
});

test("every alarm that stops the sending has words", () => {
  const tables = joinWords();
  for (const code of [
    "device.seq_reused",
    "device.blocked",
    "device.unknown",
    "link.missing_entries",
    "web.malformed",
  ]) {
    for (const language of ["zh", "en"] as const) expect(tables[language][code], code).toBeTruthy();
  }
});
