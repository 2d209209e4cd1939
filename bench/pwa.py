"""`make bench-pwa`: how fast and how light the PWA is in Debian's Chromium, on the screen and in docs/benchmarks.md.

Words after the command name what to run: load, ready, scans, link, axe, lighthouse, packages; all when left out.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import pwa_link, pwa_load, pwa_packages, pwa_pages, pwa_report, pwa_scans, report
from bench.machine import description
from bench.pwa_site import Site
from server.run import pwa
from tests.journeys.browser import Chromium

PARTS = ("load", "ready", "scans", "link", "axe", "lighthouse", "packages")
BEGIN = "<!-- figures of make bench-pwa -->"


def main(words: list[str]) -> None:
    """Measure, print, and write the report when everything was measured."""
    wanted = words or list(PARTS)
    unknown = set(wanted) - set(PARTS)
    if unknown:
        sys.exit(f"bench.pwa: {', '.join(sorted(unknown))} is not one of {', '.join(PARTS)}")
    sections: list[str] = []
    with tempfile.TemporaryDirectory() as at, sync_playwright() as playwright:
        folder = Path(at)
        site = Site(pwa.DIST, folder)
        chromium = Chromium(playwright, folder / "chromium", site.trust)
        try:
            site.start()
            chromium.start()
            version = chromium.browser.version
            for part in wanted:
                section = _measured(part, chromium, site, folder)
                print(section, flush=True)
                sections.append(section)
        finally:
            chromium.close()
            site.stop()
    if not words:
        headline = f"Measured on {datetime.now(UTC):%Y-%m-%d} in Chromium {version}: {description()}."
        report.write(headline, sections, BEGIN)


def _measured(part: str, chromium: Chromium, site: Site, folder: Path) -> str:
    def load() -> str:
        return pwa_report.load([pwa_load.first_load(chromium, site, encoding) for encoding in ("gzip", "br")])

    def ready() -> str:
        weight = sum(bytes_ for _, bytes_ in pwa_load.first_load(chromium, site, "br").first)
        return pwa_report.ready(pwa_load.ready(chromium, site, weight), weight)

    measures: dict[str, Callable[[], str]] = {
        "load": load,
        "ready": ready,
        "scans": lambda: pwa_report.scans(*pwa_scans.measure(chromium, site)),
        "link": lambda: pwa_report.link(pwa_link.measure(chromium, site)),
        "axe": lambda: pwa_report.axe(pwa_pages.axe(chromium, site)),
        "lighthouse": lambda: pwa_report.lighthouse(pwa_pages.lighthouse(site, folder)),
        "packages": lambda: pwa_report.packages(pwa_packages.measure(folder / "packages")),
    }
    return measures[part]()


if __name__ == "__main__":
    main(sys.argv[1:])
