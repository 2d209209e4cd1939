"""What screens show of held commands."""

import pytest

from server.commands import views
from server.kernel.ids import new_id
from server.kernel.refusal import Refusal
from server.store.engine import Store
from tests.server.commands.house import HOUSE, SOAP, Bring, Phone, Take


def test_a_card_names_what_it_speaks_of(house: Store, phone: Phone) -> None:
    phone.do("testing.take", Take(2, "x"))
    with house.reader() as reader:
        (line,) = views.card_lines(reader, HOUSE)
    assert (line.user, line.device, line.place, line.item_id) == ("li", "P1", "A-01-1", SOAP)
    assert (line.item_code, line.item_name, line.lot, line.unit, line.digits) == ("SOAP", "Soap", "", "pcs", 0)
    assert (line.facts, line.payload) == ({"there": 0}, {"quantity": 2, "note": "x"})


def test_cards_come_page_by_page_and_by_state(house: Store, phone: Phone, forklift: Phone) -> None:
    phone.send([phone.entry("testing.take", Take(quantity)) for quantity in (1, 2, 3)])
    with house.reader() as reader:
        first, *others = views.card_lines(reader, HOUSE)
        assert views.card_lines(reader, HOUSE, after=first.id) == others
        assert views.card_lines(reader, HOUSE + 1) == []
    forklift.do("testing.bring", Bring(1))
    with house.reader() as reader:
        left = views.card_lines(reader, HOUSE)
        assert [line.id for line in left] == [line.id for line in others]
        assert {line.in_doubt for line in left} == {5}, "what the first one held is taken now"
        assert [line.id for line in views.card_lines(reader, HOUSE, "settled")] == [first.id]


def test_a_commands_fate_is_its_whole_history(house: Store, phone: Phone, forklift: Phone) -> None:
    entry = phone.entry("testing.take", Take(1))
    phone.send([entry])
    forklift.do("testing.bring", Bring(1))
    with house.reader() as reader:
        fate = views.command_fate(reader, entry.id)
    assert [outcome.result for outcome in fate.outcomes] == ["held", "accepted"]
    assert (fate.device_id, fate.seq, fate.type) == (phone.id, 1, "testing.take")


def test_a_command_that_never_came_is_refused(house: Store) -> None:
    with house.reader() as reader, pytest.raises(Refusal, match=r"command\.unknown_id"):
        views.command_fate(reader, new_id())
