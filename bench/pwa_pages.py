"""axe on every screen of floor and office, and Lighthouse where its packages can be had."""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from bench.pwa_phone import LANGUAGE, Phone, stored
from bench.pwa_site import OFFICE, Site
from server.run import pwa
from server.run.caddy import PROJECT
from tests.journeys.browser import CHROMIUM, Chromium
from tests.journeys.words import says

AXE = pwa.FOLDER / "node_modules" / "axe-core" / "axe.min.js"
LIGHTHOUSE = PROJECT / "bench" / "lighthouse"
LIGHTHOUSE_NODE_MIN = (22, 19)
LIGHTHOUSE_RUNS = 3
OFFICE_PAGES = (
    "/board", "/orders", "/orders/1", "/stock", "/stock/1", "/cards", "/counts", "/reviews", "/devices", "/users",
    "/import", "/labels",
)  # fmt: skip


@dataclass(frozen=True)
class Axe:
    """What axe found: on how many screens it looked, and each broken rule with its screen and number of nodes."""

    screens: int
    found: list[tuple[str, str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Lighthouse:
    """The scores of its default phone, 0 to 100, the middle one of LIGHTHOUSE_RUNS; or why there are none."""

    performance: int = 0
    accessibility: int = 0
    why_not: str = ""


def axe(chromium: Chromium, site: Site) -> Axe:
    """Every screen, in both themes."""
    source = AXE.read_text()
    screens, found = 0, []
    for name, page in chain(_floor(chromium, site), _office(chromium, site)):
        for theme in ("light", "dark"):
            page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
            page.evaluate(source)
            answer: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
            screens += 1
            found += [(f"{name}, {theme}", rule["id"], len(rule["nodes"])) for rule in answer["violations"]]
    return Axe(screens, found)


def _floor(chromium: Chromium, site: Site) -> Iterator[tuple[str, Page]]:
    """The screens of a pick, each as a person meets it."""
    phone = Phone(chromium, site.address)
    page = phone.page

    def settled(selector: str) -> Page:
        page.wait_for_selector(selector)
        phone.until("!document.querySelector('.cue[data-cue]')")
        return page

    page.goto(f"{site.address}/#/sign-in")
    yield "sign-in", settled(".btn.main")
    page.get_by_role("button", name=says("people.with_password", LANGUAGE)).click()
    yield "sign-in by password", settled("input")
    page.goto("about:blank")  # A mere change behind the # would leave the form as it stands.
    phone.sign_in("p0")
    yield "tasks", settled("button.task")
    for path in ("/outbox", "/me"):
        page.goto(f"{site.address}/#{path}")
        yield path, settled("main")
    page.goto(f"{site.address}/#/")
    settled("button.task")
    page.locator("button.task").first.click()
    yield "go to bin", settled(".sign")
    task = next(one for one in stored(page, "tasks") if page.url.endswith(f"/{one['id']}"))
    line = task["lines"][0]
    phone.scan("WRONG-BIN-1")
    yield "refused", settled("[role=alertdialog]")
    phone.scan(line["place"]["code"])
    page.wait_for_selector("[role=alertdialog]", state="detached")
    page.wait_for_selector(".sign", state="detached")
    yield "scan item", settled("main")
    phone.scan(line["item"]["code"])
    page.get_by_text(says("picking.tote_wanted", LANGUAGE)).wait_for()
    yield "scan tote", settled("main")
    phone.close()


def _office(chromium: Chromium, site: Site) -> Iterator[tuple[str, Page]]:
    phone = Phone(chromium, site.address, desk=True)
    phone.sign_in(OFFICE)
    for path in OFFICE_PAGES:
        phone.page.goto(f"{site.address}/#{path}")
        phone.page.wait_for_selector("h1")
        phone.page.wait_for_load_state("networkidle")
        yield path, phone.page
    phone.close()


def lighthouse(site: Site, folder: Path) -> Lighthouse:
    """The first screen, as Lighthouse sees it on its slow phone."""
    node = _node()
    if node is None:
        return Lighthouse(why_not=f"it needs Node {'.'.join(map(str, LIGHTHOUSE_NODE_MIN))}")
    installed = subprocess.run(
        [*node.npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=LIGHTHOUSE, env=_environment(node), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if installed.returncode != 0:
        return Lighthouse(why_not=f"its packages could not be had: {installed.stderr.strip()[-200:]}")
    runs = [_lighthouse(node, site, folder / f"lighthouse-{number}.json") for number in range(LIGHTHOUSE_RUNS)]
    middle = len(runs) // 2
    return Lighthouse(sorted(run.performance for run in runs)[middle], min(run.accessibility for run in runs))


def _node() -> pwa.Node | None:
    """The machine's Node when it is new enough for Lighthouse, else the wheel's."""
    for found in (pwa.find_node(), pwa.wheel_node()):
        if found is not None and pwa.version_of(f"{found.path}/node") >= LIGHTHOUSE_NODE_MIN:
            return found
    return None


def _environment(node: pwa.Node) -> dict[str, str]:
    path = f"{node.path}{os.pathsep}{os.environ.get('PATH', '')}"
    return os.environ | {"PATH": path, "CI": "true", "CHROME_PATH": str(CHROMIUM)}


def _lighthouse(node: pwa.Node, site: Site, report: Path) -> Lighthouse:
    flags = ["--headless=new", *(["--no-sandbox"] if os.geteuid() == 0 else []), *site.trust]
    flags += [f"--user-data-dir={report.with_suffix('')}"]
    subprocess.run(
        [
            f"{node.path}/node", "node_modules/lighthouse/cli/index.js", f"{site.address}/", "--quiet", "--output=json",
            f"--output-path={report}", "--only-categories=performance,accessibility",
            f"--chrome-flags={' '.join(flags)}", "--no-enable-error-reporting",
        ],
        cwd=LIGHTHOUSE, env=_environment(node), check=True, timeout=300,
    )  # fmt: skip
    scores = json.loads(report.read_text())["categories"]
    performance, accessibility = (round(scores[name]["score"] * 100) for name in ("performance", "accessibility"))
    return Lighthouse(performance, accessibility)
