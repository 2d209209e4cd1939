"""From order to customer, by phones that run the same interpreter as real ones."""

import pytest

from server.checking.commands import Confirm as Check
from server.checking.commands import Report
from server.commands.cards import CloseCard, in_state
from server.commands.perform import Caller
from server.ledger.commands import Freeze
from server.picking.commands import Confirm, Skip, Undo
from server.picking.commands import Short as ShortPick
from server.relocating.commands import Move as Relocate
from server.selling.commands import Approve, Cancel, Draft, DraftLine, HoldOrder, Release, Reserve, Resume, Submit
from server.shipping.commands import Ship
from server.tasks.commands import Assign, Claim, GiveBack, TakeOver
from tests.server.commands.house import HOUSE, NOON
from tests.server.flows.house import CASE, HE, LI, WANG, WU, ZHOU, House

MINUTES = 60_000_000


def test_an_order_goes_from_the_bins_to_the_customer(house: House) -> None:
    house.stock("A-01-1", "OIL", 30)
    house.stock("B-01-1", "RICE", 5)
    order, task = house.released(("RICE", 1), ("OIL", 14))
    assert house.state(order) == "released"
    assert house.there("A-01-1", "OIL") == (30, 14, 0)

    li = house.hand(LI).claim(task)
    assert li.scan("A-01-1").verdict.result == "right", "walk order, not order of the lines"
    li.scan(CASE, "OIL", "OIL", "T-1")
    assert house.state(order) == "picking"
    assert house.there("A-01-1", "OIL") == (16, 0, 0)
    assert house.there("T-1", "OIL") == (14, 0, 0)
    assert li.pick("B-01-1", "RICE").result == "accepted"
    assert house.state(order) == "picked"

    he = house.hand(HE).claim(house.task_of(order, "check"))
    he.scan("RICE", "OIL")
    he.number(14)
    assert house.state(order) == "checked"
    assert house.chen.do("shipping.ship", Ship(order)).result == "accepted"
    assert house.state(order) == "shipped"
    assert house.there("T-1", "OIL") == (0, 0, 0)
    assert [line.shipped for line in house.lines(order)] == [1, 14]
    house.proved()


