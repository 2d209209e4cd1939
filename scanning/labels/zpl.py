"""ZPL II for label printers: each label as one picture in the printer's own dots.

What is sent is what was read back before: no printer's own fonts, code pages or barcode settings come between.
Source: Zebra, ZPL II Programming Guide, commands ^GF, ^PW, ^LL, ^LH, ^LS, ^PQ and «alternative data compression».
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

import numpy as np

from scanning.labels.raster import Dots

# How often the next hex digit comes: G … Y are 1 to 19, g … z are 20 to 400 in twenties.
_ONES: Final = " GHIJKLMNOPQRSTUVWXY"
_TWENTIES: Final = " ghijklmnopqrstuvwxyz"
_RUN: Final = re.compile(r"(.)\1{2,}")  # Two of a kind are as short as a count and a digit.


def labels(pictures: Iterable[Dots], copies: int = 1) -> str:
    """The command text for these labels, one after the other, each `copies` times. ASCII, lines end in LF."""
    return "".join(_label(picture, copies) for picture in pictures)


def _label(black: Dots, copies: int) -> str:
    height, width = black.shape
    graphic = _graphic(black)
    # Home and shift are set back, because a printer remembers them from the job before.
    return f"^XA\n^PW{width}\n^LL{height}\n^LH0,0\n^LS0\n^FO0,0{graphic}^FS\n^PQ{copies}\n^XZ\n"


def _graphic(black: Dots) -> str:
    packed = np.packbits(black, axis=1)  # The last byte of a row is filled up with white.
    bytes_per_row = packed.shape[1]
    total = packed.size
    rows: list[str] = []
    before = b""
    for row in packed:
        now = row.tobytes()
        rows.append(":" if now == before else _row(now.hex().upper()))
        before = now
    return f"^GFA,{total},{total},{bytes_per_row},{''.join(rows)}"


def _row(digits: str) -> str:
    """A row's hex digits, runs counted; `,` and `!` fill the rest of the row with white and black."""
    body = digits.rstrip("0")
    end = "," if len(body) < len(digits) else ""
    if not end:
        body = digits.rstrip("F")
        end = "!" if len(body) < len(digits) else ""
    return _RUN.sub(_counted, body) + end


def _counted(run: re.Match[str]) -> str:
    return _times(len(run[0])) + run[1] if len(run[0]) <= 400 else _long(run[1], len(run[0]))


@cache
def _times(length: int) -> str:
    """The letters for so many times, 3 to 400."""
    twenties, ones = divmod(length, 20)
    return _TWENTIES[twenties].strip() + _ONES[ones].strip()


def _long(digit: str, length: int) -> str:
    """More than 400 of a digit: 400 and 400 and the rest."""
    whole, rest = divmod(length, 400)
    return f"z{digit}" * whole + (_times(rest) + digit if rest > 1 else digit * rest)
