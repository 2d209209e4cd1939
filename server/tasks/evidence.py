"""Whether the scans that a command names prove it: they run through the interpreter once more (I10, I13)."""

from typing import NamedTuple

from msgspec.structs import replace
from sqlalchemy import bindparam, column, select
from sqlalchemy import table as named

from server.catalog.barcode import known_meanings, meant_since
from server.kernel.refusal import Refusal
from server.store.transaction import Act, Sql, among
from server.tasks.flow import LineFacts
from server.tasks.steps import ContainerFacts, Emission, Meaning, Scanned, proves
from server.tasks.tables import task_line
from server.tasks.views import TaskRow, wire

# The log lies above the tasks (server/commands/tables.py owns it); evidence is only read here.
_scan = named(
    "scan_event",
    *(
        column(name)
        for name in (
            "id",
            "warehouse_id",
            "device_id",
            "seq",
            "task_id",
            "text",
            "verdict",
            "client_at",
            "effective_at",
        )
    ),
)
SCANS = Sql(
    select(
        _scan.c.id,
        _scan.c.warehouse_id,
        _scan.c.device_id,
        _scan.c.task_id,
        _scan.c.text,
        _scan.c.verdict,
    ).where(among(_scan.c.id, "ids"))
)
FIRST = Sql(
    select(_scan.c.client_at, _scan.c.effective_at).where(among(_scan.c.id, "ids")).order_by(_scan.c.seq).limit(1)
)
WENT_INTO = Sql(
    select(task_line.c.id)
    .where(
        task_line.c.task_id == bindparam("task"),
        task_line.c.to_place == bindparam("container"),
        task_line.c.done_at != 0,
    )
    .limit(1)
)
SCANS_MAX = 2000  # Piece by piece, a pallet; more is no count but a mistake.


def check(act: Act, task: TaskRow, line: LineFacts, sent: Emission, override: str, not_proven: str) -> None:
    """Raise a Refusal with code `not_proven` when the scans do not lead to this command.

    override: the reason why a scan could not be made; it takes the permission `picking.override`.
    """
    if override and not act.may("picking.override"):
        raise Refusal("people.not_allowed", permission="picking.override")
    travelled = wire(task, [line])
    container = sent.payload.get("container", 0)
    if container and container != task.container_id and act.tx.one(WENT_INTO, task=task.id, container=container):
        # It was the task's tote when the phone left; somebody else has gone on with another since.
        travelled = replace(travelled, container=ContainerFacts(container, ""))
    # A label may have got another meaning while the phone was out of reach; it proves by what it meant then (I13).
    for since in (0, task.created_at):
        evidence = seen(act, task, sent.payload["scans"], since)
        if evidence is not None and proves(travelled, travelled.lines[0], evidence, sent):
            return
    raise Refusal(not_proven, item=line.item_code, place=line.from_code)


class FirstScan(NamedTuple):
    """When a piece of work began: by the device's clock, and corrected."""

    client_at: int
    effective_at: int


def first_scan(act: Act, ids: list[str]) -> FirstScan | None:
    """The earliest of these scans, of one device."""
    row = act.tx.one(FIRST, ids=ids)
    return None if row is None else FirstScan(*row)


def seen(act: Act, task: TaskRow | None, ids: list[str], since: int = 0) -> list[Scanned] | None:
    """The accepted scans with these ids, in order; None when one is missing or another's.

    since: they come with all that they have meant from then on; 0: with what they mean now.
    """
    if len(ids) > SCANS_MAX or len(set(ids)) != len(ids):
        return None
    if not ids:
        return []
    stored = act.scans
    if any(id not in stored for id in ids):
        stored = {row[0]: row[1:] for row in act.tx.all(SCANS, ids=ids)}
    known: dict[str, list[Meaning]] = {}
    evidence = []
    for id in ids:
        row = stored.get(id)
        if row is None:
            return None
        warehouse, device, for_task, text, verdict = row
        if (
            warehouse != act.warehouse_id
            or device != act.device_id
            or for_task not in (0, task.id if task else 0)
            or verdict == "refused"
        ):
            return None
        if text not in known:
            meant = (
                meant_since(act.tx, text, act.warehouse_id, since)
                if since
                else known_meanings(act.tx, text, act.warehouse_id)
            )
            known[text] = [Meaning(one.kind, one.id, one.label, one.unit, one.amount, one.lot) for one in meant]
        evidence.append(Scanned(id, text, known[text]))
    return evidence
