"""Holds: stock that is spoken for: reserved, frozen or in doubt. What yields or ends keeps its trace."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from msgspec import Struct
from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy import text as words

from server.kernel.refusal import Refusal
from server.ledger import tables
from server.ledger.balance import ITEM_HELD, ITEM_ON_HAND, KEY
from server.ledger.move import Key, Yielded
from server.store.transaction import Act, Reader, Sql, Tx

Kind = Literal["reserved", "frozen", "in_doubt"]
Ended = Literal["consumed", "released", "yielded"]

_h = tables.hold
_NEW = (
    "warehouse_id",
    "kind",
    "place_id",
    "item_id",
    "lot_id",
    "serial_id",
    "quantity",
    "holder_kind",
    "holder_id",
    "reason",
    "state",
    "lease_device",
    "lease_until",
    "created_at",
    "ended_at",
)
_shape = (
    _h.c.id,
    _h.c.kind,
    _h.c.quantity,
    _h.c.place_id,
    _h.c.item_id,
    _h.c.lot_id,
    _h.c.serial_id,
    _h.c.holder_kind,
    _h.c.holder_id,
    _h.c.state,
)
ADD = Sql(insert(_h).values({name: bindparam(name) for name in _NEW}).returning(_h.c.id))
BY_ID = Sql(select(*_shape).where(_h.c.warehouse_id == bindparam("w"), _h.c.id == bindparam("id")))
OF_HOLDER = Sql(
    select(*_shape)
    .where(_h.c.holder_kind == bindparam("kind"), _h.c.holder_id == bindparam("holder"), _h.c.state == "active")
    .order_by(_h.c.id)
)
_on_key = (
    _h.c.warehouse_id == bindparam("w"),
    _h.c.item_id == bindparam("item"),
    _h.c.place_id == bindparam("place"),
    _h.c.state == words("'active'"),
    _h.c.lot_id == bindparam("lot"),
    _h.c.serial_id == bindparam("serial"),
)
_on_warehouse = (
    _h.c.warehouse_id == bindparam("w"),
    _h.c.item_id == bindparam("item"),
    _h.c.place_id == 0,
    _h.c.state == words("'active'"),
)
ON_KEY = Sql(select(*_shape).where(*_on_key).order_by(_h.c.id))
# All that decides whether stock may leave a key: on hand, since when, spoken for there, promised on the warehouse.
STANDING = Sql(
    select(
        select(tables.balance.c.quantity).where(*KEY).scalar_subquery(),
        select(tables.balance.c.first_in_at).where(*KEY).scalar_subquery(),
        select(func.sum(_h.c.quantity)).where(*_on_key).scalar_subquery(),
        select(func.sum(_h.c.quantity)).where(*_on_warehouse).scalar_subquery(),
    )
)
UNALLOCATED = Sql(select(*_shape).where(*_on_warehouse).order_by(_h.c.id))
END = Sql(
    update(_h)
    .where(_h.c.id == bindparam("of_id"), _h.c.state == "active", _h.c.quantity == bindparam("whole"))
    .values(state=bindparam("ended"), ended_at=bindparam("at"))
)
SHRINK = Sql(
    update(_h)
    .where(_h.c.id == bindparam("of_id"), _h.c.state == "active", _h.c.quantity > bindparam("part"))
    .values(quantity=_h.c.quantity - bindparam("part"))
)
LEASE = Sql(
    update(_h)
    .where(_h.c.id == bindparam("of_id"), _h.c.state == "active")
    .values(lease_device=bindparam("device"), lease_until=bindparam("until"))
)
HEAD = Sql(
    select(tables.ledger_head.c.seq, tables.ledger_head.c.hash)
    .where(tables.ledger_head.c.warehouse_id == bindparam("w"))
    .with_for_update()
)


def _open_head(database_insert: Any) -> Any:
    return (
        database_insert(tables.ledger_head)
        .values(warehouse_id=bindparam("w"), seq=0, hash=bindparam("hash"))
        .on_conflict_do_nothing()
    )


OPEN_HEAD = Sql(_open_head)


class Held(NamedTuple):
    """One hold as it stands."""

    id: int
    kind: str
    quantity: int
    place: int
    item: int
    lot: int
    serial: int
    holder_kind: str
    holder_id: int
    state: str

    @property
    def key(self) -> Key:
        """The stock it stands on; place 0 is anywhere in the warehouse."""
        return Key(self.place, self.item, self.lot, self.serial)


class Put(Struct, frozen=True):
    """A new hold, and whose promises gave way to it."""

    hold_id: int
    yielded: list[Yielded]


def lock(tx: Tx, warehouse_id: int) -> tuple[int, bytes]:
    """Make this transaction the one that changes a warehouse's stock and holds; answers the head of its books.

    On PostgreSQL the head's row stays locked until the commit: what is free cannot change between look and write.
    """
    row = tx.one(HEAD, w=warehouse_id)
    if row is None:
        tx.run(OPEN_HEAD, w=warehouse_id, hash=bytes(32))
        row = tx.one(HEAD, w=warehouse_id)
        assert row is not None
    return int(row[0]), bytes(row[1])


def held(reader: Reader, warehouse_id: int, hold_id: int) -> Held:
    """The hold, or Refusal `ledger.no_hold`."""
    row = reader.one(BY_ID, w=warehouse_id, id=hold_id)
    if row is None:
        raise Refusal("ledger.no_hold", hold=hold_id)
    return Held(*row)


def holds_of(reader: Reader, holder_kind: str, holder_id: int) -> list[Held]:
    """The active holds of an order line, a card, a task …, oldest first."""
    return [Held(*row) for row in reader.all(OF_HOLDER, kind=holder_kind, holder=holder_id)]


def put(
    act: Act,
    kind: Literal["frozen", "in_doubt"],
    place: int,
    item: int,
    quantity: int,
    *,
    lot: int = 0,
    serial: int = 0,
    holder_kind: str = "",
    holder_id: int = 0,
    reason: str = "",
) -> Put:
    """Take stock out of what may be promised; where promises stood on it, the newest yield.

    More may be in doubt than the books hold (a late hand took it): then nothing there can be promised.
    """
    assert quantity > 0
    lock(act.tx, act.warehouse_id)
    key = Key(place, item, lot, serial)
    made = add(act, kind, key, quantity, holder_kind, holder_id, reason)
    return Put(made, yield_on(act, key))


def add(
    act: Act,
    kind: Kind,
    key: Key,
    quantity: int,
    holder_kind: str,
    holder_id: int,
    reason: str = "",
    lease_device: str = "",
    lease_until: int = 0,
    state: str = "active",
) -> int:
    """Write a hold's row; only this package does, after it has looked at what is free. Returns the id."""
    made: int = act.tx.value(
        ADD,
        warehouse_id=act.warehouse_id,
        kind=kind,
        place_id=key.place,
        item_id=key.item,
        lot_id=key.lot,
        serial_id=key.serial,
        quantity=quantity,
        holder_kind=holder_kind,
        holder_id=holder_id,
        reason=reason,
        state=state,
        lease_device=lease_device,
        lease_until=lease_until,
        created_at=act.at,
        ended_at=0 if state == "active" else act.at,
    )
    return made


