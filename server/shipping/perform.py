"""Goods leave: from their totes to the customer; empty totes are free again."""

from collections.abc import Iterable
from functools import partial

from sqlalchemy import bindparam, func, select, update

from server.catalog import tables as catalog
from server.catalog.lot import lot
from server.catalog.number import day
from server.catalog.place import virtual
from server.kernel.refusal import Refusal
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
    .values(state="free", in_use_for=0)
)
USE = Sql(
    update(catalog.place)
    .where(catalog.place.c.id == bindparam("of"), catalog.place.c.kind == "container")
    .values(state="in_use", in_use_for=bindparam("order"))
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


def let_out(act: Act, lots: Iterable[int], override: str, document: str) -> None:
    """Expired goods leave the house only in somebody's name; the day of expiry still counts."""
    today = day(act.tx, act.warehouse_id, act.at)
    over = [one.code for one in map(partial(lot, act.tx), sorted(lots)) if "" < one.expires_on < today]
    if over and not override:
        raise Refusal("shipping.expired", order=document, lots=over)
    if over and not act.may("shipping.override"):
        raise Refusal("people.not_allowed", permission="shipping.override")


def come_back(act: Act, totes: Iterable[int], order_id: int) -> None:
    """The shipment did not happen after all: its totes hold the order's goods again."""
    for tote in sorted(totes):
        act.tx.run(USE, of=tote, order=order_id)
