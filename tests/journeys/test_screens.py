"""Every screen stands, passes axe in both themes, and is pictured for the documents when TRUEBIN_SCREENS is set."""

import os
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import expect

from server.counting.commands import Plan
from server.relocating.commands import Move
from tests.journeys.axe import violations
from tests.journeys.conftest import SCREEN, SignIn
from tests.journeys.phone import WAITS_MS, Phone
from tests.journeys.site import Site, eventually

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "screens"
WANTED = bool(os.environ.pop("TRUEBIN_SCREENS", ""))  # Taken away: the server refuses a setting it does not know.
DROPPED = 0x0F  # The low half of each colour: flat screens do not miss it, and pack into a third of the bytes.


def keep(name: str, png: bytes) -> None:
    """Write the picture small."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    few = np.asarray(picture, np.uint8) // (DROPPED + 1) * (DROPPED + 2)  # 0 stays black, white stays white.
    done, packed = cv2.imencode(".png", few, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    assert done
    (PICTURES / f"{name}.png").write_bytes(packed.tobytes())


class Album:
    """Looks at screens one after the other; what axe finds is told at the end, all at once."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def look(self, phone: Phone, name: str, *, check: bool = True) -> None:
        """The screen as it stands."""
        phone.page.evaluate("document.fonts.ready")
        expect(phone.page.locator(".cue[data-cue]")).to_be_hidden(timeout=WAITS_MS)  # The flash is over.
        if check:
            self.found += [f"{name}: {one}" for one in violations(phone.page)]
        if WANTED:
            keep(name, phone.page.screenshot(animations="disabled"))


@pytest.fixture
def album() -> Iterator[Album]:
    """What this test looks at."""
    kept = Album()
    yield kept
    assert kept.found == []


def test_the_screens_of_a_pick(site: Site, people: SignIn, album: Album) -> None:
    li = people("")
    li.sees("people.scan_badge")
    album.look(li, "sign-in")
    li.shows_badge("U-1001")
    li.number(24)
    album.look(li, "sign-in-pin")
    li.key(li.words("people.somebody_else"))
    li.tap("people.with_password")
    li.sees("people.with_password_title")
    album.look(li, "sign-in-password")
    li.tap("people.with_badge")
    li.sign_in("li")
    li.sees_text(site.number(1))
    album.look(li, "tasks-open")
    li.take(site.number(1))
    li.goes_to("A-02-2")
    album.look(li, "pick-go-to-bin")
    li.scan("B-01-1")
    li.is_refused("picking.wrong_bin.title")
    album.look(li, "pick-wrong-bin")
    li.tap("ui.scan_again")
    li.tap("picking.type_bin")
    album.look(li, "pick-type-code")
    li.tap("ui.back")
    li.scan("A-02-2")
    li.sees("picking.to_take")
    album.look(li, "pick-scan-item")
    li.tap("picking.problem")
    li.sees("picking.not_there")
    album.look(li, "pick-problem")
    li.tap("picking.too_few")
    li.number(1)
    album.look(li, "pick-short")
    li.tap("ui.back")
    li.tap("ui.back")
    li.scan("OIL-5L")
    li.take_button.wait_for()
    album.look(li, "pick-quantity")
    li.confirms()
    li.sees("picking.tote_wanted")
    album.look(li, "pick-tote")
    li.scan("T-0001")
    li.goes_to("A-03-2")
    album.look(li, "pick-next-bin")
    li.context.set_offline(True)
    li.scan("A-03-2")
    li.sees("picking.to_take")
    li.open("/")
    li.sees("ui.bar_stored")
    album.look(li, "tasks-offline")
    li.open("/outbox")
    li.sees("outbox.waits")
    album.look(li, "outbox-offline")
    li.context.set_offline(False)
    li.open("/")
    li.is_online()
    album.look(li, "tasks-in-hand")
    li.take_first()
    li.sees("picking.to_take")
    li.scan("RICE-10")
    li.confirms()
    li.sees("picking.done_title")
    album.look(li, "pick-done")
    li.open("/outbox")
    li.sees("outbox.accepted")
    album.look(li, "outbox")
    li.open("/me")
    li.sees("people.go_on")
    album.look(li, "me")


