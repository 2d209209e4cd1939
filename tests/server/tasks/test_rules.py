"""Who may do which task when."""

import pytest

from server.kernel.clock import MINUTE
from server.kernel.refusal import Refusal
from server.tasks.rules import LEASE, TRANSITIONS, check_claim, check_take_over, next_state

STATES = ("open", "leased", "done", "cancelled")
ASKED = ("claim", "give_back", "take_over", "assign", "finish", "cancel")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("what", ASKED)
def test_what_the_table_does_not_name_is_refused(state: str, what: str) -> None:
    if (state, what) in TRANSITIONS:
        assert next_state(state, what, "T-1") in STATES
        return
    with pytest.raises(Refusal, match=r"tasks\.not_open"):
        next_state(state, what, "T-1")


def test_nothing_leads_out_of_what_is_over() -> None:
    assert not [pair for pair in TRANSITIONS if pair[0] in ("done", "cancelled")]


def test_a_task_in_somebody_elses_hands_is_taken() -> None:
    with pytest.raises(Refusal, match=r"tasks\.taken"):
        check_claim("T-1", 2, 1, True, 10, 20)


def test_the_same_person_moves_to_another_device_when_the_lease_is_over() -> None:
    with pytest.raises(Refusal, match=r"tasks\.on_other_device"):
        check_claim("T-1", 1, 1, False, 20, 10)
    check_claim("T-1", 1, 1, False, 10, 20)
    check_claim("T-1", 1, 1, True, 20, 10)
    check_claim("T-1", 0, 1, False, 20, 10)


def test_a_lease_protects_from_everybody_but_a_supervisor() -> None:
    with pytest.raises(Refusal) as caught:
        check_take_over("T-1", False, LEASE, MINUTE)
    assert caught.value.facts["minutes"] == 29
    check_take_over("T-1", True, LEASE, MINUTE)
    check_take_over("T-1", False, LEASE, LEASE)
