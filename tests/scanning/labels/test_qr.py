"""QR codes: what we draw is what two independent decoders read."""

import re

import pytest
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyzbar.pyzbar import ZBarSymbol
from pyzbar.pyzbar import decode as zbar

from scanning.labels import qr
from scanning.labels.picture import qr_picture


@pytest.mark.parametrize("text", ["A-02-2", "85123A", "71053", "T-0001", "https://192.168.1.7:8443/#/pair/12345678"])
def test_zbar_reads_what_was_drawn(text: str) -> None:
    found = zbar(qr_picture(text), symbols=[ZBarSymbol.QRCODE])
    assert [reading.data.decode() for reading in found] == [text]


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x9FFF, categories=["L", "N", "P"]), min_size=1, max_size=60)
)
@example("ᅁ၀")  # Its UTF-8 bytes are Shift-JIS as well.
def test_zxing_reads_any_text(text: str) -> None:
    found = zxingcpp.read_barcodes(qr_picture(text, 4), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    assert [reading.text for reading in found] == [text]


def test_the_path_draws_every_dark_module_once() -> None:
    drawn, size = qr.path("A-02-2")
    painted = [
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawn)
        for step in range(int(width))
    ]
    dark = {
        (x + qr.QUIET, y + qr.QUIET) for y, row in enumerate(qr.modules("A-02-2")) for x, cell in enumerate(row) if cell
    }
    assert len(painted) == len(set(painted))
    assert set(painted) == dark
    assert size == len(qr.modules("A-02-2")) + 2 * qr.QUIET
