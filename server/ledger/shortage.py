"""Why there is not enough, in the order of asking: unit mix-up, concurrent work, unposted receipt."""

from sqlalchemy import bindparam, func, or_, select

from server.catalog import tables as catalog
from server.catalog.item import item
from server.catalog.place import place
from server.catalog.unit import Entered
from server.kernel.clock import MINUTE
from server.kernel.refusal import Fact, Refusal
from server.ledger import tables
from server.ledger.move import Key
from server.people.tables import user
from server.store.transaction import Act, Sql

LATELY = 15 * MINUTE  # Work on one bin by two people meets within minutes; older withdrawals are no surprise.

_m, _h, _b, _p = tables.move, tables.movement, tables.balance, catalog.place
TAKEN_LATELY = Sql(
    select(func.sum(_m.c.quantity), func.max(_m.c.seq))
    .select_from(_m.join(_h, (_h.c.warehouse_id == _m.c.warehouse_id) & (_h.c.seq == _m.c.seq)))
    .where(
        _m.c.warehouse_id == bindparam("w"),
        _m.c.from_place == bindparam("place"),
        _m.c.item_id == bindparam("item"),
        _m.c.lot_id == bindparam("lot"),
        _m.c.serial_id == bindparam("serial"),
        _h.c.posted_at >= bindparam("since"),
        _h.c.command_id != bindparam("command_id"),
    )
)
WHO = Sql(
    select(user.c.name)
    .select_from(_h.join(user, user.c.id == _h.c.user_id))
    .where(_h.c.warehouse_id == bindparam("w"), _h.c.seq == bindparam("seq"))
)
ON_THE_WAY = Sql(
    select(func.coalesce(func.sum(_b.c.quantity), 0))
    .select_from(_b.join(_p, _p.c.id == _b.c.place_id))
    .where(
        _b.c.warehouse_id == bindparam("w"),
        _b.c.item_id == bindparam("item"),
        _b.c.place_id != bindparam("place"),
        _b.c.quantity > 0,
        or_(_p.c.kind == "dock", _p.c.kind == "transit"),
    )
)


def not_enough(act: Act, key: Key, on_hand: int, wanted: int, available: int, entered: Entered | None) -> Refusal:
    """The refusal `ledger.not_enough`.

    Facts: place, item (codes), on_hand, available, wanted (10^-digits), digits, unit, and cause: `unit` (with
    entered_unit; the number would fit in base units), `concurrent` (with by, who took last, or "" where it is only
    promised), `receipt` (with waiting, what stands on docks or on the way), "" when nothing tells.
    """
    tx, w = act.tx, act.warehouse_id
    goods = item(tx, key.item)
    facts: dict[str, Fact] = {
        "place": place(tx, key.place).code,
        "item": goods.code,
        "on_hand": on_hand,
        "available": available,
        "wanted": wanted,
        "digits": goods.digits,
        "unit": goods.base_unit,
    }
    if entered is not None and entered.numerator > entered.denominator:
        typed = wanted * entered.denominator // entered.numerator
        if typed <= available:
            return Refusal("ledger.not_enough", cause="unit", entered_unit=entered.unit, **facts)
    taken, latest = tx.one(TAKEN_LATELY, w=w, **key._asdict(), since=act.at - LATELY, command_id=act.command_id) or (
        0,
        0,
    )
    if wanted <= on_hand or (taken and on_hand + taken >= wanted):
        by = tx.value(WHO, w=w, seq=latest) if taken else ""
        return Refusal("ledger.not_enough", cause="concurrent", by=by or "", **facts)
    waiting = int(tx.value(ON_THE_WAY, w=w, item=key.item, place=key.place))
    if waiting:
        return Refusal("ledger.not_enough", cause="receipt", waiting=waiting, **facts)
    return Refusal("ledger.not_enough", cause="", **facts)
