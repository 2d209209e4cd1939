"""Promises: partial or whole, from which stock, and what ends them."""

import pytest

from server.catalog.lot import add_lot
from server.kernel.clock import DAY
from server.kernel.refusal import Refusal
from server.ledger import hold, reservation
from server.store.engine import Store
from tests.house import House


@pytest.fixture
def house(sqlite_store: Store) -> House:
    """On SQLite alone; random histories on both databases reserve too."""
    return House(sqlite_store)


def test_whole_or_nothing_writes_nothing_when_refused(house: House) -> None:
    tea, one = house.item("tea"), house.bin("A-1")
    house.bring(tea, one, 5)
    with pytest.raises(Refusal, match=r"ledger\.not_free"):
        house.do(lambda act: reservation.reserve(act, tea, 6, "order_line", 1, whole=True))
    assert house.standing(one, tea).reserved == 0


def test_what_expires_first_is_taken_first_and_what_has_expired_never(house: House) -> None:
    milk, one = house.item("milk", by_lot=True), house.bin("A-1")
    days = ("2023-11-14", "2023-12-24", "2023-11-15", "")
    lots = [house.do(lambda act, d=d: add_lot(act.tx, milk, d or "never", act.at, expires_on=d)) for d in days]  # type: ignore[misc]
    for lot in lots:
        house.bring(milk, one, 2, lot=lot)
    made = house.do(lambda act: reservation.reserve(act, milk, 10, "order_line", 1))
    assert [held.lot for held in made.holds] == [lots[2], lots[1], lots[3]]
    assert made.short == 4


def test_goods_in_a_pickers_tote_are_nobodys_to_promise(house: House) -> None:
    tea, tote = house.item("tea"), house.bin("T-1", "container", pickable=False)
    house.bring(tea, tote, 5)
    assert house.do(lambda act: reservation.reserve(act, tea, 1, "order_line", 1)).short == 1


def test_a_bin_to_stay_away_from_gives_nothing(house: House) -> None:
    tea, one, other = house.item("tea"), house.bin("A-1"), house.bin("A-2")
    house.bring(tea, one, 5)
    house.bring(tea, other, 2)
    made = house.do(lambda act: reservation.reserve(act, tea, 4, "order_line", 1, but_not=(one,)))
    assert ([held.place for held in made.holds], made.short) == ([other], 2)


def test_part_of_a_promise_is_given_back_and_keeps_its_trace(house: House) -> None:
    tea, one = house.item("tea"), house.bin("A-1")
    house.bring(tea, one, 5)
    mine = house.do(lambda act: reservation.reserve(act, tea, 5, "order_line", 1)).holds[0]
    assert house.do(lambda act: reservation.release(act, mine.id, 2)) == 2
    with pytest.raises(Refusal, match=r"ledger\.nothing_reserved"):
        house.do(lambda act: reservation.release(act, mine.id, 4))
    assert house.standing(one, tea).reserved == 3
    assert house.do(lambda act: reservation.release_all(act, "order_line", 1)) == 3
    assert house.do(lambda act: reservation.release_all(act, "order_line", 1)) == 0


def test_a_promise_on_the_warehouse_finds_its_bin_later(house: House) -> None:
    tea, one = house.item("tea"), house.bin("A-1")
    house.bring(tea, one, 5)
    promised = house.do(lambda act: reservation.promise(act, tea, 4, "order_line", 1)).holds[0]
    assert house.do(lambda act: reservation.reserve(act, tea, 3, "order_line", 2)).short == 2
    made = house.do(lambda act: reservation.allocate(act, promised))
    assert [(held.place, held.quantity) for held in made.holds] == [(one, 4)]
    assert house.prove().is_clean


def test_a_lease_is_written_on_the_promise(house: House) -> None:
    tea, one = house.item("tea"), house.bin("A-1")
    house.bring(tea, one, 5)
    mine = house.do(lambda act: reservation.reserve(act, tea, 5, "order_line", 1)).holds[0]
    house.do(lambda act: hold.lease(act, [mine.id], "phone", act.at + DAY))
    with house.store.reader() as reader:
        from sqlalchemy import select

        from server.ledger.tables import hold as table
        from server.store.transaction import Sql

        assert reader.one(Sql(select(table.c.lease_device, table.c.lease_until))) == ("phone", house.now + DAY)
