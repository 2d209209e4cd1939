"""`make bench`: all timings of the server, as a table on the screen and in docs/benchmarks.md.

Words after the command name what to run: scans, lists, fan-out, imports; all of them when left out. With
TRUEBIN_BENCH_DATABASE the picks go to those books (`postgresql://…`), which must be empty; the anchors stay SQLite.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench import fan_out, house, imports, lists, report, scans
from bench.machine import description
from server.store.engine import open_store
from tests.serving import Server

PARTS = ("scans", "lists", "fan-out", "imports")


def main(words: list[str]) -> None:
    """Measure, print, and write the report when everything was measured."""
    wanted = words or list(PARTS)
    unknown = set(wanted) - set(PARTS)
    if unknown:
        sys.exit(f"bench: {', '.join(sorted(unknown))} is not one of {', '.join(PARTS)}")
    sections: list[str] = []
    with tempfile.TemporaryDirectory() as at:
        folder = Path(at)
        if "scans" in wanted:
            sections.append(
                report.scans(
                    scans.measure(os.environ.get("TRUEBIN_BENCH_DATABASE") or f"sqlite:///{folder}/scans.db", folder)
                )
            )
        if "lists" in wanted or "fan-out" in wanted:
            books = folder / "lists.db"
            store = open_store(f"sqlite:///{books}")
            tasks = house.furnish(store, 1, lists.ROWS)
            store.close()
            server = Server(f"sqlite:///{books}", folder / "server.log")
            server.start()
            try:
                picker = house.Picker(server.address, 0)
                if "lists" in wanted:
                    sections.append(report.lists(lists.measure(server, picker, books)))
                if "fan-out" in wanted:
                    sections.append(report.fan_out(fan_out.measure(server, picker, tasks[0])))
            finally:
                server.stop()
        if "imports" in wanted:
            sections.append(report.imports(imports.measure()))
    for section in sections:
        print(section)
    if not words:
        report.write(f"Measured on {datetime.now(UTC):%Y-%m-%d}: {description()}.", sections)


if __name__ == "__main__":
    main(sys.argv[1:])
