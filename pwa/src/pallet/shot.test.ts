import { describe, expect, it } from "vitest";
import { legible, listed, middle, rowsOf, type Seen, type Shot } from "./shot";

const seen = (number: number, text: string, x: number): Seen => ({
  number,
  text,
  symbology: "qr",
  aim: "",
  corners: [
    [x, 0],
    [x + 100, 0],
    [x + 100, 50],
    [x, 50],
  ],
  also: [],
});
const shot: Shot = {
  width: 1000,
  height: 500,
  found: [seen(1, "A", 0)],
  missing: ["M"],
  unexpected: [seen(2, "B", 400)],
  unreadable: [{ number: 3, corners: seen(3, "", 800).corners }],
  drawn: "",
};

describe("a pallet shot", () => {
  it("lists what a person must act on first", () => {
    expect(rowsOf(shot).map(({ fate, number, text }) => [fate, number, text])).toEqual([
      ["missing", 0, "M"],
      ["unexpected", 2, "B"],
      ["unreadable", 3, ""],
      ["found", 1, "A"],
    ]);
  });

  it("says where in the photo each lies, and of what is missing nothing", () => {
    expect(rowsOf(shot).map((row) => row.middle)).toEqual([null, [0.45, 0.05], [0.85, 0.05], [0.05, 0.05]]);
  });

  it("has a middle also for a reading without corners", () => {
    expect(middle([])).toEqual([0, 0]);
  });

  it("shows a separator that has no shape of its own", () => {
    expect(legible("10LOT\u001d21S")).toBe("10LOT␝21S");
  });

  it("reads a pasted list with any line ends and keeps what stands there twice", () => {
    expect(listed(" A\r\nB\n\n B \rC\n")).toEqual(["A", "B", "B", "C"]);
  });
});
