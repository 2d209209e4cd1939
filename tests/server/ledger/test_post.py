"""The one writer keeps double entry, never goes below zero, and gives promises their due."""

import pytest

from server.catalog.lot import add_lot, serial
from server.catalog.unit import Entered
from server.kernel.refusal import Refusal
from server.ledger import hold, reservation
from server.ledger.move import Key, Move
from server.ledger.post import post
from tests.house import House


def test_goods_that_leave_one_place_arrive_in_another(house: House) -> None:
    item, one, other = house.item("tea"), house.bin("A-1"), house.bin("A-2")
    house.bring(item, one, 10)
    house.do(lambda act: post(act, "relocate", [Move(item, one, other, 4)], observed=True))
    assert (house.on_hand(one, item), house.on_hand(other, item)) == (6, 4)
    assert house.on_hand(house.virtual["supplier"], item) == -10
    assert house.prove().is_clean


def test_more_than_there_is_is_refused_whole_with_the_figures(house: House) -> None:
    item, one = house.item("tea"), house.bin("A-1")
    house.bring(item, one, 3)
    with pytest.raises(Refusal) as refused:
        house.take(item, one, 5, observed=True)
    assert refused.value.code == "ledger.not_enough"
    wanted = {
        "place": "A-1",
        "item": "tea",
        "on_hand": 3,
        "available": 3,
        "wanted": 5,
        "digits": 0,
        "unit": "pcs",
        "cause": "",
    }
    assert refused.value.facts == wanted
    assert house.on_hand(one, item) == 3


def test_a_movement_with_one_impossible_line_writes_nothing(house: House) -> None:
    item, one, out = house.item(), house.bin("A-1"), house.virtual["customer"]
    empty = house.item()
    house.bring(item, one, 3)

    def both(act: object) -> None:
        with pytest.raises(Refusal):
            post(act, "ship", [Move(item, one, out, 1), Move(empty, one, out, 1)])  # type: ignore[arg-type]

    house.do(both)
    assert house.on_hand(one, item) == 3
    assert house.prove().movements == 1


def test_a_movement_may_pass_through_a_place_that_ends_where_it_began(house: House) -> None:
    item, one, other, third = house.item(), house.bin("A-1"), house.bin("A-2"), house.bin("A-3")
    house.bring(item, one, 5)
    house.do(lambda act: post(act, "relocate", [Move(item, one, other, 5), Move(item, other, third, 5)]))
    assert house.on_hand(third, item) == 5
    assert house.prove().is_clean


def test_twelve_bags_typed_for_twelve_pieces_are_told_as_a_unit_mix_up(house: House) -> None:
    item, one = house.item(), house.bin("A-1")
    house.bring(item, one, 20)
    with pytest.raises(Refusal) as refused:
        house.take(item, one, 144, entered=Entered(12_000_000, "bag", 12, 1))
    assert (refused.value.facts["cause"], refused.value.facts["entered_unit"]) == ("unit", "bag")


def test_goods_just_taken_by_somebody_else_are_told_as_concurrent_work(house: House) -> None:
    item, one = house.item(), house.bin("A-1")
    house.bring(item, one, 20)
    house.take(item, one, 15)
    with pytest.raises(Refusal) as refused:
        house.take(item, one, 10)
    assert (refused.value.facts["cause"], refused.value.facts["by"]) == ("concurrent", "李强")


def test_goods_still_on_the_dock_are_told_as_an_unposted_receipt(house: House) -> None:
    item, one, dock = house.item(), house.bin("A-1"), house.bin("D-1", "dock")
    house.bring(item, dock, 20)
    with pytest.raises(Refusal) as refused:
        house.take(item, one, 10)
    assert (refused.value.facts["cause"], refused.value.facts["waiting"]) == ("receipt", 20)


def test_a_request_may_not_take_what_somebody_else_holds(house: House) -> None:
    item, one = house.item(), house.bin("A-1")
    house.bring(item, one, 10)
    house.do(lambda act: reservation.reserve(act, item, 8, "order_line", 1))
    with pytest.raises(Refusal, match=r"ledger\.not_enough"):
        house.take(item, one, 3)
    house.take(item, one, 2)
    assert house.standing(one, item).available == 0


def test_what_a_hand_took_is_posted_and_the_newest_promise_yields(house: House) -> None:
    item, one = house.item(), house.bin("A-1")
    house.bring(item, one, 10)
    for line in (1, 2):
        house.do(lambda act, line=line: reservation.reserve(act, item, 5, "order_line", line))  # type: ignore[misc]
    posted = house.take(item, one, 3, observed=True)
    assert [(gone.holder_id, gone.quantity) for gone in posted.yielded] == [(2, 3)]
    now = house.standing(one, item)
    assert (now.on_hand, now.reserved) == (7, 7)
    assert house.prove().is_clean


