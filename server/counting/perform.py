"""Blind counts: raised, submitted, compared with the books as of their moment, reviewed by somebody else."""

from dataclasses import replace

import msgspec
from sqlalchemy import bindparam, insert, select, update

from server.catalog import tables as catalog
from server.catalog.item import item
from server.catalog.lot import lot as lot_of
from server.catalog.place import place, virtual
from server.counting import rules, tables, views
from server.counting.commands import Approve, Plan, Reject, Submit
from server.counting.views import Result
from server.kernel.outcome import Outcome, accepted
from server.kernel.refusal import Fact, Refusal
from server.ledger import hold
from server.ledger import tables as ledger
from server.ledger.move import Move, Posted
from server.ledger.post import post
from server.store.transaction import Act, Sql
from server.tasks import perform as tasks
from server.tasks import views as task_views
from server.tasks.evidence import check, first_scan
from server.tasks.perform import NewLine
from server.tasks.steps import OPEN, Emission

_r, _h, _b = tables.count_result, ledger.hold, ledger.balance
_NEW = (
    "warehouse_id", "task_id", "line_id", "place_id", "item_id", "lot_id", "counted", "book", "variance", "state",
    "user_id", "started_at", "effective_at", "uncertainty_us", "clocks_close", "command_id", "created_at",
)  # fmt: skip
ADD = Sql(insert(_r).values({name: bindparam(name) for name in _NEW}).returning(_r.c.id))
DECIDE = Sql(
    update(_r)
    .where(_r.c.id == bindparam("of"), _r.c.state == bindparam("was"))
    .values(
        state=bindparam("now_is"), book=bindparam("book_then"), variance=bindparam("differs"), reason=bindparam("why"),
        movement_seq=bindparam("seq"), reviewed_by=bindparam("by"), overrule=bindparam("in_spite"),
    )
)  # fmt: skip
DOUBTS = Sql(
    select(_h.c.id).where(
        _h.c.warehouse_id == bindparam("w"),
        _h.c.item_id == bindparam("item"),
        _h.c.place_id == bindparam("place"),
        _h.c.state == "active",
        _h.c.kind == "in_doubt",
        _h.c.holder_kind == "count",
    )
)
KEYS = Sql(
    select(_b.c.lot_id, _b.c.serial_id, _b.c.quantity).where(
        _b.c.warehouse_id == bindparam("w"),
        _b.c.place_id == bindparam("place"),
        _b.c.item_id == bindparam("item"),
        _b.c.quantity != 0,
    )
)
PROVEN = Sql(
    update(catalog.place)
    .where(catalog.place.c.id == bindparam("of"), catalog.place.c.last_proven_at < bindparam("at"))
    .values(last_proven_at=bindparam("at"))
)
OPEN_RESULT = Sql(
    select(_r.c.id)
    .where(
        _r.c.warehouse_id == bindparam("w"),
        _r.c.state == "in_review",
        _r.c.place_id == bindparam("place"),
        _r.c.item_id == bindparam("item"),
        _r.c.lot_id == bindparam("lot"),
    )
    .limit(1)
)


def raise_count(act: Act, where: int, goods: int, lot: int, why: str, document: str = "", barred_user: int = 0) -> int:
    """Have somebody count there; one open count per place and item is enough. The task's id."""
    open_already = tasks.open_on(act, "count", where, goods, lot)
    if open_already:
        return open_already
    line = NewLine(goods, 0, from_place=where, lot=lot)
    return tasks.make(
        act,
        "count",
        [line],
        title=place(act.tx, where).code,
        document=document,
        priority=1,
        barred_user=barred_user,
        why=why,
    )


