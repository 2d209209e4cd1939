"""What all tests share: empty books on each database that is here."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from server.schema import metadata
from server.store.engine import Store, open_store
from tests import postgres

DATABASES = ("sqlite", "postgresql") if postgres.binaries() else ("sqlite",)


class _Mistakes(logging.Handler):
    """Keeps what the command path logs when a mistake of ours comes out: the books go on, so a test must look here."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith("command.fault"):
            self.records.append(record)


@pytest.fixture(autouse=True)
def mistakes() -> Iterator[list[logging.LogRecord]]:
    """The mistakes of ours that came out; a test that means them takes them out of the list."""
    handler = _Mistakes()
    logger = logging.getLogger("server.commands")
    logger.addHandler(handler)
    try:
        yield handler.records
        assert not handler.records, "a mistake of ours was kept from stopping the books"
    finally:
        logger.removeHandler(handler)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Empty books in a file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "truebin.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """The run's own PostgreSQL."""
    with postgres.running() as started:
        yield started


@pytest.fixture(scope="session")
def postgres_template(cluster: postgres.Cluster) -> str:
    """The name of a database with empty books, to be copied."""
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_truebin")
    open_store(cluster.url("template_truebin")).close()
    return "template_truebin"


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, on each database that is here."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    cluster: postgres.Cluster = request.getfixturevalue("cluster")
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty_truebin")
        try:
            yield cluster.url("empty_truebin")
        finally:
            connection.execute("DROP DATABASE empty_truebin WITH (FORCE)")


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of empty books, on each database that is here."""
    if request.param == "sqlite":
        path = tmp_path / "truebin.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    yield request.getfixturevalue("emptied")


@pytest.fixture(scope="session")
def postgres_books(cluster: postgres.Cluster, postgres_template: str) -> str:
    """The address of the one database that the tests on PostgreSQL take turns with."""
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE truebin TEMPLATE {postgres_template}")
    return cluster.url("truebin")


@pytest.fixture
def emptied(postgres_books: str) -> str:
    """The same, empty again: a new database for each test would cost ten times as much."""
    postgres.empty(postgres_books, metadata.tables)
    return postgres_books


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """Empty books, open, on each database that is here."""
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> Iterator[Store]:
    """Empty books on SQLite alone, for what does not depend on the database."""
    path = tmp_path / "truebin.db"
    shutil.copy(sqlite_template, path)
    opened = open_store(f"sqlite:///{path}")
    yield opened
    opened.close()


@pytest.fixture
def another_url(request: pytest.FixtureRequest, tmp_path: Path, url: str) -> Iterator[str]:
    """The address of an empty place of the same kind, for a restore."""
    if url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/restored/truebin.db"
        return
    cluster: postgres.Cluster = request.getfixturevalue("cluster")
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE restored")
        try:
            yield cluster.url("restored")
        finally:
            connection.execute("DROP DATABASE restored WITH (FORCE)")
