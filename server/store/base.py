"""The one metadata that all tables belong to, and the column kinds that both databases share.

Numbers, texts, flags and bytes only, so that rows need no conversion on the way in or out:
times are BIGINT microseconds (`…_at`, 0 = not yet), quantities BIGINT in 10^-digits of the base unit, money BIGINT in
1/10,000, ids of devices and commands TEXT (UUIDv7), JSON is TEXT written by msgspec. Keys hold no NULL: 0 or "" is
none.
"""

from typing import TypeVar

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, Text, false, true
from sqlalchemy import text as sql
from sqlalchemy.types import TypeEngine

T = TypeVar("T")
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives rowids only to INTEGER PRIMARY KEY; PostgreSQL wants BIGINT.
Id = BigInteger().with_variant(Integer(), "sqlite")


def key(name: str = "id") -> "Column[int]":
    """A surrogate key that the database counts up."""
    return Column(name, Id, primary_key=True, autoincrement=True)


def number(name: str, default: int | None = None, **more: object) -> "Column[int]":
    """A whole number; with a default the column may be left out of an insert."""
    return _column(name, BigInteger(), default, more)


def text(name: str, default: str | None = None, **more: object) -> "Column[str]":
    """A text; with a default the column may be left out of an insert."""
    return _column(name, Text(), default, more)


def flag(name: str, default: bool | None = None, **more: object) -> "Column[bool]":
    """A yes or no."""
    return _column(name, Boolean(), default, more)


def _column(name: str, kind: TypeEngine[T], default: object, more: dict[str, object]) -> "Column[T]":
    if isinstance(default, bool):
        more["server_default"] = true() if default else false()
    elif isinstance(default, int):
        more["server_default"] = sql(str(default))
    elif isinstance(default, str):
        assert "'" not in default
        more["server_default"] = sql(f"'{default}'")
    return Column(name, kind, nullable=False, **more)  # type: ignore[arg-type]
