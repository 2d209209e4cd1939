"""Opening the books."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import bindparam, func, insert, select

from server.catalog.tables import warehouse
from server.commands.tables import epoch
from server.store.connection import SqliteConnection
from server.store.engine import READERS_MAX, Store, UnsafeLibraryError, check_library, open_store
from server.store.transaction import Sql

EPOCH = Sql(select(epoch.c.id))
ADD = Sql(insert(warehouse).values(id=bindparam("id"), code=bindparam("code"), name=bindparam("name")))


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 40, 1), (3, 51, 2)])
def test_a_library_that_loses_committed_work_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(UnsafeLibraryError):
        check_library(version)


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4)])
def test_a_mended_library_is_taken(version: tuple[int, ...]) -> None:
    check_library(version)


def test_the_driver_in_use_is_safe() -> None:
    check_library()


def test_new_books_begin_one_life_and_keep_it(url: str) -> None:
    lives = []
    for _ in range(2):
        store = open_store(url)
        with store.reader() as reader:
            lives.append(reader.all(EPOCH))
        store.close()
    assert lives[0] == lives[1]
    assert len(lives[0]) == 1


def test_sqlite_waits_for_the_disk_and_checks_foreign_keys(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/new/folder/truebin.db")
    connection = store.connect()
    assert isinstance(connection, SqliteConnection)
    names = ("journal_mode", "synchronous", "foreign_keys")
    asked = {name: connection.raw.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
    connection.close()
    store.close()
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_database_that_went_away_and_came_back_is_found_again(store: Store, url: str) -> None:
    def alive() -> object:
        with store.reader() as reader:
            return reader.value(EPOCH)

    before = alive()
    assert store.writer.submit(lambda tx: tx.value(EPOCH)).result() == before
    if url.startswith("postgresql"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid()"
            )
        assert isinstance(store.writer.submit(lambda tx: tx.value(EPOCH)).exception(), psycopg.OperationalError)
    assert store.writer.submit(lambda tx: tx.value(EPOCH)).result() == before
    assert alive() == before


def test_more_readers_than_connections_wait_for_their_turn(store: Store) -> None:
    def ask(_: int) -> object:
        with store.reader() as reader:
            return reader.value(EPOCH)

    with ThreadPoolExecutor(READERS_MAX * 2) as people:
        assert len(set(people.map(ask, range(READERS_MAX * 8)))) == 1


def test_a_reader_whose_question_fails_leaves_a_good_pool(store: Store) -> None:
    for _ in range(READERS_MAX * 2):
        with pytest.raises(LookupError), store.reader():
            raise LookupError
    with store.reader() as reader:
        assert reader.value(EPOCH)


def test_books_in_memory_are_refused() -> None:
    with pytest.raises(ValueError, match="need a file"):
        open_store("sqlite://")


def test_a_sum_is_a_whole_number(store: Store) -> None:
    total = Sql(select(func.sum(warehouse.c.id)))
    with store.reader() as reader:
        assert reader.value(total) is None
    store.writer.submit(lambda tx: [tx.run(ADD, id=one, code=str(one), name="") for one in (1, 2)]).result()
    with store.reader() as reader:
        found = reader.value(total)
    assert (type(found), found) == (int, 3)
