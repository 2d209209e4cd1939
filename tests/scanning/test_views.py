"""Ways to see a picture, and the way back to its own pixels."""

import numpy as np
import pytest

from scanning.reading import Reading
from scanning.views import View, cut, scaled, turned, whole

PICTURE = np.zeros((60, 90), np.uint8)
PICTURE[20:24, 30:34] = 255  # A spot, its middle at (31.5, 21.5).


def spot(view: View) -> tuple[float, float]:
    """Where the spot stands in the picture, as the view sees it."""
    rows, columns = np.nonzero(view.pixels > 127)
    return view.back.at((float(columns.mean()), float(rows.mean())))


def test_each_view_knows_its_way_back() -> None:
    plain = whole(PICTURE)
    for view in (
        plain,
        scaled(plain, 2.0, "double"),
        scaled(plain, 0.5, "half"),
        turned(plain, "turned"),
        cut(plain, 10, 5, 60, 40, "cut"),
        cut(plain, -10, -5, 60, 40, "cut"),
        scaled(turned(cut(plain, 10, 5, 60, 40, "cut"), "turned"), 2.0, "double"),
    ):
        assert spot(view) == pytest.approx((31.5, 21.5), abs=0.3), view.name


def test_a_reading_comes_home_with_its_attempt() -> None:
    view = scaled(whole(PICTURE), 2.0, "double")
    reading = view.home(Reading("A1", corners=((0.5, 0.5), (20.5, 0.5), (20.5, 20.5), (0.5, 20.5)), engine="zxing"))
    assert reading.corners[2] == pytest.approx((10, 10))
    assert (reading.text, reading.engine, reading.attempt) == ("A1", "zxing", "double")
