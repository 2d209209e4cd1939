"""What is known about tasks: as they travel to phones, as light lists, and what somebody may take."""

from typing import NamedTuple

from msgspec import Raw, Struct
from sqlalchemy import and_, bindparam, func, literal, or_, select
from sqlalchemy.sql.elements import ColumnElement

from server.catalog import tables as catalog
from server.kernel.refusal import Refusal
from server.people.tables import user
from server.store.transaction import Reader, Sql, among
from server.tasks import tables
from server.tasks.flow import LineFacts, compiled, flow
from server.tasks.rules import BARRED_BY
from server.tasks.steps import ContainerFacts, Task, Unit

LIST_MAX = 200

_t, _l, _i, _u = tables.task, tables.task_line, catalog.item, catalog.item_unit
_from, _to, _tote = catalog.place.alias("from_place"), catalog.place.alias("to_place"), catalog.place.alias("tote")
_lot = catalog.lot


class TaskRow(NamedTuple):
    """A task as it stands."""

    id: int
    warehouse_id: int
    number: str
    kind: str
    state: str
    priority: int
    document_kind: str
    document_id: int
    document: str
    title: str
    facts: str
    flow_version: int
    holder_id: int
    device_id: str
    lease_until: int
    container_id: int
    lines: int
    lines_done: int
    barred_user: int
    due_at: int
    created_at: int
    moved_at: int
    container_code: str


class TaskLine(Struct):
    """One task in a light list. zones: hints where it leads."""

    id: int
    number: str
    kind: str
    state: str
    title: str
    lines: int
    lines_done: int
    holder_id: int
    holder: str
    priority: int
    due_at: int
    document: str
    created_at: int
    moved_at: int
    facts: Raw


_task = (*(_t.c[name] for name in TaskRow._fields[:-1]), func.coalesce(_tote.c.code, ""))
_task_from = _t.outerjoin(_tote, _tote.c.id == _t.c.container_id)
BY_ID = Sql(select(*_task).select_from(_task_from).where(_t.c.id == bindparam("id")))
STATE = Sql(select(_t.c.state).where(_t.c.id == bindparam("id")))
BY_IDS = Sql(
    select(*_task)
    .select_from(_task_from)
    .where(among(_t.c.id, "ids"))
    .order_by(_t.c.priority.desc(), _t.c.due_at, _t.c.id)
)


def _or_empty(column: "ColumnElement[str]") -> "ColumnElement[str]":
    return func.coalesce(column, "")


def _or_zero(column: "ColumnElement[int]") -> "ColumnElement[int]":
    return func.coalesce(column, 0)


_line = (
    *(_l.c[name] for name in LineFacts._fields[:16]),
    _i.c.code, _i.c.name, _i.c.spec, _i.c.base_unit, _i.c.digits,
    *(
        column
        for place in (_from, _to)
        for column in (
            _or_empty(place.c.code), _or_empty(place.c.aisle), _or_zero(place.c.rack), _or_zero(place.c.level),
            _or_empty(place.c.side),
        )
    ),
    _or_empty(_lot.c.code), _or_empty(_lot.c.expires_on),
)  # fmt: skip
_line_from = (
    _l.join(_i, _i.c.id == _l.c.item_id)
    .outerjoin(_from, _from.c.id == _l.c.from_place)
    .outerjoin(_to, _to.c.id == _l.c.to_place)
    .outerjoin(_lot, _lot.c.id == _l.c.lot_id)
)
LINE = Sql(
    select(*_line).select_from(_line_from).where(_l.c.task_id == bindparam("task"), _l.c.id == bindparam("line"))
)
LINES = Sql(
    select(*_line).select_from(_line_from).where(among(_l.c.task_id, "tasks")).order_by(_l.c.task_id, _l.c.position)
)
UNITS = Sql(
    select(_u.c.item_id, _u.c.unit, _u.c.numerator, _u.c.denominator)
    .where(_u.c.item_id.in_(select(_l.c.item_id).where(among(_l.c.task_id, "tasks"))))
    .order_by(_u.c.item_id, _u.c.id)
)
_did = tables.task.alias("did")
_barring = (
    select(literal(1))
    .select_from(_did.join(_l, _l.c.task_id == _did.c.id))
    .where(
        _did.c.document_kind == _t.c.document_kind,
        _did.c.document_id == _t.c.document_id,
        _did.c.document_kind != "",
        or_(*(and_(_t.c.kind == later, _did.c.kind == earlier) for later, earlier in BARRED_BY.items())),
        _l.c.done_by == bindparam("user_id"),
    )
    .exists()
)
MINE_OR_OPEN = Sql(
    select(_t.c.id)
    .where(
        _t.c.warehouse_id == bindparam("w"),
        or_(
            and_(_t.c.state == "leased", _t.c.holder_id == bindparam("user_id")),
            and_(
                _t.c.state == "open",
                among(_t.c.kind, "kinds"),
                _t.c.barred_user != bindparam("user_id"),
                ~_barring,
            ),
        ),
    )
    .order_by(_t.c.state, _t.c.priority.desc(), _t.c.due_at, _t.c.id)
    .limit(bindparam("most"))
)
BARRED = Sql(select(_t.c.id).where(_t.c.id == bindparam("id"), _barring))
LIST = Sql(
    select(
        _t.c.id, _t.c.number, _t.c.kind, _t.c.state, _t.c.title, _t.c.lines, _t.c.lines_done, _t.c.holder_id,
        func.coalesce(user.c.name, ""), _t.c.priority, _t.c.due_at, _t.c.document, _t.c.created_at, _t.c.moved_at,
        _t.c.facts,
    )
    .select_from(_t.outerjoin(user, user.c.id == _t.c.holder_id))
    .where(_t.c.warehouse_id == bindparam("w"), among(_t.c.state, "states"), among(_t.c.kind, "kinds"))
    .order_by(_t.c.priority.desc(), _t.c.due_at, _t.c.id)
    .limit(bindparam("most"))
)  # fmt: skip


