/** North American coupon codes, AI 8110 and 8112: fields that each say how long they are; twin of scanning/gs1/coupon.py. */

import { type Flaw, flaw } from "./flaw";
import { yymmdd } from "./moments";

// Company prefixes, serial numbers and funders are at least this long: their length digit counts from here.
const SHORTEST = 6;

/** Reading ends at this flaw. */
class Stop extends Error {
  readonly flaw: Flaw;

  constructor(field: string, at: number) {
    super(field);
    this.flaw = flaw(`coupon_${field}`, at);
  }
}

/** Reads field after field; throws Stop. */
class Fields {
  at = 0;

  constructor(private readonly text: string) {}

  take(field: string, length: number): string {
    if (this.at + length > this.text.length) throw new Stop(field, this.at);
    this.at += length;
    return this.text.slice(this.at - length, this.at);
  }

  digit(field: string, allowed: string): string {
    const value = this.take(field, 1);
    if (!allowed.includes(value)) throw new Stop(field, this.at - 1);
    return value;
  }

  sized(field: string, allowed: string, least = 0): void {
    this.take(field, Number(this.digit(field, allowed)) + least);
  }

  has(mark: string): boolean {
    if (!this.text.startsWith(mark, this.at)) return false;
    this.at += 1;
    return true;
  }

  purchase(which: string): void {
    this.sized(`${which}_requirement`, "12345");
    this.digit(`${which}_code`, "012349");
    this.take(`${which}_family`, 3);
  }

  /** A company prefix, or 9 for the same one as before. */
  prefix(field: string): void {
    const length = this.digit(field, "01234569");
    if (length !== "9") this.take(field, Number(length) + SHORTEST);
  }

  date(field: string): string {
    const value = this.take(field, 6);
    if (yymmdd(value)) throw new Stop(field, this.at - 6);
    return value;
  }
}

function read(text: string, steps: (fields: Fields) => void): Flaw | null {
  const wrong = text.search(/[^0-9]/);
  if (wrong >= 0) return flaw("not_digits", wrong);
  const fields = new Fields(text);
  try {
    steps(fields);
  } catch (stop) {
    if (stop instanceof Stop) return stop.flaw;
    throw stop;
  }
  return fields.at < text.length ? flaw("coupon_too_long", fields.at) : null;
}

export function couponCode(text: string): Flaw | null {
  return read(text, (fields) => {
    fields.sized("prefix", "0123456", SHORTEST);
    fields.take("offer", 6);
    fields.sized("value", "12345");
    fields.purchase("first");
    if (fields.has("1")) {
      fields.digit("rules", "0123");
      fields.purchase("second");
      fields.prefix("second_prefix");
    }
    if (fields.has("2")) {
      fields.purchase("third");
      fields.prefix("third_prefix");
    }
    const expires = fields.has("3") ? fields.date("expiry") : "";
    const starts = fields.has("4") ? fields.date("start") : "";
    // The texts are compared as they stand, without the century, as the reference procedure does.
    if (expires && starts > expires) throw new Stop("expiry_before_start", fields.at - 6);
    if (fields.has("5")) fields.sized("serial", "0123456789", SHORTEST);
    if (fields.has("6")) fields.sized("retailer", "1234567", SHORTEST);
    if (fields.has("9")) {
      fields.digit("value_code", "01256");
      fields.digit("applies_to", "012");
      fields.take("store", 1);
      fields.digit("multiply", "01");
    }
  });
}

export function couponOffer(text: string): Flaw | null {
  return read(text, (fields) => {
    fields.digit("format", "01");
    fields.sized("funder", "0123456", SHORTEST);
    fields.take("offer", 6);
    fields.sized("serial", "0123456789", SHORTEST);
  });
}
