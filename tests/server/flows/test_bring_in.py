"""A sales sheet comes into the books whole or not at all, once, and nothing of its dirt is swallowed."""

import csv
import hashlib
from collections import Counter
from io import StringIO
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from server.catalog.commands import AddItem, AddWarehouse, BindBarcode
from server.catalog.tables import barcode, item, party, place
from server.commands.perform import Caller
from server.flows import bring_in
from server.flows.demo import WORKBOOK
from server.importing import rules, sheet, views, waiting
from server.importing.commands import BringIn, CloseReview, Mapping, StoreFile
from server.importing.tables import import_file as files
from server.kernel.outcome import Outcome
from server.ledger.prove import prove
from server.ledger.tables import balance, movement
from server.selling.tables import order_count, sales_order, sales_order_line
from server.store.engine import Store
from server.store.transaction import Sql
from tests.server.importing.sheets import HEADER, LANTERN, line

DEVICE = "00000000-0000-7000-8000-0000000000aa"
COUNTS = {
    table.name: Sql(select(func.count()).select_from(table))
    for table in (item, party, place, barcode, sales_order, sales_order_line, movement, balance, files)
}
ON_HAND = Sql(
    select(item.c.code, place.c.code, place.c.pickable, balance.c.quantity)
    .select_from(balance.join(item, item.c.id == balance.c.item_id).join(place, place.c.id == balance.c.place_id))
    .where(place.c.kind == "bin")
    .order_by(item.c.code, place.c.code)
)
WANTED = Sql(
    select(item.c.code, func.sum(sales_order_line.c.quantity))
    .select_from(sales_order_line.join(item, item.c.id == sales_order_line.c.item_id))
    .where(item.c.stocked)
    .group_by(item.c.code)
)
ORDERS = Sql(
    select(sales_order.c.number, sales_order.c.state, sales_order.c.party_name, sales_order.c.lines).order_by(
        sales_order.c.number
    )
)
ROLLUP = Sql(select(order_count.c.state, order_count.c.count))
CODES = Sql(select(barcode.c.text, barcode.c.kind).where(barcode.c.active).order_by(barcode.c.id))


@pytest.fixture
def house(store: Store) -> Caller:
    """The house, with one warehouse."""
    caller = Caller(store, 0, DEVICE)
    assert caller.do("catalog.add_warehouse", AddWarehouse("FS1", "佛山一仓")).made == {"warehouse": 1}
    return caller


@pytest.fixture
def sqlite_house(sqlite_store: Store) -> Caller:
    """The same on SQLite alone."""
    caller = Caller(sqlite_store, 0, DEVICE)
    assert caller.do("catalog.add_warehouse", AddWarehouse("FS1", "佛山一仓")).result == "accepted"
    return caller


def written(folder: Path, *rows: list[str], name: str = "sales.csv") -> Path:
    text = StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    path = folder / name
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def brought(house: Caller, path: Path, **mapping: object) -> Outcome:
    asked = Mapping(rules.guess(HEADER).columns, **mapping) if mapping else None  # type: ignore[arg-type]
    return bring_in.import_file(house.store, house.do, path, asked)


def counts(store: Store) -> dict[str, int]:
    with store.reader() as reader:
        return {name: reader.value(count) for name, count in COUNTS.items()}


def test_a_sheet_becomes_items_customers_orders_bins_stock_and_codes(house: Caller, tmp_path: Path) -> None:
    path = written(
        tmp_path, LANTERN, line(StockCode="85123A", Description="HEART"), line(StockCode="POST", Description="POSTAGE")
    )
    outcome = brought(house, path, totes=2)
    assert outcome.result == "accepted"
    with house.store.reader() as reader:
        assert reader.all(ORDERS) == [("536365", "approved", "17850 United Kingdom", 3)]
        assert reader.all(ROLLUP) == [("approved", 1)]
        stock = [(code, bin_code, quantity) for code, bin_code, pickable, quantity in reader.all(ON_HAND) if pickable]
        assert stock == [("71053", "A-01-2", 8), ("85123A", "B-01-2", 8)]
        codes: dict[str, str] = dict(reader.all(CODES))
        assert codes.items() >= {"71053": "item", "85123A": "item", "A-01-2": "bin", "T-0002": "container"}.items()
        assert "POST" not in codes
        assert prove(reader).is_clean