def task(reader: Reader, task_id: int) -> TaskRow:
    """The task, or Refusal `tasks.no_task`."""
    row = reader.one(BY_ID, id=task_id)
    if row is None:
        raise Refusal("tasks.no_task", task=task_id)
    return TaskRow(*row)


def is_done(reader: Reader, task_id: int) -> bool:
    """Whether the task is over by now."""
    return bool(reader.value(STATE, id=task_id) == "done")


def line(reader: Reader, task_id: int, line_id: int) -> LineFacts:
    """The line of that task, or Refusal `tasks.unknown_line`."""
    row = reader.one(LINE, task=task_id, line=line_id)
    if row is None:
        raise Refusal("tasks.unknown_line", task=task_id, line=line_id)
    return LineFacts(*row)


def lines(reader: Reader, task_id: int) -> list[LineFacts]:
    """All lines of a task, in walk order."""
    return [LineFacts(*row) for row in reader.all(LINES, tasks=[task_id])]


def barred(reader: Reader, row: TaskRow, user_id: int) -> bool:
    """Whether this person has done the work that this task is to look at again."""
    if row.barred_user == user_id:
        return True
    return row.kind in BARRED_BY and reader.one(BARRED, id=row.id, user_id=user_id) is not None


def travelling(reader: Reader, task_ids: list[int]) -> list[Task]:
    """Tasks with lines and steps, as phones get them; by priority, then due."""
    if not task_ids:
        return []
    units: dict[int, list[Unit]] = {}
    for item_id, unit, numerator, denominator in reader.all(UNITS, tasks=task_ids):
        units.setdefault(item_id, []).append(Unit(unit, numerator, denominator))
    by_task: dict[int, list[LineFacts]] = {}
    for row in reader.all(LINES, tasks=task_ids):
        by_task.setdefault(row[1], []).append(LineFacts(*row))
    return [wire(TaskRow(*row), by_task.get(row[0], []), units) for row in reader.all(BY_IDS, ids=task_ids)]


def wire(row: TaskRow, of: list[LineFacts], units: dict[int, list[Unit]] | None = None) -> Task:
    """A task in its travelling shape."""
    definition = flow(row.kind, row.flow_version)
    known = units or {}
    return Task(
        row.id,
        row.number,
        row.kind,
        row.flow_version,
        definition.order,
        [compiled(definition, one, known.get(one.item_id)) for one in of],
        row.priority,
        row.title,
        row.document,
        row.holder_id,
        row.device_id,
        row.lease_until,
        ContainerFacts(row.container_id, row.container_code) if row.container_id else None,
    )


def may_take(reader: Reader, warehouse_id: int, user_id: int, kinds: list[str], most: int = LIST_MAX) -> list[int]:
    """Ids of the tasks that somebody holds, and of the open ones of these kinds that they may claim."""
    return [row[0] for row in reader.all(MINE_OR_OPEN, w=warehouse_id, user_id=user_id, kinds=kinds, most=most)]


def light(reader: Reader, warehouse_id: int, states: list[str], kinds: list[str]) -> list[TaskLine]:
    """At most 200 tasks for a list, in one query."""
    rows = reader.all(LIST, w=warehouse_id, states=states, kinds=kinds, most=LIST_MAX)
    return [TaskLine(*(*row[:14], Raw(row[14].encode()))) for row in rows]
