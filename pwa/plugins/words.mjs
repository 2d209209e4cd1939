// Joins every message catalogue of server and PWA into one table per language, and writes the type of its keys.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const PWA = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const SERVER = resolve(PWA, "../server");
export const LANGUAGES = ["zh", "en"];

function filesNamed(folder, names) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && names.includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** All catalogue files: server folders hold both languages in messages.json, PWA folders one file per language. */
export function catalogueFiles() {
  return [...filesNamed(SERVER, ["messages.json"]), ...filesNamed(join(PWA, "src"), ["zh.json", "en.json"])];
}

// What stands before the rest of the words is there: sign-in, pairing, the frame around them, and what these can say.
const FIRST_SOURCES = [
  "app/App.vue",
  "app/cues.ts",
  "app/session.ts",
  "app/words.ts",
  "link/http.ts",
  "people/PairScreen.vue",
  "people/SignIn.vue",
  "scanner/camera.ts",
  "ui/Brand.vue",
  "ui/CameraStrip.vue",
  "ui/Keypad.vue",
  "ui/UpdateBar.vue",
  "ui/lens.ts",
];
const NAMED = /["'`]([a-z]+\.[a-z_]+)(?:["'`]|\$\{)/g;
// Refusals of the server that sign-in and pairing can get.
const FIRST_CODES = join(SERVER, "people/messages.json");

/** {first: {zh, en}, rest: {zh, en}}: the keys that the first screens name, or begin (`people.role_${…}`), and all others. */
export function splitWords(tables) {
  const sources = FIRST_SOURCES.map((file) => readFileSync(join(PWA, "src", file), "utf8"));
  const named = sources.flatMap((text) => [...text.matchAll(NAMED)]);
  const whole = new Set([
    ...named.filter(([found]) => !found.endsWith("${")).map(([, key]) => key),
    ...Object.keys(JSON.parse(readFileSync(FIRST_CODES, "utf8"))),
  ]);
  const begun = named.filter(([found]) => found.endsWith("${")).map(([, key]) => key);
  const isFirst = (key) => whole.has(key) || begun.some((part) => key.startsWith(part));
  const pick = (wanted) =>
    Object.fromEntries(
      LANGUAGES.map((language) => [
        language,
        Object.fromEntries(Object.entries(tables[language]).filter(([key]) => isFirst(key) === wanted)),
      ]),
    );
  return { first: pick(true), rest: pick(false) };
}

/** The facts a text needs, as written: {name}, {name#}, {name|one|many}. */
function factsOf(text) {
  return [...text.matchAll(/\{(\w+)(?:#|\|[^}]*)?\}/g)].map((match) => match[1]).sort();
}

/** {zh: {key: text}, en: {…}}. Throws for a key said twice differently, or said in one language only. */
export function joinWords(files = catalogueFiles()) {
  const tables = { zh: {}, en: {} };
  const add = (language, key, text, file) => {
    const known = tables[language][key];
    if (known !== undefined && known !== text)
      throw new Error(`${key} is said twice in ${language}, again in ${relative(PWA, file)}`);
    if (typeof text !== "string" || text === "")
      throw new Error(`${key} has no words in ${language}: ${relative(PWA, file)}`);
    tables[language][key] = text;
  };
  for (const file of files) {
    const content = JSON.parse(readFileSync(file, "utf8"));
    const alone = /(zh|en)\.json$/.exec(file)?.[1];
    for (const [key, said] of Object.entries(content)) {
      if (alone) add(alone, key, said, file);
      else for (const language of LANGUAGES) add(language, key, said[language], file);
    }
  }
  for (const key of new Set([...Object.keys(tables.zh), ...Object.keys(tables.en)])) {
    for (const language of LANGUAGES)
      if (!(key in tables[language])) throw new Error(`${key} has no words in ${language}`);
    const [zh, en] = [new Set(factsOf(tables.zh[key])), new Set(factsOf(tables.en[key]))];
    // English may need a count that Chinese does not say, never the other way round: a fact nobody hands in stays a hole.
    for (const fact of zh) if (!en.has(fact)) throw new Error(`${key}: zh says {${fact}}, en does not`);
  }
  return tables;
}

/** Write src/app/words.gen.d.ts, so that a wrong key is a type error. Left alone when nothing changed. */
export function writeKeys(tables) {
  const file = join(PWA, "src/app/words.gen.d.ts");
  const keys = Object.keys(tables.zh).sort();
  const text = `/** Every key of the message catalogues (made by plugins/words.mjs). */\nexport type WordKey =\n${keys.map((key) => `  | ${JSON.stringify(key)}`).join("\n")};\n`;
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  return keys.length;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(`${writeKeys(joinWords())} keys in ${LANGUAGES.length} languages`);
