/** What the server tells of items, places and parties to the office. */

import type { Unit } from "../kernel/quantity";

export interface Item {
  id: number;
  code: string;
  name: string;
  spec: string;
  kind: string;
  base_unit: string;
  digits: number;
  stocked: boolean;
  by_lot: boolean;
  by_serial: boolean;
  shelf_life_days: number;
  safety_stock: number;
  price: number;
  owner: string;
  active: boolean;
}

export interface Barcode {
  id: number;
  text: string;
  scope: string;
  unit: string;
  quantity: number;
  owner: string;
}

export interface Lot {
  id: number;
  code: string;
  made_on: string;
  expires_on: string;
}

export interface ItemWhole {
  item: Item;
  units: (Unit & { used: boolean })[];
  barcodes: Barcode[];
  lots: Lot[];
}

export interface Zone {
  id: number;
  code: string;
  name: string;
  walk_order: number;
}

export interface Bin {
  id: number;
  kind: string;
  code: string;
  zone_id: number;
  walk_order: number;
  aisle: string;
  rack: number;
  level: number;
  side: string;
  capacity: number;
  pickable: boolean;
  active: boolean;
  state: string;
  sscc: string;
}

export interface Party {
  id: number;
  code: string;
  kind: "customer" | "supplier" | "both";
  name: string;
  country: string;
  settlement_method: string;
  credit_days: number;
  contact: string;
  phone: string;
  owner: string;
  active: boolean;
}

/** "1 箱 = 12 袋", and "3 根 = 1 米" where a unit is a part of the base unit. */
export function conversion(unit: Unit, baseUnit: string): string {
  return `${unit.denominator} ${unit.unit} = ${unit.numerator} ${baseUnit}`;
}
