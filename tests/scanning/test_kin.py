"""Bars that belong to a code already read."""

import numpy as np
import zxingcpp

from scanning.bars.locate import places
from scanning.engines import zxing
from scanning.kin import is_add_on, is_kin
from scanning.reading import Reading
from scanning.views import Grey


def bars(text: str, kind: str = "Code128") -> Grey:
    barcode = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    return np.array(barcode.to_image(scale=2)).astype(np.uint8)


def on_desk(*placed: tuple[Grey, int, int]) -> Grey:
    picture = np.full((400, 500), 255, np.uint8)
    for one, x, y in placed:
        picture[y : y + one.shape[0], x : x + one.shape[1]] = one
    return picture


def test_bars_that_run_on_are_kin_and_those_of_another_label_are_not() -> None:
    first, second = bars("WH1-307-11-1"), bars("WH1-S36-08-3")
    picture = on_desk((first, 40, 30), (second, 40, 250))
    upper, lower = sorted(places(picture), key=lambda place: place.centre[1])
    (reading,) = zxing.read(picture[:200].copy())
    # Only a line in the upper half of the bars was read.
    (left, top), (right, _) = reading.corners[0], reading.corners[1]
    line = Reading(
        reading.text, symbology="code128", corners=((left, top), (right, top), (right, top + 4), (left, top + 4))
    )
    assert is_kin(picture, upper, line)
    assert not is_kin(picture, lower, line)


def test_right_behind_an_ean_stands_its_add_on() -> None:
    corners = ((0.0, 0.0), (100.0, 0.0), (100.0, 60.0), (0.0, 60.0))
    ean = Reading("5901234123457", symbology="ean13", corners=corners)
    assert is_add_on((140, 30), ean)
    assert not is_add_on((-40, 30), ean)
    assert not is_add_on((140, 200), ean)
    assert not is_add_on((140, 30), Reading("A1", symbology="code128", corners=corners))
    assert not is_add_on((140, 30), Reading("5901234123457", symbology="ean13"))
