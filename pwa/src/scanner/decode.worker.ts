/// <reference lib="webworker" />
/** Decodes camera frames off the main thread: takes turns at ways to read, rests when nothing changes. */

import zbarWasm from "@undecaf/zbar-wasm/dist/zbar.wasm?url";
import zxingWasm from "zxing-wasm/reader/zxing_reader.wasm?url";
import { crop, fromRgba } from "./decoding/grey";
import type { Engines } from "./decoding/ladder";
import {
  detectorOf,
  imageOf,
  type NativeKind,
  nativeEngine,
  type Tested,
  tested,
  testPicture,
} from "./decoding/native";
import { isChanged, type View } from "./decoding/turns";
import { Watch } from "./decoding/watch";
import { loadZbar } from "./decoding/zbar";
import { loadZxing } from "./decoding/zxing";
import type { Seen } from "./steady";

/** native: what an earlier test of the browser's own detector on this device said, null before the first. */
export interface Begin {
  native: boolean | null;
}

export interface Job {
  id: number;
  frame: ImageBitmap;
}

/** The decoders are there. native: whether the browser's own is good on this device; why: if not. */
export interface Ready {
  kind: "ready";
  native: boolean;
  why: string;
}

/** isStill: the frame shows what was already read in every way. */
export interface Decoded {
  kind: "decoded";
  id: number;
  seen: Seen[];
  isStill: boolean;
}

export interface Failed {
  kind: "failed";
  why: string;
}

const BAD: Tested = { isGood: false, why: "absent" }; // As an earlier test said, whatever its reason was.
const LONG_PX = 1280; // Of what the decoders get; more costs time and finds no more (bench/camera.py).
const SHORT_PX = 720;
const MIDDLE_SHARE = 2 / 3; // Of either side of the frame: what the strip on the screen shows.
const SMALL_PX = 96; // Long side of the picture by which change is seen.

async function load({ native }: Begin): Promise<{ engines: Engines; ready: Ready }> {
  const [zxing, zbar] = await Promise.all([
    loadZxing({ locateFile: () => zxingWasm }),
    loadZbar(() => new URL(zbarWasm, self.location.href).href),
  ]);
  const kind = (self as { BarcodeDetector?: NativeKind }).BarcodeDetector;
  const trusted = native === true && kind !== undefined ? await detectorOf(kind) : null;
  const verdict: Tested =
    native === null ? await tested(kind, imageOf(testPicture())) : trusted ? { isGood: true, detector: trusted } : BAD;
  const own = verdict.isGood ? nativeEngine(verdict.detector, zxing, crop) : null;
  return {
    engines: { zxing, zbar, native: own },
    ready: { kind: "ready", native: verdict.isGood, why: verdict.isGood ? "" : verdict.why },
  };
}

class Pixels {
  private readonly canvas = new OffscreenCanvas(1, 1);
  private readonly context = this.canvas.getContext("2d", { willReadFrequently: true });

  constructor(private readonly smoothing: ImageSmoothingQuality) {}

  /** A part of the frame, scaled to width × height. */
  take(frame: ImageBitmap, part: DOMRect, width: number, height: number): ImageData {
    if (!this.context) throw new Error("this browser gives no canvas to a worker");
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.context.imageSmoothingQuality = this.smoothing;
    this.context.drawImage(frame, part.x, part.y, part.width, part.height, 0, 0, width, height);
    return this.context.getImageData(0, 0, width, height);
  }
}

class Eye {
  // A frame is made two thirds of its size at the least, where the plain way is good and takes a quarter of the time.
  private readonly pixels = new Pixels("low");
  // Each cell the mean of its pixels, or a sensor's noise would look like change.
  private readonly thumbnail = new Pixels("high");
  private before: Uint8Array | null = null;
  private size = "";
  private watch: Watch;

  constructor(private readonly engines: Engines) {
    this.watch = new Watch(engines, ["all"]);
  }

  async look({ id, frame }: Job): Promise<Decoded> {
    const { width, height } = frame;
    const long = Math.max(width, height);
    if (this.size !== `${width} ${height}`) {
      this.size = `${width} ${height}`;
      this.watch = new Watch(this.engines, long > LONG_PX ? ["middle", "all"] : ["all"]);
    }
    const at = performance.now();
    const turn = this.watch.take(this.isChanged(frame, SMALL_PX / long), at);
    if (turn === null) return { kind: "decoded", id, seen: [], isStill: true };
    const part = partOf(frame, turn.view);
    const scale = Math.min(
      1,
      LONG_PX / Math.max(part.width, part.height),
      SHORT_PX / Math.min(part.width, part.height),
    );
    const image = this.pixels.take(frame, part, Math.round(part.width * scale), Math.round(part.height * scale));
    const grey = fromRgba(image.data, image.width, image.height);
    const found = await this.watch.read(grey, { x: part.x, y: part.y, scale }, turn, at);
    const seen = found.map(({ text, symbology, aim, isSure }) => ({ text, symbology, aim, isSure }));
    return { kind: "decoded", id, seen, isStill: false };
  }

  private isChanged(frame: ImageBitmap, scale: number): boolean {
    const { width, height } = frame;
    const whole = new DOMRect(0, 0, width, height);
    const small = this.thumbnail.take(frame, whole, Math.round(width * scale), Math.round(height * scale));
    const now = fromRgba(small.data, small.width, small.height).data;
    const changed = isChanged(this.before, now);
    // Against the last picture that differed, so that a slow drift adds up.
    if (changed) this.before = now;
    return changed;
  }
}

function partOf({ width, height }: ImageBitmap, view: View): DOMRect {
  if (view === "all") return new DOMRect(0, 0, width, height);
  const [wide, tall] = [width * MIDDLE_SHARE, height * MIDDLE_SHARE];
  return new DOMRect((width - wide) / 2, (height - tall) / 2, wide, tall);
}

function failed(reason: unknown): void {
  const why = reason instanceof Error ? reason.message : String(reason);
  self.postMessage({ kind: "failed", why } satisfies Failed);
}

let eye: Eye | null = null;

async function begin(message: Begin): Promise<void> {
  const { engines, ready } = await load(message);
  eye = new Eye(engines);
  self.postMessage(ready);
}

async function look(job: Job): Promise<void> {
  try {
    if (eye) self.postMessage(await eye.look(job));
  } finally {
    job.frame.close();
  }
}

self.onmessage = ({ data }: MessageEvent<Begin | Job>) => {
  // Whatever breaks here breaks the next frame too; the person is told instead of scanning into nothing.
  ("frame" in data ? look(data) : begin(data)).catch(failed);
};
