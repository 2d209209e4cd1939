"""What a performer holds while it works: the open transaction (`Tx`) and the act it performs (`Act`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ClauseElement

Row = tuple[Any, ...]


def _with_literals(compiler: type[Any]) -> type[Any]:
    """A compiler that writes constants (`state == "active"`) into the text and leaves only named parameters open."""

    class Literals(compiler):  # type: ignore[misc]
        def visit_bindparam(self, bindparam: Any, **more: Any) -> str:
            constant = not bindparam.required and (bindparam.value is not None or bindparam.expanding)
            text: str = super().visit_bindparam(bindparam, **{**more, "literal_binds": constant})
            return text

    return Literals


_SQLITE = sqlite.dialect(paramstyle="named")
_POSTGRESQL = postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]
for _dialect in (_SQLITE, _POSTGRESQL):
    _dialect.statement_compiler = _with_literals(_dialect.statement_compiler)


class Sql:
    """A Core statement, compiled once per database and then used as plain text with named parameters.

    Constants in it become part of the text; every `bindparam` must be given a value at each use.

    statement: a Core statement with `bindparam`s (insert/update values without bindparam become parameters of the
    column's name), or a function that makes it from the database's own `insert` (for ON CONFLICT).
    """

    __slots__ = ("_make", "_texts")

    def __init__(self, statement: "Executable | Callable[[Callable[..., Any]], Executable]") -> None:
        self._make = statement
        self._texts: dict[str, str] = {}

    def text(self, dialect: str) -> str:
        """The statement in that database's words: `:name` for sqlite, `%(name)s` for postgresql."""
        known = self._texts.get(dialect)
        if known is not None:
            return known
        sqlite_like = dialect == "sqlite"
        made = self._make
        if not isinstance(made, ClauseElement):
            made = made(sqlite.insert if sqlite_like else postgresql.insert)  # type: ignore[operator]
        compiled = made.compile(dialect=_SQLITE if sqlite_like else _POSTGRESQL)  # type: ignore[union-attr]
        assert not compiled.positional, "named parameters only"
        self._texts[dialect] = str(compiled)
        return self._texts[dialect]


class Reader(Protocol):
    """Something that answers questions: a transaction, or a read-only connection."""

    dialect: str

    def one(self, sql: Sql, **values: Any) -> Row | None:
        """The first row, or None."""

    def all(self, sql: Sql, **values: Any) -> list[Row]:
        """All rows."""

    def value(self, sql: Sql, **values: Any) -> Any:
        """The first column of the first row, or None."""


class Tx(Reader, Protocol):
    """The one open write transaction. Nobody but the writer opens, commits or rolls back."""

    def run(self, sql: Sql, **values: Any) -> int:
        """Change rows; how many."""

    def many(self, sql: Sql, rows: Sequence[Mapping[str, Any]]) -> None:
        """The same change for many rows (imports)."""


@dataclass(slots=True)
class Told:
    """An event on its way to the numbered log."""

    kind: str
    topics: tuple[str, ...]
    body: Mapping[str, Any]
    warehouse: int


@dataclass(slots=True)
class Act:
    """One command being performed: who, where, when, and the open transaction.

    effective_at, uncertainty_us: when it happened on the floor (device clock corrected), and how sure that is.
    at: server time of posting. now for all rules.
    arrived: keys (place, item, lot, serial) that a posting added stock to; held commands waiting there are tried again.
    """

    tx: Tx
    command_id: str
    type: str
    user_id: int
    device_id: str
    warehouse_id: int
    at: int
    effective_at: int
    uncertainty_us: int
    payload_sha: bytes = b""
    told: list[Told] = field(default_factory=list)
    arrived: set[tuple[int, int, int, int]] = field(default_factory=set)

    def tell(self, kind: str, *topics: str, **body: Any) -> None:
        """Put an event into this transaction: boards and phones that follow one of the topics get it."""
        self.told.append(Told(kind, topics, body, self.warehouse_id))