def test_a_pick_uses_its_own_reservation_up_and_nobody_elses(house: House) -> None:
    item, one, tote = house.item(), house.bin("A-1"), house.bin("T-1", "container", pickable=False)
    house.bring(item, one, 10)
    mine = house.do(lambda act: reservation.reserve(act, item, 6, "order_line", 1)).holds[0]
    house.do(lambda act: reservation.reserve(act, item, 4, "order_line", 2))
    house.do(lambda act: post(act, "pick", [Move(item, one, tote, 4)], consume=[mine.id]))
    now = house.standing(one, item)
    assert (now.on_hand, now.reserved) == (6, 6)
    with house.store.reader() as reader:
        assert [one.quantity for one in hold.holds_of(reader, "order_line", 1)] == [2]


def test_a_promise_on_another_bin_is_kept_when_the_goods_came_from_here(house: House) -> None:
    item, one, other = house.item(), house.bin("A-1"), house.bin("A-2")
    house.bring(item, one, 5)
    mine = house.do(lambda act: reservation.reserve(act, item, 5, "order_line", 1)).holds[0]
    house.bring(item, other, 5)
    posted = house.take(item, other, 5, observed=True, consume=(mine.id,))
    assert posted.yielded == []
    assert house.standing(one, item).available == 5


def test_a_promise_on_the_warehouse_keeps_a_request_from_the_last_goods(house: House) -> None:
    item, one = house.item(), house.bin("A-1")
    house.bring(item, one, 5)
    promised = house.do(lambda act: reservation.promise(act, item, 4, "order_line", 1)).holds[0]
    with pytest.raises(Refusal, match=r"ledger\.not_enough"):
        house.take(item, one, 2)
    posted = house.take(item, one, 2, observed=True)
    assert [gone.quantity for gone in posted.yielded] == [1]
    house.take(item, one, 3, consume=(promised.id,))
    assert house.prove().is_clean


def test_goods_keep_their_age_when_they_move_inside_the_house(house: House) -> None:
    old, new, item = house.bin("A-1"), house.bin("A-2"), house.item()
    house.bring(item, new, 1)
    first = house.now
    house.bring(item, old, 5)
    house.do(lambda act: post(act, "relocate", [Move(item, new, old, 1)]))
    with house.store.reader() as reader:
        from server.ledger.balance import ON_HAND

        assert reader.one(ON_HAND, w=house.warehouse, **Key(old, item)._asdict()) == (6, first)


def test_where_stock_arrived_is_told_to_the_act(house: House) -> None:
    item, one = house.item(), house.bin("A-1")

    def arrive(act: object) -> object:
        post(act, "receipt", [Move(item, house.virtual["supplier"], one, 5)])  # type: ignore[arg-type]
        return act.arrived  # type: ignore[attr-defined]

    assert house.do(arrive) == {(one, item, 0, 0)}


def test_a_serial_is_one_piece_and_stands_in_one_place(house: House) -> None:
    item, one, other = house.item("radio", by_serial=True), house.bin("A-1"), house.bin("A-2")
    piece = house.do(lambda act: serial(act.tx, item, "SN-1"))
    with pytest.raises(Refusal, match=r"ledger\.serial_missing"):
        house.bring(item, one, 1)
    with pytest.raises(Refusal, match=r"ledger\.wrong_serial"):
        house.bring(item, one, 2, serial=piece)
    house.bring(item, one, 1, serial=piece)
    with pytest.raises(Refusal, match=r"ledger\.serial_twice"):
        house.bring(item, other, 1, serial=piece)


def test_a_lot_belongs_to_its_item(house: House) -> None:
    milk, tea, one = house.item("milk", by_lot=True), house.item("tea"), house.bin("A-1")
    lot = house.do(lambda act: add_lot(act.tx, milk, "L1", act.at))
    with pytest.raises(Refusal, match=r"ledger\.lot_missing"):
        house.bring(milk, one, 1)
    with pytest.raises(Refusal, match=r"ledger\.wrong_lot"):
        house.bring(tea, one, 1, lot=lot)
    house.bring(milk, one, 1, lot=lot)
    assert house.on_hand(one, milk, lot) == 1


def test_services_and_places_of_nowhere_are_refused(house: House) -> None:
    service, tea, one = house.item("postage", stocked=False), house.item("tea"), house.bin("A-1")
    with pytest.raises(Refusal, match=r"ledger\.not_stocked"):
        house.bring(service, one, 1)
    with pytest.raises(Refusal, match=r"ledger\.wrong_place"):
        house.bring(tea, 999, 1)
