"""Code 128 and GS1-128: what we draw is what two independent decoders read."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from pyzbar.pyzbar import ZBarSymbol
from pyzbar.pyzbar import decode as zbar

from scanning.labels import code128
from scanning.labels.picture import code128_picture

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)


def zxing_reads(text: str) -> list[str]:
    picture = code128_picture(text, module_px=3)
    return [
        found.text
        for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code128))
    ]


@pytest.mark.parametrize("text", ["A-02-2", "85123A", "71053", "T-0001", "U-1001", "BANK CHARGES", "0", "12", "~{|}"])
def test_zbar_reads_what_was_drawn(text: str) -> None:
    found = zbar(code128_picture(text, module_px=3), symbols=[ZBarSymbol.CODE128])
    assert [reading.data.decode() for reading in found] == [text]


@settings(max_examples=150, deadline=None)
@given(PRINTABLE)
def test_zxing_reads_any_printable_text(text: str) -> None:
    assert zxing_reads(text) == [text]


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("0123456789Ab\t\r"), min_size=1, max_size=30))
def test_digits_letters_and_control_characters_mix(text: str) -> None:
    picture = code128_picture(text, module_px=3)
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code128))
    assert [reading.bytes.decode("ascii") for reading in found] == [text]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.text(st.sampled_from("0123456789aB-/"), min_size=1, max_size=11), min_size=1, max_size=4).map(
        "\x1d".join
    )
)
def test_gs1_128_says_where_fields_end(text: str) -> None:
    picture = code128_picture(text, module_px=3, gs1=True)
    (found,) = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code128),
        text_mode=zxingcpp.TextMode.Plain,
    )
    assert (found.symbology_identifier, found.text) == ("]C1", text)


def test_fnc1_stands_first_and_joins_pairs_of_digits() -> None:
    # Start C, FNC1, (01) and GTIN in pairs, (17) date, (10) in set B. Source: GS1 General Specifications, 5.4.3.
    assert code128.symbols("0106901234567892172612311044", gs1=True)[:-1] == [
        105, 102, 1, 6, 90, 12, 34, 56, 78, 92, 17, 26, 12, 31, 10, 44,
    ]  # fmt: skip
    assert code128.symbols("10A\x1d3712", gs1=True)[:-1] == [105, 102, 10, 100, 33, 99, 102, 37, 12]


def test_a_gs_without_gs1_stays_a_character() -> None:
    assert 102 not in code128.symbols("A\x1dB")[:-1]


def test_an_element_string_has_at_most_48_characters() -> None:
    assert code128.symbols("9" * 48, gs1=True)
    with pytest.raises(code128.NotEncodable):
        code128.symbols("9" * 49, gs1=True)


def test_pairs_of_digits_take_one_symbol() -> None:
    assert code128.symbols("123456")[:-1] == [105, 12, 34, 56]


def test_the_check_symbol_is_the_standards_own_example() -> None:
    # ISO/IEC 15417 annex: PJJ123C in set A has check symbol 54.
    total = 103 + sum(place * (ord(mark) - 32) for place, mark in enumerate("PJJ123C", 1))
    assert total % 103 == 54
    assert code128.symbols("PJJ")[0] in (103, 104)


@pytest.mark.parametrize("text", ["", "佛山", "x" * 81, "é"])
def test_what_has_no_bars_is_refused(text: str) -> None:
    with pytest.raises(code128.NotEncodable):
        code128.symbols(text)


def test_the_path_covers_exactly_the_bars() -> None:
    drawn, width = code128.path("A-02-2")
    bars = code128.widths("A-02-2")
    assert width == sum(bars) + 2 * code128.QUIET
    assert drawn.count("M") == len(bars[::2])
    assert drawn.startswith(f"M{code128.QUIET} 0h{bars[0]}v1")
