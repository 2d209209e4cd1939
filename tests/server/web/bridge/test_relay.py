"""The relay between a page and its scanners: who is let in, what is passed on, and what happens when one is away."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.exceptions import WebSocketDisconnect
from litestar.testing import TestClient

from server.kernel.ids import new_id
from server.web import live
from server.web.bridge import relay
from server.web.bridge.relay import BURST_MAX, SCANS_PER_S, Desk, DeskHello, Pace, Relay, ScannerHello, desk_id
from tests.server.web.conftest import Phone

NewPhone = Callable[[str], Phone]
DESK_KEY = "D" * 24
SECRET = "K7QF2M9PXC"
WAITS_S = 10


def seal(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class Socket:
    """One end, as a page or a scanner would hold it."""

    def __init__(self, client: TestClient[Litestar], hello: dict[str, Any], token: str = "") -> None:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._entered = client.websocket_connect("/api/bridge", headers=headers)
        self.socket = self._entered.__enter__()
        self.socket.send_json(hello)

    def send(self, **frame: Any) -> None:
        self.socket.send_json(frame)

    def hears(self) -> Any:
        """The next frame that is no heartbeat."""
        while True:
            frame = self.socket.receive_json(timeout=WAITS_S)
            if "beat" not in frame:
                return frame

    def is_closed_with(self) -> int:
        while True:
            try:
                self.socket.receive_json(timeout=WAITS_S)
            except WebSocketDisconnect as closed:
                return closed.code

    def close(self) -> None:
        self._entered.__exit__(None, None, None)


class House:
    """Opens sockets of desks and scanners and closes them at the end."""

    def __init__(self, client: TestClient[Litestar], phone: Phone) -> None:
        self.client = client
        self.phone = phone
        self.opened: list[Socket] = []

    def desk(self, key: str = DESK_KEY, **more: Any) -> Socket:
        made = Socket(self.client, {"role": "desk", "key": key, "secret": SECRET} | more, self.phone.token)
        self.opened.append(made)
        assert made.hears() == {"open": desk_id(key)}
        return made

    def scanner(self, scanner: str, key: str = "S" * 24, **more: Any) -> Socket:
        hello = {"role": "scanner", "desk": desk_id(DESK_KEY), "scanner": scanner, "key": key}
        made = Socket(self.client, hello | more)
        self.opened.append(made)
        return made


@pytest.fixture
def house(client: TestClient[Litestar], new_phone: NewPhone) -> Iterator[House]:
    made = House(client, new_phone("li"))
    yield made
    for one in made.opened:
        one.close()


def scan(n: int, text: str = "A-03-2") -> dict[str, Any]:
    return {"id": new_id(), "n": n, "text": text, "source": "serial", "device": "COM3", "at": 1}


def test_a_scan_goes_to_the_page_and_its_word_comes_back(house: House) -> None:
    desk, me = house.desk(), new_id()
    scanner = house.scanner(me, secret=SECRET, name="dock 1")
    assert desk.hears() == {"paired": {"id": me, "seal": seal("S" * 24)}, "name": "dock 1"}
    assert desk.hears() == {"scanner": me, "here": True, "name": "dock 1"}
    assert scanner.hears() == {"open": desk_id(DESK_KEY)}
    sent = scan(1, "10LOT\x1d21S")
    scanner.send(scan=sent)
    assert desk.hears() == {"scanner": me, "scan": sent | {"symbology": ""}}
    desk.send(scanner=me, ack=1)
    assert scanner.hears() == {"ack": 1}


def test_nothing_is_acknowledged_by_the_relay_itself(house: House) -> None:
    desk, me = house.desk(), new_id()
    scanner = house.scanner(me, secret=SECRET)
    assert scanner.hears() == {"open": desk_id(DESK_KEY)}
    for n in range(1, 4):
        scanner.send(scan=scan(n))
    desk.hears(), desk.hears()
    assert [desk.hears()["scan"]["n"] for _ in range(3)] == [1, 2, 3]
    desk.send(scanner=me, ack=2)
    assert scanner.hears() == {"ack": 2}  # The first that comes, though three have been passed on.


def test_the_secret_lets_in_one_scanner_only(house: House) -> None:
    desk = house.desk()
    house.scanner(new_id(), secret=SECRET).hears()
    assert house.scanner(new_id(), key="T" * 24, secret=SECRET).is_closed_with() == live.CLOSE_FORBIDDEN
    desk.send(secret="N3WS3CR3T0")
    assert house.scanner(new_id(), key="U" * 24, secret="N3WS3CR3T0").hears() == {"open": desk_id(DESK_KEY)}


def test_a_wrong_secret_or_a_wrong_key_is_not_let_in(house: House) -> None:
    me = new_id()
    house.desk(scanners=[{"id": me, "seal": seal("S" * 24)}], secret="")
    assert house.scanner(me, key="X" * 24).is_closed_with() == live.CLOSE_FORBIDDEN
    assert house.scanner(new_id(), secret="").is_closed_with() == live.CLOSE_FORBIDDEN
    assert house.scanner(new_id(), secret="WRONGWRONG").is_closed_with() == live.CLOSE_FORBIDDEN
    assert house.scanner(me).hears() == {"open": desk_id(DESK_KEY)}


def test_a_scanner_with_a_new_key_is_let_in_again_by_the_secret(house: House) -> None:
    me = new_id()
    desk = house.desk(scanners=[{"id": me, "seal": seal("S" * 24)}])
    assert house.scanner(me, key="X" * 24, secret=SECRET).hears() == {"open": desk_id(DESK_KEY)}
    assert desk.hears() == {"paired": {"id": me, "seal": seal("X" * 24)}, "name": ""}
    assert house.scanner(me, key="S" * 24).is_closed_with() == live.CLOSE_FORBIDDEN


def test_a_scanner_that_the_page_forgot_is_sent_away_and_stays_out(house: House) -> None:
    desk, me = house.desk(), new_id()
    scanner = house.scanner(me, secret=SECRET)
    scanner.hears()
    desk.send(scanner=me, forget=True)
    assert scanner.is_closed_with() == live.CLOSE_FORBIDDEN
    assert house.scanner(me).is_closed_with() == live.CLOSE_FORBIDDEN


def test_without_its_page_a_scanner_is_told_to_wait(house: House) -> None:
    assert house.scanner(new_id(), secret=SECRET).is_closed_with() == relay.CLOSE_AWAY
    desk, me = house.desk(), new_id()
    scanner = house.scanner(me, secret=SECRET)
    scanner.hears()
    desk.close()
    assert scanner.is_closed_with() == relay.CLOSE_AWAY


def test_a_desk_that_opens_again_takes_over_and_its_scanners_come_back(house: House) -> None:
    first, me = house.desk(), new_id()
    scanner = house.scanner(me, secret=SECRET)
    scanner.hears()
    second = house.desk(scanners=[{"id": me, "seal": seal("S" * 24)}])
    assert first.is_closed_with() == relay.CLOSE_MOVED
    assert scanner.is_closed_with() == relay.CLOSE_AWAY
    house.scanner(me).hears()
    assert second.hears() == {"scanner": me, "here": True, "name": ""}


def test_a_desk_needs_somebody_signed_in_and_a_page_of_ours(house: House, client: TestClient[Litestar]) -> None:
    hello = {"role": "desk", "key": DESK_KEY}
    assert Socket(client, hello).is_closed_with() == live.CLOSE_NOT_SIGNED_IN
    foreign = {"authorization": f"Bearer {house.phone.token}", "origin": "https://evil.example"}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/api/bridge", headers=foreign) as socket:
        socket.receive_json(timeout=WAITS_S)


@pytest.mark.parametrize(
    "hello",
    [
        {},
        {"role": "boss"},
        {"role": "desk", "key": "short"},
        {"role": "scanner", "desk": "../../etc", "scanner": "x", "key": "S" * 24},
        {"role": "scanner", "desk": "0" * 16, "scanner": "1", "key": "S" * 24, "more": 1},
    ],
)
def test_an_unreadable_hello_is_sent_away(client: TestClient[Litestar], hello: dict[str, Any]) -> None:
    assert Socket(client, hello).is_closed_with() == live.CLOSE_BAD_HELLO


@pytest.mark.parametrize("wrong", [{"text": ""}, {"text": "x" * 4097}, {"n": 0}, {"id": "1"}, {"source": "magic"}])
def test_an_unreadable_scan_ends_the_connection_and_reaches_nobody(house: House, wrong: dict[str, Any]) -> None:
    house.desk()
    scanner = house.scanner(new_id(), secret=SECRET)
    scanner.hears()
    scanner.send(scan=scan(1) | wrong)
    assert scanner.is_closed_with() == live.CLOSE_BAD_HELLO


def test_the_longest_scan_passes(house: House) -> None:
    desk, me = house.desk(), new_id()
    scanner = house.scanner(me, secret=SECRET)
    scanner.hears()
    scanner.send(scan=scan(1, "\x1d" * 4096))
    desk.hears(), desk.hears()
    assert len(desk.hears()["scan"]["text"]) == 4096


def test_a_flood_is_dammed(house: House) -> None:
    house.desk()
    scanner = house.scanner(new_id(), secret=SECRET)
    scanner.hears()
    for n in range(1, BURST_MAX + 60):
        scanner.send(scan=scan(n))
    assert scanner.is_closed_with() in (relay.CLOSE_FLOOD, relay.CLOSE_AWAY)


def test_the_pace_allows_a_burst_and_then_what_hands_can_do() -> None:
    pace = Pace(0.0)
    assert all(pace.takes(0.0) for _ in range(BURST_MAX))
    assert not pace.takes(0.0)
    pace = Pace(0.0)
    assert all(pace.takes(number / SCANS_PER_S) for number in range(1, 10_000))


def test_a_secret_ends_with_its_time() -> None:
    desk = Desk(DeskHello(key=DESK_KEY, secret=SECRET), now_s=0.0)
    hello = ScannerHello(desk=desk.id, scanner=new_id(), key="S" * 24, secret=SECRET)
    assert not desk.admits(hello, relay.SECRET_LASTS_S + 1)
    assert desk.admits(hello, relay.SECRET_LASTS_S)


def test_only_so_many_desks_are_open_at_once() -> None:
    kept = Relay()
    keys = [f"{number:024d}" for number in range(relay.DESKS_MAX)]
    assert all(kept.open(DeskHello(key=key), 0.0) for key in keys)
    assert kept.open(DeskHello(key="N" * 24), 0.0) is None
    again = kept.open(DeskHello(key=keys[0]), 0.0)
    assert again is not None
    kept.leave(again)
    assert kept.open(DeskHello(key="N" * 24), 0.0) is not None
