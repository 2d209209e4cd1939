"""A sheet of 35,206 rows brought into empty books, beside the same cells read and inserted with bare sqlite3."""

import tempfile
import time
from pathlib import Path

import pysqlite3
from msgspec import Struct
from python_calamine import CalamineWorkbook

from server.catalog.commands import AddWarehouse
from server.commands.perform import Caller
from server.flows.bring_in import import_file
from server.flows.demo import WORKBOOK
from server.kernel.ids import new_id
from server.store.engine import open_store


class ImportCost(Struct):
    """Rows per second of CPU. ratio: ours over raw."""

    rows: int
    ours_per_s: float
    raw_per_s: float
    ratio: float


def raw(folder: Path) -> tuple[int, float]:
    """The anchor: rows, and CPU seconds to read all cells and insert them as they are."""
    began = time.process_time()
    rows = CalamineWorkbook.from_path(WORKBOOK).get_sheet_by_index(0).to_python()[1:]
    connection = pysqlite3.connect(str(folder / "raw.db"), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE line (invoice, code, description, quantity, at, price, customer, country)")
    connection.execute("BEGIN")
    for row in rows:
        connection.execute("INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [*map(str, row)])
    connection.execute("COMMIT")
    connection.close()
    return len(rows), time.process_time() - began


def measure() -> ImportCost:
    """Ours beside raw."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/truebin.db")
        caller = Caller(store, 0, new_id())
        caller.do("catalog.add_warehouse", AddWarehouse("BE", "Bench"))
        before = _cpu()
        outcome = import_file(store, caller.do, WORKBOOK)
        used = _cpu() - before
        store.close()
        assert outcome.result == "accepted", outcome
        rows, anchor = raw(Path(folder))
    return ImportCost(rows, rows / used, rows / anchor, anchor / used)


def _cpu() -> float:
    """CPU seconds of this process and of the children it has waited for (the sheet is read in one)."""
    import os

    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
