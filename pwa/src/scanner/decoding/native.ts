/** The browser's own BarcodeDetector: trusted only once it has read a picture whose codes we know. Pure but for itself. */

import { type Grey, toRgba } from "./grey";
import { asPrinted, ean13Modules } from "./retail";
import type { Engine, Sighting } from "./sighting";

/** What the web calls DetectedBarcode. https://wicg.github.io/shape-detection-api/ */
export interface Detected {
  rawValue: string;
  format: string;
  boundingBox: { x: number; y: number; width: number; height: number };
}

export interface NativeDetector {
  detect(picture: ImageData): Promise<Detected[]>;
}

export interface NativeKind {
  getSupportedFormats(): Promise<string[]>;
  new (options: { formats: string[] }): NativeDetector;
}

export type Tested =
  | { isGood: true; detector: NativeDetector }
  | { isGood: false; why: "absent" | "formats" | "misread" | "failed" };

const NAMES: Readonly<Record<string, string>> = {
  aztec: "aztec",
  codabar: "codabar",
  code_128: "code128",
  code_39: "code39",
  code_93: "code93",
  data_matrix: "data_matrix",
  ean_13: "ean13",
  ean_8: "ean8",
  itf: "itf",
  pdf417: "pdf417",
  qr_code: "qr",
  upc_a: "ean13",
  upc_e: "upce",
};
// What labels in a warehouse carry; a detector without one of them would be deaf to it.
const NEEDED = ["code_128", "code_39", "ean_13", "ean_8", "itf", "data_matrix", "qr_code"];

const RIGHT = "4006381333931"; // The example of the EAN-13 standard's makers; any number with a right check digit does.
const MISPRINTED = "4006381333935";
const SQUARE_TEXT = "TRUEBIN-1";
// QR version 1-M of SQUARE_TEXT, one row a number, leftmost module in the highest of 21 bits.
const SQUARE: readonly number[] = [
  0x1fdc7f, 0x104241, 0x17455d, 0x17565d, 0x17485d, 0x104341, 0x1fd57f, 0x000f00, 0x05da89, 0x0a33ee, 0x0e4413,
  0x0495ed, 0x19fad1, 0x00163c, 0x1fcfd6, 0x10522e, 0x175557, 0x17443a, 0x175485, 0x104a43, 0x1fcc91,
];
const MODULE_PX = 4;
const QUIET = 12;

/** The picture that the detector is tested with: an EAN-13, a QR code, and an EAN-13 that is misprinted. */
export function testPicture(): Grey {
  const width = (95 + 2 * QUIET) * MODULE_PX;
  const bars = 100;
  const square = (SQUARE.length + 8) * MODULE_PX;
  const height = 2 * (bars + 40) + square + 40;
  const data = new Uint8Array(width * height).fill(255);
  const dark = (x: number, y: number, wide: number, tall: number) => {
    for (let row = y; row < y + tall; row += 1) data.fill(0, row * width + x, row * width + x + wide);
  };
  const print = (digits: string, y: number) => {
    for (const [place, bit] of [...ean13Modules(digits)].entries()) {
      if (bit === "1") dark((QUIET + place) * MODULE_PX, y, MODULE_PX, bars);
    }
  };
  print(RIGHT, 20);
  print(MISPRINTED, height - bars - 20);
  for (const [row, bits] of SQUARE.entries()) {
    for (let column = 0; column < SQUARE.length; column += 1) {
      if ((bits >> (SQUARE.length - 1 - column)) & 1)
        dark((QUIET + column) * MODULE_PX, 20 + bars + 20 + (4 + row) * MODULE_PX, MODULE_PX, MODULE_PX);
    }
  }
  return { data, width, height };
}

export function imageOf(grey: Grey): ImageData {
  return new ImageData(toRgba(grey), grey.width, grey.height);
}

/** The browser's detector for all that we know; null when it does not know what labels carry. */
export async function detectorOf(kind: NativeKind): Promise<NativeDetector | null> {
  const formats = await kind.getSupportedFormats();
  if (!NEEDED.every((format) => formats.includes(format))) return null;
  return new kind({ formats: formats.filter((format) => format in NAMES) });
}

/**
 * Whether the browser's detector can be trusted: knows what labels carry, reads the test picture, and nothing else in it.
 *
 * kind: the browser's class, undefined where there is none. picture: the test picture as an image.
 */
export async function tested(kind: NativeKind | undefined, picture: ImageData): Promise<Tested> {
  if (kind === undefined) return { isGood: false, why: "absent" };
  let seen: Detected[];
  let detector: NativeDetector | null;
  try {
    detector = await detectorOf(kind);
    if (detector === null) return { isGood: false, why: "formats" };
    seen = await detector.detect(picture);
  } catch {
    // It is a guest of the device's own services, which fail in their own ways; then it is not used.
    return { isGood: false, why: "failed" };
  }
  const texts = seen.map(({ rawValue, format }) => `${format} ${rawValue}`).sort();
  const isRight = texts.join() === [`ean_13 ${RIGHT}`, `qr_code ${SQUARE_TEXT}`].join();
  return isRight ? { isGood: true, detector } : { isGood: false, why: "misread" };
}

const MARGIN_SHARE = 0.15; // Around the box of a code, for its light margin.
const MARGIN_PX = 12;

/** Where a box and a margin around it lie in the picture. */
export function around(
  { boundingBox: { x, y, width, height } }: Detected,
  grey: Grey,
): { left: number; top: number; width: number; height: number } {
  const margin = MARGIN_PX + MARGIN_SHARE * Math.max(width, height);
  const left = Math.max(0, Math.floor(x - margin));
  const top = Math.max(0, Math.floor(y - margin));
  return {
    left,
    top,
    width: Math.min(grey.width, Math.ceil(x + width + margin)) - left,
    height: Math.min(grey.height, Math.ceil(y + height + margin)) - top,
  };
}

/** One of its answers as a sighting; it tells neither FNC1 nor bytes, so that zxing looks at the same place again. */
export function sightingOf(found: Detected, attempt: string): Sighting | null {
  const name = NAMES[found.format];
  if (name === undefined) return null;
  const { x, y, width, height } = found.boundingBox;
  const code =
    name === "ean13" ? asPrinted(found.rawValue.padStart(13, "0")) : { text: found.rawValue, symbology: name };
  return { ...code, aim: "", engine: "native", attempt, lines: 0, at: { x: x + width / 2, y: y + height / 2 } };
}

/** A trusted detector as one of our engines: its eyes find the place, zxing reads it once more for AIM and bytes. */
export function nativeEngine(
  detector: NativeDetector,
  zxing: Engine,
  cut: (grey: Grey, left: number, top: number, width: number, height: number) => Grey,
): Engine {
  let isAlive = true;
  const detected = async (grey: Grey): Promise<Detected[]> => {
    try {
      return isAlive ? await detector.detect(imageOf(grey)) : [];
    } catch (reason) {
      if (!(reason instanceof DOMException)) throw reason;
      // The service behind it may end at any time; our own decoders go on alone.
      isAlive = false;
      return [];
    }
  };
  return async (grey, { attempt }) => {
    const seen: Sighting[] = [];
    for (const found of await detected(grey)) {
      const own = sightingOf(found, attempt);
      if (own === null) continue;
      seen.push(own);
      const box = around(found, grey);
      const again = await zxing(cut(grey, box.left, box.top, box.width, box.height), { attempt });
      seen.push(...again.map((each) => ({ ...each, at: own.at })));
    }
    return seen;
  };
}
