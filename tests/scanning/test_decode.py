"""Decoding a picture from outside: names of symbologies, limits, pictures turned by EXIF, engines loaded when used."""

import subprocess
import sys

import cv2
import numpy as np
import pytest
import segno

import scanning
from scanning.decode import NotAPicture, decode, named


def qr(text: str, scale: int = 4) -> np.ndarray:
    """A QR code of the text, black on white, with its quiet zone."""
    modules = np.array(
        [[0 if module else 255 for module in row] for row in segno.make(text, micro=False).matrix_iter(border=4)],
        np.uint8,
    )
    return modules.repeat(scale, axis=0).repeat(scale, axis=1)


def test_scanning_decode_is_the_function_itself() -> None:
    assert scanning.decode is decode


def test_importing_scanning_loads_no_engine() -> None:
    seen = "import sys, scanning; print([m for m in ('cv2', 'numpy', 'zxingcpp', 'pyzbar') if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", seen], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == "[]"


def test_a_code_comes_with_text_bytes_symbology_and_corners() -> None:
    (reading,) = decode(qr("A1-01-2"))
    assert (reading.text, reading.raw, reading.symbology) == ("A1-01-2", b"A1-01-2", "qr")
    assert reading.aim == "]Q1"
    assert len(reading.corners) == 4
    assert reading.engine == "zxing"


@pytest.mark.parametrize("name", ["EAN13", "ean_13", "EAN-13", "ean13", "Ean 13"])
def test_symbologies_are_known_by_their_common_spellings(name: str) -> None:
    assert named([name]) == {"ean13"}


def test_an_unknown_symbology_is_refused() -> None:
    with pytest.raises(ValueError, match="Klingon"):
        decode(qr("A"), symbologies=["Klingon"])


def test_what_was_not_asked_for_is_not_answered() -> None:
    assert decode(qr("A1-01-2"), symbologies=["EAN13", "Code128"]) == []


def test_bytes_and_pixels_say_the_same() -> None:
    picture = qr("A1-01-2")
    data = cv2.imencode(".png", picture)[1].tobytes()
    assert decode(data) == decode(picture)


def test_what_is_no_picture_is_told_by_a_code() -> None:
    with pytest.raises(NotAPicture) as refused:
        decode(b"no picture at all")
    assert refused.value.code == "picture.unknown_format"
