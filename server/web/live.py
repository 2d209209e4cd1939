"""The live stream: every event once to every socket that follows it, by number, without a gap or a double at the seam.

The log is the truth and sockets only tell. A ring of encoded events per warehouse serves live delivery and resumes;
what is older is read from the log. The hub lives on the event loop; only `publish` is called from other threads.
"""

import asyncio
import itertools
import types
from collections import deque
from collections.abc import Awaitable, Callable, Generator, Iterator, Sequence
from typing import Annotated, Any, Final

import msgspec
import structlog
from litestar import WebSocket, get, websocket
from litestar.di import NamedDependency
from litestar.exceptions import WebSocketDisconnect, WebSocketException
from litestar.params import QueryParameter
from msgspec import Meta, Raw, Struct
from sqlalchemy import select

from server.commands import events
from server.commands.events import StoredEvent
from server.commands.tables import epoch as epoch_table
from server.kernel.refusal import Refusal
from server.people.views import SignedIn
from server.store.engine import Store
from server.store.transaction import Reader, Sql
from server.web.sessions import Sessions, same_origin, token_of

RING_MAX: Final = 4096  # Events kept encoded per warehouse: some minutes of a busy hall, about 2 MB.
QUEUE_MAX: Final = 256  # Messages that may wait for one socket; whoever is slower is dropped and resumes.
PAGE_MAX: Final = 500  # Events read from the log at once.
BURST_S: Final = 0.05  # After a message, what follows within this time goes together; the first never waits.
HEARTBEAT_S: Final = 4.0  # A client that misses two of them dials again, within the ten seconds that people bear.
BEATS_PER_LOOK: Final = 4  # The session behind a socket is looked up at every fourth.
LOOK_S: Final = 2.0
HELLO_S: Final = 10.0  # How long a new socket may say nothing.
HELLO_BYTES_MAX: Final = 16 * 1024

# Close codes of our own (4000 to 4999 are free for applications, RFC 6455, 7.4.2).
CLOSE_BAD_HELLO: Final = 4400
CLOSE_NOT_SIGNED_IN: Final = 4401
CLOSE_FORBIDDEN: Final = 4403
CLOSE_TOO_SLOW: Final = 4408

Sending = Generator[Any, Any, None]
Topic = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"^\S+\Z")]
_log = structlog.get_logger("truebin.live")
_EPOCH = Sql(select(epoch_table.c.id).where(epoch_table.c.ended_at == 0))


def epoch_of(reader: Reader) -> str:
    """Which life of the books this is."""
    known: str = reader.value(_EPOCH)
    return known


class Hello(Struct, forbid_unknown_fields=True):
    """The first frame of a client: which life of the books it knows, where it works, the last number it has.

    since −1: from now on. epoch "": it knows none yet, which is no reason for a snapshot.
    """

    warehouse: Annotated[int, Meta(ge=0, le=2**53 - 1)]
    topics: Annotated[list[Topic], Meta(min_length=1, max_length=50)]
    since: Annotated[int, Meta(ge=-1, le=2**53 - 1)] = -1
    epoch: Annotated[str, Meta(max_length=64)] = ""


class EventLine(Struct):
    """One event as the API gives it."""

    n: int
    kind: str
    topics: tuple[str, ...]
    body: Raw
    at: int


class Events(Struct):
    """Events after a number. head: the newest number there is. upto: the number up to which this answer looked;
    ask again with since=upto while it is less than head. trimmed: older ones are gone, take a snapshot.
    """

    epoch: str
    head: int
    upto: int
    events: list[EventLine]
    trimmed: bool


class _Kept:
    """An event in the ring: its number, its topics, and everything of its frame behind the `prev`."""

    __slots__ = ("number", "tail", "topics")

    def __init__(self, event: StoredEvent) -> None:
        self.number = event.number
        self.topics = frozenset(event.topics)
        line = EventLine(event.number, event.kind, event.topics, event.body, event.at)
        self.tail = msgspec.json.encode(line).decode()[1:]


@types.coroutine
def _finished(sending: Sending, waits_for: Any) -> Generator[Any, Any, None]:
    """Go on in this task with what was begun outside of it and now waits for something."""
    yield waits_for
    yield from sending


