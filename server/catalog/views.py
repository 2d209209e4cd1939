"""What screens ask the catalogue: lists, one item with its units and codes, and all codes for a phone."""

from msgspec import Struct
from sqlalchemy import bindparam, select

from server.catalog import barcode, number, tables
from server.catalog.item import Item, ItemUnit, item, units
from server.catalog.lot import Lot, lots
from server.store.transaction import Reader, Sql

LOTS_MAX = 200  # The newest of an item; older ones are found by what the books say of them.

_w, _z = tables.warehouse, tables.zone
WAREHOUSES = Sql(select(_w.c.id, _w.c.code, _w.c.name, _w.c.utc_offset_min).where(_w.c.active).order_by(_w.c.code))
ZONES = Sql(
    select(_z.c.id, _z.c.code, _z.c.name, _z.c.walk_order)
    .where(_z.c.warehouse_id == bindparam("w"))
    .order_by(_z.c.walk_order, _z.c.code)
)


class BarcodeLine(Struct, frozen=True):
    """One active code of a thing. owner: who answers for it."""

    id: int
    text: str
    scope: str
    unit: str
    quantity: int
    owner: str


class ItemWhole(Struct, frozen=True):
    """An item with its units, codes and newest lots."""

    item: Item
    units: list[ItemUnit]
    barcodes: list[BarcodeLine]
    lots: list[Lot]


class WarehouseLine(Struct, frozen=True):
    """A warehouse. utc_offset_min: its wall clock."""

    id: int
    code: str
    name: str
    utc_offset_min: int


class ZoneLine(Struct, frozen=True):
    """A zone of a warehouse."""

    id: int
    code: str
    name: str
    walk_order: int


class NumberRuleLine(Struct, frozen=True):
    """How documents of a name are numbered, and the number that comes next."""

    name: str
    pattern: str
    next: str


def whole_item(reader: Reader, item_id: int) -> ItemWhole:
    """An item as its page shows it, or Refusal `catalog.no_item`."""
    found = item(reader, item_id)
    return ItemWhole(found, units(reader, item_id), barcodes(reader, "item", item_id), lots(reader, item_id, LOTS_MAX))


def barcodes(reader: Reader, kind: str, target_id: int) -> list[BarcodeLine]:
    """The active codes of a thing, the oldest first."""
    return [BarcodeLine(*row) for row in reader.all(barcode.OF_TARGET, kind=kind, target_id=target_id)]


def warehouses(reader: Reader) -> list[WarehouseLine]:
    """All warehouses in use."""
    return [WarehouseLine(*row) for row in reader.all(WAREHOUSES)]


def zones(reader: Reader, warehouse_id: int) -> list[ZoneLine]:
    """A warehouse's zones in walk order."""
    return [ZoneLine(*row) for row in reader.all(ZONES, w=warehouse_id)]


def number_rules(reader: Reader, warehouse_id: int, at: int) -> list[NumberRuleLine]:
    """Everything that is numbered, by name."""
    return [
        # What has no rule yet has no next number either.
        NumberRuleLine(name, pattern, number.example(reader, name, at, warehouse_id) if pattern else "")
        for name, pattern in number.patterns(reader).items()
    ]
