/** Keeps the screen on during a shift; the browser lets the lock go when the page is hidden, each tap asks again. */

let isWanted = false;
let lock: WakeLockSentinel | null = null;

async function ask(): Promise<void> {
  if (!isWanted || lock !== null || document.hidden || navigator.wakeLock === undefined) return;
  try {
    const held = await navigator.wakeLock.request("screen");
    lock = held;
    held.onrelease = () => {
      if (lock === held) lock = null;
    };
  } catch (error) {
    // Low battery or no permission: the screen may go dark, work goes on.
    if (!(error instanceof DOMException)) throw error;
  }
}

const again = () => void ask();

export function stayAwake(): void {
  if (!isWanted) addEventListener("pointerdown", again, { passive: true });
  isWanted = true;
  void ask();
}

export function letSleep(): void {
  isWanted = false;
  removeEventListener("pointerdown", again);
  void lock?.release();
  lock = null;
}
