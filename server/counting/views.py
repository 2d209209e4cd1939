"""What was counted, and what the books said at that very moment."""

from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import and_, bindparam, case, column, func, or_, select
from sqlalchemy import table as outside

from server.catalog import tables as catalog
from server.counting import tables
from server.counting.rules import span, too_close
from server.kernel.refusal import Refusal
from server.ledger import tables as ledger
from server.people.tables import user
from server.people.views import NotDrained, not_drained_since
from server.store.transaction import Reader, Sql

LIST_MAX = 200
NEVER = 2**62  # No device has said so late that it is empty.

_r, _b, _m, _v = tables.count_result, ledger.balance, ledger.movement, ledger.move
# Held commands lie above (server/commands owns the table); what their hands took is only read here.
_card = outside(
    "card",
    *(column(name) for name in ("warehouse_id", "state", "place_id", "item_id", "lot_id", "quantity", "effective_at")),
)
_command = outside("command", column("id"), column("device_id"))
_any_lot = bindparam("lot") == 0
NOW = Sql(
    select(func.coalesce(func.sum(_b.c.quantity), 0)).where(
        _b.c.warehouse_id == bindparam("w"),
        _b.c.place_id == bindparam("place"),
        _b.c.item_id == bindparam("item"),
        or_(_any_lot, _b.c.lot_id == bindparam("lot")),
    )
)
_in_and_out = case((_v.c.to_place == bindparam("place"), _v.c.quantity), else_=-_v.c.quantity)
_here = (
    _v.c.warehouse_id == bindparam("w"),
    _v.c.item_id == bindparam("item"),
    or_(_v.c.from_place == bindparam("place"), _v.c.to_place == bindparam("place")),
    or_(_any_lot, _v.c.lot_id == bindparam("lot")),
)
_moved = _v.join(_m, and_(_m.c.warehouse_id == _v.c.warehouse_id, _m.c.seq == _v.c.seq))
SINCE = Sql(
    select(func.coalesce(func.sum(_in_and_out), 0))
    .select_from(_moved)
    .where(*_here, _m.c.effective_at > bindparam("at"))
)
NEAR = Sql(
    select(_m.c.effective_at, _m.c.uncertainty_us)
    .select_from(_moved)
    .where(
        *_here,
        _m.c.device_id != bindparam("device"),
        # Late movements of a device whose clock was set may be unsure by hours: they count wherever they may have been.
        _m.c.effective_at + _m.c.uncertainty_us >= bindparam("low"),
        _m.c.effective_at - _m.c.uncertainty_us <= bindparam("high"),
    )
)
HELD_BEFORE = Sql(
    select(func.coalesce(func.sum(_card.c.quantity), 0)).where(
        _card.c.warehouse_id == bindparam("w"),
        _card.c.state == "open",
        _card.c.place_id == bindparam("place"),
        _card.c.item_id == bindparam("item"),
        or_(_any_lot, _card.c.lot_id == bindparam("lot")),
        _card.c.effective_at <= bindparam("at"),
    )
)


class Result(NamedTuple):
    """A count as it was submitted."""

    id: int
    warehouse_id: int
    task_id: int
    line_id: int
    place_id: int
    item_id: int
    lot_id: int
    counted: int
    book: int
    variance: int
    state: str
    user_id: int
    effective_at: int
    uncertainty_us: int
    clocks_close: bool
    reason: str
    command_id: str
    movement_seq: int
    reviewed_by: int
    created_at: int
    started_at: int


class ShownResult(Struct):
    """A count for the review list, in words.

    blocked_by: the devices that may still hold something of before it: it is posted without them only by overruling.
    """

    id: int
    task_id: int
    place_id: int
    place: str
    item_id: int
    item_code: str
    item_name: str
    unit: str
    digits: int
    lot_id: int
    lot: str
    counted: int
    book: int
    variance: int
    state: str
    too_close: bool
    user_id: int
    counted_by: str
    effective_at: int
    uncertainty_us: int
    reason: str
    movement_seq: int
    reviewed_by: int
    created_at: int
    started_at: int
    overrule: str
    blocked_by: list[str] = []


