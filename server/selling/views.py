"""What is known about sales orders."""

import re
from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import bindparam, func, or_, select

from server.catalog import tables as catalog
from server.catalog.item import containing
from server.kernel.refusal import Refusal
from server.selling import tables
from server.store.transaction import Reader, Sql

LIST_MAX = 100

_o, _l, _i = tables.sales_order, tables.sales_order_line, catalog.item


class Order(NamedTuple):
    """An order as it stands."""

    id: int
    warehouse_id: int
    number: str
    party_id: int
    party_name: str
    state: str
    whole: bool
    short: bool
    on_hold: bool
    hold_reason: str
    priority: int
    ordered_at: int
    due_at: int
    lines: int
    lines_done: int
    picker_id: int
    checker_id: int
    created_at: int
    changed_at: int
    shipped_at: int


class OrderLine(NamedTuple):
    """A line of it; quantities in 10^-digits base units."""

    id: int
    order_id: int
    position: int
    item_id: int
    quantity: int
    unit: str
    price: int
    reserved: int
    picked: int
    checked: int
    shipped: int
    short: int


class ShownOrder(Struct):
    """An order in a list and on the board."""

    id: int
    warehouse_id: int
    number: str
    party_id: int
    party_name: str
    state: str
    whole: bool
    short: bool
    on_hold: bool
    hold_reason: str
    priority: int
    ordered_at: int
    due_at: int
    lines: int
    lines_done: int
    picker_id: int
    checker_id: int
    created_at: int
    changed_at: int
    shipped_at: int


class ShownLine(Struct):
    """A line with what it orders, in words."""

    id: int
    position: int
    item_id: int
    item_code: str
    item_name: str
    item_unit: str
    digits: int
    stocked: bool
    quantity: int
    unit: str
    price: int | None
    reserved: int
    picked: int
    checked: int
    shipped: int
    short: int


class OneOrder(Struct):
    """An order with its lines."""

    order: ShownOrder
    lines: list[ShownLine]


class Orders(Struct):
    """A page of orders. after: hand it in to get the next page, "" when there is none."""

    orders: list[ShownOrder]
    after: str


_order = [_o.c[name] for name in Order._fields]
_flags = [at for at, name in enumerate(Order._fields) if name in ("whole", "short", "on_hold")]
BY_ID = Sql(select(*_order).where(_o.c.id == bindparam("id")))
BY_NUMBER = Sql(select(_o.c.id).where(_o.c.number == bindparam("number")))
LINES = Sql(
    select(*(_l.c[name] for name in OrderLine._fields))
    .where(_l.c.order_id == bindparam("order"))
    .order_by(_l.c.position)
)
ONE_LINE = Sql(select(*(_l.c[name] for name in OrderLine._fields)).where(_l.c.id == bindparam("id")))
SHOWN_LINES = Sql(
    select(
        _l.c.id, _l.c.position, _l.c.item_id, _i.c.code, _i.c.name, _i.c.base_unit, _i.c.digits, _i.c.stocked,
        _l.c.quantity, _l.c.unit, _l.c.price, _l.c.reserved, _l.c.picked, _l.c.checked, _l.c.shipped, _l.c.short,
    )
    .select_from(_l.join(_i, _i.c.id == _l.c.item_id))
    .where(_l.c.order_id == bindparam("order"))
    .order_by(_l.c.position)
)  # fmt: skip
_searched = (
    select(*_order)
    .where(
        _o.c.warehouse_id == bindparam("w"),
        or_(_o.c.number.like(bindparam("like"), escape="\\"), _o.c.party_name.like(bindparam("like"), escape="\\")),
        or_(
            _o.c.ordered_at < bindparam("before_at"),
            (_o.c.ordered_at == bindparam("before_at")) & (_o.c.id < bindparam("before_id")),
        ),
    )
    .order_by(_o.c.ordered_at.desc(), _o.c.id.desc())
    .limit(bindparam("most"))
)
LIST = Sql(_searched)
LIST_OF_STATE = Sql(_searched.where(_o.c.state == bindparam("state")))
DONE = Sql(
    select(func.count())
    .select_from(_l)
    .where(_l.c.order_id == bindparam("order"), _l.c.picked + _l.c.short >= _l.c.quantity)
)
NEVER = 2**62
_PAGE = re.compile(r"[0-9]{1,18}\.[0-9]{1,18}\Z")  # More digits than a database column holds are no page of ours.


def order(reader: Reader, order_id: int) -> Order:
    """The order, or Refusal `selling.no_order`."""
    row = reader.one(BY_ID, id=order_id)
    if row is None:
        raise Refusal("selling.no_order", order=order_id)
    return made(row)


def made(row: tuple[object, ...]) -> Order:
    """A row of the order's columns; SQLite answers 0 and 1 for flags."""
    values: list[object] = list(row)
    for at in _flags:
        values[at] = bool(values[at])
    return Order(*values)  # type: ignore[arg-type]


def lines(reader: Reader, order_id: int) -> list[OrderLine]:
    """The order's lines."""
    return [OrderLine(*row) for row in reader.all(LINES, order=order_id)]


def line(reader: Reader, line_id: int) -> OrderLine | None:
    """One line, if it is there."""
    row = reader.one(ONE_LINE, id=line_id)
    return None if row is None else OrderLine(*row)


def lines_done(reader: Reader, order_id: int) -> int:
    """How many lines of an order are picked, as far as they could be."""
    return int(reader.value(DONE, order=order_id))


def shown(of: Order) -> ShownOrder:
    """The order for a list."""
    return ShownOrder(*of)


def one(reader: Reader, order_id: int, priced: bool = True) -> OneOrder:
    """The order with its lines, or Refusal `selling.no_order`; without prices for who may not see them."""
    found = order(reader, order_id)
    rows = reader.all(SHOWN_LINES, order=order_id)
    return OneOrder(
        shown(found),
        [ShownLine(*(*row[:7], bool(row[7]), *row[8:10], row[10] if priced else None, *row[11:])) for row in rows],
    )


def page(reader: Reader, warehouse_id: int, state: str, q: str, after: str) -> Orders:
    """Orders by the moment they were placed, newest first; `after` is where the page before ended."""
    at, _, last = after.partition(".")
    if after and not _PAGE.match(after):
        raise Refusal("selling.bad_page", after=after[:40])
    values = {
        "w": warehouse_id, "like": containing(q), "before_at": int(at or NEVER), "before_id": int(last or NEVER),
        "most": LIST_MAX + 1,
    }  # fmt: skip
    rows = reader.all(LIST_OF_STATE, state=state, **values) if state else reader.all(LIST, **values)
    orders = [shown(made(row)) for row in rows[:LIST_MAX]]
    more = f"{orders[-1].ordered_at}.{orders[-1].id}" if len(rows) > LIST_MAX else ""
    return Orders(orders, more)
