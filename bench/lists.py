"""The list of 200 open tasks over HTTP, beside the same rows read and written as JSON with bare sqlite3."""

import asyncio
import json
import time
from pathlib import Path

import pysqlite3
from msgspec import Struct

from bench import house
from bench.load import drive, get
from bench.machine import cpu_us
from tests.serving import Server

REQUESTS, ROWS = 400, 200
RAW_QUERY = (
    "SELECT id, number, kind, state, title, lines, lines_done, holder_id, priority, due_at, document FROM task"
    " WHERE warehouse_id = 1 ORDER BY priority DESC, id LIMIT 200"
)


class ListCost(Struct):
    """CPU milliseconds for one list. ratio: ours over raw."""

    ours_ms: float
    raw_ms: float
    ratio: float
    bytes: int


def raw(books: Path) -> float:
    """The anchor: query and JSON, no network, CPU milliseconds."""
    connection = pysqlite3.connect(f"file:{books}?mode=ro", uri=True)
    began = time.process_time()
    for _ in range(REQUESTS):
        cursor = connection.execute(RAW_QUERY)
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor]
        json.dumps(rows)
    used = time.process_time() - began
    assert len(rows) == ROWS
    connection.close()
    return used / REQUESTS * 1000


def measure(server: Server, picker: "house.Picker", books: Path) -> ListCost:
    """Ours beside raw; there must be 200 tasks."""
    request = get(f"/api/tasks?warehouse={house.WAREHOUSE}", picker.token)
    first = asyncio.run(drive(server.port, [[request]], keep=True)).bodies[0]
    found = json.loads(first)
    assert len(found if isinstance(found, list) else found["tasks"]) == ROWS
    assert server.process
    before = cpu_us(server.process.pid)
    asyncio.run(drive(server.port, [[request] * REQUESTS]))
    ours = (cpu_us(server.process.pid) - before) / REQUESTS / 1000
    anchor = raw(books)
    return ListCost(ours, anchor, ours / anchor, len(first))
