"""The scanner doctor with simulated scanners: three codes, what is found, and a pick with what is mended."""

import json
import re
from collections.abc import Callable, Sequence
from functools import cache

import cv2
import numpy as np
import pytest
import zxingcpp
from playwright.sync_api import expect

from tests.journeys.axe import violations
from tests.journeys.conftest import SignIn
from tests.journeys.phone import WAITS_MS, Phone
from tests.journeys.site import Site, eventually
from tests.journeys.words import PROJECT

# What a German phone writes for the keys of a US scanner; "◌" is a dead key. By hand, from the keyboards.
GERMAN = str.maketrans("yzYZ-_=+[{]};:'\"\\|`~/?<>@#^&*()", "zyZYß?◌◌üÜ+*öÖäÄ#'◌°-_;:\"§&/()=")
BROKEN = {"separator_lost"}  # Of what these scanners suffer from, what no profile mends.
Key = dict[str, object]
Scanner = Callable[[str], list[Key]]
END: Key = {"key": "Enter"}


@cache
def codes() -> list[str]:
    """The three texts, from the app's own source."""
    source = (PROJECT / "pwa" / "src" / "scanner" / "doctor.ts").read_text()
    found = re.findall(r"\{ text: ([\"'`].*?[\"'`]), gs1", source)
    texts = [json.loads(f'"{each[1:-1]}"' if each[0] != "`" else json.dumps(each[1:-1])) for each in found]
    assert len(texts) == 3
    return [text.replace("${GS}", "\x1d") for text in texts]


def keys(text: str, gs: Sequence[Key] = ({"key": "]", "ctrlKey": True},), end: Sequence[Key] = (END,)) -> list[Key]:
    """A scanner that is as it should be."""
    made: list[Key] = []
    for sign in text:
        made += gs if sign == "\x1d" else [{"key": sign}]
    return [*made, *end]


def german(text: str) -> list[Key]:
    """US keys on a German phone."""
    made = keys(text.translate(GERMAN), gs=[{"key": "+", "ctrlKey": True}])
    return [{"key": "Dead"} if key["key"] == "◌" else key for key in made]


def shouting(text: str) -> list[Key]:
    """Caps Lock is on."""
    return [key | {"modifierCapsLock": True} for key in keys(text.swapcase())]


def eaten(text: str) -> list[Key]:
    """Nothing comes for GS."""
    return keys(text, gs=())


def endless(text: str) -> list[Key]:
    """No Enter."""
    return keys(text, end=())


# Events of the page itself: a browser under test knows no Caps Lock. All in one go, so a burst is one on any machine.
PRESS = """keys => { const to = document.activeElement ?? document.body;
  for (const key of keys) to.dispatchEvent(new KeyboardEvent("keydown", {...key, bubbles: true, cancelable: true})) }"""


def examine(phone: Phone, scanner: Scanner) -> None:
    """The three codes, each when the screen asks for it."""
    phone.open("/doctor")
    phone.tap("doctor.begin")
    for place, text in enumerate(codes(), 1):
        phone.sees("doctor.step", step=place)
        phone.page.evaluate(PRESS, scanner(text))
    phone.sees("doctor.done")


def finds(phone: Phone, *findings: str) -> None:
    """These stand on the screen, and no others."""
    items = phone.page.locator(".found li")
    expect(items).to_have_count(len(findings), timeout=WAITS_MS)
    for item, finding in zip(items.all(), findings, strict=True):
        expect(item).to_contain_text(phone.words(f"doctor.found_{finding}").split("{")[0])


def scanner_of(site: Site, boss: Phone) -> list[str] | None:
    """What the office hears of the picker's device."""
    lines = boss.page.evaluate("fetch('/api/devices').then(answer => answer.json())")
    return next(
        ([finding["code"] for finding in line["scanner"]] for line in lines if line["scanner"] is not None), None
    )


