"""Tasks come into being, change hands and get done; every change is told to boards and phones."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, insert, or_, select, update

from server.catalog import tables as catalog
from server.catalog.number import next_number
from server.kernel.outcome import Outcome, accepted
from server.kernel.refusal import Refusal
from server.ledger import hold
from server.people.tables import user
from server.store.transaction import Act, Sql
from server.tasks import rules, tables, views
from server.tasks.commands import Assign, Claim, GiveBack, TakeOver
from server.tasks.flow import PERMISSIONS, LineFacts
from server.tasks.steps import OPEN
from server.tasks.views import TaskRow

_t, _l = tables.task, tables.task_line
WAITING = or_(_l.c.state == "queued", _l.c.state == "skipped")
STANDING = or_(_t.c.state == "open", _t.c.state == "leased")
_NEW = (
    "warehouse_id", "number", "kind", "priority", "document_kind", "document_id", "document", "title", "facts",
    "flow_version", "lines", "barred_user", "due_at", "created_at", "moved_at",
)  # fmt: skip
ADD = Sql(insert(_t).values({name: bindparam(name) for name in _NEW}).returning(_t.c.id))
_NEW_LINE = (
    "warehouse_id", "task_id", "position", "item_id", "lot_id", "serial_id", "from_place", "to_place", "quantity",
    "asked", "order_line_id", "hold_id", "reason",
)  # fmt: skip
ADD_LINE = Sql(insert(_l).values({name: bindparam(name) for name in _NEW_LINE}).returning(_l.c.id))
HAND = Sql(
    update(_t)
    .where(_t.c.id == bindparam("of"), _t.c.state == bindparam("was"), _t.c.holder_id == bindparam("was_held_by"))
    .values(
        state=bindparam("now_is"), holder_id=bindparam("holder"), device_id=bindparam("device"),
        lease_until=bindparam("until"), claimed_at=bindparam("at"), moved_at=bindparam("at"),
    )
)  # fmt: skip
CLOSE_LINE = Sql(
    update(_l)
    .where(_l.c.id == bindparam("of"), _l.c.state == bindparam("was"))
    .values(
        state=bindparam("now_is"),
        done=bindparam("quantity_done"),
        to_place=bindparam("went_to"),
        reason=bindparam("why"),
        done_at=bindparam("at"),
        done_by=bindparam("by"),
        command_id=bindparam("by_command"),
    )
)
SKIP_LINE = Sql(update(_l).where(_l.c.id == bindparam("of"), _l.c.state == "queued").values(state="skipped"))
MOVE_ON = Sql(
    update(_t)
    .where(_t.c.id == bindparam("of"))
    .values(
        lines=_t.c.lines + bindparam("more_lines"),
        lines_done=_t.c.lines_done + bindparam("more_done"),
        moved_at=bindparam("at"),
        lease_until=bindparam("until"),
        container_id=bindparam("container"),
    )
    .returning(_t.c.lines, _t.c.lines_done)
)
END = Sql(
    update(_t)
    .where(_t.c.id == bindparam("of"))
    .values(state=bindparam("now_is"), done_at=bindparam("at"), done_by=bindparam("by"), lease_until=0)
)
CANCEL_LINES = Sql(update(_l).where(_l.c.task_id == bindparam("of"), WAITING).values(state="cancelled"))
LESSEN_LINE = Sql(
    update(_l)
    .where(_l.c.id == bindparam("of"), _l.c.quantity > bindparam("less"))
    .values(quantity=_l.c.quantity - bindparam("less"))
)
ON_HOLD = Sql(select(_l.c.task_id, _l.c.id).where(_l.c.hold_id == bindparam("hold"), WAITING))
OPEN_ON = Sql(
    select(_t.c.id)
    .select_from(_t.join(_l, _l.c.task_id == _t.c.id))
    .where(
        _t.c.warehouse_id == bindparam("w"),
        STANDING,
        _t.c.kind == bindparam("kind"),
        _l.c.from_place == bindparam("place"),
        _l.c.item_id == bindparam("item"),
        _l.c.lot_id == bindparam("lot"),
        WAITING,
    )
    .limit(1)
)
ADD_DONE = Sql(update(_l).where(_l.c.id == bindparam("of")).values(done=_l.c.done + bindparam("more")))
REOPEN_LINE = Sql(
    update(_l)
    .where(_l.c.id == bindparam("of"), or_(_l.c.state == "done", _l.c.state == "short"))
    .values(state="queued", done=0, done_at=0, done_by=0, command_id="", hold_id=bindparam("new_hold"))
)
REOPEN = Sql(update(_t).where(_t.c.id == bindparam("of")).values(state=bindparam("now_is"), done_at=0, done_by=0))
LAST_POSITION = Sql(
    select(_l.c.position).where(_l.c.task_id == bindparam("of")).order_by(_l.c.position.desc()).limit(1)
)
OF_DOCUMENT = Sql(
    select(_t.c.id)
    .where(_t.c.document_kind == bindparam("kind"), _t.c.document_id == bindparam("document"))
    .order_by(_t.c.id)
)
WALK = Sql(
    select(catalog.place.c.walk_order, catalog.place.c.code, catalog.place.c.aisle).where(
        catalog.place.c.id == bindparam("id")
    )
)
NAME = Sql(select(user.c.name).where(user.c.id == bindparam("id"), user.c.active))
HOLDS_OF_TASK = Sql(select(_l.c.hold_id).where(_l.c.task_id == bindparam("of"), _l.c.hold_id != 0, WAITING))


class NewLine(Struct, frozen=True):
    """A line to be put into a task."""

    item: int
    quantity: int
    from_place: int = 0
    to_place: int = 0
    lot: int = 0
    serial: int = 0
    order_line: int = 0
    hold: int = 0
    reason: str = ""


def make(
    act: Act,
    kind: str,
    lines: Iterable[NewLine],
    *,
    title: str = "",
    document_kind: str = "",
    document_id: int = 0,
    document: str = "",
    priority: int = 0,
    due_at: int = 0,
    barred_user: int = 0,
    holder_id: int = 0,
    device_id: str = "",
    why: str = "",
    for_task: int = 0,
) -> int:
    """A new task with its lines in walk order; returns its id.

    holder_id: it is that person's from the start (goods are in their hands). why: a code that says what it is for.
    """
    walked = sorted(((_walk(act, one), one) for one in lines), key=lambda pair: pair[0][:2])
    assert walked, "a task has lines"
    number = next_number(act.tx, "task", act.at, act.warehouse_id)
    facts: dict[str, Any] = {"zones": list(dict.fromkeys(aisle for (_, _, aisle), _ in walked if aisle))}
    if why:
        facts["why"] = why
    if for_task:
        facts["task"] = for_task
    made: int = act.tx.value(
        ADD, warehouse_id=act.warehouse_id, number=number, kind=kind, priority=priority, document_kind=document_kind,
        document_id=document_id, document=document, title=title, facts=msgspec.json.encode(facts).decode(),
        flow_version=1, lines=len(walked), barred_user=barred_user, due_at=due_at, created_at=act.at, moved_at=act.at,
    )  # fmt: skip
    for position, (_, one) in enumerate(walked, 1):
        _add_line(act, made, position, one)
    if holder_id:
        act.tx.run(
            HAND, of=made, was="open", was_held_by=0, now_is="leased", holder=holder_id, device=device_id,
            until=act.at + rules.LEASE, at=act.at,
        )  # fmt: skip
    told(act, views.task(act.tx, made), "made")
    return made


def add_line(act: Act, task: TaskRow, one: NewLine) -> int:
    """One more line at the end of a task that is not over (goods of another bin instead); returns its id."""
    position = (act.tx.value(LAST_POSITION, of=task.id) or 0) + 1
    made = _add_line(act, task.id, position, one)
    _move_on(act, task, more_lines=1)
    return made


def close_line(
    act: Act,
    task: TaskRow,
    line: LineFacts,
    state: str,
    done: int,
    *,
    container: int = 0,
    reason: str = "",
    keep_tote: bool = True,
) -> bool:
    """A line is done, short or cancelled. Answers whether it was the task's last one; then the task is done.

    keep_tote: the container that the line went into is the task's from now on.
    """
    changed = act.tx.run(
        CLOSE_LINE, of=line.id, was=line.state, now_is=state, quantity_done=done,
        went_to=container or line.to_place, why=reason, at=act.effective_at,
        by=act.user_id, by_command=act.command_id,
    )  # fmt: skip
    assert changed == 1, "a line changed while it was being done"
    # A late hand may yet do a line that had been given up; then it counts as over already.
    more_done = 1 if line.state in OPEN else 0
    lines, finished = _move_on(act, task, more_done=more_done, container=container if keep_tote else 0)
    over = finished == lines
    if over and task.state in ("open", "leased"):
        after = rules.next_state(task.state, "finish", task.number)
        act.tx.run(END, of=task.id, now_is=after, at=act.effective_at, by=act.user_id)
    _told_line(act, task, line, state, done, lines, finished, over)
    return over


def skip_line(act: Act, task: TaskRow, line: LineFacts) -> None:
    """The line comes back after the others."""
    act.tx.run(SKIP_LINE, of=line.id)
    lines, finished = _move_on(act, task)
    _told_line(act, task, line, "skipped", line.done, lines, finished, False)


def lessen_line(act: Act, task: TaskRow, line: LineFacts, less: int) -> bool:
    """So much is no longer to be had there. Answers whether that was the task's last open line."""
    if act.tx.run(LESSEN_LINE, of=line.id, less=less):
        lines, finished = _move_on(act, task)
        _told_line(
            act, task, line._replace(quantity=line.quantity - less), line.state, line.done, lines, finished, False
        )
        return False
    return close_line(act, task, line, "cancelled", 0)


