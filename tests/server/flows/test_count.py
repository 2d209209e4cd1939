"""A blind count is a statement about a moment; what differs is decided by somebody else, and posted once."""

from server.counting import views
from server.counting.commands import Approve, Plan, Reject
from server.tasks.commands import Claim
from tests.server.commands.house import HOUSE, NOON
from tests.server.flows.house import LI, LIU, Hand, House

MINUTE = 60_000_000


def planned(house: House, where: str = "A-01-1", what: str = "OIL") -> tuple[Hand, int]:
    done = house.chen.do("counting.plan", Plan(house.ids[where], house.ids[what]))
    assert done.result == "accepted", done
    task = done.made["task"]
    assert isinstance(task, int)
    return house.hand(LIU).claim(task), task


def in_review(house: House) -> list[views.ShownResult]:
    found: list[views.ShownResult] = house.read(views.in_state, HOUSE, "in_review")
    return found


def count(hand: Hand, quantity: int, where: str = "A-01-1") -> None:
    hand.scan(where)
    hand.number(quantity)
    assert hand.outcomes[-1].result == "accepted", hand.outcomes


def test_a_count_that_agrees_frees_what_was_in_doubt(house: House) -> None:
    house.stock("A-01-1", "OIL", 3)
    _, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.short(0)
    assert house.there("A-01-1", "OIL") == (3, 0, 3)
    liu = house.hand(LIU).claim(house.open_tasks("count")[0])
    assert liu.task is not None
    assert liu.task.lines[0].quantity is None, "blind: no quantity travels"
    count(liu, 3)
    assert house.there("A-01-1", "OIL") == (3, 0, 0)
    assert not in_review(house)
    house.proved()


def test_a_difference_is_posted_once_by_somebody_else(house: House) -> None:
    house.stock("A-01-1", "OIL", 8)
    liu, _ = planned(house)
    count(liu, 6)
    (result,) = in_review(house)
    assert (result.book, result.counted, result.variance) == (8, 6, -2)
    assert house.there("A-01-1", "OIL") == (8, 0, 0)
    assert liu.do("counting.approve", Approve(result.id, "loss")).code == "people.not_allowed"
    assert house.chen.do("counting.approve", Approve(result.id, "loss")).result == "accepted"
    assert house.chen.do("counting.approve", Approve(result.id, "loss")).code == "counting.decided_already"
    assert house.there("A-01-1", "OIL") == (6, 0, 0)
    house.proved()


def test_nobody_reviews_his_own_count(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 8)
    done = lite.chen.do("counting.plan", Plan(lite.ids["A-01-1"], lite.ids["OIL"]))
    task = done.made["task"]
    assert isinstance(task, int)
    count(lite.chen.claim(task), 7)
    assert lite.chen.do("counting.approve", Approve(in_review(lite)[0].id, "loss")).code == "counting.second_person"


def test_found_goods_are_booked_in(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 8)
    liu, _ = planned(lite)
    count(liu, 9)
    assert lite.chen.do("counting.approve", Approve(in_review(lite)[0].id, "found")).result == "accepted"
    assert lite.there("A-01-1", "OIL") == (9, 0, 0)
    lite.proved()


def test_zero_is_a_count(lite: House) -> None:
    liu, _ = planned(lite)
    count(liu, 0)
    assert not in_review(lite), "the books say nothing lies there either"


def test_a_rejected_count_is_done_again_by_another_person(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 8)
    liu, _ = planned(lite)
    count(liu, 6)
    done = lite.chen.do("counting.reject", Reject(in_review(lite)[0].id, "recount"))
    again = done.made["task"]
    assert isinstance(again, int)
    assert lite.hand(LIU).do("tasks.claim", Claim(again)).code == ("tasks.second_person")
    count(lite.chen.claim(again), 8)
    assert not in_review(lite)
    assert lite.there("A-01-1", "OIL") == (8, 0, 0)


def test_one_open_count_for_a_place_and_item(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 8)
    planned(lite)
    done = lite.chen.do("counting.plan", Plan(lite.ids["A-01-1"], lite.ids["OIL"]))
    assert done.code == "counting.open_already"


def test_a_pick_that_happened_before_the_count_but_comes_later_explains_it(house: House) -> None:
    house.stock("A-01-1", "OIL", 8)
    _, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")

    liu, _ = planned(house)
    liu.now = NOON + 10 * MINUTE
    count(liu, 5)
    (result,) = in_review(house)
    assert result.variance == -3
    li.now = NOON + 20 * MINUTE
    li.sync()
    assert in_review(house)[0].variance == 0, "the perfect counter was right"
    assert house.chen.do("counting.approve", Approve(result.id, "late pick")).result == "accepted"
    assert house.there("A-01-1", "OIL") == (5, 0, 0), "nothing is posted twice"
    house.proved()


def test_a_pick_after_the_count_does_not_disturb_it(house: House) -> None:
    house.stock("A-01-1", "OIL", 8)
    _, task = house.released(("OIL", 3))
    liu, _ = planned(house)
    liu.online = False
    count_at = NOON
    liu.now = count_at
    liu.scan("A-01-1")
    liu.number(8)
    li = house.hand(LI).claim(task)
    li.now = NOON + 10 * MINUTE
    assert li.pick("A-01-1", "OIL", 3, "T-1").result == "accepted"
    liu.now = NOON + 20 * MINUTE
    liu.sync()
    assert not in_review(house)
    house.proved()


def test_a_posted_deficit_takes_the_newest_promise_with_it(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 8)
    order, task = lite.released(("OIL", 8))
    liu, _ = planned(lite)
    count(liu, 6)
    assert lite.chen.do("counting.approve", Approve(in_review(lite)[0].id, "loss")).result == "accepted"
    assert lite.there("A-01-1", "OIL") == (6, 6, 0)
    assert lite.lines(order)[0].short == 2
    li = lite.hand(LI).claim(task)
    assert li.pick("A-01-1", "OIL", 6, "T-1").result == "accepted"
    lite.proved()
