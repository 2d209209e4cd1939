import { expect, test } from "vitest";
import { clean } from "./clean";
import { CodeMap } from "./map";

test("what scanners wrap around a code goes, what belongs to it stays", () => {
  expect(clean("]C1SKU-10013\r\n")).toEqual({ text: "SKU-10013", symbology: "code128" });
  expect(clean("]d2\u001d0104012345678901\u001d10L1")).toEqual({
    text: "0104012345678901\u001d10L1",
    symbology: "data_matrix",
  });
  expect(clean("  a B ")).toEqual({ text: "a B", symbology: "" });
  expect(clean("]Xx1")).toEqual({ text: "]Xx1", symbology: "" });
});

test("what no label can show is refused", () => {
  expect(clean("SKU\u0000-1")).toEqual({ refused: "code.control" });
  expect(clean("A\u007fB")).toEqual({ refused: "code.control" });
  expect(clean("]C1")).toEqual({ refused: "code.empty" });
  expect(clean("x".repeat(10_000))).toEqual({ refused: "code.too_long" });
});

test("one text may mean two things, and none", () => {
  const map = new CodeMap("v1", [
    ["X1", "item", 1, "SKU-1", "pcs", 1],
    ["X1", "bin", 2, "A-01", "", 0],
    ["x1", "bin", 3, "A-02", "", 0],
  ]);
  expect(map.mean("X1").map((meaning) => meaning.kind)).toEqual(["item", "bin"]);
  expect(map.mean("x1")).toHaveLength(1);
  expect(map.mean("nothing")).toEqual([]);
});