def test_the_same_file_twice_changes_nothing_and_says_so(house: Caller, tmp_path: Path) -> None:
    path = written(tmp_path, LANTERN)
    brought(house, path)
    before = counts(house.store)
    again = brought(house, path)
    assert (again.result, again.code, again.facts["file"]) == ("superseded", "importing.already_imported", "sales.csv")
    assert counts(house.store) == before


def test_the_same_orders_in_another_file_are_recognised(house: Caller, tmp_path: Path) -> None:
    brought(house, written(tmp_path, LANTERN, line(InvoiceNo="C1", Quantity="-1")))
    before = counts(house.store)
    more = written(
        tmp_path, LANTERN, line(InvoiceNo="C1", Quantity="-1"), line(InvoiceNo="9", StockCode="X1"), name="more.csv"
    )
    made = brought(house, more).made
    assert (made["orders"], made["orders_known"], made["items"], made["items_known"], made["reviews"]) == (
        1,
        1,
        1,
        1,
        0 + 1,
    )
    after = counts(house.store)
    assert after["sales_order"] == before["sales_order"] + 1
    with house.store.reader() as reader:
        assert views.reviews(reader, 1).counts == {"return": 1, "same_name": 1}


def test_a_known_order_that_says_something_else_is_for_review(house: Caller, tmp_path: Path) -> None:
    brought(house, written(tmp_path, LANTERN))
    brought(house, written(tmp_path, line(Quantity="7"), name="other.csv"))
    with house.store.reader() as reader:
        found = views.reviews(reader, 1).reviews
    assert [(one.kind, one.facts["order"]) for one in found] == [("order_differs", "536365")]


def test_new_orders_for_a_known_item_add_stock_where_it_lies(house: Caller, tmp_path: Path) -> None:
    brought(house, written(tmp_path, LANTERN))
    brought(house, written(tmp_path, line(InvoiceNo="2", Quantity="5"), name="other.csv"))
    with house.store.reader() as reader:
        stock = [row for row in reader.all(ON_HAND) if row[2]]
    assert [(row[1], row[3]) for row in stock] == [("A-01-2", 13)]


def test_an_unreadable_row_stops_the_whole_file(house: Caller, tmp_path: Path) -> None:
    path = written(tmp_path, LANTERN, line(Quantity="six"))
    before = counts(house.store)
    outcome = brought(house, path)
    assert (outcome.result, outcome.code, outcome.facts) == (
        "refused", "importing.unreadable_rows", {"count": 1, "row": 3},
    )  # fmt: skip
    after = counts(house.store)
    assert after.pop("import_file") == before.pop("import_file") + 1
    assert after == before


def test_unreadable_rows_can_be_put_to_review_instead(house: Caller, tmp_path: Path) -> None:
    outcome = brought(house, written(tmp_path, LANTERN, line(Quantity="six")), skip_unreadable=True)
    assert outcome.result == "accepted"
    with house.store.reader() as reader:
        (one,) = views.reviews(reader, 1).reviews
    assert (one.kind, one.row, one.facts["field"], one.facts["text"]) == ("unreadable", 3, "quantity", "six")


def test_a_code_that_means_something_else_keeps_its_meaning_and_is_reported(house: Caller, tmp_path: Path) -> None:
    other = house.do("catalog.add_item", AddItem("Other", code="X")).made["item"]
    assert isinstance(other, int)
    assert house.do("catalog.bind_barcode", BindBarcode("71053", "item", other)).result == "accepted"
    path = written(tmp_path, LANTERN)
    content = path.read_bytes()
    mapping = rules.guess(HEADER)
    with house.store.reader() as reader:
        plan = waiting.plan({}, "", content, mapping, lambda *step: None)
        assert "barcode_taken" in {one.kind for one in bring_in.dry_run(reader, plan, mapping).findings}
    brought(house, path)
    with house.store.reader() as reader:
        found = views.reviews(reader, 1).reviews
    assert [(one.kind, one.item_code, one.facts["text"]) for one in found] == [("barcode_taken", "71053", "71053")]


