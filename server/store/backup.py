"""Backup of live books into one folder, and restore into an empty place, where a new life (epoch) begins."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import URL, bindparam, column, insert, make_url, table, update

from server.kernel.clock import now
from server.kernel.ids import new_id
from server.store.engine import Store, connect_sqlite, open_store, sqlite_path
from server.store.schema import revision
from server.store.transaction import Sql, Tx

MANIFEST = "manifest.json"
BOOKS = {"sqlite": "truebin.db", "postgresql": "truebin.dump"}

# The three tables that a backup must know of, though they belong to layers above: by name, with the columns it needs.
_device = table("device", column("id"), column("covered"))
_epoch = table("epoch", column("id"), column("began_at"), column("parent"), column("ended_at"))
COVER = Sql(
    update(_device)
    .where(_device.c.id == bindparam("device"), _device.c.covered < bindparam("upto"))
    .values(covered=bindparam("upto"))
)
END_LIVES = Sql(update(_epoch).where(_epoch.c.ended_at == 0).values(ended_at=bindparam("at")))
BEGIN_LIFE = Sql(
    insert(_epoch).values(id=bindparam("id"), began_at=bindparam("at"), parent=bindparam("parent"), ended_at=0)
)


class BackupError(Exception):
    """A backup or restore that cannot be done; its words say why, for the person at the terminal."""


class Manifest(Struct):
    """What a backup holds. heads: each device's newest entry in it. chain: each warehouse's (seq, newest hash).

    sha256: of the books' file. revision: of the schema.
    """

    dialect: str
    epoch: str
    revision: str
    made_at: int
    sha256: str
    heads: dict[str, int]
    chain: dict[str, tuple[int, str]]

    def chain_heads(self) -> dict[int, list[tuple[int, bytes]]]:
        """What `prove` may hold the books against: per warehouse the (seq, hash) that this backup has seen."""
        return {int(warehouse): [(seq, bytes.fromhex(head))] for warehouse, (seq, head) in self.chain.items()}


def backup(store: Store, folder: Path) -> Manifest:
    """Copy the books as they stand at one moment into a new folder, while everybody goes on working.

    Afterwards every device hears that its entries up to there are covered, and may throw its own copies away.
    Raises BackupError when the folder exists already or PostgreSQL's tools are missing.
    """
    if folder.exists():
        raise BackupError(f"{folder} exists already; a backup is never written over")
    half = folder.with_name(f".{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    file = half / BOOKS[store.dialect]
    copy = _copy_sqlite if store.dialect == "sqlite" else _dump_postgres
    manifest = copy(store, file)
    (half / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    for path in (file, half / MANIFEST, half):
        _to_disk(path)
    half.rename(folder)
    _to_disk(folder.parent)
    # Only now, with the copy on the disk under its name, may a phone forget what it holds.
    store.writer.submit(lambda tx: _cover(tx, manifest)).result()
    return manifest


def restore(folder: Path, url: str) -> Manifest:
    """Put a backup into an empty place and begin a new life there; devices then send again what it did not cover.

    Raises BackupError when the place is not empty, or the backup is not whole.
    """
    manifest = read(folder)
    address = make_url(url)
    dialect = "sqlite" if address.get_backend_name() == "sqlite" else "postgresql"
    if dialect != manifest.dialect:
        raise BackupError(f"this is a backup of {manifest.dialect} books; {dialect} cannot read it")
    if revision(address):
        raise BackupError("there are books in that place already; restore into an empty one")
    file = folder / BOOKS[dialect]
    if dialect == "sqlite":
        _place_sqlite(file, sqlite_path(address))
    else:
        _run("pg_restore", address, "--exit-on-error", "--single-transaction", "--no-owner", str(file))
    store = open_store(url)
    try:
        store.writer.submit(lambda tx: _begin_again(tx, manifest)).result()
    finally:
        store.close()
    return manifest


def read(folder: Path) -> Manifest:
    """A backup's manifest, after its books have been compared with it. Raises BackupError when they differ."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise BackupError(f"{folder} is no backup: it has no {MANIFEST}") from None
    except msgspec.DecodeError as error:
        raise BackupError(f"{folder / MANIFEST} cannot be read: {error}") from error
    file = folder / BOOKS.get(manifest.dialect, "")
    if not file.is_file() or _sha256(file) != manifest.sha256:
        raise BackupError(f"{file} is damaged: it is not the file that the manifest describes")
    return manifest


