"""The supervisor's board and the phone's snapshot: read from rollups and open work, never from the ledger."""

from typing import Any

from msgspec import Raw, Struct, field
from sqlalchemy import bindparam, column, func, or_, select
from sqlalchemy import table as named

from server.catalog import barcode
from server.catalog import tables as catalog
from server.catalog.number import day
from server.counting import tables as counting
from server.kernel.clock import HOUR
from server.kernel.refusal import Fact
from server.people import tables as people
from server.people import views as devices_of
from server.selling import rules as sales
from server.selling import tables as selling
from server.selling.views import Order, made
from server.store.transaction import Reader, Sql, among
from server.tasks import tables as tasks
from server.tasks import views as task_views
from server.tasks.rules import STUCK
from server.tasks.steps import Task

WATCHED_MAX = 60
EXCEPTIONS_MAX = 60
LOOKED_AT = 100  # Orders that the board looks at, of each state and for each reason: the most urgent.
STILL_WANTED = 100  # Tasks that travel with a snapshot; a shift's work of one person is a tenth of that.

_o, _t, _l, _r, _u = selling.sales_order, tasks.task, tasks.task_line, counting.count_result, people.user
# The log lies above (server/commands owns these tables); here they are only read.
_card = named(
    "card",
    *(column(name) for name in ("id", "warehouse_id", "state", "type", "code", "facts", "user_id", "created_at")),
)
_event_head = named("event_head", column("warehouse_id"), column("number"))
_epoch = named("epoch", column("id"), column("ended_at"))

NUMBER = Sql(select(_event_head.c.number).where(_event_head.c.warehouse_id == bindparam("w")))
EPOCH = Sql(select(_epoch.c.id).where(_epoch.c.ended_at == 0))
COUNTS = Sql(
    select(selling.order_count.c.state, selling.order_count.c.count).where(
        selling.order_count.c.warehouse_id == bindparam("w"),
        or_(selling.order_count.c.day == "", selling.order_count.c.day == bindparam("today")),
    )
)
_orders = select(*(_o.c[name] for name in Order._fields)).where(_o.c.warehouse_id == bindparam("w"))
# Most orders of an import have no date; those that have one must not drown among them.
DUE = Sql(
    _orders.where(_o.c.state == bindparam("state"), _o.c.due_at > 0).order_by(_o.c.due_at).limit(bindparam("most"))
)
FLAGGED = Sql(
    _orders.where(among(_o.c.state, "states"), or_(_o.c.short, _o.c.on_hold))
    .order_by(_o.c.changed_at.desc(), _o.c.id)
    .limit(bindparam("most"))
)
UNCONFIRMED = Sql(
    _orders.where(among(_o.c.state, "states"), _o.c.ordered_at < bindparam("before"))
    .order_by(_o.c.ordered_at, _o.c.id)
    .limit(bindparam("most"))
)
BY_IDS = Sql(_orders.where(among(_o.c.id, "ids")))
_next_place = (
    select(catalog.place.c.code)
    .select_from(_l.join(catalog.place, catalog.place.c.id == _l.c.from_place))
    .where(_l.c.task_id == _t.c.id, _l.c.state == "queued")
    .order_by(_l.c.position)
    .limit(1)
    .scalar_subquery()
)
AT_WORK = Sql(
    select(
        _t.c.holder_id, _u.c.name, _t.c.id, _t.c.number, _t.c.kind, func.coalesce(_next_place, ""), _t.c.moved_at,
        _t.c.lines, _t.c.lines_done, _t.c.document_kind, _t.c.document_id,
    )
    .select_from(_t.join(_u, _u.c.id == _t.c.holder_id))
    .where(_t.c.warehouse_id == bindparam("w"), _t.c.state == "leased")
    .order_by(_t.c.moved_at.desc())
    .limit(500)
)  # fmt: skip
PACE = Sql(
    select(_l.c.done_by, func.count())
    .where(_l.c.warehouse_id == bindparam("w"), _l.c.done_at > bindparam("since"))
    .group_by(_l.c.done_by)
)
KINDS = Sql(
    select(_t.c.kind, _t.c.state, func.count(), func.min(_t.c.created_at))
    .where(_t.c.warehouse_id == bindparam("w"), among(_t.c.state, "states"))
    .group_by(_t.c.kind, _t.c.state)
)
CARDS = Sql(
    select(_card.c.id, _card.c.type, _card.c.code, _card.c.facts, _card.c.user_id, _card.c.created_at)
    .where(_card.c.warehouse_id == bindparam("w"), _card.c.state == "open")
    .order_by(_card.c.created_at.desc())
    .limit(bindparam("most"))
)
IN_REVIEW = Sql(
    select(
        _r.c.id,
        catalog.place.c.code,
        catalog.item.c.code,
        catalog.item.c.digits,
        catalog.item.c.base_unit,
        _r.c.variance,
        _r.c.user_id,
        _r.c.created_at,
    )
    .select_from(
        _r.join(catalog.place, catalog.place.c.id == _r.c.place_id).join(
            catalog.item, catalog.item.c.id == _r.c.item_id
        )
    )
    .where(_r.c.warehouse_id == bindparam("w"), _r.c.state == "in_review")
    .order_by(_r.c.id.desc())
    .limit(bindparam("most"))
)


