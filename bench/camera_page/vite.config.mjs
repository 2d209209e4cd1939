// Builds the page and the worker in which bench/camera.py measures the PWA's own decoding modules.
export default {
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: "es" },
};
