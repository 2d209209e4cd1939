"""Finds fields of dark and light specks inside a light margin: there may be a 2D code, readable or not."""

import math
from typing import Final

import cv2
import numpy as np
from msgspec import Struct

from scanning.reading import Corner

# Dark parts up to this many pixels wide count as specks; three module widths of a finder pattern at 3.5 pixels.
SPECK_PX: Final = 11
# Sizes of the picture that are looked at: with larger modules the specks outgrow SPECK_PX.
SCALES: Final = (1.0, 0.5, 0.25)
SMALLEST_PX: Final = 12.0  # A 10 × 10 Data Matrix at 1.2 pixels a module.
# A square seen under 60 degrees is half as high as wide, and perspective adds to that.
LONGEST: Final = 3.0
FILLED: Final = 0.6  # Share of its hull that a field must fill; a frame or an L does not.
OUTLINES: Final = 40  # Looked at in each size of the picture; a page of text has hundreds.
ALIKE: Final = 0.85  # Overlap, of the larger one, above which two fields are one.


class Square(Struct, frozen=True):
    """A field that may be a 2D code. corners: clockwise in pixels, beginning anywhere; side: mean length in pixels."""

    corners: tuple[Corner, ...]
    side: float


def places(grey: np.ndarray, most: int = 6) -> list[Square]:
    """Fields in (height, width) uint8 that may be 2D codes, the largest first, at most `most` of them."""
    found: list[Square] = []
    smooth = cv2.GaussianBlur(grey, (0, 0), 0.8) if min(grey.shape) >= 2 * SMALLEST_PX else grey
    for scale in SCALES:
        if min(grey.shape) * scale >= 2 * SMALLEST_PX:
            small = smooth if scale == 1 else cv2.resize(smooth, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            found += [square for square in _fields(small, scale) if not any(_alike(square, one) for one in found)]
    return sorted(found, key=lambda square: -square.side)[:most]


def _fields(small: np.ndarray, scale: float) -> list[Square]:
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (SPECK_PX, SPECK_PX))
    specks = cv2.boxFilter(cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, kernel), -1, (5, 5))
    _, mask = cv2.threshold(specks, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = sorted(outlines, key=len, reverse=True)[:OUTLINES]
    return [square for outline in largest if (square := _square(outline, scale)) and _speckled(small, square, scale)]


def _square(outline: np.ndarray, scale: float) -> Square | None:
    hull = cv2.convexHull(outline)
    area = cv2.contourArea(hull)
    box = cv2.minAreaRect(hull)
    long, short = max(box[1]), min(box[1])
    if area < SMALLEST_PX**2 or long > LONGEST * short or cv2.contourArea(outline) < FILLED * area:
        return None
    corners = cv2.approxPolyN(hull, 4, epsilon_percentage=-1, ensure_convex=True).reshape(-1, 2).astype(np.float64)
    if len(corners) != 4 or cv2.contourArea(corners.astype(np.float32)) > 1.5 * area:
        corners = cv2.boxPoints(box).astype(np.float64)
    if cv2.contourArea(corners.astype(np.float32), oriented=True) < 0:
        corners = corners[::-1]
    corners = (corners + 0.5) / scale - 0.5
    return Square(tuple((float(x), float(y)) for x, y in corners), math.sqrt(area) / scale)


# Bars have all their edges one way. A square of modules seen under 50 degrees has them twice as strong one way.
ONE_WAY: Final = 6.0


def _speckled(small: np.ndarray, square: Square, scale: float) -> bool:
    """Whether dark and light change in both directions of the field, unlike in bars."""
    size = 48
    corners = ((np.array(square.corners) + 0.5) * scale - 0.5).astype(np.float32)
    flat = np.array([[0, 0], [size, 0], [size, size], [0, size]], np.float32)
    upright = cv2.warpPerspective(small, cv2.getPerspectiveTransform(corners, flat), (size, size))
    across = cv2.Sobel(upright, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(upright, cv2.CV_32F, 0, 1)
    xx, yy, xy = float(np.mean(across**2)), float(np.mean(down**2)), float(np.mean(across * down))
    apart = math.hypot((xx - yy) / 2, xy)
    middle = (xx + yy) / 2
    return middle + apart < ONE_WAY * (middle - apart)


def _alike(one: Square, other: Square) -> bool:
    first, second = (np.array(square.corners, np.float32) for square in (one, other))
    common, _ = cv2.intersectConvexConvex(first, second)
    return common > ALIKE * max(cv2.contourArea(first), cv2.contourArea(second))
