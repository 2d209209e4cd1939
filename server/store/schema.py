"""Which shape the books have: Alembic brings a database to the newest revision, and says which one it has."""

from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import URL, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.pool import NullPool

HERE = Path(__file__).parent / "migrations"


def engine_for(address: URL) -> Engine:
    """A SQLAlchemy engine for schema work; the hot path never uses it."""
    if address.get_backend_name() != "sqlite":
        return create_engine(address.set(drivername="postgresql+psycopg"), poolclass=NullPool)
    engine = create_engine(address, module=sqlite, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _ours(raw: Any, _: Any) -> None:
        # The driver's own transactions do not cover schema changes, so BEGIN is ours here too.
        raw.isolation_level = None
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def config() -> Config:
    """Alembic's settings, without a file."""
    made = Config()
    made.set_main_option("script_location", str(HERE))
    made.set_main_option("path_separator", "os")
    return made


@cache
def newest() -> str:
    """The revision that this code expects."""
    head = ScriptDirectory.from_config(config()).get_current_head()
    assert head is not None
    return head


def revision(address: URL) -> str:
    """The revision that a database has; "" for an empty one."""
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return ""
    engine = engine_for(address)
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found or ""


def is_current(address: URL) -> bool:
    """Whether nothing is left to migrate."""
    return revision(address) == newest()


def migrate(url: str) -> None:
    """Bring a database to the newest revision, in one transaction; an empty one gets the whole schema."""
    engine = engine_for(make_url(url))
    settings = config()
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
