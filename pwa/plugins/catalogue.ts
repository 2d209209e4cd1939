/** Vite plugin: `virtual:words/first`, the first screens' words in both languages, and `virtual:words/zh` and `/en`, the rest. */

import type { Plugin } from "vite";
import { catalogueFiles, joinWords, splitWords, writeKeys } from "./words.mjs";

const PREFIX = "virtual:words/";

export function catalogue(): Plugin {
  return {
    name: "truebin-words",
    buildStart() {
      for (const file of catalogueFiles()) this.addWatchFile(file);
      writeKeys(joinWords());
    },
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const { first, rest } = splitWords(joinWords());
      const part = id.slice(PREFIX.length + 1) as "first" | "zh" | "en";
      return `export default ${JSON.stringify(part === "first" ? first : rest[part])}`;
    },
  };
}
