"""Parties: customers and suppliers."""

from typing import Any

from msgspec import Struct
from sqlalchemy import String, bindparam, insert, or_, select

from server.catalog import tables
from server.catalog.item import containing
from server.kernel.refusal import Refusal
from server.store.transaction import Reader, Row, Sql, Tx


class Party(Struct, frozen=True):
    """A customer, a supplier or both. credit_days: 账期."""

    id: int
    code: str
    kind: str
    name: str
    country: str
    settlement_method: str
    credit_days: int
    contact: str
    phone: str
    owner: str
    active: bool
    created_at: int


_p = tables.party
_columns = [_p.c[name] for name in Party.__struct_fields__]
_new = tuple(name for name in Party.__struct_fields__ if name not in ("id", "active"))
BY_ID = Sql(select(*_columns).where(_p.c.id == bindparam("id")))
BY_CODE = Sql(select(*_columns).where(_p.c.code == bindparam("code")))
SEARCH = Sql(
    select(*_columns)
    .where(
        or_(_p.c.code.like(bindparam("like"), escape="\\"), _p.c.name.like(bindparam("like"), escape="\\")),
        _p.c.code > bindparam("after"),
        or_(bindparam("kind", type_=String) == "", _p.c.kind == "both", _p.c.kind == bindparam("kind", type_=String)),
    )
    .order_by(_p.c.code)
    .limit(bindparam("limit"))
)
ADD = Sql(insert(_p).values({name: bindparam(name) for name in _new}).returning(_p.c.id))


def _made(row: Row) -> Party:
    values = dict(zip(Party.__struct_fields__, row, strict=True))
    return Party(**(values | {"active": bool(values["active"])}))


def party(reader: Reader, party_id: int) -> Party:
    """The party, or Refusal `catalog.no_party`."""
    row = reader.one(BY_ID, id=party_id)
    if row is None:
        raise Refusal("catalog.no_party", party=party_id)
    return _made(row)


def party_by_code(reader: Reader, code: str) -> Party | None:
    """The party of that code, if there is one."""
    row = reader.one(BY_CODE, code=code)
    return None if row is None else _made(row)


def parties(reader: Reader, q: str = "", after: str = "", limit: int = 100, kind: str = "") -> list[Party]:
    """Parties whose code or name contains q, by code, beginning behind `after`; kind "": customers and suppliers."""
    return [_made(row) for row in reader.all(SEARCH, like=containing(q), after=after, limit=limit, kind=kind)]


def add_party(tx: Tx, code: str, name: str, kind: str, at: int, owner: str = "", **more: Any) -> int:
    """Make a party and return its id; Refusal `catalog.code_taken`."""
    if party_by_code(tx, code) is not None:
        raise Refusal("catalog.code_taken", taken=code)
    empty: dict[str, Any] = {"country": "", "settlement_method": "", "credit_days": 0, "contact": "", "phone": ""}
    made: int = tx.value(ADD, **(empty | more), code=code, name=name, kind=kind, owner=owner, created_at=at)
    return made
