"""Which readings are believed, and which of two readings of one place."""

import pytest

from scanning.agree import is_proven, is_sure, is_wanted, settled, span
from scanning.reading import Corner, Reading, Symbology

PICTURE = (400, 600)


def bars(text: str, symbology: Symbology, width: float, height: float, at: Corner = (100, 100)) -> Reading:
    """A reading of upright bars."""
    (x, y), (right, bottom) = at, (at[0] + width, at[1] + height)
    return Reading(text, text.encode(), symbology, "", ((x, y), (right, y), (right, bottom), (x, bottom)), "zxing")


def test_the_span_is_the_height_as_a_share_of_the_width() -> None:
    assert span(bars("5901234123457", "ean13", 200, 50)) == pytest.approx(0.25)


def test_a_code_that_corrects_its_errors_is_sure_however_small() -> None:
    assert is_sure(bars("A1", "qr", 20, 20), PICTURE)


def test_bars_read_over_much_of_their_height_are_sure() -> None:
    assert is_sure(bars("5901234123457", "ean13", 200, 50), PICTURE)


def test_bars_read_in_a_line_or_two_are_not() -> None:
    assert not is_sure(bars("9074932437075", "ean13", 192, 4), PICTURE)


def test_the_same_height_says_less_in_an_enlarged_picture() -> None:
    reading = bars("8782358604971", "ean13", 400, 48)
    assert is_sure(reading, PICTURE)
    assert not is_sure(reading, PICTURE, is_enlarged=True)


def test_a_picture_of_a_few_lines_is_read_as_a_whole() -> None:
    assert is_sure(bars("00123456", "itf", 240, 3), (4, 256))


def test_a_short_itf_is_wanted_only_when_itf_was_asked_for() -> None:
    short = bars("1234", "itf", 60, 40)
    assert not is_wanted(short, None)
    assert is_wanted(short, frozenset({"itf"}))
    assert is_wanted(bars("123456", "itf", 90, 40), None)


def test_what_was_not_asked_for_is_not_wanted() -> None:
    assert not is_wanted(bars("A1", "qr", 20, 20), frozenset({"ean13"}))


def test_the_same_code_read_twice_in_one_place_is_one() -> None:
    first, second = bars("5901234123457", "ean13", 200, 50), bars("5901234123457", "ean13", 198, 40, (101, 104))
    assert settled([first, second]) == [first]


def test_the_same_text_in_two_places_is_two_codes() -> None:
    codes = [bars("A1", "qr", 50, 50, (0, 0)), bars("A1", "qr", 50, 50, (200, 0))]
    assert settled(codes) == codes


def test_of_two_texts_in_one_place_the_wider_stays() -> None:
    whole = bars("6970940855050", "ean13", 200, 50)
    part = bars("19709406", "upce", 110, 50, (100, 100))
    assert settled([part, whole]) == [whole]


def test_codes_come_from_the_top_down() -> None:
    low, high = bars("A2", "qr", 50, 50, (10, 300)), bars("A1", "qr", 50, 50, (400, 20))
    assert settled([low, high]) == [high, low]


STRIP = (60, 700)


def test_bars_made_upright_are_believed_when_bands_agree() -> None:
    assert is_proven(bars("5901234123457", "ean13", 500, 40), STRIP, 500)
    assert not is_proven(bars("5077540619592", "ean13", 500, 11), STRIP, 500)


def test_a_code128_checks_itself_in_one_band() -> None:
    assert is_proven(bars("WH1-307-11-1", "code128", 500, 11), STRIP, 500)


def test_part_of_a_field_is_no_itf_but_with_a_check_digit() -> None:
    assert not is_proven(bars("16975008", "itf", 300, 50), STRIP, 500)
    assert is_proven(bars("16975008", "itf", 480, 50), STRIP, 500)
    assert is_proven(bars("16975008806088", "itf", 300, 50), STRIP, 500)
