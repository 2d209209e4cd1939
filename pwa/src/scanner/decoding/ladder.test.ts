/** The real decoders, as WebAssembly in Node, on drawn labels. */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { climb, type Engines } from "./ladder";
import { testPicture } from "./native";
import { ean13Modules } from "./retail";
import { bars } from "./simulated";
import { loadZbar } from "./zbar";
import { loadZxing } from "./zxing";

const require = createRequire(import.meta.url);
const EAN = "4006381333931";
let engines: Engines;

beforeAll(async () => {
  const zxing = readFileSync(require.resolve("zxing-wasm/reader/zxing_reader.wasm"));
  const zbar = join(dirname(require.resolve("@undecaf/zbar-wasm/package.json")), "dist", "zbar.wasm");
  engines = {
    zxing: await loadZxing({ wasmBinary: Uint8Array.from(zxing).buffer }),
    zbar: await loadZbar(() => zbar),
    native: null,
  };
});

const read = async (...of: Parameters<typeof bars>) =>
  (await climb(bars(...of), engines)).map(({ text, attempt }) => `${text} ${attempt}`);

test("a straight EAN is read by the first attempt", async () => {
  expect(await read(ean13Modules(EAN), { module: 3 })).toEqual([`${EAN} whole`]);
});

test("one turned by 45° is made upright first, and two decoders agree on it", async () => {
  const found = await climb(bars(ean13Modules(EAN), { module: 3, turn: 45 }), engines);
  expect(found).toMatchObject([{ text: EAN, attempt: "rectified", symbology: "ean13", isSure: true }]);
});

test("one without an edge left is read by likelihood", async () => {
  expect(await read(ean13Modules(EAN), { module: 3, turn: 10, blur: 1.15, noise: 2 })).toEqual([`${EAN} likely`]);
});

test("a wrong check digit is read by nobody, sharp, turned or blurred", async () => {
  const misprinted = ean13Modules("4006381333935");
  expect(await read(misprinted, { module: 3 })).toEqual([]);
  expect(await read(misprinted, { module: 3, turn: 45 })).toEqual([]);
  expect(await read(misprinted, { module: 3, blur: 1 })).toEqual([]);
});

test("nothing is read where nothing is", async () => {
  expect(await read("0", { module: 3, noise: 20 })).toEqual([]);
  expect(await read("10".repeat(60), { module: 3, turn: 12 })).toEqual([]);
});

test("the picture that native detectors are tested with says what it must", async () => {
  const seen = await engines.zxing(testPicture(), { attempt: "whole" });
  expect(seen.map(({ text }) => text).sort()).toEqual([EAN, "TRUEBIN-1"]);
});
