"""What can be read of the import: files, their reports, and what waits for review."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, func, or_, select

from server.catalog.tables import item, party
from server.importing.commands import Report
from server.importing.tables import import_file, review
from server.kernel.refusal import Refusal
from server.people.tables import user
from server.store.transaction import Reader, Sql

REVIEWS_MAX = 200

_f, _r = import_file, review
_file_columns = (
    _f.c.id, _f.c.name, _f.c.sha256, _f.c.bytes, _f.c.state, _f.c.created_at, _f.c.imported_at, _f.c.report,
    func.coalesce(user.c.name, ""),
)  # fmt: skip
_files = select(*_file_columns).select_from(_f.outerjoin(user, user.c.id == _f.c.uploaded_by))
FILES = Sql(_files.order_by(_f.c.id.desc()).limit(100))
FILE = Sql(_files.where(_f.c.id == bindparam("id")))
FILE_BY_SHA = Sql(_files.where(_f.c.sha256 == bindparam("sha256")))
CONTENT = Sql(select(_f.c.content, _f.c.sha256).where(_f.c.id == bindparam("id")))
REVIEWS = Sql(
    select(
        _r.c.id, _r.c.file_id, _r.c.row, _r.c.kind, _r.c.state, _r.c.item_id, func.coalesce(item.c.code, ""),
        func.coalesce(item.c.name, ""), func.coalesce(item.c.digits, 0), func.coalesce(party.c.code, ""), _r.c.quantity,
        _r.c.facts, _r.c.note,
    )
    .select_from(_r.outerjoin(item, item.c.id == _r.c.item_id).outerjoin(party, party.c.id == _r.c.party_id))
    .where(
        _r.c.warehouse_id == bindparam("warehouse"),
        _r.c.state == bindparam("state"),
        or_(bindparam("kind") == "", _r.c.kind == bindparam("kind")),
        _r.c.id > bindparam("after"),
    )
    .order_by(_r.c.id)
    .limit(bindparam("limit"))
)  # fmt: skip
REVIEW_COUNTS = Sql(
    select(_r.c.kind, func.count())
    .where(_r.c.warehouse_id == bindparam("warehouse"), _r.c.state == "open")
    .group_by(_r.c.kind)
    .order_by(_r.c.kind)
)


class StoredFile(Struct, frozen=True):
    """A file as it is listed. state: uploaded or imported. report: what bringing it in did."""

    id: int
    name: str
    sha256: str
    bytes: int
    state: str
    created_at: int
    imported_at: int
    report: Report | None
    uploaded_by: str


class ReviewShown(Struct, frozen=True):
    """One thing that a person has to look at. quantity in 10^-digits; row: as the spreadsheet numbers it."""

    id: int
    file: int
    row: int
    kind: str
    state: str
    item: int
    item_code: str
    item_name: str
    digits: int
    party: str
    quantity: int
    facts: dict[str, str]
    note: str


class Reviews(Struct, frozen=True):
    """The first of what waits, and how much waits by kind."""

    counts: dict[str, int]
    reviews: list[ReviewShown]


def _made(row: Any) -> StoredFile:
    report = None if row[7] == "{}" else msgspec.json.decode(row[7], type=Report)
    key, name, sha256, size, state, created_at, imported_at, _, uploaded_by = row
    return StoredFile(key, name, sha256, size, state, created_at, imported_at, report, uploaded_by)


def files(reader: Reader) -> list[StoredFile]:
    """The last hundred files, newest first."""
    return [_made(row) for row in reader.all(FILES)]


def file(reader: Reader, file_id: int) -> StoredFile:
    """The file, or Refusal `importing.unknown_file`."""
    row = reader.one(FILE, id=file_id)
    if row is None:
        raise Refusal("importing.unknown_file", file=file_id)
    return _made(row)


def file_by_sha(reader: Reader, sha256: str) -> StoredFile | None:
    """The file with that content, if it was stored."""
    row = reader.one(FILE_BY_SHA, sha256=sha256)
    return None if row is None else _made(row)


def content(reader: Reader, file_id: int) -> tuple[bytes, str]:
    """The bytes of a file and their SHA-256, or Refusal `importing.unknown_file`."""
    row = reader.one(CONTENT, id=file_id)
    if row is None:
        raise Refusal("importing.unknown_file", file=file_id)
    return bytes(row[0]), row[1]


def reviews(
    reader: Reader, warehouse: int, state: str = "open", kind: str = "", after: int = 0, limit: int = REVIEWS_MAX
) -> Reviews:
    """What waits for a person, in the order of the files."""
    rows = reader.all(REVIEWS, warehouse=warehouse, state=state, kind=kind, after=after, limit=limit)
    counts = {kind: int(count) for kind, count in reader.all(REVIEW_COUNTS, warehouse=warehouse)}
    shown = []
    for row in rows:
        values = list(row)
        values[11] = msgspec.json.decode(row[11], type=dict[str, str])
        shown.append(ReviewShown(*values))
    return Reviews(counts, shown)
