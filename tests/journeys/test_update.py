"""A newer app arrives in the middle of a shift: said calmly, taken with one tap, and nothing stored is lost by it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SignIn
from tests.journeys.phone import WAITS_MS
from tests.journeys.site import Site, eventually

LOOK = "async () => { await (await navigator.serviceWorker.ready).update(); }"
WAITS = "async () => (await navigator.serviceWorker.ready).waiting !== null"
IN_CHARGE = "() => navigator.serviceWorker.controller !== null"
MARK = "() => document.documentElement.dataset.release ?? ''"


@pytest.fixture
def app(built: Path, tmp_path: Path) -> Path:
    """A copy of the built app that may be replaced by a newer one."""
    return Path(shutil.copytree(built, tmp_path / "app"))


@pytest.fixture
def site(warehouse: Path, app: Path, tmp_path: Path) -> Iterator[Site]:
    """A copy of the warehouse, served with an app that changes."""
    made = Site(warehouse, tmp_path, app)
    made.server.start()
    yield made
    made.close()


def release(app: Path, name: str) -> None:
    """Put a newer app in the place of the one that is served: another page, and a worker that says so."""
    for file in (app / "index.html", app / "sw.js"):
        text = file.read_text()
        changed = text.replace("<html", f'<html data-release="{name}"', 1) if file.suffix == ".html" else text
        changed = changed.replace("truebin-", f"truebin-{name}-", 1) if file.suffix == ".js" else changed
        assert changed != text
        file.write_text(changed)
        for twin in (".br", ".gz"):
            file.with_name(file.name + twin).unlink(missing_ok=True)


def test_a_newer_app_waits_for_the_end_of_a_pick_and_reads_the_old_outbox(
    site: Site, app: Path, people: SignIn
) -> None:
    phone = people("li")
    page = phone.page
    eventually(lambda: bool(page.evaluate(IN_CHARGE)))
    phone.take(site.number(1))
    phone.goes_to("A-02-2")
    release(app, "newer")
    page.evaluate(LOOK)
    eventually(lambda: bool(page.evaluate(WAITS)))

    bar = page.get_by_text(phone.words("app.new_version"))
    with phone.stays():
        phone.context.set_offline(True)
        phone.scan("A-02-2")
        phone.sees("picking.to_take")
        phone.unsent(1)
        expect(bar).to_have_count(0)  # Never in mid-pick.
        phone.tap("ui.back")
        expect(bar).to_be_visible(timeout=WAITS_MS)
    assert page.evaluate(MARK) == ""

    # Without a network too: what is taken is on the phone already.
    bar.click()
    page.wait_for_function("document.documentElement.dataset.release === 'newer'", timeout=WAITS_MS)
    phone.sees("tasks.in_hand")
    phone.unsent(1)
    expect(bar).to_have_count(0)
    phone.take_first()
    phone.sees("picking.to_take")  # Where the version before had left it.

    phone.context.set_offline(False)
    phone.is_online()
    phone.scan("OIL-5L")
    phone.confirms()
    phone.sees("picking.tote_wanted")
    phone.scan("T-0001")
    eventually(lambda: site.outcomes("picking.confirm") == {"accepted": 1})
    site.proved()
