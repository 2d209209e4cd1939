import { expect, test } from "vitest";
import { crop, type Grey } from "./grey";
import { around, type Detected, type NativeKind, nativeEngine, tested, testPicture } from "./native";
import type { Sighting } from "./sighting";

const FORMATS = [
  "aztec",
  "code_128",
  "code_39",
  "code_93",
  "data_matrix",
  "ean_13",
  "ean_8",
  "itf",
  "pdf417",
  "qr_code",
];
const box = { x: 40, y: 30, width: 100, height: 20 };
const RIGHT: Detected[] = [
  { rawValue: "TRUEBIN-1", format: "qr_code", boundingBox: box },
  { rawValue: "4006381333931", format: "ean_13", boundingBox: box },
];

/** A browser's class that knows these formats and sees this. */
function kind(formats: string[], seen: Detected[] | Error): NativeKind {
  return class {
    static getSupportedFormats(): Promise<string[]> {
      return Promise.resolve(formats);
    }
    detect(): Promise<Detected[]> {
      return seen instanceof Error ? Promise.reject(seen) : Promise.resolve(seen);
    }
  };
}

class Image {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

// Node has none.
globalThis.ImageData ??= Image as unknown as typeof ImageData;

const picture = {} as ImageData; // Detectors of these tests do not look at it.

test("a detector that knows the formats and reads the picture is trusted", async () => {
  expect(await tested(kind(FORMATS, RIGHT), picture)).toMatchObject({ isGood: true });
});

test("none, one that lacks formats, misses, invents or breaks is not", async () => {
  const why = async (of: NativeKind | undefined) => {
    const found = await tested(of, picture);
    return found.isGood ? "" : found.why;
  };
  expect(await why(undefined)).toBe("absent");
  expect(await why(kind(["qr_code"], RIGHT))).toBe("formats");
  expect(await why(kind(FORMATS, RIGHT.slice(1)))).toBe("misread");
  const misprinted = { rawValue: "4006381333935", format: "ean_13", boundingBox: box };
  expect(await why(kind(FORMATS, [...RIGHT, misprinted]))).toBe("misread");
  expect(await why(kind(FORMATS, new Error("service unavailable")))).toBe("failed");
});

test("a box is looked at with a margin that stays in the picture", () => {
  const grey: Grey = { data: new Uint8Array(300 * 60), width: 300, height: 60 };
  const found: Detected = { rawValue: "", format: "qr_code", boundingBox: box };
  expect(around(found, grey)).toEqual({ left: 13, top: 3, width: 154, height: 57 });
});

test("what it saw is read again by zxing at that place, which knows of FNC1", async () => {
  const asked: Grey[] = [];
  const zxing = (grey: Grey): Promise<Sighting[]> => {
    asked.push(grey);
    const at = { x: 1, y: 1 };
    return Promise.resolve([
      { text: "A", symbology: "code128", aim: "]C1", engine: "zxing", attempt: "native", lines: 5, at },
    ]);
  };
  const seen: Detected[] = [{ rawValue: "A", format: "code_128", boundingBox: box }];
  const Own = kind(FORMATS, seen);
  const engine = nativeEngine(new Own({ formats: FORMATS }), zxing, crop);
  const grey = testPicture();
  const found = await engine(grey, { attempt: "native" });
  expect(found.map(({ engine: who, aim, at }) => [who, aim, at.x])).toEqual([
    ["native", "", 90],
    ["zxing", "]C1", 90],
  ]);
  expect(asked[0]?.width).toBe(154);
});

test("when its service ends, the other decoders go on alone", async () => {
  let asked = 0;
  const detector = {
    detect(): Promise<Detected[]> {
      asked += 1;
      return Promise.reject(new DOMException("service unavailable", "NotSupportedError"));
    },
  };
  const engine = nativeEngine(detector, () => Promise.resolve([]), crop);
  expect(await engine(testPicture(), { attempt: "native" })).toEqual([]);
  expect(await engine(testPicture(), { attempt: "native" })).toEqual([]);
  expect(asked).toBe(1);
});
