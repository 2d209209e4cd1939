"""Which steps a kind of task asks for: flow definitions as data, by kind and version, compiled into lines."""

from typing import Any, Final, Literal, NamedTuple

from msgspec import Struct

from server.kernel.refusal import Refusal
from server.tasks.steps import Emission, ItemFacts, Line, LotFacts, PlaceFacts, Step, Unit


class Template(Struct, frozen=True):
    """A step before it knows its line.

    target: the field of the line that names the expected id; "" for any of the kind.
    limited: the line's quantity is the most. offered: it is what the screen offers.
    by_lot: only where a lot is asked for.
    """

    id: str
    kind: Literal["scan", "number"] = "scan"
    want: str = ""
    target: str = ""
    store: str = ""
    keep: Literal["line", "task"] = "line"
    wrong: str = ""
    other: str = ""
    min: int = 0
    limited: bool = False
    offered: bool = False
    over: str = ""
    under: str | None = None
    counts: bool = False
    by_lot: bool = False


class Sends(Struct, frozen=True):
    """A command and the names in its payload."""

    type: str
    names: tuple[str, ...]


class Flow(Struct, frozen=True):
    """How one kind of task is done. goes_to: the field that says where; blind: its quantity never travels."""

    kind: str
    version: int
    permission: str
    order: Literal["walk", "any"]
    steps: tuple[Template, ...]
    command: Sends
    short: Sends | None = None
    skip: Sends | None = None
    goes_to: str = "from_place"
    blind: bool = False


PICK: Final = Flow(
    "pick",
    1,
    "picking.confirm",
    "walk",
    (
        Template(
            "bin", want="bin", target="from_place", store="place", wrong="picking.wrong_bin", other="picking.not_a_bin"
        ),
        Template(
            "item", want="item", target="item", store="item", wrong="picking.wrong_item", other="picking.not_an_item"
        ),
        Template(
            "lot",
            want="lot",
            target="lot",
            store="lot",
            wrong="picking.wrong_lot",
            other="picking.not_a_lot",
            by_lot=True,
        ),
        Template(
            "quantity",
            "number",
            store="quantity",
            min=1,
            limited=True,
            offered=True,
            over="picking.too_many",
            under="short",
            counts=True,
            wrong="picking.wrong_item",
        ),
        Template(
            "tote",
            want="container",
            store="container",
            keep="task",
            wrong="picking.wrong_tote",
            other="picking.not_a_tote",
        ),
    ),
    Sends(
        "picking.confirm",
        ("task", "line", "place", "item", "lot", "serial", "quantity", "container", "scans", "override"),
    ),
    Sends("picking.short", ("task", "line", "quantity_found", "reason", "container", "scans", "override")),
    Sends("picking.skip", ("task", "line")),
)
CHECK: Final = Flow(
    "check",
    1,
    "checking.confirm",
    "any",
    (
        Template("item", want="item", target="item", wrong="checking.not_in_order", other="checking.not_an_item"),
        Template(
            "quantity", "number", store="quantity", limited=True, over="checking.differs", under="checking.differs",
            counts=True, wrong="checking.other_item",
        ),
    ),
    Sends("checking.confirm", ("task", "line", "quantity", "scans")),
    goes_to="",
)  # fmt: skip
COUNT: Final = Flow(
    "count",
    1,
    "counting.submit",
    "walk",
    (
        Template("bin", want="bin", target="from_place", wrong="counting.wrong_bin", other="counting.not_a_bin"),
        Template("lot", want="lot", target="lot", wrong="counting.wrong_lot", other="counting.not_a_lot", by_lot=True),
        Template(
            "quantity", "number", store="quantity", counts=True, wrong="counting.wrong_item", over="counting.too_many"
        ),
    ),
    Sends("counting.submit", ("task", "line", "quantity", "scans", "started_at")),
    blind=True,
)
PUT_BACK: Final = Flow(
    "relocate",
    1,
    "relocating.put_back",
    "walk",
    (
        Template("item", want="item", target="item", wrong="relocating.wrong_item", other="relocating.not_an_item"),
        Template(
            "quantity",
            "number",
            store="quantity",
            min=1,
            limited=True,
            offered=True,
            over="relocating.too_many",
            counts=True,
            wrong="relocating.wrong_item",
        ),
        Template(
            "bin",
            want="bin",
            target="to_place",
            store="to_place",
            wrong="relocating.wrong_bin",
            other="relocating.not_a_bin",
        ),
    ),
    Sends("relocating.put_back", ("task", "line", "to_place", "quantity", "scans")),
    goes_to="to_place",
)

