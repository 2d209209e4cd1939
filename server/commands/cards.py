"""Cards: held commands that wait for stock or for a person, with the quantity in doubt as long as they wait."""

import logging
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Raw, Struct
from sqlalchemy import bindparam, insert, select, update

from server.commands import log
from server.commands.kind import Kinds
from server.commands.tables import card, command
from server.flows.promises import gave_way, not_brought
from server.kernel.outcome import Outcome, accepted
from server.kernel.refusal import Refusal
from server.ledger import hold
from server.store.fault import is_of_the_world
from server.store.transaction import Act, Hold, Reader, Sql

_log = logging.getLogger(__name__)

CARDS_MAX = 200  # Cards in one list.


class CloseCard(Struct, forbid_unknown_fields=True):
    """A person decides about a held command.

    resolution: post: try again now. put_back: the goods are back where they were, nothing is to be posted.
    """

    card: Annotated[int, Meta(ge=1)]
    resolution: Literal["post", "put_back"]
    note: Annotated[str, Meta(max_length=1000)] = ""


class Pick(Struct):
    """Which line a held pick was for."""

    task: int
    line: int


class Card(Struct):
    """A held command as screens show it."""

    id: int
    warehouse_id: int
    command_id: str
    type: str
    state: str
    code: str
    facts: Raw
    payload: Raw
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


_shape = [card.c[name] for name in Card.__struct_fields__]
_NEW = (
    "warehouse_id", "command_id", "type", "code", "facts", "payload", "user_id", "device_id", "place_id", "item_id",
    "lot_id", "serial_id", "quantity", "effective_at", "uncertainty_us", "created_at",
)  # fmt: skip
ADD = Sql(insert(card).values({name: bindparam(name) for name in _NEW}).returning(card.c.id))
ONE = Sql(select(*_shape).where(card.c.id == bindparam("id")))
LIST = Sql(
    select(*_shape)
    .where(card.c.warehouse_id == bindparam("w"), card.c.state == bindparam("state"), card.c.id > bindparam("after"))
    .order_by(card.c.id)
    .limit(bindparam("most"))
)
WAITING = Sql(
    select(card.c.effective_at, card.c.id, card.c.place_id, card.c.item_id, card.c.lot_id, card.c.serial_id).where(
        card.c.warehouse_id == bindparam("w"), card.c.state == "open", card.c.item_id == bindparam("item")
    )
)
CLOSE = Sql(
    update(card)
    .where(card.c.id == bindparam("card"), card.c.state == "open")
    .values(
        state=bindparam("ended"),
        closed_at=bindparam("at"),
        closed_by=bindparam("by"),
        closed_command=bindparam("by_command"),
        resolution=bindparam("how"),
        note=bindparam("words"),
    )
)
ORIGIN = Sql(select(command.c.payload_sha, command.c.task_id).where(command.c.id == bindparam("id")))


def one(reader: Reader, card_id: int) -> Card | None:
    """The card with that number."""
    row = reader.one(ONE, id=card_id)
    return None if row is None else _card(row)


def in_state(reader: Reader, warehouse_id: int, state: str = "open", after: int = 0) -> list[Card]:
    """A warehouse's cards, oldest first, those after a number; at most CARDS_MAX."""
    return [_card(row) for row in reader.all(LIST, w=warehouse_id, state=state, after=after, most=CARDS_MAX)]


def _card(row: Sequence[Any]) -> Card:
    shown = Card(*row)
    shown.facts = Raw(row[6].encode())
    shown.payload = Raw(row[7].encode())
    return shown


def put(act: Act, held: Hold, payload: Raw | bytes) -> int:
    """Keep a held command on a card, and its quantity in doubt at its key; answers the card's number."""
    rest = payload if held.rest is None else msgspec.json.encode(held.rest)
    number: int = act.tx.value(
        ADD,
        warehouse_id=act.warehouse_id,
        command_id=act.command_id,
        type=act.type,
        code=held.code,
        facts=msgspec.json.encode(held.facts).decode(),
        payload=bytes(rest).decode(),
        user_id=act.user_id,
        device_id=act.device_id,
        place_id=held.place_id,
        item_id=held.item_id,
        lot_id=held.lot_id,
        serial_id=held.serial_id,
        quantity=held.quantity,
        effective_at=act.effective_at,
        uncertainty_us=act.uncertainty_us,
        created_at=act.at,
    )
    if held.item_id and held.quantity > 0:
        _doubt(act, number, held)
    act.tell(
        "exception.raised",
        "board",
        "cards",
        kind="card",
        card=number,
        type=act.type,
        code=held.code,
        facts=held.facts,
        user=act.user_id,
    )
    return number


def _doubt(act: Act, card_id: int, at: Hold | Card) -> None:
    made = hold.put(
        act,
        "in_doubt",
        at.place_id,
        at.item_id,
        at.quantity,
        lot=at.lot_id,
        serial=at.serial_id,
        holder_kind="card",
        holder_id=card_id,
        reason=at.code,
    )
    gave_way(act, made.yielded)


