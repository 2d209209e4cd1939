"""The whole way, with processes that are killed on it: no scan lost, none doubled, each in its place."""

import asyncio
import contextlib
import os
import pty
import shutil
import signal
import subprocess
import sys
import tty
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from scanning.bridge.client import Client, NotAPairingLink, again, pairing_of
from scanning.bridge.spool import Spool
from server.kernel.ids import new_id
from server.web.bridge.relay import desk_id
from tests.server.web.conftest import PASSWORD
from tests.serving import Server

DESK_KEY = "D" * 24
SECRET = "K7QF2M9PXC"
WAITS_S = 30


class Page:
    """The desk's page as pwa/src/app/desk.ts works: it keeps what a browser keeps when the page is loaded again."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.taken: list[str] = []
        self.seen: list[str] = []
        self.scanners: list[dict[str, str]] = []
        self.secret = SECRET
        self.token = ""
        self.acknowledges = True
        self._task: asyncio.Task[None] | None = None

    async def sign_in(self) -> None:
        me = {"device": {"id": new_id()}, "login": "li", "password": PASSWORD, "bearer": True}
        async with httpx.AsyncClient(base_url=self.server.address, timeout=WAITS_S) as caller:
            self.token = (await caller.post("/api/sign-in", json=me)).json()["token"]

    def open(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """The tab is gone in the middle of whatever it did."""
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        address = self.server.address.replace("http", "ws") + "/api/bridge"
        headers = {"authorization": f"Bearer {self.token}"}
        while True:
            with contextlib.suppress(OSError, InvalidHandshake, ConnectionClosed):
                async with connect(address, additional_headers=headers, proxy=None) as line:
                    hello = {"role": "desk", "key": DESK_KEY, "secret": self.secret, "scanners": self.scanners}
                    await line.send(msgspec.json.encode(hello).decode())
                    async for text in line:
                        await self._hear(line, msgspec.json.decode(text))
            await asyncio.sleep(0.05)

    async def _hear(self, line: Any, frame: dict[str, Any]) -> None:
        if "paired" in frame:
            self.scanners.append(frame["paired"])
            self.secret = ""
        if "scan" in frame:
            who, scan = frame["scanner"], frame["scan"]
            if scan["id"] not in self.seen:
                self.seen.append(scan["id"])
                self.taken.append(scan["text"])
            if self.acknowledges:
                await line.send(msgspec.json.encode({"scanner": who, "ack": scan["n"]}).decode())


async def until(what: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAITS_S):
        while not what():
            await asyncio.sleep(0.01)


def link(server: Server) -> str:
    return f"{server.address}/#/scan-for/{desk_id(DESK_KEY)}/{SECRET}"


@contextlib.asynccontextmanager
async def carrying(spool: Spool, states: list[str]) -> AsyncIterator[None]:
    """The bridge's own part, running in this process."""
    task = asyncio.create_task(Client(spool, "dock 1", states.append).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture(scope="module")
def server(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A server of its own, that may be killed."""
    folder = tmp_path_factory.mktemp("bridge")
    shutil.copy(furnished, folder / "truebin.db")
    made = Server(f"sqlite:///{folder}/truebin.db", folder / "server.log")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def spool(server: Server, tmp_path: Path) -> Any:
    """A spool that is paired with the desk."""
    made = Spool(tmp_path / "bridge.db")
    made.pair(pairing_of(link(server), new_id(), "S" * 24))
    yield made
    made.close()


def story(tell: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(tell(), 2 * WAITS_S))


def test_scans_that_waited_for_their_page_come_in_order_when_it_opens(server: Server, spool: Spool) -> None:
    async def tell() -> None:
        page, states = Page(server), []  # type: tuple[Page, list[str]]
        await page.sign_in()
        for number in range(50):
            spool.add(f"early {number}", "serial", "COM3")
        async with carrying(spool, states):
            await until(lambda: "away" in states)
            page.open()
            spool.add("late", "serial", "COM3")
            await until(lambda: spool.waiting() == 0)
            assert page.taken == [*(f"early {number}" for number in range(50)), "late"]
            pairing = spool.pairing()
            assert pairing is not None
            assert pairing.secret == ""
        await page.close()

    story(tell)


def test_a_page_a_bridge_and_a_server_that_die_lose_and_double_nothing(server: Server, spool: Spool) -> None:
    async def tell() -> None:
        page, states, sent = Page(server), [], []  # type: tuple[Page, list[str], list[str]]
        await page.sign_in()
        page.open()

        def scan(count: int) -> None:
            for _ in range(count):
                sent.append(f"scan {len(sent)}")
                spool.add(sent[-1], "serial", "COM3")

        async with carrying(spool, states):
            await until(lambda: "online" in states)
            scan(20)
            await page.close()  # In the middle of taking them.
            scan(20)
            page.open()
            scan(20)
            await until(lambda: len(page.taken) > 20)
        scan(20)  # The bridge is gone, its scanners are not.
        async with carrying(spool, states):
            scan(20)
            await until(lambda: len(page.taken) > 60)
            server.kill()
            scan(20)
            await asyncio.to_thread(server.start)
            scan(20)
            await until(lambda: spool.waiting() == 0)
        await page.close()
        assert page.taken == sent

    story(tell)


def test_what_the_page_does_not_acknowledge_is_never_forgotten(server: Server, spool: Spool) -> None:
    async def tell() -> None:
        page, states = Page(server), []  # type: tuple[Page, list[str]]
        page.acknowledges = False
        await page.sign_in()
        page.open()
        async with carrying(spool, states):
            spool.add("A", "serial", "")
            await until(lambda: page.taken == ["A"])
            assert spool.waiting() == 1
            page.acknowledges = True
            await page.close()
            page.open()
            await until(lambda: spool.waiting() == 0)
            assert page.taken == ["A"]
        await page.close()

    story(tell)


def test_a_bridge_that_is_not_let_in_says_so_and_keeps_its_scans(server: Server, spool: Spool) -> None:
    async def tell() -> None:
        page, states = Page(server), []  # type: tuple[Page, list[str]]
        page.secret = "N0TTH1S0NE"
        await page.sign_in()
        page.open()
        spool.add("A", "serial", "")
        async with carrying(spool, states):
            await until(lambda: "not_let_in" in states)
        assert spool.waiting() == 1
        assert page.taken == []
        await page.close()

    story(tell)


async def started(command: list[str]) -> subprocess.Popen[bytes]:
    """`truebin bridge` with its port open and its page found."""
    program = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert program.stderr is not None
    said = b""
    while b"page: online" not in said or b": open" not in said:
        line = await asyncio.to_thread(program.stderr.readline)
        assert line, said
        said += line
    return program


def test_the_program_reads_a_port_and_dies_in_the_middle(server: Server, tmp_path: Path) -> None:
    master, slave = pty.openpty()
    tty.setraw(slave)
    command = [sys.executable, "-m", "server.cli", "bridge", "--port", os.ttyname(slave), "--name", "dock 1"]
    command += ["--spool", str(tmp_path / "program.db")]
    expected = [f"BOX-{number}" for number in range(60)]

    async def tell() -> None:
        page = Page(server)
        await page.sign_in()
        page.open()
        program = await started([*command, link(server)])
        try:
            os.write(master, "".join(f"{text}\r" for text in expected[:30]).encode())
            await until(lambda: len(page.taken) >= 10)
            # Everything of the first half is on the disk before the program dies.
            kept = Spool(tmp_path / "program.db")
            await until(lambda: len(page.taken) + kept.waiting() >= 30)
            kept.close()
            program.send_signal(signal.SIGKILL)
            program.communicate()
            program = await started(command)  # A port that nobody has open keeps nothing.
            os.write(master, "".join(f"{text}\r" for text in expected[30:]).encode())
            await until(lambda: len(page.taken) >= 60)
        finally:
            program.terminate()
            program.communicate()
            await page.close()
        assert page.taken == expected

    try:
        story(tell)
    finally:
        os.close(master)
        os.close(slave)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "https://h/#/pair/12345678",
        f"ftp://h/#/scan-for/0123456789abcdef/{SECRET}",
        f"https:///#/scan-for/0123456789abcdef/{SECRET}",
        f"https://h:99999/#/scan-for/0123456789abcdef/{SECRET}",
        f"https://[/#/scan-for/0123456789abcdef/{SECRET}",
        "https://h/#/scan-for/0123456789abcdef/short",
        f"https://h/#/scan-for/elsewhere/{SECRET}",
    ],
)
def test_what_is_no_link_is_refused(text: str) -> None:
    with pytest.raises(NotAPairingLink):
        pairing_of(text, "s", "k")


def test_a_link_names_server_desk_and_secret() -> None:
    made = pairing_of("https://wms.example.com/#/scan-for/0123456789abcdef/K7QF2M9PXC\n", "s", "k")
    assert (made.server, made.desk, made.secret) == ("wss://wms.example.com/api/bridge", "0123456789abcdef", SECRET)


def test_the_same_link_again_keeps_the_key_and_another_desk_gets_another() -> None:
    one = pairing_of(f"https://h/#/scan-for/{'0' * 16}/{SECRET}", "s", "first")
    same = pairing_of(f"https://h/#/scan-for/{'0' * 16}/N3WS3CR3T0", "s", "second")
    assert (again(one, same).key, again(one, same).secret) == ("first", "N3WS3CR3T0")
    assert again(None, one) == one
    for link_ in (f"https://h/#/scan-for/{'1' * 16}/{SECRET}", f"https://evil/#/scan-for/{'0' * 16}/{SECRET}"):
        assert again(one, pairing_of(link_, "s", "second")).key == "second"
