"""Lots and serials: which batch an item is of, when it expires, and which single piece it is."""

from datetime import date, timedelta

from msgspec import Struct
from sqlalchemy import bindparam, insert, select

from server.catalog import tables
from server.catalog.item import item
from server.kernel.refusal import Refusal
from server.store.transaction import Reader, Sql, Tx

_l, _s = tables.lot, tables.serial
BY_CODE = Sql(
    select(_l.c.id, _l.c.item_id, _l.c.code, _l.c.made_on, _l.c.expires_on).where(
        _l.c.item_id == bindparam("item_id"), _l.c.code == bindparam("code")
    )
)
BY_ID = Sql(select(_l.c.id, _l.c.item_id, _l.c.code, _l.c.made_on, _l.c.expires_on).where(_l.c.id == bindparam("id")))
OF_ITEM = Sql(
    select(_l.c.id, _l.c.item_id, _l.c.code, _l.c.made_on, _l.c.expires_on)
    .where(_l.c.item_id == bindparam("item_id"))
    .order_by(_l.c.id.desc())
    .limit(bindparam("most"))
)
ADD = Sql(
    insert(_l)
    .values({name: bindparam(name) for name in ("item_id", "code", "made_on", "expires_on", "created_at")})
    .returning(_l.c.id)
)
SERIAL = Sql(select(_s.c.id).where(_s.c.item_id == bindparam("item_id"), _s.c.code == bindparam("code")))
ADD_SERIAL = Sql(insert(_s).values({name: bindparam(name) for name in ("item_id", "code")}).returning(_s.c.id))


class Lot(Struct, frozen=True):
    """A lot. made_on, expires_on: ISO days or ""."""

    id: int
    item_id: int
    code: str
    made_on: str
    expires_on: str


def lot(reader: Reader, lot_id: int) -> Lot:
    """The lot, or Refusal `catalog.no_lot`."""
    row = reader.one(BY_ID, id=lot_id)
    if row is None:
        raise Refusal("catalog.no_lot", lot=lot_id)
    return Lot(*row)


def lots(reader: Reader, item_id: int, most: int) -> list[Lot]:
    """The item's newest lots."""
    return [Lot(*row) for row in reader.all(OF_ITEM, item_id=item_id, most=most)]


def lot_by_code(reader: Reader, item_id: int, code: str) -> Lot | None:
    """The item's lot of that code, if there is one."""
    row = reader.one(BY_CODE, item_id=item_id, code=code)
    return None if row is None else Lot(*row)


def add_lot(tx: Tx, item_id: int, code: str, at: int, made_on: str = "", expires_on: str = "") -> int:
    """Make a lot; an item with a shelf life gives it its last day. Returns the id.

    Raises Refusal `catalog.code_taken`, `catalog.bad_day`, `catalog.expires_before_made`.
    """
    goods = item(tx, item_id)
    if lot_by_code(tx, item_id, code) is not None:
        raise Refusal("catalog.code_taken", taken=code)
    made, expires = _day(made_on), _day(expires_on)
    if made is not None and expires is None and goods.shelf_life_days:
        expires = made + timedelta(days=goods.shelf_life_days)
    if made is not None and expires is not None and expires < made:
        raise Refusal("catalog.expires_before_made", lot=code, made_on=made_on, expires_on=expires_on)
    added: int = tx.value(
        ADD,
        item_id=item_id,
        code=code,
        made_on=made_on,
        expires_on=expires.isoformat() if expires else "",
        created_at=at,
    )
    return added


def serial(tx: Tx, item_id: int, code: str) -> int:
    """The id of an item's serial, made when it is new."""
    known: int | None = tx.value(SERIAL, item_id=item_id, code=code)
    if known is None:
        known = int(tx.value(ADD_SERIAL, item_id=item_id, code=code))
    return known


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("catalog.bad_day", day=text) from None
