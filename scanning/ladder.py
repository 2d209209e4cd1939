"""The ladder of attempts on one picture: cheapest first, until nothing more is to be found or the budget is spent."""

import time
from typing import TYPE_CHECKING

from scanning.engines import zbar, zxing
from scanning.reading import SYMBOLOGIES, Reading, Symbology

if TYPE_CHECKING:
    import numpy as np


def climb(grey: "np.ndarray", asked: frozenset[Symbology] | None, budget_ms: float | None) -> list[Reading]:
    """The trusted readings of one picture, from the top down. grey: (height, width) uint8."""
    start = time.perf_counter()
    wanted = SYMBOLOGIES if asked is None else asked
    found = zxing.read(grey, wanted)
    spent_ms = (time.perf_counter() - start) * 1000
    if not found and (budget_ms is None or spent_ms * 2 < budget_ms):
        found = zbar.read(grey, wanted)
    return found
