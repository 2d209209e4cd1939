"""The anchor of the fan-out figure: a bare `websockets` server that broadcasts ready-made frames.

Prints its port; then, for each line `frames every_ms` on standard input, broadcasts and prints its CPU microseconds.
"""

import asyncio
import json
import resource
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve

FRAME = json.dumps(
    {"n": 123456, "prev": 123455, "kind": "task.changed", "topics": ["tasks", "board"], "at": 1_763_800_000_000_000,
     "body": {"task": 812, "number": "PK-2026-0812", "state": "leased", "lines": 23, "lines_done": 7, "holder": 3}}
)  # fmt: skip


async def main() -> None:
    clients: set[ServerConnection] = set()

    async def stay(client: ServerConnection) -> None:
        clients.add(client)
        try:
            await client.wait_closed()
        finally:
            clients.discard(client)

    async with serve(stay, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        print(next(iter(server.sockets)).getsockname()[1], flush=True)
        lines = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
        while line := await lines.readline():
            frames, every_ms = map(int, line.split())
            before = resource.getrusage(resource.RUSAGE_SELF)
            for _ in range(frames):
                broadcast(clients, FRAME)
                await asyncio.sleep(every_ms / 1000)
            after = resource.getrusage(resource.RUSAGE_SELF)
            used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(round(used * 1_000_000), flush=True)


if __name__ == "__main__":
    import uvloop

    uvloop.run(main())
