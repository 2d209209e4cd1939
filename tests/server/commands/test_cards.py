"""Held commands: nothing the hand has done is lost, nothing is posted below zero, each has one history."""

from typing import Any

import pytest
from sqlalchemy import select

from server.commands import cards, log
from server.commands.tables import command
from server.ledger.prove import prove
from server.ledger.tables import hold
from server.store.engine import Store
from server.store.transaction import Sql
from tests.server.commands.house import HOUSE, ON_SHELF, Bring, Phone, Take

DOUBTS = Sql(select(hold.c.quantity, hold.c.state).where(hold.c.kind == "in_doubt").order_by(hold.c.id))


def look(store: Store, state: str = "open") -> list[cards.Card]:
    with store.reader() as reader:
        return cards.in_state(reader, HOUSE, state)


def ask(store: Store, sql: Sql) -> list[tuple[Any, ...]]:
    with store.reader() as reader:
        return reader.all(sql)


def fates(store: Store, command_id: str) -> list[str]:
    with store.reader() as reader:
        known = log.fate(reader, command_id)
    assert known is not None
    return [outcome.result for outcome in known.outcomes]


def close(phone: Phone, card: int, resolution: str, note: str = "") -> tuple[str, str]:
    outcome = phone.do("cards.close", cards.CloseCard(card, resolution, note))  # type: ignore[arg-type]
    return outcome.result, outcome.code


def proven(store: Store) -> None:
    with store.reader() as reader:
        assert not prove(reader).findings


def test_what_cannot_be_posted_becomes_a_card_and_is_in_doubt_at_once(house: Store, phone: Phone) -> None:
    outcome = phone.do("testing.take", Take(2))
    assert (outcome.result, outcome.code) == ("held", "testing.not_there")
    (card,) = look(house)
    assert (card.id, card.quantity, card.code) == (outcome.card, 2, "testing.not_there")
    assert ask(house, DOUBTS) == [(2, "active")]
    assert ask(house, ON_SHELF) == []
    proven(house)


def test_a_held_command_sent_again_gives_the_same_card(house: Store, phone: Phone) -> None:
    entry = phone.entry("testing.take", Take(2))
    assert phone.send([entry]).outcomes == phone.send([entry]).outcomes
    assert len(look(house)) == 1


def test_a_held_command_is_posted_when_its_goods_arrive(house: Store, phone: Phone, forklift: Phone) -> None:
    entry = phone.entry("testing.take", Take(2))
    held = phone.send([entry])
    forklift.do("testing.bring", Bring(5))
    assert look(house) == []
    assert [card.state for card in look(house, "settled")] == ["settled"]
    assert ask(house, ON_SHELF) == [(3,)]
    assert ask(house, DOUBTS) == [(2, "consumed")]
    assert fates(house, entry.id) == ["held", "accepted"]
    assert phone.send([entry]).outcomes == held.outcomes, "the first outcome is the answer for ever"
    proven(house)


def test_too_few_goods_leave_the_card_as_it_was(house: Store, phone: Phone, forklift: Phone) -> None:
    phone.do("testing.take", Take(3))
    forklift.do("testing.bring", Bring(2))
    assert [card.quantity for card in look(house)] == [3]
    assert ask(house, DOUBTS) == [(3, "active")]
    assert ask(house, ON_SHELF) == [(2,)]
    proven(house)


def test_waiting_commands_are_tried_in_the_order_of_the_floor(house: Store, phone: Phone, forklift: Phone) -> None:
    phone.send([])
    late = phone.entry("testing.take", Take(2), client_at=phone.now + 60_000_000)
    early = phone.entry("testing.take", Take(2), client_at=phone.now + 1_000_000)
    phone.now += 3_600_000_000
    phone.send([late, early])
    forklift.now = phone.now
    forklift.do("testing.bring", Bring(3))
    assert fates(house, early.id) == ["held", "accepted"]
    assert fates(house, late.id) == ["held"]


def test_the_certain_part_is_posted_and_the_rest_held(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.do("testing.bring", Bring(1))
    entry = phone.entry("testing.take", Take(3, "part"))
    outcome = phone.send([entry]).outcomes[0].outcome
    assert (outcome.result, outcome.code) == ("held", "testing.part")
    assert "movement" in outcome.made
    assert ask(house, ON_SHELF) == [(0,)]
    assert [card.quantity for card in look(house)] == [2]
    forklift.do("testing.bring", Bring(1))
    assert [card.quantity for card in look(house)] == [1], "a new card keeps what is still missing"
    forklift.do("testing.bring", Bring(5))
    assert look(house) == []
    assert ask(house, ON_SHELF) == [(4,)]
    assert fates(house, entry.id) == ["held", "held", "accepted"]
    proven(house)


def test_a_person_says_that_the_goods_are_back(house: Store, phone: Phone, forklift: Phone) -> None:
    entry = phone.entry("testing.take", Take(2))
    phone.send([entry])
    assert close(phone, look(house)[0].id, "put_back", "放回") == ("accepted", "")
    forklift.do("testing.bring", Bring(5))
    assert ask(house, ON_SHELF) == [(5,)]
    assert ask(house, DOUBTS) == [(2, "released")]
    assert fates(house, entry.id) == ["held", "superseded"]
    (card,) = look(house, "closed")
    assert (card.resolution, card.note, card.closed_by) == ("put_back", "放回", phone.user)


def test_trying_again_without_goods_is_refused_and_changes_nothing(house: Store, phone: Phone) -> None:
    phone.do("testing.take", Take(2))
    card = look(house)[0].id
    assert close(phone, card, "post") == ("refused", "cards.still_held")
    assert [one.id for one in look(house)] == [card]
    assert ask(house, DOUBTS) == [(2, "active")]


@pytest.mark.parametrize("resolution", ["post", "put_back"])
def test_a_card_is_closed_once(house: Store, phone: Phone, resolution: str) -> None:
    phone.do("testing.take", Take(2))
    card = look(house)[0].id
    close(phone, card, "put_back")
    assert close(phone, card, resolution) == ("refused", "cards.not_open")


def test_a_card_that_is_not_there_is_refused(house: Store, phone: Phone) -> None:
    assert close(phone, 99, "post") == ("refused", "cards.unknown")


def test_every_card_belongs_to_a_command_that_was_held(house: Store, phone: Phone) -> None:
    phone.send([phone.entry("testing.take", Take(n)) for n in (1, 2, 3)])
    held = ask(house, Sql(select(command.c.id).where(command.c.result == "held")))
    assert {card.command_id for card in look(house)} == {row[0] for row in held}
    assert len(held) == 3


def test_what_was_done_without_a_right_waits_for_somebody_who_has_it(
    house: Store, phone: Phone, forklift: Phone
) -> None:
    held = phone.do("testing.bring", Bring(5))
    assert (held.result, held.code) == ("held", "people.not_allowed")
    assert close(phone, held.card, "post") == ("refused", "people.not_allowed")
    assert ask(house, ON_SHELF) == []
    assert close(forklift, held.card, "post") == ("accepted", "")
    assert ask(house, ON_SHELF) == [(5,)]
    proven(house)
