"""A place made upright lets other readers read what they cannot read as it lies."""

import numpy as np
import zxingcpp

from bench.degrade import Camera, photographed
from scanning.bars.locate import places
from scanning.bars.place import Place
from scanning.bars.rectify import BANDS, profiles, quad, sampled, squared_up, upright
from tests.scanning.bars.symbols import symbol


def test_zxing_reads_a_turned_label_once_it_stands_upright() -> None:
    read = 0
    for turn in range(12):
        camera = Camera(px_per_module=1.4, angle_deg=30 * turn + 7, noise=4, contrast=0.7)
        picture = photographed(symbol("ean13", "4006381333931"), camera, turn)
        (place,) = places(picture)
        strips = (upright(picture, place), upright(picture, place, sharpen=1.5))
        read += any(found.text == "4006381333931" for strip in strips for found in zxingcpp.read_barcodes(strip))
    assert read >= 11


def test_bands_are_averages_of_their_part_of_the_height() -> None:
    steps = np.repeat(np.arange(0, 250, 50, dtype=np.uint8), 20)
    picture = np.tile(steps[:, None], (1, 300))
    place = Place(((50.0, 0.0), (250.0, 0.0), (250.0, 100.0), (50.0, 100.0)), 1.0)
    bands = profiles(picture, place, 128)
    assert bands.shape == (BANDS, 128)
    # The outermost lines are left out, so that the outer bands reach a little into their neighbours.
    np.testing.assert_allclose(bands.mean(axis=1), [0, 50, 100, 150, 200], atol=14)


def test_bars_that_lean_are_squared_up() -> None:
    picture = photographed(symbol("ean13", "4006381333931"), Camera(px_per_module=2, noise=0), 1)
    middle = np.array([picture.shape[1], picture.shape[0]]) / 2
    turned = np.radians(3)
    corners = np.array([[-95, -30], [95, -30], [95, 30], [-95, 30]]) @ np.array(
        [[np.cos(turned), np.sin(turned)], [-np.sin(turned), np.cos(turned)]]
    )
    before = sampled(picture, corners + middle, 400, 60).mean(axis=0).std()
    after = sampled(picture, squared_up(picture, corners + middle), 400, 60).mean(axis=0).std()
    straight = sampled(picture, np.array([[-95, -30], [95, -30], [95, 30], [-95, 30]]) + middle, 400, 60)
    assert before < 0.8 * after
    assert after > 0.97 * straight.mean(axis=0).std()


def test_a_place_at_the_border_is_sampled_with_the_nearest_pixels() -> None:
    picture = np.full((20, 20), 77, np.uint8)
    place = Place(((-10.0, -10.0), (30.0, -10.0), (30.0, 30.0), (-10.0, 30.0)), 1.0)
    assert (profiles(picture, place) == 77).all()
    assert quad(place).shape == (4, 2)
