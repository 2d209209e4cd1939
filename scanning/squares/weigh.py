"""Which modules of a symbol are dark, where several of them fall into one pixel and blur runs them together."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scanning.squares.pose import Fit, Pose, seen

REACH: Final = 2  # Modules to each side that lend a pixel light; at one pixel a module blur reaches no further.
ROUNDS: Final = 20
STEP: Final = 0.4  # With whole steps neighbours that contradict each other swing for ever.
# Noise is thought larger at first, until COOL of the rounds are over, so that no module is sure before its neighbours
# have spoken: with it 0.7 % of modules are wrong at 0.8 pixels of blur, without it 1.4 %.
HOT: Final = 3.0
COOL: Final = 0.6


def modules(
    grey: NDArray[np.float32], pose: Pose, known: NDArray[np.float32], fit: Fit, blur: float
) -> NDArray[np.float64]:
    """How light each module is, -1 to 1: surely dark to surely light.

    grey: (height, width) 0 to 255. known: (size, size) 1 and -1 where the pattern says it, 0 elsewhere. fit: paper and
    ink as the pose sees them. blur: sigma in pixels of the optics.

    Each pixel is a sum of the modules under it, weighed by how much of its light they give, plus noise. Every module in
    turn is weighed against what the pixels have left when all others are taken off as far as they are believed (mean
    field of a binary Markov field; parallel interference cancellation in radio).
    """
    size = len(known)
    back = np.asarray(np.linalg.inv(pose), np.float64)
    u, v, depth, light = _pixels(grey, pose, back, size)
    across = np.hypot((back[0, 0] - u * back[2, 0]) / depth, (back[0, 1] - u * back[2, 1]) / depth)
    down = np.hypot((back[1, 0] - v * back[2, 0]) / depth, (back[1, 1] - v * back[2, 1]) / depth)
    # A pixel gathers light from its whole square: variance 1/12 beside that of the blur.
    sigma = math.sqrt(blur**2 + 1 / 12)
    left, top = np.floor(u).astype(np.intp), np.floor(v).astype(np.intp)
    shares = (_shares(v - top, sigma * down)[:, :, None] * _shares(u - left, sigma * across)[:, None, :]).reshape(
        len(u), -1
    )
    width = size + 2 * REACH + 2
    offsets = np.arange(-REACH, REACH + 1) + REACH + 1
    under = ((top[:, None] + offsets)[:, :, None] * width + (left[:, None] + offsets)[:, None, :]).reshape(len(u), -1)
    framed = np.pad(known, REACH + 1, constant_values=1).astype(np.float64).ravel()
    fixed = framed != 0
    belief = framed.copy()
    strength = np.bincount(under.ravel(), (shares * shares).ravel(), width * width) + 1e-6
    photometry = np.stack([np.ones(len(u)), u / size - 0.5, v / size - 0.5], axis=1)
    base = photometry @ np.array([fit.paper, fit.slope_x, fit.slope_y])
    ink, noise = fit.ink, fit.ink / 2
    for turn in range(ROUNDS):
        explained = np.sum(shares * belief[under], axis=1)
        if turn:
            columns = np.concatenate([photometry, explained[:, None]], axis=1)
            found = np.linalg.solve(columns.T @ columns + 1e-6 * np.eye(4), columns.T @ light)
            base, ink = columns[:, :3] @ found[:3], float(found[3]) or 1e-6
            # Two grey levels at least: rounding and JPEG alone make that much.
            noise = max(2.0, float(np.sqrt(np.mean((light - columns @ found) ** 2))))
        rest = (light - base) / ink - explained
        alone = belief + np.bincount(under.ravel(), (shares * rest[:, None]).ravel(), width * width) / strength
        heat = 1 + (HOT - 1) * max(0.0, 1 - turn / (COOL * ROUNDS))
        odds = alone * strength / ((noise / ink) ** 2 + 0.02) / heat**2
        belief = np.where(fixed, framed, (1 - STEP) * belief + STEP * np.tanh(odds))
    inner = slice(REACH + 1, REACH + 1 + size)
    return belief.reshape(width, width)[inner, inner]


def _pixels(
    grey: NDArray[np.float32], pose: Pose, back: Pose, size: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Columns and rows in modules, depth and brightness of all pixels with their middle in or close to the symbol."""
    edge = 0.5
    outer = np.array([[-edge, -edge], [size + edge, -edge], [size + edge, size + edge], [-edge, size + edge]])
    x, y, _ = seen(pose, outer)
    height, width = grey.shape
    first_x, last_x = max(0, math.floor(x.min())), min(width - 1, math.ceil(x.max()))
    first_y, last_y = max(0, math.floor(y.min())), min(height - 1, math.ceil(y.max()))
    columns, rows = np.meshgrid(np.arange(first_x, last_x + 1), np.arange(first_y, last_y + 1))
    at = np.stack([columns.ravel(), rows.ravel()], axis=1).astype(np.float64)
    u, v, depth = seen(back, at)
    inside = (u > -edge) & (u < size + edge) & (v > -edge) & (v < size + edge)
    light = grey[rows.ravel()[inside], columns.ravel()[inside]].astype(np.float64)
    return u[inside], v[inside], depth[inside], light


def _shares(inside: NDArray[np.float64], sigma: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of a pixel's light each of the modules around comes from, along one direction.

    inside: how far into its own module the pixel's middle lies, 0 to 1; sigma: of its blur in modules.
    """
    edges = (np.arange(-REACH, REACH + 2)[None, :] - inside[:, None]) / sigma[:, None]
    # The normal distribution's integral to within 0.0003 (Page 1977).
    below = 0.5 * (1 + np.tanh(math.sqrt(2 / math.pi) * (edges + 0.044715 * edges**3)))
    return np.diff(below, axis=1)
