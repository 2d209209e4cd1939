// Makes src/link/wire.gen.ts from the server's own OpenAPI document: `npm run wire` (a running server, or another address as argument).
import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import openapi, { astToString } from "openapi-typescript";

const PWA = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const address = process.argv[2] ?? "http://127.0.0.1:8300/api/openapi.json";
const ast = await openapi(new URL(address));
writeFileSync(
  join(PWA, "src/link/wire.gen.ts"),
  `/** Made from the server's OpenAPI document by plugins/wire.mjs; never edited by hand. */\n\n${astToString(ast)}`,
);
console.log("src/link/wire.gen.ts");
