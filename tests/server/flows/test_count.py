"""A blind count is a statement about a moment; what differs is decided by somebody else, and posted once."""

import pytest

from server.counting import views
from server.counting.commands import Approve, Plan, Reject, Submit
from server.kernel.clock import MINUTE, SECOND
from server.tasks.commands import Claim
from tests.server.commands.house import HOUSE, NOON
from tests.server.flows.house import LI, LIU, WANG, Hand, House


def planned(house: House, where: str = "A-01-1", what: str = "OIL") -> tuple[Hand, int]:
    done = house.chen.do("counting.plan", Plan(house.ids[where], house.ids[what]))
    assert done.result == "accepted", done
    task = done.made["task"]
    assert isinstance(task, int)
    return house.hand(LIU).claim(task), task


def in_review(house: House) -> list[views.ShownResult]:
    found: list[views.ShownResult] = house.read(views.in_state, HOUSE, "in_review", house.chen.id)
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


def counted_while_li_is_away(house: House) -> tuple[Hand, views.ShownResult]:
    """Li has the goods in his hand and no network; Liu counts what is left."""
    house.stock("A-01-1", "OIL", 8)
    _, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    liu, _ = planned(house)
    liu.now = NOON + 10 * MINUTE
    count(liu, 5)
    house.chen.now = NOON + 20 * MINUTE
    return li, in_review(house)[0]


def test_no_count_is_posted_while_a_device_may_hold_what_was_before_it(house: House) -> None:
    li, result = counted_while_li_is_away(house)
    assert result.blocked_by == ["P1 (Li)"]
    refused = house.chen.do("counting.approve", Approve(result.id, "loss"))
    assert (refused.code, refused.facts["devices"]) == ("counting.devices_out", ["P1 (Li)"])
    assert house.there("A-01-1", "OIL")[0] == 8
    li.now = NOON + 20 * MINUTE
    li.sync()
    assert not in_review(house)[0].blocked_by
    assert house.chen.do("counting.approve", Approve(result.id, "late pick")).result == "accepted"
    assert house.there("A-01-1", "OIL")[0] == 5
    house.proved()


def test_a_device_that_was_heard_before_the_count_may_have_gone_on_since(lite: House) -> None:
    li, result = counted_while_li_is_away(lite)
    li.outbox.clear()
    li.seq = 1
    li.now = NOON + 9 * MINUTE
    li.send()
    assert in_review(lite)[0].blocked_by
    li.now = NOON + 11 * MINUTE
    li.send()
    assert not in_review(lite)[0].blocked_by
    assert lite.chen.do("counting.approve", Approve(result.id, "loss")).result == "accepted"


def test_a_missing_number_keeps_a_count_from_being_posted(lite: House) -> None:
    li, result = counted_while_li_is_away(lite)
    li.now = NOON + 30 * MINUTE
    li.send(drained=True)
    assert lite.chen.do("counting.approve", Approve(result.id, "loss")).code == "counting.devices_out"


def test_a_supervisor_overrules_a_silent_device_by_name(house: House) -> None:
    li, result = counted_while_li_is_away(house)
    done = house.chen.do("counting.approve", Approve(result.id, "loss", overrule="phone in the canal"))
    assert done.result == "accepted"
    (posted,) = house.read(views.in_state, HOUSE, "posted")
    assert posted.overrule == "phone in the canal (P1 (Li))"
    assert house.chen.do("counting.approve", Approve(result.id, "loss", "again")).code == "counting.decided_already"
    li.now = NOON + 40 * MINUTE
    # The canal gave it back; the books follow it, and the next count finds what was written off too much.
    li.sync()
    assert house.there("A-01-1", "OIL")[0] == 2
    house.proved()


def test_who_may_not_overrule_waits(lite: House) -> None:
    _, result = counted_while_li_is_away(lite)
    wang = lite.hand(WANG)
    lite.allow(WANG, "counting.approve")
    wang.now = NOON + 20 * MINUTE
    refused = wang.do("counting.approve", Approve(result.id, "loss", "in a hurry"))
    assert (refused.code, refused.facts) == ("people.not_allowed", {"permission": "counting.overrule"})
    assert len(in_review(lite)) == 1


def test_a_count_keeps_how_long_it_took(house: House) -> None:
    house.stock("A-01-1", "OIL", 8)
    _, task = house.released(("OIL", 3))
    liu, _ = planned(house)
    liu.scan("A-01-1")
    li = house.hand(LI).claim(task)
    li.now = NOON + 3 * MINUTE
    li.pick("A-01-1", "OIL", 3, "T-1")
    liu.now = NOON + 6 * MINUTE
    liu.number(8)
    (result,) = in_review(house)
    assert abs(result.effective_at - result.started_at - 6 * MINUTE) < SECOND, "as sure as two clocks agree"
    assert result.too_close, "goods were taken while they were being counted"
    assert result.variance == 3


