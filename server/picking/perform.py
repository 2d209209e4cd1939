"""Picks: from a bin into a tote, as far as the books can follow; the rest is held with its evidence."""

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, or_, select, update

from server.catalog import tables as catalog
from server.catalog.number import day
from server.catalog.place import Place, place
from server.kernel.outcome import ACCEPTED, Outcome
from server.kernel.refusal import Fact, Refusal
from server.ledger import tables as ledger
from server.ledger.balance import on_hand
from server.ledger.hold import end, held
from server.ledger.move import Key, Move, Yielded
from server.ledger.post import post
from server.ledger.reservation import reserve
from server.picking import rules
from server.picking.commands import Confirm, Short, Skip
from server.store.transaction import Act, Hold, Sql
from server.tasks import perform as tasks
from server.tasks import views
from server.tasks.evidence import check
from server.tasks.flow import LineFacts
from server.tasks.steps import OPEN, Emission
from server.tasks.views import TaskRow

REASON = Sql(
    select(catalog.reason_code.c.in_doubt, catalog.reason_code.c.count, catalog.reason_code.c.reallocate).where(
        catalog.reason_code.c.code == bindparam("code"), catalog.reason_code.c.context == "picking.short"
    )
)
TAKE_TOTE = Sql(
    update(catalog.place)
    .where(catalog.place.c.id == bindparam("of"), or_(catalog.place.c.state == "", catalog.place.c.state == "free"))
    .values(state="in_use", in_use_for=bindparam("order"))
)
TAKE_EMPTY = Sql(
    update(catalog.place).where(catalog.place.c.id == bindparam("of")).values(in_use_for=bindparam("order"))
)
USED_FOR = Sql(select(catalog.place.c.in_use_for).where(catalog.place.c.id == bindparam("id")))
FULL = Sql(
    select(ledger.balance.c.quantity)
    .where(
        ledger.balance.c.warehouse_id == bindparam("w"),
        ledger.balance.c.place_id == bindparam("place"),
        ledger.balance.c.quantity > 0,
    )
    .limit(1)
)
OF_COMMAND = Sql(
    select(ledger.movement.c.seq)
    .where(
        ledger.movement.c.command_id == bindparam("id"),
        ledger.movement.c.warehouse_id == bindparam("w"),
        ledger.movement.c.kind == "pick",
    )
    .order_by(ledger.movement.c.seq)
)


class Taken(Struct):
    """What became of a pick in the books. rest: what they could not follow. mixed_with: whose goods are in the tote."""

    certain: int
    rest: int
    yielded: list[Yielded]
    mixed_with: int = 0


def line_of(act: Act, task_id: int, line_id: int) -> tuple[TaskRow, LineFacts]:
    """The pick line that a command speaks of."""
    task = views.task(act.tx, task_id)
    if task.kind != "pick" or task.warehouse_id != act.warehouse_id:
        raise Refusal("tasks.no_task", task=task_id)
    return task, views.line(act.tx, task_id, line_id)


def proved(act: Act, task: TaskRow, line: LineFacts, do: Confirm | Short) -> LineFacts:
    """The line as the hand has done it: its scans prove it, maybe in another bin than is wanted by now (I10).

    A phone that was out of reach works on the line as it was when it left: maybe on more than is promised by now.
    """
    type = "picking.confirm" if isinstance(do, Confirm) else "picking.short"
    if isinstance(do, Confirm) and do.place != line.from_place:
        line = line._replace(from_place=do.place, from_code=place(act.tx, do.place).code)
    told = do.quantity if isinstance(do, Confirm) else do.quantity_found + 1
    if line.quantity < told <= line.asked + (0 if isinstance(do, Confirm) else 1):
        line = line._replace(quantity=told)
    line = line._replace(state="queued", done=0)
    check(act, task, line, Emission(type, msgspec.to_builtins(do)), do.override, "picking.not_proven")
    return line


def take(
    act: Act,
    task: TaskRow,
    line: LineFacts,
    quantity: int,
    container: int,
    do: Confirm | Short,
    held_before: bool = False,
) -> Taken:
    """Post what the books can follow into the tote, and hold the rest as the command that it came by."""
    tote = place(act.tx, container)
    if tote.kind != "container":
        raise Refusal("picking.not_a_tote", scanned=tote.code)
    key = Key(line.from_place, line.item_id, line.lot_id, line.serial_id)
    certain, rest = rules.split(quantity, on_hand(act.tx, act.warehouse_id, key))
    facts: dict[str, Fact] = {
        "item": line.item_code, "place": line.from_code, "taken": quantity, "posted": certain, "held": rest,
        "digits": line.digits, "unit": line.item_unit,
    }  # fmt: skip
    if held_before and not certain:
        raise Hold("picking.beyond_books", facts, place_id=key.place, item_id=key.item, lot_id=key.lot,
                   serial_id=key.serial, quantity=rest)  # fmt: skip
    if rest and not held_before:
        give_back(act, line.hold_id, rest)
    yielded: list[Yielded] = []
    mixed_with = _whose(act, task, tote) if certain else 0
    if certain:
        moves = [Move(line.item_id, line.from_place, container, certain, line.lot_id, line.serial_id)]
        consume = [line.hold_id] if line.hold_id and not held_before else []
        yielded = post(act, "pick", moves, task.document, consume=consume, observed=True).yielded
    if rest:
        left = {"quantity": rest} if isinstance(do, Confirm) else {"quantity_found": rest}
        act.hold(
            "picking.beyond_books", facts, rest=msgspec.structs.replace(do, **left), quantity=rest,
            place_id=key.place, item_id=key.item, lot_id=key.lot, serial_id=key.serial,
        )  # fmt: skip
    return Taken(certain, rest, yielded, mixed_with)


