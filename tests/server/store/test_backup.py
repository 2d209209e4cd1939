"""A backup of live books, restored into an empty place, proves clean and says the same."""

import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from server.commands.tables import epoch
from server.ledger.prove import prove
from server.people.tables import device
from server.schema import metadata
from server.store.backup import MANIFEST, BackupError, backup, read, restore
from server.store.engine import Store, open_store
from server.store.transaction import Sql
from tests.server.commands.house import LOADER, PICKER, Bring, Phone, Take, enrol, furnish

COVERED = Sql(select(device.c.id, device.c.covered).order_by(device.c.id))
LIVES = Sql(select(epoch.c.id, epoch.c.parent, epoch.c.ended_at).order_by(epoch.c.began_at, epoch.c.id))
NEW_IN_A_RESTORE = {"epoch", "device"}  # The life that begins, and what each device hears of being covered.


def everything(store: Store) -> dict[str, list[Any]]:
    """Every row of every table that a restore leaves as it was."""
    with store.reader() as reader:
        return {
            table.name: sorted((tuple(row) for row in reader.all(Sql(select(table)))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in NEW_IN_A_RESTORE
        }


@pytest.fixture
def phone(store: Store) -> Phone:
    """A phone in a house where goods have come and gone, and one command is held."""
    furnish(store)
    made = Phone(store, LOADER)
    enrol(store, made, LOADER, PICKER)
    made.do("testing.bring", Bring(5))
    for quantity in (1, 2, 9):
        made.do("testing.take", Take(quantity))
    return made


def test_a_restored_backup_says_the_same_and_proves_clean(
    store: Store, phone: Phone, tmp_path: Path, another_url: str
) -> None:
    manifest = backup(store, tmp_path / "backup")
    before = everything(store)
    assert sum(map(len, before.values())) > 20, "the comparison saw too little to mean anything"
    restore(tmp_path / "backup", another_url)
    restored = open_store(another_url)
    try:
        assert everything(restored) == before
        with restored.reader() as reader:
            assert not prove(reader, manifest.chain_heads()).findings
            lives = reader.all(LIVES)
        assert [(parent, ended > 0) for _, parent, ended in lives] == [("", True), (manifest.epoch, False)]
        assert lives[0][0] == manifest.epoch
    finally:
        restored.close()


def test_devices_hear_what_a_backup_covers(store: Store, phone: Phone, tmp_path: Path) -> None:
    assert phone.send([]).covered == 0
    manifest = backup(store, tmp_path / "backup")
    assert manifest.heads == {phone.id: 4}
    phone.do("testing.bring", Bring(1))
    assert phone.send([]).covered == 4


def test_after_a_restore_a_phone_sends_again_what_was_not_covered(
    store: Store, phone: Phone, tmp_path: Path, another_url: str
) -> None:
    first_life = phone.send([]).epoch
    backup(store, tmp_path / "backup")
    lost = phone.entry("testing.bring", Bring(7))
    phone.send([lost])
    restore(tmp_path / "backup", another_url)
    phone.store = open_store(another_url)
    try:
        hello = phone.send([])
        assert (hello.head, hello.epoch == first_life) == (4, False)
        assert phone.send([lost]).outcomes[0].outcome.result == "accepted"
        with phone.store.reader() as reader:
            assert not prove(reader).findings
    finally:
        phone.store.close()


def test_work_goes_on_while_a_backup_is_made(store: Store, phone: Phone, tmp_path: Path) -> None:
    waiting = [store.writer.submit(lambda tx: tx.all(COVERED)) for _ in range(50)]
    manifest = backup(store, tmp_path / "backup")
    assert all(future.result() for future in waiting)
    assert read(tmp_path / "backup") == manifest


def test_a_backup_is_never_written_over(store: Store, phone: Phone, tmp_path: Path) -> None:
    backup(store, tmp_path / "backup")
    with pytest.raises(BackupError, match="never written over"):
        backup(store, tmp_path / "backup")


def test_books_are_not_restored_over_others(store: Store, phone: Phone, url: str, tmp_path: Path) -> None:
    backup(store, tmp_path / "backup")
    with pytest.raises(BackupError, match="books in that place"):
        restore(tmp_path / "backup", url)


def test_a_damaged_backup_is_refused(store: Store, phone: Phone, tmp_path: Path, another_url: str) -> None:
    backup(store, tmp_path / "backup")
    (file,) = (path for path in (tmp_path / "backup").iterdir() if path.name != MANIFEST)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(BackupError, match="damaged"):
        restore(tmp_path / "backup", another_url)


def test_a_folder_without_a_manifest_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="is no backup"):
        restore(tmp_path, f"sqlite:///{tmp_path}/x.db")


def test_books_of_the_other_database_are_refused(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(sqlite_store, tmp_path / "backup")
    with pytest.raises(BackupError, match="postgresql cannot read it"):
        restore(tmp_path / "backup", "postgresql://nobody@/nowhere?host=%2Fnowhere")


def test_without_postgres_tools_a_backup_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import make_url

    from server.store import backup as module

    monkeypatch.setitem(os.environ, "PATH", "/nowhere")
    with pytest.raises(BackupError, match="is not installed"):
        module._run("pg_dump_of_another_world", make_url("postgresql://nobody@/nowhere"))
