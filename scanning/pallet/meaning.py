"""What a code means, however it is spelled: an EAN-13 and a GS1 element string can name the same goods."""

from functools import lru_cache
from typing import NamedTuple

from scanning.reading import Reading
from scanning.retail import expanded, has_check_digit

# A photo and its list have some hundreds of texts, each of them looked at several times.
REMEMBERED = 4096
GTIN_LENGTHS = (8, 12, 13, 14)


class Wanted(NamedTuple):
    """What an expected text asks for. is_narrow: more than the goods, so fewer labels will serve."""

    meaning: str
    is_narrow: bool


def meanings(reading: Reading) -> frozenset[str]:
    """Everything that this reading can answer to: its own text, and the GTIN or SSCC in it."""
    return _meanings(reading.text, reading.symbology)


@lru_cache(REMEMBERED)
def _meanings(text: str, symbology: str) -> frozenset[str]:
    found = {f"text:{text}"}
    digits = expanded(text) if symbology == "upce" else text
    if digits is not None and _is_gtin(digits):
        found.add(_gtin(digits))
    return frozenset(found)


@lru_cache(REMEMBERED)
def wanted(text: str) -> Wanted:
    """What is asked for by a text of a list: a GTIN in any length, or that very text."""
    text = text.strip()
    if _is_gtin(text):
        return Wanted(_gtin(text), is_narrow=False)
    return Wanted(f"text:{text}", is_narrow=True)


def _is_gtin(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) in GTIN_LENGTHS and has_check_digit(text)


def _gtin(digits: str) -> str:
    return f"gtin:{digits.zfill(14)}"
