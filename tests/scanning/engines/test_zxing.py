"""zxing-cpp behind our names."""

import cv2
import numpy as np
import pytest
import zxingcpp

from scanning.engines import engine, missing, zxing


def drawn(text: str, kind: str, scale: int = 3) -> np.ndarray:
    """A code as zxing draws it, with its quiet zones."""
    barcode = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    return np.array(barcode.to_image(scale=scale))


@pytest.mark.parametrize(
    ("kind", "content", "text", "symbology", "aim"),
    [
        ("EAN13", "5901234123457", "5901234123457", "ean13", "]E0"),
        ("EAN13", "0036000291452", "036000291452", "upca", "]E0"),
        ("EAN8", "96385074", "96385074", "ean8", "]E4"),
        ("UPCE", "01234565", "01234565", "upce", "]E0"),
        ("Code128", "WH1-307-11-1", "WH1-307-11-1", "code128", "]C0"),
        ("Code39", "3PRM8N", "3PRM8N", "code39", "]A0"),
        ("Code93", "A1-01", "A1-01", "code93", "]G0"),
        ("Codabar", "A12345B", "A12345B", "codabar", "]F0"),
        ("ITF", "16917049517455", "16917049517455", "itf", "]I0"),
        ("QRCode", "A1-01-2", "A1-01-2", "qr", "]Q1"),
        ("DataMatrix", "A1-01-2", "A1-01-2", "data_matrix", "]d1"),
        ("Aztec", "A1-01-2", "A1-01-2", "aztec", "]z0"),
        ("PDF417", "A1-01-2", "A1-01-2", "pdf417", "]L2"),
    ],
)
def test_each_kind_comes_by_our_name(kind: str, content: str, text: str, symbology: str, aim: str) -> None:
    (reading,) = zxing.read(drawn(content, kind))
    assert (reading.text, reading.symbology) == (text, symbology)
    assert reading.aim[:2] == aim[:2]
    assert reading.raw == text.encode()


def test_a_upc_a_asked_for_as_ean_has_thirteen_digits() -> None:
    (reading,) = zxing.read(drawn("0036000291452", "EAN13"), {"ean13"})
    assert (reading.text, reading.symbology) == ("0036000291452", "ean13")


def test_only_what_was_asked_for_is_answered() -> None:
    assert zxing.read(drawn("5901234123457", "EAN13"), {"qr"}) == []
    assert zxing.read(drawn("5901234123457", "EAN13"), {"upca"}) == []
    assert zxing.read(drawn("5901234123457", "EAN13"), set()) == []


def test_bars_in_columns_are_read_when_asked() -> None:
    standing = cv2.rotate(drawn("WH1-307", "Code128"), cv2.ROTATE_90_CLOCKWISE)
    assert zxing.read(standing, rotate=False) == []
    assert [reading.text for reading in zxing.read(standing)] == ["WH1-307"]


def test_light_on_dark_is_read_when_asked() -> None:
    inverted = 255 - drawn("A1-01-2", "QRCode")
    assert zxing.read(inverted, invert=False) == []
    assert [reading.text for reading in zxing.read(inverted)] == ["A1-01-2"]


def test_an_empty_picture_holds_nothing() -> None:
    assert zxing.read(np.zeros((0, 5), np.uint8)) == []


def test_engines_are_known_by_name_and_none_is_missing_here() -> None:
    assert engine("zxing") is zxing
    assert missing() == []
