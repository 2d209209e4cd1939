"""What is drawn from shapes is found again as those shapes, through blur, ink spread and drift."""

import numpy as np
import pytest
from numpy.typing import NDArray

from scanning.bars import fit
from scanning.bars.alphabet import CODE93, CODE128, EAN8, EAN13, UPCE, Alphabet, code39, itf
from scanning.bars.trellis import REACH, S, paths

LENGTHS = [(EAN13, 15), (EAN8, 11), (UPCE, 8), (CODE128, 12), (CODE93, 11), (itf(2.5), 9), (code39(3.0), 8)]


def line(
    alphabet: Alphabet, symbols: tuple[int, ...], sigma: float, spread: float, drift: int, stretch: float = 0.0
) -> NDArray[np.float32]:
    """The darkness of a sequence as `paths` wants it, drawn by another way than its templates."""
    modules = sum(alphabet.width(symbol) for symbol in symbols)
    edges, signs = fit.drawn(alphabet, symbols)
    fine = 32
    at = (np.arange(round((modules + 40) * fine)) + 0.5) / fine - 20
    sharp = (np.sign(at[:, None] - edges + signs * spread / 2) * signs).sum(axis=1) / 2
    reach = np.arange(-4 * fine, 4 * fine + 1) / fine
    kernel = np.exp(-0.5 * (reach / sigma) ** 2)
    dark = np.convolve(sharp, kernel / kernel.sum(), "same")
    where = (np.arange(round((modules + 2 * REACH) * S) + 2 * drift) + 0.5) / S - REACH - drift / S
    # Stretched most in the middle, not at all at the ends.
    where = where + stretch * np.sin(np.pi * np.clip(where / modules, 0, 1))
    return np.interp(where, at, dark).astype(np.float32)


@pytest.mark.parametrize(("alphabet", "length"), LENGTHS, ids=lambda value: getattr(value, "name", None))
def test_any_sequence_is_found_again(alphabet: Alphabet, length: int) -> None:
    chance = np.random.default_rng(4)
    steps = alphabet.steps(length)
    for sigma, spread, stretch in (
        (0.4, 0.0, 0.0),
        (0.7, 0.2, 0.0),
        (0.9, -0.1, 0.0),
        (0.5, 0.0, 0.9),
        (0.5, 0.0, -0.9),
    ):
        drift = 6 if stretch else 1
        sequences = [tuple(int(chance.choice(choices)) for choices in steps) for _ in range(6)]
        lines = np.stack([line(alphabet, symbols, sigma, spread, drift, stretch) for symbols in sequences])
        lines += chance.normal(0, 0.02, lines.shape).astype(np.float32)
        found = paths(lines, alphabet, length, sigma, spread, keep=8, drift=drift, stiffness=0.6)
        right = sum(tuple(one.symbols[0]) == symbols for one, symbols in zip(found, sequences, strict=True))
        # A shape or two may be wrong on a stretched line; the fit after it puts them right.
        assert right >= (6 if stretch == 0 else 4), (sigma, spread, stretch)


def test_errors_are_those_of_the_drawn_line() -> None:
    chance = np.random.default_rng(5)
    symbols = tuple(int(chance.choice(choices)) for choices in EAN13.steps(15))
    clean = line(EAN13, symbols, 0.6, 0.0, 2)
    noise = chance.normal(0, 0.1, clean.shape).astype(np.float32)
    (found,) = paths((clean + noise)[None], EAN13, 15, 0.6, keep=32, drift=2, stiffness=0.6)
    assert tuple(found.symbols[0]) == symbols
    assert found.error[0] == pytest.approx(float((noise**2).sum()), rel=0.25)
    assert (np.diff(found.error) >= 0).all()
    assert len({tuple(row) for row in found.symbols.tolist()}) == 32


def test_drift_is_told_for_each_shape() -> None:
    chance = np.random.default_rng(6)
    symbols = tuple(int(chance.choice(choices)) for choices in CODE128.steps(10))
    late = line(CODE128, symbols, 0.5, 0.0, 8)
    (found,) = paths(np.roll(late, 3)[None], CODE128, 10, 0.5, keep=4, drift=8, stiffness=0.6)
    assert tuple(found.symbols[0]) == symbols
    assert set(found.offset[0].tolist()) == {3}
