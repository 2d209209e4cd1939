/** Ids that devices make themselves: UUIDv7 as canonical lower-case text. */

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * A UUIDv7, 36 characters, sortable by the time it was made.
 *
 * nowMs: milliseconds since 1970 UTC. random: 10 bytes. Source: RFC 9562, section 5.7.
 */
export function newId(
  nowMs: number = Date.now(),
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(10)),
): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  const time = hex(Math.floor(nowMs), 12);
  const byte = (index: number) => random[index] ?? 0;
  // 80 random bits from the left: 4 unused, 12 after the version, 2 unused, 62 after the variant; as in server/kernel/ids.py.
  const bits = Array.from({ length: 10 }, (_, index) => hex(byte(index), 2)).join("");
  const after = BigInt(`0x${bits}`);
  const a = Number((after >> 68n) & 0xfffn);
  const b = (0b10n << 62n) | (after & 0x3fff_ffff_ffff_ffffn);
  const tail = b.toString(16).padStart(16, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(a, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** Whether text is a UUIDv7 in the one spelling that we store. */
export function isId(text: string): boolean {
  return SHAPE.test(text);
}
