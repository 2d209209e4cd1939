"""Sheets and rolls: every label lies on its page, beside its neighbours."""

import itertools

import pytest

from scanning.labels.media import MEDIA, SHEETS, Medium


@pytest.mark.parametrize("medium", SHEETS, ids=lambda medium: medium.name)
def test_labels_lie_inside_the_page_and_never_on_each_other(medium: Medium) -> None:
    corners = [medium.corner(position) for position in range(medium.on_a_page)]
    width, height = medium.page
    assert all(x >= 0 and y >= 0 and x + medium.width <= width and y + medium.height <= height for x, y in corners)
    for (x, y), (other_x, other_y) in itertools.combinations(corners, 2):
        apart_x, apart_y = abs(x - other_x), abs(y - other_y)
        assert apart_x >= medium.width - 1e-9 or apart_y >= medium.height - 1e-9


@pytest.mark.parametrize(
    ("name", "labels", "left", "top", "pitch"),
    # As the boxes and Avery's own templates say.
    [
        ("L7160", 21, 7.2, 15.15, 66.0),
        ("L7163", 14, 4.65, 15.15, 101.6),
        ("L7173", 10, 4.65, 6.0, 101.6),
        ("L4731", 189, 8.6, 13.5, 27.9),
        ("5160", 30, 4.76, 12.7, 69.85),
    ],
)
def test_sheets_measure_what_is_printed_on_their_boxes(
    name: str, labels: int, left: float, top: float, pitch: float
) -> None:
    medium = MEDIA[name]
    assert medium.on_a_page == labels
    assert medium.corner(0) == pytest.approx((left, top), abs=0.05)
    assert medium.corner(1)[0] - medium.corner(0)[0] == pytest.approx(pitch, abs=0.05)


def test_a_rolls_page_is_its_label() -> None:
    assert (MEDIA["60x40"].is_roll, MEDIA["60x40"].page, MEDIA["60x40"].corner(0)) == (True, (60, 40), (0, 0))
