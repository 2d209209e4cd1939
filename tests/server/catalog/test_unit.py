"""Units convert exactly or not at all (I8)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.catalog.unit import MICRO, Entered, base_quantity, entered_quantity, shown, split
from server.kernel.refusal import Refusal

FACTOR = st.builds(Fraction, st.integers(1, 10_000), st.integers(1, 1_000))


def test_a_dozen_is_twelve() -> None:
    assert base_quantity(Entered(2 * MICRO, "dozen", 12), 0) == 24


def test_a_third_of_a_piece_is_refused() -> None:
    with pytest.raises(Refusal, match=r"catalog\.not_exact"):
        base_quantity(Entered(1 * MICRO, "third", 1, 3), 0)


@given(quantity=st.integers(1, 10**9), digits=st.integers(0, 6), factor=FACTOR)
def test_what_converts_comes_back_exactly_or_is_refused(quantity: int, digits: int, factor: Fraction) -> None:
    try:
        keyed = entered_quantity(quantity, digits, "box", factor)
    except Refusal as refusal:
        assert refusal.code == "catalog.not_exact"  # noqa: PT017
        assert (Fraction(quantity, 10**digits) / factor * MICRO).denominator != 1
    else:
        assert base_quantity(keyed, digits) == quantity


@given(quantity=st.integers(0, 10**6), packs=st.lists(st.integers(0, 500), max_size=4, unique=True))
def test_a_split_gives_back_what_came_in(quantity: int, packs: list[int]) -> None:
    named = [(str(pack), Fraction(pack)) for pack in packs]
    counts, rest = split(Fraction(quantity), named)
    assert sum(int(name) * count for name, count in counts.items()) + rest == quantity


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(5), "5"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 400), "0.0025"),
        (Fraction(10), "10"),
    ],
)
def test_numbers_are_shown_as_people_write_them(value: Fraction, text: str) -> None:
    assert shown(value) == text
    assert Fraction(text) == value
