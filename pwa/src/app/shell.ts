/** Installs the service worker and says when a newer app waits; it takes over when the person agrees. */

import { ref } from "vue";

/** A newer version is installed and waits. */
export const newVersion = ref(false);

let waiting: ServiceWorker | null = null;

/** Take the newer version now; the page is loaded again once it is in charge. */
export function updateNow(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage("take over");
}

function found(worker: ServiceWorker | null): void {
  if (worker === null || navigator.serviceWorker.controller === null) return;
  waiting = worker;
  newVersion.value = true;
}

/** Called once, by main, after the first screen is up. */
export function beginShell(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  void navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).then((registration) => {
    found(registration.waiting);
    void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage("keep rest"));
    registration.addEventListener("updatefound", () => {
      const fresh = registration.installing;
      fresh?.addEventListener("statechange", () => {
        if (fresh.state === "installed") found(fresh);
      });
    });
    // A shift lasts longer than a page view: look for a newer version now and then.
    setInterval(() => void registration.update().catch(() => undefined), 30 * 60_000);
  });
}
