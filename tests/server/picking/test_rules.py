"""What a short pick's reason means, and what of a pick the books can follow."""

import pytest

from server.kernel.refusal import Refusal
from server.picking.rules import REASONS, Reason, reason, split


@pytest.mark.parametrize(
    ("wanted", "on_hand", "answer"), [(3, 5, (3, 0)), (3, 3, (3, 0)), (3, 1, (1, 2)), (3, 0, (0, 3))]
)
def test_nothing_is_lost_between_the_books_and_the_hand(wanted: int, on_hand: int, answer: tuple[int, int]) -> None:
    assert split(wanted, on_hand) == answer
    assert sum(split(wanted, on_hand)) == wanted


def test_the_house_has_the_last_word_on_its_reasons() -> None:
    assert reason("not_there", None) == REASONS["not_there"]
    assert reason("not_there", (False, True, False)) == Reason(False, True, False)
    assert reason("ours", (True, False, True)) == Reason(True, False, True)


def test_an_unknown_reason_is_refused() -> None:
    with pytest.raises(Refusal, match=r"picking\.unknown_reason"):
        reason("because", None)
