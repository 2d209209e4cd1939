"""Clients for the timings: keep-alive HTTP connections that send prepared requests, each waiting for its answer."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial


@dataclass
class Load:
    """What came of one run. latencies_ms: one figure per request, in the order of the answers."""

    seconds: float = 0.0
    latencies_ms: list[float] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def quantile_ms(self, share: float) -> float:
        """The latency that this share of requests did not exceed."""
        ordered = sorted(self.latencies_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class _Connection(asyncio.Protocol):
    """Sends the next request when the answer to the last is whole."""

    def __init__(self, requests: Iterator[bytes], load: Load, done: "asyncio.Future[None]", keep: bool) -> None:
        self.requests, self.load, self.done, self.keep = requests, load, done, keep
        self.buffer = b""
        self.sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.send()

    def send(self) -> None:
        request = next(self.requests, None)
        if request is None:
            self.transport.close()
            self.done.set_result(None)
            return
        self.sent_at = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, gap, body = self.buffer.partition(b"\r\n\r\n")
        if not gap:
            return
        size = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(body) < size:
            return
        assert head.startswith(b"HTTP/1.1 20"), self.buffer[:2000]
        self.load.latencies_ms.append((time.perf_counter() - self.sent_at) * 1000)
        if self.keep:
            self.load.bodies.append(body)
        self.buffer = b""
        self.send()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server closed the connection"))


def _same(connection: _Connection) -> _Connection:
    return connection


def post(path: str, token: str, body: bytes) -> bytes:
    """One whole POST request with a JSON body."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def get(path: str, token: str) -> bytes:
    """One whole GET request."""
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


async def drive(port: int, clients: list[list[bytes]], keep: bool = False) -> Load:
    """Run one connection per client, each through its own requests; keep: remember the answers' bodies."""
    load, loop = Load(), asyncio.get_running_loop()
    ends: list[asyncio.Future[None]] = [loop.create_future() for _ in clients]
    began = time.perf_counter()
    for requests, done in zip(clients, ends, strict=True):
        connection = _Connection(iter(requests), load, done, keep)
        await loop.create_connection(partial(_same, connection), "127.0.0.1", port)
    await asyncio.gather(*ends)
    load.seconds = time.perf_counter() - began
    return load