class Subscription:
    """One socket's place in the stream of one warehouse.

    A message goes straight to the socket when nothing waits before it and its transport takes it; otherwise it queues
    for the socket's own task. Waking that task for every message costs as much as the message itself.
    """

    __slots__ = ("_begun", "_fault", "_send", "_waiter", "closed", "messages", "sent", "topics", "warehouse")

    def __init__(
        self, warehouse: int, topics: frozenset[str], sent: int, send: Callable[[Any], Awaitable[None]] | None = None
    ) -> None:
        self.warehouse = warehouse
        self.topics = topics
        self.sent = sent  # Last number sent, or the number that the client said it had.
        self.messages: deque[str] = deque()
        self.closed = 0
        self._send = send  # The socket's own; None leaves everything in the queue.
        self._begun: tuple[Sending, Any] | None = None
        self._fault: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    def put(self, message: str) -> None:
        """Send a message or queue it; a queue that is full closes the subscription."""
        if self._send is not None and self._waiter is not None and not self._waiter.done():
            self._begin(self._send({"type": "websocket.send", "bytes": None, "text": message}).__await__())
            return
        if len(self.messages) >= QUEUE_MAX:
            self.close(CLOSE_TOO_SLOW)
            return
        self.messages.append(message)
        self._wake()

    def _begin(self, sending: Sending) -> None:
        """Send as far as it goes at once; what then waits for the transport is left to the socket's own task."""
        try:
            self._begun = sending, next(sending)
        except StopIteration:
            return
        except Exception as fault:  # noqa: BLE001 — nobody else's message must suffer; the socket's own task raises it.
            self._fault = fault
        self._wake()

    def close(self, code: int) -> None:
        """Nothing more comes; the socket is closed with this code."""
        self.closed = self.closed or code
        self.messages.clear()
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def wait(self) -> None:
        """Until there is a message, or the end. Raises what sending at once has met."""
        if not self.messages and not self.closed:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
            self._waiter = None
        if self._fault is not None:
            raise self._fault
        if self._begun is not None:
            begun, self._begun = self._begun, None
            await _finished(*begun)


class _Stream:
    """The events of one warehouse as this process knows them."""

    __slots__ = ("filling", "flush_at", "flushing", "groups", "last", "pending", "ring", "wanted")

    def __init__(self) -> None:
        self.ring: deque[_Kept] = deque(maxlen=RING_MAX)
        self.last = -1  # Number of the newest event known here, −1 before anybody asked.
        self.wanted = -1  # Number up to which events are known to exist.
        self.filling: asyncio.Task[None] | None = None
        self.pending: list[_Kept] = []
        self.flush_at = 0.0
        self.flushing: asyncio.TimerHandle | None = None
        self.groups: dict[frozenset[str], set[Subscription]] = {}

    def after(self, number: int) -> Iterator[_Kept] | None:
        """The kept events after a number; None when the ring does not reach back that far."""
        if number >= self.last:
            return iter(())
        if not self.ring or self.ring[0].number > number + 1:
            return None
        skipped = number + 1 - self.ring[0].number
        return (self.ring[place] for place in range(skipped, len(self.ring)))


