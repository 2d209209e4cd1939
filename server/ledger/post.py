"""The one writer of the books: movements, their lines, balances, costs and the chain change here and nowhere else.

All checks come before the first write, so a refused posting has written nothing: a performer may catch the refusal and
post less.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, case, func, insert, or_, select, update

from server.catalog import tables as catalog
from server.catalog.item import use_unit
from server.kernel.refusal import Refusal
from server.ledger import tables
from server.ledger.balance import ITEM_HELD, ITEM_ON_HAND
from server.ledger.chain import link
from server.ledger.hold import BY_ID, STANDING, Held, cut, lock, yield_on
from server.ledger.move import Key, Move, Posted, Yielded
from server.ledger.shortage import not_enough
from server.store.transaction import Act, Row, Sql, Tx

_p, _i, _b = catalog.place, catalog.item, tables.balance
FACTS = Sql(
    select(
        _p.c.id,
        _p.c.warehouse_id,
        _p.c.kind,
        _p.c.real,
        _p.c.pickable,
        _i.c.digits,
        _i.c.stocked,
        _i.c.by_lot,
        _i.c.by_serial,
    )
    .select_from(_p, _i)
    .where(or_(_p.c.id == bindparam("a"), _p.c.id == bindparam("b")), _i.c.id == bindparam("item"))
)
LOT_ITEM = Sql(select(catalog.lot.c.item_id).where(catalog.lot.c.id == bindparam("id")))
SERIAL_ITEM = Sql(select(catalog.serial.c.item_id).where(catalog.serial.c.id == bindparam("id")))
SERIAL_HERE = Sql(
    select(func.coalesce(func.sum(_b.c.quantity), 0))
    .select_from(_b.join(_p, _p.c.id == _b.c.place_id))
    .where(
        _b.c.warehouse_id == bindparam("w"),
        _b.c.item_id == bindparam("item"),
        _b.c.serial_id == bindparam("serial"),
        _p.c.real,
    )
)


def _values(table: Table) -> dict[str, Any]:
    return {column.name: bindparam(column.name) for column in table.columns}


ADD_MOVEMENT = Sql(insert(tables.movement).values(_values(tables.movement)))
ADD_MOVE = Sql(insert(tables.move).values(_values(tables.move)))
ADD_COST = Sql(insert(tables.cost_entry).values(_values(tables.cost_entry)))
ADVANCE = Sql(
    update(tables.ledger_head)
    .where(tables.ledger_head.c.warehouse_id == bindparam("w"), tables.ledger_head.c.seq == bindparam("before"))
    .values(seq=bindparam("after"), hash=bindparam("new_hash"))
)
TAKE = Sql(
    update(_b)
    .where(
        _b.c.warehouse_id == bindparam("w"),
        _b.c.place_id == bindparam("place"),
        _b.c.item_id == bindparam("item"),
        _b.c.lot_id == bindparam("lot"),
        _b.c.serial_id == bindparam("serial"),
        _b.c.quantity >= bindparam("taken"),
    )
    .values(quantity=_b.c.quantity - bindparam("taken"), changed_seq=bindparam("seq"))
)


def _give(database_insert: Any) -> Any:
    made = database_insert(_b).values(
        warehouse_id=bindparam("w"),
        place_id=bindparam("place"),
        item_id=bindparam("item"),
        lot_id=bindparam("lot"),
        serial_id=bindparam("serial"),
        quantity=bindparam("given"),
        first_in_at=bindparam("since"),
        changed_seq=bindparam("seq"),
    )
    new = made.excluded
    older = (_b.c.quantity > 0) & (_b.c.first_in_at < new.first_in_at)
    return made.on_conflict_do_update(
        index_elements=["warehouse_id", "place_id", "item_id", "lot_id", "serial_id"],
        set_={
            "quantity": _b.c.quantity + new.quantity,
            "first_in_at": case((older, _b.c.first_in_at), else_=new.first_in_at),
            "changed_seq": new.changed_seq,
        },
    )


GIVE = Sql(_give)


class _Place(NamedTuple):
    kind: str
    real: bool
    pickable: bool


class _Shrinking(NamedTuple):
    """What one key that loses stock was found to be, under the lock."""

    first_in_at: int
    must_yield: bool


class _Own:
    """The reservations that a movement may use up, and how much of each it does."""

    def __init__(self, act: Act, hold_ids: Iterable[int]) -> None:
        self.holds: dict[int, Held] = {}
        self.used: dict[int, int] = {}
        for hold_id in hold_ids:
            row = act.tx.one(BY_ID, w=act.warehouse_id, id=hold_id)
            if row is not None and (one := Held(*row)).state == "active":
                self.holds[hold_id] = one
                self.used[hold_id] = 0

    def on(self, key: Key) -> list[Held]:
        """Those that promise stock of this key: first on the very key, then on the warehouse."""
        mine = [one for one in self.holds.values() if one.key in (key, Key(0, key.item))]
        return sorted(mine, key=lambda one: one.place == 0)

    def use(self, one: Held, quantity: int) -> int:
        """Use up to so much of a hold, as far as it reaches; how much it was."""
        part = min(quantity, one.quantity - self.used[one.id])
        self.used[one.id] += part
        return part


def post(
    act: Act,
    kind: str,
    moves: Sequence[Move],
    document: str = "",
    reverses: int = 0,
    *,
    consume: Iterable[int] = (),
    observed: bool = False,
) -> Posted:
    """Write a movement into the books of act's warehouse: header, lines, balances, costs and hash, or refuse it whole.

    kind: opening, receipt, pick, relocate, ship, adjust, count, return_in, return_out, scrap, reversal …
    reverses: seq of the movement that this one takes back.
    consume: ids of reservations that this movement fulfils; they give their quantity up as goods are taken.
    observed: a hand has done it. Then only what is on hand limits it, and the newest promises yield; otherwise stock
        that is reserved, frozen or in doubt may not be taken.
    Raises Refusal `ledger.not_enough` with place, item, on hand, wanted, available and the likely cause; and
        `ledger.wrong_place`, `ledger.wrong_lot`, `ledger.lot_missing`, `ledger.serial_missing`, `ledger.wrong_serial`,
        `ledger.serial_twice`, `ledger.not_stocked` for lines that cannot be.
    """
    assert moves, "a movement has lines"
    tx, w = act.tx, act.warehouse_id
    seq, previous = lock(tx, w)
    seq += 1
    places: dict[int, _Place] = {}
    deltas: dict[Key, int] = {}
    wanted: dict[int, int] = {}
    for move in moves:
        _check(tx, w, move, places)
        deltas[move.source] = deltas.get(move.source, 0) - move.quantity
        deltas[move.target] = deltas.get(move.target, 0) + move.quantity
        if places[move.from_place].real:
            wanted[move.item] = wanted.get(move.item, 0) + move.quantity

    own = _Own(act, consume)
    found = {
        key: _look(act, key, -delta, moves, places, deltas, own, observed)
        for key, delta in deltas.items()
        if delta < 0 and places[key.place].real
    }

    since = _since(act, moves, found)
    for key, delta in deltas.items():
        if key in found:
            taken = tx.run(TAKE, w=w, **key._asdict(), taken=-delta, seq=seq)
            assert taken == 1, "stock changed under the lock of its warehouse"
        elif delta:
            tx.run(GIVE, w=w, **key._asdict(), given=delta, since=since.get(key, act.effective_at), seq=seq)
            if delta > 0 and places[key.place].real:
                act.arrived.add(key)
    _consume(act, own, wanted)
    yielded: list[Yielded] = []
    for key, shrinking in found.items():
        if shrinking.must_yield:
            yielded += yield_on(act, key)

    lines = [_line(w, seq, number, move) for number, move in enumerate(moves, 1)]
    costs = [
        _cost(w, seq, number, move, places)
        for number, move in enumerate(moves, 1)
        if places[move.from_place].real != places[move.to_place].real
    ]
    _write(act, seq, previous, kind, document, reverses, lines, costs)
    return Posted(seq, yielded)


def add_cost(
    act: Act, item: int, of: tuple[int, int], amount: int, document: str = "", lot: int = 0, serial: int = 0
) -> Posted:
    """Put a cost that became known later (freight, a price correction) onto a receipt: a new entry, never a rewrite.

    of: (seq, line) of the receipt. amount: money, below zero when it was less than thought.
    """
    seq, previous = lock(act.tx, act.warehouse_id)
    seq += 1
    entry = {
        "warehouse_id": act.warehouse_id,
        "item_id": item,
        "seq": seq,
        "line": 1,
        "kind": "adjustment",
        "lot_id": lot,
        "serial_id": serial,
        "quantity": 0,
        "amount": amount,
        "known": 1,
        "of_seq": of[0],
        "of_line": of[1],
    }
    _write(act, seq, previous, "cost", document, 0, [], [entry])
    return Posted(seq, [])


def _check(tx: Tx, w: int, move: Move, places: dict[int, _Place]) -> None:
    """A line that can be: known places of this warehouse, an item that is stocked, a lot and a serial of that item."""
    assert move.quantity > 0, "a move moves something"
    assert move.from_place != move.to_place, "a move goes elsewhere"
    rows: list[Row] = tx.all(FACTS, a=move.from_place, b=move.to_place, item=move.item)
    if len(rows) != 2 or rows[0][1] != w or rows[1][1] != w:
        raise Refusal("ledger.wrong_place", from_place=move.from_place, to_place=move.to_place, item=move.item)
    for row in rows:
        places[row[0]] = _Place(row[2], bool(row[3]), bool(row[4]))
    _, _, _, _, _, digits, stocked, by_lot, by_serial = rows[0]
    assert places[move.from_place].real or places[move.to_place].real, "goods move out of, into or within the house"
    if not stocked:
        raise Refusal("ledger.not_stocked", item=move.item)
    if by_lot and not move.lot:
        raise Refusal("ledger.lot_missing", item=move.item)
    if by_serial and not move.serial:
        raise Refusal("ledger.serial_missing", item=move.item)
    if move.lot and tx.value(LOT_ITEM, id=move.lot) != move.item:
        raise Refusal("ledger.wrong_lot", item=move.item, lot=move.lot)
    if move.serial:
        if tx.value(SERIAL_ITEM, id=move.serial) != move.item or move.quantity != 10**digits:
            raise Refusal("ledger.wrong_serial", item=move.item, serial=move.serial)
        if not places[move.from_place].real and tx.value(SERIAL_HERE, w=w, item=move.item, serial=move.serial):
            raise Refusal("ledger.serial_twice", item=move.item, serial=move.serial)


def _look(
    act: Act,
    key: Key,
    taken: int,
    moves: Sequence[Move],
    places: dict[int, _Place],
    deltas: dict[Key, int],
    own: _Own,
    observed: bool,
) -> _Shrinking:
    """Whether so much may leave a key, before anything is written."""
    tx, w = act.tx, act.warehouse_id
    row = tx.one(STANDING, w=w, **key._asdict())
    assert row is not None
    on_hand, first_in_at, spoken_for, unallocated = (int(value or 0) for value in row)
    used = 0
    for one in own.on(key):
        part = own.use(one, taken - used)
        used += part
        spoken_for -= part if one.key == key else 0
    if taken > on_hand or (not observed and taken > on_hand - spoken_for):
        entered = next((move.entered for move in moves if move.source == key), None)
        raise not_enough(act, key, on_hand, taken, on_hand - spoken_for, entered)
    if unallocated and not observed:
        leaving = -sum(
            delta for other, delta in deltas.items() if other.item == key.item and places[other.place].pickable
        )
        free = int(tx.value(ITEM_ON_HAND, w=w, item=key.item)) - int(tx.value(ITEM_HELD, w=w, item=key.item))
        free += used
        if leaving > free:
            raise not_enough(act, key, on_hand, taken, free, None)
    return _Shrinking(first_in_at, observed and (unallocated > 0 or taken > on_hand - spoken_for))


def _consume(act: Act, own: _Own, wanted: dict[int, int]) -> None:
    """End the reservations that this movement fulfils."""
    for one in own.holds.values():
        wanted[one.item] = wanted.get(one.item, 0) - own.used[one.id]
    for one in own.holds.values():
        # A promise on another bin is kept as well when the goods came from here instead.
        wanted[one.item] -= own.use(one, wanted[one.item])
        if own.used[one.id]:
            cut(act, one, own.used[one.id], "consumed")


def _since(act: Act, moves: Sequence[Move], found: dict[Key, _Shrinking]) -> dict[Key, int]:
    """How old the arriving stock is, per key: goods keep their age when they move inside the house."""
    ages: dict[Key, int] = {}
    for move in moves:
        age = found[move.source].first_in_at if move.source in found else act.effective_at
        ages[move.target] = min(age, ages.get(move.target, age))
    return ages


def _line(w: int, seq: int, number: int, move: Move) -> dict[str, Any]:
    keyed = move.entered
    return {
        "warehouse_id": w,
        "seq": seq,
        "line": number,
        "item_id": move.item,
        "lot_id": move.lot,
        "serial_id": move.serial,
        "from_place": move.from_place,
        "to_place": move.to_place,
        "quantity": move.quantity,
        "entered_quantity": keyed.quantity if keyed else 0,
        "entered_unit": keyed.unit if keyed else "",
        "numerator": keyed.numerator if keyed else 1,
        "denominator": keyed.denominator if keyed else 1,
    }


def _cost(w: int, seq: int, number: int, move: Move, places: dict[int, _Place]) -> dict[str, Any]:
    """What crosses between the house and the world: in with its amount when known, out at what the method says."""
    comes_in = places[move.to_place].real
    outside = places[move.from_place if comes_in else move.to_place].kind
    if comes_in:
        kind = "return_in" if outside == "customer" or move.of != (0, 0) else "receipt"
    else:
        kind = "return_out" if outside == "supplier" or move.of != (0, 0) else "issue"
    return {
        "warehouse_id": w,
        "item_id": move.item,
        "seq": seq,
        "line": number,
        "kind": kind,
        "lot_id": move.lot,
        "serial_id": move.serial,
        "quantity": move.quantity,
        "amount": move.amount or 0,
        "known": 0 if move.amount is None else 1,
        "of_seq": move.of[0],
        "of_line": move.of[1],
    }


_COSTED = ("line", "item_id", "kind", "lot_id", "serial_id", "quantity", "amount", "known", "of_seq", "of_line")


def _write(
    act: Act,
    seq: int,
    previous: bytes,
    kind: str,
    document: str,
    reverses: int,
    lines: list[dict[str, Any]],
    costs: list[dict[str, Any]],
) -> None:
    tx, w = act.tx, act.warehouse_id
    header = (
        w,
        seq,
        kind,
        act.command_id,
        act.user_id,
        act.device_id,
        document,
        act.at,
        act.effective_at,
        act.uncertainty_us,
        reverses,
        act.payload_sha.hex(),
    )
    hashed = link(
        previous,
        header,
        [tuple(line.values())[2:] for line in lines],
        [tuple(cost[name] for name in _COSTED) for cost in costs],
    )
    tx.run(
        ADD_MOVEMENT,
        warehouse_id=w,
        seq=seq,
        kind=kind,
        command_id=act.command_id,
        user_id=act.user_id,
        device_id=act.device_id,
        document=document,
        posted_at=act.at,
        effective_at=act.effective_at,
        uncertainty_us=act.uncertainty_us,
        reverses=reverses,
        payload_sha=act.payload_sha,
        hash=hashed,
    )
    for line in lines:
        tx.run(ADD_MOVE, **line)
        if line["numerator"] != line["denominator"]:
            use_unit(tx, line["item_id"], line["entered_unit"])
    for cost in costs:
        tx.run(ADD_COST, **cost)
    advanced = tx.run(ADVANCE, w=w, before=seq - 1, after=seq, new_hash=hashed)
    assert advanced == 1, "the head of the books moved under its lock"
