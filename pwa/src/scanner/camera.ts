/** The phone's camera: frames to the decoder, torch and zoom where the browser reports them. */

import type { Decoded, Job } from "./decode.worker";
import { tellReading } from "./reading";
import { Steady } from "./steady";

/** The camera cannot be used; code is a key of the catalogues. */
export class CameraRefused extends Error {
  constructor(
    readonly code:
      | "scanner.camera_denied"
      | "scanner.camera_missing"
      | "scanner.camera_busy"
      | "scanner.not_secure"
      | "scanner.decoder_failed",
  ) {
    super(code);
    this.name = "CameraRefused";
  }
}

export interface Camera {
  /** null where the browser reports no torch. */
  readonly torch: boolean | null;
  /** null where the browser reports no zoom. */
  readonly zoom: { min: number; max: number; step: number; value: number } | null;
  setTorch(on: boolean): Promise<void>;
  setZoom(value: number): Promise<void>;
  close(): void;
}

// TypeScript's DOM does not know them yet: https://www.w3.org/TR/image-capture/
interface Light {
  torch?: boolean;
  zoom?: { min: number; max: number; step: number };
}

const TORCH_KEPT_UNDER = "truebin.torch";
const FRAME_PX_MAX = 960; // Long side handed to the decoder: a 40 mm label at arm's length keeps 2 px per bar.
const FRAME_EVERY_MS = 66; // 15 frames a second: two agree within 150 ms, and the phone stays cool.
const TEACHES: Readonly<Record<string, CameraRefused["code"]>> = {
  NotAllowedError: "scanner.camera_denied",
  SecurityError: "scanner.camera_denied",
  NotFoundError: "scanner.camera_missing",
  OverconstrainedError: "scanner.camera_missing",
  NotReadableError: "scanner.camera_busy",
  AbortError: "scanner.camera_busy",
};

async function stream(): Promise<MediaStream> {
  if (!isSecureContext) throw new CameraRefused("scanner.not_secure");
  if (navigator.mediaDevices === undefined) throw new CameraRefused("scanner.camera_missing");
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1080 } },
    });
  } catch (error) {
    const code = error instanceof DOMException ? TEACHES[error.name] : undefined;
    if (code) throw new CameraRefused(code);
    throw error;
  }
}

/**
 * Open the camera and show it in `video`; what it reads goes into the stream of readings until it is closed.
 *
 * onFailed: it was closed because the decoder cannot work on this device, or because another app took the camera.
 */
export async function openCamera(
  video: HTMLVideoElement,
  onFailed: (refused: CameraRefused) => void = () => undefined,
): Promise<Camera> {
  const live = await stream();
  const track = live.getVideoTracks()[0];
  if (!track) throw new CameraRefused("scanner.camera_missing");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = live;
  await video.play();

  const can = (track.getCapabilities?.() ?? {}) as Light;
  let torch: boolean | null = can.torch ? false : null;
  const zoom = can.zoom ? { ...can.zoom, value: can.zoom.min } : null;
  const worker = new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module" });
  const canvas = document.createElement("canvas");
  const pixels = canvas.getContext("2d", { willReadFrequently: true });
  const steady = new Steady();
  let isBusy = false;
  let isClosed = false;
  let count = 0;

  const close = () => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(timer);
    worker.terminate();
    for (const each of live.getTracks()) each.stop();
    video.srcObject = null;
  };
  const fail = (code: CameraRefused["code"]) => {
    if (isClosed) return;
    close();
    onFailed(new CameraRefused(code));
  };
  worker.onerror = () => fail("scanner.decoder_failed");
  worker.onmessage = ({ data }: MessageEvent<Decoded>) => {
    isBusy = false;
    if (isClosed) return;
    if (data.failed) return fail("scanner.decoder_failed");
    const at = performance.now();
    for (const { text, symbology } of steady.accept(data.seen, at)) {
      tellReading({ text, symbology, source: "camera", at });
    }
  };
  const look = () => {
    const { videoWidth: width, videoHeight: height } = video;
    if (isBusy || isClosed || !pixels || width === 0 || document.hidden) return;
    const scale = Math.min(1, FRAME_PX_MAX / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    pixels.drawImage(video, 0, 0, canvas.width, canvas.height);
    const frame = pixels.getImageData(0, 0, canvas.width, canvas.height);
    isBusy = true;
    count += 1;
    worker.postMessage({ id: count, frame } satisfies Job, [frame.data.buffer]);
  };
  const timer = setInterval(look, FRAME_EVERY_MS);
  track.onended = () => fail("scanner.camera_busy");

  const camera: Camera = {
    get torch() {
      return torch;
    },
    get zoom() {
      return zoom;
    },
    async setTorch(on) {
      if (torch === null) return;
      await track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
      torch = on;
      localStorage.setItem(TORCH_KEPT_UNDER, on ? "on" : "off");
    },
    async setZoom(value) {
      if (zoom === null) return;
      await track.applyConstraints({ advanced: [{ zoom: value } as MediaTrackConstraintSet] });
      zoom.value = value;
    },
    close,
  };
  if (localStorage.getItem(TORCH_KEPT_UNDER) === "on") await camera.setTorch(true);
  return camera;
}
