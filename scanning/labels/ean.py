"""EAN-13 and EAN-8: digits to bars."""

from typing import Final

from msgspec import Struct

from scanning.gs1 import check_digit_is_right

# Space, bar, space, bar per digit in set A. Set B is set C backwards, set C is set A with bars and spaces changed.
# Source: ISO/IEC 15420, table 1.
_SET_A: Final = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
# Which set each of the left six digits is in tells the first digit. Source: ISO/IEC 15420, table 3.
_LEFT: Final = (
    "AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA",
)  # fmt: skip
_GUARD: Final = "111"
_CENTRE: Final = "11111"

QUIET_13: Final = (11, 7)  # modules left and right. Source: ISO/IEC 15420, 4.3.4.
QUIET_8: Final = (7, 7)


class NotAnEan(ValueError):
    """No EAN-13 or EAN-8: not 13 or 8 digits, or another check digit."""


class Bars(Struct, frozen=True):
    """widths: bar, space, bar … in modules, no quiet zones. guards: which of them are bars that reach further down."""

    widths: tuple[int, ...]
    guards: frozenset[int]


def bars(digits: str) -> Bars:
    """The bars of 13 or 8 digits, check digit included. Raises NotAnEan."""
    if len(digits) not in (13, 8) or not digits.isascii() or not digits.isdigit():
        raise NotAnEan(digits)
    if not check_digit_is_right(digits):
        raise NotAnEan(digits)
    if len(digits) == 13:
        left, sets = digits[1:7], _LEFT[int(digits[0])]
    else:
        left, sets = digits[:4], "AAAA"
    right = digits[-len(left) :]
    before = "".join(_SET_A[int(digit)][:: -1 if which == "B" else 1] for digit, which in zip(left, sets, strict=True))
    after = "".join(_SET_A[int(digit)] for digit in right)
    widths = [int(width) for width in _GUARD + before + _CENTRE + after + _GUARD]
    centre = 3 + len(before)
    return Bars(tuple(widths), frozenset({0, 2, centre + 1, centre + 3, len(widths) - 3, len(widths) - 1}))
