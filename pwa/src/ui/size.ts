/** How large a code may be written so that it never wraps and never shortens. */

/** Width of a text in units of the type size: a W is half as wide again as an A, a digit a little narrower. */
export function width(text: string): number {
  let sum = 0;
  for (const sign of text) {
    if (/[WM@%]/.test(sign)) sum += 0.92;
    else if (/[-.:|ilI1 ]/.test(sign) && sign !== "1") sum += 0.36;
    else if (/[\u2e80-\uffef]/.test(sign)) sum += 1;
    else if (/[A-Z]/.test(sign)) sum += 0.66;
    else sum += 0.57;
  }
  return sum;
}

// The plate is 318 px wide inside at 390 px; the steps are the design's.
const PLATE_PX = 318;
const STEPS = [96, 80, 64, 56, 40, 34] as const;

/** The class of the largest step that fits a sign of `room` px; a code too long for the smallest step keeps it. */
export function signSize(code: string, room = PLATE_PX): string {
  const wide = width(code);
  const step = STEPS.find((size) => size * wide <= room) ?? 34;
  return `size-${step}`;
}
