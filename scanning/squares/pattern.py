"""The modules of QR and Data Matrix symbols that are the same in every symbol of a size."""

from functools import cache
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Kind = Literal["qr", "data_matrix"]

# Up to version 10 and 52 modules; larger symbols at few pixels a module hold more than a label does.
SIZES: Final[dict[Kind, tuple[int, ...]]] = {
    "qr": (21, 25, 29, 33, 37, 41, 45, 49, 53, 57),
    "data_matrix": (10, 12, 14, 16, 18, 20, 22, 24, 26, 32, 36, 40, 44, 48, 52),
}
# Rows and columns of the middles of alignment patterns by size. Source: ISO/IEC 18004:2015, table E.1.
_ALIGNMENT: Final[dict[int, tuple[int, ...]]] = {
    21: (), 25: (6, 18), 29: (6, 22), 33: (6, 26), 37: (6, 30), 41: (6, 34),
    45: (6, 22, 38), 49: (6, 24, 42), 53: (6, 26, 46), 57: (6, 28, 50),
}  # fmt: skip
MARGIN: Final = (
    2  # Modules of light around a symbol: what QR and Data Matrix have at least, less half for sloppy prints.
)
BLOCK: Final = 12  # Units to a side of a square of unknown modules.
_FINE: Final = 6  # Pixels a module in which a pattern is drawn before it is softened.


@cache
def known(kind: Kind, size: int) -> NDArray[np.float32]:
    """(size, size): 1 light, -1 dark, 0 differs from symbol to symbol."""
    return _qr(size) if kind == "qr" else _data_matrix(size)


def _clock(size: int) -> NDArray[np.float32]:
    return np.where(np.arange(size) % 2 == 0, -1, 1).astype(np.float32)


def _data_matrix(size: int) -> NDArray[np.float32]:
    modules = np.zeros((size, size), np.float32)
    region = size if size <= 26 else size // 2  # From 32 modules on there are two by two regions, each with its border.
    for top in range(0, size, region):
        for left in range(0, size, region):
            part = modules[top : top + region, left : left + region]
            part[0, :], part[:, -1] = _clock(region), _clock(region)[::-1]
            part[:, 0], part[-1, :] = -1, -1
    return modules


def _qr(size: int) -> NDArray[np.float32]:
    modules = np.zeros((size, size), np.float32)
    for row in _ALIGNMENT[size]:
        for column in _ALIGNMENT[size]:
            if (row, column) not in ((6, 6), (6, size - 7), (size - 7, 6)):
                modules[row - 2 : row + 3, column - 2 : column + 3] = -1
                modules[row - 1 : row + 2, column - 1 : column + 2] = 1
                modules[row, column] = -1
    modules[6, :] = modules[:, 6] = _clock(size)
    finder = np.ones((8, 8), np.float32)
    finder[:7, :7], finder[1:6, 1:6], finder[2:5, 2:5] = -1, 1, -1
    modules[:8, :8], modules[:8, -8:], modules[-8:, :8] = finder, finder[:, ::-1], finder[::-1, :]
    modules[-8, 8] = -1
    return modules


@cache
def corner(size: int) -> NDArray[np.float32]:
    """The two solid sides of a Data Matrix of unknown size; its other two sides are taken as grey."""
    modules = np.zeros((size, size), np.float32)
    modules[:, 0], modules[-1, :] = -1, -1
    return modules


class Points:
    """Places in a symbol with the lightness expected there.

    at: (count, 2) columns and rows in modules from the symbol's top left; light: (count,) -1 to 1.
    """

    def __init__(self, modules: NDArray[np.float32], wanted: NDArray[np.bool_], softness: float) -> None:
        """modules: (size, size) -1 to 1; wanted: which of them; softness: sigma in modules of the picture's blur."""
        size = len(modules)
        framed = np.pad(modules, MARGIN, constant_values=1)
        use = np.pad(wanted, 1, constant_values=True)  # One module of the margin counts, the next only lends its light.
        drawn = cv2.GaussianBlur(
            np.kron(framed, np.ones((_FINE, _FINE), np.float32)),
            (0, 0),
            softness * _FINE,
            borderType=cv2.BORDER_REPLICATE,
        )
        rows, columns = np.nonzero(use)
        quarters = np.array([0.25, 0.75])
        across = (columns[:, None, None] + quarters[None, None, :] + 0 * quarters[None, :, None]).ravel() - 1
        down = (rows[:, None, None] + quarters[None, :, None] + 0 * quarters[None, None, :]).ravel() - 1
        self.size = size
        self.at = np.asarray(np.stack([across, down], axis=1), np.float64)
        light = cv2.remap(
            drawn,
            ((across + MARGIN) * _FINE - 0.5).astype(np.float32),
            ((down + MARGIN) * _FINE - 0.5).astype(np.float32),
            cv2.INTER_LINEAR,
        )
        self.light = np.asarray(light, np.float64).ravel()


@cache
def points(kind: Kind, size: int, softness: float) -> Points:
    """Where the pattern of a size is known."""
    modules = known(kind, size)
    return Points(modules, modules != 0, softness)


@cache
def corner_points(size: int) -> Points:
    """The border of a Data Matrix whose size is not known yet, taken as `size`."""
    border = np.ones((size, size), bool)
    border[1:-1, 1:-1] = False
    return Points(corner(size), border, 0.8)


@cache
def block_points() -> Points:
    """A square of whatever modules that is darker than what is around it: a dozen units wide, softened by one unit."""
    return Points(np.full((BLOCK, BLOCK), -1, np.float32), np.ones((BLOCK, BLOCK), bool), 1.0)
