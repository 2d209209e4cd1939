"""The power goes at any moment: what had been answered is there, nothing is there twice, the books prove clean."""

import os
import random
import subprocess
import sys
from pathlib import Path

from server.store.engine import open_store
from tests.crash.hands import HANDS
from tests.crash.power_cut import Disk, Record, build_shim, records
from tests.crash.shelf import check, furnish

CUTS = 400
MOVES = 60
SEED = 20261122


def test_no_power_cut_loses_what_was_answered(tmp_path: Path, sqlite_template: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "truebin.db"
    path.write_bytes(sqlite_template.read_bytes())
    store = open_store(f"sqlite:///{path}")
    bins = furnish(store)
    store.close()
    disk = Disk(folder)
    seen = _worked(folder, path, bins, tmp_path)
    chance = random.Random(SEED)
    moments = sorted(chance.choices(range(len(seen)), k=CUTS))
    cuts = 0
    for place, record in enumerate(seen):
        disk.see(record)
        for _ in range(moments.count(place)):
            left = tmp_path / f"left-{cuts}"
            left.mkdir()
            disk.cut(left, SEED + cuts)
            after = open_store(f"sqlite:///{left / 'truebin.db'}")
            try:
                check(after, set(disk.marks))
            except AssertionError as error:
                raise AssertionError(f"cut {cuts} after record {place}, seed {SEED}: {error}") from error
            finally:
                after.close()
            for file in left.iterdir():
                file.unlink()
            cuts += 1
    assert cuts == CUTS
    assert len(disk.marks) == HANDS * MOVES


def _worked(folder: Path, path: Path, bins: tuple[int, int], tmp_path: Path) -> list[Record]:
    """Let the hands work with the shim below them; answers all that was asked of the disk."""
    log = tmp_path / "log"
    watched = {"DISK_LOG_FOLDER": str(folder), "DISK_LOG": str(log), "LD_PRELOAD": str(build_shim(tmp_path))}
    words = [path, folder / "marks", MOVES, *bins]
    subprocess.run(
        [sys.executable, "-m", "tests.crash.hands", *map(str, words)],
        env=os.environ | watched,
        check=True,
        timeout=120,
    )
    seen = list(records(log.read_bytes()))
    assert sum(record.kind == "S" for record in seen) > MOVES
    return seen