def plan(act: Act, do: Plan) -> Outcome:
    """A spot check; what is counted by lots is counted lot by lot, each with its own label."""
    where, goods = place(act.tx, do.place), item(act.tx, do.item)
    if where.warehouse_id != act.warehouse_id or not where.real:
        raise Refusal("counting.no_such_place", place=where.code)
    lots = [do.lot]
    if goods.by_lot and not do.lot:
        rows = act.tx.all(KEYS, w=act.warehouse_id, place=do.place, item=do.item)
        lots = sorted({lot for lot, _, _ in rows})
        if not lots:
            raise Refusal("counting.which_lot", place=where.code, item=goods.code)
    elif do.lot and lot_of(act.tx, do.lot).item_id != do.item:
        raise Refusal("catalog.no_lot", lot=do.lot)
    for lot in lots:
        if tasks.open_on(act, "count", do.place, do.item, lot) or _in_review(act, do.place, do.item, lot):
            raise Refusal("counting.open_already", place=where.code, item=goods.code)
    lines = [NewLine(do.item, 0, from_place=do.place, lot=lot) for lot in lots]
    return accepted(task=tasks.make(act, "count", lines, title=where.code, priority=1, why="counting.planned"))


def submit(act: Act, do: Submit) -> Outcome:
    """counting → matched or in_review, by the books as of the moment of counting."""
    task = task_views.task(act.tx, do.task)
    if task.kind != "count" or task.warehouse_id != act.warehouse_id:
        raise Refusal("tasks.no_task", task=do.task)
    line = task_views.line(act.tx, do.task, do.line)
    if line.state not in OPEN:
        return Outcome("superseded", "counting.done_already", {"place": line.from_code, "item": line.item_code})
    if task_views.barred(act.tx, task, act.user_id):
        raise Refusal("counting.second_person", place=line.from_code)
    said = msgspec.to_builtins(msgspec.structs.replace(do, started_at=0))
    check(act, task, line, Emission("counting.submit", said), "", "counting.not_proven")
    started_at = _started(act, do)
    key = (act.warehouse_id, line.from_place, line.item_id, line.lot_id)
    book = views.book_at(act.tx, *key, act.effective_at)
    middle, reach = rules.span(started_at, act.effective_at, act.uncertainty_us)
    close = views.clocks_close(act.tx, *key, middle, reach, act.device_id)
    state = rules.result_of(do.quantity, book)
    made: int = act.tx.value(
        ADD,
        warehouse_id=act.warehouse_id,
        task_id=task.id,
        line_id=line.id,
        place_id=line.from_place,
        item_id=line.item_id,
        lot_id=line.lot_id,
        counted=do.quantity,
        book=book,
        variance=do.quantity - book,
        state=state,
        user_id=act.user_id,
        started_at=started_at,
        effective_at=act.effective_at,
        uncertainty_us=act.uncertainty_us,
        clocks_close=close,
        command_id=act.command_id,
        created_at=act.at,
    )
    tasks.close_line(act, task, line, "done", do.quantity)
    result = views.result(act.tx, made)
    if state == "matched":
        _believe(act, result)
    else:
        act.tell("exception.raised", "board", "counts", kind="count", **_facts(act, result))
    _tell(act, result, state)
    # Whoever counts blind is not told what the books say.
    return accepted(result=made)


def approve(act: Act, do: Approve) -> tuple[Outcome, Posted | None]:
    """in_review → posted, once, by another person than the counter; as of the moment of the count."""
    result = _reviewed(act, do.result)
    in_spite = _overruled(act, do, result)
    book = views.book_at(act.tx, act.warehouse_id, result.place_id, result.item_id, result.lot_id, result.effective_at)
    variance = result.counted - book
    _release_doubts(act, result)
    posted: Posted | None = None
    if variance:
        # The goods were there or not there when they were counted, so that later counts see the books corrected.
        then = replace(act, effective_at=result.effective_at, uncertainty_us=result.uncertainty_us)
        posted = post(then, "count", _moves(act, result, variance), observed=True)
    state = rules.TRANSITIONS["in_review", "approve" if variance else "explained"]
    _decide(act, result, state, book, variance, do.reason, posted.seq if posted else 0, in_spite)
    act.tx.run(PROVEN, of=result.place_id, at=result.effective_at)
    return accepted(result=result.id, movement=posted.seq if posted else 0), posted


def reject(act: Act, do: Reject) -> Outcome:
    """in_review → rejected; another person counts again."""
    result = _reviewed(act, do.result)
    _decide(act, result, rules.TRANSITIONS["in_review", "reject"], result.book, result.variance, do.reason, 0)
    task = raise_count(
        act, result.place_id, result.item_id, result.lot_id, "counting.recount", barred_user=result.user_id
    )
    return accepted(result=result.id, task=task)


