"""The live stream: every event once, in order, with neither gap nor double, however the socket comes and goes."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.exceptions import WebSocketDisconnect
from litestar.testing import TestClient

from server.commands import events
from server.commands.events import StoredEvent
from server.commands.tables import event
from server.kernel.clock import MINUTE, now
from server.store.engine import Store
from server.store.hear import hear_others
from server.store.transaction import Sql, Told, Tx
from server.web import live
from server.web.live import Hello, Hub, Subscription, why_over
from tests.server.web.conftest import Clock, Phone

NewPhone = Callable[[str], Phone]


def tell(store: Store, count: int = 1, topic: str = "board", warehouse: int = 1) -> list[StoredEvent]:
    """Write events as a command would."""
    told = [("", Told("task.changed", (topic,), {"task": number}, warehouse)) for number in range(count)]

    def job(tx: Tx) -> list[StoredEvent]:
        return events.store(tx, told, now())

    return store.writer.submit(job, (warehouse,)).result()


class Board:
    """A socket that follows."""

    def __init__(self, client: TestClient[Litestar], phone: Phone, **hello: Any) -> None:
        self._entered = client.websocket_connect("/api/live", headers={"authorization": f"Bearer {phone.token}"})
        self.socket = self._entered.__enter__()
        self.socket.send_json({"warehouse": 1, "topics": ["board"]} | hello)
        self.prev: int | None = None

    def frame(self) -> Any:
        return self.socket.receive_json(timeout=10)

    def frames(self, until: int) -> list[int]:
        """Numbers up to this one; each must follow the one before it."""
        numbers: list[int] = []
        while not numbers or numbers[-1] < until:
            said = self.frame()
            for one in said.get("frames", [said]):
                if "n" in one:
                    assert self.prev is None or one["prev"] == self.prev
                    self.prev = one["n"]
                    numbers.append(one["n"])
        return numbers

    def close(self) -> None:
        self._entered.__exit__(None, None, None)


@pytest.fixture
def board(client: TestClient[Litestar], new_phone: NewPhone) -> Iterator[Callable[..., Board]]:
    """Opens boards and closes them at the end."""
    opened: list[Board] = []

    def make(**hello: Any) -> Board:
        opened.append(Board(client, new_phone("chen"), **hello))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def head_of(store: Store) -> int:
    with store.reader() as reader:
        return events.head(reader, 1)


def test_what_was_missed_comes_first_then_what_happens(board: Callable[..., Board], books: Store) -> None:
    before = head_of(books)
    tell(books, 3)
    screen = board(since=before)
    assert screen.frames(before + 3) == [before + 1, before + 2, before + 3]
    tell(books, 2)
    assert screen.frames(before + 5) == [before + 4, before + 5]


def test_from_now_on_says_where_now_is(board: Callable[..., Board], books: Store) -> None:
    tell(books, 4)
    screen = board()
    first = screen.frame()
    assert (first["head"], first["prev"]) == (head_of(books), head_of(books))
    assert first["epoch"]
    number = tell(books)[0].number
    assert screen.frames(number) == [number]


def test_only_the_topics_asked_for_come_and_prev_leaps_over_the_others(
    board: Callable[..., Board], books: Store
) -> None:
    start = head_of(books)
    screen = board(since=start, topics=["tasks", "device:7"])
    screen.frame()
    tell(books, 2, "board")
    one = tell(books, 1, "tasks")[0].number
    tell(books, 1, "board")
    two = tell(books, 1, "device:7")[0].number
    screen.prev = start
    assert screen.frames(two) == [one, two]


def test_another_epoch_or_a_number_ahead_asks_for_a_snapshot_and_goes_on(
    board: Callable[..., Board], books: Store
) -> None:
    tell(books, 3)
    head = head_of(books)
    for hello in ({"since": 1, "epoch": "another life"}, {"since": head + 100}):
        screen = board(**hello)
        said = screen.frame()
        assert (said["snapshot"], said["head"]) == (True, head)
        screen.frame()
        screen.prev = head
        head = tell(books)[0].number
        assert screen.frames(head) == [head]


def test_a_trimmed_log_asks_for_a_snapshot(board: Callable[..., Board], books: Store) -> None:
    start = head_of(books)
    tell(books, 5)
    books.writer.submit(
        lambda tx: tx.run(Sql(event.delete().where(event.c.warehouse_id == 1, event.c.number <= start + 2)))
    ).result()
    assert board(since=start).frame()["snapshot"] is True
    assert board(since=start + 2).frames(start + 5) == [start + 3, start + 4, start + 5]


def test_no_event_is_lost_or_doubled_while_boards_come_and_go(board: Callable[..., Board], books: Store) -> None:
    start = head_of(books)
    writing = threading.Thread(target=lambda: [tell(books, 1 + number % 3) for number in range(60)])
    writing.start()
    screens = [board(since=start) for _ in range(6)]
    writing.join()
    end = head_of(books)
    for screen in screens:
        assert screen.frames(end) == list(range(start + 1, end + 1))


def test_older_than_the_ring_is_read_from_the_log(
    board: Callable[..., Board], books: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "RING_MAX", 8)
    monkeypatch.setattr(live, "PAGE_MAX", 7)
    start = head_of(books)
    first = board()  # From here on the ring of this process runs.
    first.frame()
    tell(books, 40)
    end = head_of(books)
    assert board(since=start).frames(end) == list(range(start + 1, end + 1))


def test_what_another_program_wrote_is_found_by_looking(
    board: Callable[..., Board], books: Store, app: Litestar, client: TestClient[Litestar]
) -> None:
    start = head_of(books)
    screen = board(since=start)
    screen.frame()
    stranger = type(books)(books.url)
    stranger.writer.start()
    end = tell(stranger, 3)[-1].number
    stranger.close()
    client.portal().__enter__().call(app.state["hub"].look)
    assert screen.frames(end) == [start + 1, start + 2, start + 3]


@pytest.mark.parametrize(
    ("hello", "code"),
    [
        ("not json", 4400),
        ('{"warehouse": "one", "topics": ["board"]}', 4400),
        ('{"warehouse": 1, "topics": []}', 4400),
        ('{"warehouse": 1, "topics": ["a b"]}', 4400),
        ('{"warehouse": 1, "topics": ["board"], "since": -2}', 4400),
        ("[" * 10_000, 4400),
        ('{"warehouse": 2, "topics": ["board"]}', 4403),
    ],
)
def test_a_hello_that_cannot_be_is_closed_with_a_reason(
    client: TestClient[Litestar], new_phone: NewPhone, hello: str, code: int
) -> None:
    token = new_phone("li").token
    with client.websocket_connect("/api/live", headers={"authorization": f"Bearer {token}"}) as socket:
        socket.send_text(hello)
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json(timeout=10)
    assert closed.value.code == code


def test_without_a_session_the_stream_stays_shut(client: TestClient[Litestar]) -> None:
    with client.websocket_connect("/api/live") as socket, pytest.raises(WebSocketDisconnect) as closed:
        socket.receive_json(timeout=10)
    assert closed.value.code == 4401


def test_a_stream_ends_with_the_session_and_with_the_right_to_the_warehouse(
    app: Litestar, new_phone: NewPhone, clock: Clock
) -> None:
    sessions, li, admin = app.state["sessions"], new_phone("li"), new_phone("admin")
    assert (why_over(sessions, li.token, 1), why_over(sessions, li.token, 2)) == (0, 4403)
    assert admin.do("people.revoke", {"user": li.user, "role": "picker", "warehouse": 1})["result"] == "accepted"
    clock.at += MINUTE
    assert why_over(sessions, li.token, 1) == 4403
    assert li.call("POST", "/api/sign-out").status == 204
    assert why_over(sessions, li.token, 1) == 4401


def test_a_foreign_page_gets_no_stream(client: TestClient[Litestar], phone: Phone) -> None:
    phone.sign_in("chen", bearer=False)
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/api/live", headers={"origin": "https://evil.example"}) as socket,
    ):
        socket.receive_json(timeout=10)


def test_a_slow_socket_is_dropped_and_slows_nobody(books: Store) -> None:
    async def story() -> tuple[int, int, int, list[int]]:
        hub = Hub(books)
        hub.start()
        books.writer.subscribe(hub.publish)
        start = head_of(books)
        slow = Subscription(1, frozenset(["board"]), start)
        quick = Subscription(1, frozenset(["board"]), start)
        for one in (slow, quick):
            await hub.follow(Hello(1, ["board"], start), one)
        got: list[int] = []
        for _ in range(live.QUEUE_MAX + 5):
            last = (await asyncio.to_thread(tell, books))[0].number
            while not got or got[-1] < last:
                await quick.wait()
                while quick.messages:
                    said = msgspec.json.decode(quick.messages.popleft())
                    got += [frame["n"] for frame in said.get("frames", [said]) if "n" in frame]
        hub.stop()
        return slow.closed, quick.closed, hub.dropped, [number - start for number in got]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(live, "QUEUE_MAX", 6)
        patched.setattr(live, "BURST_S", 0.0)
        slow_closed, quick_closed, dropped, got = asyncio.run(story())
        count = live.QUEUE_MAX + 5
    assert slow_closed == live.CLOSE_TOO_SLOW
    assert quick_closed == 1012
    assert dropped == 1
    assert got == list(range(1, count + 1))


class Line:
    """What a socket sends over: open, full (whoever sends waits), or broken."""

    def __init__(self) -> None:
        self.room = asyncio.Event()
        self.room.set()
        self.broken = False
        self.got: list[str] = []

    async def send(self, message: dict[str, str]) -> None:
        await self.room.wait()
        if self.broken:
            raise ConnectionError
        self.got.append(message["text"])


async def settled() -> None:
    """Let every task that can go on do so."""
    for _ in range(10):
        await asyncio.sleep(0)


async def carry(subscription: Subscription, line: Line) -> None:
    """What the socket's own task does."""
    while not subscription.closed:
        await subscription.wait()
        while subscription.messages and not subscription.closed:
            await line.send({"text": subscription.messages.popleft()})


