"""From a desk: an item with its unit and code, a bin, stock, and an order that reaches the floor."""

import re

from playwright.sync_api import Locator, expect

from server.catalog.commands import BindBarcode
from tests.journeys.conftest import SignIn
from tests.journeys.phone import WAITS_MS, Phone
from tests.journeys.site import Site


def form(desk: Phone, key: str) -> Locator:
    """The open form of that name."""
    return desk.page.get_by_role("form", name=desk.words(key), exact=True)


def choose(desk: Phone, into: Locator, label: str, code: str) -> None:
    """Type a part of a code and take it from the list."""
    box = into.get_by_role("combobox", name=desk.words(label), exact=True).last
    box.fill(code)
    option = into.get_by_role("option").filter(has_text=code).first
    expect(option).to_be_visible(timeout=WAITS_MS)
    option.click()


def test_an_order_for_a_new_item_is_released_from_a_desk(site: Site, people: SignIn) -> None:
    site.do("catalog.bind_barcode", BindBarcode("6900000000001", "item", site.item("OIL-5L")), "chen")
    desk = people("admin", "/items", desk=True)
    page = desk.page

    # An item; half of it is written when the page is loaded anew, and it is still there.
    desk.tap("office.add_item")
    page.get_by_label(desk.words("office.item_name"), exact=True).fill("辣椒酱")
    page.reload()
    desk.tap("office.add_item")
    form_item = form(desk, "office.add_item")
    expect(form_item.get_by_label(desk.words("office.item_name"), exact=True)).to_have_value("辣椒酱")
    form_item.get_by_label(desk.words("office.item_code"), exact=True).fill("OIL-5L")
    desk.page.get_by_role("form").get_by_role("button", name=desk.words("office.add_item"), exact=True).click()
    desk.sees("catalog.code_taken", taken="OIL-5L")
    code = form_item.get_by_label(desk.words("office.item_code"), exact=True)
    expect(code).to_have_attribute("aria-invalid", "true")
    code.fill("CHILI")
    form_item.get_by_role("button", name=desk.words("office.add_item"), exact=True).click()
    expect(page).to_have_url(re.compile(r"#/items/\d+"), timeout=WAITS_MS)

    # A unit with its exact conversion.
    desk.tap("office.add_unit")
    unit = form(desk, "office.add_unit")
    unit.get_by_label(desk.words("office.new_unit"), exact=True).fill("箱")
    unit.get_by_label(desk.words("office.unit_holds", unit=desk.words("office.piece")), exact=True).fill("１２")
    unit.get_by_role("button", name=desk.words("office.add_unit"), exact=True).click()
    desk.sees_text(f"1 箱 = 12 {desk.words('office.piece')}")

    # A code that means something else already names both owners; one of its own is bound.
    desk.tap("office.bind_barcode")
    bind = form(desk, "office.bind_barcode")
    text = bind.get_by_label(desk.words("office.barcode"), exact=True)
    text.fill("6900000000001")
    bind.get_by_role("button", name=desk.words("office.bind_barcode"), exact=True).click()
    desk.sees("catalog.barcode_taken", text="6900000000001", taken_label="OIL-5L", taken_owner="陈主管", owner="管理员")
    text.fill("6901234567892")
    bind.get_by_label(desk.words("office.barcode_unit"), exact=True).select_option("箱")
    bind.get_by_role("button", name=desk.words("office.bind_barcode"), exact=True).click()
    expect(page.get_by_role("table", name=desk.words("office.barcodes"))).to_contain_text("6901234567892")

    # A bin, and stock in it.
    desk.open("/warehouse/bins")
    desk.tap("office.add_bin")
    new_bin = form(desk, "office.add_bin")
    new_bin.get_by_label(desk.words("office.bin_code"), exact=True).fill("B-09-1")
    new_bin.get_by_label(desk.words("office.walk_order"), exact=True).fill("90")
    new_bin.get_by_role("button", name=desk.words("office.add_bin"), exact=True).click()
    desk.sees("office.made_as", code="B-09-1")
    desk.open("/items")
    page.get_by_role("row").filter(has_text="CHILI").click()
    page.locator(".facts a").first.click()
    desk.tap("office.adjust")
    adjust = form(desk, "office.adjust")
    choose(desk, adjust, "office.bin", "B-09-1")
    piece = desk.words("office.piece")
    adjust.get_by_label(desk.words("office.adjust_by", unit=piece), exact=True).fill("40")
    adjust.get_by_label(desk.words("office.reason"), exact=True).fill("期初")
    adjust.get_by_role("button", name=desk.words("office.adjust_now"), exact=True).click()
    desk.sees("office.adjusted")
    expect(page.get_by_role("table", name=desk.words("office.by_bin"))).to_contain_text("B-09-1")

    # An order of two cases goes all the way to the floor.
    desk.open("/orders/new")
    order = form(desk, "office.new_order")
    choose(desk, order, "office.item", "CHILI")
    order.get_by_label(desk.words("office.unit"), exact=True).select_option("箱")
    order.get_by_label(desk.words("office.quantity"), exact=True).fill("2")
    desk.sees_text(f"= 24 {piece}")
    order.get_by_role("button", name=desk.words("office.save_and_submit"), exact=True).click()
    expect(page).to_have_url(re.compile(r"#/orders/\d+"), timeout=WAITS_MS)
    for act in ("office.do_approve", "office.do_reserve", "office.do_release"):
        page.get_by_role("button", name=desk.words(act), exact=True).click()
        desk.sees("office.did", act=desk.words(act))
    made = int(page.url.rsplit("/", 1)[1])
    assert site.state(made) == "released"
    assert site.task(made)
    site.proved()
