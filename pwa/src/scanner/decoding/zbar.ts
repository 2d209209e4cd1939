/** zbar as WebAssembly (LGPL-2.1 or later, a file of its own): a second opinion on bars and QR; it lies when alone. */

import { ZBarConfigType, ZBarImage, ZBarScanner, ZBarSymbolType, getInstance, setModuleArgs } from "@undecaf/zbar-wasm";
import { textOf } from "./charset";
import { asPrinted } from "./retail";
import type { Engine, Sighting } from "./sighting";

const NAMES: Readonly<Record<number, string>> = {
  [ZBarSymbolType.ZBAR_EAN13]: "ean13",
  [ZBarSymbolType.ZBAR_EAN8]: "ean8",
  [ZBarSymbolType.ZBAR_UPCE]: "upce",
  [ZBarSymbolType.ZBAR_CODE128]: "code128",
  [ZBarSymbolType.ZBAR_CODE39]: "code39",
  [ZBarSymbolType.ZBAR_CODE93]: "code93",
  [ZBarSymbolType.ZBAR_CODABAR]: "codabar",
  [ZBarSymbolType.ZBAR_I25]: "itf",
  [ZBarSymbolType.ZBAR_DATABAR]: "databar",
  [ZBarSymbolType.ZBAR_DATABAR_EXP]: "databar_expanded",
  [ZBarSymbolType.ZBAR_QRCODE]: "qr",
};
// It does not tell FNC1 in front of a Code 128 or QR, so that these get no AIM identifier.
const AIM: Readonly<Record<string, string>> = {
  ean13: "]E0",
  upca: "]E0",
  upce: "]E0",
  ean8: "]E4",
  code39: "]A0",
  code93: "]G0",
  codabar: "]F0",
  itf: "]I0",
  databar: "]e0",
  databar_expanded: "]e0",
};

/** Load it; the promise is broken when its wasm cannot be had. locateFile: where zbar.wasm lies. */
export async function loadZbar(locateFile: () => string): Promise<Engine> {
  setModuleArgs({ locateFile });
  await getInstance();
  const scanner = await ZBarScanner.create();
  // Bytes as they are; text is our own business.
  scanner.setConfig(ZBarSymbolType.ZBAR_NONE, ZBarConfigType.ZBAR_CFG_BINARY, 1);
  for (const off of [ZBarSymbolType.ZBAR_ISBN10, ZBarSymbolType.ZBAR_ISBN13, ZBarSymbolType.ZBAR_UPCA]) {
    scanner.setConfig(off, ZBarConfigType.ZBAR_CFG_ENABLE, 0); // They are EAN-13 by other names.
  }
  scanner.setConfig(ZBarSymbolType.ZBAR_UPCE, ZBarConfigType.ZBAR_CFG_ENABLE, 1);
  return async ({ data, width, height }, { attempt, only }) => {
    if (only === "squares") return [];
    // createFromGrayBuffer wants a buffer of exactly these bytes.
    const bytes = data.byteLength === data.buffer.byteLength ? data : data.slice();
    const image = await ZBarImage.createFromGrayBuffer(width, height, bytes.buffer as ArrayBuffer);
    try {
      if (scanner.scan(image) < 0) throw new Error("zbar could not scan the picture");
      return image.getSymbols().flatMap(({ type, data: seen, points, quality }): Sighting[] => {
        const name = NAMES[type];
        if (name === undefined) return [];
        const read = textOf(new Uint8Array(seen), null);
        const { text, symbology } = name === "ean13" ? asPrinted(read) : { text: read, symbology: name };
        const x = points.map((point) => point.x);
        const y = points.map((point) => point.y);
        return [
          {
            text,
            symbology,
            aim: AIM[symbology] ?? "",
            engine: "zbar",
            attempt,
            lines: name === "qr" ? 0 : quality,
            at: { x: (Math.min(...x) + Math.max(...x)) / 2, y: (Math.min(...y) + Math.max(...y)) / 2 },
          },
        ];
      });
    } finally {
      image.destroy();
    }
  };
}