def _whose(act: Act, task: TaskRow, tote: Place) -> int:
    """Take a tote for this order, unless goods of another one are in it: then answer which."""
    if tote.id == task.container_id:
        return 0
    if tote.state in ("", "free") and act.tx.run(TAKE_TOTE, of=tote.id, order=task.document_id):
        return 0
    other: int = act.tx.value(USED_FOR, id=tote.id)
    if other == task.document_id:
        return 0
    if other and act.tx.value(FULL, w=act.warehouse_id, place=tote.id):
        return other
    act.tx.run(TAKE_EMPTY, of=tote.id, order=task.document_id)
    return 0


def has_expired(act: Act, line: LineFacts) -> bool:
    """Whether a line's lot was over when it was taken; the day of expiry still counts."""
    return line.expires_on != "" and line.expires_on < day(act.tx, act.warehouse_id, act.effective_at)


def let_out(act: Act, line: LineFacts, do: Confirm | Short) -> None:
    """Goods that have expired leave their bin only in somebody's name: in the command, or on its card."""
    if not has_expired(act, line) or do.override:
        return
    if act.decided_by and act.permits(act.decided_by, "picking.override", 0):
        return
    quantity = do.quantity if isinstance(do, Confirm) else do.quantity_found
    facts: dict[str, Fact] = {
        "item": line.item_code, "place": line.from_code, "lot": line.lot_code, "expired": line.expires_on,
        "taken": quantity, "posted": 0, "held": quantity, "digits": line.digits, "unit": line.item_unit,
    }  # fmt: skip
    raise Hold("picking.expired", facts, place_id=line.from_place, item_id=line.item_id, lot_id=line.lot_id,
               serial_id=line.serial_id, quantity=quantity)  # fmt: skip


def give_back(act: Act, hold_id: int, quantity: int) -> int:
    """Let go of so much of a line's reservation, as far as it still stands; how much it was."""
    if not hold_id:
        return 0
    standing = held(act.tx, act.warehouse_id, hold_id)
    part = min(quantity, standing.quantity) if standing.state == "active" else 0
    return end(act, hold_id, part) if part else 0


def reason(act: Act, code: str) -> rules.Reason:
    """What follows from a reason in this house."""
    row = act.tx.one(REASON, code=code)
    return rules.reason(code, None if row is None else (bool(row[0]), bool(row[1]), bool(row[2])))


def skip(act: Act, do: Skip) -> Outcome:
    """The line comes back after the others."""
    task, line = line_of(act, do.task, do.line)
    if line.state == "queued":
        tasks.skip_line(act, task, line)
    return ACCEPTED


def take_back(act: Act, task: TaskRow, line: LineFacts) -> int:
    """Reverse what a line's last command posted and reserve the goods in their bin again; the new reservation's id."""
    if line.state in OPEN or line.state == "cancelled" or not line.done:
        raise Refusal("picking.nothing_to_undo", item=line.item_code)
    if line.done_by != act.user_id and not act.may("tasks.assign"):
        raise Refusal("tasks.somebody_elses", task=task.number)
    posted = act.tx.all(OF_COMMAND, id=line.command_id, w=act.warehouse_id)
    if line.state != "done" or len(posted) != 1 or line.done != line.quantity:
        # Part of it is held or short: a person looks at the card or the count instead.
        raise Refusal("picking.undo_not_whole", item=line.item_code)
    back = Move(line.item_id, line.to_place, line.from_place, line.done, line.lot_id, line.serial_id)
    post(act, "reversal", [back], task.document, reverses=int(posted[0][0]), observed=True)
    again = reserve(
        act, line.item_id, line.done, "order_line", line.order_line_id, place=line.from_place, lot=line.lot_id,
        serial=line.serial_id, lease_device=task.device_id, lease_until=task.lease_until,
    )  # fmt: skip
    if again.short or len(again.holds) != 1:
        raise Refusal("picking.undo_not_whole", item=line.item_code)
    return again.holds[0].id
