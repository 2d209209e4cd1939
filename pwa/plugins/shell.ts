/** Vite plugin: builds the service worker with the list of files it keeps, and writes .br and .gz beside each file. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, type Plugin, type ResolvedConfig } from "vite";

const COMPRESSED = /\.(?:js|css|html|svg|json|wasm|webmanifest)$/;
const SMALL_BYTES = 512; // Below this a compressed twin saves nothing and costs a file.

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:br|gz|map)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function workerText(root: string, shell: string[], later: string[], version: string): Promise<string> {
  const made = await build({
    configFile: false,
    root,
    logLevel: "warn",
    publicDir: false,
    define: {
      __SHELL__: JSON.stringify(shell),
      __LATER__: JSON.stringify(later),
      __VERSION__: JSON.stringify(version),
    },
    build: { write: false, lib: { entry: resolve(root, "src/sw/sw.ts"), formats: ["iife"], name: "sw" } },
  });
  const outputs = Array.isArray(made) ? made : [made];
  const first = "output" in (outputs[0] ?? {}) ? (outputs[0] as { output: { code?: string }[] }).output[0] : undefined;
  if (!first?.code) throw new Error("the service worker came out empty");
  return first.code;
}

export function shell(): Plugin {
  let config: ResolvedConfig;
  let needed: string[] = [];
  return {
    name: "truebin-shell",
    apply: "build",
    configResolved(resolved) {
      config = resolved;
    },
    generateBundle(_options, bundle) {
      // What the first screen needs: the entry, what it imports at once, their styles, both languages, and what mends a
      // scanner: a device that needs it must not start without.
      const first = new Set<string>();
      const take = (name: string) => {
        const chunk = bundle[name];
        if (first.has(name) || chunk?.type !== "chunk") return;
        first.add(name);
        for (const style of chunk.viteMetadata?.importedCss ?? []) first.add(style);
        chunk.imports.forEach(take);
      };
      for (const [name, chunk] of Object.entries(bundle)) {
        if (chunk.type !== "chunk") continue;
        const stands = chunk.facadeModuleId ?? "";
        if (chunk.isEntry || stands.includes("virtual:words/") || stands.endsWith("scanner/repair.ts")) take(name);
      }
      needed = [...first];
    },
    async writeBundle() {
      const folder = resolve(config.root, config.build.outDir);
      const files = filesIn(folder).filter((file) => file !== "sw.js");
      const hash = createHash("sha256");
      for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
      const version = hash.digest("hex").slice(0, 12);
      const kept = ["index.html", "manifest.webmanifest", "icons/icon.svg", ...needed];
      const missing = kept.filter((file) => !files.includes(file));
      if (missing.length > 0) throw new Error(`the shell names files that were not built: ${missing.join(", ")}`);
      const url = (file: string) => (file === "index.html" ? "/" : `/${file}`);
      const later = files.filter((file) => !kept.includes(file));
      writeFileSync(join(folder, "sw.js"), await workerText(config.root, kept.map(url), later.map(url), version));
      for (const file of filesIn(folder)) {
        const bytes = readFileSync(join(folder, file));
        if (!COMPRESSED.test(file) || bytes.length < SMALL_BYTES) continue;
        const options = {
          params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
        };
        writeFileSync(join(folder, `${file}.br`), brotliCompressSync(bytes, options));
        writeFileSync(join(folder, `${file}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
