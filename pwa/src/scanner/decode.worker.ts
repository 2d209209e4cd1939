/// <reference lib="webworker" />
/** Decodes camera frames off the main thread; the wasm is served by ourselves. */

import { prepareZXingModule, readBarcodes, type ReadInputBarcodeFormat } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";
import type { Seen } from "./steady";

export interface Job {
  id: number;
  frame: ImageData;
}

export interface Decoded {
  id: number;
  seen: Seen[];
  failed: string;
}

const FORMATS: ReadInputBarcodeFormat[] = [
  "QRCode",
  "DataMatrix",
  "Code128",
  "EAN13",
  "EAN8",
  "UPCA",
  "UPCE",
  "Code39",
  "ITF",
  "PDF417",
  "Aztec",
];
// As scanning/reading.py names them.
const NAMES: Readonly<Record<string, string>> = {
  QRCode: "qr",
  MicroQRCode: "qr",
  DataMatrix: "data_matrix",
  Code128: "code128",
  Code39: "code39",
  EAN13: "ean13",
  EAN8: "ean8",
  UPCA: "upca",
  UPCE: "upce",
  ITF: "itf",
  ITF14: "itf",
  PDF417: "pdf417",
  Aztec: "aztec",
};

prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });

self.onmessage = async ({ data }: MessageEvent<Job>) => {
  const answer: Decoded = { id: data.id, seen: [], failed: "" };
  try {
    const found = await readBarcodes(data.frame, {
      formats: FORMATS,
      tryHarder: true,
      tryRotate: true,
      tryInvert: false,
      tryDownscale: true,
      maxNumberOfSymbols: 4, // More labels than that in one picture is a shelf, not a scan.
      textMode: "Plain",
    });
    answer.seen = found
      .filter((code) => code.isValid)
      .map((code) => ({ text: code.text, symbology: NAMES[code.format] ?? "" }));
  } catch (error) {
    answer.failed = error instanceof Error ? error.message : String(error);
  }
  self.postMessage(answer);
};
