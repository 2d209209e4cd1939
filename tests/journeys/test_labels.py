"""The desk prints labels: what the preview shows is what the files hold, and what scanners read."""

import re
from pathlib import Path

import numpy as np
import pypdfium2
from playwright.sync_api import Download, expect

from scanning import decode
from server.catalog.commands import AddItem, AddLot, BindBarcode
from tests.journeys.conftest import SCREEN, SignIn
from tests.journeys.phone import WAITS_MS, Phone
from tests.journeys.site import Site

GTIN = "6901234567892"


def saved(chen: Phone, button: str) -> Download:
    """Press the button with these words and take what is downloaded."""
    with chen.page.expect_download() as waiting:
        chen.page.get_by_role("button", name=button, exact=True).click()
    return waiting.value


def read(pdf: Path) -> set[str]:
    """What our decoder finds on the pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [np.ascontiguousarray(page.render(scale=300 / 72, grayscale=True).to_numpy()) for page in document]
    return {reading.text for page in pages for reading in decode(page)}


def choose(chen: Phone, label: str, option: str) -> None:
    """Choose from the list with this label."""
    chen.page.get_by_label(chen.words(label)).select_option(option)


def shows(chen: Phone, text: str) -> None:
    """The previewed page has a label with these words."""
    expect(chen.page.locator("svg.paper text").filter(has_text=text).first).to_be_visible(timeout=WAITS_MS)


def test_what_is_previewed_is_what_the_sheet_holds(site: Site, people: SignIn) -> None:
    chen = people("chen", "/labels", desk=True)
    for kind, text in (("item", "OIL-5L"), ("container", "T-0001"), ("user", "U-1001"), ("bin", "A-02-2")):
        chen.page.get_by_role("button", name=chen.words(f"labels.kind_{kind}"), exact=True).click()
        shows(chen, text)
    # A tap on the third place, and the sheet begins there.
    chen.page.locator("svg.paper rect.place").nth(2).click()
    expect(chen.page.get_by_label(chen.words("labels.skip"))).to_have_value("2")
    expect(chen.page.locator("svg.paper rect.used")).to_have_count(2)
    file = saved(chen, "PDF")
    assert file.suggested_filename == "labels-bin-L7160.pdf"
    assert read(file.path()) == {"A-02-2", "A-03-2", "A-04-1", "A-06-1"}
    choose(chen, "labels.zone", "B")
    shows(chen, "B-01-1")
    with chen.context.expect_page() as opened:
        chen.page.get_by_role("button", name=chen.words("labels.print"), exact=True).click()
    # Its own viewer shows it where there is one; this browser downloads it instead.
    assert opened.value is not None


def test_a_label_printer_gets_its_own_dots(site: Site, people: SignIn) -> None:
    chen = people("chen", "/labels?kind=container", desk=True)
    shows(chen, "T-0001")
    choose(chen, "labels.medium", "60x40")
    choose(chen, "labels.dpi", "300")
    expect(chen.page.locator("svg.paper.roll")).to_be_visible()
    file = saved(chen, chen.words("labels.save_zpl"))
    assert file.suggested_filename == "labels-container-60x40-300dpi.zpl"
    commands = Path(file.path()).read_text("ascii")
    assert commands.count("^XA\n^PW708\n^LL472\n") == 4
    # Who prints on this machine tomorrow finds the same printer chosen.
    chen.open("/orders")
    chen.open("/labels")
    expect(chen.page.get_by_label(chen.words("labels.dpi"))).to_have_value("300")


def test_a_lot_gets_a_number_where_gs1_cannot_say_it(site: Site, people: SignIn) -> None:
    item = int(site.do("catalog.add_item", AddItem("冷榨山茶油", "TEA-OIL", by_lot=True)).made["item"])  # type: ignore[arg-type]
    site.do("catalog.add_lot", AddLot(item, "L2609-14", "", "2026-12-31"))
    chen = people("chen", f"/items/{item}", desk=True)
    chen.page.locator("section.box").filter(has_text="L2609-14").get_by_role("link").click()
    chen.sees("labels.without_code", count=1)
    expect(chen.page.get_by_role("button", name="PDF", exact=True)).to_be_disabled()
    chen.tap("labels.give_codes")
    shows(chen, "有效期 2026-12-31")
    assert site.outcomes("catalog.label_lots") == {"accepted": 1}
    assert read(saved(chen, "PDF").path()) == {"LOT-000001"}
    # With a GTIN the same label names the item as well.
    site.do("catalog.bind_barcode", BindBarcode(GTIN, "item", item))
    choose(chen, "labels.medium", "60x40")
    assert read(saved(chen, "PDF").path()) == {f"010{GTIN}1726123110L2609-14"}
    site.proved()


def test_a_pairing_code_can_be_printed_and_hung_up(site: Site, people: SignIn) -> None:
    chen = people("chen", "/labels?kind=device")
    chen.sees("labels.no_pairing_say")
    chen.tap("labels.new_pairing")
    # On a phone, too, nothing reaches beyond the screen's edge.
    expect(chen.page.locator("svg.paper")).to_be_visible(timeout=WAITS_MS)
    assert chen.page.evaluate("document.documentElement.scrollWidth") <= SCREEN["width"]
    digits = chen.page.locator("svg.paper text").first
    expect(digits).to_have_text(re.compile(r"\d{4} \d{4}"), timeout=WAITS_MS)
    code = re.sub(r"\D", "", digits.text_content() or "")
    assert read(saved(chen, "PDF").path()) == {f"{site.address}/#/pair/{code}"}
    li = people("")
    li.open(f"/pair/{code}")
    li.sees("people.paired")


def test_what_does_not_fit_says_what_it_needs(site: Site, people: SignIn) -> None:
    chen = people("chen", "/labels?kind=device", desk=True)
    chen.tap("labels.new_pairing")
    choose(chen, "labels.medium", "L4731")
    chen.sees_text(re.compile("毫米，这种标签只有"))
    expect(chen.page.get_by_role("button", name="PDF", exact=True)).to_be_disabled()
    choose(chen, "labels.medium", "L7165")
    expect(chen.page.get_by_role("button", name="PDF", exact=True)).to_be_enabled()
