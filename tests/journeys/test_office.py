"""The desk: sheets come in, labels go out, phones are let in, people choose their language and light."""

import csv
import re
from io import StringIO

from playwright.sync_api import expect

from server.flows.demo import PIN
from tests.journeys.conftest import SignIn
from tests.journeys.phone import WAITS_MS
from tests.journeys.site import Site, eventually

HEADER = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
ROWS = [
    ["700001", "71053", "WHITE METAL LANTERN", "6", "2010-12-01 08:26:00", "3.39", "17850", "United Kingdom"],
    [
        "700001",
        "84406B",
        "CREAM CUPID HEARTS COAT HANGER",
        "8",
        "2010-12-01 08:26:00",
        "2.75",
        "17850",
        "United Kingdom",
    ],
    ["700002", "22752", "SET 7 BABUSHKA NESTING BOXES", "2", "2010-12-01 08:28:00", "7.65", "17851", "Norway"],
    ["C700003", "22752", "SET 7 BABUSHKA NESTING BOXES", "-1", "2010-12-01 09:41:00", "7.65", "17851", "Norway"],
    ["700004", "POST", "POSTAGE", "1", "2010-12-01 09:50:00", "18.00", "17851", "Norway"],
    ["700004", "71053", "WHITE METAL LANTERN", "3", "2010-12-01 09:50:00", "3.39", "", "Norway"],
]


def sheet() -> bytes:
    """A small CSV of sales with the usual dirt."""
    text = StringIO()
    csv.writer(text).writerows([HEADER, *ROWS])
    return text.getvalue().encode()


def test_a_sheet_is_rehearsed_and_then_brought_in(site: Site, people: SignIn) -> None:
    chen = people("chen", "/import", desk=True)
    upload = chen.page.locator("input[type=file]")
    upload.set_input_files({"name": "sales.csv", "mimeType": "text/csv", "buffer": sheet()})
    chen.sees("office.map_title")
    expect(chen.page.get_by_label(re.compile(chen.words("office.field_quantity")))).to_have_value("3")
    chen.tap("office.dry_run")
    chen.sees("office.report_ready")
    assert site.outcomes("importing.bring_in") == {}
    chen.tap("office.bring_in")
    chen.sees("office.brought_in")
    assert site.outcomes("importing.bring_in") == {"accepted": 1}
    chen.page.get_by_role("link", name=chen.words("office.see_orders")).click()
    chen.sees_text("700002")
    chen.open("/reviews")
    chen.sees_text("C700003")

    # The same file again changes nothing.
    chen.open("/import")
    chen.page.locator("input[type=file]").set_input_files(
        {"name": "again.csv", "mimeType": "text/csv", "buffer": sheet()}
    )
    chen.sees("office.brought_in")
    site.proved()


def test_a_new_phone_is_let_in_by_its_supervisor(site: Site, people: SignIn) -> None:
    li = people("")
    li.shows_badge("U-1001")
    li.number(int(PIN))
    li.tap("people.start_shift")
    li.sees("people.device_not_enrolled")  # The warehouse does not know this phone.

    chen = people("chen", "/devices", desk=True)
    chen.tap("office.let_in")
    code = re.sub(r"\D", "", chen.page.locator(".digits").inner_text())
    assert len(code) == 8
    expect(chen.page.locator(".qr svg path")).to_have_attribute("d", re.compile("^M"))

    li.open(f"/pair/{code}")
    li.sees("people.paired")
    li.tap("people.go_sign_in")
    li.begin_shift("U-1001")
    li.take(site.number(1))
    li.goes_to("A-02-2")
    # The board of devices knows who holds it.
    expect(chen.page.locator("table")).to_contain_text("李强", timeout=WAITS_MS)


def test_a_wrong_pin_does_not_open_the_phone(site: Site, people: SignIn) -> None:
    li = people("chen", "/devices", desk=False)
    li.tap("office.let_in")
    code = re.sub(r"\D", "", li.page.locator(".digits").inner_text())
    li.open("/me")
    li.tap("people.end_shift")
    li.sees("people.scan_badge")
    li.open(f"/pair/{code}")
    li.tap("people.go_sign_in")
    li.shows_badge("U-1001")
    li.number(1357)
    li.tap("people.start_shift")
    expect(li.page.get_by_role("alert")).to_be_visible(timeout=WAITS_MS)
    li.number(int(PIN))
    li.tap("people.start_shift")
    li.sees("tasks.title")


def test_language_and_light_follow_the_person_to_the_next_device(site: Site, people: SignIn) -> None:
    li = people("li", "/me")
    li.page.get_by_role("button", name="English", exact=True).click()
    li.language = "en"
    li.sees("people.go_on")
    li.tap("people.theme_dark")
    expect(li.page.locator("html")).to_have_attribute("data-theme", "dark")
    li.tap("people.hand_left")
    eventually(lambda: site.outcomes("people.set_preferences") == {"accepted": 3})

    other = people("")
    other.sign_in("li")
    expect(other.page.get_by_role("heading", name=li.words("tasks.title"))).to_be_visible(timeout=WAITS_MS)
    expect(other.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(other.page.locator("html")).to_have_attribute("data-hand", "left")
