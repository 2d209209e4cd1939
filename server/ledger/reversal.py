"""Undo: a movement is never changed; another one takes it back and names it."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from server.catalog.unit import Entered
from server.kernel.refusal import Refusal
from server.ledger import tables
from server.ledger.move import Move, Posted
from server.ledger.post import post
from server.store.transaction import Act, Reader, Sql

_m, _v = tables.movement, tables.move
HEADER = Sql(
    select(_m.c.kind, _m.c.document, _m.c.command_id).where(
        _m.c.warehouse_id == bindparam("w"), _m.c.seq == bindparam("seq")
    )
)
TAKEN_BACK = Sql(select(_m.c.seq).where(_m.c.warehouse_id == bindparam("w"), _m.c.reverses == bindparam("seq")))
LINES = Sql(
    select(
        _v.c.line,
        _v.c.item_id,
        _v.c.from_place,
        _v.c.to_place,
        _v.c.quantity,
        _v.c.lot_id,
        _v.c.serial_id,
        _v.c.entered_quantity,
        _v.c.entered_unit,
        _v.c.numerator,
        _v.c.denominator,
    )
    .where(_v.c.warehouse_id == bindparam("w"), _v.c.seq == bindparam("seq"))
    .order_by(_v.c.line)
)
OF_COMMAND = Sql(
    select(_m.c.seq)
    .where(_m.c.command_id == bindparam("command_id"), _m.c.warehouse_id == bindparam("w"))
    .order_by(_m.c.seq)
)


def moves_of(reader: Reader, warehouse_id: int, seq: int) -> list[Move]:
    """The lines of a movement as they were posted (without amounts)."""
    return [
        Move(item, source, target, quantity, lot, serial, Entered(keyed, unit, over, under) if unit else None)
        for _, item, source, target, quantity, lot, serial, keyed, unit, over, under in reader.all(
            LINES, w=warehouse_id, seq=seq
        )
    ]


def movements_of(reader: Reader, warehouse_id: int, command_id: str) -> list[int]:
    """The seqs of what a command posted."""
    return [row[0] for row in reader.all(OF_COMMAND, w=warehouse_id, command_id=command_id)]


def reverse(act: Act, seq: int, document: str = "", *, consume: Iterable[int] = (), observed: bool = False) -> Posted:
    """Post what takes a movement back; its costs go the way they came.

    Raises Refusal `ledger.no_movement`, `ledger.reversed_already`, `ledger.is_reversal`; `ledger.not_enough` when the
    goods are no longer where it took them.
    """
    header = act.tx.one(HEADER, w=act.warehouse_id, seq=seq)
    if header is None:
        raise Refusal("ledger.no_movement", seq=seq)
    if header[0] in ("reversal", "cost"):
        raise Refusal("ledger.is_reversal", seq=seq)
    by = act.tx.value(TAKEN_BACK, w=act.warehouse_id, seq=seq)
    if by is not None:
        raise Refusal("ledger.reversed_already", seq=seq, by=by)
    lines = act.tx.all(LINES, w=act.warehouse_id, seq=seq)
    moves = [
        Move(
            item,
            target,
            source,
            quantity,
            lot,
            serial,
            Entered(keyed, unit, over, under) if unit else None,
            None,
            (seq, line),
        )
        for line, item, source, target, quantity, lot, serial, keyed, unit, over, under in lines
    ]
    return post(act, "reversal", moves, document or header[1], reverses=seq, consume=consume, observed=observed)
