"""Workbooks and sheets for these tests, made from plain rows."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from server.importing.cells import Sheet

HEADER = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
LANTERN = ["536365", "71053", "WHITE METAL LANTERN", "6", "2010-12-01 08:26:00", "3.39", "17850", "United Kingdom"]


def sheet(*rows: Sequence[str], header: Sequence[str] = HEADER, kinds: Sequence[str] | None = None) -> Sheet:
    """A sheet as it comes from reading; every cell text unless kinds says otherwise."""
    return Sheet(
        sheets=[],
        name="",
        header=list(header),
        rows=[list(row) for row in rows],
        kinds=list(kinds) if kinds else ["t" * len(header)] * len(rows),
        first_row=2,
    )


def line(**cells: str) -> list[str]:
    """The lantern's row with other cells, by column title."""
    row = dict(zip(HEADER, LANTERN, strict=True))
    assert set(cells) <= set(row)
    return list((row | cells).values())


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """An .xlsx file with these sheets; texts beginning with = become formulas."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for rows in sheets:
            page = book.add_worksheet()
            for place, row in enumerate(rows):
                page.write_row(place, 0, row)
    return content.getvalue()
