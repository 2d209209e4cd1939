"""Fields of bars that belong to a code that was read: its own bars further up or down, and what was added to an EAN."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanning.bars.place import Place
from scanning.reading import Corner, Reading
from scanning.retail import RETAIL
from scanning.views import Grey

SAMPLES: Final = 128  # along the code: more than a sample a module of an EAN, and of a Code 128 of nine characters
LINES: Final = 8  # from the line that was read to the middle of the place
ALIKE: Final = 0.5  # correlation; lines of one field of bars have 0.8 and more, lines of two codes less than 0.3.


def is_kin(grey: Grey, place: Place, reading: Reading) -> bool:
    """Whether a field of bars is part of a code that was read or its add-on. Both in pixels of `grey`."""
    if is_add_on(place.centre, reading):
        return True
    start, along = _line(reading)
    square = float(along @ along)
    return (
        square > 0
        and abs(float(along @ (np.array(place.centre) - start)) / square - 0.5) < 0.5
        and _continues(grey, place, start, along)
    )


def is_add_on(point: Corner, reading: Reading) -> bool:
    """Whether a point lies right behind an EAN or UPC, where the two or five digits stand that are added to it.

    They begin 7 to 12 modules behind it and are 20 or 48 modules wide (GS1 General Specifications, 5.2.2.5), the code
    itself 51 to 95: their middle lies within one width of its end.
    """
    start, along = _line(reading)
    square = float(along @ along)
    if reading.symbology not in RETAIL or square == 0:
        return False
    away = np.array(point) - start
    forward, sideways = float(along @ away) / square, float(along[0] * away[1] - along[1] * away[0]) / square
    return 1.0 < forward < 2.0 and abs(sideways) < 0.5


def _line(reading: Reading) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the middle line of a code begins, and from there to its end."""
    if len(reading.corners) != 4:
        return np.zeros(2), np.zeros(2)
    corners = np.array(reading.corners, np.float64)
    start = (corners[0] + corners[3]) / 2
    return start, (corners[1] + corners[2]) / 2 - start


def _continues(grey: Grey, place: Place, start: NDArray[np.float64], along: NDArray[np.float64]) -> bool:
    """Whether the line that was read shows the same bars where it is moved along the place's bars to its middle."""
    first, second, third, fourth = np.array(place.corners, np.float64)
    bars = (fourth + third - first - second) / 2
    normal = np.array([-along[1], along[0]])
    lean = float(bars @ normal)
    if abs(lean) < 0.5 * float(np.linalg.norm(bars) * np.linalg.norm(normal)):  # More than 60° off: other bars.
        return False
    middle = np.array(place.centre)
    moved = bars * (float((middle - start - along / 2) @ normal) / lean)
    steps = (np.arange(SAMPLES) + 0.5)[:, None] / SAMPLES * along
    # Also between the two: labels below each other may begin with the same letters, but paper parts them.
    where = np.stack([start + share * moved + steps for share in np.linspace(0, 1, LINES)]).astype(np.float32)
    lines = cv2.remap(grey, where[..., 0], where[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    # Only over the place: bars of a leaning field part beyond it.
    low, high = sorted(float((corner - start) @ along) / float(along @ along) for corner in (first, second))
    part = lines[:, max(0, round(low * SAMPLES)) : max(0, round(high * SAMPLES))].astype(np.float64)
    if part.shape[1] < SAMPLES // 8:
        return False
    part -= part.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(part, axis=1)
    return bool(np.all(part @ part[0] > ALIKE * lengths * lengths[0]))