def test_a_pick_outside_the_time_of_a_count_is_told_apart(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 8)
    _, task = lite.released(("OIL", 3))
    lite.hand(LI).claim(task).pick("A-01-1", "OIL", 3, "T-1")
    liu, _ = planned(lite)
    liu.now = NOON + 3 * MINUTE
    liu.scan("A-01-1")
    liu.now = NOON + 6 * MINUTE
    liu.number(6)
    assert not in_review(lite)[0].too_close


@pytest.mark.parametrize(("said", "began"), [(4, 4), (1, 3), (9, 3), (0, 3)])
def test_a_device_says_when_its_count_began_where_that_can_be(lite: House, said: int, began: int) -> None:
    lite.stock("A-01-1", "OIL", 8)
    liu, task = planned(lite)
    liu.now = NOON + 3 * MINUTE
    liu.scan("A-01-1")
    assert liu.task is not None
    liu.now = NOON + 6 * MINUTE
    (scan,) = [answer.scan for answer in liu.state.answers]
    done = liu.do("counting.submit", Submit(task, liu.task.lines[0].id, 6, [scan], NOON + said * MINUTE if said else 0))
    assert done.result == "accepted", done
    (result,) = in_review(lite)
    assert result.effective_at - result.started_at == (6 - began) * MINUTE


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


def test_a_late_movement_of_a_phone_whose_clock_was_set_makes_a_count_unsure(house: House) -> None:
    house.stock("A-01-1", "OIL", 8)
    _, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.online = False
    li.now = NOON + 10 * MINUTE
    li.pick("A-01-1", "OIL", 3, "T-1")
    liu, _ = planned(house)
    liu.now = NOON + 60 * MINUTE
    count(liu, 6)
    (result,) = in_review(house)
    assert not result.too_close
    # Its wall clock went back and came right again, so nobody knows when the pick was.
    li.now = NOON + 90 * MINUTE
    for entry in li.outbox:
        entry.client_at -= 600 * MINUTE
    li.sync()
    (result,) = in_review(house)
    assert result.too_close, "the pick may have been before the count or after it"


def count_lot(hand: Hand, lot: str, quantity: int) -> None:
    hand.scan("A-01-1", lot)
    hand.number(quantity)
    assert hand.outcomes[-1].result == "accepted", hand.outcomes


def test_what_is_counted_by_lots_is_counted_lot_by_lot(house: House) -> None:
    house.lot("OIL", "L-1")
    house.lot("OIL", "L-2")
    house.stock("A-01-1", "OIL", 5, "L-1")
    house.stock("A-01-1", "OIL", 3, "L-2")
    liu, _ = planned(house)
    assert liu.task is not None
    assert [line.lot.code for line in liu.task.lines if line.lot] == ["L-1", "L-2"]
    assert liu.scan("A-01-1").verdict.result == "right"
    assert liu.scan("L-2").verdict.code == "counting.wrong_lot"
    assert liu.scan("A-01-1").verdict.code == "counting.not_a_lot"
    liu.scan("L-1")
    liu.number(7)
    count_lot(liu, "L-2", 3)
    (result,) = in_review(house)
    assert (result.lot, result.book, result.variance) == ("L-1", 5, 2)
    assert house.chen.do("counting.approve", Approve(result.id, "found")).result == "accepted"
    assert house.there("A-01-1", "OIL", "L-1") == (7, 0, 0)
    house.proved()


def test_a_lot_that_the_books_do_not_know_there_is_counted_by_name(house: House) -> None:
    house.lot("OIL", "L-9")
    unknown = Plan(house.ids["A-01-1"], house.ids["OIL"])
    assert house.chen.do("counting.plan", unknown).code == "counting.which_lot"
    rice = Plan(house.ids["A-01-1"], house.ids["RICE"], house.ids["L-9"])
    assert house.chen.do("counting.plan", rice).code == "catalog.no_lot"
    done = house.chen.do("counting.plan", Plan(house.ids["A-01-1"], house.ids["OIL"], house.ids["L-9"]))
    task = done.made["task"]
    assert isinstance(task, int)
    count_lot(house.hand(LIU).claim(task), "L-9", 4)
    (result,) = in_review(house)
    assert house.chen.do("counting.approve", Approve(result.id, "found")).result == "accepted"
    assert house.there("A-01-1", "OIL", "L-9") == (4, 0, 0)
    house.proved()