def test_more_than_any_warehouse_holds_is_refused(sqlite_house: Caller, tmp_path: Path) -> None:
    rows = [line(InvoiceNo=str(number), Quantity="999999999.000001") for number in range(2)]
    outcome = brought(sqlite_house, written(tmp_path, *rows))
    assert (outcome.result, outcome.code, outcome.facts) == ("refused", "importing.too_much", {"item": "71053"})


def test_an_item_that_counts_in_whole_pieces_takes_no_halves(house: Caller, tmp_path: Path) -> None:
    house.do("catalog.add_item", AddItem("Lantern", code="71053"))
    outcome = brought(house, written(tmp_path, line(Quantity="1.5")))
    assert (outcome.result, outcome.code) == ("refused", "importing.finer_than_item")


def test_quantities_take_the_digits_of_the_item_that_is_there(house: Caller, tmp_path: Path) -> None:
    house.do("catalog.add_item", AddItem("Lantern", code="71053", digits=3))
    brought(house, written(tmp_path, line(Quantity="1.5")))
    with house.store.reader() as reader:
        assert reader.all(WANTED) == [("71053", 1500)]


def test_the_dry_run_foretells_what_happens(house: Caller, tmp_path: Path) -> None:
    rows = [LANTERN, line(InvoiceNo="2", CustomerID=""), line(InvoiceNo="C3", Quantity="-1"), line(StockCode="POST")]
    path = written(tmp_path, *rows)
    mapping = rules.guess(HEADER)
    plan = waiting.plan({}, "", path.read_bytes(), mapping, lambda *step: None)
    with house.store.reader() as reader:
        report = bring_in.dry_run(reader, plan, mapping)
    assert report.ready
    made = brought(house, path).made
    assert {name: made[name] for name in report.figures} == report.figures


def test_progress_is_told_while_it_lasts_and_stays_to_be_asked(house: Caller, tmp_path: Path) -> None:
    told: list[str] = []
    path = written(tmp_path, LANTERN)
    outcome = bring_in.import_file(house.store, house.do, path, None, lambda phase, done, total: told.append(phase))
    assert list(dict.fromkeys(told)) == ["reading", "planning", "items", "orders", "bins", "stock", "codes", "done"]
    file = outcome.made["file"]
    assert isinstance(file, int)
    assert waiting.progress(house.store.memory, file) == waiting.Progress("done", 1, 1)


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (BringIn(99, Mapping({"order": 0, "item": 1, "quantity": 3}), 1), "importing.unknown_file"),
        (BringIn(1, Mapping({"order": 0, "item": 1, "quantity": 3}), 2), "importing.wrong_warehouse"),
        (BringIn(1, Mapping({"order": 0}), 1), "importing.column_missing"),
    ],
)
def test_what_cannot_be_brought_in_is_refused(
    sqlite_house: Caller, tmp_path: Path, payload: BringIn, code: str
) -> None:
    content = written(tmp_path, LANTERN).read_bytes()
    assert store_content(sqlite_house, content).result == "accepted"
    outcome = sqlite_house.do("importing.bring_in", payload, 1)
    assert (outcome.result, outcome.code) == ("refused", code)


def store_content(house: Caller, content: bytes) -> Outcome:
    digest = hashlib.sha256(content).hexdigest()
    waiting.arrive(house.store.memory, digest, content)
    return house.do("importing.store_file", StoreFile("sales.csv", digest, len(content)))


