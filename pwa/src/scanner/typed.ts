/** A code that a person typed on our own keys, because its label cannot be read. */

import { tellReading } from "./reading";

export function typedCode(text: string): void {
  tellReading({ text, symbology: "", source: "manual", at: performance.now() });
}
