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
          // Few files instead of one request per shared module: what the first screen needs, and the floor behind it.
          groups: [
            { name: "vue", priority: 3, test: /node_modules[\\/](?:vue|@vue)[\\/]/ },
            {
              name: "base",
              priority: 2,
              test: /virtual:words\/first|src[\\/](?:kernel[\\/](?:ids|watched|words)|outbox[\\/]database|link[\\/](?:http|account)|scanner[\\/](?:wedge|burst|reading)|app[\\/](?:database|worn|router|session|words|cues|wake|shell)|ui[\\/](?:Brand|Keypad|keypad|CameraStrip|Icon|Shape|lens|icons|MainButton|UpdateBar))\.(?:ts|vue)/,
            },
            {
              name: "floor",
              priority: 1,
              test: /src[\\/](?:kernel|codes|outbox|link|scanner|app|ui|tasks|picking|checking|counting|relocating)[\\/](?!main|App|routes|desk|bridge|decode|doctor|record|repair|layouts|profile|findings|simulated)\w+\.(?:ts|vue)|people[\\/]MeScreen/,
            },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  // The tables of GS1 lie beside the server's parser.
  server: { fs: { allow: [".."] }, proxy: { "/api": { target: server, ws: true } } },
});
