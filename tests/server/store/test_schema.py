"""The migrations lead to the tables that the code names, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, make_url

from server.schema import TABLES, metadata
from server.store.engine import open_store
from server.store.schema import engine_for, is_current, migrate, newest, revision


def test_the_migrations_lead_to_the_tables_of_the_code(empty_url: str) -> None:
    migrate(empty_url)
    with engine_for(make_url(empty_url)).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True, "compare_type": True})
        assert compare_metadata(context, metadata) == []
        made = set(inspect(connection).get_table_names())
    assert made == {*metadata.tables, "alembic_version"}
    assert len(made) > 30, "the comparison saw too few tables to mean anything"
    assert len(TABLES) == 8


def test_a_column_that_no_migration_makes_is_noticed(empty_url: str) -> None:
    migrate(empty_url)
    with engine_for(make_url(empty_url)).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE party DROP COLUMN phone")
    with engine_for(make_url(empty_url)).connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    assert [(kind, column.name) for kind, _, table, column in found] == [("add_column", "phone")]


def test_opening_brings_an_older_database_up_to_date(empty_url: str) -> None:
    assert revision(make_url(empty_url)) == ""
    open_store(empty_url).close()
    assert revision(make_url(empty_url)) == newest()
    assert is_current(make_url(empty_url))


def test_migrating_twice_changes_nothing(url: str) -> None:
    assert is_current(make_url(url))
    migrate(url)
    assert is_current(make_url(url))


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_url: str) -> None:
    with engine_for(make_url(empty_url)).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE zone (id INTEGER PRIMARY KEY)")
    with pytest.raises(Exception, match="zone"):
        migrate(empty_url)
    with engine_for(make_url(empty_url)).connect() as connection:
        assert inspect(connection).get_table_names() == ["zone"]