FLOWS: Final = {(flow.kind, flow.version): flow for flow in (PICK, CHECK, COUNT, PUT_BACK)}
PERMISSIONS: Final = {flow.kind: flow.permission for flow in FLOWS.values()}
_EMPTY: Final[dict[str, Any]] = {
    "quantity": 0, "quantity_found": 0, "container": 0, "reason": "", "override": "", "started_at": 0,
}  # fmt: skip


class LineFacts(NamedTuple):
    """One task line with the words of what it names, as the database gives it."""

    id: int
    task_id: int
    position: int
    state: str
    item_id: int
    lot_id: int
    serial_id: int
    from_place: int
    to_place: int
    quantity: int
    asked: int
    done: int
    hold_id: int
    order_line_id: int
    done_by: int
    command_id: str
    item_code: str
    item_name: str
    item_spec: str
    item_unit: str
    digits: int
    from_code: str
    from_aisle: str
    from_rack: int
    from_level: int
    from_side: str
    to_code: str
    to_aisle: str
    to_rack: int
    to_level: int
    to_side: str
    lot_code: str
    expires_on: str


def flow(kind: str, version: int) -> Flow:
    """The definition by which a task is done."""
    known = FLOWS.get((kind, version))
    if known is None:
        raise Refusal("tasks.no_flow", kind=kind, version=version)
    return known


def compiled(definition: Flow, row: LineFacts, units: list[Unit] | None = None) -> Line:
    """A line as phones and the interpreter read it. What is still wanted is its quantity less what is done."""
    left = row.quantity - row.done
    ids = {"from_place": row.from_place, "to_place": row.to_place, "item": row.item_id, "lot": row.lot_id}
    labels = {"from_place": row.from_code, "to_place": row.to_code, "item": row.item_code, "lot": row.lot_code}
    steps = [
        _step(template, ids, labels, left, row.item_code)
        for template in definition.steps
        if row.lot_id or not template.by_lot
    ]
    fixed = {
        **_EMPTY, "task": row.task_id, "line": row.id, "place": row.from_place, "item": row.item_id, "lot": row.lot_id,
        "serial": row.serial_id, "from_place": row.from_place, "to_place": row.to_place,
    }  # fmt: skip
    place = None
    if definition.goes_to == "from_place" and row.from_place:
        place = PlaceFacts(row.from_place, row.from_code, row.from_aisle, row.from_rack, row.from_level, row.from_side)
    elif definition.goes_to == "to_place" and row.to_place:
        place = PlaceFacts(row.to_place, row.to_code, row.to_aisle, row.to_rack, row.to_level, row.to_side)
    return Line(
        row.id,
        row.position,
        row.state,
        ItemFacts(row.item_id, row.item_code, row.item_name, row.item_spec, row.item_unit, row.digits, units or []),
        steps,
        _sends(definition.command, fixed),
        place,
        LotFacts(row.lot_id, row.lot_code, row.expires_on) if row.lot_id else None,
        None if definition.blind else left,
        row.done,
        _sends(definition.short, fixed) if definition.short else None,
        _sends(definition.skip, fixed) if definition.skip else None,
    )


def _step(template: Template, ids: dict[str, int], labels: dict[str, str], left: int, item_code: str) -> Step:
    if template.kind == "number":
        return Step(
            template.id, "number", template.store, wrong=template.wrong, label=item_code, min=template.min,
            max=left if template.limited else None, preset=left if template.offered else None, over=template.over,
            under=template.under, counts=template.counts,
        )  # fmt: skip
    targets = [ids[template.target]] if template.target else []
    return Step(
        template.id, "scan", template.store, template.want, targets, template.keep, template.wrong, template.other,
        labels.get(template.target, ""),
    )  # fmt: skip


def _sends(sends: Sends, fixed: dict[str, Any]) -> Emission:
    return Emission(sends.type, {name: [] if name == "scans" else fixed[name] for name in sends.names})
