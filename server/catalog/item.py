"""Items: what can lie in a bin, and in which units it is counted."""

from fractions import Fraction

from msgspec import Struct
from sqlalchemy import String, bindparam, or_, select, update

from server.catalog import tables
from server.catalog.unit import Entered, base_quantity
from server.kernel.refusal import Refusal
from server.store.transaction import Reader, Row, Sql, Tx


class Item(Struct, frozen=True):
    """One item. Quantities of it are integers of 10^-digits base units; price and safety stock likewise exact."""

    id: int
    code: str
    name: str
    spec: str
    kind: str
    base_unit: str
    digits: int
    stocked: bool
    by_lot: bool
    by_serial: bool
    cost_method: str
    shelf_life_days: int
    safety_stock: int
    price: int
    owner: str
    active: bool
    created_at: int


class ItemUnit(Struct, frozen=True):
    """One `unit` is numerator/denominator base units, exactly. used: posted with, so frozen."""

    unit: str
    numerator: int
    denominator: int
    used: bool


_columns = [tables.item.c[name] for name in Item.__struct_fields__]
_flags = [
    place for place, name in enumerate(Item.__struct_fields__) if name in ("stocked", "by_lot", "by_serial", "active")
]
BY_ID = Sql(select(*_columns).where(tables.item.c.id == bindparam("id")))
BY_CODE = Sql(select(*_columns).where(tables.item.c.code == bindparam("code")))
SEARCH = Sql(
    select(*_columns)
    .where(
        or_(
            tables.item.c.code.like(bindparam("like"), escape="\\"),
            tables.item.c.name.like(bindparam("like"), escape="\\"),
        ),
        tables.item.c.code > bindparam("after"),
        or_(bindparam("kind", type_=String) == "", tables.item.c.kind == bindparam("kind", type_=String)),
        or_(bindparam("every"), tables.item.c.active == bindparam("active")),
    )
    .order_by(tables.item.c.code)
    .limit(bindparam("limit"))
)
KINDS = Sql(select(tables.item.c.kind).where(tables.item.c.kind != "").distinct().order_by(tables.item.c.kind))
UNITS = Sql(
    select(
        tables.item_unit.c.unit, tables.item_unit.c.numerator, tables.item_unit.c.denominator, tables.item_unit.c.used
    )
    .where(tables.item_unit.c.item_id == bindparam("item_id"))
    .order_by(tables.item_unit.c.id)
)
ONE_UNIT = Sql(
    select(
        tables.item_unit.c.unit, tables.item_unit.c.numerator, tables.item_unit.c.denominator, tables.item_unit.c.used
    ).where(tables.item_unit.c.item_id == bindparam("item_id"), tables.item_unit.c.unit == bindparam("unit"))
)
USE_UNIT = Sql(
    update(tables.item_unit)
    .where(tables.item_unit.c.item_id == bindparam("of_item"), tables.item_unit.c.unit == bindparam("of_unit"))
    .values(used=True)
)


def _made(row: Row) -> Item:
    values = list(row)
    for place in _flags:  # SQLite answers 0 and 1.
        values[place] = bool(values[place])
    return Item(*values)


def item(reader: Reader, item_id: int) -> Item:
    """The item, or Refusal `catalog.no_item`."""
    row = reader.one(BY_ID, id=item_id)
    if row is None:
        raise Refusal("catalog.no_item", item=item_id)
    return _made(row)


def item_by_code(reader: Reader, code: str) -> Item | None:
    """The item with that code, if there is one."""
    row = reader.one(BY_CODE, code=code)
    return None if row is None else _made(row)


def items(
    reader: Reader, q: str = "", after: str = "", limit: int = 100, kind: str = "", active: bool | None = None
) -> list[Item]:
    """Items whose code or name contains q, by code, beginning behind `after`; kind "", active None: all of them."""
    narrowed = {"kind": kind, "every": active is None, "active": bool(active)}
    return [_made(row) for row in reader.all(SEARCH, like=containing(q), after=after, limit=limit, **narrowed)]


def kinds(reader: Reader) -> list[str]:
    """The kinds that items have."""
    return [kind for (kind,) in reader.all(KINDS)]


def units(reader: Reader, item_id: int) -> list[ItemUnit]:
    """The item's units other than its base unit."""
    return [ItemUnit(unit, over, under, bool(used)) for unit, over, under, used in reader.all(UNITS, item_id=item_id)]


def factor(reader: Reader, of: Item, unit: str) -> Fraction:
    """Base units in one `unit` of the item ("" is its base unit), or Refusal `catalog.no_unit`."""
    if unit in ("", of.base_unit):
        return Fraction(1)
    row = reader.one(ONE_UNIT, item_id=of.id, unit=unit)
    if row is None:
        raise Refusal("catalog.no_unit", item=of.code, unit=unit)
    return Fraction(row[1], row[2])


def entered(reader: Reader, of: Item, quantity_micro: int, unit: str = "") -> tuple[int, Entered]:
    """What somebody keyed in, as base quantity and as it was entered; exact or refused.

    quantity_micro: 10^-6 of the unit.
    """
    exact = factor(reader, of, unit)
    keyed = Entered(quantity_micro, unit or of.base_unit, exact.numerator, exact.denominator)
    return base_quantity(keyed, of.digits), keyed


def use_unit(tx: Tx, item_id: int, unit: str) -> None:
    """Freeze a unit's factor: something has been posted with it."""
    tx.run(USE_UNIT, of_item=item_id, of_unit=unit)


def containing(q: str) -> str:
    """A LIKE pattern for texts that contain q, whatever characters q has; the escape character is a backslash."""
    return "%" + q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
