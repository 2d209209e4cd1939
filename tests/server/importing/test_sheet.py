"""Workbooks and CSV become tables of text, or a coded refusal; nothing in them is executed."""

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.importing import sheet
from server.kernel.refusal import Refusal
from tests.server.importing.sheets import HEADER, LANTERN, workbook


def refused(content: bytes, name: str = "") -> str:
    with pytest.raises(Refusal) as refusal:
        sheet.read(content, name)
    return refusal.value.code


def test_cells_of_a_workbook_are_texts_with_their_kind() -> None:
    content = BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet("销售")
        date = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        page.write_row(0, 0, ["code", "quantity", "price", "when", "yes", "none"])
        page.write_row(1, 0, [71053, 6.0, 0.1 + 0.2])
        page.write_datetime(1, 3, datetime(2010, 12, 1, 8, 26), date)
        page.write_boolean(1, 4, True)
        page.write_string(2, 0, "=1+1")
    table = sheet.read(content.getvalue())
    assert table.sheets == [table.name] == ["销售"]
    assert table.rows == [["71053", "6", "0.3", "2010-12-01 08:26:00", "TRUE", ""], ["=1+1", "", "", "", "", ""]]
    assert table.kinds == ["nnndb ", "t     "]
    assert table.first_row == 2


def test_a_formula_is_read_as_its_last_value_and_counted() -> None:
    table = sheet.read(workbook([["code", "quantity"], ["71053", "=1+1"], ["85123A", "3"]]))
    assert table.formulas == 1
    assert [row[0] for row in table.rows] == ["71053", "85123A"]
    assert table.rows[0][1] != "=1+1"


def test_a_sheet_can_be_chosen_by_name() -> None:
    content = workbook([HEADER, LANTERN], [["a", "b"], ["1", "2"]])
    assert sheet.read(content, "Sheet2").header == ["a", "b"]
    assert refused(content, "Sheet3") == "importing.no_such_sheet"
    assert refused(content, "She\x00et") == "importing.no_such_sheet"


def test_titles_above_the_header_are_skipped_and_rows_keep_their_numbers() -> None:
    table = sheet.read(workbook([["Sales of December"], [], HEADER, LANTERN]))
    assert (table.header, table.first_row) == (HEADER, 4)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_tables_in_any_usual_dress(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["编码", "品名", "数量"]) + "\r\n" + delimiter.join(["71053", '"灯，""白"""', "6"]) + "\r\n"
    table = sheet.read(text.encode(encoding))
    assert (table.header, table.rows, table.delimiter) == (
        ["编码", "品名", "数量"],
        [["71053", '灯，"白"', "6"]],
        delimiter,
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "importing.empty"),
        (b" \r\n \n", "importing.empty"),
        (b"a,b\n", "importing.empty"),
        (b"only one column\n1\n2\n", "importing.no_header"),
        (b"\xd0\xcf\x11\xe0 old workbook", "importing.old_or_locked"),
        (b"PK\x03\x04 no zip", "importing.damaged"),
        (b"a,b\n\x81,\xff\n", "importing.unknown_encoding"),
        (b"\xff\xfea", "importing.unknown_encoding"),
        (b"a,b\n1\x00,2\n", "importing.not_a_table"),
        (b"a,b\n1," + b"x" * 40_000, "importing.cell_too_long"),
        (b"a,b\n1,\"" + b"x" * 140_000, "importing.unreadable_row"),
        (b"a,b\n" + b"," * 300, "importing.too_many_columns"),
        (b"a,b\n" + b"1,2\n" * (sheet.ROWS_MAX + 1), "importing.too_many_rows"),
        (b"x" * (sheet.BYTES_MAX + 1), "importing.too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_table_is_refused_with_its_reason(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_an_empty_sheet_is_refused() -> None:
    assert refused(workbook([])) == "importing.empty"


def with_sheet_xml(xml: str) -> bytes:
    whole = workbook([HEADER, LANTERN])
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, xml if part.filename == "xl/worksheets/sheet1.xml" else old.read(part))
    return content.getvalue()


@pytest.mark.parametrize("last", [1048576, 199999])
def test_two_cells_at_opposite_corners_do_not_take_the_server_down(last: int) -> None:
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{last}"><c r="XFD{last}"><v>1</v></c></row>'
    content = with_sheet_xml(head + cells + "</sheetData></worksheet>")
    assert refused(content) in ("importing.unreadable_file", "importing.too_many_rows", "importing.too_many_columns")


def test_xml_that_ends_in_the_middle_is_refused() -> None:
    assert refused(with_sheet_xml("<worksheet><sheetData><row")).startswith("importing.")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1"])
def test_exported_text_is_never_a_formula(text: str) -> None:
    assert sheet.neutral(text) == "'" + text


def test_other_text_is_exported_as_it_is() -> None:
    assert [sheet.neutral(text) for text in ("", "A-02-2", "a=b")] == ["", "A-02-2", "a=b"]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore"))))
def test_any_bytes_give_a_table_or_a_coded_refusal(content: bytes) -> None:
    try:
        table = sheet.read(content)
    except Refusal as refusal:
        refused_with = refusal.code
        assert refused_with.startswith("importing.")
        return
    assert all(len(row) == len(table.header) == len(kind) for row, kind in zip(table.rows, table.kinds, strict=True))
    assert any(table.rows[-1])
