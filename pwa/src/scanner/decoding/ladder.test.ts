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

// GS1 DataMatrix of (01)06912345678902(10)LOT-7(21)S1, one row a number, leftmost module in the highest of 20 bits.
const GS1: readonly number[] = [
  0xaaaaa, 0xc1bbf, 0x8aac4, 0xb6db1, 0xe2a0a, 0xaa15d, 0xf97b6, 0x954ed, 0xa48e6, 0xd32f7, 0x89692, 0xc0acb, 0xf3210,
  0xdb917, 0xfe036, 0xc2925, 0xcf58c, 0xcd0ad, 0x9fd1a, 0xfffff,
];

test("FNC1 in front of a GS1 DataMatrix is told by its AIM identifier, between elements it is GS", async () => {
  const [side, module, quiet] = [GS1.length, 8, 40];
  const width = side * module + 2 * quiet;
  const data = new Uint8Array(width * width).fill(230);
  for (let y = 0; y < side * module; y += 1) {
    for (let x = 0; x < side * module; x += 1) {
      const row = GS1[Math.floor(y / module)] ?? 0;
      if ((row >> (side - 1 - Math.floor(x / module))) & 1) data[(y + quiet) * width + x + quiet] = 30;
    }
  }
  expect(await climb({ data, width, height: width }, engines)).toMatchObject([
    { text: "010691234567890210LOT-7\u001d21S1", aim: "]d2", symbology: "data_matrix", isSure: true },
  ]);
});

test("the picture that native detectors are tested with says what it must", async () => {
  const seen = await engines.zxing(testPicture(), { attempt: "whole" });
  expect(seen.map(({ text }) => text).sort()).toEqual([EAN, "TRUEBIN-1"]);
});
