"""Goods change bins, or come back to the bin they were taken from in vain."""

import msgspec

from server.catalog.item import item
from server.catalog.place import place
from server.kernel.refusal import Fact, Refusal
from server.ledger.balance import on_hand
from server.ledger.move import Key, Move, Yielded
from server.ledger.post import post
from server.relocating.commands import Move as DoMove
from server.relocating.commands import PutBack
from server.store.transaction import Act, Hold
from server.tasks import perform as tasks
from server.tasks import views
from server.tasks.evidence import check, seen
from server.tasks.flow import LineFacts
from server.tasks.steps import OPEN, Emission
from server.tasks.views import TaskRow


def relocate(act: Act, do: DoMove) -> list[Yielded]:
    """Post what the books can follow; the rest is held. Answers whose promises in the old bin gave way."""
    if do.from_place == do.to_place:
        raise Refusal("relocating.same_place", place=place(act.tx, do.from_place).code)
    goods = item(act.tx, do.item)
    from_code, to_code = place(act.tx, do.from_place).code, place(act.tx, do.to_place).code
    if not act.card_id and not act.may("picking.override"):
        evidence = seen(act, None, do.scans)
        means = {(one.kind, one.id) for scan in evidence or () for one in scan.meanings}
        places = {id for kind, id in means if kind in ("bin", "container")}
        if not {do.from_place, do.to_place} <= places or ("item", do.item) not in means:
            raise Refusal("relocating.not_proven", item=goods.code, from_place=from_code, to_place=to_code)
    there = on_hand(act.tx, act.warehouse_id, Key(do.from_place, do.item, do.lot, do.serial))
    certain = min(do.quantity, there)
    rest = do.quantity - certain
    facts: dict[str, Fact] = {
        "item": goods.code, "place": from_code, "taken": do.quantity, "posted": certain, "held": rest,
        "digits": goods.digits, "unit": goods.base_unit,
    }  # fmt: skip
    if not certain:
        raise Hold(
            "relocating.beyond_books", facts, quantity=rest, place_id=do.from_place, item_id=do.item, lot_id=do.lot,
            serial_id=do.serial,
        )  # fmt: skip
    moves = [Move(do.item, do.from_place, do.to_place, certain, do.lot, do.serial)]
    yielded = post(act, "relocate", moves, observed=True).yielded
    if rest:
        left = msgspec.structs.replace(do, quantity=rest)
        act.hold(
            "relocating.beyond_books", facts, rest=left, quantity=rest, place_id=do.from_place, item_id=do.item,
            lot_id=do.lot, serial_id=do.serial,
        )  # fmt: skip
    return yielded


def line_of(act: Act, do: PutBack) -> tuple[TaskRow, LineFacts]:
    """The goods to put back, with the scans that prove it."""
    task = views.task(act.tx, do.task)
    if task.kind != "relocate" or task.warehouse_id != act.warehouse_id:
        raise Refusal("tasks.no_task", task=do.task)
    line = views.line(act.tx, do.task, do.line)
    if line.state in OPEN:
        sent = Emission("relocating.put_back", msgspec.to_builtins(do))
        check(act, task, line, sent, "", "relocating.not_proven")
    return task, line


def put_back(act: Act, do: PutBack, task: TaskRow, line: LineFacts) -> None:
    """Back in the bin: the books follow where they had followed the hand out of it."""
    if line.from_place:
        moves = [Move(line.item_id, line.from_place, do.to_place, do.quantity, line.lot_id, line.serial_id)]
        post(act, "put_back", moves, task.document, observed=True)
    state = "done" if do.quantity == line.quantity else "short"
    tasks.close_line(act, task, line, state, do.quantity)
