"""Exact quantities: an integer of 10^-digits of the item's base unit, as people write it and back. Pure."""

import re

from server.kernel.refusal import Refusal

DIGITS_MAX = 6
_SHAPE = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?\Z")
LARGEST = 2**62  # What the books can keep of one quantity, with room for sums.


def check_digits(digits: int) -> int:
    """The same number when an item may have so many decimals, else the refusal `quantity.digits`."""
    if not 0 <= digits <= DIGITS_MAX:
        raise Refusal("quantity.digits", digits=digits, most=DIGITS_MAX)
    return digits


def parsed(text: str, digits: int) -> int:
    """What `12.5` means for an item with so many decimals: 125 with one.

    Exact or refused: `quantity.not_a_number`; `quantity.too_fine` when the text has more decimals than the item keeps
    (zeros at the end do no harm); `quantity.too_large`.
    """
    check_digits(digits)
    found = _SHAPE.match(text.strip()) if text.isascii() else None
    if found is None:
        raise Refusal("quantity.not_a_number", text=text[:40])
    sign, whole, part = found[1], found[2], (found[3] or "").rstrip("0")
    if len(part) > digits:
        raise Refusal("quantity.too_fine", text=text[:40], digits=digits)
    if len(whole) > 20:
        raise Refusal("quantity.too_large", text=text[:40])
    value = int(whole + part.ljust(digits, "0"))
    if value > LARGEST:
        raise Refusal("quantity.too_large", text=text[:40])
    return -value if sign == "-" else value


def shown(quantity: int, digits: int) -> str:
    """A quantity as people write it, without needless zeros: 1250 with three decimals is `1.25`."""
    check_digits(digits)
    sign = "-" if quantity < 0 else ""
    whole, part = divmod(abs(quantity), 10**digits)
    decimals = f"{part:0{digits}d}".rstrip("0") if digits else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def rescaled(quantity: int, digits: int, more: int) -> int:
    """The same amount when its item begins to keep more decimals; they never shrink."""
    if more < digits:
        raise Refusal("quantity.digits_shrink", digits=digits, wanted=more)
    factor: int = 10 ** (check_digits(more) - check_digits(digits))
    return quantity * factor
