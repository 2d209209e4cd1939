/** Vite plugin: `virtual:words/zh` and `virtual:words/en`, one chunk per language. */

import type { Plugin } from "vite";
import { catalogueFiles, joinWords, writeKeys } from "./words.mjs";

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
      const language = id.slice(PREFIX.length + 1) as "zh" | "en";
      return `export default ${JSON.stringify(joinWords()[language])}`;
    },
  };
}