def test_a_message_goes_at_once_when_the_line_is_free_and_in_order_when_it_was_not() -> None:
    async def story() -> tuple[list[str], list[str], list[str]]:
        line = Line()
        subscription = Subscription(1, frozenset(), 0, line.send)
        subscription.put("before the task stands ready")
        task = asyncio.create_task(carry(subscription, line))
        await settled()
        subscription.put("at once")
        at_once = list(line.got)
        line.room.clear()
        for said in ("waits", "behind it", "last"):
            subscription.put(said)
        await settled()
        held_up = list(line.got)
        line.room.set()
        await settled()
        subscription.put("free again")
        subscription.close(1000)
        await task
        return at_once, held_up, line.got

    at_once, held_up, got = asyncio.run(story())
    assert at_once == held_up == ["before the task stands ready", "at once"]
    assert got == [*at_once, "waits", "behind it", "last", "free again"]


def test_a_full_line_fills_the_queue_and_no_more() -> None:
    async def story() -> tuple[int, int]:
        line = Line()
        subscription = Subscription(1, frozenset(), 0, line.send)
        task = asyncio.create_task(carry(subscription, line))
        await settled()
        line.room.clear()
        for number in range(live.QUEUE_MAX + 2):
            subscription.put(str(number))
        task.cancel()
        return subscription.closed, len(subscription.messages)

    assert asyncio.run(story()) == (live.CLOSE_TOO_SLOW, 0)


