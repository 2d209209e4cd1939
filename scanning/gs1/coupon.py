"""North American coupon codes, AI 8110 and 8112: fields that each say how long they are.

Source: North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols; GS1 AI (8112) Coupon Data
Specification; the reference procedures couponcode and couponposoffer of the GS1 Barcode Syntax Dictionary.
"""

import re
from collections.abc import Callable

from scanning.gs1.flaw import Flaw
from scanning.gs1.moments import yymmdd

# Company prefixes, serial numbers and funders are at least this long: their length digit counts from here.
_SHORTEST = 6


class _Stop(Exception):
    """Reading ends at this flaw."""

    def __init__(self, field: str, at: int) -> None:
        super().__init__(field)
        self.flaw = Flaw(f"coupon_{field}", at)


class _Fields:
    """Reads field after field; `at` is the next character. Raises _Stop."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def take(self, field: str, length: int) -> str:
        if self.at + length > len(self.text):
            raise _Stop(field, self.at)
        self.at += length
        return self.text[self.at - length : self.at]

    def digit(self, field: str, allowed: str) -> str:
        value = self.take(field, 1)
        if value not in allowed:
            raise _Stop(field, self.at - 1)
        return value

    def sized(self, field: str, allowed: str, least: int = 0) -> str:
        return self.take(field, int(self.digit(field, allowed)) + least)

    def has(self, mark: str) -> bool:
        """Whether the optional field with that number comes next; it is stepped over."""
        if not self.text.startswith(mark, self.at):
            return False
        self.at += 1
        return True

    def purchase(self, which: str) -> None:
        self.sized(f"{which}_requirement", "12345")
        self.digit(f"{which}_code", "012349")
        self.take(f"{which}_family", 3)

    def prefix(self, field: str) -> None:
        """A company prefix, or 9 for the same one as before."""
        length = self.digit(field, "01234569")
        if length != "9":
            self.take(field, int(length) + _SHORTEST)

    def date(self, field: str) -> str:
        value = self.take(field, 6)
        if yymmdd(value):
            raise _Stop(field, self.at - 6)
        return value


def coupon_code(text: str) -> Flaw | None:
    """AI 8110."""
    return _read(text, _coupon)


def coupon_offer(text: str) -> Flaw | None:
    """AI 8112."""
    return _read(text, _offer)


def _read(text: str, steps: Callable[[_Fields], None]) -> Flaw | None:
    wrong = re.search("[^0-9]", text)
    if wrong:
        return Flaw("not_digits", wrong.start())
    fields = _Fields(text)
    try:
        steps(fields)
    except _Stop as stop:
        return stop.flaw
    return Flaw("coupon_too_long", fields.at) if fields.at < len(text) else None


def _coupon(fields: _Fields) -> None:
    fields.sized("prefix", "0123456", _SHORTEST)
    fields.take("offer", 6)
    fields.sized("value", "12345")
    fields.purchase("first")
    if fields.has("1"):
        fields.digit("rules", "0123")
        fields.purchase("second")
        fields.prefix("second_prefix")
    if fields.has("2"):
        fields.purchase("third")
        fields.prefix("third_prefix")
    expires = fields.date("expiry") if fields.has("3") else ""
    starts = fields.date("start") if fields.has("4") else ""
    # The texts are compared as they stand, without the century, as the reference procedure does.
    if expires and starts > expires:
        raise _Stop("expiry_before_start", fields.at - 6)
    if fields.has("5"):
        fields.sized("serial", "0123456789", _SHORTEST)
    if fields.has("6"):
        fields.sized("retailer", "1234567", _SHORTEST)
    if fields.has("9"):
        fields.digit("value_code", "01256")
        fields.digit("applies_to", "012")
        fields.take("store", 1)
        fields.digit("multiply", "01")


def _offer(fields: _Fields) -> None:
    fields.digit("format", "01")
    fields.sized("funder", "0123456", _SHORTEST)
    fields.take("offer", 6)
    fields.sized("serial", "0123456789", _SHORTEST)
