"""A disk that loses its power: replays a log of writes and syncs and says what may be left at any moment.

What counts as kept: the bytes of a file up to its last sync, and names up to the last sync of their folder. Everything
later may be there, missing, or torn at 512-byte sectors, each write for itself and in any order.
Source of the model: ALICE (Pillai et al., OSDI 2014), with SQLite's "powersafe overwrite" assumption.
"""

import random
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
HERE = Path(__file__).parent


def build_shim(folder: Path) -> Path:
    """Compile the shim that writes the log; the C compiler is one of the test machine's packages."""
    library = folder / "disk_log.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, HERE / "disk_log.c", "-ldl"],
        check=True,
        capture_output=True,
    )
    return library


@dataclass(frozen=True, slots=True)
class Record:
    """One thing asked of the disk; kinds as in disk_log.c."""

    kind: str
    at: int
    name: str
    data: bytes


def records(log: bytes) -> Iterator[Record]:
    """The log's records in order; a torn last record ends it."""
    place = 0
    while place + 17 <= len(log):
        (at,) = struct.unpack_from("<q", log, place + 1)
        name_size, data_size = struct.unpack_from("<II", log, place + 9)
        start, end = place + 17, place + 17 + name_size + data_size
        if end > len(log):
            return
        name = log[start : start + name_size].decode()
        yield Record(chr(log[place]), at, name.rpartition("/")[2], log[start + name_size : end])
        place = end


@dataclass(slots=True)
class File:
    """One file: its bytes as of the last sync, and what was asked since."""

    kept: bytearray = field(default_factory=bytearray)
    since: list[Record] = field(default_factory=list)

    def sync(self) -> None:
        for record in self.since:
            apply(self.kept, record)
        self.since = []

    def after_cut(self, chance: random.Random) -> bytes:
        """One of the states the power cut may leave."""
        left = bytearray(self.kept)
        asked = list(self.since)
        if chance.random() < 0.3:  # Disks reorder what lies between two syncs.
            chance.shuffle(asked)
        for record in asked:
            fate = chance.random()
            if fate < 0.4:
                apply(left, record)
            elif fate < 0.7 and record.kind == "W":
                for piece in sectors(record):
                    if chance.random() < 0.5:
                        apply(left, piece)
        return bytes(left)


def sectors(record: Record) -> Iterator[Record]:
    """A write cut at the disk's sector borders."""
    place, end = record.at, record.at + len(record.data)
    while place < end:
        upto = min(end, (place // SECTOR + 1) * SECTOR)
        yield Record("W", place, record.name, record.data[place - record.at : upto - record.at])
        place = upto


def apply(content: bytearray, record: Record) -> None:
    if record.kind == "T":
        del content[record.at :]
        content.extend(bytes(record.at - len(content)))
        return
    content.extend(bytes(max(0, record.at + len(record.data) - len(content))))
    content[record.at : record.at + len(record.data)] = record.data


class Disk:
    """A folder on a disk without luck. `-shm` files are memory, not disk: they are gone after a cut."""

    def __init__(self, folder: Path) -> None:
        self.named: dict[str, File] = {
            path.name: File(bytearray(path.read_bytes())) for path in folder.iterdir() if path.is_file()
        }
        self.kept_names = dict(self.named)
        self.marks: list[str] = []

    def see(self, record: Record) -> None:
        """Take one record into account."""
        name = record.name
        if record.kind == "M":
            self.marks.extend(record.data.decode().split())
        elif record.kind == "D":
            self.kept_names = dict(self.named)
        elif name.endswith("-shm") or name == "marks":
            return
        elif record.kind == "C":
            self.named[name] = File()
        elif record.kind == "U":
            self.named.pop(name, None)
        elif record.kind == "R":
            self.named[record.data.decode().rpartition("/")[2]] = self.named.pop(name)
        elif record.kind == "S":
            self.named[name].sync()
        else:
            self.named[name].since.append(record)

    def cut(self, folder: Path, seed: int) -> None:
        """Write into the empty folder what one power cut now may leave."""
        chance = random.Random(seed)
        for name in sorted(self.named.keys() | self.kept_names.keys()):
            now, kept = self.named.get(name), self.kept_names.get(name)
            file = now if now is kept else (now if chance.random() < 0.5 else kept)
            if file is not None:
                (folder / name).write_bytes(file.after_cut(chance))