class Hub:
    """Takes what the writer has committed and gives it to the sockets that follow it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.dropped = 0  # Sockets dropped because they were too slow; on the health page.
        self._streams: dict[int, _Stream] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._next_look: asyncio.TimerHandle | None = None
        self._looking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Belong to the running loop, and look every few seconds at what other programs have written."""
        self._loop = asyncio.get_running_loop()
        self._next_look = self._loop.call_later(LOOK_S, self._look_soon)

    def stop(self) -> None:
        """Send everybody home; they come back to the next process and resume."""
        self._loop = None
        if self._next_look is not None:
            self._next_look.cancel()
        if self._looking is not None:
            self._looking.cancel()
        for stream in self._streams.values():
            if stream.flushing is not None:
                stream.flushing.cancel()
            if stream.filling is not None:
                stream.filling.cancel()
            for group in stream.groups.values():
                for subscription in group:
                    subscription.close(1012)
        self._streams.clear()

    def publish(self, told: Sequence[Any]) -> None:
        """Called by the writer's thread after each commit, with whatever was published in it."""
        loop = self._loop
        stored = [one for one in told if isinstance(one, StoredEvent)]
        if loop is not None and stored:
            loop.call_soon_threadsafe(self._receive, stored)

    def hear(self, warehouse: int, number: int) -> None:
        """Another process has written events up to this number. On the loop."""
        stream = self._streams.get(warehouse)
        if stream is not None:
            self._want(warehouse, stream, number)

    async def look(self) -> None:
        """Find what was written without a word to us: by the command line, or while PostgreSQL was away."""
        followed = [warehouse for warehouse, stream in self._streams.items() if stream.groups]
        if followed:
            for warehouse, number in await asyncio.to_thread(self._heads, followed):
                self.hear(warehouse, number)

    def _look_soon(self) -> None:
        self._looking = asyncio.get_running_loop().create_task(self.look())
        self._looking.add_done_callback(self._looked)

    def _looked(self, look: asyncio.Task[None]) -> None:
        if self._loop is None or look.cancelled():
            return
        fault = look.exception()
        if fault is not None:
            _log.error("cannot_look", exc_info=fault)  # The database may be away; the next look finds it again.
        self._next_look = self._loop.call_later(LOOK_S, self._look_soon)

    def _heads(self, warehouses: list[int]) -> list[tuple[int, int]]:
        with self.store.reader() as reader:
            return [(warehouse, events.head(reader, warehouse)) for warehouse in warehouses]

    @property
    def sockets(self) -> int:
        """How many follow at the moment."""
        return sum(len(group) for stream in self._streams.values() for group in stream.groups.values())

    def head(self, warehouse: int) -> int:
        """The newest number that this process has heard of."""
        stream = self._streams.get(warehouse)
        return 0 if stream is None else max(stream.last, 0)

    async def follow(self, hello: Hello, subscription: Subscription) -> None:
        """Put what the subscription has missed into its queue, then let it follow live.

        The switch to live happens in one step of the loop, straight after the ring has given its last event, and the
        ring misses nothing from then on: so there is neither a gap nor a double.
        """
        stream = self._streams.setdefault(hello.warehouse, _Stream())
        epoch, head, gone = await asyncio.to_thread(self._standing, hello)
        if (hello.epoch and hello.epoch != epoch) or hello.since > head or gone:
            subscription.put(_encoded({"snapshot": True, "epoch": epoch, "head": head}))
            subscription.sent = head
        elif hello.since < 0:
            subscription.sent = head
        if stream.last < 0:
            # The first to follow this warehouse here. What was committed since `head` was read is wanted already.
            stream.last = head
            self._want(hello.warehouse, stream, stream.wanted)
        read_up_to = subscription.sent
        while True:
            kept = stream.after(read_up_to)
            if kept is not None:
                self._send(subscription, [one for one in kept if one.topics & subscription.topics])
                stream.groups.setdefault(subscription.topics, set()).add(subscription)
                subscription.put(_encoded({"head": stream.last, "prev": subscription.sent, "epoch": epoch}))
                return
            page = await asyncio.to_thread(self._read, hello.warehouse, read_up_to)
            if not page:
                # The log is ahead of what this process has heard, never behind: ask again with what is known by now.
                read_up_to = max(read_up_to, stream.last)
                continue
            read_up_to = page[-1].number
            self._send(subscription, [one for one in page if one.topics & subscription.topics])
            while len(subscription.messages) > QUEUE_MAX // 2 and not subscription.closed:
                await asyncio.sleep(BURST_S)  # The socket's own task is emptying the queue meanwhile.

    def leave(self, subscription: Subscription) -> None:
        """The socket is gone."""
        stream = self._streams.get(subscription.warehouse)
        if stream is None:
            return
        group = stream.groups.get(subscription.topics)
        if group is not None:
            group.discard(subscription)
            if not group:
                del stream.groups[subscription.topics]

    def _standing(self, hello: Hello) -> tuple[str, int, bool]:
        with self.store.reader() as reader:
            gone = hello.since >= 0 and events.trimmed(reader, hello.warehouse, hello.since)
            return epoch_of(reader), events.head(reader, hello.warehouse), gone

    def _read(self, warehouse: int, number: int) -> list[_Kept]:
        with self.store.reader() as reader:
            return [_Kept(event) for event in events.since(reader, warehouse, number, PAGE_MAX)]

    def _receive(self, stored: Sequence[StoredEvent]) -> None:
        for event in stored:
            stream = self._streams.get(event.warehouse)
            if stream is None:
                continue  # Nobody here has ever followed that warehouse.
            if event.number == stream.last + 1 and stream.filling is None and stream.last >= 0:
                self._append(stream, _Kept(event))
            elif event.number > stream.last:
                self._want(event.warehouse, stream, event.number)

    def _append(self, stream: _Stream, kept: _Kept) -> None:
        stream.ring.append(kept)
        stream.last = kept.number
        if not stream.groups:
            return
        stream.pending.append(kept)
        if stream.flushing is None:
            loop = asyncio.get_running_loop()
            # The first after a pause goes with the next turn of the loop, what follows closely goes together.
            stream.flushing = loop.call_at(max(loop.time(), stream.flush_at), self._flush, stream)

    def _want(self, warehouse: int, stream: _Stream, number: int) -> None:
        stream.wanted = max(stream.wanted, number)
        if stream.filling is None and 0 <= stream.last < stream.wanted:
            stream.filling = asyncio.get_running_loop().create_task(self._fill(warehouse, stream))

    async def _fill(self, warehouse: int, stream: _Stream) -> None:
        """Read what other processes wrote between what we have and what we have heard of."""
        try:
            while stream.last < stream.wanted:
                page = await asyncio.to_thread(self._read, warehouse, stream.last)
                if not page:
                    _log.error("missing_events", warehouse=warehouse, last=stream.last, wanted=stream.wanted)
                    return
                for kept in page:
                    self._append(stream, kept)
        finally:
            stream.filling = None

    def _flush(self, stream: _Stream) -> None:
        stream.flushing = None
        stream.flush_at = asyncio.get_running_loop().time() + BURST_S
        pending, stream.pending = stream.pending, []
        for topics, group in list(stream.groups.items()):
            wanted = [kept for kept in pending if kept.topics & topics]
            if not wanted:
                continue
            # Sockets with the same topics and the same last number get the very same text.
            made: dict[int, str] = {}
            last = wanted[-1].number
            for subscription in list(group):
                prev = subscription.sent
                if prev >= wanted[0].number:
                    self._send(subscription, [kept for kept in wanted if kept.number > prev])
                    continue
                message = made.get(prev)
                if message is None:
                    message = made[prev] = _message(wanted, prev)
                subscription.sent = last
                subscription.put(message)
                if subscription.closed:
                    self._drop(subscription)

    def _send(self, subscription: Subscription, wanted: list[_Kept]) -> None:
        if wanted:
            message = _message(wanted, subscription.sent)
            subscription.sent = wanted[-1].number
            subscription.put(message)
            if subscription.closed:
                self._drop(subscription)

    def _drop(self, subscription: Subscription) -> None:
        self.dropped += 1
        self.leave(subscription)


