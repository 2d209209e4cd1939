"""A field of bars made upright: sampled from its quadrangle, sheared until the bars stand, averaged along the bars."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanning.bars.place import Place

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]
Quad = NDArray[np.float64]  # (4, 2), corners as of Place

QUIET: Final = (
    0.2  # Share of the width sampled beyond each end: 10 quiet modules beside the shortest symbol, UPC-E's 51.
)
LINES: Final = 40  # sampled across the height; averaged more finely than that, little noise is left to take away.
BANDS: Final = 5  # One torn or glaring fifth leaves four that agree.
SAMPLES_MAX: Final = 2400  # along the reading direction: 4 for each module of a Code 128 with 48 characters.
TALL: Final = (
    60  # Height of an upright picture in pixels: what zxing-cpp's rows, 15 apart at the least effort, meet four times.
)


def quad(place: Place) -> Quad:
    """The corners of a place as an array."""
    return np.array(place.corners, np.float64)


def sampled(grey: Grey, corners: Quad, columns: int, rows: int, beyond: float = 0.0) -> Floats:
    """The inside of a quadrangle as an upright picture (rows, columns), 0 to 255.

    beyond: share of the width that is added at each end. Outside of the picture stands the nearest pixel of its edge.
    """
    # Straight between the corners: a perspective would turn each pixel that a height is wrong into stretch, and the
    # readers follow the stretch of real perspective anyway.
    along = ((np.arange(columns) + 0.5) / columns * (1 + 2 * beyond) - beyond)[:, None]
    down = ((np.arange(rows) + 0.5) / rows)[:, None, None]
    top = corners[0] + along * (corners[1] - corners[0])
    bottom = corners[3] + along * (corners[2] - corners[3])
    where = (top + down * (bottom - top)).astype(np.float32)
    return cv2.remap(grey, where[..., 0], where[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(
        np.float32
    )


def size(corners: Quad) -> tuple[float, float]:
    """Width along the reading direction and height along the bars in pixels, means of both sides."""
    across = np.linalg.norm(corners[[1, 2]] - corners[[0, 3]], axis=1).mean()
    along = np.linalg.norm(corners[[3, 2]] - corners[[0, 1]], axis=1).mean()
    return float(across), float(along)


def squared_up(grey: Grey, corners: Quad, rounds: int = 3) -> Quad:
    """The same field with its ends turned until the bars stand upright in it.

    Bars that lean show as brightness that moves sideways from line to line; the lean that explains most of it, one
    value for the left end and one for the right, is taken back, and again, because a large one is underestimated.
    Source: Lucas and Kanade 1981, for a shift that is linear in both directions.
    """
    for _ in range(rounds):
        width, height = size(corners)
        columns = int(min(max(width, 32), SAMPLES_MAX))
        bands = sampled(grey, corners, columns, 4 * 8).reshape(8, 4, columns).mean(axis=1)
        bands = cv2.GaussianBlur(bands, (0, 0), sigmaX=1.0, sigmaY=0.01)
        slope = np.gradient(bands, axis=1)
        slope = (slope[1:] + slope[:-1]) / 2
        step = np.diff(bands, axis=0)
        place = np.linspace(0, 1, columns, dtype=np.float32)
        left, right = slope * (1 - place), slope * place
        normal = np.array([[(left * left).sum(), (left * right).sum()], [(left * right).sum(), (right * right).sum()]])
        if np.linalg.det(normal) < 1e-3 * normal.trace() ** 2 or normal.trace() == 0:
            return corners
        lean = -np.linalg.solve(normal, [(left * step).sum(), (right * step).sum()])
        # Lean is in samples a band; eight bands make the height.
        away = lean * 8 / columns
        away = np.sign(away) * np.minimum(np.abs(away), 0.5 * height / width)  # 27° at most
        way = corners[[1, 2]] - corners[[0, 3]]
        top, bottom = way
        corners = corners.copy()
        middle = (top + bottom) / 2
        corners[0] -= middle * away[0] / 2
        corners[3] += middle * away[0] / 2
        corners[1] -= middle * away[1] / 2
        corners[2] += middle * away[1] / 2
        if np.abs(away).max() * columns < 0.1:
            break
    return corners


def profiles(grey: Grey, place: Place, samples: int | None = None, bands: int = BANDS) -> Floats:
    """The bars of a place averaged along the bars, (bands, samples), from the top band to the lowest.

    samples: over the width and QUIET of it on each side; without it as many as the picture has pixels there, at least
    256. Grey values, 0 black to 255 white.
    """
    corners = quad(place)
    width, height = size(corners)
    wanted = samples or round(min(max(width * (1 + 2 * QUIET), 256), SAMPLES_MAX))
    # The outer tenth of the height is where a slightly wrong corner shows paper instead of bars.
    lines = bands * max(2, min(LINES, round(height)) // bands)
    strip = sampled(grey, _inner(corners, 0.06), wanted, lines, QUIET)
    averaged: Floats = strip.reshape(bands, lines // bands, wanted).mean(axis=1)
    return averaged


def upright(grey: Grey, place: Place, width_px: int | None = None, sharpen: float = 0.0) -> Grey:
    """A clean small picture of the bars with their quiet zones, for readers that want bars to stand.

    Each of BANDS lines of equal height is the average of that part of the bars: damage in one leaves the others.
    width_px: of the whole; without it twice what the picture has, at least 640. sharpen: how much of the difference
    to a blurred copy is added.
    """
    width = width_px or round(min(max(2 * place.width_px * (1 + 2 * QUIET), 640), SAMPLES_MAX))
    native = profiles(grey, place, round(min(place.width_px * (1 + 2 * QUIET), SAMPLES_MAX)) or 1)
    strip = cv2.resize(native, (width, native.shape[0]), interpolation=cv2.INTER_CUBIC)
    if sharpen:
        # Twice the half width of the narrowest bars that are worth sharpening, three pixels of the picture.
        strip = strip + sharpen * (
            strip - cv2.GaussianBlur(strip, (0, 0), sigmaX=3 * width / native.shape[1], sigmaY=0.01)
        )
    low, high = np.percentile(strip, (1, 99))
    strip = (strip - low) * (255 / max(float(high - low), 1.0))
    tall: Grey = np.repeat(np.clip(strip, 0, 255).astype(np.uint8), TALL // strip.shape[0], axis=0)
    return tall


def _inner(corners: Quad, share: float) -> Quad:
    """The field without that share of its height at the top and at the bottom."""
    down = corners[[3, 2]] - corners[[0, 1]]
    inner = corners.copy()
    inner[[0, 1]] += share * down
    inner[[3, 2]] -= share * down
    return inner