def _copy_sqlite(store: Store, file: Path) -> Manifest:
    source = connect_sqlite(sqlite_path(store.url), read_only=True)
    target = sqlite.connect(str(file), isolation_level=None)
    try:
        source.backup(target)  # In one step: it reads one moment, and with a write-ahead log that blocks no writer.
        target.execute("PRAGMA journal_mode = DELETE")  # One file, nothing beside it.
        check = target.execute("PRAGMA integrity_check").fetchone()[0]
        if check != "ok":
            raise BackupError(f"the copy is damaged: {check}")
        known = _Known.read(lambda words: target.execute(words).fetchall())
    finally:
        target.close()
        source.close()
    return known.manifest("sqlite", file)


def _dump_postgres(store: Store, file: Path) -> Manifest:
    connection = store.connect()
    raw: Any = connection.raw  # type: ignore[attr-defined]
    try:
        # pg_dump and our own look at the heads see the same moment.
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = raw.execute("SELECT pg_export_snapshot()").fetchone()[0]
        _run("pg_dump", store.url, "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={file}")
        known = _Known.read(lambda words: raw.execute(words).fetchall())
        raw.execute("COMMIT")
    finally:
        connection.close()
    return known.manifest("postgresql", file)


class _Known(Struct):
    """What the manifest says, read from the copy itself."""

    epoch: str
    revision: str
    heads: dict[str, int]
    chain: dict[str, tuple[int, str]]

    @staticmethod
    def read(ask: Any) -> "_Known":
        return _Known(
            ask("SELECT id FROM epoch WHERE ended_at = 0")[0][0],
            ask("SELECT version_num FROM alembic_version")[0][0],
            dict(ask("SELECT id, head FROM device ORDER BY id")),
            {
                str(warehouse): (seq, bytes(hash).hex())
                for warehouse, seq, hash in ask("SELECT warehouse_id, seq, hash FROM ledger_head ORDER BY warehouse_id")
            },
        )

    def manifest(self, dialect: str, file: Path) -> Manifest:
        return Manifest(dialect, self.epoch, self.revision, now(), _sha256(file), self.heads, self.chain)


def _place_sqlite(file: Path, path: Path) -> None:
    if path.exists():
        raise BackupError(f"{path} exists already; restore into an empty place")
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.half")
    shutil.copyfile(file, half)
    _to_disk(half)
    half.rename(path)
    _to_disk(path.parent)


def _run(program: str, address: URL, *words: str) -> None:
    """Run one of PostgreSQL's own tools; the password goes by the environment, never by the command line."""
    found = shutil.which(program) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)), None
    )
    if found is None:
        raise BackupError(f"{program} is not installed; install PostgreSQL's client programs to back up such books")
    name = address.set(drivername="postgresql", password=None).render_as_string()
    environment = dict(os.environ)
    if address.password:
        environment["PGPASSWORD"] = str(address.password)
    done = subprocess.run([found, f"--dbname={name}", *words], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")


def _cover(tx: Tx, manifest: Manifest) -> None:
    tx.many(COVER, [{"device": device, "upto": head} for device, head in manifest.heads.items()])


def _begin_again(tx: Tx, manifest: Manifest) -> None:
    at = now()
    tx.run(END_LIVES, at=at)
    tx.run(BEGIN_LIFE, id=new_id(), at=at, parent=manifest.epoch)
    _cover(tx, manifest)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
