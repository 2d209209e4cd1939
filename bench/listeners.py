"""Many websocket clients in a process of their own: prints `ready`, counts messages, prints the count when asked."""

import asyncio
import json
import sys
from typing import Any

from websockets.asyncio.client import ClientConnection, connect


async def main(port: int, path: str, sockets: int, token: str, hello: str) -> None:
    counted = 0

    async def listen(socket: ClientConnection) -> None:
        nonlocal counted
        async for _ in socket:
            counted += 1

    headers = {"Authorization": f"Bearer {token}"} if token else {}
    opened = [
        await connect(f"ws://127.0.0.1:{port}{path}", additional_headers=headers, compression=None, ping_interval=None)
        for _ in range(sockets)
    ]
    if hello:
        for socket in opened:
            await socket.send(hello)
    listening: list[asyncio.Task[Any]] = [asyncio.create_task(listen(socket)) for socket in opened]
    print("ready", flush=True)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while await lines.readline():
        print(counted, flush=True)
        counted = 0
    for task in listening:
        task.cancel()
    await asyncio.gather(*(socket.close() for socket in opened), return_exceptions=True)


if __name__ == "__main__":
    import uvloop

    said = json.loads(sys.argv[1])
    uvloop.run(main(said["port"], said["path"], said["sockets"], said["token"], said["hello"]))
