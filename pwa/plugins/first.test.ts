import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { joinWords, splitWords } from "./words.mjs";

const SOURCES = resolve(import.meta.dirname, "../src");
const STATIC_IMPORT = /^(?:import|export) (?!type )(?:[^"';]* from )?"(\.[^"]+)";/gm;

/** Files of the first load: what main reaches without import(). */
function firstLoad(file = resolve(SOURCES, "app/main.ts"), seen = new Map<string, string>()): Map<string, string> {
  const text = readFileSync(file, "utf8");
  seen.set(relative(SOURCES, file), text);
  for (const [, path = ""] of text.matchAll(STATIC_IMPORT)) {
    const found = [path, `${path}.ts`].map((each) => resolve(dirname(file), each)).find((each) => existsSync(each));
    if (found && /\.(?:ts|vue)$/.test(found) && !seen.has(relative(SOURCES, found))) firstLoad(found, seen);
  }
  return seen;
}

test("the first load holds sign-in, and nothing of the work behind it", () => {
  const files = [...firstLoad().keys()];
  expect(files).toEqual(expect.arrayContaining(["people/SignIn.vue", "app/session.ts", "scanner/wedge.ts"]));
  expect(
    files.filter((file) => /^app\/(?:work|device|run)|^link\/(?:live|contact)|^outbox\/outbox/.test(file)),
  ).toEqual([]);
});

test("what the first load says, it can say before the other words are there", () => {
  const { first } = splitWords(joinWords());
  const said = [...firstLoad()].flatMap(([file, text]) =>
    [...text.matchAll(/\bt\(\s*"([a-z]+\.[a-z_]+)"/g)].map(([, key = ""]) => ({ file, key })),
  );
  expect(said.length).toBeGreaterThan(20);
  for (const { file, key } of said)
    for (const language of ["zh", "en"] as const) expect(first[language][key], `${key} of ${file}`).toBeTruthy();
});