BY_ID = Sql(select(*(_r.c[name] for name in Result._fields)).where(_r.c.id == bindparam("id")))
DEVICE = Sql(select(_command.c.device_id).where(_command.c.id == bindparam("id")))
_p, _i, _l = catalog.place, catalog.item, catalog.lot
LIST = Sql(
    select(
        _r.c.id, _r.c.task_id, _r.c.place_id, _p.c.code, _r.c.item_id, _i.c.code, _i.c.name, _i.c.base_unit,
        _i.c.digits,
        _r.c.lot_id, func.coalesce(_l.c.code, ""), _r.c.counted, _r.c.book, _r.c.variance, _r.c.state,
        _r.c.clocks_close,
        _r.c.user_id, func.coalesce(user.c.name, ""), _r.c.effective_at, _r.c.uncertainty_us, _r.c.reason,
        _r.c.movement_seq, _r.c.reviewed_by, _r.c.created_at, _r.c.started_at, _r.c.overrule,
        func.coalesce(_command.c.device_id, ""),
    )
    .select_from(
        _r.join(_p, _p.c.id == _r.c.place_id)
        .join(_i, _i.c.id == _r.c.item_id)
        .outerjoin(_l, _l.c.id == _r.c.lot_id)
        .outerjoin(user, user.c.id == _r.c.user_id)
        .outerjoin(_command, _command.c.id == _r.c.command_id)
    )
    .where(_r.c.warehouse_id == bindparam("w"), _r.c.state == bindparam("state"))
    .order_by(_r.c.id.desc())
    .limit(bindparam("most"))
)  # fmt: skip


def book_at(reader: Reader, warehouse_id: int, place: int, item: int, lot: int, at: int) -> int:
    """What the books say lay there at a moment, with all that has arrived by now about it, late and offline too.

    What hands have taken beyond the books by then is counted as gone: it lies on cards and is not posted yet.
    lot 0: all lots of the item.
    """
    key = {"w": warehouse_id, "place": place, "item": item, "lot": lot}
    now = int(reader.value(NOW, **key))
    since = int(reader.value(SINCE, at=at, **key))
    return now - since - int(reader.value(HELD_BEFORE, at=at, **key))


def clocks_close(
    reader: Reader, warehouse_id: int, place: int, item: int, lot: int, at: int, uncertainty_us: int, device: str
) -> bool:
    """Whether another device moved goods there so near in time that the clocks cannot tell the order."""
    near = reader.all(
        NEAR, w=warehouse_id, place=place, item=item, lot=lot, device=device, low=at - uncertainty_us,
        high=at + uncertainty_us,
    )  # fmt: skip
    return any(too_close(moved, unsure, at, uncertainty_us) for moved, unsure in near)


def result(reader: Reader, result_id: int) -> Result:
    """The count, or Refusal `counting.no_result`."""
    row = reader.one(BY_ID, id=result_id)
    if row is None:
        raise Refusal("counting.no_result", result=result_id)
    return Result(*row)


def waited_for(reader: Reader, of: Result, but_not: str) -> list[NotDrained]:
    """The devices that may still hold what happened before a count (I5).

    but_not: the device that asks. Its stream has no gap up to its question, nor has that of the device that counted up
    to the count: what they have made before is here.
    """
    known = reader.value(DEVICE, id=of.command_id) or ""
    silent = not_drained_since(reader, of.warehouse_id, of.effective_at + of.uncertainty_us)
    return _since(silent, of, known, but_not)


def _since(silent: list[NotDrained], of: "Result | ShownResult", *known: str) -> list[NotDrained]:
    moment = of.effective_at + of.uncertainty_us
    return [
        one
        for one in silent
        if one.alarm or (one.id not in known and (one.head < one.newest or one.drained_at < moment))
    ]


def named(device: NotDrained) -> str:
    """A device and who had it last, as people call it."""
    return f"{device.name} ({device.user})" if device.user else device.name


def in_state(reader: Reader, warehouse_id: int, state: str, but_not: str = "") -> list[ShownResult]:
    """Counts in a state, newest first; for those in review the books as they are known now.

    but_not: the device that asks, which may post them by itself.
    """
    found = []
    silent = not_drained_since(reader, warehouse_id, NEVER) if state == "in_review" else []
    for row in reader.all(LIST, w=warehouse_id, state=state, most=LIST_MAX):
        shown = ShownResult(*row[:-1])
        shown.too_close = bool(shown.too_close)
        if shown.state == "in_review":
            at = (warehouse_id, shown.place_id, shown.item_id, shown.lot_id, shown.effective_at)
            shown.book = book_at(reader, *at)
            shown.variance = shown.counted - shown.book
            middle, reach = span(shown.started_at, shown.effective_at, shown.uncertainty_us)
            shown.too_close = clocks_close(reader, *at[:-1], middle, reach, device=row[-1])
            shown.blocked_by = [named(one) for one in _since(silent, shown, row[-1], but_not)]
        found.append(shown)
    return found
