"""When stock shrinks, promises give way: the order looks for other bins, and is short where there are none."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TypeVar

import msgspec

from server.kernel.outcome import Outcome
from server.ledger.move import Yielded
from server.ledger.reservation import reserve
from server.selling import perform as selling
from server.selling import views as orders
from server.selling.views import Order
from server.store.transaction import Act
from server.tasks import perform as tasks
from server.tasks import views
from server.tasks.perform import NewLine
from server.tasks.views import TaskRow

Asked = TypeVar("Asked")


def gave_way(act: Act, yielded: Iterable[Yielded]) -> None:
    """Tell each order whose promise is gone, and look elsewhere for the goods."""
    for lost in yielded:
        if lost.holder_kind != "order_line":
            continue
        selling.put_line(act, lost.holder_id, reserved=-lost.quantity)
        waiting = tasks.open_line_on_hold(act, lost.hold_id)
        if waiting is None:
            missing = again(act, None, lost.holder_id, lost.item, lost.quantity, 0, 0)
        else:
            task, line = waiting
            # First the new lines, then the old one: a task whose last line is cancelled would be over.
            missing = again(act, task, lost.holder_id, lost.item, lost.quantity, line.from_place, line.lot_id)
            if tasks.lessen_line(act, views.task(act.tx, task.id), line, lost.quantity):
                short(act, lost.holder_id, missing)
                close_order(act, task.document_id)
                continue
        short(act, lost.holder_id, missing)


def kept(perform: Callable[[Act, Asked], Outcome]) -> Callable[[Act, Asked], Outcome]:
    """A performer of the ledger, after which promises that gave way look for other goods.

    The ledger knows holds and no orders; it says in `hold.yielded` what gave way, and the orders are looked after here.
    """

    @wraps(perform)
    def performed(act: Act, do: Asked) -> Outcome:
        before = len(act.told)
        outcome = perform(act, do)
        lost = [msgspec.convert(dict(one.body), Yielded) for one in act.told[before:] if one.kind == "hold.yielded"]
        gave_way(act, lost)
        return outcome

    return performed


def again(act: Act, task: TaskRow | None, order_line: int, item: int, quantity: int, but_not: int, lot: int) -> int:
    """Reserve goods for an order line in other bins, and send the picker there; how much could not be had."""
    found = reserve(
        act, item, quantity, "order_line", order_line, but_not=[but_not] if but_not else [],
        lease_device=task.device_id if task else "", lease_until=task.lease_until if task else 0,
    )  # fmt: skip
    for one in found.holds:
        selling.put_line(act, order_line, reserved=one.quantity)
        if task is not None:
            new = NewLine(
                item,
                one.quantity,
                one.place,
                0,
                one.lot,
                one.serial,
                order_line=order_line,
                hold=one.id,
                reason="instead",
            )
            tasks.add_line(act, task, new)
    return found.short


def short(act: Act, order_line: int, quantity: int) -> None:
    """So much of an order line cannot be had now; the board says so."""
    if not quantity:
        return
    selling.put_line(act, order_line, short=quantity)
    line = orders.line(act.tx, order_line)
    assert line is not None
    order = orders.order(act.tx, line.order_id)
    if not order.short:
        selling.move(act, order, "", short=True)
    act.tell(
        "exception.raised", "board", "orders",
        kind="short", order=order.id, number=order.number, line=order_line, item=line.item_id, quantity=quantity,
    )  # fmt: skip


def not_brought(act: Act, task_id: int, line_id: int, command_id: str, quantity: int) -> None:
    """What a held pick had taken is back in its bin: the order that counted on it lacks it."""
    line = views.line(act.tx, task_id, line_id)
    if line.command_id == command_id and line.order_line_id:
        short(act, line.order_line_id, quantity)


def close_order(act: Act, order_id: int) -> None:
    """When all pick lines of an order are over: it is picked and wants a check, or nothing of it was there."""
    order = orders.order(act.tx, order_id)
    lines = orders.lines(act.tx, order_id)
    waiting = any(
        task.kind == "pick" and task.state in ("open", "leased")
        for task in tasks.of_document(act, selling.DOCUMENT, order_id)
    )
    if waiting or order.state not in ("released", "picking"):
        return
    if not any(line.picked for line in lines):
        selling.move(act, order, "nothing", short=True)
        return
    order = selling.move(act, order, "picked", lines_done=orders.lines_done(act.tx, order_id))
    make_check(act, order)


def make_check(act: Act, order: Order) -> int:
    """A check of all that is picked of an order, for anybody but its pickers; the task's id."""
    lines = [line for line in orders.lines(act.tx, order.id) if line.picked]
    return tasks.make(
        act, "check", [NewLine(line.item_id, line.picked, order_line=line.id) for line in lines],
        title=order.party_name, document_kind=selling.DOCUMENT, document_id=order.id, document=order.number,
        priority=order.priority, due_at=order.due_at,
    )  # fmt: skip
