"""What scanners wrap around a code goes; what cannot be a code is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanning.codes import TEXT_MAX, NotACode, clean, has_control


@pytest.mark.parametrize(
    ("raw", "text", "symbology"),
    [
        ("A-02-2", "A-02-2", ""),
        ("A-02-2\r\n", "A-02-2", ""),
        ("\t71053 ", "71053", ""),
        ("]C085123A\r", "85123A", "code128"),
        ("]Q3\x1d01069012345678", "01069012345678", "qr"),
        ("]E06901234567892", "6901234567892", "ean13"),
        ("]x0abc", "]x0abc", ""),
        ("85123a", "85123a", ""),
        ("10LOT\x1d3712", "10LOT\x1d3712", ""),
    ],
)
def test_the_text_of_a_code(raw: str, text: str, symbology: str) -> None:
    assert clean(raw) == (text, symbology)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [("", "empty"), (" \r\n", "empty"), ("]C0", "empty"), ("a\x00b", "control"), ("x" * (TEXT_MAX + 1), "too_long")],
)
def test_what_cannot_be_a_code_is_refused(raw: str, reason: str) -> None:
    with pytest.raises(NotACode) as refusal:
        clean(raw)
    assert refusal.value.reason == reason


@given(st.text())
def test_whatever_comes_out_can_be_printed(raw: str) -> None:
    try:
        text = clean(raw).text
    except NotACode:
        return
    assert 0 < len(text) <= TEXT_MAX
    assert not has_control(text)