def end(act: Act, hold_id: int, quantity: int | None = None, state: Ended = "released") -> int:
    """End a hold, or so much of it; returns the quantity that ended.

    Raises Refusal `ledger.nothing_reserved` when nothing, or less than that, is held.
    """
    lock(act.tx, act.warehouse_id)
    row = act.tx.one(BY_ID, w=act.warehouse_id, id=hold_id)
    standing = None if row is None else Held(*row)
    if standing is None or standing.state != "active" or (quantity is not None and quantity > standing.quantity):
        raise Refusal("ledger.nothing_reserved", hold=hold_id)
    cut(act, standing, standing.quantity if quantity is None else quantity, state)
    return standing.quantity if quantity is None else quantity


def cut(act: Act, standing: Held, quantity: int, state: Ended) -> None:
    """End so much of a hold; the part that ended keeps a row of its own, so that nothing promised vanishes."""
    assert 0 < quantity <= standing.quantity
    if quantity == standing.quantity:
        changed = act.tx.run(END, of_id=standing.id, whole=quantity, ended=state, at=act.at)
    else:
        changed = act.tx.run(SHRINK, of_id=standing.id, part=quantity)
        kind: Any = standing.kind
        add(
            act,
            kind,
            standing.key,
            quantity,
            standing.holder_kind,
            standing.holder_id,
            f"hold:{standing.id}",
            state=state,
        )
    assert changed == 1, "a hold changed under the lock of its warehouse"


def lease(act: Act, hold_ids: Iterable[int], device_id: str, until: int) -> None:
    """Lend reservations to a device until a time: within it, what the device picks offline posts."""
    for hold_id in hold_ids:
        act.tx.run(LEASE, of_id=hold_id, device=device_id, until=until)


def yield_on(act: Act, key: Key) -> list[Yielded]:
    """After stock shrank or doubt grew: let the newest promises on it go until the rest can be kept (I7)."""
    tx, w = act.tx, act.warehouse_id
    on_hand, _, on_key, on_warehouse = tx.one(STANDING, w=w, **key._asdict()) or (0, 0, 0, 0)
    gone: list[Yielded] = []
    excess = int(on_key or 0) - int(on_hand or 0)
    if key.place and excess > 0:
        gone += _give_way(act, excess, [Held(*row) for row in tx.all(ON_KEY, w=w, **key._asdict())])
    if on_warehouse:
        excess = int(tx.value(ITEM_HELD, w=w, item=key.item)) - int(tx.value(ITEM_ON_HAND, w=w, item=key.item))
        gone += _give_way(act, excess, [Held(*row) for row in tx.all(UNALLOCATED, w=w, item=key.item)])
    return gone


def _give_way(act: Act, excess: int, standing: Sequence[Held]) -> list[Yielded]:
    gone = []
    for promise in reversed(standing):
        if excess <= 0:
            break
        if promise.kind == "reserved":
            part = min(excess, promise.quantity)
            cut(act, promise, part, "yielded")
            gone.append(Yielded(promise.id, promise.holder_kind, promise.holder_id, promise.item, part))
            excess -= part
    return gone