def open_line_on_hold(act: Act, hold_id: int) -> tuple[TaskRow, LineFacts] | None:
    """The line that still waits to be done on that reservation."""
    row = act.tx.one(ON_HOLD, hold=hold_id)
    return None if row is None else (views.task(act.tx, row[0]), views.line(act.tx, row[0], row[1]))


def open_on(act: Act, kind: str, place: int, item: int, lot: int) -> int:
    """The id of an open task of that kind for goods in a place, 0 for none."""
    return int(act.tx.value(OPEN_ON, w=act.warehouse_id, kind=kind, place=place, item=item, lot=lot) or 0)


def add_done(act: Act, line_id: int, more: int) -> None:
    """What was held at a line has been posted after all."""
    act.tx.run(ADD_DONE, of=line_id, more=more)


def reopen_line(act: Act, task: TaskRow, line: LineFacts, new_hold: int) -> None:
    """What was done is taken back; the line waits again, and its task with it."""
    assert act.tx.run(REOPEN_LINE, of=line.id, new_hold=new_hold) == 1
    lines, finished = _move_on(act, task, more_done=-1)
    if task.state == "done":
        act.tx.run(REOPEN, of=task.id, now_is="leased" if task.holder_id else "open")
    _told_line(act, task, line, "queued", 0, lines, finished, False)


