"""GS1 element strings as they are printed."""

import pytest

from scanning import gs1
from scanning.labels.elements import element_string, is_gtin, readable


def test_only_what_has_no_fixed_length_ends_with_a_separator() -> None:
    elements = [("01", "06901234567892"), ("10", "L2609-14"), ("17", "261231"), ("21", "7")]
    assert element_string(elements) == "010690123456789210L2609-14\x1d1726123121" + "7"


def test_the_last_one_needs_no_separator() -> None:
    assert element_string([("17", "261231"), ("10", "A")]) == "1726123110A"


def test_measures_have_a_fixed_length() -> None:
    assert element_string([("3103", "001250"), ("10", "A")]) == "310300125010A"


def test_what_is_printed_is_what_the_parser_reads() -> None:
    elements = [("01", "06901234567892"), ("10", "L2609-14"), ("3103", "001250"), ("17", "261231"), ("21", "7")]
    assert gs1.scan(element_string(elements), "]C1").elements == elements
    assert gs1.brackets(readable(elements)).elements == elements


def test_eyes_see_identifiers_in_brackets() -> None:
    assert readable([("00", "369012340000000018")]) == "(00)369012340000000018"


@pytest.mark.parametrize("text", ["6901234567892", "96385074", "012345678905", "10614141000415"])
def test_numbers_with_their_check_digit_are_gtins(text: str) -> None:
    assert is_gtin(text)


@pytest.mark.parametrize("text", ["6901234567893", "85123A", "71053", "", "６901234567892", "²1234565"])
def test_other_texts_are_none(text: str) -> None:
    assert not is_gtin(text)
