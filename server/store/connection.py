"""One driver connection of either database, asked with `Sql` and answering with tuples."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import psycopg

from server.store.transaction import Prepared, Row, Sql


class Connection(Protocol):
    """What the writer and the readers need of a driver connection."""

    dialect: str

    def execute(self, words: str) -> None:
        """Plain words without parameters: BEGIN, SAVEPOINT, COMMIT."""

    def one(self, sql: Sql, **values: Any) -> Row | None: ...

    def all(self, sql: Sql, **values: Any) -> list[Row]: ...

    def value(self, sql: Sql, **values: Any) -> Any: ...

    def run(self, sql: Sql, **values: Any) -> int: ...

    def many(self, sql: Sql, rows: Sequence[Mapping[str, Any]]) -> None: ...

    def changes(self) -> int:
        """A number that moves whenever a row is written."""

    def intact(self) -> bool:
        """Whether the open transaction can go on after an error."""

    def usable(self) -> bool:
        """Whether it can be asked again after an error."""

    def worth_retrying(self, error: BaseException) -> bool:
        """Whether the database itself asks to run the transaction again (serialization failure, deadlock)."""

    def close(self) -> None: ...


class SqliteConnection:
    """SQLite through pysqlite3. One cursor serves all: the next statement resets the one before."""

    dialect = "sqlite"

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self._cursor = raw.cursor()

    def execute(self, words: str) -> None:
        self._cursor.execute(words)

    def _ask(self, sql: Sql, values: dict[str, Any]) -> Any:
        prepared = sql.sqlite or sql.prepared("sqlite")
        if prepared.constants or prepared.lists:
            values = _filled(prepared, values)
        return self._cursor.execute(prepared.text, prepared.ordered(values))

    def one(self, sql: Sql, **values: Any) -> Row | None:
        row: Row | None = self._ask(sql, values).fetchone()
        return row

    def all(self, sql: Sql, **values: Any) -> list[Row]:
        rows: list[Row] = self._ask(sql, values).fetchall()
        return rows

    def value(self, sql: Sql, **values: Any) -> Any:
        row = self._ask(sql, values).fetchone()
        return None if row is None else row[0]

    def run(self, sql: Sql, **values: Any) -> int:
        changed: int = self._ask(sql, values).rowcount
        return changed

    def many(self, sql: Sql, rows: Sequence[Mapping[str, Any]]) -> None:
        prepared = sql.prepared("sqlite")
        if prepared.constants or prepared.lists:
            rows = [_filled(prepared, row) for row in rows]
        self._cursor.executemany(prepared.text, map(prepared.ordered, rows))

    def changes(self) -> int:
        total: int = self.raw.total_changes
        return total

    def intact(self) -> bool:
        return self.usable()

    def usable(self) -> bool:
        return bool(self.raw.in_transaction)

    def worth_retrying(self, error: BaseException) -> bool:
        return False  # One writer at a time: SQLite has no serialization failures, and it waits for its lock itself.

    def close(self) -> None:
        self._cursor.close()
        self.raw.close()


def _filled(prepared: Prepared, values: Mapping[str, Any]) -> dict[str, Any]:
    filled = {**prepared.constants, **values}
    for name in prepared.lists:
        filled[name] = json.dumps(list(filled[name]))
    return filled


class PostgresConnection:
    """PostgreSQL through psycopg 3, statements prepared on the server."""

    dialect = "postgresql"

    def __init__(self, raw: "psycopg.Connection[Any]") -> None:
        self.raw = raw
        self._cursor = raw.cursor()
        self._changes = 0

    def execute(self, words: str) -> None:
        self._cursor.execute(words)

    def _ask(self, sql: Sql, values: dict[str, Any]) -> "psycopg.Cursor[Any]":
        prepared = sql.postgresql or sql.prepared("postgresql")
        if prepared.constants:
            values = {**prepared.constants, **values}
        for name in prepared.lists:
            values[name] = list(values[name])
        self._cursor.execute(prepared.text, values)
        if prepared.writes:
            self._changes += self._cursor.rowcount
        return self._cursor

    def one(self, sql: Sql, **values: Any) -> Row | None:
        return self._ask(sql, values).fetchone()

    def all(self, sql: Sql, **values: Any) -> list[Row]:
        return self._ask(sql, values).fetchall()

    def value(self, sql: Sql, **values: Any) -> Any:
        row = self._ask(sql, values).fetchone()
        return None if row is None else row[0]

    def run(self, sql: Sql, **values: Any) -> int:
        return self._ask(sql, values).rowcount

    def many(self, sql: Sql, rows: Sequence[Mapping[str, Any]]) -> None:
        prepared = sql.prepared("postgresql")
        if prepared.constants:
            rows = [{**prepared.constants, **row} for row in rows]
        self._cursor.executemany(prepared.text, rows)
        self._changes += len(rows)

    def changes(self) -> int:
        return self._changes

    def intact(self) -> bool:
        return self.raw.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS

    def usable(self) -> bool:
        return not self.raw.broken

    def worth_retrying(self, error: BaseException) -> bool:
        return isinstance(error, (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected))

    def close(self) -> None:
        self.raw.close()
