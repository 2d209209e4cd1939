"""What may happen to a sales order when."""

import pytest

from server.kernel.clock import DAY, HOUR
from server.kernel.refusal import Refusal
from server.selling.rules import GOES_ON, TRANSITIONS, next_state, watched

STATES = {state for state, _ in TRANSITIONS} | set(TRANSITIONS.values())
ASKED = {what for _, what in TRANSITIONS}


def test_no_way_leads_to_the_customer_around_the_check() -> None:
    assert {state for (state, what) in TRANSITIONS if what == "ship"} == {"checked"}
    assert {state for (state, what) in TRANSITIONS if what == "check"} == {"picked"}


def test_after_shipping_only_the_reversal_of_the_shipment_happens_and_after_cancelling_nothing() -> None:
    assert [pair for pair in TRANSITIONS if pair[0] in ("shipped", "cancelled")] == [("shipped", "unship")]


@pytest.mark.parametrize("what", sorted(ASKED))
def test_what_the_table_does_not_name_is_refused(what: str) -> None:
    for state in STATES:
        if (state, what) not in TRANSITIONS:
            with pytest.raises(Refusal, match=r"selling\.not_now"):
                next_state(state, what, "SO-1")


@pytest.mark.parametrize("what", sorted(GOES_ON))
def test_an_order_on_hold_does_not_go_on(what: str) -> None:
    state = next(state for state, asked in TRANSITIONS if asked == what)
    with pytest.raises(Refusal, match=r"selling\.on_hold"):
        next_state(state, what, "SO-1", on_hold=True)


@pytest.mark.parametrize(
    ("state", "on_hold", "short", "ordered_at", "due_at", "reason"),
    [
        ("released", False, False, 0, 0, ""),
        ("released", False, False, 0, DAY - 1, "late"),
        ("released", True, True, 0, DAY - 1, "late"),
        ("released", True, False, 0, 0, "on_hold"),
        ("picking", False, True, 0, 0, "short"),
        ("checked", False, True, 0, 0, ""),
        ("approved", False, False, -1, 0, "unconfirmed"),
        ("approved", False, False, 0, 0, ""),
        ("reserved", False, False, -1, 0, ""),
        ("checked", False, False, 0, DAY + HOUR - 1, "soon"),
        ("checked", False, False, 0, DAY + HOUR, ""),
    ],
)
def test_the_first_reason_to_look_is_named(
    state: str, on_hold: bool, short: bool, ordered_at: int, due_at: int, reason: str
) -> None:
    assert watched(state, on_hold, short, ordered_at, due_at, DAY) == reason