def _reviewed(act: Act, result_id: int) -> Result:
    result = views.result(act.tx, result_id)
    if result.warehouse_id != act.warehouse_id:
        raise Refusal("counting.no_result", result=result_id)
    if result.state != "in_review":
        raise Refusal("counting.decided_already", result=result_id, state=result.state)
    if result.user_id == act.user_id:
        raise Refusal("counting.second_person", place=place(act.tx, result.place_id).code)
    return result


def _overruled(act: Act, do: Approve, result: Result) -> str:
    """What is kept when a count is posted although devices may still hold something of before it: why, and which."""
    waiting = [views.named(one) for one in views.waited_for(act.tx, result, act.device_id)]
    if not waiting:
        return ""
    if not do.overrule:
        raise Refusal("counting.devices_out", place=place(act.tx, result.place_id).code, devices=waiting)
    if not act.may("counting.overrule"):
        raise Refusal("people.not_allowed", permission="counting.overrule")
    return f"{do.overrule} ({', '.join(waiting)})"


def _started(act: Act, do: Submit) -> int:
    """When the count began: as the device says where that can be, else with the first scan."""
    first = first_scan(act, do.scans)
    if first is None:
        return act.effective_at
    offset = first.effective_at - first.client_at
    if first.effective_at <= do.started_at + offset <= act.effective_at:
        return do.started_at + offset
    # One clock may be corrected twice between two scans; the count does not begin after its end for that.
    return min(first.effective_at, act.effective_at)


def _moves(act: Act, result: Result, variance: int) -> list[Move]:
    """What corrects the books: found goods come from the variance, missing ones go there, oldest lots first."""
    outside = virtual(act.tx, act.warehouse_id, "variance")
    if variance > 0:
        return [Move(result.item_id, outside, result.place_id, variance, result.lot_id)]
    missing = -variance
    moves = []
    for lot, serial, quantity in act.tx.all(KEYS, w=act.warehouse_id, place=result.place_id, item=result.item_id):
        part = min(missing, quantity) if result.lot_id in (0, lot) else 0
        if part:
            moves.append(Move(result.item_id, result.place_id, outside, part, lot, serial))
            missing -= part
    if missing:
        # Later movements have taken what the count says was not there: posting now would go below zero.
        raise Refusal("counting.below_zero", place=place(act.tx, result.place_id).code, missing=missing)
    return moves


def _decide(
    act: Act, result: Result, state: str, book: int, variance: int, reason: str, seq: int, in_spite: str = ""
) -> None:
    changed = act.tx.run(
        DECIDE, of=result.id, was=result.state, now_is=state, book_then=book, differs=variance, why=reason, seq=seq,
        by=act.user_id, in_spite=in_spite,
    )  # fmt: skip
    assert changed == 1, "a count was decided while it was being decided"
    act.tell("exception.closed", "board", "counts", kind="count", result=result.id, state=state)
    _tell(act, result._replace(book=book, variance=variance), state)


def _believe(act: Act, result: Result) -> None:
    """The books were right: what was in doubt there may be promised again."""
    _release_doubts(act, result)
    act.tx.run(PROVEN, of=result.place_id, at=result.effective_at)


def _release_doubts(act: Act, result: Result) -> None:
    for row in act.tx.all(DOUBTS, w=act.warehouse_id, item=result.item_id, place=result.place_id):
        hold.end(act, row[0])


def _in_review(act: Act, where: int, goods: int, lot: int) -> bool:
    return act.tx.one(OPEN_RESULT, w=act.warehouse_id, place=where, item=goods, lot=lot) is not None


def _facts(act: Act, result: Result) -> dict[str, Fact]:
    goods = item(act.tx, result.item_id)
    return {
        "result": result.id, "place": place(act.tx, result.place_id).code, "item": goods.code, "digits": goods.digits,
        "unit": goods.base_unit, "counted": result.counted, "book": result.book, "variance": result.variance,
    }  # fmt: skip


def _tell(act: Act, result: Result, state: str) -> None:
    act.tell("count.changed", "counts", "board", state=state, user=result.user_id, **_facts(act, result))
