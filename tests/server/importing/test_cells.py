"""Cells become exact values or a named reason."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.importing import cells
from server.importing.cells import Unreadable


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6", (6, 0)), ("-9360", (-9360, 0)), ("2.50", (25, 1)), ("1,234.5", (12345, 1)), ("０７", (7, 0)),
        (" 3 ", (3, 0)), ("+4", (4, 0)), ("99999999999", (99999999999, 0)), ("0.000001", (1, 6)),
    ],
)  # fmt: skip
def test_numbers_are_exact(text: str, value: tuple[int, int]) -> None:
    assert cells.number(text) == value


@pytest.mark.parametrize("text", ["", "six", "1e5", "1,23", "--3", "0x10", "3 pcs", "NaN", "inf", "1" * 10_000])
def test_text_where_a_number_belongs_is_named(text: str) -> None:
    with pytest.raises(Unreadable, match=r"not_a_number|too_large"):
        cells.number(text)


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=6))
def test_every_decimal_comes_back(value: Decimal) -> None:
    number, digits = cells.number(format(value, "f"))
    assert Decimal(number).scaleb(-digits) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0", "zero"),
        ("0.00", "zero"),
        ("1.0000001", "too_fine"),
        ("100000000000", "too_large"),
        ("1000000000.5", "too_large"),
    ],
)
def test_quantities_no_book_can_hold_are_named(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        cells.quantity(text)


def test_money_is_in_ten_thousandths() -> None:
    assert [cells.money(text) for text in ("2.55", "", "0", "13541.33", "0.0001")] == [25500, 0, 0, 135413300, 1]


@pytest.mark.parametrize(("text", "reason"), [("-1", "negative_price"), ("0.00001", "too_fine")])
def test_prices_that_are_none_are_named(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        cells.money(text)


@pytest.mark.parametrize(
    ("text", "order", "utc"),
    [
        ("2010-12-01 08:26:00", "day_first", 1291191960),
        ("2010-12-01T08:26", "day_first", 1291191960),
        ("2010/12/1 8:26", "day_first", 1291191960),
        ("2010年12月1日", "day_first", 1291161600),
        ("12/1/2010 8:26", "month_first", 1291191960),
        ("1.12.2010 8:26 AM", "day_first", 1291191960),
        ("1/12/2010 12:00 am", "day_first", 1291161600),
    ],
)
def test_dates_as_people_write_them(text: str, order: cells.DateOrder, utc: int) -> None:
    assert cells.moment(text, order, 0) == utc * 1_000_000


def test_a_date_stands_in_its_time_zone() -> None:
    assert cells.moment("2010-12-01 08:00", "day_first", 480) == cells.moment("2010-12-01", "day_first", 0)


@pytest.mark.parametrize(
    "text", ["yesterday", "2010-13-01", "31/31/2010", "0001-01-01", "2010-12-01 25:00", "9999-12-31"]
)
def test_impossible_dates_are_named(text: str) -> None:
    with pytest.raises(Unreadable, match="not_a_date"):
        cells.moment(text, "day_first", 0)


def test_one_date_tells_how_all_are_meant() -> None:
    assert cells.date_order(["3/4/2010", "3/14/2010"]) == "month_first"
    assert cells.date_order(["3/4/2010", "14/3/2010"]) == "day_first"
    assert cells.date_order(["3/4/2010", "2010-12-01", ""]) is None


@pytest.mark.parametrize(
    ("text", "reason"), [("", "empty"), ("  ", "empty"), ("x" * 65, "too_long"), ("a\x07b", "control_characters")]
)
def test_codes_that_no_label_can_carry_are_named(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        cells.code(text)


def test_blanks_inside_codes_and_names_become_single() -> None:
    assert cells.code("  BANK   CHARGES ") == "BANK CHARGES"
    assert cells.name(" ZINC WILLIE WINKIE  CANDLE STICK ") == "ZINC WILLIE WINKIE CANDLE STICK"
    assert cells.code("=1+1") == "=1+1"
