"""Photos of whole pallets: every code that can be read is found where it lies, and what cannot is pointed at."""

import cv2
import numpy as np
import pytest

from scanning.decode import NotAPicture
from scanning.pallet.shoot import look, shoot, shoot_and_draw
from tests.scanning.pallet.scenes import Picture, Scene, bars, jpeg, many, pallet

ON_ITS_LABEL_PX = 60  # Labels are 250 to 450 px wide; some engines say only on which lines they read.


def seen(scene: Scene) -> set[str]:
    return {one.text for one in look(scene.picture).readings}


@pytest.mark.parametrize(("count", "module_px"), [(12, 3.0), (40, 2.0)])
def test_every_code_of_a_pallet_is_read(count: int, module_px: float) -> None:
    scene = pallet(many(count, seed=count), module_px=module_px, seed=count)
    found = look(scene.picture)
    assert sorted(one.text for one in found.readings) == sorted(one.text for one in scene.placed)
    assert found.unreadable == []
    places = {one.text: one.middle for one in scene.placed}
    for one in found.readings:
        x, y = (sum(corner[axis] for corner in one.corners) / 4 for axis in (0, 1))
        assert abs(x - places[one.text][0]) < ON_ITS_LABEL_PX
        assert abs(y - places[one.text][1]) < ON_ITS_LABEL_PX


def test_the_same_code_on_two_cartons_is_two_labels() -> None:
    codes = [("CARTON-7", "code128"), ("CARTON-8", "qr"), ("CARTON-7", "code128"), ("CARTON-8", "qr")]
    made = shoot(jpeg(pallet(codes, module_px=3).picture), ["CARTON-7"] * 2 + ["CARTON-8"] * 3)
    assert sorted(one.text for one in made.found) == ["CARTON-7", "CARTON-7", "CARTON-8", "CARTON-8"]
    assert made.missing == ("CARTON-8",)
    assert made.unexpected == ()


def test_a_label_that_fills_the_photo_is_read() -> None:
    close = np.pad(bars("CLOSE-1", module_px=16), 200, constant_values=255)
    assert [one.text for one in shoot(np.asarray(close, dtype=np.uint8)).found] == ["CLOSE-1"]


def smeared(scene: Scene, text: str) -> tuple[Picture, tuple[float, float]]:
    """The photo with one code drawn over by a felt pen along its whole length, many times, and where it lies."""
    picture = scene.picture.copy()
    x, y = next(one.middle for one in scene.placed if one.text == text)
    part = picture[int(y) - 120 : int(y) + 120, int(x) - 330 : int(x) + 330]
    part[:] = cv2.blur(part, (13, 1))
    return picture, (x, y)


def test_bars_that_cannot_be_read_are_pointed_at() -> None:
    codes = many(6, seed=3)
    scene = pallet(codes, module_px=3, tilt_deg=0, seed=3)
    target = next(text for text, kind in codes if kind == "code128")
    picture, (x, y) = smeared(scene, target)
    made = shoot(picture, [text for text, _ in codes])
    assert made.missing == (target,)
    assert len(made.unreadable) == 1
    corners = made.unreadable[0].corners
    assert abs(sum(corner[0] for corner in corners) / 4 - x) < 60
    assert abs(sum(corner[1] for corner in corners) / 4 - y) < 60


def test_a_wall_of_cartons_without_labels_shows_nothing() -> None:
    made = shoot(pallet([("X", "qr")], module_px=3).picture[:1000, :1000])
    assert (made.found, made.unexpected, made.unreadable, made.missing) == ((), (), (), ())


def test_what_is_no_picture_is_told_by_its_code() -> None:
    with pytest.raises(NotAPicture) as refused:
        shoot(b"GIF89")
    assert refused.value.code == "picture.unknown_format"


def test_the_marked_photo_has_the_size_of_the_photo_and_shows_every_fate_in_its_colour() -> None:
    scene = pallet([("ONE", "qr"), ("TWO", "qr")], width_px=1200, height_px=800, module_px=4)
    made, marked = shoot_and_draw(jpeg(scene.picture), ["ONE"])
    pixels = cv2.imdecode(np.frombuffer(marked, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    assert pixels.shape == (800, 1200, 3)
    assert (len(made.found), len(made.unexpected)) == (1, 1)
    blue, green, red = (pixels[..., channel].astype(int) for channel in range(3))
    assert ((green - red > 50) & (green < 120)).sum() > 500  # the dark green of what was found
    assert ((red - blue > 150) & (green > 150)).sum() > 500  # the yellow of what was not expected
