"""Confirmed picks over HTTP, one by one and in batches, beside rows written with bare sqlite3.

A pick is two scans (bin, item; for the first line of a task the tote too) and its confirmation: three entries, with all
rules, permissions, proof and hashes on, answered after the commit. Single: a contact for each pick. Batch: contacts of
up to 50 entries.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import urllib.request
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

import msgspec
from msgspec import Struct

from bench import house
from bench.load import Load, drive, post
from bench.machine import cpu_us
from server.kernel.command import BATCH_MAX
from server.store.engine import open_store
from server.tasks import views
from server.tasks.steps import Task
from tests.serving import Server

CLIENTS = (1, 8, 64)
TASKS = {"single": {1: 4, 8: 2, 64: 1}, "batch": {1: 6, 8: 3, 64: 1}}  # for each client, in each round
ROUNDS = 3
PER_COMMIT = 32
CONFIRMATIONS, WHOLE_PICKS = 8_000, 3_000


class Raw(Struct):
    """What the bare driver does."""

    per_s: float
    cpu_us: float


class Measure(Struct):
    """One way of sending with so many clients, the medians of all rounds.

    ratio: picks per second over the confirmations per second of the raw program, in the same round. whole_ratio: over
    its picks per second when it writes all the rows that a pick writes.
    """

    mode: str
    clients: int
    picks: int
    per_s: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float
    ratio: float
    whole_ratio: float


class Scans(Struct):
    """All of it. confirmation, pick: the two raw programs. per_commit: contacts that shared a commit, single at 64."""

    confirmation: Raw
    pick: Raw
    per_commit: float
    measures: list[Measure]


class _Run(Struct):
    picks: int
    per_s: float
    cpu_ms: float
    latencies_ms: list[float]


def raw(program: str, count: int) -> Raw:
    """An anchor, in a process and a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run(
            [sys.executable, "-m", f"bench.{program}", folder, str(count), str(PER_COMMIT)],
            check=True,
            capture_output=True,
        )
    return msgspec.json.decode(said.stdout, type=Raw)


def anchors() -> tuple[Raw, Raw]:
    """Both raw programs, one after the other."""
    return raw("raw_sqlite", CONFIRMATIONS), raw("raw_pick", WHOLE_PICKS)


class _Floor:
    """The server, its pickers, and the tasks that nobody has taken yet."""

    def __init__(self, server: Server, tasks: dict[int, Task], totes: list[tuple[int, str]]) -> None:
        self.server = server
        self.tasks = tasks
        self.free = list(zip(tasks, totes, strict=True))
        self.pickers = [house.Picker(server.address, number) for number in range(max(CLIENTS))]

    def run(self, mode: str, clients: int, each: int) -> _Run:
        """So many pickers walk so many tasks each."""
        requests, picks = [], 0
        for picker in self.pickers[:clients]:
            mine, self.free = self.free[:each], self.free[each:]
            picker.claim(self.server.address, [task for task, _ in mine])
            made = [pick for task, tote in mine for pick in picker.picks(self.tasks[task], tote)]
            picks += len(made)
            bodies = picker.bodies(made, BATCH_MAX if mode == "batch" else 1)
            requests.append([post("/api/commands", picker.token, body) for body in bodies])
        assert self.server.process
        before = cpu_us(self.server.process.pid)
        load = asyncio.run(drive(self.server.port, requests, keep=True))
        used = cpu_us(self.server.process.pid) - before
        outcomes = [one["outcome"] for body in load.bodies for one in json.loads(body)["outcomes"]]
        wrong = [one for one in outcomes if one["result"] != "accepted"]
        assert not wrong, wrong[:3]
        return _Run(picks, picks / load.seconds, used / picks / 1000, load.latencies_ms)

    def commits(self) -> tuple[int, int]:
        """Jobs and commits of the writer until now."""
        with urllib.request.urlopen(self.server.address + "/api/health", timeout=30) as answer:
            said = json.load(answer)
        return said["jobs"], said["batches"]


def measure(url: str, folder: Path) -> Scans:
    """All ways of sending, on the books at url, which must be empty; the raw programs run before and after each round.

    One walk before all rounds, not counted, lets the server read what it reads once.
    """
    needed = ROUNDS * sum(clients * each for ways in TASKS.values() for clients, each in ways.items()) + 1
    store = open_store(url)
    ids = house.furnish(store, max(CLIENTS), needed)
    with store.reader() as reader:
        tasks = {
            one.id: one for first in range(0, len(ids), 50) for one in views.travelling(reader, ids[first : first + 50])
        }
        totes = house.totes(reader)
    store.close()
    server = Server(url, folder / "server.log")
    server.start()
    shared: list[float] = []
    found: dict[tuple[str, int], list[_Run]] = {}
    try:
        floor = _Floor(server, tasks, totes)
        floor.run("single", 1, 1)
        raws = [anchors()]
        for _ in range(ROUNDS):
            for mode, ways in TASKS.items():
                for clients, each in ways.items():
                    before = floor.commits()
                    found.setdefault((mode, clients), []).append(floor.run(mode, clients, each))
                    after = floor.commits()
                    if (mode, clients) == ("single", max(CLIENTS)):
                        claims = clients * each
                        shared.append((after[0] - before[0] - claims) / (after[1] - before[1] - claims))
            raws.append(anchors())
    finally:
        server.stop()
    return Scans(
        _middle([one for one, _ in raws]),
        _middle([whole for _, whole in raws]),
        median(shared),
        [_measure(mode, clients, runs, raws) for (mode, clients), runs in found.items()],
    )


def _middle(of: list[Raw]) -> Raw:
    return Raw(median(one.per_s for one in of), median(one.cpu_us for one in of))


def _measure(mode: str, clients: int, runs: list[_Run], raws: list[tuple[Raw, Raw]]) -> Measure:
    late = [Load(latencies_ms=run.latencies_ms) for run in runs]
    # A round stands beside what the raw programs did just before and just after it.
    around = [[mean((before[which].per_s, after[which].per_s)) for before, after in pairwise(raws)] for which in (0, 1)]
    ratio, whole = (median(run.per_s / beside for run, beside in zip(runs, of, strict=True)) for of in around)
    return Measure(
        mode,
        clients,
        sum(run.picks for run in runs),
        median(run.per_s for run in runs),
        median(run.cpu_ms for run in runs),
        median(one.quantile_ms(0.5) for one in late),
        median(one.quantile_ms(0.99) for one in late),
        ratio,
        whole,
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as at:
        print(msgspec.json.format(msgspec.json.encode(measure(f"sqlite:///{at}/truebin.db", Path(at)))).decode())
