"""Money: an integer of 1/10,000 of the currency unit. No float ever touches it. Pure."""

import re

from server.kernel.refusal import Refusal

DIGITS = 4
UNIT = 10**DIGITS
LARGEST = 2**62
_SHAPE = re.compile(r"([+-]?)(\d{1,20})(?:\.(\d+))?\Z")


def parsed(text: str) -> int:
    """What `12.50` means: 125,000. Exact or refused: `money.not_a_number`, `money.too_fine`, `money.too_large`."""
    found = _SHAPE.match(text.strip()) if text.isascii() else None
    if found is None:
        raise Refusal("money.not_a_number", text=text[:40])
    part = (found[3] or "").rstrip("0")
    if len(part) > DIGITS:
        raise Refusal("money.too_fine", text=text[:40], digits=DIGITS)
    value = int(found[2] + part.ljust(DIGITS, "0"))
    if value > LARGEST:
        raise Refusal("money.too_large", text=text[:40])
    return -value if found[1] == "-" else value


def shown(amount: int) -> str:
    """An amount as people write it, with two decimals, more only where they say something: `12.50`, `0.1234`."""
    sign = "-" if amount < 0 else ""
    whole, part = divmod(abs(amount), UNIT)
    decimals = f"{part:04d}"
    return f"{sign}{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def of_quantity(price: int, quantity: int, digits: int) -> int:
    """What so much of an item costs at a price per base unit, rounded half to even to 1/10,000.

    Source: IEEE 754-2019, 4.3.1, roundTiesToEven, as banks do it.
    """
    return divided(price * quantity, 10**digits)


def divided(amount: int, parts: int) -> int:
    """An amount divided, rounded half to even; parts above 0."""
    assert parts > 0
    whole, rest = divmod(amount, parts)
    if 2 * rest > parts or (2 * rest == parts and whole % 2):
        whole += 1
    return whole


def shared(amount: int, weights: list[int]) -> list[int]:
    """An amount divided by weights so that the parts add up to it exactly; what is left goes to the largest remainders.

    weights: none below 0, at least one above 0. Ties go to the earlier part.
    """
    total = sum(weights)
    assert total > 0
    assert min(weights) >= 0
    parts = [amount * weight // total for weight in weights]
    left = amount - sum(parts)
    by_rest = sorted(range(len(weights)), key=lambda n: (-(amount * weights[n] % total), n))
    for n in by_rest[:left]:
        parts[n] += 1
    return parts
