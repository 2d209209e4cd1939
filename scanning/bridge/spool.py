"""Scans that their page has not yet acknowledged, in a small file: stored before they are sent, kept until then."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec import Struct

WAITING_MAX: Final = 50_000  # A week of a busy dock without its page; then somebody must look, see `Full`.
NAME_MAX: Final = 64  # Of a bridge and of a device, as the relay takes them.
TEXT_MAX: Final = 4096  # As scanning.codes: more was never one code.

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS scan (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, text TEXT NOT NULL, source TEXT NOT NULL,
    device TEXT NOT NULL, at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS pairing (
    only INTEGER PRIMARY KEY CHECK (only = 1), server TEXT NOT NULL, desk TEXT NOT NULL, scanner TEXT NOT NULL,
    key TEXT NOT NULL, secret TEXT NOT NULL
);
"""


class Full(Exception):
    """So many scans wait that something must be wrong; no more is taken, and the person is told."""


class Scan(Struct, frozen=True):
    """One scan as it goes to the page. n: counted without gaps. at: milliseconds since 1970."""

    id: str
    n: int
    text: str
    source: str
    device: str
    at: int


class Pairing(Struct, frozen=True):
    """Where the scans go. secret: what lets us in the first time, "" afterwards."""

    server: str
    desk: str
    scanner: str
    key: str
    secret: str = ""


def new_id(now_ms: int, random: bytes) -> str:
    """A UUIDv7: sortable by its time, unique by its ten random bytes. Source: RFC 9562, 5.7."""
    bits = int.from_bytes(random[:10], "big")
    value = (now_ms & 0xFFFF_FFFF_FFFF) << 80 | 7 << 76 | (bits >> 68 & 0xFFF) << 64
    value |= 0b10 << 62 | bits & 0x3FFF_FFFF_FFFF_FFFF
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


class Spool:
    """The file. Its methods may be called from any thread; `heard` is called after each scan that was stored."""

    def __init__(self, path: Path, now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # It holds the key to the desk: nobody else on this computer may read it.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._now_ms = now_ms
        self._lock = threading.Lock()
        self._books = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        # DELETE with FULL: each scan is on the disk before it is sent; a hand scans slower than the slowest disk syncs.
        self._books.executescript("PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;")
        self._books.executescript(_TABLES)
        self.heard: Callable[[], None] = lambda: None

    def add(self, text: str, source: str, device: str) -> Scan:
        """Store a scan; when this returns it is on the disk. Raises Full."""
        with self._lock:
            (count,) = self._books.execute("SELECT count(*) FROM scan").fetchone()
            if count >= WAITING_MAX:
                raise Full(f"{count} scans wait for their page")
            # The end of a long path tells ports apart (/dev/serial/by-id/…-if00-port0).
            device = device[-NAME_MAX:]
            now = self._now_ms()
            scan_id = new_id(now, os.urandom(10))
            row = self._books.execute(
                "INSERT INTO scan (id, text, source, device, at) VALUES (?, ?, ?, ?, ?) RETURNING n",
                (scan_id, text, source, device, now),
            ).fetchone()
        scan = Scan(scan_id, row[0], text, source, device, now)
        self.heard()
        return scan

    def after(self, number: int, most: int) -> list[Scan]:
        """The oldest scans that wait behind this number, in order."""
        with self._lock:
            rows = self._books.execute(
                "SELECT id, n, text, source, device, at FROM scan WHERE n > ? ORDER BY n LIMIT ?", (number, most)
            ).fetchall()
        return [Scan(*row) for row in rows]

    def waiting(self) -> int:
        """How many the page has not acknowledged."""
        with self._lock:
            (count,) = self._books.execute("SELECT count(*) FROM scan").fetchone()
        return int(count)

    def acknowledge(self, number: int) -> None:
        """The page has everything up to this number."""
        with self._lock:
            self._books.execute("DELETE FROM scan WHERE n <= ?", (number,))

    def pairing(self) -> Pairing | None:
        """Where the scans go; None before anybody said."""
        with self._lock:
            row = self._books.execute("SELECT server, desk, scanner, key, secret FROM pairing").fetchone()
        return None if row is None else Pairing(*row)

    def pair(self, pairing: Pairing) -> None:
        """From now on the scans go there."""
        with self._lock:
            self._books.execute(
                "INSERT OR REPLACE INTO pairing (only, server, desk, scanner, key, secret) VALUES (1, ?, ?, ?, ?, ?)",
                (pairing.server, pairing.desk, pairing.scanner, pairing.key, pairing.secret),
            )

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._books.close()
