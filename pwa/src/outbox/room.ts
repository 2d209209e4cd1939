/** How much room the browser leaves for what is stored on this device. */

export interface Room {
  /** Bytes. */
  used: number;
  quota: number;
}

// A shift of scans takes about 5 MB; below this the next write may be refused in mid-pick.
const TIGHT_BYTES = 20_000_000;

/** What the browser says of its room; null where it does not tell. */
export async function roomLeft(): Promise<Room | null> {
  const told = await navigator.storage?.estimate?.();
  return told?.quota === undefined || told.usage === undefined ? null : { used: told.usage, quota: told.quota };
}

/** Whether a person must make room before the next shift. Pure. */
export function isTight({ used, quota }: Room): boolean {
  return quota - used < TIGHT_BYTES;
}
