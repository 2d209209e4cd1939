"""zbar, and what is left without it."""

import subprocess
import sys

import cv2
import numpy as np
import segno

from scanning.engines import zbar

# Finds libzbar nowhere, as on a machine without it: the loader's search comes back empty-handed.
WITHOUT_LIBZBAR = """
import ctypes.util, sys
ctypes.util.find_library = lambda name: None
import numpy, segno, scanning
from scanning.engines import missing, zbar
rows = segno.make("A1", micro=False).matrix_iter(border=4)
modules = numpy.array([[0 if dark else 255 for dark in row] for row in rows])
picture = modules.astype("uint8").repeat(4, axis=0).repeat(4, axis=1)
print(missing(), zbar.read(picture), [one.text for one in scanning.decode(picture)], scanning.decode(picture[:20, :20]))
"""


def qr(content: bytes | str, scale: int = 4) -> np.ndarray:
    """A QR code, black on white, with its quiet zone."""
    rows = segno.make(content, micro=False).matrix_iter(border=4)
    modules = np.array([[0 if dark else 255 for dark in row] for row in rows], np.uint8)
    return modules.repeat(scale, axis=0).repeat(scale, axis=1)


def test_zbar_is_there_and_reads() -> None:
    assert zbar.available()
    (reading,) = zbar.read(qr("A1-01-2"))
    assert (reading.text, reading.raw, reading.symbology, reading.engine) == ("A1-01-2", b"A1-01-2", "qr", "zbar")
    assert len(reading.corners) == 4


def test_chinese_is_read_from_the_bytes() -> None:
    for charset in ("gb18030", "utf-8"):
        raw = "托盘25 供应商：杭州".encode(charset)
        (reading,) = zbar.read(qr(raw))
        assert (reading.text, reading.raw) == ("托盘25 供应商：杭州", raw)


def test_only_what_was_asked_for_is_answered() -> None:
    assert zbar.read(qr("A1"), {"code128"}) == []
    assert zbar.read(qr("A1"), set()) == []


def test_an_empty_picture_holds_nothing() -> None:
    assert zbar.read(np.zeros((0, 5), np.uint8)) == []


def test_corners_begin_where_the_code_begins() -> None:
    upright = qr("A1-01-2")
    (first,) = zbar.read(upright)
    (turned,) = zbar.read(cv2.rotate(upright, cv2.ROTATE_90_CLOCKWISE))
    assert first.corners[0][0] < first.corners[1][0]
    assert turned.corners[0][1] < turned.corners[1][1]


def test_without_libzbar_the_rest_reads_and_says_so() -> None:
    answer = subprocess.run([sys.executable, "-c", WITHOUT_LIBZBAR], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == "['zbar'] [] ['A1'] []"
