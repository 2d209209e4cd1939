/** How the PWA is built: one entry, lazy office, one words chunk per language, service worker, precompressed files. */

import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { catalogue } from "./plugins/catalogue.ts";
import { shell } from "./plugins/shell.ts";

const server = process.env.TRUEBIN_APP ?? "http://127.0.0.1:8300";

export default defineConfig({
  plugins: [vue(), catalogue(), shell()],
  define: {
    __VUE_OPTIONS_API__: "false",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
  build: {
    target: "es2022",
    manifest: true,
    modulePreload: { polyfill: false },
    // Inlined files would need data: in the CSP.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the first screen shares with later ones, as two files instead of one request per shared module.
          groups: [
            { name: "vue", test: /node_modules[\\/](?:vue|@vue)[\\/]/ },
            {
              name: "base",
              test: /src[\\/](?:(?:link|outbox|scanner|codes)[\\/]\w+\.ts$|kernel[\\/](?!steps)\w+\.ts$|app[\\/](?:router|session|work|words|device|cues|wake|follow|shell)\.ts$|ui[\\/](?:Keypad|CodePad|CameraStrip|TopStrip|Connection\w+|Icon|Shape|lens|icons|MainButton))/,
            },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": { target: server, ws: true } } },
});
