"""A fit finds the place, stretch, blur, ink and light that a line was drawn with."""

import numpy as np
import pytest

from scanning.bars import fit
from scanning.bars.alphabet import EAN13
from scanning.bars.fit import Grid


def drawn(grid: Grid, symbols: tuple[int, ...], samples: int) -> np.ndarray:
    """The line of grey values that a grid describes."""
    edges, signs = fit.drawn(EAN13, symbols)
    at = np.linspace(-12, grid.modules + 12, 60_000)
    sharp = (np.sign(at[:, None] - edges + signs * grid.spread / 2) * signs).sum(axis=1) / 2
    step = at[1] - at[0]
    reach = np.arange(-round(5 / step), round(5 / step) + 1) * step
    kernel = np.exp(-0.5 * (reach / grid.sigma) ** 2)
    dark = np.convolve(sharp, kernel / kernel.sum(), "same")
    share = at / grid.modules
    grey = grid.light[0] + share * (grid.light[1] - grid.light[0])
    grey = grey - (grid.ink[0] + share * (grid.ink[1] - grid.ink[0])) * dark
    return np.interp(np.arange(samples), grid.samples(at), grey)


def test_everything_is_found_from_half_a_module_beside() -> None:
    chance = np.random.default_rng(1)
    symbols = tuple(int(chance.choice(choices)) for choices in EAN13.steps(15))
    true = Grid(np.array([300.0, 210.0, -6.0, 2.0, 0.0]), (220.0, 180.0), (150.0, 120.0), 0.6, 0.15, 95.0)
    line = drawn(true, symbols, 600) + chance.normal(0, 1, 600)
    start = Grid(np.array([301.5, 209.0, -5.0, 1.0]), (0.0, 0.0), (-1.0, -1.0), 0.45, 0.0, 95.0)
    found = fit.fitted(line, start, EAN13, symbols, 8)
    assert found.explained > 0.995
    np.testing.assert_allclose(found.grid.bend, true.bend, atol=0.3)
    assert found.grid.sigma == pytest.approx(0.6, abs=0.03)
    assert found.grid.spread == pytest.approx(0.15, abs=0.05)
    np.testing.assert_allclose(found.grid.light, true.light, atol=4)
    np.testing.assert_allclose(found.grid.ink, true.ink, atol=6)


def test_a_wrong_digit_explains_less() -> None:
    chance = np.random.default_rng(2)
    symbols = tuple(int(chance.choice(choices)) for choices in EAN13.steps(15))
    true = Grid(np.array([300.0, 210.0]), (220.0, 220.0), (150.0, 150.0), 0.6, 0.0, 95.0)
    line = drawn(true, symbols, 600) + chance.normal(0, 2, 600)
    right = fit.fitted(line, true, EAN13, symbols, 5)
    for place in (1, 4, 9, 13):
        choices = [choice for choice in EAN13.steps(15)[place] if choice != symbols[place]]
        other = (*symbols[:place], int(chance.choice(choices)), *symbols[place + 1 :])
        assert fit.fitted(line, true, EAN13, other, 5).error > 2 * right.error


def test_glare_is_evened_out() -> None:
    chance = np.random.default_rng(3)
    symbols = tuple(int(chance.choice(choices)) for choices in EAN13.steps(15))
    true = Grid(np.array([300.0, 210.0]), (160.0, 160.0), (120.0, 120.0), 0.5, 0.0, 95.0)
    glare = 80 * np.exp(-0.5 * ((np.arange(600) - 330) / 50) ** 2)
    line = drawn(true, symbols, 600) + glare
    before = fit.fitted(line, true, EAN13, symbols, 3)
    after = fit.fitted(fit.evened(line, before, EAN13, symbols), before.grid, EAN13, symbols, 3)
    assert before.explained < 0.9
    assert after.explained > 0.96


def test_a_line_without_bars_is_not_explained() -> None:
    symbols = tuple(choices[0] for choices in EAN13.steps(15))
    grid = Grid(np.array([300.0, 210.0]), (0.0, 0.0), (-1.0, -1.0), 0.5, 0.0, 95.0)
    assert fit.fitted(np.full(600, 128.0), grid, EAN13, symbols, 5).explained < 0.1
