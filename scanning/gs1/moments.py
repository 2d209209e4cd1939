"""Dates and times inside GS1 values: whether they can be, and which day a short date means."""

from calendar import monthrange
from datetime import date

from scanning.gs1.flaw import Flaw


def century(year: int, this_year: int) -> int:
    """The whole year that two digits mean. year: 0 to 99. this_year: four digits.

    Source: GS1 General Specifications, 7.12: 51 to 99 years ahead is the century before, 50 to 99 behind the next one.
    """
    ahead = year - this_year % 100
    return this_year - this_year % 100 + year + (-100 if ahead >= 51 else 100 if ahead <= -50 else 0)


def day(text: str, today: date) -> date:
    """The day that YYMMDD means; day 00 is the month's last.

    text: six digits that yymmd0 finds nothing wrong with, YYMMDD. Raises ValueError for a February 29 that the century
    does not have (the rules hold dates to the century of 2021, as the reference procedures do).
    """
    year = century(int(text[:2]), today.year)
    month, number = int(text[2:4]), int(text[4:6])
    return date(year, month, number or monthrange(year, month)[1])


# The reference procedures tell the century of a short date as seen from this year; it matters for 29 February alone.
_REFERENCE_YEAR = 2021


def yyyymmd0(text: str) -> Flaw | None:
    """YYYYMMDD, or YYYYMM00 where the day is not told."""
    year, month, number = int(text[:4]), int(text[4:6]), int(text[6:8])
    if not 1 <= month <= 12:
        return Flaw("month", 4)
    # The calendar has no year 0; it leaps as the year 4 does.
    if number > monthrange(year or 4, month)[1]:
        return Flaw("day", 6)
    return None


def yyyymmdd(text: str) -> Flaw | None:
    """YYYYMMDD."""
    flaw = yyyymmd0(text)
    return flaw or (Flaw("day", 6) if text[6:8] == "00" else None)


def yymmd0(text: str) -> Flaw | None:
    """YYMMDD, or YYMM00 where the day is not told."""
    flaw = yyyymmd0(f"{century(int(text[:2]), _REFERENCE_YEAR)}{text[2:]}")
    return Flaw(flaw.code, flaw.at - 2) if flaw else None


def yymmdd(text: str) -> Flaw | None:
    """YYMMDD."""
    flaw = yymmd0(text)
    return flaw or (Flaw("day", 4) if text[4:6] == "00" else None)


def hh(text: str) -> Flaw | None:
    """An hour, 00 to 23."""
    return Flaw("hour") if text > "23" else None


def mi(text: str) -> Flaw | None:
    """A minute, 00 to 59."""
    return Flaw("minute") if text > "59" else None


def ss(text: str) -> Flaw | None:
    """A second, 00 to 59."""
    return Flaw("second") if text > "59" else None


def hhmi(text: str) -> Flaw | None:
    """Hours and minutes, HHMM."""
    return hh(text[:2]) or (Flaw("minute", 2) if mi(text[2:4]) else None)
