/** Which rows of a long list are in the page; pure. */

const WHOLE_MAX = 40; // Up to here the whole list is cheaper than windowing it.
const SPARE = 4; // Rows ready above and below, so that a flick shows no gap.

export interface Window {
  first: number;
  last: number;
  before: number;
  after: number;
}

/** rows of `height` px each, `top` px of the list scrolled away, `room` px to see. */
export function windowOf(rows: number, height: number, top: number, room: number): Window {
  if (rows <= WHOLE_MAX) return { first: 0, last: rows, before: 0, after: 0 };
  const first = Math.min(Math.max(0, Math.floor(top / height) - SPARE), rows - 1);
  const last = Math.min(rows, Math.ceil((top + room) / height) + SPARE);
  return { first, last, before: first * height, after: (rows - last) * height };
}
