"""The relay between a page and its scanners: a dock computer's bridge, or phones, send scans to a page (its desk).

The relay keeps nothing: a scan stays in its scanner's spool until the page itself has said that it has it. So a relay,
a page or a scanner may die at any moment, and what was under way is sent again. Who may send to a desk is known to the
desk's page alone; it says so each time it comes: after a restart nothing has to be paired anew.
"""

import asyncio
import hashlib
import time
from collections import deque
from hmac import compare_digest
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
from litestar import WebSocket, websocket
from litestar.di import NamedDependency
from litestar.exceptions import WebSocketDisconnect, WebSocketException
from msgspec import Meta, Struct

from scanning.codes import TEXT_MAX
from server.kernel.refusal import Refusal
from server.web.live import CLOSE_BAD_HELLO, CLOSE_FORBIDDEN, CLOSE_NOT_SIGNED_IN, CLOSE_TOO_SLOW, HELLO_S
from server.web.sessions import Sessions, same_origin, token_of

BEAT_S: Final = 4.0  # Either side that hears nothing for two of them dials again.
BEATS_PER_LOOK: Final = 4  # The session behind a desk is looked up at every fourth.
FRAME_BYTES_MAX: Final = 32 * 1024  # A scan of 4,096 characters, each of them six in JSON, and what is around it.
QUEUE_MAX: Final = 256  # Frames that may wait for one socket; the slow one is dropped and everything is sent again.
DESKS_MAX: Final = 500  # Open at the same time; a page more is told to wait.
SCANNERS_MAX: Final = 16  # Of one desk: a dock has four doors and some phones.
SECRET_LASTS_S: Final = 600.0  # Long enough to fetch a phone from the shelf; the page makes a new one before.
BURST_MAX: Final = 200  # Scans at once: what a scanner has gathered while the page was away comes faster than hands.
SCANS_PER_S: Final = 40.0  # In the long run; a hand scans two in a second, a tunnel ten.

CLOSE_AWAY: Final = 4404  # No page has this desk open now: try again soon.
CLOSE_MOVED: Final = 4409  # The desk was opened in another tab or window.
CLOSE_FLOOD: Final = 4429  # More scans than hands can make.
CLOSE_FULL: Final = 4413  # Too many desks, or too many scanners at this one.

T = TypeVar("T")
Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")]
DeskId = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z")]
Key = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]{22,64}\Z")]  # 128 bits and more.
Secret = Annotated[str, Meta(pattern=r"^([0-9A-Z]{10,32})?\Z")]  # 50 bits, used once, for ten minutes; "" is none.
Seal = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Name = Annotated[str, Meta(max_length=64)]
Number = Annotated[int, Meta(ge=1, le=2**53 - 1)]


class Known(Struct, forbid_unknown_fields=True):
    """A scanner as its desk's page remembers it. seal: SHA-256 of the scanner's key, in hexadecimal."""

    id: Id
    seal: Seal


class DeskHello(Struct, tag_field="role", tag="desk", forbid_unknown_fields=True):
    """A page opens its desk. key: whoever has it is the desk; the desk's id is the beginning of its SHA-256.

    secret: what lets one further scanner in, "" for none. scanners: those that were let in before.
    """

    key: Key
    secret: Secret = ""
    scanners: Annotated[list[Known], Meta(max_length=SCANNERS_MAX)] = []


class ScannerHello(Struct, tag_field="role", tag="scanner", forbid_unknown_fields=True):
    """A scanner comes to its desk. key: its own, made by itself. secret: only the first time."""

    desk: DeskId
    scanner: Id
    key: Key
    secret: Secret = ""
    name: Name = ""


class Scan(Struct, forbid_unknown_fields=True):
    """One scan. n: counted by its scanner without gaps. at: milliseconds since 1970 on the scanner's clock."""

    id: Id
    n: Number
    text: Annotated[str, Meta(min_length=1, max_length=TEXT_MAX)]
    source: Literal["serial", "hid", "camera", "intent", "manual"] = "serial"
    symbology: Annotated[str, Meta(max_length=20)] = ""
    device: Name = ""
    at: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0


class FromScanner(Struct, forbid_unknown_fields=True):
    """A frame of a scanner."""

    scan: Scan


