import { expect, test } from "vitest";
import { clock, day, moment, since, span } from "./ago";

const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime() * 1000;

test("spans are said in the unit that people would use", () => {
  expect(span(59_000).code).toBe("ui.ago_now");
  expect(span(17 * 60_000)).toMatchObject({ code: "ui.ago_minutes", facts: { minutes: 17 } });
  expect(span(65 * 60_000)).toMatchObject({ facts: { hours: 1, minutes: 5 } });
  expect(span(72 * 3_600_000)).toMatchObject({ code: "ui.ago_days", facts: { days: 3 } });
});

test("a moment in the future counts as now", () => {
  expect(since(2_000_000_000, 1_000_000).code).toBe("ui.ago_now");
});

test("today needs no date and last year needs its year", () => {
  const now = new Date(2026, 10, 22, 16, 0).getTime();
  expect(clock(at(2026, 10, 22, 9, 5))).toBe("09:05");
  expect(moment(at(2026, 10, 22, 9, 5), now)).toBe("09:05");
  expect(moment(at(2026, 10, 20, 9, 5), now)).toBe("11-20 09:05");
  expect(day(at(2011, 11, 9, 8, 0), now)).toBe("2011-12-09");
});
