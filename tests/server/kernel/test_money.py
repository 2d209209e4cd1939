"""Money is exact; what must be rounded is rounded half to even, and shares add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kernel.money import divided, of_quantity, parsed, shared, shown
from server.kernel.refusal import Refusal


@pytest.mark.parametrize(("text", "amount"), [("12.50", 125_000), ("0.0001", 1), ("-3", -30_000), ("7.10000", 71_000)])
def test_an_amount_as_people_write_it_is_kept_exactly(text: str, amount: int) -> None:
    assert parsed(text) == amount


@pytest.mark.parametrize(
    ("text", "code"), [("", "not_a_number"), ("¥5", "not_a_number"), ("0.00001", "too_fine"), ("9" * 20, "too_large")]
)
def test_what_is_no_exact_amount_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parsed(text)
    assert refusal.value.code == f"money.{code}"


@pytest.mark.parametrize(("amount", "text"), [(125_000, "12.50"), (1, "0.0001"), (-30_000, "-3.00"), (1_230, "0.123")])
def test_an_amount_is_shown_with_two_decimals_or_more(amount: int, text: str) -> None:
    assert shown(amount) == text


@given(st.integers(-(2**62), 2**62))
def test_what_is_shown_is_read_back_the_same(amount: int) -> None:
    assert parsed(shown(amount)) == amount


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**6))
def test_division_rounds_half_to_even(amount: int, parts: int) -> None:
    assert divided(amount, parts) == round(Fraction(amount, parts))


def test_a_price_times_a_quantity_with_decimals() -> None:
    assert of_quantity(parsed("2.55"), 1_500, 3) == parsed("3.825")


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_shares_add_up_and_none_is_off_by_one_unit(amount: int, weights: list[int]) -> None:
    if sum(weights) == 0:
        return
    parts = shared(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Fraction(amount * weight, sum(weights)) - part) < 1
