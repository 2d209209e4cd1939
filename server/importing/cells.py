"""The table that was read, and the way from the text of one cell to a value: exact, or a named reason why not. Pure."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

from msgspec import Struct

from server.importing.commands import NAME_MAX

CODE_MAX = 64
UNIT_MAX = 20
DIGITS_MAX = 6
WHOLE_MAX = 10**11  # As money, in 1/10,000, that is 10^15.
MONEY_DIGITS = 4
QUANTITY_MAX = 10**9  # In the finest digits 10^15: JSON readers keep it exactly, and so do sums of many.
YEARS = range(1970, 2200)

DateOrder = Literal["day_first", "month_first"]

_PLAIN = re.compile(r"([-+]?)(\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,30}))?\Z", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\Z", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\Z", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?\s*([AaPp][Mm])?\Z", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Sheet(Struct, frozen=True):
    """A table of texts.

    sheets: names of all sheets of the file, [] for CSV. name: the one that was read.
    header: the column titles. rows: the lines below, all as long as the header.
    kinds: per row one letter per column, as `workbook.cell` gives them.
    first_row: what the spreadsheet calls the first of the rows.
    formulas: cells whose last value was read instead of their formula, in all sheets.
    """

    sheets: list[str]
    name: str
    header: list[str]
    rows: list[list[str]]
    kinds: list[str]
    first_row: int
    formulas: int = 0
    encoding: str = ""
    delimiter: str = ""


class Unreadable(Exception):
    """A cell that is not what its column holds. reason: key of the catalogues behind `importing.reason.`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def number(text: str) -> tuple[int, int]:
    """A decimal number as (integer, digits behind the point), exact and without trailing zeros: "2.50" is (25, 1).

    Thousands may be set off by commas. Full-width characters are taken as the plain ones.
    Raises Unreadable not_a_number or too_large.
    """
    if text.isascii() and text.isdigit() and len(text) <= 11:
        return int(text), 0
    found = _PLAIN.match(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise Unreadable("not_a_number")
    sign, whole, behind = found.groups()
    behind = (behind or "").rstrip("0")
    value = int(whole.replace(",", "") + behind)
    if value >= WHOLE_MAX * 10 ** len(behind):
        raise Unreadable("too_large")
    return (-value if sign == "-" else value), len(behind)


def quantity(text: str) -> tuple[int, int]:
    """A number other than 0 with at most DIGITS_MAX digits behind the point."""
    value, digits = number(text)
    if value == 0:
        raise Unreadable("zero")
    if digits > DIGITS_MAX:
        raise Unreadable("too_fine")
    if abs(value) > QUANTITY_MAX * 10**digits:
        raise Unreadable("too_large")
    return value, digits


def money(text: str) -> int:
    """A price in 1/10,000, not negative; "" is 0."""
    if not text:
        return 0
    value, digits = number(text)
    if value < 0:
        raise Unreadable("negative_price")
    if digits > MONEY_DIGITS:
        raise Unreadable("too_fine")
    return int(value * 10 ** (MONEY_DIGITS - digits))


def code(text: str) -> str:
    """A code as it is written, without white space around it and with single blanks inside."""
    plain = " ".join(text.split())
    if not plain:
        raise Unreadable("empty")
    if len(plain) > CODE_MAX:
        raise Unreadable("too_long")
    if not plain.isprintable():
        raise Unreadable("control_characters")
    return plain


def name(text: str) -> str:
    """A name with single blanks; "" stays ""."""
    plain = " ".join(text.split())
    if len(plain) > NAME_MAX:
        raise Unreadable("too_long")
    if not plain.isprintable():
        raise Unreadable("control_characters")
    return plain


def unit(text: str) -> str:
    """The name of a unit: at most UNIT_MAX characters without blanks; "" stays ""."""
    plain = name(text)
    if len(plain) > UNIT_MAX or " " in plain:
        raise Unreadable("too_long")
    return plain


def date_order(texts: list[str]) -> DateOrder | None:
    """How dates like 3/4/2026 are meant, when at least one of them can be meant in one way only."""
    for text in texts:
        found = _YEAR_LAST.match(text.split(" ")[0])
        if found and int(found[1]) > 12:
            return "day_first"
        if found and int(found[2]) > 12:
            return "month_first"
    return None


def moment(text: str, order: DateOrder, utc_offset_minutes: int) -> int:
    """A date with or without a time, as microseconds since 1970 UTC."""
    day, _, clock = text.strip().replace("T", " ").partition(" ")
    first = _YEAR_FIRST.match(day)
    last = None if first else _YEAR_LAST.match(day)
    if first:
        year, month, date = int(first[1]), int(first[2]), int(first[3])
    elif last:
        year, month, date = int(last[3]), int(last[1]), int(last[2])
        if order == "day_first":
            month, date = date, month
    else:
        raise Unreadable("not_a_date")
    hour, minute, second = _clock(clock.strip())
    if year not in YEARS:
        raise Unreadable("not_a_date")
    try:
        zone = timezone(timedelta(minutes=utc_offset_minutes))
        return (datetime(year, month, date, hour, minute, second, tzinfo=zone) - _EPOCH) // timedelta(microseconds=1)
    except ValueError as impossible:
        raise Unreadable("not_a_date") from impossible


def _clock(text: str) -> tuple[int, int, int]:
    if not text:
        return 0, 0, 0
    found = _CLOCK.match(text)
    if not found:
        raise Unreadable("not_a_date")
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "pm" else 0)
    return hour, int(found[2]), int(found[3] or 0)
