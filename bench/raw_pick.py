"""A second anchor of the scan figures: every row that one pick writes, in the books' tables, with the bare driver.

Two scans, the command, the movement with its line, two balances, the hold, the head of the chain, the task and its
line, the order and its line, the line of the check to come, two events and their counter, the device: what a pick
leaves behind, with the books' own keys and indexes, 32 picks to a commit. It asks, decides and hashes nothing.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import pysqlite3

from server.store.engine import open_store

ITEMS, TASKS, TOTES = 300, 64, 64
OUTCOME = '{"result":"accepted"}'
PAYLOAD = json.dumps(
    {"task": 12, "line": 101, "place": 7, "item": 9, "lot": 0, "serial": 0, "quantity": 1, "container": 640,
     "scans": ["0190-0000-7000-8000-000000000001", "0190-0000-7000-8000-000000000002"], "override": ""}
)  # fmt: skip
BODY = json.dumps({f"field_{number}": number for number in range(16)})
SCAN = (
    "INSERT INTO scan_event (id, device_id, seq, warehouse_id, user_id, task_id, line_id, step, text, symbology,"
    " source, verdict, client_at, effective_at, received_at, payload_sha)"
    " VALUES (?, ?, ?, 1, 3, ?, ?, 'item', '85123A', 'Code128', 'hid', 'accepted', ?, ?, ?, ?)"
)
COMMAND = (
    "INSERT INTO command (id, device_id, seq, warehouse_id, version, type, user_id, task_id, client_at, effective_at,"
    " received_at, payload_sha, payload, outcome, result)"
    " VALUES (?, ?, ?, 1, 1, 'picking.confirm', 3, ?, ?, ?, ?, ?, ?, ?, 'accepted')"
)
MOVEMENT = (
    "INSERT INTO movement (warehouse_id, seq, kind, command_id, user_id, device_id, document, posted_at, effective_at,"
    " payload_sha, hash) VALUES (1, ?, 'pick', ?, 3, ?, 'SO-2026-0001', ?, ?, ?, ?)"
)
MOVE = (
    "INSERT INTO move (warehouse_id, seq, line, item_id, from_place, to_place, quantity) VALUES (1, ?, 1, ?, ?, ?, 1)"
)
TAKE = (
    "UPDATE balance SET quantity = quantity - 1, changed_seq = ?"
    " WHERE warehouse_id = 1 AND place_id = ? AND item_id = ? AND lot_id = 0 AND serial_id = 0 AND quantity >= 1"
)
GIVE = (
    "INSERT INTO balance (warehouse_id, place_id, item_id, quantity, changed_seq) VALUES (1, ?, ?, 1, ?)"
    " ON CONFLICT (warehouse_id, place_id, item_id, lot_id, serial_id)"
    " DO UPDATE SET quantity = quantity + 1, changed_seq = excluded.changed_seq"
)
CHECK_LINE = (
    "INSERT INTO task_line (warehouse_id, task_id, position, item_id, quantity, asked, order_line_id)"
    " VALUES (1, ?, 1, ?, 1, 1, ?)"
)
EVENT = (
    "INSERT INTO event (warehouse_id, number, kind, topics, body, command_id, at)"
    " VALUES (1, ?, 'task.changed', ' tasks board user:3 ', ?, ?, ?)"
)
COUNTER = (
    "INSERT INTO event_head (warehouse_id, number) VALUES (1, 2)"
    " ON CONFLICT (warehouse_id) DO UPDATE SET number = number + 2"
)


def furnish(run: Any, many: Any, picks: int) -> None:
    """What the picks change: stock, and a task line, an order line and a hold for each."""
    run("INSERT INTO ledger_head (warehouse_id, seq, hash) VALUES (1, 0, ?)", (bytes(32),))
    stock = "INSERT INTO balance (warehouse_id, place_id, item_id, quantity) VALUES (1, ?, ?, 1000000)"
    many(stock, ((item, item) for item in range(ITEMS)))
    task = "INSERT INTO task (id, warehouse_id, number, kind, created_at) VALUES (?, 1, 'PK' || ?, 'pick', 1)"
    many(task, ((one, one) for one in range(TASKS)))
    order = (
        "INSERT INTO sales_order (id, warehouse_id, number, ordered_at, created_at, changed_at)"
        " VALUES (?, 1, ?, 1, 1, 1)"
    )
    many(order, ((one, f"SO{one}") for one in range(TASKS)))
    device = "INSERT INTO device (id, name) VALUES (?, 'phone')"
    many(device, ((f"device-{one}",) for one in range(TASKS)))
    for number in range(picks):
        at, item = number % TASKS, number % ITEMS
        run(
            "INSERT INTO task_line (id, warehouse_id, task_id, position, item_id, quantity) VALUES (?, 1, ?, ?, ?, 1)",
            (number, at, number, item),
        )
        run(
            "INSERT INTO sales_order_line (id, order_id, position, item_id, quantity, reserved)"
            " VALUES (?, ?, ?, ?, 1, 1)",
            (number, at, number, item),
        )
        run(
            "INSERT INTO hold (id, warehouse_id, kind, place_id, item_id, quantity, holder_kind, holder_id, created_at)"
            " VALUES (?, 1, 'reserved', ?, ?, 1, 'order_line', ?, 1)",
            (number, item, item, number),
        )


def write(run: Any, number: int) -> None:
    """The rows of pick `number`."""
    at, seq, sha = 1_700_000_000_000_000 + number, number + 1, bytes(32)
    task, item, tote, device = number % TASKS, number % ITEMS, 5000 + number % TOTES, f"device-{number % TASKS}"
    command = f"0190-{number:027d}"
    for scan in (1, 2):
        run(SCAN, (f"s{scan}{command}", device, number * 3 + scan, task, number, at, at, at, sha))
    run(TAKE, (seq, item, item))
    run(GIVE, (tote, item, seq))
    run("UPDATE hold SET state = 'consumed', ended_at = ? WHERE id = ? AND state = 'active'", (at, number))
    run(MOVEMENT, (seq, command, device, at, at, sha, sha))
    run(MOVE, (seq, item, item, tote))
    run("UPDATE ledger_head SET seq = ?, hash = ? WHERE warehouse_id = 1", (seq, sha))
    run(
        "UPDATE task_line SET state = 'done', to_place = ?, done = 1, done_at = ?, done_by = 3, command_id = ?"
        " WHERE id = ?",
        (tote, at, command, number),
    )
    run("UPDATE task SET lines_done = lines_done + 1, moved_at = ?, lease_until = ? WHERE id = ?", (at, at, task))
    run("UPDATE sales_order_line SET reserved = 0, picked = 1 WHERE id = ?", (number,))
    run("UPDATE sales_order SET lines_done = lines_done + 1, changed_at = ? WHERE id = ?", (at, task))
    run(CHECK_LINE, (task, item, number))
    run(COMMAND, (command, device, number * 3 + 3, task, at, at, at, sha, PAYLOAD, OUTCOME))
    run(COUNTER)
    run(EVENT, (number * 2 + 1, BODY, command, at))
    run(EVENT, (number * 2 + 2, BODY, command, at))
    run("UPDATE device SET head = ?, newest = ?, last_contact_at = ? WHERE id = ?", (seq, seq, at, device))


def main(folder: str, picks: int, per_commit: int) -> None:
    """Write the picks and print picks per second and CPU microseconds per pick as JSON."""
    books = Path(folder) / "books.db"
    open_store(f"sqlite:///{books}").close()
    connection = pysqlite3.connect(str(books), isolation_level=None, cached_statements=64)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    furnish(cursor.execute, cursor.executemany, picks)
    cursor.execute("COMMIT")
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    for first in range(0, picks, per_commit):
        cursor.execute("BEGIN IMMEDIATE")
        for number in range(first, min(first + per_commit, picks)):
            write(cursor.execute, number)
        cursor.execute("COMMIT")
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"per_s": picks / seconds, "cpu_us": used / picks * 1e6}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
