"""Confirmed picks over HTTP, one by one and in batches, beside the same rows written with bare sqlite3.

A pick is two scans (bin, item; for the first line of a task the tote too) and its confirmation: three entries, with all
rules, permissions, proof and hashes on, answered after the commit. Single: a contact for each pick. Batch: contacts of
up to 50 entries.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
from msgspec import Struct

from bench import house
from bench.load import drive, post
from bench.machine import cpu_us
from server.store.engine import open_store
from server.tasks import views
from tests.serving import Server

CLIENTS = (1, 8, 64)
TASKS = {"single": {1: 8, 8: 3, 64: 1}, "batch": {1: 12, 8: 5, 64: 2}}  # for each client
ROUNDS = 2
RAW_SCANS = 20_000


class Measure(Struct):
    """One way of sending with so many clients. ratio: picks per second over those of the raw program."""

    mode: str
    clients: int
    picks: int
    per_s: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    ratio: float


class Raw(Struct):
    """What the bare driver does."""

    per_s: float
    cpu_us: float


def raw() -> Raw:
    """The anchor, in a process and a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run(
            [sys.executable, "-m", "bench.raw_sqlite", folder, str(RAW_SCANS), "32"], check=True, capture_output=True
        )
    return msgspec.json.decode(said.stdout, type=Raw)


def measure(url: str, folder: Path) -> tuple[Raw, list[Measure]]:
    """All ways of sending, on the books at url, which must be empty."""
    store = open_store(url)
    needed = sum(clients * each for ways in TASKS.values() for clients, each in ways.items())
    ids = house.furnish(store, max(CLIENTS), needed)
    with store.reader() as reader:
        tasks = {
            one.id: one for first in range(0, len(ids), 50) for one in views.travelling(reader, ids[first : first + 50])
        }
        totes = house.totes(reader)
    store.close()
    server = Server(url, folder / "server.log")
    server.start()
    anchors, measures = [raw()], []
    try:
        pickers = [house.Picker(server.address, number) for number in range(max(CLIENTS))]
        free = list(zip(ids, totes, strict=True))
        for mode, ways in TASKS.items():
            for clients, each in ways.items():
                requests, picks = [], 0
                for picker in pickers[:clients]:
                    mine, free = free[:each], free[each:]
                    picker.claim(server.address, [task for task, _ in mine])
                    made = [pick for task, tote in mine for pick in picker.picks(tasks[task], tote)]
                    picks += len(made)
                    bodies = picker.bodies(made, 50 if mode == "batch" else 1)
                    requests.append([post("/api/commands", picker.token, body) for body in bodies])
                assert server.process
                before = cpu_us(server.process.pid)
                load = asyncio.run(drive(server.port, requests, keep=True))
                used = cpu_us(server.process.pid) - before
                outcomes = [one["outcome"] for body in load.bodies for one in json.loads(body)["outcomes"]]
                wrong = [one for one in outcomes if one["result"] != "accepted"]
                assert not wrong, wrong[:3]
                measures.append(
                    Measure(
                        mode,
                        clients,
                        picks,
                        picks / load.seconds,
                        used / picks / 1000,
                        load.quantile_ms(0.5),
                        load.quantile_ms(0.99),
                        0,
                    )
                )
            anchors.append(raw())
    finally:
        server.stop()
    anchor = sorted(anchors, key=lambda one: one.per_s)[len(anchors) // 2]
    for one in measures:
        one.ratio = one.per_s / anchor.per_s
    return anchor, measures


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as at:
        found = measure(f"sqlite:///{at}/truebin.db", Path(at))
        print(found[0])
        for row in found[1]:
            print(row)
