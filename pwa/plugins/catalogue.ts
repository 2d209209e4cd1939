/** Vite plugin: `virtual:words/zh/first`, `…/rest` and the same in English: one language at a time, the first screen first. */

import type { Plugin } from "vite";
import { catalogueFiles, isFirst, joinWords, writeKeys } from "./words.mjs";

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
      const [language, part] = id.slice(PREFIX.length + 1).split("/") as ["zh" | "en", "first" | "rest"];
      const files = catalogueFiles().filter((file) => isFirst(file) === (part === "first"));
      return `export default ${JSON.stringify(joinWords(files)[language])}`;
    },
  };
}
