"""Opens the books on SQLite or PostgreSQL: one writer, a small pool of readers, migrations first."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.numeric import Int8Dumper, IntLoader
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import URL, make_url

from server.kernel.clock import now
from server.kernel.ids import new_id
from server.store.connection import Connection, PostgresConnection, SqliteConnection
from server.store.transaction import Reader
from server.store.writer import Writer

READERS_MAX = 8  # Read-only connections at once; the next reader waits for one to come back.
BUSY_MS = 10_000  # How long SQLite waits for another process (a backup, the command line) to finish writing.
STATEMENTS_KEPT = 1024  # Compiled statements per SQLite connection: every text of the hot path and room.


class UnsafeLibraryError(RuntimeError):
    """The SQLite library loses committed work when the write-ahead log is reset (3.7.0 to 3.51.2)."""


def check_library(version: tuple[int, ...] = sqlite.sqlite_version_info) -> None:
    """Refuse a SQLite with the WAL-reset bug.

    Source: https://sqlite.org/wal.html#walresetbug; fixed in 3.51.3.
    """
    if (3, 7, 0) <= version <= (3, 51, 2):
        raise UnsafeLibraryError(
            f"SQLite {'.'.join(map(str, version))} can lose committed work; 3.51.3 or newer is needed"
        )


def sqlite_path(url: URL) -> Path:
    """The file that a `sqlite:///…` address names."""
    if not url.database or url.database == ":memory:":
        raise ValueError("the books need a file: sqlite:///path/truebin.db")
    return Path(url.database)


def connect_sqlite(path: Path, read_only: bool = False) -> Any:
    """A driver connection that leaves transactions to us and waits for the disk at every commit."""
    check_library()
    mode = "ro" if read_only else "rwc"
    raw = sqlite.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENTS_KEPT,
    )
    raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    if not read_only:
        mode = raw.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        assert mode == "wal", mode
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA temp_store = MEMORY")
    raw.execute("PRAGMA cache_size = -65536")  # 64 MiB: the hot part of a year's ledger of a small house
    if read_only:
        raw.execute("PRAGMA query_only = ON")
    return raw


def connect_postgres(url: URL, **more: Any) -> "psycopg.Connection[Any]":
    """A driver connection in autocommit, so that BEGIN and COMMIT are ours; whole numbers always go as BIGINT."""
    conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
    raw: psycopg.Connection[Any] = psycopg.connect(conninfo, autocommit=True, prepare_threshold=1, **more)
    # One type for every number, so that a statement is planned once and not once per size of its numbers.
    raw.adapters.register_dumper(int, Int8Dumper)
    # Sums of BIGINT come as NUMERIC; the books know whole numbers only, and a Decimal would travel as a text.
    raw.adapters.register_loader("numeric", IntLoader)
    raw.prepared_max = STATEMENTS_KEPT
    return raw


class Store:
    """One set of books. Reads come from `reader()`, every write goes through `writer`."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.dialect = "sqlite" if url.get_backend_name() == "sqlite" else "postgresql"
        self._idle: queue.LifoQueue[Connection] = queue.LifoQueue()
        self._places = threading.BoundedSemaphore(READERS_MAX)
        self.memory: dict[str, Any] = {}
        self.writer = Writer(self.connect, self.memory)

    def connect(self, read_only: bool = False) -> Connection:
        """A new connection of our own kind; the caller closes it."""
        if self.dialect == "sqlite":
            return SqliteConnection(connect_sqlite(sqlite_path(self.url), read_only))
        connection = PostgresConnection(connect_postgres(self.url))
        if read_only:
            connection.raw.execute("SET default_transaction_read_only = on")
            connection.raw.execute("SET default_transaction_isolation = 'repeatable read'")
        return connection

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A read-only connection that sees one moment of the books for as long as it is held."""
        with self._places:
            connection = self._begun()
            try:
                yield connection
            finally:
                if connection.usable():
                    connection.execute("ROLLBACK")  # Nothing was written; this only ends the moment.
                    self._idle.put(connection)
                else:
                    connection.close()

    def _begun(self) -> Connection:
        """A connection at the start of its moment; those that broke while they lay idle are replaced."""
        while True:
            try:
                connection = self._idle.get_nowait()
            except queue.Empty:
                break
            try:
                connection.execute("BEGIN")
            except psycopg.OperationalError:
                connection.close()
            else:
                return connection
        connection = self.connect(read_only=True)
        connection.execute("BEGIN")
        return connection

    def close(self) -> None:
        """Finish what is queued, then let go of every connection."""
        self.writer.close()
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return


def open_store(url: str) -> Store:
    """Open the books, bring their schema up to date, begin their first life when they are new."""
    from server.store.schema import is_current, migrate

    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        check_library()
        sqlite_path(address).parent.mkdir(parents=True, exist_ok=True)
    if not is_current(address):
        migrate(url)
    store = Store(address)
    connection = store.connect()
    # The company's counter: stream 0 of the events, and the lock of what all warehouses share.
    connection.execute("INSERT INTO event_head (warehouse_id, number) VALUES (0, 0) ON CONFLICT DO NOTHING")
    connection.execute(
        f"INSERT INTO epoch (id, began_at) SELECT '{new_id()}', {now()} WHERE NOT EXISTS (SELECT 1 FROM epoch)"
    )
    connection.close()
    store.writer.start()
    return store
