"""Which readings can be believed, and which of two readings of one place."""

import math
from collections.abc import Iterable
from typing import Final

from scanning.geometry import centre, inside
from scanning.reading import Reading, Symbology
from scanning.retail import has_check_digit

# Reed and Solomon's codes: what was read wrongly is put right or refused by the symbol itself.
CORRECTED: Final[frozenset[Symbology]] = frozenset(
    {"qr", "micro_qr", "rmqr", "data_matrix", "aztec", "pdf417", "maxicode"}
)
# Finder patterns inside the symbol and a check of 79 or 211 values: none of the 200 readings of them was wrong.
DATABAR: Final[frozenset[Symbology]] = frozenset({"databar", "databar_expanded"})
UNCHECKED: Final[frozenset[Symbology]] = frozenset({"itf", "codabar", "code39"})  # Without a check of their own.
BANDS_MIN: Final = 0.45  # of the height: three of five bands, from the first line of one to the last of another.
WHOLE_MIN: Final = 0.8  # of the field's width; its ends are found to a few modules.
# zxing-cpp, tuning half: of wrong readings in an untouched picture none spans more than 0.021 of its width, of right
# ones nine in ten span more than 0.054. A misread is a matter of a line or two.
SPAN_MIN: Final = 0.06
# In an enlarged picture a line's neighbours say the same as it does: wrong ones span up to 0.12.
SPAN_ENLARGED_MIN: Final = 0.25
ITF_MIN: Final = 6  # digits; two bars and two spaces that a shadow makes are an ITF of two digits.


def span(reading: Reading) -> float:
    """Height of what was read along the bars, as a share of its width."""
    first, second, third, fourth = reading.corners
    across = math.dist(first, second) + math.dist(fourth, third)
    along = math.dist(first, fourth) + math.dist(second, third)
    return along / max(across, 1.0)


def is_sure(reading: Reading, size: tuple[int, int], *, is_enlarged: bool = False) -> bool:
    """Whether an engine's reading of a whole picture needs no second look.

    size: height and width of the picture. A picture lower than bars must be is a scanner's line, and read as a whole.
    """
    if reading.symbology in CORRECTED or (reading.symbology in DATABAR and reading.engine == "zxing"):
        return True
    if len(reading.corners) != 4:
        return False
    along = math.dist(reading.corners[0], reading.corners[3])
    return span(reading) >= (SPAN_ENLARGED_MIN if is_enlarged else SPAN_MIN) or 2 * along >= min(size)


def is_proven(reading: Reading, strip: tuple[int, int], field_px: float) -> bool:
    """Whether a reading of bars made upright can be believed: bands of other pixels must say the same.

    strip: height and width of the upright picture, in which each band of bars stands for itself. field_px: how wide the
    field of bars is in it. What a part of the bars says is another code where nothing but the ends tells: of an ITF
    each even part.
    """
    if reading.symbology == "code128" or reading.symbology in DATABAR:
        return True  # A check of 79 to 211 values beside the shapes themselves.
    along = math.dist(reading.corners[0], reading.corners[3])
    if along < BANDS_MIN * strip[0]:
        return False
    if reading.symbology not in UNCHECKED or (reading.symbology == "itf" and _is_gtin(reading.text)):
        return True
    return width(reading) >= WHOLE_MIN * field_px


def _is_gtin(text: str) -> bool:
    return len(text) == 14 and has_check_digit(text)


def is_wanted(reading: Reading, asked: frozenset[Symbology] | None) -> bool:
    """Whether a reading may be answered: an ITF of fewer than six digits only when ITF was asked for."""
    if asked is not None:
        return reading.symbology in asked
    return reading.symbology != "itf" or len(reading.text) >= ITF_MIN


def is_same_place(one: Reading, other: Reading) -> bool:
    """Whether two readings stand on one another."""
    if len(one.corners) != 4 or len(other.corners) != 4:
        return False
    first, second = centre(one.corners), centre(other.corners)
    if inside(first, other.corners) or inside(second, one.corners):
        return True
    # Lines read by an engine may lie above each other on the same bars.
    width = max(math.dist(one.corners[0], one.corners[1]), math.dist(other.corners[0], other.corners[1]))
    return one.symbology not in CORRECTED and other.symbology not in CORRECTED and math.dist(first, second) < width / 2


def width(reading: Reading) -> float:
    """Along the reading direction, in pixels."""
    return math.dist(reading.corners[0], reading.corners[1]) if reading.corners else 0.0


def settled(readings: Iterable[Reading]) -> list[Reading]:
    """One reading for each place, from the top down.

    The same text twice in one place is one code. Of two texts in one place the wider stays: part of an EAN-13 looks
    like a UPC-E, part of an ITF like a shorter one.
    """
    kept: list[Reading] = []
    for reading in sorted(readings, key=width, reverse=True):
        if not any(is_same_place(other, reading) for other in kept):
            kept.append(reading)
    return sorted(kept, key=lambda reading: min((y, x) for x, y in reading.corners) if reading.corners else (0.0, 0.0))
