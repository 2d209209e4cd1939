"""EAN and UPC as printed."""

import pytest

from scanning.retail import as_printed, expanded, has_check_digit


@pytest.mark.parametrize("digits", ["5901234123457", "036000291452", "96385074", "00012345600012"])
def test_a_right_check_digit_is_known(digits: str) -> None:
    assert has_check_digit(digits)
    assert not has_check_digit(digits[:-1] + str((int(digits[-1]) + 1) % 10))


# One line for each way of leaving out zeros.
@pytest.mark.parametrize(
    ("upce", "upca"),
    [
        ("01278907", "012000007897"),
        ("04252614", "042100005264"),
        ("01234531", "012300000451"),
        ("01234543", "012340000053"),
        ("01234565", "012345000065"),
    ],
)
def test_upc_e_stands_for_a_upc_a(upce: str, upca: str) -> None:
    assert expanded(upce) == upca


@pytest.mark.parametrize("digits", ["", "1234567", "21234565", "0123456A", "01234566"])
def test_what_is_no_upc_e_expands_to_nothing(digits: str) -> None:
    assert expanded(digits) is None


def test_an_ean_that_begins_with_zero_is_a_upc_a() -> None:
    assert as_printed("0036000291452", {"ean13", "upca"}) == ("036000291452", "upca")


def test_a_upc_a_asked_for_as_ean_stays_one() -> None:
    assert as_printed("0036000291452", {"ean13"}) == ("0036000291452", "ean13")


def test_an_ean_is_not_answered_when_upc_a_was_asked_for() -> None:
    assert as_printed("5901234123457", {"upca"}) is None
