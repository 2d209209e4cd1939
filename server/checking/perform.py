"""A second person looks: the tote holds what was ordered, or a card says what it holds."""

import msgspec

from server.checking.commands import Confirm, Report
from server.kernel.refusal import Refusal
from server.store.transaction import Act
from server.tasks import views
from server.tasks.evidence import check
from server.tasks.flow import LineFacts
from server.tasks.steps import OPEN, Emission
from server.tasks.views import TaskRow


def line_of(act: Act, do: Confirm | Report) -> tuple[TaskRow, LineFacts]:
    """The line to check, if this person may: not the one who picked (checked again here, whoever holds the task)."""
    task = views.task(act.tx, do.task)
    if task.kind != "check" or task.warehouse_id != act.warehouse_id:
        raise Refusal("tasks.no_task", task=do.task)
    if views.barred(act.tx, task, act.user_id):
        raise Refusal("checking.own_pick", order=task.document)
    line = views.line(act.tx, do.task, do.line)
    if line.state not in OPEN:
        raise Refusal("checking.done_already", item=line.item_code)
    return task, line


def proved(act: Act, task: TaskRow, line: LineFacts, do: Confirm) -> None:
    """The quantity is the ordered one, and the scans say so."""
    if do.quantity != line.quantity:
        raise Refusal(
            "checking.differs", item=line.item_code, wanted=line.quantity, scanned=do.quantity, digits=line.digits,
            unit=line.item_unit,
        )  # fmt: skip
    check(act, task, line, Emission("checking.confirm", msgspec.to_builtins(do)), "", "checking.not_proven")
