"""Undo is another movement that names the first; goods and costs go back the way they came."""

import pytest

from server.kernel.refusal import Refusal
from server.ledger import commands as ask
from server.ledger import perform, reservation, reversal
from server.ledger.views import movements, stock
from server.store.engine import Store
from tests.house import House


@pytest.fixture
def house(sqlite_store: Store) -> House:
    """On SQLite alone; histories on both databases reverse too."""
    return House(sqlite_store)


def test_a_movement_is_taken_back_once_and_only_once(house: House) -> None:
    tea, one = house.item("tea"), house.bin("A-1")
    house.bring(tea, one, 10, amount=100_000)
    sold = house.take(tea, one, 4)
    back = house.do(lambda act: perform.reverse(act, ask.Reverse(sold.seq, "wrong order"))).made["movement"]
    assert house.on_hand(one, tea) == 10
    with pytest.raises(Refusal, match=r"ledger\.reversed_already"):
        house.do(lambda act: reversal.reverse(act, sold.seq))
    with pytest.raises(Refusal, match=r"ledger\.is_reversal"):
        house.do(lambda act: reversal.reverse(act, int(back)))  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=r"ledger\.no_movement"):
        house.do(lambda act: reversal.reverse(act, 99))
    assert house.prove().is_clean


def test_a_receipt_whose_goods_have_gone_cannot_be_taken_back(house: House) -> None:
    tea, one = house.item("tea"), house.bin("A-1")
    came = house.bring(tea, one, 5)
    house.take(tea, one, 2)
    with pytest.raises(Refusal, match=r"ledger\.not_enough"):
        house.do(lambda act: reversal.reverse(act, came.seq))


def test_corrections_and_freezing_go_through_the_books(house: House) -> None:
    tea, one = house.item("tea"), house.bin("A-1")
    house.do(lambda act: perform.adjust(act, ask.Adjust(one, tea, 5, "found", cost=50_000)))
    house.do(lambda act: perform.adjust(act, ask.Adjust(one, tea, -1, "broken")))
    house.do(lambda act: reservation.reserve(act, tea, 4, "order_line", 1))
    frozen = house.do(lambda act: perform.freeze(act, ask.Freeze(one, tea, 3, "wet"))).made["hold"]
    now = house.standing(one, tea)
    assert (now.on_hand, now.reserved, now.frozen, now.available) == (4, 1, 3, 0)
    with pytest.raises(Refusal, match=r"ledger\.not_free"):
        house.do(lambda act: perform.freeze(act, ask.Freeze(one, tea, 2, "wet")))
    with pytest.raises(Refusal, match=r"ledger\.not_enough"):
        house.do(lambda act: perform.adjust(act, ask.Adjust(one, tea, -2, "lost")))
    with pytest.raises(Refusal, match=r"ledger\.nothing_to_adjust"):
        house.do(lambda act: perform.adjust(act, ask.Adjust(one, tea, 0, "none")))
    house.do(lambda act: perform.unfreeze(act, ask.Unfreeze(int(frozen))))  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=r"ledger\.nothing_reserved"):
        house.do(lambda act: perform.unfreeze(act, ask.Unfreeze(int(frozen))))  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=r"ledger\.no_hold"):
        house.do(lambda act: perform.unfreeze(act, ask.Unfreeze(999)))
    assert house.prove().is_clean


def test_rules_of_removal_are_kept_per_kind_and_decide_what_is_reserved(house: House) -> None:
    tea, old, new = house.item("tea", kind="drink"), house.bin("B-1"), house.bin("A-1")
    house.bring(tea, old, 5)
    house.bring(tea, new, 5)
    first = house.do(lambda act: reservation.reserve(act, tea, 1, "order_line", 1)).holds[0]
    rules = ask.SetRemovalRules([ask.RemovalRule(sort="lifo")], "drink")
    house.do(lambda act: perform.set_removal_rules(act, rules))
    second = house.do(lambda act: reservation.reserve(act, tea, 1, "order_line", 1)).holds[0]
    assert (first.place, second.place) == (old, new)
    with pytest.raises(Refusal, match=r"ledger\.bad_rule"):
        house.do(lambda act: perform.set_removal_rules(act, ask.SetRemovalRules([ask.RemovalRule(sort="any")])))


def test_movements_tell_where_they_came_from(house: House) -> None:
    tea, cup, one, other = house.item("tea"), house.item("cup"), house.bin("A-1"), house.bin("A-2")
    house.bring(tea, one, 5)
    sold = house.take(tea, one, 2)
    house.bring(cup, other, 1)
    house.do(lambda act: reversal.reverse(act, sold.seq))
    with house.store.reader() as reader:
        of_tea = movements(reader, house.warehouse, item_id=tea)
        assert [(one.seq, one.kind, one.reverses, one.reversed_by) for one in of_tea] == [
            (4, "reversal", 2, 0), (2, "ship", 0, 4), (1, "receipt", 0, 0),
        ]  # fmt: skip
        assert [one.seq for one in movements(reader, house.warehouse, place_id=other)] == [3]
        assert [one.seq for one in movements(reader, house.warehouse, tea, one, before=4, limit=1)] == [2]
        shown = of_tea[1]
        assert (shown.user, shown.lines[0].from_place, shown.lines[0].to_place) == ("李强", "A-1", "customer")
        assert [(line.place, line.on_hand, line.available) for line in stock(reader, house.warehouse, "item", tea)] == [
            ("A-1", 5, 5)
        ]
