"""A tote holds the goods of one order at a time; who mixes them is told, and the books follow the hand all the same."""

from server.counting import views as counts
from server.ledger.commands import Reverse
from server.picking.commands import Undo
from server.shipping.commands import Ship
from server.tasks import views as tasks
from server.tasks.commands import Assign, TakeOver
from tests.server.flows.house import LI, WU, Hand, House


def two_orders(house: House) -> tuple[int, int, Hand]:
    """An order of Li is in T-1; Wu has another one with two lines in hand."""
    house.stock("A-01-1", "OIL", 10)
    house.stock("A-01-2", "RICE", 10)
    first, task = house.released(("OIL", 2))
    assert house.hand(LI).claim(task).pick("A-01-1", "OIL", 2, "T-1").result == "accepted"
    second, task = house.released(("OIL", 3), ("RICE", 1))
    return first, second, house.hand(WU).claim(task)


def tote_of(house: House, task_id: int) -> int:
    found: tasks.TaskRow = house.read(tasks.task, task_id)
    return found.container_id


def test_a_tote_with_goods_of_another_order_is_not_taken(house: House) -> None:
    _, second, wu = two_orders(house)
    done = wu.pick("A-01-1", "OIL", 3, "T-1")
    assert (done.result, done.code) == ("adjusted", "picking.tote_taken")
    assert done.facts["tote"] == "T-1"
    assert wu.task is not None
    assert tote_of(house, wu.task.id) == 0, "the task has no tote yet"
    assert house.there("A-01-1", "OIL")[0] == 5, "the hand has taken them: the books follow"
    assert house.there("T-1", "OIL")[0] == 5
    assert house.lines(second)[0].picked == 3
    assert wu.pick("A-01-2", "RICE", 1, "T-2").result == "adjusted", "the phone still has it"
    assert tote_of(house, wu.task.id) == 0
    house.proved()


def test_a_phone_that_reads_its_task_again_wants_a_tote_of_its_own(lite: House) -> None:
    _, _, wu = two_orders(lite)
    wu.pick("A-01-1", "OIL", 3, "T-1")
    assert wu.task is not None
    wu.open(wu.task.id)
    assert wu.pick("A-01-2", "RICE", 1, "T-2").result == "accepted"
    assert tote_of(lite, wu.task.id) == lite.ids["T-2"]


def test_mixed_goods_leave_with_their_own_orders(house: House) -> None:
    first, second, wu = two_orders(house)
    wu.pick("A-01-1", "OIL", 3, "T-1")
    wu.pick("A-01-2", "RICE", 1)
    house.checked(first, ("OIL", 2))
    assert house.chen.do("shipping.ship", Ship(first)).result == "accepted"
    assert house.there("T-1", "OIL")[0] == 3
    house.checked(second, ("OIL", 3), ("RICE", 1))
    assert house.chen.do("shipping.ship", Ship(second)).result == "accepted"
    assert house.there("T-1", "OIL")[0] == 0
    house.proved()


def test_the_same_mixed_pick_sent_twice_is_told_once_more_and_moves_nothing(lite: House) -> None:
    _, _, wu = two_orders(lite)
    wu.online = False
    wu.pick("A-01-1", "OIL", 3, "T-1")
    sent = list(wu.outbox)
    first = wu.sync()[-1]
    again = wu.send(sent).outcomes[-1].outcome
    assert (again.code, again.facts) == (first.code, first.facts)
    assert lite.there("T-1", "OIL")[0] == 5


def test_a_late_hand_finds_the_tote_of_the_first_one_taken(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 10)
    _, task = lite.released(("OIL", 2))
    _, other = lite.released(("OIL", 3))
    li = lite.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 2, "T-1")
    assert lite.hand(WU).claim(other).pick("A-01-1", "OIL", 3, "T-1").result == "accepted"
    assert [one.code for one in li.sync()] == ["picking.tote_taken"]
    assert lite.there("T-1", "OIL")[0] == 5
    lite.proved()


def test_a_tote_that_is_empty_again_serves_the_next_order(house: House) -> None:
    first, _, wu = two_orders(house)
    house.checked(first, ("OIL", 2))
    assert house.chen.do("shipping.ship", Ship(first)).result == "accepted"
    assert wu.pick("A-01-1", "OIL", 3, "T-1").result == "accepted"
    assert wu.pick("A-01-2", "RICE", 1).result == "accepted"
    house.proved()


def test_a_tote_that_was_emptied_by_undoing_serves_the_next_order(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 10)
    _, task = lite.released(("OIL", 2))
    li = lite.hand(LI).claim(task)
    li.pick("A-01-1", "OIL", 2, "T-1")
    assert li.task is not None
    assert li.do("picking.undo", Undo(task, li.task.lines[0].id)).result == "accepted"
    _, other = lite.released(("OIL", 3))
    assert lite.hand(WU).claim(other).pick("A-01-1", "OIL", 3, "T-1").result == "accepted"


def test_a_shipment_taken_back_has_its_totes_again(lite: House) -> None:
    first, _, wu = two_orders(lite)
    lite.checked(first, ("OIL", 2))
    shipped = lite.chen.do("shipping.ship", Ship(first)).made["movement"]
    assert isinstance(shipped, int)
    assert lite.chen.do("ledger.reverse", Reverse(shipped, "wrong lorry")).result == "accepted"
    assert wu.pick("A-01-1", "OIL", 3, "T-1").code == "picking.tote_taken"


def test_a_full_tote_is_changed_for_the_next_one_in_mid_task(house: House) -> None:
    house.stock("A-01-1", "OIL", 10)
    house.stock("A-01-2", "RICE", 10)
    order, task = house.released(("OIL", 2), ("RICE", 1))
    li = house.hand(LI).claim(task)
    assert li.pick("A-01-1", "OIL", 2, "T-1").result == "accepted"
    assert li.scan("T-2").verdict.result == "right"
    assert li.pick("A-01-2", "RICE", 1).result == "accepted"
    assert (house.there("T-1", "OIL")[0], house.there("T-2", "RICE")[0]) == (2, 1)
    assert tote_of(house, task) == house.ids["T-2"]
    house.checked(order, ("OIL", 2), ("RICE", 1))
    assert house.chen.do("shipping.ship", Ship(order)).result == "accepted"
    house.proved()


def test_goods_put_back_in_part_are_counted_in_bin_and_tote(house: House) -> None:
    house.stock("A-01-1", "OIL", 8)
    _, task = house.released(("OIL", 4))
    li = house.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 4, "T-1")
    assert house.hand(WU).do("tasks.take_over", TakeOver(task)).code == "tasks.lease_lasts"
    assert house.chen.do("tasks.assign", Assign(task, WU)).result == "accepted"
    wu = house.hand(WU).claim(task)
    assert wu.pick("A-01-1", "OIL", 4, "T-2").result == "accepted"
    assert [one.code for one in li.sync()] == ["picking.superseded"]
    (back,) = house.open_tasks("relocate")
    li.online = True
    li.open(back)
    li.scan("OIL")
    li.number(3)
    li.scan("A-01-1")
    assert li.outcomes[-1].result == "adjusted"
    assert (house.there("A-01-1", "OIL")[0], house.there("T-1", "OIL")[0]) == (3, 1)
    where = {house.read(tasks.lines, task)[0].from_code for task in house.open_tasks("count")}
    assert where == {"A-01-1", "T-1"}
    assert not house.read(counts.in_state, 1, "in_review")
    house.proved()
