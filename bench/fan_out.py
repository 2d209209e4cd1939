"""A board event to 200 sockets: the server's CPU for each delivery, beside a bare `websockets` server's broadcast.

The server's figure is what it uses while commands make events and all sockets listen, less the same without sockets.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from msgspec import Struct

from bench import house
from bench.load import drive, post
from bench.machine import cpu_us
from tests.serving import Server

SOCKETS, FRAMES = 200, 150
EVERY_MS = 70  # Longer than the server gathers bursts, so that every event is a message of its own.


class FanOut(Struct):
    """CPU microseconds for one message to one socket. ratio: ours over raw."""

    ours_us: float
    raw_us: float
    ratio: float


@contextmanager
def listening(port: int, path: str, token: str, hello: str) -> Iterator["subprocess.Popen[str]"]:
    """SOCKETS clients of a server."""
    words = json.dumps({"port": port, "path": path, "sockets": SOCKETS, "token": token, "hello": hello})
    with subprocess.Popen(
        [sys.executable, "-m", "bench.listeners", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as clients:
        assert said(clients) == "ready"
        try:
            yield clients
        finally:
            pipe(clients.stdin).close()
            clients.wait(30)


def pipe(found: IO[str] | None) -> IO[str]:
    """A pipe that is there."""
    assert found is not None
    return found


def said(process: "subprocess.Popen[str]") -> str:
    """The next line a process prints."""
    return pipe(process.stdout).readline().strip()


def count(clients: "subprocess.Popen[str]") -> int:
    """Messages that the clients have got since they were last asked."""
    pipe(clients.stdin).write("count\n")
    pipe(clients.stdin).flush()
    return int(said(clients))


def raw() -> float:
    """The anchor: CPU microseconds for one delivery."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.raw_fan_out"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        port = int(said(server))
        with listening(port, "/", "", "") as clients:
            pipe(server.stdin).write(f"{FRAMES} {EVERY_MS}\n")
            pipe(server.stdin).flush()
            used = int(said(server))
            time.sleep(0.5)
            assert count(clients) == FRAMES * SOCKETS
        pipe(server.stdin).close()
        server.wait(30)
    return used / FRAMES / SOCKETS


def ours(server: Server, picker: "house.Picker", task: int) -> float:
    """The same for a running server, whose picker takes a task and gives it back."""
    quiet = _used(server, picker, task)
    hello = json.dumps({"warehouse": house.WAREHOUSE, "topics": ["tasks"]})
    with listening(server.port, "/api/live", picker.token, hello) as clients:
        count(clients)
        used = _used(server, picker, task)
        time.sleep(0.5)
        got = count(clients)
    assert got >= FRAMES * SOCKETS, f"{got} messages instead of {FRAMES * SOCKETS}"
    return (used - quiet) / got


def _used(server: Server, picker: "house.Picker", task: int) -> int:
    bodies = [picker.taking(task, bool(number % 2)) for number in range(FRAMES)]
    assert server.process
    before = cpu_us(server.process.pid)
    asyncio.run(_spaced(server.port, picker, bodies))
    return cpu_us(server.process.pid) - before


async def _spaced(port: int, picker: "house.Picker", bodies: list[bytes]) -> None:
    for body in bodies:
        load = await drive(port, [[post("/api/commands", picker.token, body)]], keep=True)
        assert b'"accepted"' in load.bodies[0], load.bodies[0]
        await asyncio.sleep(EVERY_MS / 1000)


def measure(server: Server, picker: "house.Picker", task: int) -> FanOut:
    """Ours beside raw. task: an open pick task that nobody has."""
    found, anchor = ours(server, picker, task), raw()
    return FanOut(found, anchor, found / anchor)
