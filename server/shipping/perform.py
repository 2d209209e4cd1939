"""Goods leave: from their totes to the customer; empty totes are free again."""

from collections.abc import Iterable

from sqlalchemy import bindparam, func, select, update

from server.catalog import tables as catalog
from server.catalog.place import virtual
from server.ledger import tables as ledger
from server.ledger.move import Move, Posted
from server.ledger.post import post
from server.store.transaction import Act, Sql

LEFT = Sql(
    select(func.coalesce(func.sum(func.abs(ledger.balance.c.quantity)), 0)).where(
        ledger.balance.c.warehouse_id == bindparam("w"), ledger.balance.c.place_id == bindparam("place")
    )
)
FREE = Sql(
    update(catalog.place)
    .where(catalog.place.c.id == bindparam("of"), catalog.place.c.kind == "container")
    .values(state="free")
)
USE = Sql(
    update(catalog.place)
    .where(catalog.place.c.id == bindparam("of"), catalog.place.c.kind == "container")
    .values(state="in_use")
)


def leave(act: Act, goods: Iterable[tuple[int, int, int, int, int]], document: str) -> Posted:
    """Post goods (item, lot, serial, tote, quantity) to the customer, and free the totes that are empty then."""
    customer = virtual(act.tx, act.warehouse_id, "customer")
    moves = [Move(item, tote, customer, quantity, lot, serial) for item, lot, serial, tote, quantity in goods]
    posted = post(act, "ship", moves, document)
    for tote in sorted({move.from_place for move in moves}):
        if not act.tx.value(LEFT, w=act.warehouse_id, place=tote):
            act.tx.run(FREE, of=tote)
    return posted


def come_back(act: Act, totes: Iterable[int]) -> None:
    """The shipment did not happen after all: its totes hold goods again."""
    for tote in sorted(totes):
        act.tx.run(USE, of=tote)
