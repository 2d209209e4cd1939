"""Lots and serial numbers are picked as themselves; what has expired leaves only in somebody's name."""

import pytest
from sqlalchemy import insert

from server.catalog.tables import barcode
from server.commands import cards
from server.commands.cards import CloseCard
from server.kernel.clock import DAY
from server.picking.commands import Confirm
from server.selling.commands import Release, Reserve
from server.shipping.commands import Ship
from server.store.transaction import Sql
from tests.server.commands.house import HOUSE, NOON
from tests.server.flows.house import LI, Hand, House

TODAY, TOMORROW, LATER = "2024-10-04", "2024-10-05", "2024-12-31"


def two_lots(house: House) -> None:
    """Oil of two lots in two bins; that of the first expires tomorrow."""
    house.lot("OIL", "L-1", TOMORROW)
    house.lot("OIL", "L-2", LATER)
    house.stock("A-01-1", "OIL", 4, "L-2")
    house.stock("A-01-2", "OIL", 4, "L-1")


def late(house: House, task: int) -> Hand:
    """Li has scanned and taken it in vain, two days later: what was good when it was promised has expired."""
    li = house.hand(LI).claim(task)
    li.now = house.chen.now = NOON + 2 * DAY
    li.scan("A-01-2", "OIL", "L-1")
    return li


def open_cards(house: House) -> list[cards.Card]:
    found: list[cards.Card] = house.read(cards.in_state, HOUSE)
    return found


def test_a_lot_is_picked_by_its_own_label(house: House) -> None:
    two_lots(house)
    order, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    assert li.task is not None
    assert [step.id for step in li.task.lines[0].steps] == ["bin", "item", "lot", "quantity", "tote"]
    li.scan("A-01-2", "OIL")
    wrong = li.scan("L-2").verdict
    assert (wrong.result, wrong.code) == ("wrong", "picking.wrong_lot")
    assert wrong.facts == {"scanned": "L-2", "wanted": "L-1"}
    assert li.scan("A-01-2").verdict.code == "picking.not_a_lot"
    li.scan("L-1")
    li.number(3)
    li.scan("T-1")
    assert li.outcomes[-1].result == "accepted"
    assert house.there("A-01-2", "OIL", "L-1") == (1, 0, 0)
    assert house.there("T-1", "OIL", "L-1") == (3, 0, 0)
    house.checked(order, ("OIL", 3))
    assert house.chen.do("shipping.ship", Ship(order)).result == "accepted"
    assert house.there("T-1", "OIL", "L-1") == (0, 0, 0)
    house.proved()


def test_one_gs1_label_proves_the_item_and_its_lot(house: House) -> None:
    two_lots(house)
    gtin = insert(barcode).values(text="6901234567892", kind="item", target_id=house.ids["OIL"])
    house.store.writer.submit(lambda tx: tx.run(Sql(gtin))).result()
    order, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.scan("A-01-2")
    wrong = li.scan("010690123456789210L-2\x1d17271231").verdict
    assert (wrong.code, wrong.facts) == ("picking.wrong_lot", {"scanned": "L-2", "wanted": "L-1"})
    li.scan("010690123456789210L-1\x1d17271231")
    assert li.state.step == "quantity"
    li.number(3)
    li.scan("T-1")
    assert li.outcomes[-1].result == "accepted"
    assert house.there("T-1", "OIL", "L-1") == (3, 0, 0)
    house.checked(order, ("OIL", 3))
    house.proved()


def test_a_lot_that_was_not_scanned_moves_nothing(lite: House) -> None:
    two_lots(lite)
    _, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    assert li.task is not None
    li.scan("A-01-2", "OIL")
    (line,) = li.task.lines
    ids = [answer.scan for answer in li.state.answers]
    sent = Confirm(task, line.id, lite.ids["A-01-2"], lite.ids["OIL"], 3, lite.ids["T-1"], ids, lite.ids["L-1"])
    assert li.do("picking.confirm", sent).code == "picking.not_proven"
    assert lite.there("A-01-2", "OIL", "L-1")[0] == 4


