"""Upload, dry run, progress and export over HTTP: rubbish is a coded refusal, never a fault of the server."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.catalog.commands import AddWarehouse
from server.commands.perform import Caller
from server.importing import sheet
from server.kernel.ids import new_id
from server.store.engine import Store
from tests.server.importing.sheets import HEADER, LANTERN, line, workbook
from tests.server.web.conftest import Answer, Phone

NewPhone = Callable[[str], Phone]


@pytest.fixture
def office(new_phone: NewPhone, books: Store) -> Phone:
    """The supervisor's desk, in a house with a third warehouse that has its virtual places."""
    assert Caller(books, 0, new_id()).do("catalog.add_warehouse", AddWarehouse("FS", "佛山一仓")).made == {
        "warehouse": 3
    }
    return new_phone("chen")


def upload(phone: Phone, content: bytes, name: str = "sales.xlsx") -> Answer:
    found = phone.client.post(
        "/api/files", files={"file": (name, BytesIO(content))}, headers={"authorization": f"Bearer {phone.token}"}
    )
    return Answer(found.status_code, found.json(), found.headers)


def bring_in(phone: Phone, file: int, mapping: dict[str, Any]) -> Any:
    contact = phone.contact(("importing.bring_in", {"file": file, "mapping": mapping, "warehouse": 3}))
    contact["entries"][0]["warehouse"] = 3
    return phone.call("POST", "/api/commands", contact).body["outcomes"][0]["outcome"]


def test_a_workbook_goes_the_whole_way(office: Phone) -> None:
    rows = [HEADER, LANTERN, line(InvoiceNo="C1", Quantity="-1"), line(StockCode="POST", Description="POSTAGE")]
    answer = upload(office, workbook(rows))
    assert answer.status == 201
    read = answer.body
    assert (read["columns"], read["rows"], read["first_row"], read["state"]) == (HEADER, 3, 2, "uploaded")
    assert read["sample"][0] == LANTERN
    file, mapping = read["file"], read["mapping"]
    dry = office.call("POST", f"/api/files/{file}/dry-run", {"mapping": mapping})
    assert (dry.status, dry.body["services"], dry.body["report"]["ready"]) == (200, ["POST"], True)
    assert office.call("GET", f"/api/files/{file}/progress").body == {
        "state": "uploaded", "phase": "planning", "done": 3, "total": 3,
    }  # fmt: skip
    assert bring_in(office, file, mapping)["result"] == "accepted"
    assert office.call("GET", f"/api/files/{file}/progress").body["phase"] == "done"
    assert bring_in(office, file, mapping)["code"] == "importing.already_imported"
    listed = office.call("GET", "/api/files").body
    assert [(one["name"], one["state"], one["uploaded_by"]) for one in listed] == [("sales.xlsx", "imported", "陈主管")]
    assert listed[0]["report"]["figures"]["orders"] == 1
    reviews = office.call("GET", "/api/reviews?warehouse=3").body
    assert (reviews["counts"], reviews["reviews"][0]["kind"]) == ({"return": 1}, "return")


def test_the_same_content_is_the_same_file(office: Phone) -> None:
    content = workbook([HEADER, LANTERN])
    assert upload(office, content).body["file"] == upload(office, content, "copy.xlsx").body["file"]


def test_another_sheet_of_a_file_can_be_read(office: Phone) -> None:
    file = upload(office, workbook([HEADER, LANTERN], [["单号", "数量"], ["1", "2"]])).body["file"]
    read = office.call("GET", f"/api/files/{file}?sheet_name=Sheet2").body
    assert read["mapping"].pop("sheet") == "Sheet2"
    assert (read["sheet"], read["columns"], read["mapping"]["columns"]) == (
        "Sheet2", ["单号", "数量"], {"order": 0, "quantity": 1},
    )  # fmt: skip


def test_an_export_holds_no_formula(office: Phone) -> None:
    text = StringIO()
    csv.writer(text).writerows(
        [
            HEADER,
            line(StockCode="=1+1", Description='=HYPERLINK("x")'),
            line(InvoiceNo="C1", StockCode="=1+1", Quantity="-1"),
        ]
    )
    read = upload(office, text.getvalue().encode(), "evil.csv").body
    assert bring_in(office, read["file"], read["mapping"])["result"] == "accepted"
    answer = office.call("GET", "/api/reviews.csv?warehouse=3")
    rows = list(csv.reader(StringIO(answer.body.lstrip("\ufeff"))))
    assert len(rows) == 3
    assert rows[1][4:7] == ["'=1+1", '\'=HYPERLINK("x")', "'-1"]


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 409, "importing.empty"),
        (b"PK\x03\x04rubbish", 409, "importing.damaged"),
        (b"\xd0\xcf\x11\xe0", 409, "importing.old_or_locked"),
        (b"x" * (sheet.BYTES_MAX + 100_000), 413, "web.too_large"),
        (workbook([]), 409, "importing.empty"),
    ],
    ids=["empty", "damaged", "locked", "large", "blank"],
)
def test_what_is_no_table_is_refused(office: Phone, content: bytes, status: int, code: str) -> None:
    answer = upload(office, content)
    assert (answer.status, answer.body["code"]) == (status, code)
    assert office.call("GET", "/api/files").body == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/files", b"not a form", 400),
        ("GET", "/api/files/0", None, 400),
        ("GET", "/api/files/99999999999999999999", None, 400),
        ("GET", "/api/files/77", None, 404),
        ("GET", "/api/files/77/progress", None, 404),
        ("POST", "/api/files/77/dry-run", {"mapping": {"columns": {}}}, 404),
        ("POST", "/api/files/77/dry-run", {"mapping": {"columns": {"order": -1}}}, 400),
        ("POST", "/api/files/77/dry-run", {"mapping": {"columns": {"colour": 1}}}, 400),
        ("GET", "/api/reviews", None, 400),
        ("GET", "/api/reviews?warehouse=3&state=lost", None, 400),
    ],
)
def test_malformed_calls_are_answered_with_a_problem(
    office: Phone, method: str, path: str, body: Any, status: int
) -> None:
    answer = office.call(method, path, body)
    assert answer.status == status
    assert answer.body["code"]


def test_a_picker_may_not_import(new_phone: NewPhone) -> None:
    picker = new_phone("li")
    assert upload(picker, workbook([HEADER, LANTERN])).body["code"] == "people.not_allowed"
    assert picker.call("GET", "/api/files").status == 403


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["order", "item", "name", "quantity", "price", "ordered_at", "colour"]), st.integers(-2, 12)
    ),
    st.booleans(),
)
def test_any_mapping_of_rubbish_is_answered_without_a_fault(office: Phone, columns: dict[str, int], skip: bool) -> None:
    rubbish = [["a", "=b", "c", "d", "", "x" * 300], ["1", "2", "three", "4", "5"], ["\x0b", "-1", "1e9", "0.5"]]
    text = StringIO()
    csv.writer(text).writerows([HEADER, *rubbish])
    file = upload(office, text.getvalue().encode()).body["file"]
    mapping = {"columns": columns, "skip_unreadable": skip}
    answer = office.call("POST", f"/api/files/{file}/dry-run", {"mapping": mapping})
    assert answer.status in (200, 400, 409), msgspec.json.encode(answer.body)
    assert bring_in(office, file, mapping)["result"] in ("accepted", "refused", "superseded")