def test_a_broken_line_ends_its_own_socket_alone() -> None:
    async def story() -> BaseException | None:
        line = Line()
        subscription = Subscription(1, frozenset(), 0, line.send)
        task = asyncio.create_task(carry(subscription, line))
        await settled()
        line.broken = True
        subscription.put("lost")
        await settled()
        return task.exception()

    assert isinstance(asyncio.run(story()), ConnectionError)


def test_a_burst_goes_as_one_message_encoded_once(books: Store) -> None:
    async def story() -> tuple[list[str], list[str]]:
        hub = Hub(books)
        hub.start()
        books.writer.subscribe(hub.publish)
        start = head_of(books)
        both = [Subscription(1, frozenset(["board"]), start) for _ in range(2)]
        for one in both:
            await hub.follow(Hello(1, ["board"], start), one)
            one.messages.clear()
        await asyncio.to_thread(tell, books, 20)
        for one in both:
            await one.wait()
        hub.stop()
        return [list(one.messages) for one in both]  # type: ignore[return-value]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Subscription, "close", lambda self, code: None)
        first, second = asyncio.run(story())
    assert len(first) == 1
    assert len(msgspec.json.decode(first[0])["frames"]) == 20
    assert first[0] is second[0]


def test_catching_up_over_http_goes_page_by_page(
    new_phone: NewPhone, books: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PAGE_MAX", 4)
    chen = new_phone("chen")
    start = head_of(books)
    tell(books, 9, "tasks")
    end = tell(books, 1, "board")[0].number
    numbers, upto = [], start
    while upto < end:
        answer = chen.call("GET", f"/api/events?warehouse=1&since={upto}&topics=board,other").body
        numbers += [one["n"] for one in answer["events"]]
        assert answer["upto"] > upto
        upto = answer["upto"]
    assert numbers == [end]
    assert answer["head"] == end


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("warehouse=x", 400),
        ("warehouse=1&since=-1", 400),
        ("warehouse=2", 403),
        ("warehouse=1&topics=%00", 400),
    ],
)
def test_catching_up_refuses_what_cannot_be(new_phone: NewPhone, query: str, status: int) -> None:
    answer = new_phone("li").call("GET", f"/api/events?{query}")
    assert answer.status == status
    assert answer.body["code"]


