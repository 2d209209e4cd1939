import { expect, test } from "vitest";
import { windowOf } from "./windowed";

test("a short list is whole", () => {
  expect(windowOf(40, 88, 0, 700)).toEqual({ first: 0, last: 40, before: 0, after: 0 });
});

test("a long list shows about what is seen, and its height stays", () => {
  for (const top of [0, 500, 88 * 1990, 88 * 2000]) {
    const seen = windowOf(2000, 88, top, 700);
    expect(seen.last - seen.first).toBeLessThanOrEqual(17);
    expect(seen.before + seen.after + (seen.last - seen.first) * 88).toBe(2000 * 88);
  }
});
