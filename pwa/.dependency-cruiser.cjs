/** Who may import whom in the PWA; src/README.md says it in words. */
const WORKS = "picking|checking|counting|relocating|tasks|board|office|labels|people|cards|pallet|bridge|doctor";
const SCREENS = `^src/(?:${WORKS})/`;
const TESTS = "[.]test[.]ts$";

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "kernel-is-pure",
      severity: "error",
      from: { path: "^src/kernel/", pathNot: TESTS },
      to: { pathNot: "^src/kernel/" },
    },
    {
      name: "codes-are-pure",
      severity: "error",
      from: { path: "^src/codes/", pathNot: TESTS },
      // The tables of GS1 are the server's own: one text for both languages.
      to: { pathNot: "^src/(?:codes|kernel)/|(?:^|/)scanning/gs1/[a-z]+[.]json$" },
    },
    {
      name: "gs1-is-lazy",
      severity: "error",
      from: { pathNot: "^src/codes/gs1/" },
      to: { path: "^src/codes/gs1/", dynamic: false, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "outbox-knows-the-kernel-only",
      severity: "error",
      from: { path: "^src/outbox/(?:database|outbox)[.]ts$" },
      to: { pathNot: "^src/(?:outbox/database|kernel/)" },
    },
    {
      name: "link-lies-below-screens",
      severity: "error",
      from: { path: "^src/link/", pathNot: TESTS },
      to: { pathNot: "^src/(?:link|outbox/(?:database|outbox)|codes|kernel)/?" },
    },
    {
      name: "scanner-knows-the-kernel-only",
      severity: "error",
      from: { path: "^src/scanner/", pathNot: TESTS },
      to: { pathNot: "^src/(?:scanner|kernel)/|zxing-wasm|zbar-wasm" },
    },
    {
      name: "vue-stays-above",
      severity: "error",
      from: { path: "^src/(?:kernel|codes|link|scanner|sw)/" },
      to: { path: "(?:^|/)node_modules/(?:vue|@vue)/|^vue$" },
    },
    {
      name: "services-know-no-screens",
      severity: "error",
      from: { path: "^src/app/", pathNot: "^src/app/(?:main|routes|floor|App|.*[.]test)[.]?" },
      to: { path: `${SCREENS}|^src/ui/` },
    },
    {
      name: "screens-know-no-start",
      severity: "error",
      from: { path: `${SCREENS}|^src/ui/|^src/outbox/` },
      to: { path: "^src/app/(?:main|routes|floor|App)[.]" },
    },
    {
      name: "decoder-is-lazy",
      severity: "error",
      from: { pathNot: "^src/scanner/(?:decode[.]worker|decoding/(?:zxing|zbar))[.]ts$" },
      to: { path: "zxing-wasm|zbar-wasm" },
    },
    {
      name: "engines-stay-in-the-worker",
      severity: "error",
      from: { pathNot: "^src/scanner/(?:decode[.]worker[.]ts$|decoding/)" },
      to: { path: "^src/scanner/decoding/(?:zxing|zbar)[.]ts$" },
    },
    // tasks is below the kinds of work (they share a task in hand); office holds what desk screens share.
    {
      name: "works-never-import-each-other",
      severity: "error",
      from: { path: `^src/(${WORKS})/` },
      to: { path: SCREENS, pathNot: "^src/$1/|^src/(?:tasks|office)/" },
    },
    {
      name: "floor-never-loads-the-office",
      severity: "error",
      from: { path: "^src/(?:picking|checking|counting|relocating|tasks|people|outbox|ui|app/(?!routes))" },
      to: { path: "^src/(?:office|board|labels|cards)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".vue", ".js", ".mjs", ".css", ".json"] },
  },
};
