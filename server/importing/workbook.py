"""A program of its own: reads a workbook from standard input and writes its cells as text to standard output.

It runs in a process with limits, because a native parser may ask for any memory: two cells at opposite corners of a
sheet make a table of 17 thousand million cells. So it imports nothing of ours, and dies alone.
"""

import resource
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal

MEMORY_MAX = 1536 * 1024 * 1024
CPU_MAX_S = 60
UNREADABLE, LOCKED, NO_SUCH_SHEET, TOO_MANY_ROWS, TOO_MANY_COLUMNS = 3, 4, 5, 6, 7


def cell(value: object) -> tuple[str, str]:
    """A cell as text, and its kind: t text, n number, d date or time, b truth, blank for an empty one."""
    if isinstance(value, str):
        return value, "t" if value else " "
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "b"
    if isinstance(value, int):
        return str(value), "n"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value)), "n"
        # Spreadsheets keep and show 15 significant digits; what a double holds beyond them nobody typed.
        return format(Decimal(f"{value:.15g}"), "f"), "n"
    if isinstance(value, datetime):
        return value.isoformat(sep=" "), "d"
    if isinstance(value, date | time):
        return value.isoformat(), "d"
    if isinstance(value, timedelta):
        return str(value), "d"
    return "", " "


def main(sheet: str, rows_max: int, columns_max: int) -> int:
    """Answer the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_MAX_S, CPU_MAX_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from io import BytesIO

    import msgspec
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        if not book.sheet_names:
            return NO_SUCH_SHEET
        table = book.get_sheet_by_name(sheet or book.sheet_names[0])
        if table.total_height > rows_max:
            return TOO_MANY_ROWS
        if table.total_width > columns_max:
            return TOO_MANY_COLUMNS
        values = table.to_python(skip_empty_area=False)
    except PasswordError:
        return LOCKED
    except WorksheetNotFound:
        return NO_SUCH_SHEET
    except CalamineError:
        return UNREADABLE
    rows: list[list[str]] = []
    kinds: list[str] = []
    for line in values:
        texts, marks = zip(*map(cell, line), strict=True) if line else ((), ())
        rows.append(list(texts))
        kinds.append("".join(marks))
    sys.stdout.buffer.write(
        msgspec.msgpack.encode({"sheets": book.sheet_names, "sheet": table.name, "rows": rows, "kinds": kinds})
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
