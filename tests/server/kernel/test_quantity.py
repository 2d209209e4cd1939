"""Quantities are exact or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kernel.quantity import LARGEST, parsed, rescaled, shown
from server.kernel.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "digits", "quantity"),
    [
        ("12", 0, 12),
        ("12.5", 1, 125),
        ("0.250", 2, 25),
        (" 3 ", 3, 3000),
        ("-1.5", 1, -15),
        ("+7", 0, 7),
        ("5.000", 0, 5),
    ],
)
def test_a_number_as_people_write_it_is_kept_exactly(text: str, digits: int, quantity: int) -> None:
    assert parsed(text, digits) == quantity


@pytest.mark.parametrize(
    ("text", "digits", "code"),
    [
        ("", 0, "not_a_number"), ("12x", 0, "not_a_number"), ("1e3", 0, "not_a_number"), ("１２", 0, "not_a_number"),
        ("1,000", 0, "not_a_number"), (".5", 1, "not_a_number"), ("12.5", 0, "too_fine"), ("0.0001", 3, "too_fine"),
        ("9" * 19, 0, "too_large"), ("9" * 400, 0, "too_large"), ("1", 7, "digits"),
    ],
)  # fmt: skip
def test_what_is_no_exact_quantity_is_refused(text: str, digits: int, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parsed(text, digits)
    assert refusal.value.code == f"quantity.{code}"


@given(st.integers(-LARGEST, LARGEST), st.integers(0, 6))
def test_what_is_shown_is_read_back_the_same(quantity: int, digits: int) -> None:
    assert parsed(shown(quantity, digits), digits) == quantity


@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.integers(0, 6))
def test_more_decimals_leave_the_amount_as_it_is(quantity: int, digits: int, more: int) -> None:
    if more < digits:
        with pytest.raises(Refusal):
            rescaled(quantity, digits, more)
    else:
        assert shown(rescaled(quantity, digits, more), more) == shown(quantity, digits)
