// Holds the PWA to its layers: no forbidden import, the network touched by `link` alone, and proof that the check looked.
import { mkdtempSync, cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";

const PWA = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const { forbidden, options } = createRequire(import.meta.url)("../.dependency-cruiser.cjs");

const NETWORK = /(?<![.\w"'`])(?:fetch\s*\(|new\s+(?:WebSocket|EventSource|XMLHttpRequest)\b)|navigator\.sendBeacon/;
const MAY_TOUCH_IT = /^src\/(?:link|sw)\//;

function sources(root) {
  return readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|vue)$/.test(entry.name) && !/\.d\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** Comments may speak of the network; code may not. */
function code(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}

/** {broken: ["rule: from → to"], seen: modules of ours that were looked at, files: those there are}. */
export async function held(root) {
  const before = process.cwd();
  process.chdir(root);
  let found;
  try {
    found = await cruise(["src"], { ...options, validate: true, ruleSet: { forbidden } }, undefined, {
      tsConfig: extractTSConfig("tsconfig.json"),
    });
  } finally {
    process.chdir(before);
  }
  const { modules, summary } = found.output;
  const files = sources(root);
  const broken = summary.violations.map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`);
  for (const file of files) {
    if (MAY_TOUCH_IT.test(file) || /\.test\.ts$/.test(file)) continue;
    if (NETWORK.test(code(readFileSync(join(root, file), "utf8"))))
      broken.push(`only-link-touches-the-network: ${file}`);
  }
  const known = new Set(modules.map((module) => module.source));
  const unseen = files.filter((file) => !known.has(file));
  for (const file of unseen) broken.push(`not-looked-at: ${file}`);
  return { broken, seen: files.length - unseen.length, files: files.length };
}

// One planted violation for each rule; the check must name just that rule.
const PLANTED = [
  [
    "kernel-is-pure",
    "src/kernel/planted.ts",
    'import { clean } from "../codes/clean";\nexport const planted = clean;\n',
  ],
  [
    "codes-are-pure",
    "src/codes/planted.ts",
    'import { Database } from "../outbox/database";\nexport const planted = Database;\n',
  ],
  [
    "gs1-is-lazy",
    "src/link/planted.ts",
    'import { parse } from "../codes/gs1/parse";\nexport const planted = parse;\n',
  ],
  ["outbox-knows-the-kernel-only", "src/outbox/outbox.ts", 'import "../link/http";\n'],
  ["link-lies-below-screens", "src/link/planted.ts", 'import { t } from "../app/words";\nexport const planted = t;\n'],
  [
    "scanner-knows-the-kernel-only",
    "src/scanner/planted.ts",
    'import { call } from "../link/http";\nexport const planted = call;\n',
  ],
  ["vue-stays-above", "src/link/planted.ts", 'import { ref } from "vue";\nexport const planted = ref(0);\n'],
  [
    "services-know-no-screens",
    "src/app/planted.ts",
    'import PickScreen from "../picking/PickScreen.vue";\nexport const planted = PickScreen;\n',
  ],
  [
    "screens-know-no-start",
    "src/picking/planted.ts",
    'import { routes } from "../app/routes";\nexport const planted = routes;\n',
  ],
  [
    "decoder-is-lazy",
    "src/app/planted.ts",
    'import { readBarcodes } from "zxing-wasm/reader";\nexport const planted = readBarcodes;\n',
  ],
  [
    "engines-stay-in-the-worker",
    "src/app/planted.ts",
    'import { loadZbar } from "../scanner/decoding/zbar";\nexport const planted = loadZbar;\n',
  ],
  [
    "works-never-import-each-other",
    "src/picking/planted.ts",
    'import CountScreen from "../counting/CountScreen.vue";\nexport const planted = CountScreen;\n',
  ],
  [
    "floor-never-loads-the-office",
    "src/ui/planted.ts",
    'import { order } from "../office/order";\nexport const planted = order;\n',
  ],
  ["no-circles", "src/kernel/planted.ts", 'import { other } from "./planted2";\nexport const planted = () => other;\n'],
  ["only-link-touches-the-network", "src/picking/planted.ts", 'export const planted = () => fetch("/api/orders");\n'],
];

async function proveThatItBites() {
  const root = mkdtempSync(join(tmpdir(), "truebin-contracts-"));
  try {
    for (const name of ["tsconfig.json", "package.json"]) cpSync(join(PWA, name), join(root, name));
    symlinkSync(join(PWA, "node_modules"), join(root, "node_modules"));
    for (const [rule, file, text] of PLANTED) {
      rmSync(join(root, "src"), { recursive: true, force: true });
      cpSync(join(PWA, "src"), join(root, "src"), { recursive: true });
      const target = join(root, file);
      const existing = file.includes("planted") ? "" : readFileSync(target, "utf8");
      writeFileSync(target, text + existing);
      if (rule === "no-circles")
        writeFileSync(
          join(root, "src/kernel/planted2.ts"),
          'import { planted } from "./planted";\nexport const other = () => planted;\n',
        );
      const { broken } = await held(root);
      if (!broken.some((line) => line.startsWith(`${rule}:`)))
        throw new Error(`a planted violation of ${rule} was not found`);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { broken, seen, files } = await held(PWA);
  for (const line of broken) console.error(line);
  if (seen < 60 || seen !== files) throw new Error(`the contracts looked at ${seen} of ${files} modules`);
  if (broken.length > 0) process.exit(1);
  await proveThatItBites();
  console.log(
    `${seen} modules keep ${forbidden.length + 1} contracts; ${PLANTED.length} planted violations were found`,
  );
}
