"""Labels of bins, items, lots, containers, badges and phones: what is printed is what the registry knows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pypdfium2
import pytest

from scanning import decode
from scanning.labels import qr, raster
from scanning.labels.content import own
from scanning.labels.layout import lay
from server.catalog.commands import (
    AddBin,
    AddContainer,
    AddItem,
    AddLot,
    AddWarehouse,
    BindBarcode,
    LabelLots,
    SetNumberRule,
)
from server.commands.perform import Caller
from server.flows.bring_in import import_file
from server.importing.commands import Mapping
from server.importing.rules import guess
from server.kernel.ids import new_id
from server.store.engine import Store
from server.web.labels import MEDIUM_NAMES
from tests.server.importing.sheets import HEADER, LANTERN, line, workbook
from tests.server.web.conftest import Phone

NewPhone = Callable[[str], Phone]
GTIN = "6901234567892"
ADDRESS = "https://192.168.1.5:8443"


@pytest.fixture
def house(books: Store, tmp_path: Path) -> Caller:
    """A warehouse (3) with two items, their four bins in zones A and B, and two totes."""
    caller = Caller(books, 0, new_id())
    caller.do("catalog.add_warehouse", AddWarehouse("FS", "佛山一仓"))
    path = tmp_path / "sales.xlsx"
    path.write_bytes(workbook([HEADER, LANTERN, line(StockCode="85123A", Description="HEART")]))
    mapping = Mapping(guess(HEADER).columns, totes=2)
    assert import_file(books, caller.do, path, mapping, warehouse_id=3).result == "accepted"
    return caller


@pytest.fixture
def office(new_phone: NewPhone, house: Caller) -> Phone:
    """The supervisor's desk."""
    return new_phone("chen")


def made(outcome: Any, what: str) -> int:
    assert outcome.result == "accepted", outcome
    return int(outcome.made[what])


def lot_of_oil(house: Caller, code: str = "L2609-14", gtin: str = GTIN) -> tuple[int, int]:
    """An item with that GTIN (none for "") and its lot; their ids."""
    oil = made(house.do("catalog.add_item", AddItem("抗磨液压油", f"OIL-{code}", by_lot=True, spec="200L")), "item")
    if gtin:
        house.do("catalog.bind_barcode", BindBarcode(gtin, "item", oil))
    return oil, made(house.do("catalog.add_lot", AddLot(oil, code, "", "2026-12-31")), "lot")


def page(office: Phone, query: str) -> Any:
    answer = office.call("GET", f"/api/labels?warehouse=3&{query}")
    assert answer.status == 200, answer.body
    return answer.body


def refused(office: Phone, query: str, ending: str = "") -> tuple[str, dict[str, Any]]:
    answer = office.call("GET", f"/api/labels{ending}?warehouse=3&{query}")
    assert answer.status == 409, answer.body
    return answer.body["code"], answer.body["facts"]


def texts(office: Phone, query: str) -> list[list[str]]:
    return [one["texts"] for one in page(office, query)["here"]]


def words(office: Phone, query: str) -> list[list[str]]:
    return [[line["text"] for line in one["words"]] for one in page(office, query)["here"]]