@pytest.mark.parametrize(
    ("scanner", "findings"),
    [
        (german, ("layout", "characters_rare", "separator_replaced")),
        (shouting, ("caps_lock", "separator_control")),
        (eaten, ("separator_lost",)),
        (endless, ("suffix_missing", "separator_control")),
    ],
)
def test_a_scanner_is_examined_and_its_pick_goes_on(
    site: Site, people: SignIn, scanner: Scanner, findings: tuple[str, ...]
) -> None:
    phone = people("li")
    examine(phone, scanner)
    finds(phone, *findings)
    assert violations(phone.page) == []
    boss = people("chen", "/devices", desk=True)
    eventually(lambda: sorted(scanner_of(site, boss) or []) == sorted(findings))
    boss.page.reload()
    boss.sees_text(boss.words(f"doctor.found_{findings[0]}").split("{")[0] if findings[0] in BROKEN else "已修正")

    phone.page.reload()  # The profile is there when the app is opened anew.
    phone.open("/")
    phone.take(site.number(1))
    phone.goes_to("A-02-2")
    phone.page.evaluate(PRESS, scanner("A-02-2"))
    phone.sees("picking.to_take")
    phone.page.evaluate(PRESS, scanner("OIL-5L"))
    expect(phone.take_button).to_be_visible(timeout=WAITS_MS)
    eventually(lambda: site.scans() == ["A-02-2", "OIL-5L"])


def test_a_scanner_that_is_fine_is_told_so_and_a_profile_can_be_taken_off(site: Site, people: SignIn) -> None:
    phone = people("li")
    examine(phone, shouting)
    phone.tap("doctor.again")
    for text in codes():
        phone.sees("doctor.step", step=codes().index(text) + 1)
        phone.page.evaluate(PRESS, keys(text))
    phone.sees("doctor.all_good")
    phone.tap("doctor.done")
    phone.open("/doctor")
    phone.tap("doctor.forget")
    phone.sees("doctor.forgotten")
    boss = people("chen", "/devices", desk=True)
    eventually(lambda: scanner_of(site, boss) is None)


def test_an_input_method_is_seen_and_passed_by(people: SignIn) -> None:
    phone = people("li", "/doctor")
    phone.tap("doctor.begin")
    phone.sees("doctor.scan_this")
    session = phone.context.new_cdp_session(phone.page)
    for length in range(1, 6):
        session.send(
            "Input.imeSetComposition", {"text": "sku10"[:length], "selectionStart": length, "selectionEnd": length}
        )
    session.send("Input.insertText", {"text": "水库"})
    phone.sees("doctor.method_on")
    for place, text in enumerate(codes(), 1):
        phone.sees("doctor.step", step=place)
        phone.page.evaluate(PRESS, keys(text))
    phone.sees("doctor.broken_title")
    finds(phone, "input_method", "separator_control")


def test_what_is_shown_is_the_code_and_anything_else_is_none(people: SignIn) -> None:
    phone = people("li", "/doctor")
    phone.tap("doctor.begin")
    expect(phone.page.locator(".shown svg")).to_be_visible(timeout=WAITS_MS)
    shown = cv2.imdecode(np.frombuffer(phone.page.screenshot(), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert shown is not None
    assert [found.text for found in zxingcpp.read_barcodes(shown)] == [codes()[0]]
    phone.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert violations(phone.page) == []
    phone.scan("6901234567892")
    phone.sees("doctor.not_a_code")
    phone.sees("doctor.step", step=1)
    # The third one first: any order does.
    phone.page.evaluate(PRESS, keys(codes()[2]))
    phone.sees("doctor.heard")
    phone.sees("doctor.step", step=1)


def test_without_a_line_the_printed_codes_do(people: SignIn) -> None:
    phone = people("li", "/doctor")
    phone.sees("doctor.begin")
    phone.open("/")
    phone.is_online()
    phone.context.set_offline(True)
    phone.open("/doctor")
    phone.tap("doctor.begin")
    phone.sees("doctor.no_line", number=1)
    for place, text in enumerate(codes(), 1):
        phone.sees("doctor.step", step=place)
        phone.page.evaluate(PRESS, endless(text))
    phone.sees("doctor.mended_title")
    phone.unsent(1)
