"""Places: bins, docks and containers are real; supplier, customer, variance, scrap, transit, assembly are virtual."""

from typing import Any, Final

from msgspec import Struct
from sqlalchemy import BigInteger, BindParameter, bindparam, column, func, insert, or_, select, table

from server.catalog import tables
from server.catalog.item import containing
from server.kernel.refusal import Refusal
from server.store.transaction import Reader, Row, Sql, Tx

REAL: Final = ("bin", "dock", "container")
VIRTUAL: Final = ("supplier", "customer", "variance", "scrap", "transit", "assembly")


class Place(Struct, frozen=True):
    """Where goods are. real: may never hold less than nothing. parent_id: where a container stands.

    pickable: reservations may count on what lies here. walk_order: ties go by code.
    """

    id: int
    warehouse_id: int
    kind: str
    code: str
    real: bool
    zone_id: int
    walk_order: int
    aisle: str
    rack: int
    level: int
    side: str
    kinds: str
    capacity: int
    last_proven_at: int
    pickable: bool
    active: bool
    parent_id: int
    state: str
    sscc: str


_columns = [tables.place.c[name] for name in Place.__struct_fields__]
_flags = [at for at, name in enumerate(Place.__struct_fields__) if name in ("real", "pickable", "active")]
BY_ID = Sql(select(*_columns).where(tables.place.c.id == bindparam("id")))
BY_CODE = Sql(
    select(*_columns).where(
        tables.place.c.warehouse_id == bindparam("warehouse_id"),
        tables.place.c.kind == bindparam("kind"),
        tables.place.c.code == bindparam("code"),
    )
)
SEARCH = Sql(
    select(*_columns)
    .where(
        tables.place.c.warehouse_id == bindparam("warehouse_id"),
        tables.place.c.kind == bindparam("kind"),
        tables.place.c.code.like(bindparam("like"), escape="\\"),
        tables.place.c.code > bindparam("after"),
        or_(bindparam("zone", type_=BigInteger) == 0, tables.place.c.zone_id == bindparam("zone", type_=BigInteger)),
    )
    .order_by(tables.place.c.code)
    .limit(bindparam("limit"))
)
NEW_PLACE: dict[str, BindParameter[Any]] = {
    name: bindparam(name)
    for name in (
        "warehouse_id",
        "kind",
        "code",
        "real",
        "zone_id",
        "walk_order",
        "aisle",
        "rack",
        "level",
        "side",
        "kinds",
        "capacity",
        "pickable",
        "parent_id",
        "state",
        "sscc",
    )
}
# Balances belong to the ledger, which lies above; whether a bin is empty is read by name.
_balance = table("balance", column("place_id"), column("quantity"))
HOLDS_GOODS = Sql(
    select(func.count()).select_from(_balance).where(_balance.c.place_id == bindparam("id"), _balance.c.quantity > 0)
)
ADD = Sql(insert(tables.place).values(NEW_PLACE).returning(tables.place.c.id))


def _made(row: Row) -> Place:
    values = list(row)
    for at in _flags:  # SQLite answers 0 and 1.
        values[at] = bool(values[at])
    return Place(*values)


def place(reader: Reader, place_id: int) -> Place:
    """The place, or Refusal `catalog.no_place`."""
    row = reader.one(BY_ID, id=place_id)
    if row is None:
        raise Refusal("catalog.no_place", place=place_id)
    return _made(row)


def place_by_code(reader: Reader, warehouse_id: int, kind: str, code: str) -> Place | None:
    """The place of that kind and code, if there is one."""
    row = reader.one(BY_CODE, warehouse_id=warehouse_id, kind=kind, code=code)
    return None if row is None else _made(row)


def virtual(reader: Reader, warehouse_id: int, kind: str) -> int:
    """The id of the warehouse's one place of a virtual kind: `virtual(tx, 1, "customer")`."""
    assert kind in VIRTUAL, kind
    row = reader.one(BY_CODE, warehouse_id=warehouse_id, kind=kind, code=kind)
    if row is None:
        raise Refusal("catalog.no_warehouse", warehouse=warehouse_id)
    return int(row[0])


def places(
    reader: Reader, warehouse_id: int, kind: str, q: str = "", after: str = "", limit: int = 100, zone: int = 0
) -> list[Place]:
    """Places of a kind (of a zone, when it is not 0) whose code contains q, by code, beginning behind `after`."""
    about = {"warehouse_id": warehouse_id, "kind": kind, "zone": zone}
    rows = reader.all(SEARCH, like=containing(q), after=after, limit=limit, **about)
    return [_made(row) for row in rows]


def add(
    tx: Tx,
    warehouse_id: int,
    kind: str,
    code: str,
    *,
    zone_id: int = 0,
    walk_order: int = 0,
    aisle: str = "",
    rack: int = 0,
    level: int = 0,
    side: str = "",
    kinds: str = "[]",
    capacity: int = 0,
    pickable: bool = True,
    parent_id: int = 0,
    state: str = "",
    sscc: str = "",
) -> int:
    """Make a place and return its id; Refusal `catalog.code_taken` when its kind has that code already."""
    if place_by_code(tx, warehouse_id, kind, code) is not None:
        raise Refusal("catalog.code_taken", taken=code)
    made: int = tx.value(
        ADD,
        warehouse_id=warehouse_id,
        kind=kind,
        code=code,
        real=kind in REAL,
        zone_id=zone_id,
        walk_order=walk_order,
        aisle=aisle,
        rack=rack,
        level=level,
        side=side,
        kinds=kinds,
        capacity=capacity,
        pickable=pickable,
        parent_id=parent_id,
        state=state,
        sscc=sscc,
    )
    return made


def add_virtual(tx: Tx, warehouse_id: int) -> None:
    """Give a new warehouse its virtual places; each one's code is its kind."""
    for kind in VIRTUAL:
        add(tx, warehouse_id, kind, kind, pickable=False)
