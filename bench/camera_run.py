"""Drives the PWA's decoders in a headless Chromium: frame by frame in one worker, and through the app's own camera."""

import functools
import http.server
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from playwright.sync_api import Page, Playwright

from bench.camera_frames import SHOWN_S, WALL_S
from server.run import pwa
from tests.journeys.browser import Chromium

PAGE = Path(__file__).with_name("camera_page")
TURNS_MAX = 10  # Two rounds of the live camera's turns on one frame: 0.66 s at 15 frames a second.


class Result(Struct, frozen=True):
    """What one way made of one frame. ms: CPU of the worker's thread; wall_ms: as the worker's own clock says."""

    texts: tuple[str, ...]
    sure: tuple[str, ...]
    ms: float
    wall_ms: float


class Turns(Struct, frozen=True):
    """The live camera on one frame that stands still. took: turns until something counted, 0 for never; ms: of each."""

    texts: tuple[str, ...]
    took: int
    ms: tuple[float, ...]


def build(folder: Path) -> None:
    """Build the page into `folder` with the PWA's own Vite."""
    pwa.install(full=True)
    node = pwa.ensure_node()
    vite = pwa.FOLDER / "node_modules" / "vite" / "bin" / "vite.js"
    words = ["build", str(PAGE), "--config", str(PAGE / "vite.config.mjs"), "--outDir", str(folder), "--emptyOutDir"]
    subprocess.run([f"{node.path}/node", str(vite), *words, "--logLevel", "warn"], check=True, timeout=120)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The table is what is to be read, not the requests."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder over HTTP on a free port; localhost is a secure context, so that there is a camera."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Worker:
    """The decoding worker of an open page."""

    def __init__(self, page: Page, address: str, profile: Path) -> None:
        page.goto(f"{address}/index.html")
        self._page = page
        before = set(_workers(profile))
        self.ask({"begin": True})
        own = set(_workers(profile)) - before or before
        assert len(own) == 1, f"one worker was to be found, not {len(own)}"
        self._clock = own.pop() / "schedstat"

    def ask(self, what: object) -> object:
        """Send and wait for the answer."""
        return self._page.evaluate("(what) => ask(what)", what)

    def _cpu_ms(self) -> float:
        return int(self._clock.read_text().split()[0]) / 1e6

    def hold(self, frame: str) -> None:
        """Fetch a frame; not measured."""
        self.ask({"hold": frame})

    def read(self, way: str) -> Result:
        """Read the frame that it holds in one way."""
        before = self._cpu_ms()
        answer = self.ask({"way": way})
        spent = self._cpu_ms() - before
        assert isinstance(answer, dict)
        read = answer["read"]
        texts = tuple(one["text"] for one in read)
        return Result(texts, tuple(one["text"] for one in read if one["isSure"]), spent, answer["ms"])

    def turns(self) -> Turns:
        """Let the live camera look at the held frame until something counts."""
        spent: list[float] = []
        for took in range(1, TURNS_MAX + 1):
            result = self.read("turn")
            spent.append(result.ms)
            if result.texts:
                return Turns(result.texts, took, tuple(spent))
        return Turns((), 0, tuple(spent))


def _workers(profile: Path) -> list[Path]:
    """The threads of dedicated workers in the processes of the browser with this profile."""
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[2])
            if f"user-data-dir={profile}" not in _command(process) + _command(Path(f"/proc/{parent}")):
                continue
            tasks = [*(process / "task").iterdir()]
            found += [task for task in tasks if (task / "comm").read_text().startswith("DedicatedWorker")]
        except (FileNotFoundError, ProcessLookupError):  # It ended while it was looked at.
            continue
    return found


def _command(process: Path) -> str:
    return (process / "cmdline").read_text().replace("\0", " ")


def filmed(playwright: Playwright, folder: Path, address: str, film: Path, shots: int) -> list[dict[str, object]]:
    """Watch the film once through the app's own camera; each shot with when it came and when its code was told."""
    options = [
        "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]  # fmt: skip
    browser = Chromium(playwright, folder / "camera", options)
    context = browser.start()
    try:
        page = context.new_page()
        page.goto(f"{address}/index.html")
        seconds = shots * (SHOWN_S + WALL_S) + 2
        page.set_default_timeout((seconds + 60) * 1000)
        found = page.evaluate("(seconds) => film(seconds)", seconds)
    finally:
        browser.close()
    assert isinstance(found, list)
    return found