def test_an_order_over_two_lots_takes_what_expires_first_in_one_walk(lite: House) -> None:
    two_lots(lite)
    _, task = lite.released(("OIL", 6))
    li = lite.hand(LI).claim(task)
    for where, lot, quantity in (("A-01-1", "L-2", 2), ("A-01-2", "L-1", 4)):
        li.scan(where, "OIL", lot)
        li.number(quantity)
        if li.state.step == "tote":
            li.scan("T-1")
        assert li.outcomes[-1].result == "accepted"
    assert lite.there("T-1", "OIL", "L-1")[0] == 4
    assert lite.there("T-1", "OIL", "L-2")[0] == 2
    lite.proved()


def test_the_same_pick_of_a_lot_twice_moves_it_once(lite: House) -> None:
    two_lots(lite)
    _, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    li.online = False
    li.scan("A-01-2", "OIL", "L-1")
    li.number(3)
    li.scan("T-1")
    sent = list(li.outbox)
    assert [one.result for one in li.sync()] == ["accepted"]
    li.send(sent)
    assert lite.there("A-01-2", "OIL", "L-1")[0] == 1


def test_a_piece_with_a_number_of_its_own_is_picked_once(house: House) -> None:
    for code in ("S-1", "S-2"):
        house.serial("RICE", code)
        house.stock("A-01-1", "RICE", 1, serial=code)
    order, task = house.released(("RICE", 2))
    li = house.hand(LI).claim(task)
    assert li.task is not None
    assert [line.quantity for line in li.task.lines] == [1, 1]
    serials = [line.command.payload["serial"] for line in li.task.lines]
    assert sorted(serials) == sorted([house.ids["S-1"], house.ids["S-2"]])
    for _ in serials:
        li.scan("A-01-1", "RICE")
        if li.state.step == "tote":
            li.scan("T-1")
        assert li.outcomes[-1].result == "accepted"
    assert house.there("T-1", "RICE", serial="S-1") == (1, 0, 0)
    house.checked(order, ("RICE", 2))
    assert house.chen.do("shipping.ship", Ship(order)).result == "accepted"
    house.proved()


def test_two_pieces_under_one_number_are_not_believed(lite: House) -> None:
    lite.serial("RICE", "S-1")
    lite.stock("A-01-1", "RICE", 1, serial="S-1")
    _, task = lite.released(("RICE", 1))
    li = lite.hand(LI).claim(task)
    assert li.task is not None
    (line,) = li.task.lines
    li.scan("A-01-1")
    ids = [answer.scan for answer in li.state.answers]
    sent = Confirm(task, line.id, lite.ids["A-01-1"], lite.ids["RICE"], 2, lite.ids["T-1"], ids, serial=lite.ids["S-1"])
    assert li.do("picking.confirm", sent).code == "picking.not_proven"
    assert lite.there("A-01-1", "RICE", serial="S-1") == (1, 1, 0)


def test_the_day_of_expiry_still_counts(lite: House) -> None:
    two_lots(lite)
    _, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    li.now = NOON + DAY
    li.scan("A-01-2", "OIL", "L-1")
    li.number(3)
    li.scan("T-1")
    assert li.outcomes[-1].result == "accepted"


def test_a_pick_of_expired_goods_is_held_and_good_ones_are_fetched(house: House) -> None:
    two_lots(house)
    order, task = house.released(("OIL", 3))
    li = late(house, task)
    li.number(3)
    li.scan("T-1")
    assert (li.outcomes[-1].result, li.outcomes[-1].code) == ("held", "picking.expired")
    assert house.there("A-01-2", "OIL", "L-1") == (4, 1, 3), "out of the bin, and not in the books yet"
    li.open(task)
    (card,) = open_cards(house)
    assert (card.code, card.quantity) == ("picking.expired", 3)
    assert house.there("A-01-1", "OIL", "L-2")[1] == 2
    assert house.chen.do("cards.close", CloseCard(card.id, "put_back")).result == "accepted"
    assert house.there("A-01-2", "OIL", "L-1") == (4, 1, 0)
    assert house.state(order) == "released"
    house.proved()


