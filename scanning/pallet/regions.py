"""Where in a photo something finely printed lies: bars, squares, text; cartons are smooth beside it."""

from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

BLOCK_PX: Final = 8  # The smallest code worth a look is three blocks wide: 10 modules of 2.4 px.
EDGE_MIN: Final = 16  # Mean contrast in a block. Bars of 2 px still have 25 out of focus by 1.2 px, cardboard 2 to 8.
SIDE_BLOCKS_MIN: Final = 3
SHARE_MAX: Final = 0.5  # What fills half of the photo was read, or not, with the whole photo.


class Region(NamedTuple):
    """An upright box in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def widened(self, by_px: int, width: int, height: int) -> "Region":
        """With a margin, as far as the photo reaches."""
        return Region(
            max(0, self.left - by_px),
            max(0, self.top - by_px),
            min(width, self.right + by_px),
            min(height, self.bottom + by_px),
        )


def regions(grey: Picture) -> list[Region]:
    """Boxes around whatever is finely printed, the richest in contrast first. grey: (height, width) uint8."""
    height, width = grey.shape
    contrast = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    size = (max(1, width // BLOCK_PX), max(1, height // BLOCK_PX))
    blocks = cv2.resize(contrast, size, interpolation=cv2.INTER_AREA)
    busy = (blocks >= EDGE_MIN).astype(np.uint8)
    # A quiet zone inside one label may be two blocks wide; the gap to the next label is wider.
    joined = cv2.morphologyEx(busy, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    # Edges of cartons are lines one or two blocks wide; opening takes them away.
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((SIDE_BLOCKS_MIN, SIDE_BLOCKS_MIN), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for x, y, wide, tall, _ in boxes[1:count].tolist():
        if wide * tall > SHARE_MAX * size[0] * size[1]:
            continue
        strength = float(blocks[y : y + tall, x : x + wide].mean())
        box = Region(
            x * width // size[0], y * height // size[1], (x + wide) * width // size[0], (y + tall) * height // size[1]
        )
        found.append((strength, box))
    found.sort(key=lambda pair: -pair[0])
    return [box for _, box in found]
