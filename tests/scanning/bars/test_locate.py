"""Bars are found at any angle, whole, and nothing else is taken for bars."""

import cv2
import numpy as np
import pytest

from bench.degrade import Camera, Grey, photographed
from scanning.bars.locate import places
from tests.scanning.bars.symbols import symbol


@pytest.mark.parametrize("angle_deg", range(0, 360, 30))
def test_a_label_is_found_once_and_whole_at_any_angle(angle_deg: int) -> None:
    picture = photographed(symbol("ean13", "4006381333931"), Camera(px_per_module=2, angle_deg=angle_deg), angle_deg)
    (place,) = places(picture)
    assert place.width_px == pytest.approx(95 * 2, abs=6)
    assert place.height_px == pytest.approx(40 * 2, abs=8)
    # zxing-cpp draws 11 modules of paper before an EAN-13 and 7 behind.
    assert place.centre == pytest.approx((picture.shape[1] / 2, picture.shape[0] / 2), abs=7)
    # Bars look the same from both ends.
    assert min((place.angle_deg - angle_deg) % 180, (angle_deg - place.angle_deg) % 180) < 1
    assert place.strength > 0.9


@pytest.mark.parametrize("px_per_module", [1.0, 3.0, 12.0])
def test_small_and_large_bars_are_found(px_per_module: float) -> None:
    seen = places(photographed(symbol("code128", "BIN-A17-92"), Camera(px_per_module=px_per_module, angle_deg=20), 1))
    assert len(seen) == 1


def test_a_leaning_label_keeps_its_corners() -> None:
    picture = photographed(symbol("code128", "BIN-A17-92"), Camera(tilt_deg=45, angle_deg=10), 2)
    (place,) = places(picture)
    modules = len("BIN-A17-92") * 11 + 35
    assert place.width_px == pytest.approx(3 * modules * np.cos(np.radians(45)), rel=0.1)
    assert abs(place.middle - 0.5) > 0.01


def test_many_labels_in_one_picture_are_all_found() -> None:
    picture = _sheet(12)
    assert len(places(picture, most=20)) == 12
    assert len(places(picture, most=5)) == 5


def _sheet(labels: int) -> Grey:
    sheet = np.full((900, 1500), 235, np.uint8)
    for place in range(labels):
        label = photographed(symbol("ean8", "96385074", 30), Camera(px_per_module=1.6, angle_deg=15 * place), place)
        top, left = 20 + 290 * (place // 5), 20 + 290 * (place % 5)
        sheet[top : top + label.shape[0], left : left + label.shape[1]] = label
    return sheet


def test_print_noise_and_stripes_are_no_bars() -> None:
    chance = np.random.default_rng(7)
    page = np.full((500, 700), 240, np.uint8)
    for line in range(24):
        words = " ".join("".join(chance.choice(list("abcdefghilmnorstuIWHN"), 6)) for _ in range(8))
        cv2.putText(page, words, (10, 20 + 20 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (20.0,), 1, cv2.LINE_AA)
    noise = chance.integers(0, 256, (400, 500)).astype(np.uint8)
    wave = 128 + 80 * np.sin(np.arange(500) * 2 * np.pi / 9)
    corrugated = np.tile(wave.astype(np.uint8), (400, 1))
    edge = np.where(np.arange(500) < 250, 30, 220).astype(np.uint8)
    board = np.kron(np.indices((20, 25)).sum(axis=0) % 2, np.ones((20, 20))).astype(np.uint8) * 200
    for picture in (page, noise, corrugated, np.tile(edge, (400, 1)), board):
        assert places(picture) == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (3, 3), (15, 16), (40, 41)])
def test_a_picture_of_any_shape_has_an_answer(shape: tuple[int, int]) -> None:
    chance = np.random.default_rng(3)
    assert places(chance.integers(0, 256, shape).astype(np.uint8)) == []
    assert places(np.zeros(shape, np.uint8)) == []
