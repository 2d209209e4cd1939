"""First load (bytes, requests) and how soon the app is ready: cold, warm, and without a network."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.pwa_phone import SLOW_4G, Phone
from bench.pwa_site import ANCHOR, Site
from tests.journeys.browser import Chromium

RUNS = 5
CPU = 4
SIGN_IN = "#app main button.main"
TASK_LIST = "button.task"


@dataclass(frozen=True)
class FirstLoad:
    """What a new phone fetches: (path, bytes of the body as it came over the wire).

    first: what was there when the first screen stood. behind: what followed, so that the floor works without a network.
    """

    encoding: str
    first: list[tuple[str, int]]
    behind: list[tuple[str, int]]


@dataclass(frozen=True)
class Ready:
    """Milliseconds from navigation to the painted screen, of RUNS launches."""

    way: str
    aim_ms: float
    all_ms: list[float]
    anchor_ms: float = 0

    @property
    def median_ms(self) -> float:
        """The middle one."""
        return median(self.all_ms)


def first_load(chromium: Chromium, site: Site, encoding: str) -> FirstLoad:
    """Open the app on a new phone, so slowly that what follows the first screen cannot be mistaken for it."""
    phone = Phone(chromium, site.address)
    phone.throttle(SLOW_4G, CPU)
    phone.cdp.send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": encoding}})
    at = phone.launch("/", SIGN_IN)
    phone.until("navigator.serviceWorker.getRegistration().then(Boolean)")
    loaded: list[dict[str, Any]] = phone.page.evaluate(
        """[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((one) =>
          ({ path: new URL(one.name).pathname, bytes: one.encodedBodySize, end: one.responseEnd }))"""
    )
    phone.close()
    first = {one["path"]: one["bytes"] for one in loaded if one["end"] <= at}
    behind = {one["path"]: one["bytes"] for one in loaded if one["path"] not in first}
    return FirstLoad(encoding, list(first.items()), list(behind.items()))


def ready(chromium: Chromium, site: Site, bytes_: int) -> list[Ready]:
    """Slow 4G and a quarter of the processor."""
    site.put_anchor(bytes_)
    cold = [_cold(chromium, site, "/", SIGN_IN) for _ in range(RUNS)]
    anchor = [_cold(chromium, site, f"/{ANCHOR}.html", "main") for _ in range(RUNS)]
    phone = Phone(chromium, site.address)
    phone.sign_in("p0")
    phone.page.wait_for_selector(TASK_LIST)
    phone.is_kept()
    warm = [_again(phone) for _ in range(RUNS)]
    site.go_down()
    offline = [_again(phone, offline=True) for _ in range(RUNS)]
    site.come_back()
    phone.close()
    return [
        Ready("cold: to sign-in", 2000, cold, median(anchor)),
        Ready("warm: to the list of 200 tasks", 600, warm),
        Ready("offline: to the list of 200 tasks", 500, offline),
    ]


def _cold(chromium: Chromium, site: Site, path: str, selector: str) -> float:
    phone = Phone(chromium, site.address)
    phone.throttle(SLOW_4G, CPU)
    took = phone.launch(path, selector)
    phone.close()
    return took


def _again(phone: Phone, *, offline: bool = False) -> float:
    phone.page.close()
    phone.new_page()
    phone.throttle(SLOW_4G, CPU, offline=offline)
    return phone.launch("/", TASK_LIST)
