/** What bench/camera.py drives: `ask` talks to the decoding worker, `film` watches the fake camera through the app's own camera. */

import { openCamera } from "../../pwa/src/scanner/camera";
import { onReading } from "../../pwa/src/scanner/reading";

const worker = new Worker(new URL("./bench.worker.ts", import.meta.url), { type: "module" });

function ask(asked: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ value: unknown; error?: string }>) =>
      data.error === undefined ? resolve(data.value) : reject(new Error(data.error));
    worker.postMessage(asked);
  });
}

interface Shown {
  /** When the shot came to the screen and when its code was told, milliseconds; null when it was not. */
  from: number;
  told: number | null;
  text: string;
}

const LIGHT = 128; // The film's corner is white while a label is shown, black while the wall is.

/** Watch the film for so long; the shots in their order. */
async function film(seconds: number): Promise<Shown[]> {
  const video = document.querySelector("video") as HTMLVideoElement;
  const shots: Shown[] = [];
  let isShown = false;
  const canvas = new OffscreenCanvas(8, 8);
  const context = canvas.getContext("2d", { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;
  const look = (now: number) => {
    context.drawImage(video, 0, 0, 8, 8, 0, 0, 8, 8);
    const light = (context.getImageData(4, 4, 1, 1).data[0] ?? 0) > LIGHT;
    if (light && !isShown) shots.push({ from: now, told: null, text: "" });
    isShown = light;
    video.requestVideoFrameCallback(look);
  };
  const stop = onReading(({ text, at }) => {
    const shot = shots.at(-1);
    if (shot && shot.told === null) Object.assign(shot, { told: at, text });
  });
  let failed = "";
  const camera = await openCamera(video, ({ code }) => (failed = code));
  video.requestVideoFrameCallback(look);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  camera.close();
  stop();
  if (failed) throw new Error(failed);
  return shots;
}

Object.assign(window, { ask, film });
