"""What the books say is where: on hand per key, and what of it is free. Available is derived here, never stored."""

from msgspec import Struct
from sqlalchemy import and_, bindparam, func, or_, select

from server.catalog.tables import place
from server.ledger import tables
from server.ledger.move import Key
from server.store.transaction import Reader, Sql

_b, _h = tables.balance, tables.hold
KEY = (
    _b.c.warehouse_id == bindparam("w"),
    _b.c.place_id == bindparam("place"),
    _b.c.item_id == bindparam("item"),
    _b.c.lot_id == bindparam("lot"),
    _b.c.serial_id == bindparam("serial"),
)
ON_HAND = Sql(select(_b.c.quantity, _b.c.first_in_at).where(*KEY))
HELD = Sql(
    select(_h.c.kind, func.sum(_h.c.quantity))
    .where(
        _h.c.warehouse_id == bindparam("w"),
        _h.c.item_id == bindparam("item"),
        _h.c.place_id == bindparam("place"),
        _h.c.state == "active",
        _h.c.lot_id == bindparam("lot"),
        _h.c.serial_id == bindparam("serial"),
    )
    .group_by(_h.c.kind)
)
_countable = and_(place.c.real, place.c.pickable, place.c.active)
ITEM_ON_HAND = Sql(
    select(func.coalesce(func.sum(_b.c.quantity), 0))
    .select_from(_b.join(place, place.c.id == _b.c.place_id))
    .where(_b.c.warehouse_id == bindparam("w"), _b.c.item_id == bindparam("item"), _countable)
)
ITEM_HELD = Sql(
    select(func.coalesce(func.sum(_h.c.quantity), 0))
    .select_from(_h.outerjoin(place, place.c.id == _h.c.place_id))
    .where(
        _h.c.warehouse_id == bindparam("w"),
        _h.c.item_id == bindparam("item"),
        _h.c.state == "active",
        or_(_h.c.place_id == 0, _countable),
    )
)


class Standing(Struct, frozen=True):
    """One key's stock: what is there and what of it is spoken for. Quantities in 10^-digits."""

    on_hand: int
    reserved: int
    frozen: int
    in_doubt: int

    @property
    def available(self) -> int:
        """What may still be promised; below zero when more is in doubt than the books hold, never hidden."""
        return self.on_hand - self.reserved - self.frozen - self.in_doubt


def on_hand(reader: Reader, warehouse_id: int, key: Key) -> int:
    """What the books say lies there."""
    return int(reader.value(ON_HAND, w=warehouse_id, **key._asdict()) or 0)


def standing(reader: Reader, warehouse_id: int, key: Key) -> Standing:
    """One key's stock with its holds."""
    held = {kind: int(quantity) for kind, quantity in reader.all(HELD, w=warehouse_id, **key._asdict())}
    return Standing(
        on_hand(reader, warehouse_id, key),
        *(held.get(kind, 0) for kind in ("reserved", "frozen", "in_doubt")),
    )


def available(reader: Reader, warehouse_id: int, item_id: int) -> int:
    """What of an item may still be promised in a warehouse: in all pickable places, less all holds on it."""
    return int(reader.value(ITEM_ON_HAND, w=warehouse_id, item=item_id)) - int(
        reader.value(ITEM_HELD, w=warehouse_id, item=item_id)
    )
