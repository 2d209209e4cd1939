import { expect, test } from "vitest";
import { Burst, type Heard, type Key } from "./burst";

const plain = (key: string, at: number): Key => ({ key, at, ctrl: false, alt: false, meta: false, composing: false });

/** Press the keys one after the other, `gap` ms apart; what each was heard as. */
function pressed(keys: readonly string[], gap: number, burst = new Burst(), from = 0): Heard[] {
  return keys.map((key, index) => burst.press(plain(key, from + index * gap)));
}

const codes = (heard: readonly Heard[]) => heard.flatMap((each) => (each.kind === "code" ? [each.text] : []));

test("a burst with Enter or Tab is a code, with every sign that labels use", () => {
  for (const text of ["A-03-2", "SKU_10.013/7+B", "]C1ABC", "桌-01", "abcABC 12"]) {
    for (const suffix of ["Enter", "Tab"]) expect(codes(pressed([...text, suffix], 8))).toEqual([text]);
  }
});

test("two scans back to back are two codes", () => {
  const burst = new Burst();
  const first = pressed([..."A-01-1", "Enter"], 5, burst, 0);
  const second = pressed([..."SKU-1", "Enter"], 5, burst, 40);
  expect([...codes(first), ...codes(second)]).toEqual(["A-01-1", "SKU-1"]);
});

test("a typing person is left alone, however fast", () => {
  for (const gap of [60, 90, 180]) {
    const heard = pressed([..."hello world", "Enter"], gap);
    expect(heard.every((each) => each.kind === "passed")).toBe(true);
  }
});

test("a key held down or two keys rolled over is no code", () => {
  expect(codes(pressed(["a", "b", "Enter"], 10))).toEqual([]);
  expect(codes(pressed(["Enter"], 10))).toEqual([]);
});

test("Shift between characters belongs to the scanner", () => {
  expect(codes(pressed(["Shift", "A", "Shift", "B", "-", "1", "Enter"], 6))).toEqual(["AB-1"]);
});

test("Ctrl+] is the group separator of GS1", () => {
  const burst = new Burst();
  pressed([..."010"], 5, burst, 0);
  burst.press({ ...plain("]", 15), ctrl: true });
  expect(codes(pressed([..."10L1", "Enter"], 5, burst, 20))).toEqual(["010\u001d10L1"]);
});

test("a burst an input method got hold of is swallowed, never a partial code", () => {
  const burst = new Burst();
  const heard = [..."sku-10013"].map((key, index) =>
    burst.press({ ...plain(index < 3 ? "Process" : key, index * 8), composing: index < 3 }),
  );
  heard.push(burst.press(plain("Enter", 80)));
  expect(codes(heard)).toEqual([]);
  expect(heard.at(-1)?.kind).toBe("swallowed");
});

test("a key without a name is never guessed", () => {
  expect(pressed(["1", "2", "Unidentified", "4", "Enter"], 8).at(-1)?.kind).toBe("swallowed");
});

test("a burst without its end is swallowed once it is silent, a typed word is not", () => {
  const burst = new Burst();
  pressed([..."A-03-2"], 8, burst);
  expect(burst.stopped(60).kind).toBe("passed");
  expect(burst.stopped(200).kind).toBe("swallowed");
  expect(burst.stopped(400).kind).toBe("passed");
});

test("from the third key on a burst is kept from the page", () => {
  expect(pressed([..."A-03"], 8).map((each) => each.kind)).toEqual(["passed", "passed", "taken", "taken"]);
});

test("shortcuts and named keys reach the page", () => {
  const burst = new Burst();
  expect(burst.press({ ...plain("c", 0), ctrl: true }).kind).toBe("passed");
  expect(pressed(["ArrowDown", "F5", "Escape"], 5, burst, 10).every((each) => each.kind === "passed")).toBe(true);
});
