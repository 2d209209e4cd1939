/** How the PWA is built: one entry, lazy office, one words chunk per language, service worker, precompressed files. */

import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { catalogue } from "./plugins/catalogue.ts";
import { shell } from "./plugins/shell.ts";

const server = process.env.TRUEBIN_APP ?? "http://127.0.0.1:8300";

export default defineConfig({
  plugins: [vue(), catalogue(), shell()],
  define: { __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false" },
  build: {
    target: "es2022",
    manifest: true,
    modulePreload: { polyfill: false },
    // Inlined files would need data: in the CSP.
    assetsInlineLimit: 0,
  },
  worker: { format: "es" },
  server: { proxy: { "/api": { target: server, ws: true } } },
});
