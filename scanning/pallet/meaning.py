"""What a code means, however it is spelled: an EAN-13 and a GS1 element string can name the same goods."""

from functools import lru_cache
from typing import Final, NamedTuple

from scanning.gs1 import Malformed, parse
from scanning.reading import Reading
from scanning.retail import expanded, has_check_digit

# A photo and its list have some hundreds of texts, each of them looked at several times.
REMEMBERED: Final = 4096
GTIN_LENGTHS: Final = (8, 12, 13, 14)
SSCC_LENGTH: Final = 18
GTIN_AI: Final = "01"
SSCC_AI: Final = "00"


class Wanted(NamedTuple):
    """What an expected text asks for. is_narrow: more than the goods, so fewer labels will serve."""

    meaning: str
    is_narrow: bool


def meanings(reading: Reading) -> frozenset[str]:
    """Everything that this reading can answer to: its own text, the GTIN or SSCC in it, all its elements together."""
    return _meanings(reading.text, reading.symbology, reading.aim)


@lru_cache(REMEMBERED)
def _meanings(text: str, symbology: str, aim: str) -> frozenset[str]:
    digits = expanded(text) if symbology == "upce" else text
    elements = _elements(text, aim)
    found = {f"text:{text}", _number(digits or ""), _together(elements)}
    found.update(_number(value) for ai, value in elements if ai in (GTIN_AI, SSCC_AI))
    return frozenset(found - {""})


@lru_cache(REMEMBERED)
def wanted(text: str) -> Wanted:
    """What is asked for by a text of a list.

    A GTIN or SSCC, bare or as the only element of a GS1 message, asks for every label that carries it; a longer message
    for just these elements, in any order and spelling; everything else for that very text.
    """
    text = text.strip()
    elements = _elements(text, None)
    bare = elements[0][1] if len(elements) == 1 and elements[0][0] in (GTIN_AI, SSCC_AI) else text
    if number := _number(bare):
        return Wanted(number, is_narrow=False)
    return Wanted(_together(elements) or f"text:{text}", is_narrow=True)


def _elements(text: str, aim: str | None) -> list[tuple[str, str]]:
    """The GS1 elements of a text; none for plain data, and for what only looks like GS1."""
    try:
        return parse(text, aim).elements
    except Malformed:
        return []


def _together(elements: list[tuple[str, str]]) -> str:
    return "gs1:" + "\x1d".join(ai + value for ai, value in sorted(elements)) if elements else ""


def _number(digits: str) -> str:
    """The GTIN as 14 digits or the SSCC; "" when the digits are neither."""
    if not (digits.isascii() and digits.isdigit() and has_check_digit(digits)):
        return ""
    if len(digits) == SSCC_LENGTH:
        return f"sscc:{digits}"
    return f"gtin:{digits.zfill(14)}" if len(digits) in GTIN_LENGTHS else ""
