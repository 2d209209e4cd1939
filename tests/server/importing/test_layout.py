"""Bins: named as people say them, walked in a line, holding what the orders want."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from server.importing import layout


def test_the_busiest_item_lies_at_the_dock_in_reach() -> None:
    first = layout.lay_out([10], set())[0]
    assert (first.slot.code, first.slot.aisle, first.slot.rack, first.slot.level) == ("A-01-2", "A", 1, 2)


@given(st.lists(st.integers(1, 10**9), max_size=300))
def test_pickable_bins_cover_what_is_wanted(wanted: list[int]) -> None:
    pickable: Counter[int] = Counter()
    for lying in layout.lay_out(wanted, set()):
        assert lying.quantity > 0
        if lying.slot.pickable:
            pickable[lying.item] += lying.quantity
    assert all(pickable[item] >= quantity for item, quantity in enumerate(wanted))


NEAR = [layout.slot(aisle, rack, level).code for aisle in range(6) for rack in range(1, 12) for level in range(1, 7)]


@given(st.lists(st.integers(1, 1000), max_size=300), st.sets(st.sampled_from(NEAR)))
def test_no_bin_is_given_twice(wanted: list[int], taken: set[str]) -> None:
    codes = [lying.slot.code for lying in layout.lay_out(wanted, taken)]
    assert len(codes) == len(set(codes))
    assert not taken & set(codes)


def test_the_walk_goes_up_one_aisle_and_down_the_next() -> None:
    up = [layout.slot(0, rack, 1).walk_order for rack in (1, 2, 99)]
    down = [layout.slot(1, rack, 1).walk_order for rack in (99, 2, 1)]
    assert up + down == sorted(up + down)


def test_walk_orders_are_unique() -> None:
    orders = [layout.slot(a, r, v).walk_order for a in range(30) for r in range(1, 100) for v in range(1, 7)]
    assert len(orders) == len(set(orders))


def test_more_goods_than_six_aisles_hold_get_more_aisles() -> None:
    lying = layout.lay_out([1] * 3200, set())
    assert {place.slot.aisle for place in lying} >= set("ABCDEFGHIJKL")
    assert layout.slot(26, 1, 1).code == "AA-01-1"


def test_some_items_lie_in_two_bins_and_some_have_a_reserve() -> None:
    lying = layout.lay_out([100] * 200, set())
    bins = Counter(place.item for place in lying if place.slot.pickable)
    assert Counter(bins.values()) == {1: 195, 2: 5}
    assert sum(not place.slot.pickable for place in lying) == layout.RESERVES


def test_totes_that_exist_are_not_made_again() -> None:
    assert layout.totes(3, {"T-0002"}) == ["T-0001", "T-0003"]
