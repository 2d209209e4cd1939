"""The anchor of the scan figures: the rows of one confirmed scan written with the bare driver, 32 to a commit.

Per scan: the scan, the command with its outcome, the movement with its line, two balances and an event, in tables
with the same keys, WAL, synchronous=FULL. No rules, no permissions, no hashes, no network.
"""

import json
import resource
import sys
import time
from pathlib import Path

import pysqlite3

TABLES = """
CREATE TABLE scan (id TEXT PRIMARY KEY, device TEXT, seq INTEGER, text TEXT, at INTEGER);
CREATE TABLE command (id TEXT PRIMARY KEY, device TEXT, seq INTEGER, payload TEXT, outcome TEXT, at INTEGER);
CREATE UNIQUE INDEX stream ON command (device, seq);
CREATE TABLE movement (warehouse INTEGER, seq INTEGER, command TEXT, at INTEGER, PRIMARY KEY (warehouse, seq));
CREATE TABLE line (warehouse INTEGER, seq INTEGER, item INTEGER, source INTEGER, target INTEGER, quantity INTEGER,
  PRIMARY KEY (warehouse, seq));
CREATE TABLE balance (warehouse INTEGER, place INTEGER, item INTEGER, quantity INTEGER,
  PRIMARY KEY (warehouse, place, item));
CREATE TABLE event (warehouse INTEGER, number INTEGER, body TEXT, PRIMARY KEY (warehouse, number));
"""


def write(connection: "pysqlite3.Connection", number: int) -> None:
    """The rows of scan `number`."""
    ident, at = f"0190-{number:027d}", 1_700_000_000_000_000 + number
    item, source, target = number % 997, number % 1499, 5000 + number % 64
    run = connection.execute
    run("INSERT INTO scan VALUES (?, 'device', ?, '85123A', ?)", ("s" + ident, number, at))
    run("INSERT INTO movement VALUES (1, ?, ?, ?)", (number, ident, at))
    run("INSERT INTO line VALUES (1, ?, ?, ?, ?, 1)", (number, item, source, target))
    run("UPDATE balance SET quantity = quantity - 1 WHERE warehouse = 1 AND place = ? AND item = ?", (source, item))
    run(
        "INSERT INTO balance VALUES (1, ?, ?, 1)"
        " ON CONFLICT (warehouse, place, item) DO UPDATE SET quantity = quantity + 1",
        (target, item),
    )
    run('INSERT INTO event VALUES (1, ?, \'{"task":12,"line":101,"done":1}\')', (number,))
    payload = '{"task":12,"line":101,"place":7,"item":9,"quantity":1}'
    run("INSERT INTO command VALUES (?, 'device', ?, ?, '{\"result\":\"accepted\"}', ?)", (ident, number, payload, at))


def main(folder: str, scans: int, per_commit: int) -> None:
    """Write the scans and print scans per second and CPU microseconds per scan as JSON."""
    connection = pysqlite3.connect(str(Path(folder) / "raw.db"), isolation_level=None, cached_statements=64)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.executescript(TABLES)
    connection.execute("BEGIN")
    for number in range(1499 * 2):
        connection.execute("INSERT OR IGNORE INTO balance VALUES (1, ?, ?, 1000000)", (number % 1499, number % 997))
    connection.execute("COMMIT")
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    for first in range(0, scans, per_commit):
        connection.execute("BEGIN IMMEDIATE")
        for number in range(first, min(first + per_commit, scans)):
            write(connection, number)
        connection.execute("COMMIT")
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"per_s": scans / seconds, "cpu_us": used / scans * 1e6}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