def test_two_pickers_cannot_take_the_same_task(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    _, task = lite.released(("OIL", 3))
    lite.hand(LI).claim(task)
    outcome = lite.hand(WU).do("tasks.claim", Claim(task))
    assert (outcome.result, outcome.code) == ("refused", "tasks.taken")


def test_a_supervisor_puts_a_task_into_somebodys_hands(house: House) -> None:
    house.stock("A-01-1", "OIL", 10)
    _, task = house.released(("OIL", 2))
    li = house.hand(LI).claim(task)
    assert li.do("tasks.assign", Assign(task, WU)).code == "people.not_allowed"
    assert house.chen.do("tasks.assign", Assign(task, 99)).code == "tasks.no_user"
    assert house.chen.do("tasks.assign", Assign(99, WU)).code == "tasks.no_task"
    assert house.chen.do("tasks.assign", Assign(task, WU)).result == "accepted"
    assert house.chen.do("tasks.assign", Assign(task, WU)).result == "accepted", "it is his already"
    assert li.do("tasks.claim", Claim(task)).code == "tasks.taken"
    assert house.hand(WU).claim(task).pick("A-01-1", "OIL", 2, "T-1").result == "accepted"
    house.proved()


def test_a_check_is_not_assigned_to_its_picker(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 10)
    order, task = lite.released(("OIL", 2))
    lite.hand(ZHOU).claim(task).pick("A-01-1", "OIL", 2, "T-1")
    check = lite.task_of(order, "check")
    assert lite.chen.do("tasks.assign", Assign(check, ZHOU)).code == "tasks.second_person"
    assert lite.chen.do("tasks.assign", Assign(check, HE)).result == "accepted"


@pytest.mark.parametrize(("price", "approved"), [(2500, True), (2501, False)])
def test_an_order_is_approved_up_to_an_amount(house: House, price: int, approved: bool) -> None:
    house.allow(WANG, "selling.approve", 10_000)
    made = house.chen.do("selling.draft", Draft([DraftLine(house.ids["OIL"], 4, price=price)]))
    order = made.made["order"]
    assert isinstance(order, int)
    assert house.chen.do("selling.submit", Submit(order)).result == "accepted"
    done = house.hand(WANG).do("selling.approve", Approve(order))
    assert (done.result == "accepted") is approved
    if not approved:
        assert (done.code, done.facts["amount"]) == ("selling.amount_over_limit", 10_004)
        assert house.chen.do("selling.approve", Approve(order)).result == "accepted", "she has no limit"


def test_the_same_person_resumes_on_the_same_device_and_waits_on_another(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    _, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    assert li.do("tasks.claim", Claim(task)).result == "accepted"
    assert lite.hand(LI).do("tasks.claim", Claim(task)).code == "tasks.on_other_device"
    assert li.do("tasks.give_back", GiveBack(task)).result == "accepted"
    assert lite.hand(WU).do("tasks.claim", Claim(task)).result == "accepted"


def test_a_killed_app_goes_on_where_it_was(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    lite.stock("A-01-2", "RICE", 3)
    order, task = lite.released(("OIL", 3), ("RICE", 3))
    li = lite.hand(LI).claim(task)
    li.pick("A-01-1", "OIL", 3, "T-1")
    li.open(task)
    assert li.state.line == li.task.lines[1].id if li.task else False
    assert li.pick("A-01-2", "RICE", 3).result == "accepted", "the tote is known again"
    assert lite.state(order) == "picked"


def test_the_picker_may_not_check_his_own_pick(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    order, task = lite.released(("OIL", 3))
    zhou = lite.hand(ZHOU).claim(task)
    zhou.pick("A-01-1", "OIL", 3, "T-1")
    check = lite.task_of(order, "check")
    assert zhou.do("tasks.claim", Claim(check)).code == "tasks.second_person"
    zhou.open(check).scan("OIL")
    zhou.number(3)
    assert zhou.outcomes[-1].code == "checking.own_pick"
    assert lite.state(order) == "picked"
    assert lite.chen.do("shipping.ship", Ship(order)).code == "selling.not_now"


def test_a_confirm_without_its_scans_is_refused_and_moves_nothing(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    _, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    assert li.task is not None
    line = li.task.lines[0].id
    forged = Confirm(task, line, lite.ids["A-01-1"], lite.ids["OIL"], 3, lite.ids["T-1"], [])
    assert li.do("picking.confirm", forged).code == "picking.not_proven"
    wrong = Confirm(task, line, lite.ids["A-01-1"], lite.ids["OIL"], 3, lite.ids["T-1"], [], override="label gone")
    assert li.do("picking.confirm", wrong).code == "people.not_allowed"
    assert lite.there("A-01-1", "OIL") == (3, 3, 0)


def test_a_supervisor_vouches_by_name_for_a_lost_label(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    order, task = lite.released(("OIL", 3))
    lite.chen.claim(task)
    lite.chen.override("label gone")
    lite.chen.scan("OIL")
    lite.chen.number(3)
    lite.chen.scan("T-1")
    assert lite.chen.outcomes[-1].result == "accepted"
    assert lite.state(order) == "picked"


def test_the_same_command_twice_moves_goods_once(house: House) -> None:
    house.stock("A-01-1", "OIL", 3)
    _, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    again = list(li.outbox)
    first = li.sync()
    assert [one.outcome for one in li.send(again).outcomes][-1] == first[-1]
    assert house.there("T-1", "OIL") == (3, 0, 0)
    house.proved()


def test_a_late_first_picker_puts_the_goods_back(house: House) -> None:
    house.stock("A-01-1", "OIL", 10)
    order, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    wu = house.hand(WU)
    assert wu.do("tasks.take_over", TakeOver(task)).code == "tasks.lease_lasts"
    wu.now = NOON + 31 * MINUTES
    assert wu.do("tasks.take_over", TakeOver(task)).result == "accepted"
    assert wu.open(task).pick("A-01-1", "OIL", 3, "T-2").result == "accepted"

    (late,) = li.sync()
    assert (late.result, late.code) == ("superseded", "picking.superseded")
    assert (late.facts["quantity"], late.facts["place"]) == (3, "A-01-1")
    assert house.there("A-01-1", "OIL") == (4, 0, 0), "the books follow the hand"
    li.online = True
    put_back = late.made["task"]
    assert isinstance(put_back, int)
    li.open(put_back).scan("OIL")
    li.number(3)
    li.scan("A-01-1")
    assert li.outcomes[-1].result == "accepted"
    assert house.there("A-01-1", "OIL") == (7, 0, 0)
    assert house.state(order) == "picked"
    house.proved()


def test_goods_that_are_not_there_are_in_doubt_taken_elsewhere_and_counted(house: House) -> None:
    house.stock("A-01-1", "OIL", 3)
    house.stock("B-01-1", "OIL", 5)
    order, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.scan("A-01-1", "OIL")
    li.short(2)
    li.scan("T-1")
    assert (li.outcomes[-1].result, li.outcomes[-1].code) == ("adjusted", "picking.elsewhere")
    assert house.there("A-01-1", "OIL") == (1, 0, 1)
    assert house.there("B-01-1", "OIL") == (5, 1, 0)
    assert li.open(task).pick("B-01-1", "OIL", 1).result == "accepted"
    assert house.state(order) == "picked"
    assert house.lines(order)[0].picked == 3
    assert len(house.open_tasks("count")) == 1
    house.proved()


def test_what_is_nowhere_makes_the_order_short(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    order, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    li.scan("A-01-1", "OIL")
    li.short(2)
    li.scan("T-1")
    assert (li.outcomes[-1].result, li.outcomes[-1].code) == ("adjusted", "picking.short")
    assert lite.state(order) == "picked"
    assert (lite.lines(order)[0].picked, lite.lines(order)[0].short) == (2, 1)
    lite.proved()


def test_an_order_of_which_nothing_was_there_waits_for_stock_again(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    order, task = lite.released(("OIL", 3))
    lite.hand(LI).claim(task).short(0)
    assert lite.state(order) == "approved"
    assert lite.chen.do("selling.reserve", Reserve(order)).code == "selling.nothing_free"
    lite.stock("A-01-2", "OIL", 3)
    assert lite.chen.do("selling.release", Release([order])).result == "accepted"
    assert lite.lines(order)[0].short == 0
    lite.proved()


def test_what_a_hand_took_beyond_the_books_is_held(house: House) -> None:
    house.stock("A-01-1", "OIL", 3)
    _, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    house.lose("A-01-1", "OIL", 2)
    (late,) = li.sync()
    assert (late.result, late.code) == ("held", "picking.beyond_books")
    assert house.there("T-1", "OIL") == (1, 0, 0)
    assert house.there("A-01-1", "OIL") == (0, 0, 2)
    house.proved()


def test_a_bin_that_was_meant_before_is_picked_all_the_same(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    lite.stock("A-01-2", "OIL", 3)
    _, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    lite.lose("A-01-1", "OIL", 2)
    lite.stock("A-01-1", "OIL", 2)
    late = li.sync()
    assert late[0].result in ("accepted", "adjusted")
    assert lite.there("T-1", "OIL") == (3, 0, 0)
    lite.proved()


def test_an_undone_pick_is_reserved_in_its_bin_again(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    order, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    li.pick("A-01-1", "OIL", 3, "T-1")
    assert li.task is not None
    assert li.do("picking.undo", Undo(task, li.task.lines[0].id)).result == "accepted"
    assert lite.there("A-01-1", "OIL") == (3, 3, 0)
    assert lite.state(order) == "picking"
    assert not lite.open_tasks("check")
    assert li.open(task).pick("A-01-1", "OIL", 3, "T-2").result == "accepted"
    assert lite.state(order) == "picked"
    lite.proved()


def test_a_skipped_line_comes_back(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    lite.stock("A-01-2", "RICE", 3)
    order, task = lite.released(("OIL", 3), ("RICE", 3))
    li = lite.hand(LI).claim(task)
    li.skip()
    li.pick("A-01-2", "RICE", 3, "T-1")
    assert lite.state(order) == "picking"
    li.pick("A-01-1", "OIL", 3)
    assert lite.state(order) == "picked"


def test_a_cancelled_order_frees_its_goods_until_something_is_picked(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 6)
    order, task = lite.released(("OIL", 3))
    assert lite.chen.do("selling.cancel", Cancel(order, "no longer wanted")).result == "accepted"
    assert lite.there("A-01-1", "OIL") == (6, 0, 0)
    assert lite.hand(LI).do("tasks.claim", Claim(task)).code == "tasks.not_open"
    other, task = lite.released(("OIL", 3))
    lite.hand(LI).claim(task).pick("A-01-1", "OIL", 3, "T-1")
    assert lite.chen.do("selling.cancel", Cancel(other, "too late")).code == "selling.picked_already"


def test_an_order_on_hold_goes_nowhere_until_resumed(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 6)
    order = lite.order(("OIL", 3))
    assert lite.chen.do("selling.hold", HoldOrder(order, "unpaid")).result == "accepted"
    assert lite.chen.do("selling.release", Release([order])).code == "selling.on_hold"
    assert lite.chen.do("selling.resume", Resume(order)).result == "accepted"
    assert lite.chen.do("selling.release", Release([order])).result == "accepted"


def test_a_picker_may_not_release_orders(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 6)
    order = lite.order(("OIL", 3))
    outcome = lite.hand(LI).do("selling.release", Release([order]))
    assert (outcome.result, outcome.code) == ("refused", "people.not_allowed")


def test_an_order_that_wants_all_or_nothing_gets_nothing(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 2)
    order = lite.order(("OIL", 3), whole=True)
    assert lite.chen.do("selling.reserve", Reserve(order)).code == "selling.not_whole"
    assert lite.there("A-01-1", "OIL") == (2, 0, 0)


def test_a_hundred_and_fifty_reservations_on_a_bin_of_a_hundred(house: House) -> None:
    house.stock("A-01-1", "OIL", 100)
    orders = [house.order(("OIL", 1)) for _ in range(150)]
    callers = [Caller(house.store, house.chen.user, f"00000000-0000-7000-8000-0000000000{n:02}") for n in range(3)]
    outcomes = [
        outcome.result
        for caller, part in zip(callers, (orders[:50], orders[50:100], orders[100:]), strict=True)
        for outcome in caller.do_all([("selling.reserve", Reserve(order)) for order in part], HOUSE)
    ]
    assert (outcomes.count("accepted"), outcomes.count("refused")) == (100, 50)
    assert house.there("A-01-1", "OIL") == (100, 100, 0)
    house.proved()


def test_a_hundred_and_fifty_late_picks_from_a_bin_of_a_hundred_lose_nothing(house: House) -> None:
    house.stock("A-01-1", "OIL", 150)
    totes = house.totes(150)
    free = iter(totes)
    hands = []
    for _ in range(3):
        li = house.hand(LI)
        li.online = False
        hands.append(li)
        for _ in range(50):
            _, task = house.released(("OIL", 1))
            li.open(task).pick("A-01-1", "OIL", 1, next(free))
    house.lose("A-01-1", "OIL", 50)
    outcomes = [outcome.result for li in hands for outcome in li.sync()]
    assert (outcomes.count("accepted"), outcomes.count("held")) == (100, 50)
    assert sum(house.there(tote, "OIL")[0] for tote in totes) == 100
    assert house.there("A-01-1", "OIL") == (0, 0, 50)
    assert len(house.read(in_state, HOUSE)) == 50
    house.proved()


def test_a_held_pick_follows_when_the_goods_come_back(house: House) -> None:
    house.stock("A-01-1", "OIL", 3)
    order, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    house.lose("A-01-1", "OIL", 2)
    assert li.sync()[0].result == "held"
    assert house.lines(order)[0].picked == 1
    back = Relocate(house.ids["OIL"], house.ids["DOCK"], house.ids["A-01-1"], 2, [])
    assert house.chen.do("relocating.move", back).result == "accepted"
    assert house.lines(order)[0].picked == 3
    assert house.there("T-1", "OIL") == (3, 0, 0)
    assert house.there("A-01-1", "OIL") == (0, 0, 0)
    assert not house.read(in_state, HOUSE)
    check = house.hand(HE).claim(house.task_of(order, "check"))
    check.scan("OIL")
    check.number(3)
    assert house.state(order) == "checked", "the check knows of all three"
    house.proved()


def test_a_held_short_pick_follows_when_the_goods_come_back(house: House) -> None:
    house.stock("A-01-1", "OIL", 5)
    order, task = house.released(("OIL", 5))
    li = house.hand(LI).claim(task)
    li.online = False
    li.scan("A-01-1", "OIL")
    li.short(3)
    li.scan("T-1")
    house.lose("A-01-1", "OIL", 3)
    assert li.sync()[-1].result == "held"
    assert house.there("T-1", "OIL") == (2, 0, 0)
    (card,) = house.read(in_state, HOUSE)
    assert (card.type, card.quantity) == ("picking.short", 1)
    back = Relocate(house.ids["OIL"], house.ids["DOCK"], house.ids["A-01-1"], 3, [])
    assert house.chen.do("relocating.move", back).result == "accepted"
    assert not house.read(in_state, HOUSE)
    assert house.there("T-1", "OIL") == (3, 0, 0)
    assert house.lines(order)[0].picked == 3
    house.proved()


def test_goods_taken_from_the_bin_that_was_meant_before_count_for_the_order(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    lite.stock("A-01-2", "OIL", 3)
    order, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    lite.lose("A-01-1", "OIL", 3)
    assert lite.there("A-01-2", "OIL") == (3, 3, 0), "the promise has moved on"
    lite.stock("A-01-1", "OIL", 3)
    assert li.sync()[0].result == "accepted"
    assert lite.there("A-01-2", "OIL") == (3, 0, 0), "nobody has to walk there any more"
    assert lite.lines(order)[0].picked == 3
    assert lite.state(order) == "picked"
    lite.proved()


def test_what_a_checker_cannot_find_goes_to_a_person_who_decides(house: House) -> None:
    house.stock("A-01-1", "OIL", 3)
    order, task = house.released(("OIL", 3))
    house.hand(LI).claim(task).pick("A-01-1", "OIL", 3, "T-1")
    he = house.hand(HE).claim(house.task_of(order, "check"))
    assert he.task is not None
    said = Report(he.task.id, he.task.lines[0].id, 2, "one is missing")
    held = he.do("checking.report", said)
    assert (held.result, held.code) == ("held", "checking.differs")
    assert house.there("T-1", "OIL") == (3, 0, 1)
    assert house.chen.do("cards.close", CloseCard(held.card, "post")).result == "accepted"
    assert house.state(order) == "checked"
    assert house.chen.do("shipping.ship", Ship(order)).result == "accepted"
    assert house.there("T-1", "OIL") == (1, 0, 0)
    assert house.lines(order)[0].shipped == 2
    house.proved()


def test_a_relocation_needs_its_scans_and_moves_promises_along(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 5)
    order, _ = lite.released(("OIL", 4))
    li = lite.hand(LI)
    move = Relocate(lite.ids["OIL"], lite.ids["A-01-1"], lite.ids["B-01-1"], 5, [])
    assert li.do("relocating.move", move).code == "people.not_allowed"
    assert lite.chen.do("relocating.move", move).result == "accepted"
    assert lite.there("B-01-1", "OIL") == (5, 4, 0)
    assert lite.lines(order)[0].reserved == 4
    lite.proved()


def test_more_is_moved_than_the_books_know_and_the_rest_is_held(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 2)
    move = Relocate(lite.ids["OIL"], lite.ids["A-01-1"], lite.ids["B-01-1"], 5, [])
    assert lite.chen.do("relocating.move", move).result == "held"
    assert lite.there("B-01-1", "OIL") == (2, 0, 0)
    assert lite.there("A-01-1", "OIL") == (0, 0, 3)
    lite.proved()


def test_frozen_goods_take_the_promise_with_them_to_another_bin(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    lite.stock("A-01-2", "OIL", 3)
    order, task = lite.released(("OIL", 3))
    frozen = Freeze(lite.ids["A-01-1"], lite.ids["OIL"], 3, "leaking")
    assert lite.chen.do("ledger.freeze", frozen).result == "accepted"
    assert lite.there("A-01-2", "OIL") == (3, 3, 0)
    assert lite.hand(LI).claim(task).pick("A-01-2", "OIL", 3, "T-1").result == "accepted"
    assert lite.state(order) == "picked"
    lite.proved()


def test_what_is_over_is_refused_in_its_own_words(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    order, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    assert li.task is not None
    line = li.task.lines[0].id
    assert li.do("picking.undo", Undo(task, line)).code == "picking.nothing_to_undo"
    assert li.do("picking.short", ShortPick(task, line, 0, "because", [])).code == "picking.unknown_reason"
    assert li.do("picking.skip", Skip(task, 99)).code == "tasks.unknown_line"
    li.pick("A-01-1", "OIL", 3, "T-1")
    assert lite.hand(WU).do("picking.undo", Undo(task, line)).code == "tasks.somebody_elses"

    he = lite.hand(HE).claim(lite.task_of(order, "check"))
    assert he.task is not None
    check = he.task.lines[0].id
    assert he.do("checking.confirm", Check(he.task.id, check, 2, [])).code == "checking.differs"
    assert he.do("checking.confirm", Check(he.task.id, check, 3, [])).code == "checking.not_proven"
    he.scan("OIL")
    he.number(3)
    assert he.do("checking.confirm", Check(he.task.id, check, 3, [])).code == "checking.done_already"
    assert li.do("picking.undo", Undo(task, line)).code == "picking.checked_already"
    assert lite.hand(LI).do("shipping.ship", Ship(order)).code == "people.not_allowed"
    assert lite.chen.do("shipping.ship", Ship(order)).result == "accepted"
    assert lite.chen.do("shipping.ship", Ship(order)).code == "selling.not_now"
    assert lite.chen.do("shipping.ship", Ship(99)).code == "selling.no_order"
    lite.proved()


def test_nobody_else_puts_scans_of_another_phone_to_his_name(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    _, task = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    li.scan("A-01-1", "OIL")
    wu = lite.hand(WU).open(task)
    assert wu.task is not None
    ids = [one.scan for one in li.state.answers]
    stolen = Confirm(task, wu.task.lines[0].id, lite.ids["A-01-1"], lite.ids["OIL"], 3, lite.ids["T-1"], ids)
    assert wu.do("picking.confirm", stolen).code == "picking.not_proven"
    assert lite.there("A-01-1", "OIL") == (3, 3, 0)


def test_goods_in_a_hand_that_nobody_needs_are_out_of_their_bin_until_they_are_back(house: House) -> None:
    house.stock("A-01-1", "OIL", 3)
    order, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    assert house.chen.do("selling.cancel", Cancel(order, "changed his mind")).result == "accepted"
    other, _ = house.released(("OIL", 3))
    (late,) = li.sync()
    assert (late.result, late.code) == ("superseded", "picking.not_wanted")
    assert house.there("A-01-1", "OIL") == (0, 0, 0), "nobody is promised what a hand holds"
    assert house.there("T-1", "OIL") == (3, 0, 0)
    assert house.lines(other)[0].short == 3
    li.open(late.made["task"])  # type: ignore[arg-type]
    li.scan("OIL")
    li.number(3)
    li.scan("A-01-1")
    li.sync()
    assert house.there("A-01-1", "OIL") == (3, 0, 0)
    house.proved()


def test_what_a_hand_that_nobody_needs_took_beyond_the_books_waits_and_is_put_back(house: House) -> None:
    house.stock("A-01-1", "OIL", 3)
    order, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    assert house.chen.do("selling.cancel", Cancel(order, "changed his mind")).result == "accepted"
    house.lose("A-01-1", "OIL", 2)
    (late,) = li.sync()
    assert (late.result, late.code) == ("held", "picking.beyond_books")
    assert house.there("A-01-1", "OIL") == (0, 0, 2)
    house.stock("A-01-1", "OIL", 2)
    back = Relocate(house.ids["OIL"], house.ids["DOCK"], house.ids["A-01-1"], 2, [])
    assert house.chen.do("relocating.move", back).result == "accepted"
    assert house.there("T-1", "OIL") == (3, 0, 0)
    assert not house.read(in_state, HOUSE)
    assert house.lines(order)[0].picked == 0, "a cancelled order gets nothing"
    assert len(house.open_tasks("relocate")) == 2
    house.proved()


def test_a_late_pick_goes_into_the_tote_that_was_the_tasks_when_the_phone_left(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 3)
    lite.stock("A-01-2", "RICE", 3)
    lite.stock("A-02-1", "SALT", 3)
    _, task = lite.released(("OIL", 3), ("RICE", 3), ("SALT", 3))
    li = lite.hand(LI).claim(task)
    li.pick("A-01-1", "OIL", 3, "T-1")
    li.open(task)
    li.online = False
    li.pick("A-01-2", "RICE", 3)
    assert lite.chen.do("tasks.give_back", GiveBack(task)).result == "accepted"
    wu = lite.hand(WU).claim(task)
    wu.scan("T-2")
    wu.scan("A-01-2", "RICE")
    wu.skip()
    wu.pick("A-02-1", "SALT", 3)
    (late,) = li.sync()
    assert late.result == "accepted", late
    assert lite.there("T-1", "RICE") == (3, 0, 0)
    assert lite.there("T-2", "SALT") == (3, 0, 0)
    lite.proved()
