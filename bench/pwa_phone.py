"""A phone in Chromium for measurements: slow network and processor, a wedge scanner, the moment something stands."""

import json
import math
import time
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import BrowserContext, Page
from websockets.sync.client import connect

from bench.house import PASSWORD
from tests.journeys.browser import Chromium
from tests.journeys.words import says

WAITS_MS = 60_000
KEY_EVERY_S = 0.004
# Lighthouse's "slow 4G" as it is imposed on requests: 150 ms round trip × 3.75, 1.6 Mbit/s × 0.9.
SLOW_4G = {"latency": 562.5, "downloadThroughput": 1_474_560 / 8, "uploadThroughput": 675_000 / 8}
FULL = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
LANGUAGE = "en"

# Says when an element stands on the screen, in milliseconds since the navigation began: its frame is painted.
STANDS = """(selector) => {
  window.stands = 0;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => { window.stands ||= performance.now(); };
  const look = () => {
    if (!document.querySelector(selector)) return;
    observer.disconnect();
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
}"""


class Phone:
    """One page in a context of its own."""

    def __init__(self, chromium: Chromium, address: str, *, desk: bool = False) -> None:
        size = {"width": 1440, "height": 900} if desk else {"width": 390, "height": 844}
        self.context: BrowserContext = chromium.browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            locale="en-GB",
            has_touch=not desk,
        )
        self.address = address
        self._port = chromium.port
        self.page = self.new_page()

    def new_page(self) -> Page:
        """A page as after the app was closed and opened again."""
        self.page = self.context.new_page()
        self.page.set_default_timeout(WAITS_MS)
        self.cdp = self.context.new_cdp_session(self.page)
        self.cdp.send("Network.enable")
        target = self.cdp.send("Target.getTargetInfo")["targetInfo"]["targetId"]
        self._keys = connect(f"ws://127.0.0.1:{self._port}/devtools/page/{target}", ping_interval=None, max_size=None)
        return self.page

    def throttle(self, network: dict[str, float] | None = None, processor: float = 1, *, offline: bool = False) -> None:
        """How slow network and processor are."""
        self.cdp.send("Network.emulateNetworkConditions", {"offline": offline, **(network or FULL)})
        self.cdp.send("Emulation.setCPUThrottlingRate", {"rate": processor})

    def launch(self, path: str, selector: str) -> float:
        """Open an address and answer after how many milliseconds the element stood on the screen."""
        self.page.add_init_script(f"({STANDS})({selector!r})")
        self.page.goto(f"{self.address}{path}", wait_until="commit")
        self.until("window.stands > 0", pause_ms=200)  # Looking costs the page time, too.
        return float(self.page.evaluate("window.stands"))

    def until(self, expression: str, pause_ms: float = 10) -> None:
        """Wait until it is true, looking every `pause_ms`; from outside: the app's CSP forbids to evaluate inside."""
        end = time.monotonic() + WAITS_MS / 1000
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"this never came to be: {expression}"
            self.page.wait_for_timeout(pause_ms)

    def sign_in(self, login: str) -> None:
        """By login and password."""
        page = self.page
        page.goto(f"{self.address}/#/sign-in")
        page.get_by_role("button", name=says("people.with_password", LANGUAGE)).click()
        page.get_by_label(says("people.login", LANGUAGE), exact=True).fill(login)
        page.get_by_label(says("people.password", LANGUAGE), exact=True).fill(PASSWORD)
        page.get_by_role("button", name=says("people.sign_in", LANGUAGE), exact=True).click()
        self.until("!location.hash.includes('sign-in')")

    def is_kept(self) -> None:
        """Wait until the service worker is in charge and has kept every file of the floor."""
        self.until(
            """(async () => {
              if (!navigator.serviceWorker.controller) return false;
              for (const name of await caches.keys())
                if ((await (await caches.open(name)).keys()).length >= 20) return true;
              return false;
            })()"""
        )

    def scan(self, text: str) -> None:
        """A wedge scanner: a key every few milliseconds by its own clock, Enter at the end; it waits for no page."""
        now = time.time()
        keys: list[dict[str, Any]] = [{"key": sign, "text": sign} for sign in text]
        keys.append({"key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13})
        # Enter is pressed now; a busy machine that hands the keys on late must not tear the burst apart.
        for number, key in enumerate(reversed(keys)):
            key["timestamp"] = now - number * KEY_EVERY_S
        # Past Playwright, which would wait for the page after each key.
        for number, key in enumerate(keys):
            self._keys.send(_message(2 * number, "keyDown", key))
        for number, key in enumerate(keys):
            self._keys.send(_message(2 * number + 1, "keyUp", {"key": key["key"]}))

    def close(self) -> None:
        """Gone, with everything it had stored."""
        self._keys.close()
        self.context.close()


def _message(number: int, type: str, key: dict[str, Any]) -> str:
    return json.dumps({"id": number, "method": "Input.dispatchKeyEvent", "params": {"type": type, **key}})


def stored(page: Page, store: str) -> list[Any]:
    """All that lies in one store of the device's database."""
    found = page.evaluate(
        """(name) => new Promise((resolve, reject) => {
          const opening = indexedDB.open("truebin");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const asked = opening.result.transaction(name).objectStore(name).getAll();
            asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
          };
        })""",
        store,
    )
    return list(found)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all values does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
