"""EAN and UPC as their labels show them: check digits, and which of the four a run of digits is; pure."""

from collections.abc import Collection
from typing import Final

from scanning.reading import Symbology

RETAIL: Final[frozenset[str]] = frozenset({"ean13", "ean8", "upca", "upce"})


def has_check_digit(digits: str) -> bool:
    """Whether the last digit is the GS1 check digit of those before (GS1 General Specifications 7.9)."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return total % 10 == 0


def expanded(upce: str) -> str | None:
    """The 12 digits of UPC-A that the 8 of a UPC-E stand for; None when they are no UPC-E.

    Source: GS1 General Specifications 5.2.2.4.2.
    """
    if len(upce) != 8 or not upce.isascii() or not upce.isdigit() or upce[0] not in "01":
        return None
    system, body, check, last = upce[0], upce[1:6], upce[7], upce[6]
    if last in "012":
        middle = f"{body[:2]}{last}0000{body[2:]}"
    elif last == "3":
        middle = f"{body[:3]}00000{body[3:]}"
    elif last == "4":
        middle = f"{body[:4]}00000{body[4:]}"
    else:
        middle = f"{body}0000{last}"
    upca = system + middle + check
    return upca if has_check_digit(upca) else None


def as_printed(digits: str, asked: Collection[str]) -> tuple[str, Symbology] | None:
    """The digits of an EAN-13 symbol and its name: one with a leading 0 is a UPC-A of 12 digits.

    A UPC-A asked for as EAN-13 alone stays an EAN-13 of 13 digits; None when neither was asked for.
    """
    if digits.startswith("0") and "upca" in asked:
        return digits[1:], "upca"
    return (digits, "ean13") if "ean13" in asked else None
