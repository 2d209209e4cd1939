"""What a performer holds while it works: the open transaction (`Tx`) and the act it performs (`Act`)."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from msgspec import Struct
from sqlalchemy import ColumnElement, Executable, Insert, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import Boolean

from server.kernel.refusal import Fact

Row = tuple[Any, ...]


class Prepared(NamedTuple):
    """A statement as one database reads it.

    constants: values that the statement itself carries (`state == "open"`). lists: parameters that hold a list.
    writes: it changes rows. ordered: the values in the order of the statement's question marks (sqlite, which looks
    for named ones twice as long).
    """

    text: str
    constants: dict[str, Any]
    lists: tuple[str, ...]
    writes: bool
    ordered: Callable[[Mapping[str, Any]], tuple[Any, ...]]


class Sql:
    """A Core statement, compiled once per database and then used as plain text with named parameters.

    statement: a Core statement with `bindparam`s (insert/update values without bindparam become parameters of the
    column's name), or a function that makes it from the database's own `insert` (for ON CONFLICT).
    An insert gives back nothing unless it says `.returning(…)`.
    """

    __slots__ = ("_make", "postgresql", "sqlite")

    def __init__(self, statement: "Executable | Callable[[Callable[..., Any]], Executable]") -> None:
        self._make = statement
        self.sqlite: Prepared | None = None
        self.postgresql: Prepared | None = None

    def prepared(self, dialect: str) -> Prepared:
        """The statement in that database's words: `?` for sqlite, `%(name)s` for postgresql."""
        if dialect == "sqlite":
            if self.sqlite is None:
                self.sqlite = self._compiled(sqlite.dialect(paramstyle="qmark"), sqlite.insert)
            return self.sqlite
        if self.postgresql is None:
            self.postgresql = self._compiled(postgresql.psycopg.dialect(), postgresql.insert)  # type: ignore[no-untyped-call]
        return self.postgresql

    def text(self, dialect: str) -> str:
        """The words alone."""
        return self.prepared(dialect).text

    def _compiled(self, target: Any, own_insert: Callable[..., Any]) -> Prepared:
        made = self._make
        if not isinstance(made, ClauseElement):
            made = made(own_insert)  # type: ignore[operator]
        if isinstance(made, Insert):
            # Otherwise Core asks for the new key of every row, which the books seldom need.
            made = made.inline()
        compiled = made.compile(dialect=target)  # type: ignore[union-attr]
        assert isinstance(compiled, SQLCompiler)
        text = str(compiled)
        assert "POSTCOMPILE" not in text, "use among() for a list of values"
        constants = {name: bind.effective_value for bind, name in compiled.bind_names.items() if not bind.required}
        lists = tuple(sorted({part.name for part in _parts(made) if isinstance(part, _Among)}))
        writes = compiled.isinsert or compiled.isupdate or compiled.isdelete
        return Prepared(text, constants, lists, writes, _ordered(compiled.positiontup or ()))


def _ordered(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


def _parts(statement: Any) -> "list[Any]":
    from sqlalchemy.sql import visitors

    return list(visitors.iterate(statement))


class _Among(ColumnElement[bool]):
    """`column IN (the list given as parameter)`; see `among`."""

    inherit_cache = False
    type = Boolean()
    _traverse_internals = ()  # type: ignore[assignment]

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.name = name

    def get_children(self, **_: Any) -> "list[Any]":
        return [self.column]

    def self_group(self, against: Any = None) -> Any:
        return self  # Core would write `… IN (…) = 1` for SQLite, which no index serves.


def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """The column's value is in the list that is handed in as parameter `name`; one statement text for any length."""
    return _Among(column, name)


@compiles(_Among, "sqlite")
def _among_sqlite(part: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column = compiler.process(part.column, **more)
    return f"{column} IN (SELECT value FROM json_each({compiler.process(bindparam(part.name), **more)}))"


@compiles(_Among, "postgresql")
def _among_postgresql(part: _Among, compiler: SQLCompiler, **more: Any) -> str:
    return f"{compiler.process(part.column, **more)} = ANY({compiler.process(bindparam(part.name), **more)})"


class Reader(Protocol):
    """Something that answers questions: a transaction, or a read-only connection that sees one moment."""

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""

    def one(self, sql: Sql, **values: Any) -> Row | None:
        """The first row, or None."""

    def all(self, sql: Sql, **values: Any) -> list[Row]:
        """All rows."""

    def value(self, sql: Sql, **values: Any) -> Any:
        """The first column of the first row, or None."""


class Tx(Reader, Protocol):
    """The one open write transaction. Nobody but the writer opens, commits or rolls back."""

    # What this process keeps beside the books (uploads on their way in). The writer never touches it.
    memory: dict[str, Any]
    # What has been read from the books and remembered (permissions, decoded rules). Whoever puts something in also says
    # when it is no longer true; the writer empties it when a transaction fails, for that may have seen itself.
    seen: dict[str, Any]

    def run(self, sql: Sql, **values: Any) -> int:
        """Change rows; how many."""

    def many(self, sql: Sql, rows: Sequence[Mapping[str, Any]]) -> None:
        """The same change for many rows (imports)."""

    def savepoint(self) -> AbstractContextManager[None]:
        """All or nothing inside a transaction: when the block raises, what it wrote is undone and the error rises."""

    def lock(self, *warehouses: int) -> None:
        """Keep other processes out of these warehouses until the commit (0: of what the whole company shares)."""

    def publish(self, *things: Any) -> None:
        """Hand these to whoever subscribed to the writer, once the transaction stands on disk."""

    def notify(self, warehouse_id: int, number: int) -> None:
        """Tell other processes, with the commit, that events up to this number exist."""


class Hold(Exception):
    """Raised for an observation that cannot be posted: the hand has done it, the books cannot follow yet.

    What was written for it is undone; a card keeps it for a person, and the quantity is in doubt at its key at once.
    code, facts: why, as in a refusal. item_id 0: nothing to be in doubt about, a card alone.
    """

    def __init__(
        self,
        code: str,
        facts: Mapping[str, Fact] | None = None,
        *,
        place_id: int = 0,
        item_id: int = 0,
        lot_id: int = 0,
        serial_id: int = 0,
        quantity: int = 0,
        rest: Struct | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, Fact] = dict(facts or {})
        self.place_id = place_id
        self.item_id = item_id
        self.lot_id = lot_id
        self.serial_id = serial_id
        self.quantity = quantity
        self.rest = rest


@dataclass(slots=True)
class Told:
    """An event on its way to the numbered log."""

    kind: str
    topics: tuple[str, ...]
    body: Mapping[str, Any]
    warehouse: int


def _nothing_more(user_id: int, permission: str, amount: int) -> bool:
    return False


@dataclass(slots=True)
class Act:
    """One command being performed: who, where, when, and the open transaction.

    effective_at, uncertainty_us: when it happened on the floor (device clock corrected), and how sure that is.
    at: server time of posting. now for all rules.
    arrived: keys (place, item, lot, serial) that a posting added stock to; held commands waiting there are tried again.
    card_id: the card whose held command is being tried again, 0 the first time.
    decided_by: the person who wants it tried again, 0 when the goods that it waited for have come.
    scans: those that came in the same contact and stand in the log, by id: (warehouse, device, task, text, verdict).
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
    task_id: int = 0
    card_id: int = 0
    decided_by: int = 0
    holds: list[Hold] = field(default_factory=list)
    permits: Callable[[int, str, int], bool] = _nothing_more
    scans: Mapping[str, tuple[int, str, int, str, str]] = field(default_factory=dict)

    def tell(self, kind: str, /, *topics: str, **body: Any) -> None:
        """Put an event into this transaction: boards and phones that follow one of the topics get it."""
        self.told.append(Told(kind, topics, body, self.warehouse_id))

    def may(self, permission: str, amount: int = 0) -> bool:
        """Whether this user may also do that here (`picking.override`), up to an amount of money."""
        return self.permits(self.user_id, permission, amount)

    def hold(
        self,
        code: str,
        facts: Mapping[str, Fact],
        *,
        rest: Struct,
        quantity: int,
        place_id: int = 0,
        item_id: int = 0,
        lot_id: int = 0,
        serial_id: int = 0,
    ) -> None:
        """Post what is certain, hold the rest: what this act has written stays, a card keeps `rest`.

        rest: the command's payload as it is to be performed later for what is left (same type, smaller quantity).
        """
        keys = {"place_id": place_id, "item_id": item_id, "lot_id": lot_id, "serial_id": serial_id}
        self.holds.append(Hold(code, facts, quantity=quantity, rest=rest, **keys))
