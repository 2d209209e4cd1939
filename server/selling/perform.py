"""Sales orders change: drafted, submitted, approved, held, cancelled; and what the floor's stories write into them."""

from typing import Any

import msgspec
from sqlalchemy import bindparam, insert, select, update

from server.catalog import tables as catalog
from server.catalog.item import item
from server.catalog.number import day, next_number
from server.kernel.outcome import Outcome, accepted
from server.kernel.refusal import Refusal
from server.ledger.reservation import release_all
from server.selling import rules, tables, views
from server.selling.commands import Approve, Cancel, Draft, HoldOrder, Resume, Submit
from server.selling.views import Order
from server.store.transaction import Act, Sql, Tx
from server.tasks import perform as tasks

DOCUMENT = "sales_order"

_o, _l = tables.sales_order, tables.sales_order_line
_NEW = (
    "warehouse_id", "number", "source", "source_number", "party_id", "party_name", "state", "whole", "priority",
    "ordered_at", "due_at", "lines", "created_at", "changed_at",
)  # fmt: skip
ADD = Sql(insert(_o).values({name: bindparam(name) for name in _NEW}).returning(_o.c.id))
_NEW_LINE = ("order_id", "position", "item_id", "quantity", "unit", "price")
ADD_LINE = Sql(insert(_l).values({name: bindparam(name) for name in _NEW_LINE}))
PARTY = Sql(select(catalog.party.c.name).where(catalog.party.c.id == bindparam("id"), catalog.party.c.active))
_stays = (
    update(_o)
    .where(_o.c.id == bindparam("of"), _o.c.state == bindparam("was"))
    .values(
        short=bindparam("is_short"), on_hold=bindparam("held"), hold_reason=bindparam("why"),
        lines_done=bindparam("finished"), picker_id=bindparam("picker"), checker_id=bindparam("checker"),
        changed_at=bindparam("at"), shipped_at=bindparam("left_at"),
    )
)  # fmt: skip
# Most changes leave the state, and so the index over states, alone.
STAY = Sql(_stays)
MOVE = Sql(_stays.values(state=bindparam("now_is")))
PUT_LINE = Sql(
    update(_l)
    .where(_l.c.id == bindparam("of"))
    .values(
        reserved=_l.c.reserved + bindparam("more_reserved"), picked=_l.c.picked + bindparam("more_picked"),
        checked=_l.c.checked + bindparam("more_checked"), shipped=_l.c.shipped + bindparam("more_shipped"),
        short=_l.c.short + bindparam("more_short"),
    )
)  # fmt: skip


def _count(database_insert: Any) -> Any:
    made = database_insert(tables.order_count).values(
        warehouse_id=bindparam("w"), state=bindparam("state"), day=bindparam("day"), count=bindparam("by")
    )
    return made.on_conflict_do_update(
        index_elements=["warehouse_id", "state", "day"],
        set_={"count": tables.order_count.c.count + made.excluded.count},
    )


COUNT = Sql(_count)


def count(tx: Tx, warehouse_id: int, state: str, by: int, at: int = 0) -> None:
    """Keep the rollup that the board reads; shipped orders count by their day on the warehouse's wall clock."""
    its_day = day(tx, warehouse_id, at) if state == "shipped" else ""
    tx.run(COUNT, w=warehouse_id, state=state, day=its_day, by=by)


def add(
    act: Act,
    number: str,
    state: str,
    lines: list[tuple[int, int, str, int]],
    *,
    party_id: int = 0,
    party_name: str = "",
    ordered_at: int = 0,
    due_at: int = 0,
    whole: bool = False,
    priority: int = 0,
    source: str = "",
    source_number: str = "",
) -> int:
    """Write a new order with lines (item, quantity, unit, price), count it and tell of it; returns its id."""
    if act.tx.one(views.BY_NUMBER, number=number) is not None:
        raise Refusal("selling.number_taken", number=number)
    made: int = act.tx.value(
        ADD,
        warehouse_id=act.warehouse_id,
        number=number,
        source=source,
        source_number=source_number,
        party_id=party_id,
        party_name=party_name,
        state=state,
        whole=whole,
        priority=priority,
        ordered_at=ordered_at or act.effective_at,
        due_at=due_at,
        lines=len(lines),
        created_at=act.at,
        changed_at=act.at,
    )
    act.tx.many(
        ADD_LINE,
        [
            {"order_id": made, "position": at, "item_id": goods, "quantity": quantity, "unit": unit, "price": price}
            for at, (goods, quantity, unit, price) in enumerate(lines, 1)
        ],
    )
    count(act.tx, act.warehouse_id, state, 1)
    tell(act, views.order(act.tx, made), "")
    return made