def _message(wanted: Sequence[_Kept], prev: int) -> str:
    """One frame as an object; several as `{"frames": […]}`."""
    frames = []
    for kept in wanted:
        frames.append(f'{{"prev":{prev},{kept.tail}')
        prev = kept.number
    return frames[0] if len(frames) == 1 else f'{{"frames":[{",".join(frames)}]}}'


def _encoded(frame: dict[str, Any]) -> str:
    return msgspec.json.encode(frame).decode()


@websocket("/api/live", guards=[same_origin])
async def live(
    socket: WebSocket[Any, Any, Any], sessions: NamedDependency[Sessions], hub: NamedDependency[Hub]
) -> None:
    """The live stream. The client says hello, the server sends frames {n, prev, kind, topics, body, at}.

    A burst comes as {frames: […]}. When all that was missed is sent comes {head, prev, epoch}, later heartbeats
    {head, prev}: prev is the last number sent to this socket, so that a lost frame is seen. {snapshot: true, epoch,
    head}: what the client has cannot be continued; it takes a snapshot, and the stream goes on behind head. Close
    codes: 4400 unreadable hello, 4401 not signed in, 4403 not allowed there, 4408 too slow, 1012 server restarts.
    """
    await socket.accept()
    try:
        person = sessions.of(socket.scope["headers"], writes=True)
    except Refusal as refusal:
        await socket.close(
            CLOSE_NOT_SIGNED_IN if refusal.code == "web.not_signed_in" else CLOSE_FORBIDDEN, refusal.code
        )
        return
    hello = await _hello(socket)
    if hello is None:
        return
    try:
        person.enter(hello.warehouse)
    except Refusal as refusal:
        await socket.close(CLOSE_FORBIDDEN, refusal.code)
        return
    subscription = Subscription(hello.warehouse, frozenset(hello.topics), hello.since, socket.send)
    token = token_of(socket.scope["headers"])[0]
    tasks = [
        asyncio.create_task(_send_all(socket, subscription)),
        asyncio.create_task(_heartbeat(subscription, hub, sessions, token)),
        asyncio.create_task(_listen(socket)),
    ]
    try:
        await hub.follow(hello, subscription)
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        hub.leave(subscription)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _hello(socket: WebSocket[Any, Any, Any]) -> Hello | None:
    try:
        async with asyncio.timeout(HELLO_S):
            said = await socket.receive_data(mode="text")
    except TimeoutError:
        await socket.close(CLOSE_BAD_HELLO, "web.no_hello")
        return None
    except (WebSocketDisconnect, WebSocketException):
        return None
    try:
        if len(said) > HELLO_BYTES_MAX:
            raise msgspec.ValidationError("too long")
        return msgspec.json.decode(said, type=Hello)
    except (msgspec.DecodeError, RecursionError):
        await socket.close(CLOSE_BAD_HELLO, "web.malformed")
        return None


