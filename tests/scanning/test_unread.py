"""What is left to read beside the codes that were read."""

import numpy as np
import zxingcpp

from scanning.engines import zxing
from scanning.unread import has_bars, unread
from scanning.views import Grey


def code(text: str, kind: str) -> Grey:
    barcode = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    return np.array(barcode.to_image(scale=3)).astype(np.uint8)


def desk(*placed: tuple[Grey, int, int]) -> Grey:
    picture = np.full((400, 700), 200, np.uint8)
    for one, x, y in placed:
        picture[y : y + one.shape[0], x : x + one.shape[1]] = one
    return picture


BARS, SQUARES = code("WH1-307", "Code128"), code("A1-01-2", "DataMatrix")


def test_nothing_is_left_beside_a_code_alone() -> None:
    picture = desk((BARS, 30, 30))
    assert unread(picture, zxing.read(picture)) == []


def test_a_second_code_is_left_until_it_is_read() -> None:
    picture = desk((BARS, 30, 30), (SQUARES, 550, 280))
    both = zxing.read(picture)
    assert len(both) == 2
    assert unread(picture, both) == []
    (box,) = unread(picture, [one for one in both if one.symbology == "code128"])
    assert box.left < 560 < 600 < box.right
    assert box.top < 290 < 320 < box.bottom


def test_a_picture_of_a_few_pixels_leaves_nothing() -> None:
    picture = desk((BARS, 30, 30))
    assert unread(picture[:20, :20], zxing.read(picture)) == []


def test_bars_are_told_from_squares_and_paper() -> None:
    assert has_bars(BARS)
    assert has_bars(np.rot90(BARS).copy())
    assert not has_bars(SQUARES)
    assert not has_bars(np.full((50, 50), 200, np.uint8))
    assert not has_bars(np.full((3, 3), 200, np.uint8))
