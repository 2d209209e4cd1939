"""The bridge's line towards servers that answer badly: it goes on whatever comes, and nothing in it can be stuck."""

import asyncio
from pathlib import Path
from typing import Any

import msgspec
from websockets.asyncio.server import ServerConnection, serve

from scanning.bridge.client import Client, pairing_of
from scanning.bridge.spool import NAME_MAX, Spool

WAITS_S = 20
LINK = "/#/scan-for/0123456789abcdef/K7QF2M9PXC"


async def _gone(line: ServerConnection, _hello: dict[str, Any]) -> None:
    line.transport.abort()


async def _nonsense(line: ServerConnection, _hello: dict[str, Any]) -> None:
    await line.send("<html>")


async def _no_frame(line: ServerConnection, _hello: dict[str, Any]) -> None:
    await line.send('{"open": 7}')


def test_a_bridge_outlives_servers_that_go_at_once_or_talk_nonsense(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "bridge.db")
    port = "/dev/serial/by-id/usb-" + "Scanner_" * 9 + "if00-port0"
    spool.add("A-03-2", "serial", port)
    ways = [None, _gone, _nonsense, _no_frame]  # None: gone before the first word.
    heard: list[dict[str, Any]] = []

    async def answer(line: ServerConnection) -> None:
        way = ways.pop(0) if ways else _good
        if way is None:
            line.transport.abort()
            return
        await way(line, msgspec.json.decode(await line.recv()))

    async def _good(line: ServerConnection, hello: dict[str, Any]) -> None:
        heard.append(hello)
        await line.send(msgspec.json.encode({"open": hello["desk"]}).decode())
        heard.append(msgspec.json.decode(await line.recv())["scan"])
        await line.send('{"ack": 1}')
        await line.wait_closed()

    async def tell() -> None:
        async with serve(answer, "127.0.0.1", 0) as server:
            address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{LINK}"
            spool.pair(pairing_of(address, "scanner", "S" * 24))
            running = asyncio.create_task(Client(spool, "dock" * 30).run())
            async with asyncio.timeout(WAITS_S):
                while spool.waiting() and not running.done():
                    await asyncio.sleep(0.01)
            assert not running.done()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    asyncio.run(tell())
    spool.close()
    hello, scan = heard
    # The relay sends home whoever says longer names, again and again: nothing behind that scan would ever arrive.
    assert len(hello["name"]) == len(scan["device"]) == NAME_MAX
    assert (scan["text"], scan["device"][-10:]) == ("A-03-2", "if00-port0")
