"""A person with a phone (or at a desk): what they see and do on the screen, by the words that stand there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from re import Pattern

from playwright.sync_api import BrowserContext, Locator, Page, expect

from server.flows.demo import PASSWORD, PIN
from tests.journeys.words import like, says

WAITS_MS = 15_000
KEY_EVERY_S = 0.004  # A wedge scanner types a character every few milliseconds.


class Phone:
    """One page of the app."""

    def __init__(self, context: BrowserContext, address: str, language: str = "zh") -> None:
        self.context = context
        self.address = address
        self.language = language
        self.page: Page = context.pages[0] if context.pages else context.new_page()
        self.page.set_default_timeout(WAITS_MS)
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self._keys = context.new_cdp_session(self.page)

    # --- looking ----------------------------------------------------------------------------------------------------

    def words(self, key: str, **facts: object) -> str:
        """A sentence in this person's language."""
        return says(key, self.language, **facts)

    def sees(self, key: str, **facts: object) -> Locator:
        """The sentence is on the screen."""
        text: str | Pattern[str] = self.words(key, **facts) if facts else like(key, self.language)
        found = self.page.get_by_text(text).filter(visible=True).first
        expect(found).to_be_visible(timeout=WAITS_MS)
        return found

    def sees_text(self, text: str | Pattern[str]) -> Locator:
        """That text is on the screen."""
        found = self.page.get_by_text(text).filter(visible=True).first
        expect(found).to_be_visible(timeout=WAITS_MS)
        return found

    @property
    def red(self) -> Locator:
        """The full red screen."""
        return self.page.get_by_role("alertdialog")

    def is_refused(self, key: str) -> None:
        """The red screen stands there with this title."""
        expect(self.red.get_by_role("heading")).to_have_text(self.words(key), timeout=WAITS_MS)

    def unsent(self, count: int) -> None:
        """The connection chip says so many wait."""
        expect(self.page.locator("button.net small").first).to_have_text(
            self.words("ui.unsent", count=count), timeout=WAITS_MS
        )

    def is_online(self) -> None:
        """The chip says that the line is up and nothing waits."""
        expect(
            self.page.get_by_role("button", name=self.words("ui.connection", word=self.words("ui.online"), count=0))
        ).to_be_visible(timeout=WAITS_MS)

    # --- doing ------------------------------------------------------------------------------------------------------

    def tap(self, key: str, **facts: object) -> None:
        """Tap the button with these words."""
        name: str | Pattern[str] = self.words(key, **facts) if facts else like(key, self.language)
        self.page.get_by_role("button", name=name).filter(visible=True).first.click()

    def key(self, name: str, times: int = 1) -> None:
        """A key of our own keypad."""
        for _ in range(times):
            self.page.locator(".keys").get_by_role("button", name=name, exact=True).click()

    def number(self, value: int) -> None:
        """A whole number on the keypad."""
        for digit in str(value):
            self.key(digit)

    def scan(self, text: str) -> None:
        """A wedge scanner: a burst of keys and Enter, whatever has the focus."""
        at = self.page.evaluate("performance.timeOrigin + performance.now()") / 1000
        for place, sign in enumerate([*text, "\r"]):
            name = "Enter" if sign == "\r" else sign
            event = {"type": "keyDown", "key": name, "text": sign, "timestamp": at + place * KEY_EVERY_S}
            if sign == "\r":
                event |= {"code": "Enter", "windowsVirtualKeyCode": 13}
            self._keys.send("Input.dispatchKeyEvent", event)
        self._keys.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": "Enter"})

    def open(self, path: str = "/") -> None:
        """Open a screen by its address."""
        self.page.goto(f"{self.address}/#{path}")

    def sign_in(self, login: str, path: str = "") -> None:
        """By login and password; then the screen at `path` when it is another than the first."""
        self.open("/sign-in")
        self.tap("people.with_password")
        self.page.get_by_label(self.words("people.login"), exact=True).fill(login)
        self.page.get_by_label(self.words("people.password"), exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name=self.words("people.sign_in"), exact=True).click()
        expect(self.page).not_to_have_url(re.compile("sign-in"), timeout=WAITS_MS)
        if path:
            self.open(path)

    def shows_badge(self, badge: str) -> None:
        """Scan the badge on the first page."""
        self.sees("people.scan_badge")
        self.scan(badge)
        self.sees("people.badge_scanned")

    def begin_shift(self, badge: str) -> None:
        """By badge and PIN, on a phone that the warehouse knows."""
        self.shows_badge(badge)
        self.number(int(PIN))
        self.tap("people.start_shift")
        self.sees("tasks.title")

    def take_first(self) -> None:
        """Claim the first task of the list, or go on with the one in hand."""
        self.page.locator(".foot .btn.main").click()
        expect(self.page).to_have_url(re.compile(r"#/(pick|check|count)/\d+"), timeout=WAITS_MS)

    def take(self, number: str) -> None:
        """Claim the task of an order."""
        self.page.locator("button.task, button.now-card").filter(has_text=number).first.click()
        expect(self.page).to_have_url(re.compile(r"#/(pick|check|count)/\d+"), timeout=WAITS_MS)

    def goes_to(self, code: str) -> None:
        """The sign shows this bin."""
        expect(self.page.locator(".sign").get_by_text(code, exact=True).first).to_be_visible(timeout=WAITS_MS)

    @property
    def take_button(self) -> Locator:
        """The main button below the keypad."""
        return self.page.locator(".keys ~ .btn.main").filter(has_text=like("picking.take", self.language))

    def confirms(self) -> None:
        """Take the quantity that stands there."""
        self.take_button.click()

    def picks(self, where: str, what: str, tote: str = "", *, one: bool = False) -> None:
        """One line by the book: bin, item, the quantity that is wanted, and the tote when it is asked for.

        one: a single piece, which its scan has counted already.
        """
        self.goes_to(where)
        self.scan(where)
        self.sees("picking.to_take")
        self.scan(what)
        if not one:
            self.confirms()
        if tote:
            self.sees("picking.tote_wanted")
            self.scan(tote)

    @contextmanager
    def stays(self) -> Iterator[None]:
        """Nothing of this may load the page anew."""
        self.page.evaluate("window.stayed = true")
        yield
        assert self.page.evaluate("window.stayed === true"), "the page was loaded anew"