def test_what_another_process_wrote_comes_here_too(store: Store) -> None:
    """On PostgreSQL at once, by its own word; on SQLite, where the command line is the only other, by looking."""

    async def story() -> list[int]:
        hub = Hub(store)
        hub.start()
        store.writer.subscribe(hub.publish)
        loop = asyncio.get_running_loop()
        heard = asyncio.Event()

        def hear(warehouse: int, number: int) -> None:
            hub.hear(warehouse, number)
            heard.set()

        def on_loop(warehouse: int, number: int) -> None:
            loop.call_soon_threadsafe(hear, warehouse, number)

        hears_words = store.dialect == "postgresql"
        stop = hear_others(store.url, on_loop) if hears_words else lambda: None
        follower = Subscription(1, frozenset(["board"]), 0)
        await hub.follow(Hello(1, ["board"], 0), follower)
        stranger = type(store)(store.url)
        stranger.writer.start()
        while hears_words and not heard.is_set():
            # Until the listening connection stands, words go unheard; each of these events must come all the same.
            await asyncio.to_thread(tell, stranger)
            await asyncio.sleep(0.02)
        await asyncio.to_thread(tell, stranger, 2)
        await asyncio.to_thread(tell, store, 1)
        end = (await asyncio.to_thread(tell, stranger, 1))[0].number
        if not hears_words:
            await hub.look()
        got: list[int] = []
        while not got or got[-1] < end:
            await asyncio.wait_for(follower.wait(), 20)
            while follower.messages:
                said = msgspec.json.decode(follower.messages.popleft())
                got += [frame["n"] for frame in said.get("frames", [said]) if "n" in frame]
        stranger.close()
        await asyncio.to_thread(stop)
        hub.stop()
        assert got[-1] == end
        return got

    got = asyncio.run(story())
    assert got == list(range(1, got[-1] + 1))