def test_a_file_is_stored_once_and_only_whole(sqlite_house: Caller) -> None:
    assert store_content(sqlite_house, b"a,b\n1,2\n").made == store_content(sqlite_house, b"a,b\n1,2\n").made
    lost = sqlite_house.do("importing.store_file", StoreFile("lost.csv", "0" * 64, 5))
    assert (lost.result, lost.code) == ("refused", "importing.not_arrived")
    waiting.arrive(sqlite_house.store.memory, "0" * 64, b"other")
    false = sqlite_house.do("importing.store_file", StoreFile("false.csv", "0" * 64, 5))
    assert (false.result, false.code) == ("refused", "importing.not_arrived")


def test_a_review_is_closed_once(sqlite_house: Caller, tmp_path: Path) -> None:
    brought(sqlite_house, written(tmp_path, LANTERN, line(InvoiceNo="C1", Quantity="-1")))
    assert sqlite_house.do("importing.close_review", CloseReview(1, "done", "put back"), 1).result == "accepted"
    assert sqlite_house.do("importing.close_review", CloseReview(1, "dropped"), 1).result == "superseded"
    assert sqlite_house.do("importing.close_review", CloseReview(9, "done"), 1).code == "importing.unknown_review"
    with sqlite_house.store.reader() as reader:
        assert views.reviews(reader, 1).reviews == []
        assert views.reviews(reader, 1, "done").reviews[0].note == "put back"


def test_who_may_not_import_is_refused(sqlite_house: Caller, tmp_path: Path) -> None:
    stranger = Caller(sqlite_house.store, 77, "00000000-0000-7000-8000-0000000000ab")
    outcome = brought(stranger, written(tmp_path, LANTERN))
    assert (outcome.result, outcome.code) == ("refused", "people.not_allowed")


def test_the_whole_ledger_of_a_wholesaler_comes_in_and_every_order_can_be_picked(sqlite_house: Caller) -> None:
    store = sqlite_house.store
    mapping = Mapping(rules.guess(sheet.read(WORKBOOK.read_bytes()).header).columns, source="online_retail", totes=200)
    made = bring_in.import_file(store, sqlite_house.do, WORKBOOK, mapping).made
    figures = ("orders", "order_lines", "items", "services", "parties", "returns", "adjustments", "totes", "unreadable")
    assert [made[name] for name in figures] == [1352, 34483, 2672, 8, 894, 593, 130, 200, 0]
    with store.reader() as reader:
        # 35,206 rows: lines of orders, returns and adjustments, and not one lost.
        assert 34483 + 593 + 130 == 35206
        pickable: Counter[str] = Counter()
        bins: Counter[str] = Counter()
        for code, bin_code, is_pickable, quantity in reader.all(ON_HAND):
            bins[bin_code] += 1
            if is_pickable:
                pickable[code] += quantity
        wanted: dict[str, int] = dict(reader.all(WANTED))
        assert len(wanted) == 2629
        assert all(pickable[code] >= quantity for code, quantity in wanted.items())
        assert set(bins.values()) == {1}
        assert views.reviews(reader, 1).counts == {
            "adjustment": 130, "customer_countries": 1, "return": 593, "same_name": 11, "several_names": 13,
        }  # fmt: skip
        report = views.file(reader, 1).report
        assert report is not None
        found = {one.kind: one.count for one in report.findings}
        assert found["code_as_number"] == 30865
        assert found["code_spelling"] == 158
        assert found["cash_sale"] == 94
        assert found["service"] == 8
        assert all(one.samples for one in report.findings)
        assert len(msgspec.json.encode(report)) < 20_000
        assert prove(reader).is_clean


def test_line_prices_and_quantities_are_the_sheets_own(sqlite_house: Caller, tmp_path: Path) -> None:
    brought(sqlite_house, written(tmp_path, line(Quantity="2.25", UnitPrice="0.0001"), line(UnitPrice="13541.33")))
    lines = Sql(select(sales_order_line.c.quantity, sales_order_line.c.price).order_by(sales_order_line.c.position))
    with sqlite_house.store.reader() as reader:
        assert reader.all(lines) == [(225, 1), (600, 135413300)]
