"""Airplane mode, killed apps and killed servers: what was scanned arrives, once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.journeys.browser import Chromium
from tests.journeys.conftest import SCREEN, SignIn
from tests.journeys.phone import WAITS_MS, Phone
from tests.journeys.site import Site, eventually

# The app's files are kept for a start without a network.
KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const names = await caches.keys();
  const paths = (await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))).flat();
  return paths.some((request) => request.url.includes('/assets/floor'));
}"""


@pytest.fixture
def own(playwright: Playwright, tmp_path: Path) -> Iterator[Chromium]:
    """A browser that may die: its profile stays."""
    browser = Chromium(playwright, tmp_path / "profile")
    yield browser
    browser.close()


def test_a_pick_outlives_airplane_mode_a_killed_app_and_a_killed_server(site: Site, own: Chromium) -> None:
    context = own.start()
    phone = Phone(context, site.address)
    phone.page.set_viewport_size(SCREEN)
    phone.sign_in("li")
    eventually(lambda: bool(phone.page.evaluate(KEPT)))
    phone.take(site.number(1))
    phone.picks("A-02-2", "OIL-5L", tote="T-0001")
    phone.goes_to("A-03-2")
    phone.unsent(0)

    context.set_offline(True)
    phone.scan("A-03-2")
    phone.sees("picking.to_take")
    phone.unsent(1)
    # Chromium writes cookies to the disk every half minute; everything else of this app is there at once.
    cookies = context.cookies()
    own.kill()
    site.server.kill()

    context = own.start()
    context.add_cookies(
        [{"name": one["name"], "value": one["value"], "url": site.address, "httpOnly": True} for one in cookies]
    )
    phone = Phone(context, site.address)
    phone.page.set_viewport_size(SCREEN)
    phone.open()
    phone.sees("tasks.in_hand")
    phone.take_first()
    phone.sees("picking.to_take")  # Right where the bin had been scanned: nobody scans it again.
    phone.scan("RICE-10")
    phone.confirms()
    phone.sees("picking.done_title")
    phone.unsent(3)
    assert site.outcomes("picking.confirm") == {"accepted": 1}

    site.server.start()
    phone.is_online()
    eventually(lambda: site.state(1) == "picked")
    assert site.outcomes("picking.confirm") == {"accepted": 2}
    assert site.scans() == ["A-02-2", "OIL-5L", "T-0001", "A-03-2", "RICE-10"]
    assert (site.there("A-02-2", "OIL-5L").on_hand, site.there("A-03-2", "RICE-10").on_hand) == (38, 27)
    site.proved()
    assert phone.faults == []


def test_work_that_waits_goes_on_after_signing_in_again(site: Site, people: SignIn) -> None:
    phone = people("li")
    phone.take(site.number(1))
    phone.goes_to("A-02-2")
    phone.context.clear_cookies()  # The session has run out.
    phone.picks("A-02-2", "OIL-5L", tote="T-0001")
    phone.goes_to("A-03-2")
    expect(phone.page.locator("button.net")).to_have_text(re.compile(phone.words("ui.sign_in_again")), timeout=WAITS_MS)
    phone.open("/")
    phone.tap("ui.bar_sign_in")
    phone.sign_in("li")
    phone.is_online()
    eventually(lambda: site.outcomes("picking.confirm") == {"accepted": 1})
    # The line is up again too: what others do shows without asking.
    other = people("wu")
    other.take(site.number(2))
    expect(phone.page.get_by_text(site.number(2))).to_be_hidden(timeout=WAITS_MS)
    site.proved()