def cancel(act: Act, task_id: int) -> None:
    """Nobody needs it any more."""
    row = views.task(act.tx, task_id)
    if row.state in ("done", "cancelled"):
        return
    act.tx.run(CANCEL_LINES, of=task_id)
    act.tx.run(END, of=task_id, now_is=rules.next_state(row.state, "cancel", row.number), at=act.at, by=act.user_id)
    told(act, views.task(act.tx, task_id), "cancelled")


def of_document(act: Act, kind: str, document_id: int) -> list[TaskRow]:
    """All tasks that belong to a document."""
    return [views.task(act.tx, row[0]) for row in act.tx.all(OF_DOCUMENT, kind=kind, document=document_id)]


def claim(act: Act, do: Claim) -> Outcome:
    """open → leased by this person on this device."""
    row = _mine(act, do.task)
    rules.check_claim(
        row.number, row.holder_id, act.user_id, row.device_id in ("", act.device_id), row.lease_until, act.at
    )
    return _hand(act, row, "claim", act.user_id, act.device_id)


def give_back(act: Act, do: GiveBack) -> Outcome:
    """leased → open; the holder does it, or somebody who may assign tasks."""
    row = _mine(act, do.task)
    if row.holder_id != act.user_id and not act.may("tasks.assign"):
        raise Refusal("tasks.somebody_elses", task=row.number)
    return _hand(act, row, "give_back", 0, "")


def take_over(act: Act, do: TakeOver) -> Outcome:
    """leased by somebody else → leased by this person; what the first one still does late is answered by itself."""
    row = _mine(act, do.task)
    if row.holder_id not in (0, act.user_id):
        rules.check_take_over(row.number, act.may("tasks.assign"), row.lease_until, act.at)
    return _hand(act, row, "take_over", act.user_id, act.device_id)


def assign(act: Act, do: Assign) -> Outcome:
    """Put a task into somebody's hands; the device is the one on which they open it."""
    row = views.task(act.tx, do.task)
    _here(act, row)
    if act.tx.one(NAME, id=do.user) is None:
        raise Refusal("tasks.no_user", user=do.user)
    if views.barred(act.tx, row, do.user):
        raise Refusal("tasks.second_person", task=row.number)
    return _hand(act, row, "assign", do.user, "")


