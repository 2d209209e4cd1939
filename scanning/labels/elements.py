"""GS1 element strings to be printed: what the symbol holds and what stands beneath it in words."""

from collections.abc import Sequence
from typing import Final

from scanning.gs1 import check_digit_is_right

GROUP_SEPARATOR: Final = "\x1d"
# What begins like this needs no separator behind it. Source: GS1 General Specifications, figure 7.8.5-2.
_FIXED: Final = frozenset(
    f"{start:02d}" for start in (0, 1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 31, 32, 33, 34, 35, 36, 41)
)

Element = tuple[str, str]


def element_string(elements: Sequence[Element]) -> str:
    """(application identifier, value) pairs as a scanner reads them, with GS behind what has no fixed length.

    The last one needs none. Whether identifiers and values are right is not looked at.
    """
    parts = [
        ai + value + (GROUP_SEPARATOR if ai[:2] not in _FIXED and place < len(elements) - 1 else "")
        for place, (ai, value) in enumerate(elements)
    ]
    return "".join(parts)


def readable(elements: Sequence[Element]) -> str:
    """The same for eyes, identifiers in brackets. Source: GS1 General Specifications, 4.14."""
    return "".join(f"({ai}){value}" for ai, value in elements)


def is_gtin(text: str) -> bool:
    """Whether this is a GTIN-8, -12, -13 or -14 with its right check digit."""
    return len(text) in (8, 12, 13, 14) and text.isascii() and text.isdigit() and check_digit_is_right(text)
