/** How long ago and when, as people say it; times are microseconds since 1970 UTC, as on the wire. */
import type { Facts } from "../kernel/words";
import type { WordKey } from "../app/words";

const MICROS = 1000;
const MINUTE_MS = 60_000;

/** The words for a span: 现在, 17 分, 1 时 5 分, 3 天. */
export function span(ms: number): { code: WordKey; facts: Facts } {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  if (minutes < 1) return { code: "ui.ago_now", facts: {} };
  if (minutes < 60) return { code: "ui.ago_minutes", facts: { minutes } };
  if (minutes < 48 * 60)
    return { code: "ui.ago_hours", facts: { hours: Math.floor(minutes / 60), minutes: minutes % 60 } };
  return { code: "ui.ago_days", facts: { days: Math.floor(minutes / 1440) } };
}

/** From a wire time until now. */
export function since(at: number, nowMs: number): { code: WordKey; facts: Facts } {
  return span(nowMs - at / MICROS);
}

const two = (value: number) => String(value).padStart(2, "0");

/** "14:05" on this device's clock. */
export function clock(at: number): string {
  const when = new Date(at / MICROS);
  return `${two(when.getHours())}:${two(when.getMinutes())}`;
}

/** "11-20" this year, else "2025-11-20". */
export function day(at: number, nowMs: number): string {
  const when = new Date(at / MICROS);
  const short = `${two(when.getMonth() + 1)}-${two(when.getDate())}`;
  return when.getFullYear() === new Date(nowMs).getFullYear() ? short : `${when.getFullYear()}-${short}`;
}

/** Whether both lie on one day of this device's calendar. */
export function sameDay(at: number, nowMs: number): boolean {
  return new Date(at / MICROS).toDateString() === new Date(nowMs).toDateString();
}

/** "14:05" today, "11-20 14:05" before. */
export function moment(at: number, nowMs: number): string {
  return sameDay(at, nowMs) ? clock(at) : `${day(at, nowMs)} ${clock(at)}`;
}