def _mine(act: Act, task_id: int) -> TaskRow:
    """The task, if this person may do such work here and is not barred from it."""
    row = views.task(act.tx, task_id)
    _here(act, row)
    if not act.may(PERMISSIONS[row.kind]):
        raise Refusal("people.not_allowed", permission=PERMISSIONS[row.kind])
    if views.barred(act.tx, row, act.user_id):
        raise Refusal("tasks.second_person", task=row.number)
    return row


def _here(act: Act, row: TaskRow) -> None:
    if row.warehouse_id != act.warehouse_id:
        raise Refusal("tasks.no_task", task=row.id)


def _hand(act: Act, row: TaskRow, what: str, holder: int, device: str) -> Outcome:
    after = rules.next_state(row.state, what, row.number)
    until = act.at + rules.LEASE if holder else 0
    changed = act.tx.run(
        HAND, of=row.id, was=row.state, was_held_by=row.holder_id, now_is=after, holder=holder, device=device,
        until=until, at=act.at,
    )  # fmt: skip
    if changed != 1:
        raise Refusal("tasks.taken", task=row.number)
    hold.lease(act, [one[0] for one in act.tx.all(HOLDS_OF_TASK, of=row.id)], device, until)
    told(act, views.task(act.tx, row.id), what, was_held_by=row.holder_id, was_on=row.device_id)
    return accepted(task=row.id)


def _walk(act: Act, one: NewLine) -> tuple[int, str, str]:
    row = act.tx.one(WALK, id=one.from_place or one.to_place)
    return (int(row[0]), str(row[1]), str(row[2])) if row else (0, "", "")


def _add_line(act: Act, task_id: int, position: int, one: NewLine) -> int:
    made: int = act.tx.value(
        ADD_LINE, warehouse_id=act.warehouse_id, task_id=task_id, position=position, item_id=one.item, lot_id=one.lot,
        serial_id=one.serial, from_place=one.from_place, to_place=one.to_place, quantity=one.quantity,
        asked=one.quantity, order_line_id=one.order_line, hold_id=one.hold, reason=one.reason,
    )  # fmt: skip
    return made


def _move_on(
    act: Act, task: TaskRow, *, more_lines: int = 0, more_done: int = 0, container: int = 0
) -> tuple[int, int]:
    # Whoever works keeps the lease; a late hand of the one before does not lengthen the new holder's.
    lasts = task.holder_id == act.user_id and task.state == "leased"
    row = act.tx.one(
        MOVE_ON, of=task.id, more_lines=more_lines, more_done=more_done, at=act.at,
        until=act.at + rules.LEASE if lasts else task.lease_until, container=container or task.container_id,
    )  # fmt: skip
    assert row is not None
    return int(row[0]), int(row[1])


def told(act: Act, row: TaskRow, what: str, was_held_by: int = 0, was_on: str = "") -> None:
    """Tell boards and phones how a task stands now: all that a list row shows."""
    topics = ["tasks", "board"]
    topics += [f"user:{who}" for who in dict.fromkeys((row.holder_id, was_held_by)) if who]
    topics += [f"device:{which}" for which in dict.fromkeys((row.device_id, was_on)) if which]
    act.tell(
        "task.changed", *topics,
        what=what, task=row.id, number=row.number, kind=row.kind, state=row.state, title=row.title, lines=row.lines,
        lines_done=row.lines_done, holder_id=row.holder_id, holder=_name(act, row.holder_id), device_id=row.device_id,
        lease_until=row.lease_until, priority=row.priority, due_at=row.due_at, document=row.document,
        document_id=row.document_id, created_at=row.created_at, moved_at=row.moved_at, was_held_by=was_held_by,
    )  # fmt: skip


def _told_line(
    act: Act, task: TaskRow, line: LineFacts, state: str, done: int, lines: int, finished: int, over: bool
) -> None:
    """The event of each scan that ends a line: enough for a board row and for a phone that has the task."""
    topics = ["tasks", "board"]
    topics += [f"user:{task.holder_id}"] if task.holder_id else []
    topics += [f"device:{task.device_id}"] if task.device_id and task.device_id != act.device_id else []
    act.tell(
        "task.changed",
        *topics,
        what="line",
        task=task.id,
        number=task.number,
        kind=task.kind,
        state="done" if over else task.state,
        lines=lines,
        lines_done=finished,
        holder_id=task.holder_id,
        moved_at=act.at,
        document=task.document,
        document_id=task.document_id,
        line=line.id,
        line_state=state,
        line_done=done,
        place=line.from_code,
        by=act.user_id,
    )


def _name(act: Act, user_id: int) -> str:
    return (act.tx.value(NAME, id=user_id) or "") if user_id else ""