class Watched(Struct):
    """An order that wants an eye. standing: late, stuck, soon. reason: a code with its facts."""

    id: int
    number: str
    party_name: str
    state: str
    due_at: int
    standing: str
    reason: str
    facts: dict[str, Fact]
    lines: int
    lines_done: int


class AtWork(Struct):
    """Somebody with a task in hand. place: the next bin."""

    user_id: int
    user: str
    task: str
    task_id: int
    kind: str
    place: str
    lines_per_hour: int
    moved_at: int
    lines: int
    lines_done: int


class Exceptional(Struct, omit_defaults=True):
    """Something that a person has to decide. kind: card, count."""

    kind: str
    code: str
    facts: Raw | dict[str, Fact]
    at: int
    id: int
    card: int = 0


class DeviceSeen(Struct):
    """A device, when it was last heard of, and what it still holds."""

    id: str
    name: str
    user: str
    last_contact_at: int
    unsent: int
    drained: bool


class Waiting(Struct):
    """How much work of one kind there is."""

    open: int = 0
    leased: int = 0
    oldest_at: int = 0


class Board(Struct):
    """All that the supervisor's screen shows, as of one event number."""

    number: int
    orders: dict[str, int]
    watch: list[Watched]
    people: list[AtWork]
    exceptions: list[Exceptional]
    devices: list[DeviceSeen]
    tasks: dict[str, Waiting] = field(default_factory=dict)


class Snapshot(Struct):
    """All that a phone needs to go on without a network, as of one event number."""

    epoch: str
    number: int
    warehouse: int
    tasks: list[Task]
    codes_version: str


def snapshot(reader: Reader, warehouse_id: int, user_id: int, kinds: list[str]) -> Snapshot:
    """The tasks in somebody's hands and the open ones that they may claim, with lines and steps."""
    ids = task_views.may_take(reader, warehouse_id, user_id, kinds, STILL_WANTED)
    return Snapshot(
        reader.value(EPOCH) or "",
        reader.value(NUMBER, w=warehouse_id) or 0,
        warehouse_id,
        task_views.travelling(reader, ids),
        barcode.version(reader),
    )


def board(reader: Reader, warehouse_id: int, at: int) -> Board:
    """How the warehouse stands at a moment."""
    w = warehouse_id
    today = day(reader, w, at)
    busy = reader.all(AT_WORK, w=w)
    pace: dict[int, int] = dict(reader.all(PACE, w=w, since=at - HOUR))
    kinds: dict[str, Waiting] = {}
    for kind, state, count, oldest in reader.all(KINDS, w=w, states=["open", "leased"]):
        waiting = kinds.setdefault(kind, Waiting())
        if state == "open":
            waiting.open = count
            waiting.oldest_at = oldest
        else:
            waiting.leased = count
    return Board(
        reader.value(NUMBER, w=w) or 0,
        {state: count for state, count in reader.all(COUNTS, w=w, today=today) if count},
        _watch(reader, w, at, busy),
        _people(busy, pace),
        _exceptions(reader, w),
        [
            DeviceSeen(one.id, one.name, one.user, one.last_contact_at, one.unsent, one.drained)
            for one in devices_of.devices(reader)
            if one.last_contact_at
        ],
        kinds,
    )


