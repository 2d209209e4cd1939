"""The power-cut simulator itself: it loses what was not synced, and nothing that was."""

import os
import subprocess
import sys
from pathlib import Path

import pysqlite3
import pytest

from tests.crash.power_cut import Disk, build_shim, records

CUTS = 60


def lost(tmp_path: Path, synchronous: str) -> int:
    """How many of CUTS power cuts lose a row that had been marked as committed."""
    shim, log = build_shim(tmp_path), tmp_path / "log"
    folder = tmp_path / "folder"
    folder.mkdir()
    disk = Disk(folder)
    watched = {"DISK_LOG_FOLDER": str(folder), "DISK_LOG": str(log), "LD_PRELOAD": str(shim)}
    program = Path(__file__).with_name("raw_writer.py")
    subprocess.run([sys.executable, program, folder, synchronous], env=os.environ | watched, check=True)
    seen = list(records(log.read_bytes()))
    first = next(place for place, record in enumerate(seen) if record.kind == "M")
    step = (len(seen) - first) / CUTS
    moments = {first + int(step * number) for number in range(CUTS)}
    losses = 0
    for place, record in enumerate(seen):
        disk.see(record)
        if place in moments:
            left = tmp_path / f"left-{place}"
            left.mkdir()
            disk.cut(left, place)
            losses += not set(map(int, disk.marks)) <= rows(left)
    return losses


def rows(folder: Path) -> set[int]:
    """The numbers that a fresh process finds after the cut."""
    connection = pysqlite3.connect(f"{folder}/raw.db")
    try:
        return {number for (number,) in connection.execute("SELECT number FROM said")}
    except pysqlite3.DatabaseError:
        return set()
    finally:
        connection.close()


@pytest.mark.parametrize("synchronous", ["FULL"])
def test_what_was_synced_survives_every_cut(tmp_path: Path, synchronous: str) -> None:
    assert lost(tmp_path, synchronous) == 0


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_what_was_not_synced_is_lost(tmp_path: Path, synchronous: str) -> None:
    assert lost(tmp_path, synchronous) > CUTS // 2
