"""Spreadsheets over HTTP: upload, dry run, progress, and what waits for review as a sheet to take away."""

import asyncio
import csv
import hashlib
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Annotated, Final

import msgspec
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import JSONBody, MultipartBody, PathParameter, QueryParameter
from msgspec import Struct

from server.commands.perform import Caller
from server.flows import bring_in
from server.importing import rules, sheet, views, waiting
from server.importing.cells import Sheet
from server.importing.commands import NAME_MAX, Mapping, Report, StoreFile
from server.kernel.refusal import Refusal
from server.people.views import SignedIn
from server.store.engine import Store
from server.web.secrets import OFFICE_DEVICE

SAMPLE_ROWS: Final = 20
FORM_BYTES: Final = 16 * 1024  # What a form has around its file.
EXPORT_ROWS_MAX: Final = 10_000

Key = Annotated[int, PathParameter(ge=1, le=2**53 - 1)]


@dataclass
class Upload:
    """The form of an upload. file: an .xlsx workbook or CSV text."""

    file: UploadFile


class FileRead(Struct):
    """A file that has been read: what is in it, and how we would understand it.

    columns: the titles, in order; a mapping names columns by their place, beginning with 0.
    first_row: what the spreadsheet calls the first of the sample's rows.
    """

    file: int
    name: str
    sha256: str
    state: str
    sheets: list[str]
    sheet: str
    columns: list[str]
    rows: int
    first_row: int
    sample: list[list[str]]
    formulas: int
    mapping: Mapping


class DryRun(Struct, forbid_unknown_fields=True):
    """How the sheet is to be understood."""

    mapping: Mapping


class DryRunAnswer(Struct):
    """What would happen. services: codes that were taken for no goods, to be changed in the mapping."""

    report: Report
    services: list[str]


class ProgressAnswer(Struct):
    """How far a file has come. state: uploaded or imported; phase "" when nothing is going on here."""

    state: str
    phase: str = ""
    done: int = 0
    total: int = 0


@post(
    "/api/files", status_code=201, tags=["importing"], request_max_body_size=sheet.BYTES_MAX + FORM_BYTES
)  # fmt: skip
async def upload(
    data: MultipartBody[Upload], signed_in: NamedDependency[SignedIn], store: NamedDependency[Store]
) -> FileRead:
    """Read a workbook or CSV and keep it; nothing is brought in yet. The same content is the same file."""
    signed_in.must("importing.store_file")
    content = await data.file.read()
    name = _plain(data.file.filename)
    return await asyncio.to_thread(_keep, store, signed_in, name, content)


@get("/api/files/{file:int}", sync_to_thread=True, tags=["importing"])
def read_again(
    file: Key,
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    sheet_name: Annotated[str, QueryParameter(max_length=NAME_MAX)] = "",
) -> FileRead:
    """A stored file once more, or another sheet of it."""
    signed_in.must("importing.store_file")
    with store.reader() as reader:
        stored = views.file(reader, file)
        content, _ = views.content(reader, file)
    return _shown(stored, sheet.read(content, sheet_name))


@post("/api/files/{file:int}/dry-run", status_code=200, sync_to_thread=True, tags=["importing"])
def dry_run(
    file: Key,
    data: JSONBody[DryRun],
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
) -> DryRunAnswer:
    """What bringing the file in would do, and every kind of dirt with its first rows; nothing is written."""
    signed_in.must("importing.store_file")
    with store.reader() as reader:
        content, digest = views.content(reader, file)
    plan = waiting.plan(
        store.memory, digest, content, data.mapping, lambda *step: waiting.tell(store.memory, file, *step)
    )
    with store.reader() as reader:
        report = bring_in.dry_run(reader, plan, data.mapping)
    return DryRunAnswer(report, plan.services)


@get("/api/files/{file:int}/progress", sync_to_thread=True, tags=["importing"])
def progress(file: Key, signed_in: NamedDependency[SignedIn], store: NamedDependency[Store]) -> ProgressAnswer:
    """How far reading, planning or bringing in has come; asked again and again while it lasts."""
    signed_in.must("importing.store_file")
    with store.reader() as reader:
        state = views.file(reader, file).state
    at = waiting.progress(store.memory, file)
    return ProgressAnswer(state) if at is None else ProgressAnswer(state, at.phase, at.done, at.total)


@get("/api/reviews.csv", sync_to_thread=True, tags=["importing"], media_type="text/csv")
def export_reviews(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Annotated[int, QueryParameter(ge=1, le=2**53 - 1)],
) -> Response[bytes]:
    """What waits for review, as CSV that a spreadsheet opens without executing anything in it."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        waits = views.reviews(reader, warehouse, limit=EXPORT_ROWS_MAX).reviews
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["review", "file", "row", "kind", "item", "name", "quantity", "party", "facts"])
    for one in waits:
        facts = "; ".join(f"{name}: {value}" for name, value in one.facts.items())
        quantity = format(Decimal(one.quantity).scaleb(-one.digits), "f")
        cells = [one.item_code, one.item_name, quantity, one.party, facts]
        writer.writerow([one.id, one.file, one.row, one.kind, *(sheet.neutral(cell) for cell in cells)])
    return Response(
        text.getvalue().encode("utf-8-sig"),
        media_type="text/csv",
        headers={"Content-Disposition": 'attachment; filename="reviews.csv"'},
    )


def _keep(store: Store, signed_in: SignedIn, name: str, content: bytes) -> FileRead:
    table = sheet.read(content)
    digest = hashlib.sha256(content).hexdigest()
    waiting.arrive(store.memory, digest, content)
    caller = Caller(store, signed_in.user_id, OFFICE_DEVICE, name="office")
    outcome = caller.do("importing.store_file", StoreFile(name, digest, len(content)))
    waiting.leave(store.memory, digest)
    if outcome.result != "accepted":
        raise Refusal(outcome.code, **outcome.facts)
    with store.reader() as reader:
        stored = views.file_by_sha(reader, digest)
    assert stored is not None, "the file was just stored"
    return _shown(stored, table)


def _shown(stored: views.StoredFile, table: Sheet) -> FileRead:
    return FileRead(
        file=stored.id,
        name=stored.name,
        sha256=stored.sha256,
        state=stored.state,
        sheets=table.sheets,
        sheet=table.name,
        columns=table.header,
        rows=len(table.rows),
        first_row=table.first_row,
        sample=[[cell[:200] for cell in row] for row in table.rows[:SAMPLE_ROWS]],
        formulas=table.formulas,
        # Said by name, so that what is shown is what will be brought in.
        mapping=msgspec.structs.replace(rules.guess(table.header), sheet=table.name),
    )


def _plain(name: str) -> str:
    """A file's own name as a person reads it: no folders, no control characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(mark for mark in last if mark.isprintable())[-NAME_MAX:] or "?"


ROUTES = [upload, read_again, dry_run, progress, export_reviews]
