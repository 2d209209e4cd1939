// Prints what the first load of the floor shell weighs, and fails above the limit.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const DIST = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "../dist"));
const GZIP_BYTES_MAX = 45_000; // UX.md, numbers to reach
const REQUESTS_MAX = 8;

const html = readFileSync(join(DIST, "index.html"), "utf8");
const entries = JSON.parse(readFileSync(join(DIST, ".vite/manifest.json"), "utf8"));
const first = new Set(["index.html", "manifest.webmanifest", "icons/icon.svg"]);
const take = (key) => {
  const chunk = entries[key];
  if (first.has(chunk.file)) return;
  first.add(chunk.file);
  for (const style of chunk.css ?? []) first.add(style);
  for (const name of chunk.imports ?? []) take(name);
};
for (const [key, chunk] of Object.entries(entries)) if (chunk.isEntry) take(key);
let total = 0;
for (const file of first) {
  if (!existsSync(join(DIST, file))) throw new Error(`${file} was not built`);
  const bytes = gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length;
  total += bytes;
  console.log(`${String(bytes).padStart(7)} B gzip  ${file}`);
}
console.log(
  `first load: ${(total / 1000).toFixed(1)} kB gzip of ${GZIP_BYTES_MAX / 1000}, ${first.size} requests of ${REQUESTS_MAX}`,
);
if (/<script(?![^>]*\bsrc=)[^>]*>\s*\S/.test(html))
  throw new Error("index.html holds an inline script; the CSP forbids it");
if (total > GZIP_BYTES_MAX || first.size > REQUESTS_MAX) {
  console.error("the floor shell is over its limit");
  process.exit(1);
}
