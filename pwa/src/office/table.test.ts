import { expect, test } from "vitest";
import { type Column, csv, csvCell, nextSort, sorted } from "./table";

interface Row {
  code: string;
  lines: number;
}
const columns: Column<Row>[] = [
  { key: "code", title: "单号", value: (row) => row.code },
  { key: "lines", title: "行数", value: (row) => row.lines, right: true },
];
const rows: Row[] = [
  { code: "A-10", lines: 2 },
  { code: "A-9", lines: 2 },
  { code: "A-1", lines: 11 },
];

test("codes sort as people count, not as letters", () => {
  expect(sorted(rows, columns, { key: "code", down: false }, "zh-CN").map((row) => row.code)).toEqual([
    "A-1",
    "A-9",
    "A-10",
  ]);
});

test("equal rows keep their order, downwards too", () => {
  expect(sorted(rows, columns, { key: "lines", down: true }, "zh-CN").map((row) => row.code)).toEqual([
    "A-1",
    "A-10",
    "A-9",
  ]);
  expect(sorted(rows, columns, null, "zh-CN")).toEqual(rows);
});

test("pressing a head goes up, down and back to as it came", () => {
  const up = nextSort(null, "code");
  const down = nextSort(up, "code");
  expect([up, down, nextSort(down, "code")]).toEqual([{ key: "code", down: false }, { key: "code", down: true }, null]);
});

test("an export never hands a formula to a spreadsheet", () => {
  expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
  expect(csvCell("-12.5")).toBe("-12.5");
  expect(csvCell("@SUM(A1)")).toBe("'@SUM(A1)");
  expect(csv([{ code: "A,1", lines: 3 }], columns)).toBe('\ufeff单号,行数\r\n"A,1",3\r\n');
});
