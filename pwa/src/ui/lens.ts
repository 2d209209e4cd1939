/** One camera for all scan steps: it stays open while the screens change, so that nobody waits for it between bin and item. */

import { shallowRef } from "vue";
import type { Camera } from "../scanner/camera";

export type LensState = "idle" | "opening" | "running" | "refused";

const KEPT_UNDER = "truebin.camera";

export const lensState = shallowRef<LensState>("idle");
export const lens = shallowRef<Camera | null>(null);
/** Why it did not open: the code of a refusal. */
export const lensRefusal = shallowRef("");

const video = document.createElement("video");
video.muted = true;
video.playsInline = true;
video.setAttribute("aria-hidden", "true");

/** Put the picture into this place; a moved picture stands still until it is told to play. */
export function showIn(place: HTMLElement): void {
  place.prepend(video);
  // Playing may be cut short when the next screen takes the picture at once; the next showIn plays it again.
  if (lensState.value === "running") video.play().catch((reason: unknown) => stopUnlessAborted(reason));
}

function stopUnlessAborted(reason: unknown): void {
  if (!(reason instanceof DOMException) || reason.name !== "AbortError") throw reason;
}

/** Open the camera, inside a tap the first time. */
export async function openLens(): Promise<void> {
  if (lensState.value === "opening" || lensState.value === "running") return;
  lensState.value = "opening";
  try {
    const { openCamera } = await import("../scanner/camera");
    const opened = await openCamera(video, ({ code }) => refuse(code));
    if (lensState.value !== "opening") {
      // The screen was left, or the page hidden, while the camera was still opening.
      opened.close();
      return;
    }
    lens.value = opened;
  } catch (reason) {
    const code = reason instanceof Error && "code" in reason && reason.name === "CameraRefused" ? reason.code : null;
    if (typeof code !== "string") {
      lensState.value = "idle";
      throw reason;
    }
    refuse(code);
    return;
  }
  lensState.value = "running";
  localStorage.setItem(KEPT_UNDER, "on");
}

function refuse(code: string): void {
  lens.value = null;
  lensRefusal.value = code;
  lensState.value = "refused";
}

// A hidden page scans nothing: the camera goes off and comes back with the page.
let comesBack = false;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    comesBack = lensState.value === "running" || lensState.value === "opening";
    if (comesBack) closeLens();
  } else if (comesBack) {
    comesBack = false;
    void openLens();
  }
});

/** Open it without a tap where it was used before on this device. */
export function openLensIfUsed(): void {
  if (localStorage.getItem(KEPT_UNDER) === "on") void openLens();
}

/** Close it when the work is left: the light goes out and the battery lasts. */
export function closeLens(): void {
  lens.value?.close();
  lens.value = null;
  video.remove();
  if (lensState.value !== "refused") lensState.value = "idle";
}

/** The person closed it: it does not open by itself next time. */
export function putLensAway(): void {
  localStorage.removeItem(KEPT_UNDER);
  closeLens();
}
