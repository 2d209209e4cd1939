/** zxing-cpp as WebAssembly: the decoder with the most symbologies; bars turned by 30° to 60° are beyond it. */

import { prepareZXingModule, type ReadInputBarcodeFormat, type ReadResult, readBarcodes } from "zxing-wasm/reader";
import { textOf } from "./charset";
import { toRgba } from "./grey";
import { asPrinted } from "./retail";
import { type Engine, isBars, type Sighting } from "./sighting";

// Code 39 as it stands: zxing would take six characters for an Italian pharmacy number (Code 32).
const LINEAR: ReadInputBarcodeFormat[] = [
  "EAN13",
  "EAN8",
  "UPCE",
  "Code128",
  "Code39Std",
  "Code93",
  "Codabar",
  "ITF",
  "DataBarOmni",
  "DataBarStk",
  "DataBarStkOmni",
  "DataBarLtd",
  "DataBarExp",
  "DataBarExpStk",
];
const SQUARE: ReadInputBarcodeFormat[] = [
  "QRCodeModel2",
  "MicroQRCode",
  "RMQRCode",
  "DataMatrix",
  "AztecCode",
  "PDF417",
];
const NAMES: Readonly<Record<string, string>> = {
  EAN13: "ean13",
  UPCA: "ean13",
  EAN8: "ean8",
  UPCE: "upce",
  Code128: "code128",
  Code39: "code39",
  Code39Std: "code39",
  Code93: "code93",
  Codabar: "codabar",
  ITF: "itf",
  DataBar: "databar",
  DataBarOmni: "databar",
  DataBarStk: "databar",
  DataBarStkOmni: "databar",
  DataBarLtd: "databar_limited",
  DataBarLimited: "databar_limited",
  DataBarExp: "databar_expanded",
  DataBarExpStk: "databar_expanded",
  DataBarExpanded: "databar_expanded",
  QRCode: "qr",
  QRCodeModel2: "qr",
  MicroQRCode: "micro_qr",
  RMQRCode: "rmqr",
  DataMatrix: "data_matrix",
  Aztec: "aztec",
  AztecCode: "aztec",
  PDF417: "pdf417",
};

function sighting(found: ReadResult, attempt: string): Sighting | null {
  let symbology = NAMES[found.format];
  if (!found.isValid || symbology === undefined) return null;
  let text = isBars(symbology) ? found.text : textOf(found.bytes, found.hasECI ? found.bytesECI : null);
  if (symbology === "upce") text = (JSON.parse(found.extra) as { UPCE: string }).UPCE;
  if (symbology === "ean13") ({ text, symbology } = asPrinted(text.padStart(13, "0")));
  const { topLeft, topRight, bottomLeft, bottomRight } = found.position;
  return {
    text,
    symbology,
    aim: found.symbologyIdentifier,
    engine: "zxing",
    attempt,
    lines: found.lineCount,
    at: {
      x: (topLeft.x + topRight.x + bottomLeft.x + bottomRight.x) / 4,
      y: (topLeft.y + topRight.y + bottomLeft.y + bottomRight.y) / 4,
    },
  };
}

/** Load it; the promise is broken when its wasm cannot be had. */
export async function loadZxing(overrides: { locateFile?: () => string; wasmBinary?: ArrayBuffer }): Promise<Engine> {
  await prepareZXingModule({ overrides, fireImmediately: true });
  return async (grey, { attempt, only, isInverted }) => {
    const isStrip = only === "bars";
    const found = await readBarcodes(
      { data: toRgba(grey), width: grey.width, height: grey.height, colorSpace: "srgb" },
      {
        formats: isStrip ? LINEAR : only === "squares" ? SQUARE : [...LINEAR, ...SQUARE],
        tryHarder: true,
        tryRotate: !isStrip,
        tryDownscale: !isStrip,
        tryInvert: isInverted === true,
        maxNumberOfSymbols: 8, // More labels than that in one picture is a shelf, not a scan.
        textMode: "Plain",
      },
    );
    return found.flatMap((each) => sighting(each, attempt) ?? []);
  };
}
