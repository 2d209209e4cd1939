"""How exactly a sequence of shapes explains a line: place, stretch, blur, ink and light fitted by least squares."""

from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from scanning.bars.alphabet import Alphabet
from scanning.bars.trellis import S

Floats = NDArray[np.floating]

FINE: Final = 16  # samples a module of the drawn bars that are blurred: a tenth of the narrowest blur.
SIGMA_MIN, SIGMA_MAX = (
    0.3,
    1.4,
)  # modules: a pixel's own width at the smallest modules; beyond, nothing is left to read.
BENDS: Final = 4  # Highest power of the stretch: perspective and a label around a bottle are smooth.
QUIET: Final = 4.0  # modules of paper beyond each end that belong to what is explained
EVEN: Final = 9.0  # modules, sigma
STEP_MAX: Final = 0.5  # modules that a round may move an end; further, the next round looks anew.


class Grid(NamedTuple):
    """Where modules stand in a line of samples, and how dark and blurred they are.

    bend: coefficients of Legendre polynomials over −1 to 1 (first module to last): sample of a module. light: grey of
    paper at the left and right end. ink: how much darker bars are, left and right. sigma: blur in modules. spread: how
    much wider than it should each bar is, in modules.
    """

    bend: Floats
    light: tuple[float, float]
    ink: tuple[float, float]
    sigma: float
    spread: float
    modules: float

    def samples(self, at: Floats) -> Floats:
        """Places in modules to places in samples."""
        where: Floats = np.polynomial.legendre.legval(2 * at / self.modules - 1, self.bend)
        return where

    def darkness(self, line: Floats, at: Floats) -> Floats:
        """Of a line of grey values at places in modules: 0 paper, 1 ink."""
        where = np.clip(self.samples(at), 0, len(line) - 1.001)
        low = where.astype(np.intp)
        grey = line[low] + (where - low) * (line[low + 1] - line[low])
        share = at / self.modules
        light = self.light[0] + share * (self.light[1] - self.light[0])
        ink = self.ink[0] + share * (self.ink[1] - self.ink[0])
        dark: Floats = (light - grey) / ink
        return dark


class Fit(NamedTuple):
    """A grid and how well bars on it explain the line: error, mean squared in squared darkness, and share explained."""

    grid: Grid
    error: float
    explained: float


def places(grid_modules: float) -> Floats:
    """Where a line is looked at, in modules: S samples each, with QUIET on both sides."""
    count = round((grid_modules + 2 * QUIET) * S)
    at: Floats = (np.arange(count) + 0.5) / S - QUIET
    return at


