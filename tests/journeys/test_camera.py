"""A whole pick with the phone's camera, which sees a film of printed labels."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Playwright, TimeoutError, expect

from tests.journeys.browser import Chromium
from tests.journeys.film import film
from tests.journeys.phone import WAITS_MS, Phone
from tests.journeys.site import Site, eventually

# The walk of order 1, label after label; the wall gives a hand the time to tap.
WALK = [
    ("A-02-2", 1.4), ("OIL-5L", 1.4), ("", 1.6), ("T-0001", 1.4),
    ("A-03-2", 1.4), ("RICE-10", 1.4), ("", 1.6),
]  # fmt: skip

TAP_MS = 1_500


@pytest.fixture
def filmed(playwright: Playwright, tmp_path: Path) -> Iterator[Chromium]:
    """A browser whose camera sees the walk, again and again."""
    options = film(tmp_path / "walk.mjpeg", WALK)
    browser = Chromium(playwright, tmp_path / "profile", options)
    yield browser
    browser.close()


def test_a_filmed_walk_past_the_labels_picks_the_order(site: Site, filmed: Chromium) -> None:
    phone = Phone(filmed.start(), site.address)
    phone.page.set_viewport_size({"width": 390, "height": 844})
    phone.sign_in("li")
    phone.take(site.number(1))
    phone.goes_to("A-02-2")
    phone.tap("picking.scan_bin")

    # The film does not wait for the person: what comes too early is refused, and the person goes on.
    def go_on(red: Locator) -> None:
        red.get_by_role("button").last.click()

    phone.page.add_locator_handler(phone.red, go_on)
    done = phone.page.get_by_text(phone.words("picking.done_title"))
    take = phone.take_button
    expect(take.or_(done)).to_be_visible(timeout=2 * WAITS_MS)
    while not done.is_visible():
        # On a slow machine the film comes round again and counts the goods before the hand does.
        with suppress(TimeoutError):
            take.click(timeout=TAP_MS)
        expect(take.or_(done)).to_be_visible(timeout=2 * WAITS_MS)

    eventually(lambda: site.state(1) == "picked")
    assert (site.there("A-02-2", "OIL-5L").on_hand, site.there("A-03-2", "RICE-10").on_hand) == (38, 27)
    assert (site.there("T-0001", "OIL-5L").on_hand, site.there("T-0001", "RICE-10").on_hand) == (2, 3)
    assert list(dict.fromkeys(site.scans())) == ["A-02-2", "OIL-5L", "T-0001", "A-03-2", "RICE-10"]
    site.proved()
    assert phone.faults == []
