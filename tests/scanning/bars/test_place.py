"""Where a field of bars lies."""

import pytest

from scanning.bars.place import Place


def test_a_place_knows_its_size_and_turn() -> None:
    place = Place(((10.0, 10.0), (10.0, 110.0), (-30.0, 110.0), (-30.0, 10.0)), 1.0)
    assert place.centre == (-10.0, 60.0)
    assert (place.width_px, place.height_px) == (100.0, 40.0)
    assert place.angle_deg == pytest.approx(90.0)
    assert place.middle == pytest.approx(0.5)


def test_the_middle_of_a_label_that_leans_away_stands_nearer_to_its_far_end() -> None:
    far_left = Place(((0.0, 10.0), (100.0, 0.0), (100.0, 40.0), (0.0, 30.0)), 1.0)
    # A square seen with one side half as high has its middle a third of the way from that side.
    assert far_left.middle == pytest.approx(1 / 3)