def retry_arrived(act: Act, kinds: Kinds) -> None:
    """Try again what waited for the goods that this act has brought, in the order in which it happened on the floor."""
    tried: set[int] = set()
    while act.arrived:
        keys, act.arrived = act.arrived, set()
        items = {key[1] for key in keys}
        waiting = sorted(row for item in items for row in act.tx.all(WAITING, w=act.warehouse_id, item=item))
        for _, number, *key in waiting:
            if number not in tried and any(_waits_for(key, come) for come in keys):
                tried.add(number)
                shown = one(act.tx, number)
                assert shown is not None
                try_again(act, shown, kinds)


def _waits_for(key: Sequence[int], come: Sequence[int]) -> bool:
    """Whether a card's key (place, item, lot, serial; 0 for any) is among what has come."""
    return all(wanted in (0, there) for wanted, there in zip(key, come, strict=True))


def try_again(act: Act, shown: Card, kinds: Kinds, decided_by: int = 0) -> Outcome | Hold | Refusal:
    """Perform a held command once more, in the name of who did it and for the moment when it was done.

    decided_by: the person who wants it; 0 when goods have come.
    Answers the outcome and settles the card, or answers what still stands against it and leaves everything as it was.
    """
    kind = kinds[shown.type]
    again = _again(act, shown, decided_by)
    try:
        with act.tx.savepoint():
            _end_doubt(again, shown.id, "consumed")
            outcome = kind.perform(again, kind.decoder.decode(shown.payload))
            for left in again.holds:
                put(again, left, shown.payload)
    except (Hold, Refusal) as still:
        return still
    except Exception as mistake:  # Whoever brought the goods is not to blame: the card waits on.
        if is_of_the_world(mistake):
            raise
        _log.exception("command.fault: %s %s of card %d failed again", shown.type, shown.command_id, shown.id)
        return Refusal("command.fault", type=shown.type, id=shown.command_id)
    if again.holds:
        # Part of it is done now; a new card keeps what is left, and this one is settled.
        first = again.holds[0]
        outcome = Outcome("held", first.code, first.facts, outcome.made)
    settle(act, shown, outcome, "post")
    act.told.extend(again.told)
    act.arrived |= again.arrived
    return outcome


def _again(act: Act, shown: Card, decided_by: int) -> Act:
    sha, task_id = act.tx.one(ORIGIN, id=shown.command_id) or (b"", 0)
    return Act(
        act.tx,
        shown.command_id,
        shown.type,
        shown.user_id,
        shown.device_id,
        shown.warehouse_id,
        act.at,
        shown.effective_at,
        shown.uncertainty_us,
        bytes(sha),
        task_id=task_id,
        card_id=shown.id,
        decided_by=decided_by,
        permits=act.permits,
    )


def settle(act: Act, shown: Card, outcome: Outcome, resolution: str, note: str = "", state: str = "settled") -> None:
    """Close a card for good and say so."""
    changed = act.tx.run(
        CLOSE,
        card=shown.id,
        ended=state,
        at=act.at,
        by=act.user_id,
        by_command=act.command_id,
        how=resolution,
        words=note,
    )
    assert changed == 1, f"card {shown.id} was not open"
    log.add_later(act.tx, shown.command_id, outcome, act.command_id, act.at)
    act.tell(
        "exception.closed", "board", "cards", f"user:{shown.user_id}",
        kind="card", card=shown.id, state=state, command=shown.command_id, outcome=msgspec.to_builtins(outcome),
    )  # fmt: skip


def _end_doubt(act: Act, card_id: int, state: Literal["consumed", "released"]) -> None:
    for standing in hold.holds_of(act.tx, "card", card_id):
        hold.end(act, standing.id, state=state)


def closing(kinds: Kinds) -> Callable[[Act, CloseCard], Outcome]:
    """The performer of `cards.close`, which tries commands of these kinds again."""

    def close(act: Act, do: CloseCard) -> Outcome:
        shown = one(act.tx, do.card)
        if shown is None or shown.warehouse_id != act.warehouse_id:
            raise Refusal("cards.unknown", card=do.card)
        if shown.state != "open":
            raise Refusal("cards.not_open", card=do.card, state=shown.state)
        if do.resolution == "post":
            if shown.code == "people.not_allowed" and not act.may(shown.type):
                # Who did it had no right to; who lets it stand must have it.
                raise Refusal("people.not_allowed", permission=shown.type)
            outcome = try_again(act, shown, kinds, act.user_id)
            if not isinstance(outcome, Outcome):
                raise Refusal("cards.still_held", card=do.card, why=outcome.code)
            return accepted(card=do.card)
        _end_doubt(act, do.card, "released")
        # A card without a quantity was kept before anybody looked at what its payload names.
        if shown.quantity and shown.type in ("picking.confirm", "picking.short"):
            pick = msgspec.json.decode(shown.payload, type=Pick)
            not_brought(act, pick.task, pick.line, shown.command_id, shown.quantity)
        put_back = Outcome("superseded", "cards.put_back", {"card": do.card})
        settle(act, shown, put_back, do.resolution, do.note, state="closed")
        return accepted(card=do.card)

    return close
