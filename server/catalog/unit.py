"""Exact conversion between units: a quantity becomes another exact quantity or is refused, never rounded in silence."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from server.kernel.refusal import Refusal

MICRO = 1_000_000  # Entered quantities are kept in 10^-6 of the unit they were entered in.

Mode = Literal["half_even", "half_up", "up", "down"]


class Unit(Struct, frozen=True):
    """What things are measured in: `factor` base units of its kind make one of it. kind: weight, volume, count …"""

    code: str
    kind: str
    factor: Fraction


class Entered(Struct, frozen=True):
    """A quantity as somebody keyed it in: quantity in 10^-6 of unit; one unit is numerator/denominator base units."""

    quantity: int
    unit: str
    numerator: int = 1
    denominator: int = 1


def base_quantity(entered: Entered, digits: int) -> int:
    """The entered quantity in 10^-digits of the item's base unit.

    Raises Refusal `catalog.not_exact` when that is not a whole number: a third of a piece cannot be booked.
    """
    exact = Fraction(entered.quantity * entered.numerator * 10**digits, MICRO * entered.denominator)
    if exact.denominator != 1:
        raise Refusal(
            "catalog.not_exact", quantity=shown(Fraction(entered.quantity, MICRO)), unit=entered.unit, digits=digits
        )
    return exact.numerator


def entered_quantity(quantity: int, digits: int, unit: str, factor: Fraction) -> Entered:
    """How many of `unit` a base quantity is; the way back of `base_quantity`, exact or `catalog.not_exact`."""
    exact: Fraction = Fraction(quantity, 10**digits) / factor * MICRO
    if exact.denominator != 1:
        raise Refusal("catalog.not_exact", quantity=shown(Fraction(quantity, 10**digits)), unit=unit, digits=digits)
    return Entered(exact.numerator, unit, factor.numerator, factor.denominator)


def convert(quantity: Fraction, source: Unit, target: Unit, cross: Fraction | None = None) -> Fraction:
    """The same amount in another unit, exactly.

    cross: base units of the target's kind that one base unit of the source's kind is; an item's own factor (litres
        for one kilogram). Without it units of different kinds are refused `catalog.other_kind`.
    """
    if source.kind != target.kind and cross is None:
        raise Refusal("catalog.other_kind", unit=source.code, other=target.code)
    factor = source.factor if source.kind == target.kind or cross is None else source.factor * cross
    return quantity * factor / target.factor


def convert_price(price: Fraction, source: Unit, target: Unit) -> Fraction:
    """A price per source unit as the price per target unit: the inverse of the quantity's way, exactly."""
    if source.kind != target.kind:
        raise Refusal("catalog.other_kind", unit=source.code, other=target.code)
    return price * target.factor / source.factor


def on_step(quantity: Fraction, step: Fraction) -> Fraction:
    """The quantity itself when it is a whole number of steps, else Refusal `catalog.not_exact`."""
    if (quantity / step).denominator != 1:
        raise Refusal("catalog.not_exact", quantity=shown(quantity), step=shown(step))
    return quantity


def round_to(quantity: Fraction, step: Fraction, mode: Mode) -> Fraction:
    """The quantity brought to a multiple of step; for what people read, never for what is booked.

    mode: half_up is 四舍五入, the habit of Chinese books; up and down go away from zero and towards it.
    """
    steps = abs(quantity) / step
    whole, rest = divmod(steps.numerator, steps.denominator)
    twice = 2 * rest - steps.denominator
    if mode == "half_even":
        whole += twice > 0 or (twice == 0 and whole % 2 == 1)
    elif mode == "half_up":
        whole += twice >= 0
    elif mode == "up":
        whole += rest > 0
    return whole * step if quantity >= 0 else -whole * step


def split(quantity: Fraction, packs: Sequence[tuple[str, Fraction]]) -> tuple[dict[str, int], Fraction]:
    """Whole packs, the largest first, and the rest; packs and rest together are what came in.

    packs: name and content; a pack with no content is ignored.
    """
    counts: dict[str, int] = {}
    rest = quantity
    for name, content in sorted(packs, key=lambda pack: pack[1], reverse=True):
        if content <= 0:
            continue
        whole = rest // content
        if whole:
            counts[name] = whole
            rest -= whole * content
    return counts, rest


def shown(value: Fraction) -> str:
    """An exact number as people write it: `12.5`, or `1/3` where a decimal has no end."""
    places, denominator = 0, value.denominator
    while denominator % 10 == 0:
        denominator //= 10
        places += 1
    extra = 0
    for prime in (2, 5):
        count = 0
        while denominator % prime == 0:
            denominator //= prime
            count += 1
        extra = max(extra, count)
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    places += extra
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text
