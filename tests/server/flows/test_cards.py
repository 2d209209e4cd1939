"""A card says all that a person needs to decide, and what they decide reaches the order."""

from server.commands import views
from server.commands.cards import CloseCard
from server.commands.views import CardLine
from server.selling import views as orders
from server.tasks.commands import TakeOver
from tests.server.commands.house import HOUSE, NOON
from tests.server.flows.house import LI, House


def held(house: House) -> tuple[int, CardLine]:
    """Three are promised to Li; when his pick comes, the books know of one alone."""
    house.stock("A-01-1", "OIL", 3)
    order, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    house.lose("A-01-1", "OIL", 2)
    assert [one.result for one in li.sync()] == ["held"]
    (card,) = house.read(views.card_lines, HOUSE)
    return order, card


def order_of(house: House, order: int) -> orders.Order:
    found: orders.Order = house.read(orders.order, order)
    return found


def test_a_card_says_who_when_where_what_the_books_say_and_by_which_scans(house: House) -> None:
    order, card = held(house)
    assert (card.user, card.device, card.place, card.item_code, card.unit) == ("Li", "P1", "A-01-1", "OIL", "pcs")
    assert (card.code, card.quantity) == ("picking.beyond_books", 2)
    assert card.document == order_of(house, order).number
    assert card.task
    assert abs(card.effective_at - NOON) < 1_000_000
    assert (card.on_hand, card.reserved, card.frozen, card.in_doubt) == (0, 0, 0, 2)
    assert [(one.text, one.step, one.verdict) for one in card.scans] == [
        ("A-01-1", "bin", "accepted"), ("OIL", "item", "accepted"), ("T-1", "tote", "accepted"),
    ]  # fmt: skip
    house.proved()


def test_what_is_back_in_its_bin_is_in_doubt_no_more_and_the_order_lacks_it(house: House) -> None:
    order, card = held(house)
    assert house.chen.do("cards.close", CloseCard(card.id, "put_back", "li put them back")).result == "accepted"
    assert house.there("A-01-1", "OIL") == (0, 0, 0)
    (line,) = house.lines(order)
    assert (line.picked, line.short) == (1, 2)
    assert order_of(house, order).short
    assert house.chen.do("cards.close", CloseCard(card.id, "put_back")).code == "cards.not_open"
    assert house.lines(order)[0].short == 2
    (closed,) = house.read(views.card_lines, HOUSE, "closed")
    assert (closed.note, closed.in_doubt) == ("li put them back", 0)
    house.proved()


def test_what_was_superseded_and_is_back_is_no_lack_of_its_order(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    order, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    assert lite.chen.do("tasks.take_over", TakeOver(task)).result == "accepted"
    assert lite.chen.open(task).pick("A-01-1", "OIL", 3, "T-2").result == "accepted"
    assert [one.result for one in li.sync()] == ["held"]
    (card,) = lite.read(views.card_lines, HOUSE)
    assert lite.chen.do("cards.close", CloseCard(card.id, "put_back")).result == "accepted"
    assert (lite.lines(order)[0].picked, lite.lines(order)[0].short) == (3, 0)
    lite.proved()
