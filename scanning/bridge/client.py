"""The way of a scan from the spool to its page, over the relay of the server: in order, again until acknowledged."""

import asyncio
import random
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from scanning.bridge.spool import NAME_MAX, Pairing, Spool

WINDOW: Final = 32  # Scans under way at once: a page behind a slow network still gets two in a second each.
PING_S: Final = 5.0  # A line that is silent for two of them is dead.
AGAIN_FIRST_S: Final = 0.25
AGAIN_MAX_S: Final = 5.0  # A page that was closed overnight costs a call every five seconds.

# As the relay takes desk and secret.
_DESK: Final = re.compile(r"[0-9a-f]{16}")
_SECRET: Final = re.compile(r"[0-9A-Z]{10,32}")

CLOSE_NOT_LET_IN: Final = 4403
CLOSE_AWAY: Final = 4404

State = Callable[[str], None]  # "online", "offline", "away" (no page has the desk open), "not_let_in"


class NotAPairingLink(ValueError):
    """The text is no link as a desk shows it."""


class _Frame(Struct):
    open: str = ""
    ack: int = 0
    beat: bool = False


def pairing_of(link: str, scanner: str, key: str) -> Pairing:
    """What a desk's link says: `https://host/#/scan-for/<desk>/<secret>`. Raises NotAPairingLink."""
    try:
        parts = urlsplit(link.strip())
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # Brackets that do not close, a port that is no number.
        raise NotAPairingLink(link)
    way = parts.fragment.split("/")
    if not is_address or len(way) != 4 or way[:2] != ["", "scan-for"]:
        raise NotAPairingLink(link)
    if not _DESK.fullmatch(way[2]) or not _SECRET.fullmatch(way[3]):
        raise NotAPairingLink(link)
    scheme = "wss" if parts.scheme == "https" else "ws"
    return Pairing(f"{scheme}://{parts.netloc}/api/bridge", way[2], scanner, key, way[3])


def again(known: Pairing | None, pairing: Pairing) -> Pairing:
    """The pairing with the key that its desk knows already: the same line may be run twice, its secret is good once.

    Another desk gets another key, for its server could use the first one's in our name.
    """
    if known is None or (known.server, known.desk) != (pairing.server, pairing.desk):
        return pairing
    return replace(pairing, key=known.key)


class Client:
    """Carries what is in the spool to the page, as long as it runs."""

    def __init__(self, spool: Spool, name: str, said: State = lambda _: None) -> None:
        self._spool = spool
        self._name = name
        self._said = said
        self._more = asyncio.Event()
        self._last = ""

    async def run(self) -> None:
        """Dial, send, dial again, until cancelled."""
        loop = asyncio.get_running_loop()

        def heard() -> None:
            loop.call_soon_threadsafe(self._more.set)

        self._spool.heard = heard
        try:
            await self._again_and_again()
        finally:
            self._spool.heard = _nobody

    async def _again_and_again(self) -> None:
        wait_s = AGAIN_FIRST_S
        while True:
            try:
                if await self._connected():
                    wait_s = AGAIN_FIRST_S
            except (OSError, InvalidHandshake, TimeoutError, ConnectionClosed, msgspec.DecodeError):
                # Also a line that is gone before our first word, and somebody else's server in the place of ours.
                self._state("offline")
            # Half to the whole, so that all bridges of a hall do not come back in one wave.
            await asyncio.sleep(wait_s * random.uniform(0.5, 1.0))
            wait_s = min(AGAIN_MAX_S, wait_s * 2)

    async def _connected(self) -> bool:
        """One connection from its beginning to its end; whether the desk let us in."""
        pairing = self._spool.pairing()
        assert pairing is not None, "paired before it runs"
        async with connect(
            pairing.server, ping_interval=PING_S, ping_timeout=PING_S, compression=None, proxy=None
        ) as line:
            hello = {"role": "scanner", "desk": pairing.desk, "scanner": pairing.scanner, "key": pairing.key}
            await line.send(
                msgspec.json.encode(hello | {"secret": pairing.secret, "name": self._name[:NAME_MAX]}).decode()
            )
            is_in = False
            try:
                frame = msgspec.json.decode(await line.recv(), type=_Frame)
                is_in = frame.open == pairing.desk
                if is_in:
                    await self._carry(line, pairing)
            except ConnectionClosed as closed:
                code = closed.rcvd.code if closed.rcvd is not None else 0
                self._state({CLOSE_AWAY: "away", CLOSE_NOT_LET_IN: "not_let_in"}.get(code, "offline"))
            return is_in

    async def _carry(self, line: ClientConnection, pairing: Pairing) -> None:
        if pairing.secret:
            # It is used up; from now on our key is good.
            await asyncio.to_thread(
                self._spool.pair, Pairing(pairing.server, pairing.desk, pairing.scanner, pairing.key)
            )
        self._state("online")
        acked = asyncio.Event()
        both = [asyncio.create_task(self._send(line, acked)), asyncio.create_task(self._hear(line, acked))]
        try:
            done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
        finally:
            for one in both:
                one.cancel()
            await asyncio.gather(*both, return_exceptions=True)

    async def _hear(self, line: ClientConnection, acked: asyncio.Event) -> None:
        while True:
            frame = msgspec.json.decode(await line.recv(), type=_Frame)
            if frame.ack:
                await asyncio.to_thread(self._spool.acknowledge, frame.ack)
                acked.set()

    async def _send(self, line: ClientConnection, acked: asyncio.Event) -> None:
        """Everything that waits, oldest first, at most WINDOW ahead of the page."""
        sent = 0
        while True:
            self._more.clear()
            acked.clear()
            waiting = await asyncio.to_thread(self._spool.after, 0, WINDOW)
            for scan in waiting:
                if scan.n > sent:
                    await line.send(msgspec.json.encode({"scan": scan}).decode())
                    sent = scan.n
            # A full window waits for the page, else for the next scan; either may come first.
            waits = [asyncio.ensure_future(one.wait()) for one in (self._more, acked)]
            try:
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for one in waits:
                    one.cancel()

    def _state(self, state: str) -> None:
        if state != self._last:
            self._last = state
            self._said(state)


def _nobody() -> None:
    """Nobody waits for scans; they stay in the spool."""
