/** One stream of readings, whichever way they come: camera, wedge scanner, or typed on our own keys. */

import { Stream } from "../kernel/watched";
import type { Source } from "../kernel/wire";

export interface Reading {
  /** As decoded, with everything around it; `codes/clean` takes that off. */
  text: string;
  /** As scanning/reading.py names it; "" when the device does not tell. */
  symbology: string;
  /** AIM identifier with its bracket, such as "]C1"; missing or "" when the device does not tell. */
  aim?: string;
  source: Source;
  /** performance.now() when it was complete. */
  at: number;
}

const readings = new Stream<Reading>();

/** Hear every reading; returns the way to stop. */
export function onReading(hear: (reading: Reading) => void): () => void {
  return readings.on(hear);
}

/** Say that something was read. */
export function tellReading(reading: Reading): void {
  readings.tell(reading);
}
