"""Numbers of documents by rule: `MAT-YYYY-0001` gives MAT-2026-0001, MAT-2026-0002 and begins again with each year."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct
from sqlalchemy import bindparam, insert, select, update

from scanning.gs1 import check_digit
from server.catalog import tables
from server.kernel.refusal import Refusal
from server.store.transaction import Reader, Sql, Tx

PATTERN_MAX = 40  # characters of a pattern; a number has to fit on a label
_COUNTER = re.compile(r"0+[0-9]")
_MARKED_COUNTER = re.compile(r"\{([0-9]+)\}")  # for patterns in which other digits stand beside it
_DATES = ("YYYY", "MM", "DD", "YY")

# Rules that a new company begins with; the name is what is numbered.
FIRST_RULES = {
    "item": "MAT-YYYY-0001",
    "sales_order": "SO-YYMMDD-0001",
    "task": "T-YYMMDD-0001",
    "container": "TOTE-0001",
    "party": "P-0001",
    "shipment": "OUT-YYMMDD-0001",
    "count": "C-YYMMDD-0001",
    "lot_label": "LOT-000001",
    # A company without a prefix from GS1 may not make these numbers, so there is none until somebody sets one.
    "sscc": "",
}
# An SSCC before its check digit: extension digit, company prefix, serial. Source: GS1 General Specifications, 2.2.1.
SSCC_DIGITS: Final = 17

BY_NAME = Sql(
    select(tables.number_rule.c.pattern, tables.number_rule.c.period, tables.number_rule.c.last)
    .where(tables.number_rule.c.name == bindparam("name"))
    .with_for_update()
)
ALL = Sql(select(tables.number_rule.c.name, tables.number_rule.c.pattern))
STANDING = Sql(
    select(tables.number_rule.c.pattern, tables.number_rule.c.period, tables.number_rule.c.last).where(
        tables.number_rule.c.name == bindparam("name")
    )
)
ADD = Sql(insert(tables.number_rule).values({name: bindparam(name) for name in ("name", "pattern", "period", "last")}))
COUNT = Sql(
    update(tables.number_rule)
    .where(tables.number_rule.c.name == bindparam("of_name"))
    .values(pattern=bindparam("new_pattern"), period=bindparam("new_period"), last=bindparam("new_last"))
)
OFFSET = Sql(select(tables.warehouse.c.utc_offset_min).where(tables.warehouse.c.id == bindparam("id")))


class Rule(Struct, frozen=True):
    """A pattern taken apart: the texts before and after the counter, and the counter's first number and width."""

    before: str
    after: str
    first: int
    width: int


def rule(pattern: str) -> Rule:
    """Read a pattern: exactly one run of zeros that ends in a digit counts, dates stand in YYYY, YY, MM, DD.

    Braces mark the run where there are others: `3690123{0000000001}`. Raises Refusal `catalog.bad_pattern`.
    """
    counters = list(_MARKED_COUNTER.finditer(pattern)) or list(_COUNTER.finditer(pattern))
    if len(counters) != 1 or len(pattern) > PATTERN_MAX or not pattern.isprintable():
        raise Refusal("catalog.bad_pattern", pattern=pattern[:PATTERN_MAX])
    counter = counters[0]
    digits = counter.group().strip("{}")
    return Rule(pattern[: counter.start()], pattern[counter.end() :], int(digits), len(digits))


def dated(text: str, day: str) -> str:
    """Put an ISO day into YYYY, YY, MM and DD."""
    values = dict(zip(_DATES, (day[:4], day[5:7], day[8:10], day[2:4]), strict=True))
    return re.sub("YYYY|YY|MM|DD", lambda found: values[found.group()], text)


def day(reader: Reader, warehouse_id: int, at: int) -> str:
    """The ISO day on a warehouse's wall clock at a moment (microseconds UTC); a company's day is China's."""
    offset = reader.value(OFFSET, id=warehouse_id)
    moment = datetime.fromtimestamp(at / 1_000_000, UTC) + timedelta(minutes=480 if offset is None else offset)
    return moment.date().isoformat()


def next_number(tx: Tx, name: str, at: int, warehouse_id: int = 0) -> str:
    """The next number of that name; counts up, and begins again when the dates in the pattern change."""
    row = tx.one(BY_NAME, name=name)
    if row is None:
        if name not in FIRST_RULES:
            raise Refusal("catalog.no_number_rule", name=name)
        row = (FIRST_RULES[name], "", 0)
        tx.run(ADD, name=name, pattern=row[0], period="", last=0)
    pattern, period, last = row
    if not pattern:
        raise Refusal("catalog.no_number_rule", name=name)
    given, now, count = _after(pattern, period, last, day(tx, warehouse_id, at))
    tx.run(COUNT, of_name=name, new_pattern=pattern, new_period=now, new_last=count)
    return _finished(name, given)


def example(reader: Reader, name: str, at: int, warehouse_id: int = 0, pattern: str = "") -> str:
    """The number that would be given next, by the rule in force or by another pattern; nothing is counted.

    Raises Refusal `catalog.bad_pattern`.
    """
    row = reader.one(STANDING, name=name) or (FIRST_RULES.get(name, ""), "", 0)
    return _finished(name, _after(pattern or row[0], row[1], row[2], day(reader, warehouse_id, at))[0])


def patterns(reader: Reader) -> dict[str, str]:
    """The pattern in force of everything that is numbered, by name."""
    return dict(sorted((FIRST_RULES | dict(reader.all(ALL))).items()))


def _after(pattern: str, period: str, last: int, today: str) -> tuple[str, str, int]:
    """The next number of a pattern, with the period and the count it leaves behind."""
    parts = rule(pattern)
    before, after = (dated(part, today) for part in (parts.before, parts.after))
    now = f"{before}#{after}"
    # A counter that began again with the same text would give a number twice, so only another text begins again.
    count = last + 1 if now == period else parts.first
    return f"{before}{count:0{parts.width}d}{after}", now, count


def _finished(name: str, number: str) -> str:
    """The number as it is given out: an SSCC gets its check digit. Refusal `catalog.bad_sscc_rule` when it is none."""
    if name != "sscc":
        return number
    if len(number) != SSCC_DIGITS or not number.isascii() or not number.isdigit():
        raise Refusal("catalog.bad_sscc_rule", number=number, digits=SSCC_DIGITS)
    return f"{number}{check_digit(number)}"


def set_rule(tx: Tx, name: str, pattern: str) -> None:
    """Number by another pattern from now on; the counter goes on while the texts around it stay the same."""
    parts = rule(pattern)
    # Any day will do: dates are as long on each.
    before, after = (dated(part, "2000-01-01") for part in (parts.before, parts.after))
    _finished(name, f"{before}{parts.first:0{parts.width}d}{after}")
    row = tx.one(BY_NAME, name=name)
    if row is None:
        tx.run(ADD, name=name, pattern=pattern, period="", last=0)
    else:
        tx.run(COUNT, of_name=name, new_pattern=pattern, new_period=row[1], new_last=row[2])
