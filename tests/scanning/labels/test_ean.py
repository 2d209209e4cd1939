"""EAN-13 and EAN-8: what we draw is what two independent decoders read."""

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from pyzbar.pyzbar import ZBarSymbol
from pyzbar.pyzbar import decode as zbar

from scanning.gs1 import check_digit
from scanning.labels import ean


def drawn(digits: str) -> np.ndarray:
    left, right = ean.QUIET_13 if len(digits) == 13 else ean.QUIET_8
    widths = [left, *ean.bars(digits).widths, right]
    row = np.concatenate([np.full(width, place % 2 == 1) for place, width in enumerate(widths)])
    return np.repeat(np.repeat(np.where(row, 0, 255).astype(np.uint8)[np.newaxis], 80, axis=0), 3, axis=1)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text("0123456789", min_size=12, max_size=12), st.text("0123456789", min_size=7, max_size=7)))
def test_two_decoders_read_any_digits(digits: str) -> None:
    whole = f"{digits}{check_digit(digits)}"
    picture = drawn(whole)
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.EAN13, zxingcpp.BarcodeFormat.EAN8])
    assert [found.text for found in zxingcpp.read_barcodes(picture, formats=formats)] == [whole]
    assert [found.data.decode() for found in zbar(picture, symbols=[ZBarSymbol.EAN13, ZBarSymbol.EAN8])] == [whole]


def test_guards_are_the_bars_at_both_ends_and_in_the_middle() -> None:
    found = ean.bars("6901234567892")
    assert sum(found.widths) == 95
    starts = [sum(found.widths[:place]) for place in sorted(found.guards)]
    assert starts == [0, 2, 46, 48, 92, 94]
    assert sum(ean.bars("96385074").widths) == 67


@pytest.mark.parametrize("digits", ["6901234567893", "690123456789", "", "A901234567892", "９６３８５０７４"])
def test_what_is_no_ean_is_refused(digits: str) -> None:
    with pytest.raises(ean.NotAnEan):
        ean.bars(digits)
