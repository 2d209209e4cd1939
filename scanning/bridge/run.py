"""The whole bridge: reads every device, keeps what they say, carries it to the page, until it is told to stop."""

import asyncio
from collections.abc import Callable, Sequence

from scanning.bridge.client import Client
from scanning.bridge.devices import Device, KeyboardReader, Reader, SerialReader
from scanning.bridge.spool import Full, Spool

Tell = Callable[[str, str], None]  # what it is about (a device's path, "page", "spool"), and its state in a word
WATCH_S = 0.5  # How soon a reader that met a mistake of ours ends the bridge.


async def run(
    spool: Spool, devices: Sequence[Device], name: str, tell: Tell, *, baud: int = 9600, layout: str = "us"
) -> None:
    """Run until cancelled; every scan is on the disk before anything else happens to it. The spool must be paired."""

    def heard(text: str, source: str, device: str) -> None:
        try:
            spool.add(text, source, device)
        except Full:
            tell("spool", "full")

    readers: list[Reader] = [
        SerialReader(device.path, heard, tell, baud)
        if device.kind == "serial"
        else KeyboardReader(device.path, heard, tell, layout)
        for device in devices
    ]
    client = Client(spool, name, lambda state: tell("page", state))
    for reader in readers:
        reader.start()
    carrying = asyncio.create_task(client.run())
    try:
        while not carrying.done():
            await asyncio.wait([carrying], timeout=WATCH_S)
            for reader in readers:
                if reader.fault is not None:
                    raise reader.fault
        carrying.result()
    finally:
        carrying.cancel()
        await asyncio.gather(carrying, return_exceptions=True)
        for reader in readers:
            await asyncio.to_thread(reader.stop)
