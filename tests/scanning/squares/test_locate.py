"""Where a 2D code may be."""

import numpy as np
import pytest
import segno

from bench.degrade import Camera, photographed
from scanning.squares.locate import places


@pytest.mark.parametrize("px_per_module", [1.3, 2.0, 4.0, 9.0])
def test_a_code_is_found_with_its_corners_at_any_size(px_per_module: float) -> None:
    matrix = np.array([list(row) for row in segno.make("PLACE 17", version=2, micro=False).matrix], np.uint8)
    symbol = np.pad((255 * (1 - matrix)).astype(np.uint8), 4, constant_values=255)
    picture = photographed(symbol, Camera(px_per_module=px_per_module, noise=3, margin=6), seed=2)
    begin, end = 10 * px_per_module, 35 * px_per_module
    wanted = np.array([(begin, begin), (end, begin), (end, end), (begin, end)])
    assert any(
        np.abs(np.array(square.corners)[:, None] - wanted[None]).max(axis=2).min(axis=1).max()
        < 1.5 + 1.2 * px_per_module
        for square in places(picture)
    )


def test_bars_alone_are_no_field_of_specks() -> None:
    chance = np.random.default_rng(3)
    bars = np.repeat(np.where(chance.random(60) < 0.5, 30, 230).astype(np.uint8), 2)
    picture = np.full((120, 180), 230, np.uint8)
    picture[40:90, 30:150] = bars
    assert places(picture) == []


def test_no_more_fields_are_told_than_were_asked_for() -> None:
    chance = np.random.default_rng(4)
    picture = np.full((400, 400), 230, np.uint8)
    for top in range(20, 380, 60):
        for left in range(20, 380, 60):
            picture[top : top + 30, left : left + 30] = np.kron(chance.integers(0, 2, (15, 15)) * 200, np.ones((2, 2)))
    assert len(places(picture)) == 6
    assert len(places(picture, most=2)) == 2
