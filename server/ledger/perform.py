"""Performs the `ledger.…` commands: corrections, freezing, taking back, and the rules of removal."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, insert

from server.catalog.item import item
from server.catalog.place import place, virtual
from server.kernel.outcome import ACCEPTED, Outcome, accepted
from server.kernel.refusal import Refusal
from server.ledger import commands as ask
from server.ledger import hold, reversal, tables
from server.ledger.balance import standing
from server.ledger.move import Key, Move, Yielded
from server.ledger.post import post
from server.ledger.removal import orders
from server.store.transaction import Act, Sql

_r = tables.removal_rule
CLEAR_RULES = Sql(delete(_r).where(_r.c.warehouse_id == bindparam("w"), _r.c.item_kind == bindparam("kind")))
_RULE = ("warehouse_id", "item_kind", "position", "zone_id", "take", "sort", "only_over")
ADD_RULE = Sql(insert(_r).values({name: bindparam(name) for name in _RULE}))


def adjust(act: Act, do: ask.Adjust) -> Outcome:
    """Post a correction against count variance; what is promised or in doubt cannot be corrected away."""
    if do.quantity == 0:
        raise Refusal("ledger.nothing_to_adjust", item=item(act.tx, do.item).code)
    outside = virtual(act.tx, act.warehouse_id, "variance")
    if do.quantity > 0:
        move = Move(do.item, outside, do.place, do.quantity, do.lot, do.serial, amount=do.cost)
    else:
        move = Move(do.item, do.place, outside, -do.quantity, do.lot, do.serial)
    posted = post(act, "adjust", [move])
    act.tell("stock.changed", "stock", seq=posted.seq, item=do.item, place=do.place)
    return accepted(movement=posted.seq)


def freeze(act: Act, do: ask.Freeze) -> Outcome:
    """Freeze stock that is there and neither frozen nor in doubt already."""
    hold.lock(act.tx, act.warehouse_id)
    where = place(act.tx, do.place)
    if where.warehouse_id != act.warehouse_id or not where.real:
        raise Refusal("catalog.no_place", place=do.place)
    goods = item(act.tx, do.item)
    now = standing(act.tx, act.warehouse_id, Key(do.place, do.item, do.lot, do.serial))
    if do.quantity > now.on_hand - now.frozen - now.in_doubt:
        raise Refusal(
            "ledger.not_free",
            item=goods.code,
            wanted=do.quantity,
            available=now.on_hand - now.frozen - now.in_doubt,
            digits=goods.digits,
            unit=goods.base_unit,
        )
    made = hold.put(
        act,
        "frozen",
        do.place,
        do.item,
        do.quantity,
        lot=do.lot,
        serial=do.serial,
        holder_kind="user",
        holder_id=act.user_id,
        reason=do.reason,
    )
    tell_yielded(act, made.yielded)
    act.tell("stock.changed", "stock", item=do.item, place=do.place)
    return accepted(hold=made.hold_id)


def unfreeze(act: Act, do: ask.Unfreeze) -> Outcome:
    """Frozen stock may be used again."""
    standing_hold = hold.held(act.tx, act.warehouse_id, do.hold)
    if standing_hold.kind != "frozen":
        raise Refusal("ledger.no_hold", hold=do.hold)
    hold.end(act, do.hold)
    act.tell("stock.changed", "stock", item=standing_hold.item, place=standing_hold.place)
    return ACCEPTED


def reverse(act: Act, do: ask.Reverse) -> Outcome:
    """Take a movement back by another one that names it."""
    posted = reversal.reverse(act, do.seq)
    tell_yielded(act, posted.yielded)
    act.tell("stock.changed", "stock", seq=posted.seq, reverses=do.seq)
    return accepted(movement=posted.seq)


def set_removal_rules(act: Act, do: ask.SetRemovalRules) -> Outcome:
    """Which stock a pick takes from now on."""
    act.tx.run(CLEAR_RULES, w=act.warehouse_id, kind=do.item_kind)
    for position, rule in enumerate(do.rules, 1):
        act.tx.run(
            ADD_RULE,
            warehouse_id=act.warehouse_id,
            item_kind=do.item_kind,
            position=position,
            zone_id=rule.zone,
            take=rule.take,
            sort=" ".join(orders(rule.sort)),
            only_over=rule.only_over,
        )
    return ACCEPTED


def tell_yielded(act: Act, yielded: Iterable[Yielded]) -> None:
    """Tell boards whose promises gave way; one event for each, as the commands' cards do."""
    for one in yielded:
        act.tell(
            "hold.yielded",
            "board",
            "orders",
            hold_id=one.hold_id,
            holder_kind=one.holder_kind,
            holder_id=one.holder_id,
            item=one.item,
            quantity=one.quantity,
        )
