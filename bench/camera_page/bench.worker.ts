/// <reference lib="webworker" />
/** One worker with the PWA's decoders: holds a frame and reads it in the way it is asked to. */

import zbarWasm from "../../pwa/node_modules/@undecaf/zbar-wasm/dist/zbar.wasm?url";
import zxingWasm from "../../pwa/node_modules/zxing-wasm/dist/reader/zxing_reader.wasm?url";
import { fromRgba } from "../../pwa/src/scanner/decoding/grey";
import { Climb, type Engines, RUNGS } from "../../pwa/src/scanner/decoding/ladder";
import type { Sighting } from "../../pwa/src/scanner/decoding/sighting";
import { Watch } from "../../pwa/src/scanner/decoding/watch";
import { loadZbar } from "../../pwa/src/scanner/decoding/zbar";
import { loadZxing } from "../../pwa/src/scanner/decoding/zxing";
import { Steady } from "../../pwa/src/scanner/steady";

interface Read {
  text: string;
  symbology: string;
  engine: string;
  attempt: string;
  isSure: boolean;
}

let frame: ImageData;
let engines: Engines;
let watch: { watch: Watch; steady: Steady; turns: number } | null = null;
const FRAME_MS = 66;

const told = ({ text, symbology, engine, attempt }: Sighting, isSure = false): Read => ({
  text,
  symbology,
  engine,
  attempt,
  isSure,
});

const ways: Record<string, () => Promise<Read[]>> = {
  async zxing() {
    return (await engines.zxing(fromRgba(frame.data, frame.width, frame.height), { attempt: "whole" })).map((one) =>
      told(one),
    );
  },
  async zbar() {
    return (await engines.zbar(fromRgba(frame.data, frame.width, frame.height), { attempt: "whole" })).map((one) =>
      told(one),
    );
  },
  async together() {
    const grey = fromRgba(frame.data, frame.width, frame.height);
    const first = await engines.zxing(grey, { attempt: "whole" });
    return (first.length > 0 ? first : await engines.zbar(grey, { attempt: "whole" })).map((one) => told(one));
  },
  async ours() {
    const climb = new Climb(fromRgba(frame.data, frame.width, frame.height), engines);
    for (const rung of RUNGS) {
      await climb.step(rung);
      if (climb.found.length > 0) break;
    }
    return climb.found.map((one) => told(one, one.isSure));
  },
  /** One turn of the live camera on the held frame, as if it had been taken again; what counts now. */
  async turn() {
    watch ??= { watch: new Watch(engines, ["all"]), steady: new Steady(), turns: 0 };
    const at = watch.turns * FRAME_MS;
    const turn = watch.watch.take(true, at);
    watch.turns += 1;
    if (turn === null) throw new Error("a changed frame has a turn");
    const grey = fromRgba(frame.data, frame.width, frame.height);
    const found = await watch.watch.read(grey, { x: 0, y: 0, scale: 1 }, turn, at);
    const seen = found.map((one) => ({ ...one, ...told(one, one.isSure) }));
    const texts = new Set(watch.steady.accept(seen, at).map(({ text }) => text));
    return found.filter(({ text }) => texts.has(text)).map((one) => told(one, one.isSure));
  },
};

async function answer(asked: { begin?: true; hold?: string; way?: string }): Promise<unknown> {
  if (asked.begin) {
    const [zxing, zbar] = await Promise.all([
      loadZxing({ locateFile: () => zxingWasm }),
      loadZbar(() => new URL(zbarWasm, self.location.href).href),
    ]);
    engines = { zxing, zbar, native: null };
    return null;
  }
  if (asked.hold !== undefined) {
    const bitmap = await createImageBitmap(await (await fetch(asked.hold)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("no canvas");
    context.drawImage(bitmap, 0, 0);
    frame = context.getImageData(0, 0, bitmap.width, bitmap.height);
    watch = null;
    return null;
  }
  const way = ways[asked.way ?? ""];
  if (!way) throw new Error(`no way ${asked.way}`);
  const from = performance.now();
  const read = await way();
  return { read, ms: performance.now() - from };
}

self.onmessage = ({ data }) => {
  answer(data).then(
    (value) => self.postMessage({ value }),
    (reason: unknown) => self.postMessage({ error: String(reason) }),
  );
};
