"""What screens show of held commands and of what became of any command."""

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Table, and_, bindparam, func, select

from server.catalog.tables import item, lot, place
from server.commands import log
from server.commands.cards import CARDS_MAX
from server.commands.tables import card, command, scan_event
from server.kernel.outcome import Outcome
from server.kernel.refusal import Fact, Refusal
from server.ledger.tables import balance, hold
from server.people.tables import device, user
from server.store.transaction import Reader, Sql, among
from server.tasks.tables import task


class Evidence(Struct):
    """A scan that a command names. verdict: accepted, refused or seen."""

    id: str
    text: str
    step: str
    source: str
    verdict: str
    effective_at: int


class CardLine(Struct):
    """A card with the names of what it speaks of. facts: what the words of its code need. payload: what was sent.

    on_hand, reserved, frozen, in_doubt: what the books say of its place now, with what the card itself holds in doubt.
    scans: the evidence that the command names, as it was scanned one after the other.
    """

    id: int
    warehouse_id: int
    command_id: str
    type: str
    state: str
    code: str
    facts: dict[str, Fact]
    payload: dict[str, object]
    user_id: int
    device_id: str
    place_id: int
    item_id: int
    lot_id: int
    serial_id: int
    quantity: int
    effective_at: int
    uncertainty_us: int
    created_at: int
    closed_at: int
    closed_by: int
    resolution: str
    note: str
    user: str
    device: str
    place: str
    item_code: str
    item_name: str
    lot: str
    unit: str
    digits: int
    task: str
    document: str
    on_hand: int
    reserved: int
    frozen: int
    in_doubt: int
    scans: list[Evidence] = []


class CommandFate(Struct):
    """A command and all that became of it, its first outcome first."""

    id: str
    type: str
    warehouse_id: int
    user_id: int
    device_id: str
    seq: int
    effective_at: int
    uncertainty_us: int
    received_at: int
    outcomes: list[Outcome]


_COLUMNS = CardLine.__struct_fields__[: CardLine.__struct_fields__.index("user")]
KINDS_OF_HOLD = ("reserved", "frozen", "in_doubt")


def _standing(stock: Table, quantity: ColumnElement[int], *more: ColumnElement[bool]) -> ColumnElement[int]:
    """How much of it stands on a card's key."""
    same = (stock.c[name] == card.c[name] for name in ("warehouse_id", "place_id", "item_id", "lot_id", "serial_id"))
    return func.coalesce(select(func.sum(quantity)).where(*same, *more).scalar_subquery(), 0)


EVIDENCE = Sql(
    select(*(scan_event.c[name] for name in Evidence.__struct_fields__))
    .where(among(scan_event.c.id, "ids"))
    .order_by(scan_event.c.device_id, scan_event.c.seq)
)
LINES = Sql(
    select(
        *(card.c[name] for name in _COLUMNS),
        func.coalesce(user.c.name, ""),
        func.coalesce(device.c.name, ""),
        func.coalesce(place.c.code, ""),
        func.coalesce(item.c.code, ""),
        func.coalesce(item.c.name, ""),
        func.coalesce(lot.c.code, ""),
        func.coalesce(item.c.base_unit, ""),
        func.coalesce(item.c.digits, 0),
        func.coalesce(task.c.number, ""),
        func.coalesce(task.c.document, ""),
        _standing(balance, balance.c.quantity),
        *(_standing(hold, hold.c.quantity, hold.c.state == "active", hold.c.kind == kind) for kind in KINDS_OF_HOLD),
    )
    .select_from(
        card.outerjoin(user, user.c.id == card.c.user_id)
        .outerjoin(device, device.c.id == card.c.device_id)
        .outerjoin(place, and_(place.c.id == card.c.place_id, place.c.warehouse_id == card.c.warehouse_id))
        .outerjoin(item, item.c.id == card.c.item_id)
        .outerjoin(lot, lot.c.id == card.c.lot_id)
        .outerjoin(command, command.c.id == card.c.command_id)
        .outerjoin(task, task.c.id == command.c.task_id)
    )
    .where(card.c.warehouse_id == bindparam("w"), card.c.state == bindparam("state"), card.c.id > bindparam("after"))
    .order_by(card.c.id)
    .limit(bindparam("most"))
)
COMMAND = Sql(
    select(
        command.c.id,
        command.c.type,
        command.c.warehouse_id,
        command.c.user_id,
        command.c.device_id,
        command.c.seq,
        command.c.effective_at,
        command.c.uncertainty_us,
        command.c.received_at,
    ).where(command.c.id == bindparam("id"))
)


def card_lines(reader: Reader, warehouse_id: int, state: str = "open", after: int = 0) -> list[CardLine]:
    """A warehouse's cards in a state, oldest first, those after a number; at most CARDS_MAX."""
    lines = []
    named: dict[int, list[str]] = {}
    for row in reader.all(LINES, w=warehouse_id, state=state, after=after, most=CARDS_MAX):
        line = CardLine(*row)
        line.facts = msgspec.json.decode(row[6], type=dict[str, Fact])
        line.payload = msgspec.json.decode(row[7], type=dict[str, object])
        scans = line.payload.get("scans")
        named[line.id] = [one for one in scans if isinstance(one, str)] if isinstance(scans, list) else []
        lines.append(line)
    ids = sorted({one for scans in named.values() for one in scans})
    known = {row[0]: Evidence(*row) for row in reader.all(EVIDENCE, ids=ids)} if ids else {}
    for line in lines:
        of_line = set(named[line.id])
        line.scans = [one for id, one in known.items() if id in of_line]
    return lines


def command_fate(reader: Reader, command_id: str) -> CommandFate:
    """A command's whole history; Refusal `command.unknown_id` when it never came."""
    row = reader.one(COMMAND, id=command_id)
    fate = log.fate(reader, command_id)
    if row is None or fate is None:
        raise Refusal("command.unknown_id", id=command_id)
    shown = (*row, fate.outcomes)
    return CommandFate(*shown)
