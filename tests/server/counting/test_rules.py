"""What becomes of a count."""

import pytest

from server.counting.rules import TRANSITIONS, result_of, too_close


def test_only_what_agrees_is_believed_at_once() -> None:
    assert result_of(0, 0) == "matched"
    assert result_of(3, 4) == result_of(5, 4) == "in_review"


def test_a_count_is_decided_once() -> None:
    assert {state for state, _ in TRANSITIONS} == {"in_review"}


@pytest.mark.parametrize(
    ("moved", "unsure", "close"), [(100, 10, True), (120, 10, True), (121, 10, False), (79, 10, False)]
)
def test_clocks_that_cannot_tell_are_flagged(moved: int, unsure: int, close: bool) -> None:
    assert too_close(moved, unsure, 100, 10) is close
