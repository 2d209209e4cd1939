"""Costs of all issues, late costs and the closing value are exactly what came in, whatever is rounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.ledger.cost import Entry, Method, MissingGoodsError, conserved, fold

METHODS = st.sampled_from(["fifo", "lifo", "hifo", "average"])
STEP = st.tuples(
    st.sampled_from(["receipt", "found", "issue", "back", "away", "freight"]), st.integers(1, 9), st.integers(0, 99_999)
)


def story(steps: list[tuple[str, int, int]]) -> list[Entry]:
    """Entries that the books could hold: nothing leaves that is not there."""
    entries: list[Entry] = []
    on_hand = 0
    for seq, (what, quantity, amount) in enumerate(steps, 1):
        receipts = [one.at for one in entries if one.kind == "receipt"]
        issues = [one for one in entries if one.kind == "issue"]
        if what in ("receipt", "found"):
            entries.append(Entry((seq, 1), "receipt", quantity, amount if what == "receipt" else 0, what == "receipt"))
            on_hand += quantity
        elif what == "back" and issues:
            entries.append(Entry((seq, 1), "return_in", issues[-1].quantity, of=issues[-1].at))
            on_hand += issues[-1].quantity
        elif what in ("issue", "away") and on_hand >= quantity:
            of = receipts[quantity % len(receipts)] if what == "away" and receipts else (0, 0)
            entries.append(Entry((seq, 1), "issue" if what == "issue" else "return_out", quantity, of=of))
            on_hand -= quantity
        elif what == "freight" and receipts:
            entries.append(Entry((seq, 1), "adjustment", 0, amount, True, receipts[quantity % len(receipts)]))
    return entries


@given(steps=st.lists(STEP, max_size=30), method=METHODS)
def test_nothing_of_the_value_is_lost_or_made(steps: list[tuple[str, int, int]], method: Method) -> None:
    entries = story(steps)
    costs = fold(entries, method)
    assert conserved(entries, costs)
    assert all(layer.quantity > 0 and layer.value >= 0 for layer in costs.layers)
    assert costs.on_hand or costs.value == 0


def test_the_last_unit_takes_the_rest() -> None:
    entries = [Entry((1, 1), "receipt", 3, 1_000_000, True), *(Entry((seq, 1), "issue", 1) for seq in (2, 3, 4))]
    assert [one.cost for one in fold(entries, "fifo").entries[1:]] == [333_333, 333_334, 333_333]


def test_what_goes_back_takes_the_layer_of_its_own_receipt_while_it_lasts() -> None:
    entries = [
        Entry((1, 1), "receipt", 2, 20, True),
        Entry((2, 1), "receipt", 2, 60, True),
        Entry((3, 1), "return_out", 3, of=(2, 1)),
    ]
    assert fold(entries, "fifo").entries[-1].parts == ((2, 60), (1, 10))


def test_the_dearest_leaves_first() -> None:
    entries = [Entry((1, 1), "receipt", 1, 20, True), Entry((2, 1), "receipt", 1, 60, True), Entry((3, 1), "issue", 1)]
    assert fold(entries, "hifo").entries[-1].cost == 60


def test_a_cost_for_goods_that_have_left_is_late() -> None:
    entries = [
        Entry((1, 1), "receipt", 4, 40, True),
        Entry((2, 1), "issue", 1),
        Entry((3, 1), "adjustment", 0, 100, True, (1, 1)),
    ]
    costs = fold(entries, "fifo")
    assert (costs.entries[-1].late, costs.value) == (25, 105)


def test_costs_of_goods_that_never_came_are_a_mistake() -> None:
    with pytest.raises(MissingGoodsError):
        fold([Entry((1, 1), "issue", 1)], "fifo")
