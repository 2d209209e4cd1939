"""Reservations 锁库: who may count on which stock. Partial by default, whole by request, never more than is free."""

from collections.abc import Sequence

from msgspec import Struct, structs
from sqlalchemy import bindparam, func, select

from server.catalog import tables as catalog
from server.catalog.item import item as item_of
from server.catalog.item import units
from server.catalog.number import day
from server.kernel.refusal import Refusal
from server.ledger import tables
from server.ledger.balance import available
from server.ledger.hold import Held, add, cut, end, holds_of, lock
from server.ledger.move import Key
from server.ledger.removal import FIRST_CHAIN, Rule, Stock, choose, orders
from server.store.transaction import Act, Reader, Sql

_b, _p, _l, _h, _r = tables.balance, catalog.place, catalog.lot, tables.hold, tables.removal_rule
_held = (
    select(_h.c.place_id, _h.c.lot_id, _h.c.serial_id, func.sum(_h.c.quantity).label("held"))
    .where(
        _h.c.warehouse_id == bindparam("w"),
        _h.c.item_id == bindparam("item"),
        _h.c.state == "active",
        _h.c.place_id != 0,
    )
    .group_by(_h.c.place_id, _h.c.lot_id, _h.c.serial_id)
    .subquery("held")
)
FREE = Sql(
    select(
        _b.c.place_id,
        _p.c.code,
        _b.c.quantity - func.coalesce(_held.c.held, 0),
        _b.c.quantity,
        _p.c.zone_id,
        _p.c.walk_order,
        _b.c.lot_id,
        _b.c.serial_id,
        _b.c.first_in_at,
        func.coalesce(_l.c.expires_on, ""),
    )
    .select_from(
        _b.join(_p, _p.c.id == _b.c.place_id)
        .outerjoin(_l, _l.c.id == _b.c.lot_id)
        .outerjoin(
            _held,
            (_held.c.place_id == _b.c.place_id)
            & (_held.c.lot_id == _b.c.lot_id)
            & (_held.c.serial_id == _b.c.serial_id),
        )
    )
    .where(
        _b.c.warehouse_id == bindparam("w"),
        _b.c.item_id == bindparam("item"),
        _b.c.quantity > 0,
        _p.c.real,
        _p.c.pickable,
        _p.c.active,
    )
)
KEYS_IN_PLACE = Sql(
    select(func.count())
    .select_from(_b)
    .where(_b.c.warehouse_id == bindparam("w"), _b.c.place_id == bindparam("place"), _b.c.quantity > 0)
)
CHAIN = Sql(
    select(_r.c.zone_id, _r.c.take, _r.c.sort, _r.c.only_over)
    .where(_r.c.warehouse_id == bindparam("w"), _r.c.item_kind == bindparam("kind"))
    .order_by(_r.c.position)
)


class Reserved(Struct, frozen=True):
    """What is now held for somebody, in the order of the chain, and how much could not be."""

    holds: list[Held]
    short: int


def chain(reader: Reader, warehouse_id: int, item_id: int) -> tuple[Rule, ...]:
    """The rules by which an item's stock is taken: those of its kind, else the warehouse's, else FEFO, then FIFO."""
    goods = item_of(reader, item_id)
    for kind in dict.fromkeys((goods.kind, "")):
        rows = reader.all(CHAIN, w=warehouse_id, kind=kind)
        if rows:
            packs: tuple[int, ...] = ()
            if any(take == "packs" for _, take, _, _ in rows):
                base = 10**goods.digits
                packs = tuple(
                    unit.numerator * base // unit.denominator
                    for unit in units(reader, item_id)
                    if unit.numerator > unit.denominator and unit.numerator * base % unit.denominator == 0
                )
            return tuple(Rule(zone, take, orders(sort), packs, over) for zone, take, sort, over in rows)
    return FIRST_CHAIN


