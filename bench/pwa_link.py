"""How soon a phone is online again after the network came back, through a line that can be cut."""

import random
import socket
import threading
import time
from dataclasses import dataclass

from bench.pwa_phone import Phone, percentile
from bench.pwa_site import Site
from tests.journeys.browser import Chromium
from tests.serving import free_port

OUTAGES = 20
OUT_S = (0.5, 3.0)
BYTES = 65_536

# The connection chip turns; the page's own clock says when.
ONLINE = """(word) => {
  window.online = [];
  const look = () => {
    const is = document.querySelector("button.net")?.textContent.includes(word) ?? false;
    if (is !== window.was) window.online.push([is, performance.timeOrigin + performance.now()]);
    window.was = is;
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
  look();
}"""


@dataclass(frozen=True)
class Reconnect:
    """Milliseconds from the network's return to the chip that says online, of OUTAGES outages."""

    way: str
    all_ms: list[float]

    def at(self, share: float) -> float:
        """A percentile."""
        return percentile(self.all_ms, share)


class Line:
    """A TCP line to Caddy that can be cut: `refuse` ends every connection and takes none, `hush` lets them hang."""

    def __init__(self, to_port: int) -> None:
        self.port = free_port()
        self._to_port = to_port
        self._state = "up"
        self._pairs: list[tuple[socket.socket, socket.socket | None]] = []
        self._lock = threading.Lock()
        self._ear: socket.socket | None = None
        self.up()

    def up(self) -> None:
        """The network is there."""
        with self._lock:
            self._state = "up"
            if self._ear is None:
                self._listen()

    def refuse(self) -> None:
        """No server at the other end."""
        with self._lock:
            self._state = "refuse"
            if self._ear is not None:
                # Wakes the thread that waits in accept, which a mere close does not.
                self._ear.shutdown(socket.SHUT_RDWR)
                self._ear.close()
                self._ear = None
            self._cut()

    def hush(self) -> None:
        """Nothing arrives any more and nothing says so; what was begun meanwhile never gets an answer."""
        with self._lock:
            self._state = "hush"

    def close(self) -> None:
        """Gone for good."""
        self.refuse()

    def _cut(self) -> None:
        for pair in self._pairs:
            for end in pair:
                if end is not None:
                    _end(end)
        self._pairs.clear()

    def _listen(self) -> None:
        ear = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
        self._ear = ear
        threading.Thread(target=self._accept, args=(ear,), daemon=True).start()

    def _accept(self, ear: socket.socket) -> None:
        while True:
            try:
                near, _ = ear.accept()
            except OSError:
                return  # Cut.
            with self._lock:
                if self._state == "refuse":
                    near.close()
                    continue
                if self._state == "hush":
                    self._pairs.append((near, None))
                    continue
                far = socket.create_connection(("127.0.0.1", self._to_port))
                self._pairs.append((near, far))
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        lost = False
        try:
            while content := source.recv(BYTES):
                # What is lost on a hushed line stays lost: the connection never recovers, as behind a changed address.
                lost = lost or self._state == "hush"
                if not lost:
                    target.sendall(content)
        except OSError:
            pass  # Cut from the other side; both ends are ended below.
        if not lost:
            _end(target)
            _end(source)


def _end(one: socket.socket) -> None:
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # Already ended.


def measure(chromium: Chromium, site: Site) -> list[Reconnect]:
    """Two ways in which a hall loses its network."""
    line = Line(site.ports.https)
    phone = Phone(chromium, f"https://localhost:{line.port}")
    try:
        phone.sign_in("p0")
        phone.page.wait_for_selector("button.task")
        phone.page.evaluate(ONLINE, "Online")
        phone.until("window.was")
        chance = random.Random(7)
        return [
            Reconnect(name, [_outage(phone, line, chance, way) for _ in range(OUTAGES)])
            for name, way in (("server gone, then back", "refuse"), ("silent line, the browser says so", "hush"))
        ]
    finally:
        phone.close()
        line.close()


def _outage(phone: Phone, line: Line, chance: random.Random, way: str) -> float:
    out_s = chance.uniform(*OUT_S)
    if way == "refuse":
        line.refuse()
    else:
        line.hush()
        phone.page.evaluate("dispatchEvent(new Event('offline'))")
    phone.until("window.was === false")
    phone.page.evaluate("online.length = 0")
    time.sleep(out_s)
    back_at = time.time() * 1000
    line.up()
    phone.until("window.was === true")
    took = next(at for is_online, at in phone.page.evaluate("online") if is_online) - back_at
    time.sleep(chance.uniform(0.3, 0.8))  # Not in step with the phone's own tries.
    return float(took)