def test_a_supervisor_lets_expired_goods_out_of_the_bin_and_out_of_the_house(house: House) -> None:
    house.allow(LI, "shipping.ship")
    two_lots(house)
    order, task = house.released(("OIL", 3))
    li = late(house, task)
    li.number(3)
    li.scan("T-1")
    (card,) = open_cards(house)
    assert house.chen.do("cards.close", CloseCard(card.id, "post", "customer knows")).result == "accepted"
    assert house.there("T-1", "OIL", "L-1") == (3, 0, 0)
    assert house.lines(order)[0].picked == 3
    assert house.state(order) == "picked"
    house.checked(order, ("OIL", 3))
    refused = house.chen.do("shipping.ship", Ship(order))
    assert (refused.code, refused.facts["lots"]) == ("shipping.expired", ["L-1"])
    hurried = li.do("shipping.ship", Ship(order, "in a hurry"))
    assert (hurried.code, hurried.facts) == ("people.not_allowed", {"permission": "shipping.override"})
    assert house.chen.do("shipping.ship", Ship(order, "customer knows")).result == "accepted"
    house.proved()


def test_goods_that_come_do_not_let_expired_ones_out(lite: House) -> None:
    two_lots(lite)
    _, task = lite.released(("OIL", 3))
    li = late(lite, task)
    li.number(3)
    li.scan("T-1")
    lite.stock("A-01-2", "OIL", 5, "L-1")
    assert len(open_cards(lite)) == 1
    assert lite.there("T-1", "OIL", "L-1")[0] == 0


def test_who_closes_cards_but_may_not_override_lets_nothing_out(lite: House) -> None:
    lite.allow(LI, "cards.close")
    two_lots(lite)
    _, task = lite.released(("OIL", 3))
    li = late(lite, task)
    li.number(3)
    li.scan("T-1")
    refused = li.do("cards.close", CloseCard(open_cards(lite)[0].id, "post"))
    assert (refused.code, refused.facts["why"]) == ("cards.still_held", "picking.expired")


def test_a_short_pick_of_expired_goods_is_held_whole(lite: House) -> None:
    two_lots(lite)
    _, task = lite.released(("OIL", 3))
    li = late(lite, task)
    li.short(1, "too_few")
    li.scan("T-1")
    assert (li.outcomes[-1].result, li.outcomes[-1].code) == ("held", "picking.expired")
    (card,) = open_cards(lite)
    assert card.quantity == 1
    assert lite.chen.do("cards.close", CloseCard(card.id, "post")).result == "accepted"
    assert lite.there("T-1", "OIL", "L-1")[0] == 1
    lite.proved()


@pytest.mark.parametrize(("elsewhere", "picked", "missing"), [(4, [("A-01-1", 3)], 0), (1, [("A-01-1", 1)], 2)])
def test_what_expired_since_it_was_reserved_is_sent_to_nobody(
    lite: House, elsewhere: int, picked: list[tuple[str, int]], missing: int
) -> None:
    lite.lot("OIL", "L-1", TODAY)
    lite.lot("OIL", "L-2", LATER)
    lite.stock("A-01-2", "OIL", 4, "L-1")
    lite.stock("A-01-1", "OIL", elsewhere, "L-2")
    order = lite.order(("OIL", 3))
    assert lite.chen.do("selling.reserve", Reserve(order)).result == "accepted"
    assert lite.there("A-01-2", "OIL", "L-1")[1] == 3
    lite.chen.now = NOON + 2 * DAY
    assert lite.chen.do("selling.release", Release([order])).result == "accepted"
    li = lite.hand(LI).claim(lite.task_of(order, "pick"))
    assert li.task is not None
    assert [(line.place.code, line.quantity) for line in li.task.lines if line.place] == picked
    assert lite.lines(order)[0].short == missing
    assert lite.there("A-01-2", "OIL", "L-1")[1] == 0