class FromDesk(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A frame of a page: it has the scans up to `ack` of a scanner; or a new secret; or forget a scanner."""

    scanner: Annotated[str, Meta(max_length=36)] = ""
    ack: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0
    secret: Secret = ""
    forget: bool = False


class Line:
    """What waits for one socket, and how it ends."""

    def __init__(self) -> None:
        self.closed = 0
        self._waiting: deque[str] = deque()
        self._wake = asyncio.Event()

    def tell(self, **frame: Any) -> None:
        """Send a frame; a line that is full is closed instead."""
        if len(self._waiting) >= QUEUE_MAX:
            self.close(CLOSE_TOO_SLOW)
        elif not self.closed:
            self._waiting.append(msgspec.json.encode(frame).decode())
            self._wake.set()

    def close(self, code: int) -> None:
        """Nothing more goes out."""
        self.closed = self.closed or code
        self._wake.set()

    async def carry(self, socket: WebSocket[Any, Any, Any]) -> None:
        """Send what waits until the line is closed."""
        while True:
            while self._waiting:
                await socket.send_data(self._waiting.popleft(), "text")
            if self.closed:
                await socket.close(self.closed)
                return
            self._wake.clear()
            try:
                async with asyncio.timeout(BEAT_S):
                    await self._wake.wait()
            except TimeoutError:
                await socket.send_data('{"beat":true}', "text")


class Desk:
    """A page that is open now, with its scanners."""

    def __init__(self, hello: DeskHello, now_s: float) -> None:
        self.id = desk_id(hello.key)
        self.line = Line()
        self.seals = {known.id: known.seal for known in hello.scanners}
        self.scanners: dict[str, Line] = {}
        self.secret = ""
        self.secret_until_s = 0.0
        self.renew(hello.secret, now_s)

    def renew(self, secret: str, now_s: float) -> None:
        """From now on this secret lets one scanner in."""
        self.secret = secret
        self.secret_until_s = now_s + SECRET_LASTS_S

    def admits(self, hello: ScannerHello, now_s: float) -> bool:
        """Whether the scanner may send here: known by its key, or let in (again) by the secret, then used up."""
        seal = hashlib.sha256(hello.key.encode()).hexdigest()
        known = self.seals.get(hello.scanner)
        if known is not None and compare_digest(known, seal):
            return True
        if not self.secret or now_s > self.secret_until_s or not compare_digest(self.secret, hello.secret):
            return False
        self.secret = ""
        self.seals[hello.scanner] = seal
        self.line.tell(paired={"id": hello.scanner, "seal": seal}, name=hello.name)
        return True


class Relay:
    """The desks that are open in this process."""

    def __init__(self) -> None:
        self.desks: dict[str, Desk] = {}

    def open(self, hello: DeskHello, now_s: float) -> Desk | None:
        """Open a desk; the same one elsewhere is closed, its scanners come again. None when there is no room."""
        before = self.desks.get(desk_id(hello.key))
        if before is None and len(self.desks) >= DESKS_MAX:
            return None
        if before is not None:
            self.leave(before)
            before.line.close(CLOSE_MOVED)
        desk = Desk(hello, now_s)
        self.desks[desk.id] = desk
        return desk

    def leave(self, desk: Desk) -> None:
        """The page is gone: its scanners go too and try again until it is back."""
        if self.desks.get(desk.id) is desk:
            del self.desks[desk.id]
        for line in desk.scanners.values():
            line.close(CLOSE_AWAY)
        desk.scanners.clear()

    def stop(self) -> None:
        """Send everybody home; they come back to the next process."""
        for desk in list(self.desks.values()):
            self.leave(desk)
            desk.line.close(1012)


class Pace:
    """How many scans a scanner may still send: BURST_MAX at once, SCANS_PER_S in the long run."""

    def __init__(self, now_s: float) -> None:
        self._left = float(BURST_MAX)
        self._at_s = now_s

    def takes(self, now_s: float) -> bool:
        """Count one more; False when it is too much."""
        self._left = min(float(BURST_MAX), self._left + (now_s - self._at_s) * SCANS_PER_S)
        self._at_s = now_s
        self._left -= 1
        return self._left >= 0


def desk_id(key: str) -> str:
    """The id of the desk that this key opens."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


@websocket("/api/bridge", guards=[same_origin])
async def bridge(
    socket: WebSocket[Any, Any, Any], sessions: NamedDependency[Sessions], relay: NamedDependency[Relay]
) -> None:
    """Scans of other devices for a page. The first frame says who one is: {role: "desk", …} or {role: "scanner", …}.

    A scanner sends {scan: {id, n, text, …}} and hears {ack: n}: the page has everything up to n. A page hears
    {scanner, scan}, {scanner, here, name}, {paired: {id, seal}, name} and sends {scanner, ack}, {secret},
    {scanner, forget}. Both hear {beat}. Close codes: 4400 unreadable, 4401 not signed in, 4403 not let in, 4404 the
    page is away, 4408 too slow, 4409 the desk was opened elsewhere, 4413 full, 4429 too many scans, 1012 restart.
    """
    await socket.accept()
    hello = await _first(socket)
    if isinstance(hello, DeskHello):
        await _be_desk(socket, hello, sessions, relay)
    elif isinstance(hello, ScannerHello):
        await _be_scanner(socket, hello, relay)


async def _be_desk(socket: WebSocket[Any, Any, Any], hello: DeskHello, sessions: Sessions, relay: Relay) -> None:
    headers = socket.scope["headers"]
    try:
        sessions.of(headers, writes=True)
    except Refusal as refusal:
        code = CLOSE_NOT_SIGNED_IN if refusal.code == "web.not_signed_in" else CLOSE_FORBIDDEN
        await socket.close(code, refusal.code)
        return
    desk = relay.open(hello, time.monotonic())
    if desk is None:
        await socket.close(CLOSE_FULL)
        return
    desk.line.tell(open=desk.id)
    try:
        await _until_one_ends(
            desk.line.carry(socket), _hear_desk(socket, desk), _look(desk.line, sessions, token_of(headers)[0])
        )
    finally:
        relay.leave(desk)


async def _be_scanner(socket: WebSocket[Any, Any, Any], hello: ScannerHello, relay: Relay) -> None:
    desk = relay.desks.get(hello.desk)
    if desk is None:
        await socket.close(CLOSE_AWAY)
        return
    if len(desk.scanners) >= SCANNERS_MAX and hello.scanner not in desk.scanners:
        await socket.close(CLOSE_FULL)
        return
    if not desk.admits(hello, time.monotonic()):
        await socket.close(CLOSE_FORBIDDEN)
        return
    line = Line()
    before = desk.scanners.get(hello.scanner)
    if before is not None:
        before.close(CLOSE_MOVED)  # Its old connection is half open; the new one is the scanner.
    desk.scanners[hello.scanner] = line
    desk.line.tell(scanner=hello.scanner, here=True, name=hello.name)
    line.tell(open=desk.id)
    try:
        await _until_one_ends(line.carry(socket), _hear_scanner(socket, hello.scanner, line, desk))
    finally:
        if desk.scanners.get(hello.scanner) is line:
            del desk.scanners[hello.scanner]
            desk.line.tell(scanner=hello.scanner, here=False, name=hello.name)


async def _hear_desk(socket: WebSocket[Any, Any, Any], desk: Desk) -> None:
    while True:
        frame = await _heard(socket, FromDesk)
        if frame is None:
            desk.line.close(CLOSE_BAD_HELLO)
            return
        if frame.secret:
            desk.renew(frame.secret, time.monotonic())
        line = desk.scanners.get(frame.scanner)
        if frame.forget:
            desk.seals.pop(frame.scanner, None)
            if line is not None:
                line.close(CLOSE_FORBIDDEN)
        elif frame.ack and line is not None:
            line.tell(ack=frame.ack)


async def _hear_scanner(socket: WebSocket[Any, Any, Any], scanner: str, line: Line, desk: Desk) -> None:
    pace = Pace(time.monotonic())
    while True:
        frame = await _heard(socket, FromScanner)
        if frame is None:
            line.close(CLOSE_BAD_HELLO)
            return
        if not pace.takes(time.monotonic()):
            line.close(CLOSE_FLOOD)
            return
        desk.line.tell(scanner=scanner, scan=frame.scan)


async def _look(line: Line, sessions: Sessions, token: str) -> None:
    while True:
        await asyncio.sleep(BEAT_S * BEATS_PER_LOOK)
        if sessions.find(token) is None:
            line.close(CLOSE_NOT_SIGNED_IN)
            return


async def _until_one_ends(carrying: Any, *others: Any) -> None:
    """Until the socket is gone, or its line was closed and that has been said."""
    tasks = [asyncio.ensure_future(one) for one in (carrying, *others)]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        sending = tasks[0]
        if sending not in done and all(one.exception() is None for one in done):
            await sending  # The listener closed the line; the other side is told why.
    except (WebSocketDisconnect, WebSocketException):
        return
    finally:
        for task in tasks:
            task.cancel()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, Exception) and not isinstance(outcome, WebSocketDisconnect | WebSocketException):
                raise outcome


async def _first(socket: WebSocket[Any, Any, Any]) -> DeskHello | ScannerHello | None:
    try:
        async with asyncio.timeout(HELLO_S):
            said = await socket.receive_data(mode="text")
        return msgspec.json.decode(said, type=DeskHello | ScannerHello)
    except (TimeoutError, msgspec.DecodeError, RecursionError):
        await socket.close(CLOSE_BAD_HELLO)
    except (WebSocketDisconnect, WebSocketException):
        pass
    return None


async def _heard(socket: WebSocket[Any, Any, Any], shape: type[T]) -> T | None:
    """The next frame; None when it cannot be read."""
    said = await socket.receive_data(mode="text")
    if len(said) > FRAME_BYTES_MAX:
        return None
    try:
        return msgspec.json.decode(said, type=shape)
    except (msgspec.DecodeError, RecursionError):
        return None


ROUTES: Final = [bridge]