def draft(act: Act, do: Draft) -> Outcome:
    """→ draft."""
    party = ""
    if do.party:
        party = act.tx.value(PARTY, id=do.party) or ""
        if not party:
            raise Refusal("selling.no_party", party=do.party)
    for one in do.lines:
        if not item(act.tx, one.item).active:
            raise Refusal("selling.item_ended", item=item(act.tx, one.item).code)
    number = do.number or next_number(act.tx, DOCUMENT, act.at, act.warehouse_id)
    lines = [(one.item, one.quantity, one.unit, one.price) for one in do.lines]
    made = add(
        act, number, "draft", lines, party_id=do.party, party_name=party, ordered_at=do.ordered_at, due_at=do.due_at,
        whole=do.whole, priority=do.priority,
    )  # fmt: skip
    return accepted(order=made, number=number)


def submit(act: Act, do: Submit) -> Outcome:
    """draft → submitted."""
    move(act, load(act, do.order), "submit")
    return accepted(order=do.order)


def approve(act: Act, do: Approve) -> Outcome:
    """submitted → approved, within the approver's amount."""
    order = load(act, do.order)
    total = sum(
        one.quantity * one.price // 10 ** item(act.tx, one.item_id).digits for one in views.lines(act.tx, order.id)
    )
    if not act.may("selling.approve", total):
        raise Refusal("selling.amount_over_limit", order=order.number, amount=total)
    move(act, order, "approve")
    return accepted(order=do.order)


def hold(act: Act, do: HoldOrder) -> Outcome:
    """On hold, with a reason everybody sees."""
    order = load(act, do.order)
    if order.state not in (*rules.OPEN, "draft"):
        raise Refusal("selling.not_now", order=order.number, state=order.state)
    move(act, order, "", on_hold=True, hold_reason=do.reason)
    return accepted(order=do.order)


def resume(act: Act, do: Resume) -> Outcome:
    """No longer on hold."""
    order = load(act, do.order)
    if not order.on_hold:
        raise Refusal("selling.not_on_hold", order=order.number)
    move(act, order, "", on_hold=False, hold_reason="")
    return accepted(order=do.order)


def cancel(act: Act, do: Cancel) -> Outcome:
    """→ cancelled: what is reserved is free again, its tasks leave the floor; refused once something is picked."""
    order = load(act, do.order)
    lines = views.lines(act.tx, order.id)
    if any(one.picked for one in lines):
        raise Refusal("selling.picked_already", order=order.number)
    rules.next_state(order.state, "cancel", order.number)
    for task in tasks.of_document(act, DOCUMENT, order.id):
        tasks.cancel(act, task.id)
    for one in lines:
        freed = release_all(act, "order_line", one.id)
        if freed:
            put_line(act, one.id, reserved=-freed)
    move(act, order, "cancel", hold_reason=do.reason)
    return accepted(order=do.order)


def load(act: Act, order_id: int) -> Order:
    """The order, if it is of this warehouse."""
    order = views.order(act.tx, order_id)
    if order.warehouse_id != act.warehouse_id:
        raise Refusal("selling.no_order", order=order_id)
    return order


def put_line(
    act: Act, line_id: int, *, reserved: int = 0, picked: int = 0, checked: int = 0, shipped: int = 0, short: int = 0
) -> None:
    """Add to what has become of an order line."""
    act.tx.run(
        PUT_LINE, of=line_id, more_reserved=reserved, more_picked=picked, more_checked=checked, more_shipped=shipped,
        more_short=short,
    )  # fmt: skip


def move(act: Act, order: Order, what: str, **changed: Any) -> Order:
    """Put an order into its next state, keep the rollup, tell boards; `what` "" changes only its other facts."""
    after = rules.next_state(order.state, what, order.number, order.on_hold) if what else order.state
    now = order._replace(state=after, changed_at=act.at, **changed)
    if after == "shipped":
        now = now._replace(shipped_at=act.effective_at)
    moved = act.tx.run(
        STAY if after == order.state else MOVE,
        of=order.id, was=order.state, now_is=after, is_short=now.short, held=now.on_hold, why=now.hold_reason,
        finished=now.lines_done, picker=now.picker_id, checker=now.checker_id, at=act.at, left_at=now.shipped_at,
    )  # fmt: skip
    assert moved == 1, "an order changed while it was being moved"
    if after != order.state:
        count(act.tx, act.warehouse_id, order.state, -1, order.shipped_at)
        count(act.tx, act.warehouse_id, after, 1, now.shipped_at)
    tell(act, now, order.state)
    return now


def tell(act: Act, order: Order, was: str) -> None:
    """Tell boards how an order stands now."""
    act.tell("order.changed", "orders", "board", was=was, **msgspec.to_builtins(views.shown(order)))
