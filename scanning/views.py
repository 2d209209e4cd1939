"""A picture seen another way, and the way back to the picture's own pixels."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from scanning.geometry import Affine
from scanning.reading import Corner, Reading

Grey = NDArray[np.uint8]


class View(NamedTuple):
    """pixels: (height, width) uint8. back: from its pixels to those of the picture. name: what was done."""

    pixels: Grey
    back: Affine
    name: str

    @property
    def megapixels(self) -> float:
        return self.pixels.size / 1e6

    def home(self, reading: Reading) -> Reading:
        """A reading of this view with its corners in the picture."""
        return moved(reading, tuple(self.back.at(corner) for corner in reading.corners), self.name)


def moved(reading: Reading, corners: tuple[Corner, ...], attempt: str) -> Reading:
    """The same reading at other corners, found by an attempt."""
    return Reading(reading.text, reading.raw, reading.symbology, reading.aim, corners, reading.engine, attempt)


def whole(grey: Grey, name: str = "whole") -> View:
    """The picture itself."""
    return View(grey, Affine(), name)


def cut(view: View, left: int, top: int, right: int, bottom: int, name: str) -> View:
    """The part of the view between these pixels, as far as there are any; it shares them."""
    left, top = max(left, 0), max(top, 0)
    return View(view.pixels[top:bottom, left:right], view.back.after(Affine(c=left, f=top)), name)


def turned(view: View, name: str) -> View:
    """The view turned by a quarter, clockwise."""
    pixels = cv2.rotate(view.pixels, cv2.ROTATE_90_CLOCKWISE)
    back = view.back.after(Affine(0, 1, 0, -1, 0, view.pixels.shape[0] - 1))
    return View(pixels.astype(np.uint8, copy=False), back, name)


def scaled(view: View, factor: float, name: str) -> View:
    """The view larger or smaller; a smaller one is averaged, so that noise goes and no pattern comes."""
    height, width = view.pixels.shape
    size = max(1, round(width * factor)), max(1, round(height * factor))
    pixels = cv2.resize(view.pixels, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC)
    across, down = width / size[0], height / size[1]
    # The middle of pixel 0 lies at 0; its upper left corner at −0.5.
    back = view.back.after(Affine(across, 0, (across - 1) / 2, 0, down, (down - 1) / 2))
    return View(pixels.astype(np.uint8, copy=False), back, name)