async def _send_all(socket: WebSocket[Any, Any, Any], subscription: Subscription) -> None:
    send = socket.send
    messages = subscription.messages
    while not subscription.closed:
        await subscription.wait()
        while messages and not subscription.closed:
            await send({"type": "websocket.send", "bytes": None, "text": messages.popleft()})
    await socket.close(subscription.closed, "")


def why_over(sessions: Sessions, token: str, warehouse: int) -> int:
    """The code to close a stream with whose person has signed out or lost the warehouse; 0 while they may follow it."""
    person = sessions.find(token)
    if person is None:
        return CLOSE_NOT_SIGNED_IN
    try:
        person.enter(warehouse)
    except Refusal:
        return CLOSE_FORBIDDEN
    return 0


async def _heartbeat(subscription: Subscription, hub: Hub, sessions: Sessions, token: str) -> None:
    for beat in itertools.count(1):
        await asyncio.sleep(HEARTBEAT_S)
        over = why_over(sessions, token, subscription.warehouse) if beat % BEATS_PER_LOOK == 0 else 0
        if over:
            subscription.close(over)
            return
        subscription.put(_encoded({"head": hub.head(subscription.warehouse), "prev": subscription.sent}))


async def _listen(socket: WebSocket[Any, Any, Any]) -> None:
    # What a client says after its hello means nothing yet; reading it is how its going away is seen.
    try:
        while True:
            await socket.receive_data(mode="text")
    except (WebSocketDisconnect, WebSocketException):
        return


@get("/api/events", sync_to_thread=True, tags=["events"])
def catch_up(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Annotated[int, QueryParameter(ge=0, le=2**53 - 1)],
    since: Annotated[int, QueryParameter(ge=0, le=2**53 - 1)] = 0,
    topics: Annotated[str, QueryParameter(max_length=2000)] = "",
) -> Events:
    """Events after a number, oldest first, 500 looked at per call: what a client reads that has found a gap.

    topics: names with commas between, all when empty.
    """
    signed_in.enter(warehouse)
    wanted = frozenset(part for part in topics.replace(",", " ").split())
    with store.reader() as reader:
        gone = events.trimmed(reader, warehouse, since)
        found = [] if gone else events.since(reader, warehouse, since, PAGE_MAX)
        return Events(
            epoch_of(reader),
            events.head(reader, warehouse),
            found[-1].number if found else since,
            [
                EventLine(one.number, one.kind, one.topics, one.body, one.at)
                for one in found
                if not wanted or wanted.intersection(one.topics)
            ],
            gone,
        )


ROUTES: Final = [live, catch_up]
