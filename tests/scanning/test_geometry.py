"""Corners that move with their picture."""

import pytest

from scanning.geometry import Affine, box, centre, inside

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def test_doing_one_after_the_other_is_doing_both() -> None:
    shift, turn = Affine(c=3, f=4), Affine(0, -1, 10, 1, 0, 0)
    assert turn.after(shift).at((1, 2)) == turn.at(shift.at((1, 2)))


def test_the_inverse_undoes() -> None:
    there = Affine(2, 0.5, 3, -0.25, 1.5, 4)
    assert there.inverse().at(there.at((7, -2))) == pytest.approx((7, -2))


def test_the_centre_is_inside_and_a_far_point_is_not() -> None:
    assert inside(centre(SQUARE), SQUARE)
    assert inside(centre(SQUARE), SQUARE[::-1])
    assert not inside((11, 5), SQUARE)


def test_a_box_begins_at_the_upper_left_and_goes_clockwise() -> None:
    found = box([(0, 0), (10, 10), (0, 10), (10, 0), (5, 5)], 0)
    assert [pytest.approx(corner, abs=1e-3) for corner in SQUARE] == list(found)


def test_a_box_turned_by_a_quarter_begins_at_the_upper_right() -> None:
    assert box([(0, 0), (10, 10), (0, 10), (10, 0)], 90)[0] == pytest.approx((10, 0), abs=1e-3)


def test_points_in_a_row_make_a_box_without_height() -> None:
    assert sorted(set(box([(1, 5), (9, 5)], 0))) == [(1, 5), (9, 5)]


def test_no_points_make_no_box() -> None:
    assert box([], 0) == ()
