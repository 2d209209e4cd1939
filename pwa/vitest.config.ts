/** Tests run in Node; what needs a database gets a real implementation of IndexedDB in memory. */

import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { catalogue } from "./plugins/catalogue.ts";

export default defineConfig({
  plugins: [vue(), catalogue()],
  test: { include: ["src/**/*.test.ts", "plugins/**/*.test.ts"], setupFiles: ["fake-indexeddb/auto"] },
});
