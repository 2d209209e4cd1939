"""Chromium as a process of our own, which tests may kill and start again with the same profile."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright

CHROMIUM = Path("/usr/bin/chromium")
STARTS_WITHIN_S = 40
QUIET = (
    "--headless=new", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--mute-audio",
    "--hide-scrollbars",
    "--disable-breakpad",
    "--lang=zh-CN", "--accept-lang=zh-CN",
    "--disable-background-networking",
    "--disable-component-update", "--disable-default-apps", "--disable-sync", "--disable-extensions",
    "--metrics-recording-only", "--disable-dev-shm-usage", "--password-store=basic", "--use-mock-keychain",
    "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider",
    "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--remote-debugging-port=0",
)  # fmt: skip


class Chromium:
    """One browser with a profile folder; `kill` and `start` again keep what it had stored."""

    def __init__(self, playwright: Playwright, profile: Path, options: Sequence[str] = ()) -> None:
        self._playwright = playwright
        self._profile = profile
        self._options = options
        self.port = 0  # Of its debugging protocol, once it runs.
        self._process: subprocess.Popen[bytes] | None = None
        self._browser: Browser | None = None

    def start(self) -> BrowserContext:
        """Start, and answer the context that the profile keeps."""
        self._profile.mkdir(parents=True, exist_ok=True)
        told = self._profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        # Chromium's sandbox refuses to run as root.
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        with (self._profile.parent / f"{self._profile.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(CHROMIUM), *QUIET, *root, f"--user-data-dir={self._profile}", *self._options, "about:blank"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                env=os.environ | {"HOME": str(self._profile)},
            )  # fmt: skip
        until = time.monotonic() + STARTS_WITHIN_S
        while not (told.exists() and told.read_text().count("\n")):
            assert self._process.poll() is None, "Chromium ended at once"
            assert time.monotonic() < until, "Chromium did not come up"
            time.sleep(0.02)
        self.port = int(told.read_text().splitlines()[0])
        self._browser = self._playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{self.port}")
        return self._browser.contexts[0]

    @property
    def browser(self) -> Browser:
        """The running browser, for contexts beside the profile's own."""
        assert self._browser is not None
        return self._browser

    def kill(self) -> None:
        """All its processes at once, as a phone does with an app when memory runs out."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._browser = None

    def close(self) -> None:
        """End it if it still runs."""
        if self._process is not None and self._process.poll() is None:
            self.kill()
