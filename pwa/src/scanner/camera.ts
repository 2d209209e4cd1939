/** The phone's camera: frames to the decoder; torch, zoom and focus where the browser reports them. */

import type { Begin, Decoded, Failed, Job, Ready } from "./decode.worker";
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
  /** Whether a place can be focused on. */
  readonly canFocus: boolean;
  setTorch(on: boolean): Promise<void>;
  setZoom(value: number): Promise<void>;
  /** Focus on a place of the frame, both 0 to 1 from its top left; the camera goes on by itself afterwards. */
  focusOn(x: number, y: number): Promise<void>;
  close(): void;
}

// TypeScript's DOM does not know them yet: https://www.w3.org/TR/image-capture/
interface Can {
  torch?: boolean;
  zoom?: { min: number; max: number; step: number };
  focusMode?: string[];
}

interface Wish {
  torch?: boolean;
  zoom?: number;
  focusMode?: string;
  pointsOfInterest?: { x: number; y: number }[];
}

const TORCH_KEPT_UNDER = "truebin.torch";
const NATIVE_KEPT_UNDER = "truebin.native_detector";
const FRAME_EVERY_MS = 66; // 15 frames a second: two agree within 150 ms, and the phone stays cool.
const FOCUS_KEPT_MS = 3000; // After a tap; by then the label is read or the hand has moved.
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

/** What an earlier test of the browser's own detector said; an updated browser is another one. */
function nativeBefore(): boolean | null {
  const kept = localStorage.getItem(NATIVE_KEPT_UNDER);
  if (kept === `good ${navigator.userAgent}`) return true;
  return kept === `bad ${navigator.userAgent}` ? false : null;
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

  const can = (track.getCapabilities?.() ?? {}) as Can;
  const wish = (wanted: Wish) => track.applyConstraints({ advanced: [wanted as MediaTrackConstraintSet] });
  let torch: boolean | null = can.torch ? false : null;
  const zoom = can.zoom ? { ...can.zoom, value: can.zoom.min } : null;
  const modes = can.focusMode ?? [];
  const points = navigator.mediaDevices.getSupportedConstraints() as { pointsOfInterest?: boolean };
  const canFocus = points.pointsOfInterest === true && modes.includes("single-shot");
  const worker = new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module" });
  const steady = new Steady();
  let isReady = false;
  let isBusy = false;
  let isClosed = false;
  let count = 0;
  let refocus = 0;

  const close = () => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(timer);
    clearTimeout(refocus);
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
  worker.onmessage = ({ data }: MessageEvent<Ready | Decoded | Failed>) => {
    if (isClosed) return;
    if (data.kind === "failed") return fail("scanner.decoder_failed");
    if (data.kind === "ready") {
      isReady = true;
      localStorage.setItem(NATIVE_KEPT_UNDER, `${data.native ? "good" : "bad"} ${navigator.userAgent}`);
      return;
    }
    isBusy = false;
    const at = performance.now();
    if (data.isStill) return steady.still(at);
    for (const { text, symbology, aim } of steady.accept(data.seen, at)) {
      tellReading({ text, symbology, aim, source: "camera", at });
    }
  };
  worker.postMessage({ native: nativeBefore() } satisfies Begin);

  const send = async () => {
    isBusy = true;
    const frame = await createImageBitmap(video);
    if (isClosed) return frame.close();
    count += 1;
    worker.postMessage({ id: count, frame } satisfies Job, [frame]);
  };
  const look = () => {
    if (!isReady || isBusy || isClosed || video.videoWidth === 0 || document.hidden) return;
    send().catch((reason: unknown) => {
      isBusy = false;
      // Between two frames, or while the camera turns, there may be no picture to take.
      if (!(reason instanceof DOMException) || reason.name !== "InvalidStateError") throw reason;
    });
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
    canFocus,
    async setTorch(on) {
      if (torch === null) return;
      await wish({ torch: on });
      torch = on;
      localStorage.setItem(TORCH_KEPT_UNDER, on ? "on" : "off");
    },
    async setZoom(value) {
      if (zoom === null) return;
      await wish({ zoom: value });
      zoom.value = value;
    },
    async focusOn(x, y) {
      if (!canFocus) return;
      clearTimeout(refocus);
      await wish({ focusMode: "single-shot", pointsOfInterest: [{ x, y }] });
      if (modes.includes("continuous") && !isClosed)
        refocus = window.setTimeout(() => void wish({ focusMode: "continuous" }), FOCUS_KEPT_MS);
    },
    close,
  };
  // Some phones start with the focus where the last app left it.
  if (modes.includes("continuous")) await wish({ focusMode: "continuous" });
  if (localStorage.getItem(TORCH_KEPT_UNDER) === "on") await camera.setTorch(true);
  return camera;
}