def test_the_screens_in_english_and_in_the_dark(site: Site, people: SignIn, album: Album) -> None:
    li = people("li", "/me")
    li.page.get_by_role("button", name="English", exact=True).click()
    li.language = "en"
    li.tap("people.theme_dark")
    li.sees("people.go_on")
    album.look(li, "me-dark-en")
    li.open("/")
    li.sees_text(site.number(2))
    album.look(li, "tasks-dark-en")
    li.take(site.number(2))
    li.goes_to("B-01-1")
    album.look(li, "pick-go-to-bin-dark-en")
    li.scan("A-02-2")
    li.is_refused("picking.wrong_bin.title")
    album.look(li, "pick-wrong-bin-dark-en")
    li.scan("B-01-1")
    li.scan("SALT-400")
    li.take_button.wait_for()
    album.look(li, "pick-quantity-dark-en")
    chen = people("chen", "/board", desk=True)
    chen.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    chen.sees_text("李强")
    album.look(chen, "board-dark")


def test_the_screens_of_checking_counting_and_cards(site: Site, people: SignIn, album: Album) -> None:
    li = people("li")
    li.take(site.number(1))
    li.picks("A-02-2", "OIL-5L", tote="T-0001")
    li.picks("A-03-2", "RICE-10")
    li.sees("picking.done_title")
    eventually(lambda: site.state(1) == "picked")
    he = people("he")
    he.take(site.number(1))
    he.sees("checking.scan_item")
    album.look(he, "check")
    he.scan("OIL-5L")
    he.number(2)
    album.look(he, "check-quantity")
    he.tap("checking.confirm")
    he.scan("RICE-10")
    he.number(3)
    he.tap("checking.confirm")
    he.sees("checking.done_title")
    album.look(he, "check-done")

    assert site.do("counting.plan", Plan(site.place("B-01-1"), site.item("SALT-400"))).result == "accepted"
    liu = people("liu")
    liu.take_first()
    liu.goes_to("B-01-1")
    album.look(liu, "count-go-to-bin")
    liu.scan("B-01-1")
    liu.page.locator(".keys").wait_for()
    liu.number(197)
    album.look(liu, "count")
    liu.tap("counting.write_down")
    liu.sees("counting.done_title")
    album.look(liu, "count-done")

    li.open("/")
    li.take(site.number(2))
    li.goes_to("B-01-1")
    li.context.set_offline(True)
    gone = Move(site.item("SOY-500"), site.place("B-04-3"), site.place("D-01"), 60, [])
    assert site.do("relocating.move", gone).result == "accepted"
    li.picks("B-01-1", "SALT-400", tote="T-0002")
    li.picks("B-04-3", "SOY-500")
    li.context.set_offline(False)
    eventually(lambda: site.cards() > 0)
    chen = people("chen", "/cards")
    chen.sees_text("B-04-3")
    album.look(chen, "cards")
    chen.page.locator("button.task").first.click()
    chen.sees("cards.post_title")
    album.look(chen, "card")
    desk = people("chen", "/counts", desk=True)
    desk.sees_text("B-01-1")
    album.look(desk, "office-counts")
    desk.open("/board")
    desk.sees_text("李强")
    album.look(desk, "board")
    desk.page.set_viewport_size(SCREEN)
    album.look(desk, "board-phone")


# Pages of the office, and words that say they are there.
PAGES = (
    ("orders", "office.orders"),
    ("orders/1", "office.order_lines"),
    ("orders/new", "office.save_draft"),
    ("items", "office.add_item"),
    ("items/1", "office.add_unit"),
    ("parties", "office.add_party"),
    ("warehouse", "office.add_bin"),
    ("roles", "office.add_role"),
    ("users/1", "office.give_role"),
    ("stock", "office.stock"),
    ("stock/1", "office.by_bin"),
    ("import", "office.drop_file"),
    ("reviews", "office.no_reviews"),
    ("labels", "labels.print"),
    ("devices", "office.let_in"),
    ("users", "office.add_person"),
)


def test_the_pages_of_the_office(site: Site, people: SignIn, album: Album) -> None:
    desk, phone = people("admin", desk=True), people("admin")
    for path, sees in PAGES:
        name = path.replace("/1", "-one").replace("/", "-")
        for admin, picture in ((desk, f"office-{name}"), (phone, f"office-{name}-phone")):
            admin.open(f"/{path}")
            admin.sees(sees)
            expect(admin.page.get_by_text(admin.words("ui.loading"))).to_be_hidden(timeout=WAITS_MS)
            album.look(admin, picture)