def _people(busy: list[tuple[Any, ...]], pace: dict[int, int]) -> list[AtWork]:
    """One row for each person: the task that moved last."""
    seen: dict[int, AtWork] = {}
    for user_id, name, task_id, number, kind, where, moved_at, lines, done, _, _ in busy:
        if user_id not in seen:
            hourly = pace.get(user_id, 0)
            seen[user_id] = AtWork(user_id, name, number, task_id, kind, where, hourly, moved_at, lines, done)
    return list(seen.values())


def _watch(reader: Reader, w: int, at: int, busy: list[tuple[Any, ...]]) -> list[Watched]:
    hands = {row[10]: row for row in busy if row[9] == "sales_order"}
    found: list[tuple[int, int, Watched]] = []
    for order in _looked_at(reader, w, at, list(hands)):
        why = sales.watched(order.state, order.on_hold, order.short, order.ordered_at, order.due_at, at)
        hand = hands.get(order.id)
        still = hand is not None and at - hand[6] > STUCK
        if not why and not still:
            continue
        standing, reason, facts = _why(order, why, hand, still, at)
        rank = ("late", "stuck", "soon").index(standing)
        shown = Watched(
            order.id, order.number, order.party_name, order.state, order.due_at, standing, reason, facts, order.lines,
            order.lines_done,
        )  # fmt: skip
        found.append((rank, order.due_at or order.ordered_at, shown))
    found.sort(key=lambda one: one[:2])
    return [one[2] for one in found[:WATCHED_MAX]]


def _looked_at(reader: Reader, w: int, at: int, in_hand: list[int]) -> list[Order]:
    """The open orders that may need somebody: due first, flagged last, unconfirmed longest, in somebody's hands."""
    rows = [row for state in sales.OPEN for row in reader.all(DUE, w=w, state=state, most=LOOKED_AT)]
    rows += reader.all(FLAGGED, w=w, states=list(sales.OPEN), most=LOOKED_AT)
    unconfirmed = {"states": ["submitted", "approved"], "before": at - sales.CONFIRM_WITHIN}
    rows += reader.all(UNCONFIRMED, w=w, most=LOOKED_AT, **unconfirmed)
    rows += reader.all(BY_IDS, w=w, ids=in_hand)
    orders = {row[0]: made(row) for row in rows}
    return [order for order in orders.values() if order.state in sales.OPEN]


def _why(
    order: Order, why: str, hand: tuple[Any, ...] | None, still: bool, at: int
) -> tuple[str, str, dict[str, Fact]]:
    """How it stands, and the first reason that somebody can do something about."""
    standing = {"late": "late", "soon": "soon"}.get(why, "stuck")
    if order.on_hold:
        return standing, "reports.on_hold", {"reason": order.hold_reason}
    if still and hand is not None:
        return standing, "reports.not_moved", {"user": hand[1], "minutes": (at - hand[6]) // 60_000_000}
    if order.short:
        return standing, "reports.short", {}
    if hand is not None:
        return standing, "reports.in_hand", {"user": hand[1], "done": hand[8], "lines": hand[7]}
    if order.state in ("submitted", "approved"):
        return standing, "reports.unconfirmed", {}
    return (
        standing,
        {"checked": "reports.to_ship", "reserved": "reports.to_release"}.get(order.state, "reports.unclaimed"),
        {},
    )


def _exceptions(reader: Reader, w: int) -> list[Exceptional]:
    found = [
        Exceptional("card", code, Raw(facts.encode()), created_at, id, id)
        for id, _, code, facts, _, created_at in reader.all(CARDS, w=w, most=EXCEPTIONS_MAX)
    ]
    for id, where, goods, digits, unit, variance, _, created_at in reader.all(IN_REVIEW, w=w, most=EXCEPTIONS_MAX):
        facts: dict[str, Fact] = {
            "place": where, "item": goods, "variance": variance, "digits": digits, "unit": unit, "result": id,
        }  # fmt: skip
        found.append(Exceptional("count", "counting.differs", facts, created_at, id))
    found.sort(key=lambda one: -one.at)
    return found[:EXCEPTIONS_MAX]
