import { expect, test } from "vitest";
import { type Seen, Steady } from "./steady";

const sure = (text: string, symbology = "qr"): Seen => ({ text, symbology, aim: "", isSure: true });
const weak = (text: string, symbology = "code128"): Seen => ({ text, symbology, aim: "", isSure: false });

test("a weak code counts when two frames agree, a sure one at once", () => {
  const steady = new Steady();
  expect(steady.accept([weak("A1")], 0)).toEqual([]);
  expect(steady.accept([weak("A1")], 66)).toHaveLength(1);
  expect(new Steady().accept([sure("Q")], 0)).toHaveLength(1);
  expect(new Steady().accept([sure("4006381333931", "ean13")], 0)).toHaveLength(1);
});

test("a misread of one frame among right ones counts for nothing", () => {
  const steady = new Steady();
  const frames = ["16915310", "16915316", "16915310", "16915310"].map((text) => [weak(text, "itf")]);
  const counted = frames.flatMap((frame, index) => steady.accept(frame, index * 66));
  expect(counted.map(({ text }) => text)).toEqual(["16915310"]);
});

test("two frames that disagree or are far apart count for nothing", () => {
  const steady = new Steady();
  steady.accept([weak("A1")], 0);
  expect(steady.accept([weak("A7")], 66)).toEqual([]);
  expect(steady.accept([weak("A1")], 1200)).toEqual([]);
});

test("the same text as another symbology is no second opinion", () => {
  const steady = new Steady();
  steady.accept([weak("12345670", "ean8")], 0);
  expect(steady.accept([weak("12345670", "itf")], 66)).toEqual([]);
});

test("a label held in view is one scan, shown again it is another", () => {
  const steady = new Steady();
  const seen = [0, 500, 1500, 2800, 5000].map((at) => steady.accept([sure("Q")], at).length);
  expect(seen).toEqual([1, 0, 0, 0, 1]);
});

test("a label in a picture that stands still stays one scan, however long", () => {
  const steady = new Steady();
  expect(steady.accept([sure("Q")], 0)).toHaveLength(1);
  for (let at = 500; at < 60_000; at += 500) steady.still(at);
  expect(steady.accept([sure("Q")], 60_000)).toEqual([]);
  expect(steady.accept([sure("Q")], 62_000)).toHaveLength(1);
});

test("a label that says the same as QR and as Code 128 is one scan", () => {
  const steady = new Steady();
  const label = [sure("A-02-2"), sure("A-02-2", "code128")];
  const seen = [0, 100, 200, 300, 400].map((at) => steady.accept(label, at).length);
  expect(seen).toEqual([1, 0, 0, 0, 0]);
});

test("two labels side by side count once each", () => {
  const steady = new Steady();
  const both = [sure("A-02-2"), sure("OIL-5L")];
  const seen = [0, 100, 200, 300].map((at) => steady.accept(both, at).length);
  expect(seen).toEqual([2, 0, 0, 0]);
});