def drawn(alphabet: Alphabet, symbols: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Edges of a sequence in modules, and for each whether it goes to dark (1) or to light (−1)."""
    where, sign = [], []
    at = 0.0
    for symbol in symbols:
        for element in alphabet.shapes[symbol]:
            if element > 0:
                where += [at, at + element]
                sign += [1.0, -1.0]
            at += abs(element)
    # Two bars that touch at a border are one.
    kept = [
        place
        for place in range(len(where))
        if not (sign[place] < 0 and place + 1 < len(where) and abs(where[place] - where[place + 1]) < 1e-6)
        and not (sign[place] > 0 and place > 0 and abs(where[place] - where[place - 1]) < 1e-6)
    ]
    return np.array([where[place] for place in kept]), np.array([sign[place] for place in kept])


def evened(line: Floats, fit: Fit, alphabet: Alphabet, symbols: tuple[int, ...]) -> Floats:
    """The line without glare and shadow: 1 paper to 0 ink by what the shapes say should be dark around each place.

    Paper and ink are found again at each place by a regression that looks EVEN modules to both sides, wider than any
    shape, so that no shape can be taken for another.
    """
    grid = fit.grid
    at = places(grid.modules)
    where = np.clip(grid.samples(at), 0, len(line) - 1.001)
    low = where.astype(np.intp)
    grey = line[low] + (where - low) * (line[low + 1] - line[low])
    blurred = _bars(*drawn(alphabet, symbols), grid.modules, grid.sigma, grid.spread)
    model = np.interp((at + QUIET + 1) * FINE - 0.5, np.arange(len(blurred)), blurred)

    def around(values: Floats) -> Floats:
        smooth: Floats = cv2.GaussianBlur(
            values[None], (0, 0), sigmaX=EVEN * S, sigmaY=0.01, borderType=cv2.BORDER_REFLECT
        )[0]
        return smooth

    mean, dark = around(grey), around(model)
    spread = around(model * model) - dark * dark
    ink_everywhere = (grid.ink[0] + grid.ink[1]) / 2
    # A little of the whole line's contrast keeps places with nothing but paper from dividing by nothing.
    little = 0.1 * float(spread.mean())
    ink = -(around(grey * model) - mean * dark - little * ink_everywhere) / (spread + little)
    ink = np.maximum(ink, 0.2 * ink_everywhere)
    paper = mean + ink * dark
    order = np.arange(len(line), dtype=np.float64)
    even: Floats = 1 - (np.interp(order, where, paper) - line) / np.interp(order, where, ink)
    return even


def _bars(edges: Floats, signs: Floats, modules: float, sigma: float, spread: float) -> Floats:
    """Blurred darkness at FINE samples a module, from QUIET + 1 before to QUIET + 1 behind."""
    count = round((modules + 2 * (QUIET + 1)) * FINE)
    steps = np.zeros(count + 1)
    exact = (edges - signs * spread / 2 + QUIET + 1) * FINE
    low = np.floor(exact).astype(np.intp)
    np.add.at(steps, low, signs * (low + 1 - exact))
    np.add.at(steps, low + 1, signs * (exact - low))
    sharp = np.cumsum(steps)[:count]
    blurred: Floats = cv2.GaussianBlur(sharp[None], (0, 0), sigmaX=sigma * FINE, sigmaY=0.01)[0]
    return blurred


def fitted(line: Floats, start: Grid, alphabet: Alphabet, symbols: tuple[int, ...], rounds: int) -> Fit:
    """Fit a grid to a line of grey values, from a start that is right to within half a module.

    Gauss and Newton: brightness and darkness at both ends, blur, ink spread and BENDS powers of the stretch at once.
    """
    edges, signs = drawn(alphabet, symbols)
    grid = start
    at = places(grid.modules)
    share = at / grid.modules
    powers = np.polynomial.legendre.legvander(2 * share - 1, BENDS)
    fit = None
    for turn in range(rounds + 1):
        blurred = _bars(edges, signs, grid.modules, grid.sigma, grid.spread)
        index = (at + QUIET + 1) * FINE - 0.5
        low = index.astype(np.intp)
        part = index - low

        def seen(fine: Floats, low: NDArray[np.intp] = low, part: Floats = part) -> Floats:
            return fine[low] + part * (fine[low + 1] - fine[low])

        model = seen(blurred)
        where = np.clip(grid.samples(at), 0, len(line) - 1.001)
        left = where.astype(np.intp)
        grey = line[left] + (where - left) * (line[left + 1] - line[left])
        # Light and ink are linear: solved exactly.
        basis = np.stack([1 - share, share, (1 - share) * model, share * model], axis=1)
        weights, *_ = np.linalg.lstsq(basis, grey, rcond=None)
        error = grey - basis @ weights
        light, ink = (float(weights[0]), float(weights[1])), (float(-weights[2]), float(-weights[3]))
        if min(ink) <= 1e-6:  # no bars, or light ones on dark paper
            return Fit(grid, np.inf, 0.0)
        grid = grid._replace(light=light, ink=ink)
        scale = (ink[0] + ink[1]) / 2
        squared = float(error @ error) / len(at) / scale**2
        explained = 1 - float(error @ error) / max(float(((grey - grey.mean()) ** 2).sum()), 1e-9)
        fit = Fit(grid, squared, explained)
        if turn == rounds:
            break
        slope = np.gradient(blurred) * FINE
        curve = np.gradient(slope) * FINE
        darker = -((1 - share) * ink[0] + share * ink[1])
        # The line's own change with place would carry its noise; the model's, seen through the stretch, does not.
        per_sample = np.gradient(grid.samples(at), at)
        columns = [-(darker * seen(slope) / per_sample)[:, None] * powers]
        columns.append((darker * grid.sigma * seen(curve))[:, None])
        wider = _bars(edges, np.abs(signs), grid.modules, grid.sigma, 0.0)
        columns.append((darker * seen(np.gradient(wider)) * FINE / 2)[:, None])
        jacobian = np.concatenate([basis, *columns], axis=1)
        normal = jacobian.T @ jacobian
        normal[np.diag_indices_from(normal)] *= 1 + 1e-3
        step = np.linalg.lstsq(normal, jacobian.T @ error, rcond=None)[0][4:]
        bend_step = step[: BENDS + 1]
        largest = STEP_MAX * float(np.mean(per_sample))
        bend_step = bend_step * min(1.0, largest / max(float(np.abs(powers @ bend_step).max()), 1e-9))
        bend = np.zeros(BENDS + 1)
        bend[: len(grid.bend)] = grid.bend
        grid = grid._replace(
            bend=bend + bend_step,
            sigma=float(np.clip(grid.sigma + np.clip(step[-2], -0.2, 0.2), SIGMA_MIN, SIGMA_MAX)),
            spread=float(np.clip(grid.spread + np.clip(step[-1], -0.2, 0.2), -0.4, 0.4)),
        )
    assert fit is not None
    return fit
