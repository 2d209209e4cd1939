"""What is left in a picture that looks as busy as the codes that were read, in a third of a millisecond."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from scanning.reading import Corner, Reading
from scanning.views import Grey

CELL: Final = 8  # pixels; holds several modules of any code that can be read at all.
AREA_MIN: Final = 1000  # square pixels: an EAN-13 of 95 modules at one pixel, ten pixels high.
ONE_WAY: Final = 0.6  # of all change; bars have above 0.8 over three cells, lines of print below 0.4.
MARGIN: Final = 2  # cells around a field: the quiet zone, and what the edges of cells cut off.
BUSY: Final = 0.6  # of what the codes read have; codes of one photo share light and focus.


class Box(NamedTuple):
    """Part of a picture in pixels, the right and bottom ones outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def centre(self) -> Corner:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def unread(grey: Grey, readings: Sequence[Reading]) -> list[Box]:
    """Boxes around fields that lie outside of the readings and are as busy as they are.

    Text and pictures on a package may look so too; blank paper and desks do not. readings: at least one, with corners
    in pixels of `grey`.
    """
    height, width = grey.shape
    if min(height, width) < 4 * CELL:
        return []
    across = cv2.absdiff(grey[:-2, :-2], grey[:-2, 2:])
    down = cv2.absdiff(grey[:-2, :-2], grey[2:, :-2])
    change = cv2.resize(cv2.max(across, down), (width // CELL, height // CELL), interpolation=cv2.INTER_AREA)
    read = np.zeros(change.shape, np.uint8)
    for reading in readings:
        cv2.fillConvexPoly(read, np.round(_around(reading) / CELL).astype(np.int32), 1)
    inside = change[read > 0]
    if inside.size == 0:
        return []
    busy = ((change > BUSY * np.percentile(inside, 75)) & (read == 0)).astype(np.uint8)
    square = np.ones((3, 3), np.uint8)
    busy = cv2.morphologyEx(cv2.morphologyEx(busy, cv2.MORPH_CLOSE, square), cv2.MORPH_OPEN, square).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(busy, connectivity=8)
    found: list[Box] = []
    for left, top, wide, high, cells in stats[1:count].tolist():
        if cells * CELL * CELL >= AREA_MIN:
            box = Box(left - MARGIN, top - MARGIN, left + wide + MARGIN, top + high + MARGIN)
            found.append(Box(*(max(0, side) * CELL for side in box)))
    return found


def has_bars(grey: Grey) -> bool:
    """Whether brightness changes go one way over a stretch of the picture; a tenth of what finding the bars costs."""
    rows, columns = grey.shape[0] // CELL, grey.shape[1] // CELL
    if min(rows, columns) == 0:
        return False
    x, y = (part.astype(np.float32) for part in cv2.spatialGradient(grey))
    xx, yy, xy = (
        cv2.blur(cv2.resize(product, (columns, rows), interpolation=cv2.INTER_AREA), (3, 3))
        for product in (x * x, y * y, x * y)
    )
    total = xx + yy
    one_way = (np.hypot(xx - yy, 2 * xy) > ONE_WAY * total) & (total > 0.25 * float(total.max()))
    count, _, stats, _ = cv2.connectedComponentsWithStats(one_way.astype(np.uint8), connectivity=4)
    return count > 1 and int(stats[1:, cv2.CC_STAT_AREA].max()) * CELL * CELL >= AREA_MIN


def _around(reading: Reading) -> NDArray[np.float32]:
    """Corners of a code with what belongs to it: bars run on above and below the lines that an engine read."""
    corners = np.array(reading.corners, np.float32)
    middle = corners.mean(axis=0)
    along = (corners[1] - corners[0] + corners[2] - corners[3]) / 2
    high = float(np.linalg.norm(corners[3] - corners[0]))
    if high > 0.6 * float(np.linalg.norm(along)):
        return np.asarray(middle + (corners - middle) * 1.25, np.float32)
    across = np.array([-along[1], along[0]])
    spread = [(-0.6, -0.55), (0.6, -0.55), (0.6, 0.55), (-0.6, 0.55)]
    return np.asarray([middle + u * along + v * across for u, v in spread], np.float32)
