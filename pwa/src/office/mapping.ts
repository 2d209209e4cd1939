/** Which column of a sheet is what; pure. */

export type Field =
  | "order"
  | "item"
  | "name"
  | "quantity"
  | "ordered_at"
  | "price"
  | "customer"
  | "customer_name"
  | "country"
  | "unit";

export const FIELDS: readonly { name: Field; required?: boolean }[] = [
  { name: "order", required: true },
  { name: "item", required: true },
  { name: "quantity", required: true },
  { name: "name" },
  { name: "ordered_at" },
  { name: "price" },
  { name: "customer" },
  { name: "customer_name" },
  { name: "country" },
  { name: "unit" },
];

export type Columns = Partial<Record<Field, number>>;

/** The columns with one more choice; a column is one thing only, so its former meaning is given up. */
export function chosenColumns(columns: Columns, field: Field, column: number | null): Columns {
  const entries = Object.entries(columns).filter(([name, taken]) => name !== field && taken !== column);
  if (column !== null) entries.push([field, column]);
  return Object.fromEntries(entries) as Columns;
}

/** Required fields that no column has yet. */
export function missing(columns: Columns): Field[] {
  return FIELDS.filter((field) => field.required && columns[field.name] === undefined).map((field) => field.name);
}