def reserve(
    act: Act,
    item: int,
    quantity: int,
    holder_kind: str,
    holder_id: int,
    *,
    whole: bool = False,
    place: int = 0,
    lot: int = 0,
    serial: int = 0,
    but_not: Sequence[int] = (),
    rules: Sequence[Rule] | None = None,
    lease_device: str = "",
    lease_until: int = 0,
) -> Reserved:
    """Hold stock for somebody, as much as is free and the chain of rules may take.

    whole: all or nothing; then Refusal `ledger.not_free` where it is not all there.
    place, lot, serial: only there, only that. but_not: places to stay away from (the bin that was just found short).
    """
    assert quantity > 0
    tx, w = act.tx, act.warehouse_id
    lock(tx, w)
    stocks = [
        Stock(*row)
        for row in tx.all(FREE, w=w, item=item)
        if row[0] not in but_not and place in (0, row[0]) and lot in (0, row[6]) and serial in (0, row[7])
    ]
    rules = chain(tx, w, item) if rules is None else rules
    if any(rule.take == "empty_bin" for rule in rules):
        stocks = [_with_neighbours(act, stock) for stock in stocks]
    # Doubt beyond the books in one bin, or a promise on the warehouse, lessens what is free in all.
    free = available(tx, w, item)
    taken, short = choose(stocks, min(quantity, free), rules, day(tx, w, act.at)) if free > 0 else ([], 0)
    short = quantity - sum(one.quantity for one in taken)
    if short and whole:
        raise Refusal("ledger.not_free", item=item_of(tx, item).code, wanted=quantity, available=quantity - short)
    holds = []
    for one in taken:
        key = Key(one.place, item, one.lot, one.serial)
        made = add(act, "reserved", key, one.quantity, holder_kind, holder_id, "", lease_device, lease_until)
        holds.append(Held(made, "reserved", one.quantity, *key, holder_kind, holder_id, "active"))
    return Reserved(holds, short)


def promise(act: Act, item: int, quantity: int, holder_kind: str, holder_id: int, *, whole: bool = False) -> Reserved:
    """Hold stock of an item somewhere in the warehouse, not yet in a bin; allocated later by `allocate`."""
    assert quantity > 0
    lock(act.tx, act.warehouse_id)
    free = available(act.tx, act.warehouse_id, item)
    part = min(quantity, free) if free > 0 else 0
    if part < quantity and whole:
        raise Refusal("ledger.not_free", item=item_of(act.tx, item).code, wanted=quantity, available=part)
    if not part:
        return Reserved([], quantity)
    key = Key(0, item)
    made = add(act, "reserved", key, part, holder_kind, holder_id)
    return Reserved([Held(made, "reserved", part, *key, holder_kind, holder_id, "active")], quantity - part)


def allocate(act: Act, promised: Held) -> Reserved:
    """Turn a promise on the warehouse into reservations on bins by the rules; what finds no bin stays a promise."""
    assert (promised.place, promised.kind, promised.state) == (0, "reserved", "active")
    cut(act, promised, promised.quantity, "released")
    made = reserve(act, promised.item, promised.quantity, promised.holder_kind, promised.holder_id)
    if made.short:
        promise(act, promised.item, made.short, promised.holder_kind, promised.holder_id)
    return made


def release(act: Act, hold_id: int, quantity: int | None = None) -> int:
    """Give a reservation back, or so much of it; Refusal `ledger.nothing_reserved` when that is not held."""
    return end(act, hold_id, quantity, "released")


def release_all(act: Act, holder_kind: str, holder_id: int) -> int:
    """Give back all that somebody holds reserved; how much it was (0 for nothing)."""
    lock(act.tx, act.warehouse_id)
    mine = [one for one in holds_of(act.tx, holder_kind, holder_id) if one.kind == "reserved"]
    for one in mine:
        cut(act, one, one.quantity, "released")
    return sum(one.quantity for one in mine)


def consume(act: Act, hold_id: int, quantity: int | None = None) -> int:
    """Say that a promise has been kept without a movement; a movement does so by its own `consume`."""
    return end(act, hold_id, quantity, "consumed")


def _with_neighbours(act: Act, stock: Stock) -> Stock:
    keys = act.tx.value(KEYS_IN_PLACE, w=act.warehouse_id, place=stock.place)
    return structs.replace(stock, mixed=keys > 1)
