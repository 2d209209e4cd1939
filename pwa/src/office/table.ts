/** What an office table does with its rows: sort, find, and write what is seen as CSV; pure. */

export interface Column<Row> {
  key: string;
  title: string;
  /** What sorting and the export use; the cell may show more. */
  value: (row: Row) => string | number;
  right?: boolean;
  /** Hidden on a phone. */
  wide?: boolean;
  width?: string;
}

export interface Sort {
  key: string;
  down: boolean;
}

/** A copy in order of one column; equal rows keep the server's order. Without a sort the rows as they are. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
  language: string,
): Row[] {
  const column = sort ? columns.find((candidate) => candidate.key === sort.key) : undefined;
  if (!sort || !column) return [...rows];
  const collator = new Intl.Collator(language, { numeric: true });
  const compare = (a: Row, b: Row) => {
    const [x, y] = [column.value(a), column.value(b)];
    return typeof x === "number" && typeof y === "number" ? x - y : collator.compare(String(x), String(y));
  };
  return [...rows].sort((a, b) => (sort.down ? compare(b, a) : compare(a, b)));
}

/** The next order when a head is pressed: up, down, as it came. */
export function nextSort(sort: Sort | null, key: string): Sort | null {
  if (sort?.key !== key) return { key, down: false };
  return sort.down ? null : { key, down: true };
}

/** One cell: quoted, and a text that a spreadsheet would run as a formula is led by an apostrophe. */
export function csvCell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(?:\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** What is seen, with its heads; led by a byte order mark, or Excel reads Chinese as Latin. */
export function csv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = [
    columns.map((column) => csvCell(column.title)),
    ...rows.map((row) => columns.map((column) => csvCell(column.value(row)))),
  ];
  return `\ufeff${lines.map((line) => line.join(",")).join("\r\n")}\r\n`;
}
