/** Where a tap on the camera's picture lies in the camera's frame; pure. */

export interface Size {
  width: number;
  height: number;
}

/**
 * The frame fills its place on the screen and is cut where it is too long (object-fit: cover).
 *
 * x, y: pixels from the place's top left. Returns 0 to 1 of the frame's width and height.
 */
export function inFrame(x: number, y: number, place: Size, frame: Size): { x: number; y: number } {
  const scale = Math.max(place.width / frame.width, place.height / frame.height);
  const share = (at: number, shown: number, whole: number) => (at + (whole * scale - shown) / 2) / (whole * scale);
  return { x: share(x, place.width, frame.width), y: share(y, place.height, frame.height) };
}
