"""Every way in which a wedge scanner reaches the page, and everything that only looks like one."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SignIn
from tests.journeys.phone import KEY_EVERY_S, WAITS_MS, Phone
from tests.journeys.site import Site, eventually

SUFFIXES = {"\r": ("Enter", 13), "\t": ("Tab", 9)}
A_PERSON_S = 0.12
INSERTED = """text => document.body.dispatchEvent(new InputEvent("beforeinput",
  {inputType: "insertText", data: text, bubbles: true, cancelable: true}))"""
PASTED = """text => { const clipboardData = new DataTransfer(); clipboardData.setData("text/plain", text);
  document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true})) }"""


def press(
    phone: Phone, signs: Sequence[str], every_s: float = KEY_EVERY_S, after_s: float = 0, since_s: float = 0
) -> float:
    """Keys as the system hands them to the page, each with its own time; "": a key that an input method took.

    after_s: so much later than they are handed over, so that keys before them are none of theirs.
    since_s: the time of the first one, when it is not now. Answers the time of the key that would be next.
    """
    session = phone.context.new_cdp_session(phone.page)
    at = since_s or phone.page.evaluate("performance.timeOrigin + performance.now()") / 1000 + after_s
    for place, sign in enumerate(signs):
        when = {"timestamp": at + place * every_s}
        if sign == "":
            event = {"type": "rawKeyDown", "key": "Process", "windowsVirtualKeyCode": 229}
        elif sign in SUFFIXES:
            name, code = SUFFIXES[sign]
            event = {"type": "keyDown", "key": name, "code": name, "windowsVirtualKeyCode": code}
            event |= {"text": "\r"} if sign == "\r" else {}
        else:
            event = {"type": "keyDown", "key": sign, "text": sign}
        session.send("Input.dispatchKeyEvent", {**event, **when})
    session.detach()
    return float(at + len(signs) * every_s)


@pytest.fixture
def phone(site: Site, people: SignIn) -> Phone:
    """A picker before the first bin."""
    given = people("li")
    given.take(site.number(1))
    given.goes_to("A-02-2")
    return given


def test_each_way_of_a_scanner_is_one_scan(site: Site, phone: Phone) -> None:
    press(phone, [*"B-01-1", "\r"])
    press(phone, [*"B-02-1", "\t"], after_s=0.3)
    phone.page.evaluate(INSERTED, "B-04-3")
    phone.page.evaluate(PASTED, "A-02-2\n")
    phone.sees("picking.to_take")
    eventually(lambda: site.scanned() == ["B-01-1", "B-02-1", "B-04-3", "A-02-2"])


def test_two_scans_back_to_back_are_two_scans(site: Site, phone: Phone) -> None:
    press(phone, [*"A-02-2", "\r", *"OIL-5L", "\r"])
    expect(phone.take_button).to_be_visible(timeout=WAITS_MS)
    eventually(lambda: site.scans() == ["A-02-2", "OIL-5L"])


def test_keys_that_reach_a_busy_page_late_are_still_one_scan(site: Site, phone: Phone) -> None:
    since = press(phone, [*"A-02"])
    phone.is_refused("ui.not_received")
    press(phone, [*"-2", "\r"], since_s=since)
    phone.sees("picking.to_take")
    expect(phone.red).to_have_count(0)
    eventually(lambda: site.scans() == ["A-02-2"])


def test_a_scan_without_its_end_is_asked_for_again_and_presses_nothing(site: Site, phone: Phone) -> None:
    since = press(phone, [*"A-02-2"])
    phone.is_refused("ui.not_received")
    expect(phone.red).to_contain_text(phone.words("scanner.rescan_no_suffix"))
    press(phone, ["\r"], since_s=since + 0.1)
    phone.is_refused("ui.not_received")
    phone.scan("A-02-2")
    phone.sees("picking.to_take")
    eventually(lambda: site.scans() == ["A-02-2"])


def test_a_second_suffix_presses_nothing(phone: Phone) -> None:
    for later, suffix in enumerate(["\r\r", "\t\r"]):
        press(phone, [*"B-01-1", *suffix], after_s=later)
        phone.is_refused("picking.wrong_bin.title")


def test_what_an_input_method_took_is_asked_for_again(site: Site, phone: Phone) -> None:
    press(phone, ["", "", "", *"-2-2", "\r"])
    phone.is_refused("ui.not_received")
    expect(phone.red).to_contain_text(phone.words("scanner.rescan_input_method"))
    phone.unsent(0)
    phone.scan("A-02-2")
    phone.sees("picking.to_take")
    eventually(lambda: site.scans() == ["A-02-2"])


def test_a_person_who_types_has_scanned_nothing(phone: Phone) -> None:
    press(phone, [*"A-02-2", "\r"], A_PERSON_S)
    phone.goes_to("A-02-2")
    expect(phone.red).to_have_count(0)
    phone.unsent(0)


def test_a_scan_into_a_field_leaves_it_as_it_was(people: SignIn) -> None:
    phone = people("")
    phone.tap("people.with_password")
    field = phone.page.get_by_label(phone.words("people.login"), exact=True)
    field.click()
    press(phone, [*"li"], A_PERSON_S)
    expect(field).to_have_value("li")
    press(phone, [*"SKU-10013", "\r"], after_s=1)
    expect(field).to_have_value("li")
    assert phone.page.url.endswith("#/sign-in")


def test_what_an_input_method_makes_of_a_scan_leaves_the_field_as_it_was(people: SignIn) -> None:
    phone = people("")
    phone.tap("people.with_password")
    field = phone.page.get_by_label(phone.words("people.login"), exact=True)
    field.click()
    press(phone, [*"li"], A_PERSON_S)
    expect(field).to_have_value("li")
    # Pinyin turns sku-10013 into 水库-10013: the letters are composed, then written in one go.
    session = phone.context.new_cdp_session(phone.page)
    since = press(phone, ["", "", ""], after_s=1)
    session.send("Input.imeSetComposition", {"text": "sku", "selectionStart": 3, "selectionEnd": 3})
    press(phone, [*"-10013", "\r"], since_s=since)
    session.send("Input.insertText", {"text": "水库"})
    session.detach()
    expect(field).to_have_value("li")
    assert phone.page.url.endswith("#/sign-in")
    press(phone, [*"u"], A_PERSON_S, after_s=2)
    expect(field).to_have_value("liu")


def test_ten_scans_in_two_seconds_are_ten_scans(site: Site, phone: Phone) -> None:
    wrong = [f"B-0{place}-77" for place in range(9)]
    since = 0.0
    for text in [*wrong, "A-02-2"]:
        since = press(phone, [*text, "\r"], since_s=since) + 0.2 - (len(text) + 1) * KEY_EVERY_S
    phone.sees("picking.to_take")
    phone.is_online()
    eventually(lambda: site.scanned() == [*wrong, "A-02-2"])
