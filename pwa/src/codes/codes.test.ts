import { readFileSync } from "node:fs";
import { resolve } from "node:path";
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

test("a label means the item that it names, with its lot and how much is in it", async () => {
  const map = new CodeMap("v1", [
    ["6901234567892", "item", 1, "RICE", "kg", 1000],
    ["123456789012345675", "container", 2, "P-1", "", 0],
    ["A-02-2", "bin", 3, "A-02-2", "", 0],
  ]);
  const label = "010690123456789210L-7\u001d3103001250";
  expect(await map.meant(label)).toEqual([
    { kind: "item", id: 1, label: "RICE", unit: "kg", amount: 1250, lot: "L-7" },
  ]);
  expect(map.mean(label)).toEqual([]);
  expect((await map.meant("https://id.gs1.org/01/06901234567892/10/L-7"))[0]?.lot).toBe("L-7");
  expect((await map.meant("06901234567892"))[0]?.id).toBe(1);
  expect((await map.meant("00123456789012345675"))[0]?.id).toBe(2);
  expect((await map.meant("A-02-2"))[0]?.lot).toBe("");
  expect(await map.meant("010690123456789310L-7")).toEqual([]);
  expect(await map.meant("nothing at all")).toEqual([]);
});

test("a label that is registered itself means what it was registered for", async () => {
  const map = new CodeMap("v1", [
    ["https://id.gs1.org/01/06901234567892", "item", 1, "TEA", "pcs", 1],
    ["6901234567892", "item", 2, "CUP", "pcs", 1],
    ["06901234567892", "item", 3, "JAR", "pcs", 1],
  ]);
  expect((await map.meant("https://id.gs1.org/01/06901234567892")).map((meaning) => meaning.id)).toEqual([1]);
  expect((await map.meant("(01)06901234567892")).map((meaning) => meaning.id)).toEqual([3, 2]);
});

interface Registry {
  rows: [text: string, kind: string, label: string, unit: string, amount: number][];
  looks: [text: string, meanings: [kind: string, label: string, unit: string, amount: number, lot: string][]][];
}

test("this device finds what the server's registry finds", async () => {
  const path = resolve(import.meta.dirname, "../../../tests/vectors/codes/registry.json");
  const { rows, looks } = JSON.parse(readFileSync(path, "utf8")) as Registry;
  const labels = [...new Set(rows.map(([, , label]) => label))];
  const map = new CodeMap(
    "v1",
    rows.map(([text, kind, label, unit, amount]) => [text, kind, labels.indexOf(label), label, unit, amount]),
  );
  expect(looks.length).toBeGreaterThan(30);
  for (const [text, wanted] of looks) {
    const found = await map.meant(text);
    expect(
      found.map((one) => [one.kind, one.label, one.unit, one.amount, one.lot]),
      text,
    ).toEqual(wanted);
  }
});
