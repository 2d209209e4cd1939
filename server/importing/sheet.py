"""Spreadsheets and CSV as one thing: a table of texts, read within limits and never executed."""

import csv
import subprocess
import sys
from io import StringIO
from pathlib import Path

import msgspec
from msgspec import Struct

from server.importing import workbook, zipped
from server.importing.cells import Sheet
from server.importing.commands import COLUMNS_MAX
from server.kernel.refusal import Refusal

BYTES_MAX = 20 * 1024 * 1024
ROWS_MAX = 200_000
CELL_MAX = 32_767  # What a cell of a spreadsheet holds.
READ_TIMEOUT_S = 90
HEADER_SEARCH = 20  # Titles and remarks stand above a header, seldom more lines than this.

_DELIMITERS = ",;\t|"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # .xls, and every workbook locked with a password
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class _Cells(Struct):
    sheets: list[str]
    sheet: str
    rows: list[list[str]]
    kinds: list[str]


def read(content: bytes, sheet: str = "") -> Sheet:
    """The table in a file.

    content: an .xlsx workbook or CSV text, at most BYTES_MAX; what it is shows in its first bytes, not in its name.
    sheet: which sheet of a workbook, "" for the first.
    Raises Refusal importing.… for everything that is no table, too large, locked, damaged or a bomb.
    """
    if len(content) > BYTES_MAX:
        raise Refusal("importing.too_large", limit_mb=BYTES_MAX >> 20)
    if not content.strip():
        raise Refusal("importing.empty")
    if content.startswith(_OLE):
        raise Refusal("importing.old_or_locked")
    if content.startswith(_ZIP):
        return _read_workbook(content, sheet)
    return _read_csv(content)


def neutral(text: str) -> str:
    """A text for export that no spreadsheet takes for a formula.

    Source: OWASP, "CSV Injection": an apostrophe before = + - @ tab and return.
    """
    return "'" + text if text.startswith(_DANGEROUS) else text


def _read_workbook(content: bytes, sheet: str) -> Sheet:
    inside = zipped.look_inside(content)
    command = [sys.executable, "-I", str(Path(workbook.__file__)), sheet, str(ROWS_MAX), str(COLUMNS_MAX)]
    try:
        reader = subprocess.run(command, input=content, capture_output=True, timeout=READ_TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired as late:
        raise Refusal("importing.unreadable_file") from late
    except ValueError as broken:  # A NUL in the sheet's name.
        raise Refusal("importing.no_such_sheet", sheet=repr(sheet)) from broken
    match reader.returncode:
        case 0:
            cells = msgspec.msgpack.decode(reader.stdout, type=_Cells)
        case workbook.LOCKED:
            raise Refusal("importing.locked")
        case workbook.NO_SUCH_SHEET:
            raise Refusal("importing.no_such_sheet", sheet=sheet)
        case workbook.TOO_MANY_ROWS:
            raise Refusal("importing.too_many_rows", limit=ROWS_MAX)
        case workbook.TOO_MANY_COLUMNS:
            raise Refusal("importing.too_many_columns", limit=COLUMNS_MAX)
        case _:  # Also when it died of its limits.
            raise Refusal("importing.unreadable_file")
    table = _table(cells.rows, cells.kinds, cells.sheets, cells.sheet)
    return msgspec.structs.replace(table, formulas=inside.formulas)


def _read_csv(content: bytes) -> Sheet:
    text, encoding = _decoded(content)
    if "\x00" in text:
        raise Refusal("importing.not_a_table")
    delimiter = max(_DELIMITERS, key=lambda mark: _columns(text, mark))
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > ROWS_MAX:
                raise Refusal("importing.too_many_rows", limit=ROWS_MAX)
            if len(row) > COLUMNS_MAX:
                raise Refusal("importing.too_many_columns", limit=COLUMNS_MAX)
    except csv.Error as broken:
        raise Refusal("importing.unreadable_row", row=len(rows) + 1) from broken
    kinds = ["".join("t" if cell else " " for cell in row) for row in rows]
    table = _table(rows, kinds, [], "")
    return msgspec.structs.replace(table, encoding=encoding, delimiter=delimiter)


def _decoded(content: bytes) -> tuple[str, str]:
    marked = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    candidates = next(([name] for mark, name in marked.items() if content.startswith(mark)), ["utf-8", "gb18030"])
    for encoding in candidates:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Refusal("importing.unknown_encoding")


def _columns(text: str, delimiter: str) -> int:
    """How many columns the first lines have at least, were this the delimiter."""
    beginning = StringIO(text[:20_000], newline="")
    counts: list[int] = []
    try:
        for row in csv.reader(beginning, delimiter=delimiter):
            counts.append(len(row))
            if len(counts) == HEADER_SEARCH:
                break
    except csv.Error:
        return 0
    # The piece may end inside a row.
    return min(counts[:-1] or counts) if counts else 0


def _table(rows: list[list[str]], kinds: list[str], sheets: list[str], name: str) -> Sheet:
    """Find the header, and give every row its length."""
    for place, row in enumerate(rows):
        long = next((cell for cell in row if len(cell) > CELL_MAX), None)
        if long is not None:
            raise Refusal("importing.cell_too_long", row=place + 1, limit=CELL_MAX)
    top = next((place for place, row in enumerate(rows[:HEADER_SEARCH]) if sum(map(bool, row)) > 1), None)
    if top is None:
        raise Refusal("importing.no_header" if any(map(any, rows)) else "importing.empty")
    width = max(len(row) for row in rows[top:])
    while not any(len(row) >= width and row[width - 1] for row in rows[top:]):
        width -= 1
    header = [title.strip() for title in _widened(rows[top], width)]
    below = [_widened(row, width) for row in rows[top + 1 :]]
    while below and not any(below[-1]):
        below.pop()
    if not below:
        raise Refusal("importing.empty")
    return Sheet(
        sheets=sheets,
        name=name,
        header=header,
        rows=below,
        kinds=[kind[:width].ljust(width) for kind in kinds[top + 1 : top + 1 + len(below)]],
        first_row=top + 2,
    )


def _widened(row: list[str], width: int) -> list[str]:
    return row[:width] + [""] * (width - len(row))
