"""Labels of bins, items, totes and badges: what is drawn is what the registry knows."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
import zxingcpp

from scanning.labels import qr
from scanning.labels.label import draw
from scanning.labels.picture import label_picture
from server.catalog.commands import AddWarehouse
from server.commands.perform import Caller
from server.flows.bring_in import import_file
from server.importing.commands import Mapping
from server.importing.rules import guess
from server.kernel.ids import new_id
from server.store.engine import Store
from tests.server.importing.sheets import HEADER, LANTERN, line, workbook
from tests.server.web.conftest import Phone

NewPhone = Callable[[str], Phone]


@pytest.fixture
def office(new_phone: NewPhone, books: Store, tmp_path: Path) -> Phone:
    """The supervisor's desk in a warehouse with two items, their bins and two totes."""
    house = Caller(books, 0, new_id())
    house.do("catalog.add_warehouse", AddWarehouse("FS", "佛山一仓"))
    path = tmp_path / "sales.xlsx"
    path.write_bytes(workbook([HEADER, LANTERN, line(StockCode="85123A", Description="HEART")]))
    mapping = Mapping(guess(HEADER).columns, totes=2)
    assert import_file(books, house.do, path, mapping, warehouse_id=3).result == "accepted"
    return new_phone("chen")


def test_bins_come_in_walk_order_with_their_warehouse(office: Phone) -> None:
    labels = office.call("GET", "/api/labels?warehouse=3&kind=bin").body
    assert [one["text"] for one in labels] == ["A-01-2", "A-01-6", "B-01-2", "B-01-6"]
    assert (labels[0]["title"], labels[0]["subtitle"]) == ("A-01-2", "佛山一仓")


def test_what_is_drawn_is_what_a_scanner_reads(office: Phone) -> None:
    (one,) = office.call("GET", "/api/labels?warehouse=3&kind=item&ids=2").body
    label = draw(one["text"], one["title"], one["subtitle"])
    assert (one["qr"], one["code128"], one["code128_width"]) == (label.qr, label.code128, label.code128_width)
    seen = {found.text for found in zxingcpp.read_barcodes(np.asarray(label_picture(label)))}
    assert seen == {"85123A"}
    assert (one["title"], one["subtitle"]) == ("85123A", "HEART")


def test_totes_and_zones_can_be_chosen(office: Phone) -> None:
    totes = office.call("GET", "/api/labels?warehouse=3&kind=container").body
    assert [one["text"] for one in totes] == ["T-0001", "T-0002"]
    zone = office.call("GET", "/api/labels?warehouse=3&kind=bin&zone=B").body
    assert {one["text"][0] for one in zone} == {"B"}


def test_badges_are_printed_by_those_who_let_devices_in(office: Phone, new_phone: NewPhone) -> None:
    badges = office.call("GET", "/api/labels?warehouse=3&kind=user").body
    assert [(one["text"], one["title"]) for one in badges] == [("U-1001", "李强"), ("U-1007", "陈主管")]
    assert new_phone("li").call("GET", "/api/labels?warehouse=1&kind=user").body["code"] == "people.not_allowed"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=bin", 400),
        ("warehouse=3&kind=colour", 400),
        ("warehouse=3&kind=bin&ids=a", 400),
        ("warehouse=3&kind=bin&ids=" + "9" * 40, 400),
        ("warehouse=3&kind=bin&ids=7,8", 200),
    ],
)
def test_malformed_questions_are_answered_with_a_problem(office: Phone, query: str, status: int) -> None:
    assert office.call("GET", f"/api/labels?{query}").status == status


def test_any_text_is_drawn_as_a_qr_code_that_decoders_read(office: Phone) -> None:
    address = "https://192.168.1.5:8443/#/pair/12345678"
    drawn = office.call("GET", f"/api/qr?text={quote(address, safe='')}").body
    assert drawn == dict(zip(("qr", "qr_size"), qr.path(address), strict=True))
    seen = zxingcpp.read_barcodes(np.asarray(label_picture(draw(address, "", ""))))
    assert {found.text for found in seen} == {address}
    assert office.call("GET", "/api/qr?text=").status == 400
