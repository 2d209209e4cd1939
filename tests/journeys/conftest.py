"""What all journeys share: the built app, the warehouse, a browser, and people who sign in."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, ViewportSize, sync_playwright

from server.run import pwa
from server.store.engine import open_store
from tests.journeys.browser import CHROMIUM, Chromium
from tests.journeys.phone import Phone
from tests.journeys.site import Site, furnish

SCREEN = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1440, height=900)

SignIn = Callable[..., Phone]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app as it is built, once a run, and out of reach of whoever builds it again meanwhile."""
    pwa.install(full=True)
    pwa.build()
    return Path(shutil.copytree(pwa.DIST, tmp_path_factory.mktemp("pwa") / "dist"))


@pytest.fixture(scope="session")
def warehouse(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The furnished books, to be copied."""
    path = tmp_path_factory.mktemp("warehouse") / "truebin.db"
    shutil.copy(sqlite_template, path)
    store = open_store(f"sqlite:///{path}")
    furnish(store)
    store.close()
    return path


@pytest.fixture
def site(warehouse: Path, built: Path, tmp_path: Path) -> Iterator[Site]:
    """A copy of the warehouse, served."""
    made = Site(warehouse, tmp_path, built)
    made.server.start()
    yield made
    made.close()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright; not longer than a module, as its event loop stands in the way of the tests that have their own."""
    assert CHROMIUM.exists(), "The journeys need Debian's chromium: apt-get install chromium"
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """One browser for all whose people need no camera and do not die."""
    browser = Chromium(playwright, tmp_path_factory.mktemp("chromium") / "profile")
    browser.start()
    yield browser
    browser.close()


@pytest.fixture
def contexts(chromium: Chromium) -> Iterator[list[BrowserContext]]:
    """What people of this test were given, to be taken back at its end."""
    given: list[BrowserContext] = []
    yield given
    for context in given:
        context.close()


@pytest.fixture
def people(site: Site, chromium: Chromium, contexts: list[BrowserContext]) -> Iterator[SignIn]:
    """Give somebody a phone of their own, signed in: `people("li")`, `people("chen", desk=True)`; "" is nobody yet."""
    given: list[Phone] = []

    def give(login: str, path: str = "", *, desk: bool = False) -> Phone:
        size = DESK if desk else SCREEN
        context = chromium.browser.new_context(
            viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=not desk
        )
        contexts.append(context)
        phone = Phone(context, site.address)
        given.append(phone)
        if login:
            phone.sign_in(login, path)
        else:
            phone.open(path or "/sign-in")
        return phone

    yield give
    assert [fault for phone in given for fault in phone.faults] == []
