"""A sales sheet becomes items, customers, orders, and a list of what a person has to look at."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.importing import rules
from server.importing.commands import Mapping
from server.kernel.refusal import Refusal
from tests.server.importing.sheets import HEADER, LANTERN, line, sheet

COLUMNS = rules.guess(HEADER).columns


def planned(*rows: list[str], **mapping: object) -> rules.Plan:
    return rules.plan(sheet(*rows), Mapping(COLUMNS, **mapping))  # type: ignore[arg-type]


def kinds(plan: rules.Plan) -> dict[str, int]:
    return {finding.kind: finding.count for finding in plan.findings}


def test_one_row_is_an_item_a_customer_and_an_order() -> None:
    plan = planned(LANTERN)
    assert plan.items == {"71053": rules.Item("71053", "WHITE METAL LANTERN", "pcs", 0, True, 33900, 1)}
    assert plan.parties["17850"] == rules.Party("17850", "17850 United Kingdom", "United Kingdom")
    assert [order.lines for order in plan.orders] == [[rules.Line("71053", 6, 33900)]]
    assert plan.findings == []


def test_titles_in_both_languages_are_guessed() -> None:
    assert list(COLUMNS) == ["order", "item", "name", "quantity", "ordered_at", "price", "customer", "country"]
    chinese = rules.guess(["订单号", "商品编码", "商品名称", "数量", "单价", "日期", "客户", "单位"])
    assert chinese.columns == {
        "order": 0, "item": 1, "name": 2, "quantity": 3, "price": 4, "ordered_at": 5, "customer": 6, "unit": 7,
    }  # fmt: skip


def test_a_code_stored_as_a_number_is_the_same_kind_of_text() -> None:
    rows = sheet(LANTERN, line(StockCode="85123A", Description="HEART"), kinds=["nnttdnnt", "nttndnnt"])
    plan = rules.plan(rows, Mapping(COLUMNS))
    assert set(plan.items) == {"71053", "85123A"}
    assert kinds(plan) == {"code_as_number": 1}


def test_codes_that_differ_in_case_are_one_item_and_are_reported() -> None:
    plan = planned(
        line(StockCode="85123A"), line(StockCode="85123A", Quantity="1"), line(StockCode="85123a ", Quantity="2")
    )
    assert [item.code for item in plan.items.values()] == ["85123A"]
    assert kinds(plan) == {"code_spelling": 1}
    assert plan.findings[0].samples[0].facts == {"written": "85123a", "item": "85123A"}
    assert plan.findings[0].samples[0].row == 4


def test_the_most_frequent_name_wins_and_the_others_are_for_review() -> None:
    plan = planned(
        *[line(Description=name, InvoiceNo=str(n)) for n, name in enumerate(["CLOCHE", "BELL JAR", "CLOCHE"])]
    )
    assert plan.items["71053"].name == "CLOCHE"
    assert [(review.kind, review.facts["others"]) for review in plan.reviews] == [("several_names", "BELL JAR")]


def test_one_name_for_two_codes_is_for_review() -> None:
    plan = planned(line(StockCode="10133"), line(StockCode="10135"))
    assert [(review.kind, review.facts["items"]) for review in plan.reviews] == [("same_name", "10133 / 10135")]


def test_a_cancellation_is_a_return_to_review_and_names_the_order_it_came_from() -> None:
    plan = planned(LANTERN, line(InvoiceNo="C536379", Quantity="-2"))
    assert len(plan.orders) == 1
    review = plan.reviews[0]
    assert (review.kind, review.row, review.quantity, review.facts["bought_with"]) == ("return", 3, -2, "536365")


@pytest.mark.parametrize(
    ("quantity", "price", "note"),
    [
        ("-10", "0", ""),
        ("-10", "1.5", "WHITE METAL LANTERN"),
        ("4", "0", "amazon"),
        ("4", "0", ""),
        ("1", "0", "?"),
        ("3", "0", "found"),
    ],
)
def test_corrections_of_stock_are_adjustments_to_review(quantity: str, price: str, note: str) -> None:
    plan = planned(LANTERN, line(InvoiceNo="536414", Quantity=quantity, UnitPrice=price, Description=note))
    assert [(review.kind, review.quantity) for review in plan.reviews] == [("adjustment", int(quantity))]
    assert [order.number for order in plan.orders] == ["536365"]
    assert plan.items["71053"].name == "WHITE METAL LANTERN"


def test_a_gift_under_its_proper_name_stays_in_its_order() -> None:
    plan = planned(LANTERN, line(UnitPrice="0"))
    assert [line.price for line in plan.orders[0].lines] == [33900, 0]
    assert kinds(plan) == {"free_line": 1}


@pytest.mark.parametrize("code", ["POST", "D", "M", "BANK CHARGES", "AMAZONFEE", "DOT"])
def test_services_are_no_goods(code: str) -> None:
    plan = planned(LANTERN, line(StockCode=code, Description="Manual"))
    assert (plan.items["71053"].stocked, plan.items[code].stocked) == (True, False)


def test_what_is_a_service_can_be_decided_by_a_person() -> None:
    plan = planned(LANTERN, line(StockCode="POST", Description="POSTER"), services=["71053"])
    assert (plan.items["71053"].stocked, plan.items["POST"].stocked) == (False, True)
    assert plan.services == ["71053"]


def test_an_order_of_services_alone_is_reported() -> None:
    assert kinds(planned(line(StockCode="POST", Description="POSTAGE")))["only_services"] == 1


def test_a_missing_customer_is_a_cash_sale() -> None:
    plan = planned(line(CustomerID="", Description="LANTERN"), line(CustomerID=" "))
    assert plan.orders[0].party == rules.CASH_CODE
    assert kinds(plan)["cash_sale"] == 1


def test_the_same_line_twice_stays_twice() -> None:
    plan = planned(LANTERN, LANTERN)
    assert len(plan.orders[0].lines) == 2
    assert kinds(plan) == {"repeated_line": 1}


def test_an_item_has_the_digits_of_its_finest_quantity() -> None:
    plan = planned(line(Quantity="1.5"), line(Quantity="2"), line(Quantity="0.25"))
    assert plan.items["71053"].digits == 2
    assert [line.quantity for line in plan.orders[0].lines] == [150, 200, 25]


@pytest.mark.parametrize(
    ("cells", "field", "reason"),
    [
        ({"Quantity": "six"}, "quantity", "not_a_number"),
        ({"Quantity": "0"}, "quantity", "zero"),
        ({"UnitPrice": "-1"}, "price", "negative_price"),
        ({"InvoiceNo": ""}, "order", "empty"),
        ({"StockCode": " "}, "item", "empty"),
        ({"StockCode": "x" * 10_000}, "item", "too_long"),
        ({"Description": "x" * 10_000}, "name", "too_long"),
        ({"InvoiceDate": "soon"}, "ordered_at", "not_a_date"),
        ({"CustomerID": "a\x00b"}, "customer", "control_characters"),
    ],
)
def test_a_row_that_cannot_be_read_says_where_and_why(cells: dict[str, str], field: str, reason: str) -> None:
    plan = planned(LANTERN, line(**cells))
    assert plan.unreadable == 1
    finding = next(found for found in plan.findings if found.level == "unreadable")
    assert (finding.kind, finding.samples[0].row, finding.samples[0].facts["reason"]) == (
        f"unreadable_{field}",
        3,
        reason,
    )
    assert len(plan.orders[0].lines) == 1


def test_an_unreadable_row_leaves_nothing_behind() -> None:
    plan = planned(LANTERN, line(StockCode="9", CustomerID="5", InvoiceNo="", Quantity="1.5"))
    assert (set(plan.items), set(plan.parties)) == ({"71053"}, {"17850", rules.CASH_CODE})


def test_text_that_looks_like_a_formula_stays_text() -> None:
    plan = planned(line(StockCode="=1+1", Description="@SUM(A1)"))
    assert plan.items["=1+1"].name == "@SUM(A1)"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"order": 0, "item": 1}, "importing.column_missing"),
        ({"order": 0, "item": 1, "quantity": 99}, "importing.column_unknown"),
        ({"order": 0, "item": 1, "quantity": 1}, "importing.column_twice"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(columns: dict[str, int], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        rules.plan(sheet(LANTERN), Mapping(columns))  # type: ignore[arg-type]
    assert refusal.value.code == code


def test_progress_ends_at_the_last_row() -> None:
    told: list[tuple[str, int, int]] = []
    rules.plan(sheet(LANTERN, LANTERN), Mapping(COLUMNS), lambda *step: told.append(step))
    assert told == [("planning", 0, 2), ("planning", 2, 2)]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(LANTERN)), min_size=8, max_size=8), max_size=6),
    st.dictionaries(st.sampled_from([*COLUMNS, "unit", "customer_name"]), st.integers(0, 9), max_size=9),
)
def test_any_rows_under_any_mapping_give_a_plan_or_a_refusal(rows: list[list[str]], columns: dict[str, int]) -> None:
    mapping = Mapping(columns)  # type: ignore[arg-type]
    try:
        plan = rules.plan(sheet(*rows), mapping)
    except Refusal as refusal:
        refused_with = refusal.code
        assert refused_with.startswith("importing.column_")
        return
    lines = sum(len(order.lines) for order in plan.orders)
    empty = kinds(plan).get("empty_row", 0)
    put_aside = sum(review.kind in ("return", "adjustment") for review in plan.reviews)
    assert lines + put_aside + plan.unreadable + empty == plan.rows == len(rows)
    assert all(line.quantity > 0 for order in plan.orders for line in order.lines)
    assert all(len(item.name) <= 200 and len(item.code) <= 64 for item in plan.items.values())


def test_dates_move_together_when_asked() -> None:
    rows = [line(InvoiceDate="2010-12-01 08:00"), line(InvoiceNo="2", InvoiceDate="2010-12-03 10:00")]
    plan = planned(*rows, newest_at=1_800_000_000_000_000)
    first, last = (order.ordered_at for order in plan.orders)
    assert last == 1_800_000_000_000_000
    assert last - first == 50 * 3600 * 1_000_000
    assert kinds(plan)["dates_moved"] == 2