def printed(office: Phone, query: str) -> list[np.ndarray]:
    """The pages of the PDF, at 300 dpi."""
    answer = office.client.get(
        f"/api/labels.pdf?warehouse=3&{query}", headers={"authorization": f"Bearer {office.token}"}
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    return [np.ascontiguousarray(one.render(scale=300 / 72, grayscale=True).to_numpy()) for one in document]


def test_bins_come_in_walk_order_with_their_warehouse(office: Phone) -> None:
    assert [each[0] for each in texts(office, "kind=bin")] == ["A-01-2", "A-01-6", "B-01-2", "B-01-6"]
    assert words(office, "kind=bin")[0][-2:] == ["A-01-2", "佛山一仓"]


def test_what_the_pdf_shows_is_what_a_scanner_reads(office: Phone) -> None:
    (sheet,) = printed(office, "kind=bin")
    assert sorted({reading.text for reading in decode(sheet)}) == ["A-01-2", "A-01-6", "B-01-2", "B-01-6"]


def test_the_preview_shows_a_page_as_it_is_printed(office: Phone) -> None:
    body = page(office, "kind=bin&medium=L7160&skip=20")
    assert (body["pages"], body["labels"], len(body["places"]), body["is_roll"]) == (2, 4, 21, False)
    (last,) = body["here"]
    # The place at the bottom right of an A4 sheet of 21.
    assert (last["x"], last["y"]) == pytest.approx((139.25, 243.75), abs=0.01)
    assert (body["page_width"], body["page_height"]) == (210, 297)
    second = page(office, "kind=bin&medium=L7160&skip=20&page=2")
    assert [one["texts"][0] for one in second["here"]] == ["A-01-6", "B-01-2", "B-01-6"]
    assert page(office, "kind=bin&medium=L7160&page=9")["here"] == []


def test_used_positions_and_copies_are_in_the_pdf_too(office: Phone) -> None:
    first, second = printed(office, "kind=bin&medium=L7160&skip=20&copies=2")
    assert {reading.text for reading in decode(first)} == {"A-01-2"}
    assert len([one for one in decode(second) if one.symbology == "qr"]) == 7


def test_items_say_their_gtin_before_their_own_code(office: Phone, house: Caller) -> None:
    house.do("catalog.bind_barcode", BindBarcode(GTIN, "item", 2))
    assert texts(office, "kind=item&ids=2") == [[GTIN, f"010{GTIN}"]]
    (sheet,) = printed(office, "kind=item&ids=2&medium=60x40")
    assert {(one.symbology, one.text, one.aim) for one in decode(sheet)} == {
        ("ean13", GTIN, "]E0"),
        ("data_matrix", f"010{GTIN}", "]d2"),
    }


def test_a_text_of_another_warehouse_is_on_no_label_of_this_one(office: Phone, house: Caller) -> None:
    other = made(house.do("catalog.add_warehouse", AddWarehouse("ZH", "珠海二仓")), "warehouse")
    oil, lot = lot_of_oil(house, gtin="")
    scope = f"warehouse:{other}"
    for binding in (
        BindBarcode(GTIN, "item", 2, scope=scope),
        BindBarcode("6901234567885", "item", oil, scope=scope),
        BindBarcode("L-GZ", "lot", lot, scope=scope),
    ):
        assert house.do("catalog.bind_barcode", binding).result == "accepted"
    assert texts(office, "kind=item&ids=2") == [["85123A", "85123A"]]
    assert page(office, f"kind=lot&ids={lot}")["without_code"] == [lot]


def test_an_item_with_two_codes_has_one_label(office: Phone) -> None:
    office_call = page(office, "kind=item")
    assert office_call["labels"] == 2


def test_the_code_of_a_box_is_not_printed_for_its_pieces(office: Phone, house: Caller) -> None:
    house.do("catalog.bind_barcode", BindBarcode(GTIN, "item", 2, quantity=12))
    assert texts(office, "kind=item&ids=2") == [["85123A", "85123A"]]


def test_totes_and_zones_can_be_chosen(office: Phone) -> None:
    assert [each[0] for each in texts(office, "kind=container")] == ["T-0001", "T-0002"]
    assert {each[0][0] for each in texts(office, "kind=bin&zone=B")} == {"B"}


def test_a_container_with_an_sscc_shows_it(office: Phone, house: Caller) -> None:
    house.do("catalog.set_number_rule", SetNumberRule("sscc", "3690123{0000000001}"))
    pallet = made(house.do("catalog.add_container", AddContainer("P-1", new_sscc=True), 3), "container")
    assert texts(office, f"kind=container&ids={pallet}&medium=100x150") == [["00369012300000000011"] * 2]
    (label,) = printed(office, f"kind=container&ids={pallet}&medium=100x150")
    assert {(one.symbology, one.aim) for one in decode(label)} == {("code128", "]C1"), ("data_matrix", "]d2")}


def test_a_lot_without_a_code_is_named_and_not_printed(office: Phone, house: Caller) -> None:
    _, lot = lot_of_oil(house, gtin="")
    body = page(office, f"kind=lot&ids={lot}")
    assert (body["labels"], body["pages"], body["without_code"]) == (0, 0, [lot])
    for ending in (".pdf", ".zpl"):
        refusal = refused(office, f"kind=lot&ids={lot}&medium=60x40", ending)
        assert refusal == ("labels.lots_without_code", {"count": 1})
    house.do("catalog.label_lots", LabelLots([lot]))
    assert texts(office, f"kind=lot&ids={lot}&medium=60x40") == [["LOT-000001", "LOT-000001"]]


def test_a_lots_label_shows_what_it_is_of_and_its_last_day(office: Phone, house: Caller) -> None:
    oil, lot = lot_of_oil(house)
    for query in (f"ids={lot}", f"item={oil}"):
        assert texts(office, f"kind=lot&{query}&medium=60x40") == [["0106901234567892" + "17261231" + "10L2609-14"]]
    assert words(office, f"kind=lot&ids={lot}&medium=60x40") == [
        ["L2609-14", "抗磨液压油", "OIL-L2609-14", "有效期 2026-12-31"]
    ]
    assert words(office, f"kind=lot&ids={lot}&medium=60x40&language=en")[0][-1] == "Expires 2026-12-31"


def test_lots_that_lie_here_are_those_without_a_choice(office: Phone, house: Caller) -> None:
    lot_of_oil(house)
    assert page(office, "kind=lot")["without_code"] == []


def test_badges_are_printed_by_those_who_let_devices_in(office: Phone, new_phone: NewPhone) -> None:
    assert words(office, "kind=user&codes=square") == [["李强", "U-1001"], ["陈主管", "U-1007"]]
    for kind in ("user", "device"):
        answer = new_phone("li").call("GET", f"/api/labels?warehouse=1&kind={kind}")
        assert answer.body["code"] == "people.not_allowed"


def test_a_phones_label_holds_the_address_that_lets_it_in(office: Phone) -> None:
    code = office.call("POST", "/api/pairing", {"minutes": 15, "uses": 3}).body["code"]
    asked = f"kind=device&pairing={code}&address={quote(ADDRESS, safe='')}&medium=60x40"
    (label,) = printed(office, asked)
    assert [reading.text for reading in decode(label)] == [f"{ADDRESS}/#/pair/{code}"]
    (lines,) = words(office, asked)
    assert lines[:2] == [f"{code[:4]} {code[4:]}", "192.168.1.5:8443"]
    assert refused(office, asked.replace(code, f"{(int(code) + 1) % 10**8:08d}"))[0] == "people.pairing_unknown"


@pytest.mark.parametrize(("dpi", "width", "height"), [(203, 480, 320), (300, 708, 472)])
def test_zpl_holds_one_picture_a_label_in_the_printers_dots(office: Phone, dpi: int, width: int, height: int) -> None:
    answer = office.call("GET", f"/api/labels.zpl?warehouse=3&kind=bin&medium=60x40&dpi={dpi}&copies=2")
    assert answer.status == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="labels-bin-60x40-{dpi}dpi.zpl"'
    assert answer.body.count("^XA") == answer.body.count("^GFA,") == answer.body.count("^PQ2\n") == 4
    assert f"^PW{width}\n^LL{height}\n" in answer.body


def test_every_paper_that_we_know_can_be_asked_for(office: Phone) -> None:
    for medium in MEDIUM_NAMES:
        assert page(office, f"kind=bin&medium={medium}")["labels"] == 4


def test_sheets_are_nothing_for_label_printers(office: Phone) -> None:
    assert refused(office, "kind=bin&medium=L7160", ".zpl") == ("labels.not_a_roll", {"medium": "L7160"})


def test_what_does_not_fit_is_refused_with_its_size_and_not_shrunk(office: Phone, house: Caller) -> None:
    long = "RACK-" + "7" * 36
    bin_id = made(house.do("catalog.add_bin", AddBin(long), 3), "place")
    assert refused(office, f"kind=bin&ids={bin_id}&medium=L4731") == (
        "labels.does_not_fit", {"text": long, "needs": "9.4", "has": "7.9"},
    )  # fmt: skip
    assert refused(office, f"kind=bin&ids={bin_id}&medium=60x40&codes=bars")[0] == "labels.bars_do_not_fit"
    chinese = made(house.do("catalog.add_bin", AddBin("东-3"), 3), "place")
    assert refused(office, f"kind=bin&ids={chinese}&codes=bars") == ("labels.not_as_bars", {"text": "东-3"})


def test_a_sheet_has_only_so_many_labels_to_be_used_up(office: Phone) -> None:
    assert refused(office, "kind=bin&medium=L7173&skip=10") == (
        "labels.used_up", {"medium": "L7173", "most": 10, "skip": 10},
    )  # fmt: skip


def test_nothing_to_print_is_said(office: Phone) -> None:
    assert refused(office, "kind=bin&ids=999999&medium=60x40", ".pdf") == ("labels.nothing", {})


def test_at_most_500_labels_are_made_at_once(office: Phone, house: Caller) -> None:
    for number in range(7):
        house.do("catalog.add_bin", AddBin(f"C-{number}"), 3)
    # Eleven bins: 45 times they are 495, 46 times 506.
    assert refused(office, "kind=bin&medium=60x40&copies=46", ".pdf") == ("labels.too_many", {"most": 500})
    # A printer makes its copies itself.
    assert office.call("GET", "/api/labels.zpl?warehouse=3&kind=bin&medium=60x40&copies=46").status == 200
    for number in range(490):
        house.do("catalog.add_bin", AddBin(f"D-{number}"), 3)
    assert refused(office, "kind=bin") == ("labels.too_many", {"most": 500})


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=bin", 400),
        ("warehouse=3&kind=colour", 400),
        ("warehouse=3&kind=bin&ids=a", 400),
        ("warehouse=3&kind=bin&ids=" + "9" * 40, 400),
        ("warehouse=3&kind=bin&medium=A4", 400),
        ("warehouse=3&kind=bin&copies=0", 400),
        ("warehouse=3&kind=device&pairing=12a&address=x", 400),
        ("warehouse=3&kind=bin&ids=7,8", 200),
    ],
)
def test_malformed_questions_are_answered_with_a_problem(office: Phone, query: str, status: int) -> None:
    assert office.call("GET", f"/api/labels?{query}").status == status


def test_any_text_is_drawn_as_a_qr_code_that_decoders_read(office: Phone) -> None:
    address = f"{ADDRESS}/#/pair/12345678"
    drawn = office.call("GET", f"/api/qr?text={quote(address, safe='')}").body
    assert drawn == dict(zip(("qr", "qr_size"), qr.path(address), strict=True))
    picture = raster.picture(raster.dots(lay(own(address, "A"), 60, 40, 203)))
    assert {found.text for found in decode(picture)} == {address}
    assert office.call("GET", "/api/qr?text=").status == 400
