"""Labels to print: `GET /api/labels` draws QR and Code 128 of bins, items, totes and badges."""

from typing import Annotated, Final, Literal

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from msgspec import Struct
from sqlalchemy import and_, bindparam, literal, or_, select

from scanning.labels import qr
from scanning.labels.label import Label, draw
from server.catalog import tables
from server.kernel.refusal import Refusal
from server.people.tables import user
from server.people.views import SignedIn
from server.store.engine import Store
from server.store.transaction import Reader, Row, Sql, among

LABELS_MAX: Final = 500  # About 30 A4 pages.
QR_TEXT_MAX: Final = 500  # Bytes grow to four a character; more would be too fine for a phone to read off a screen.

_b, _p, _z, _i, _w = tables.barcode, tables.place, tables.zone, tables.item, tables.warehouse
_active = and_(_b.c.active, _b.c.unit == "")
PLACES = Sql(
    select(_b.c.text, _p.c.code, _w.c.name)
    .select_from(
        _b.join(_p, and_(_b.c.kind == _p.c.kind, _p.c.id == _b.c.target_id))
        .join(_w, _w.c.id == _p.c.warehouse_id)
        .outerjoin(_z, _z.c.id == _p.c.zone_id)
    )
    .where(
        _active,
        _p.c.warehouse_id == bindparam("warehouse"),
        _p.c.kind == bindparam("kind"),
        or_(among(_p.c.id, "ids"), _z.c.code == bindparam("zone"), bindparam("every") == literal(1)),
    )
    .order_by(_p.c.walk_order, _p.c.code)
    .limit(LABELS_MAX + 1)
)
ITEMS = Sql(
    select(_b.c.text, _i.c.code, _i.c.name)
    .select_from(_b.join(_i, _i.c.id == _b.c.target_id))
    .where(_active, _b.c.kind == "item", or_(among(_i.c.id, "ids"), bindparam("every") == literal(1)))
    .order_by(_i.c.code)
    .limit(LABELS_MAX + 1)
)
USERS = Sql(
    select(user.c.badge, user.c.name, user.c.badge)
    .where(user.c.active, user.c.badge != "", or_(among(user.c.id, "ids"), bindparam("every") == literal(1)))
    .order_by(user.c.badge)
    .limit(LABELS_MAX + 1)
)


@get("/api/labels", sync_to_thread=True, tags=["catalog"])
def labels(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Annotated[int, QueryParameter(ge=1, le=2**53 - 1)],
    kind: FromQuery[Literal["bin", "item", "container", "user"]],
    ids: Annotated[str, QueryParameter(max_length=8000, pattern=r"^([0-9]{1,15}(,[0-9]{1,15})*)?$")] = "",
    zone: Annotated[str, QueryParameter(max_length=64)] = "",
) -> list[Label]:
    """Labels of these ids (with commas between), of a zone's bins, or of all of a kind: at most 500 at once.

    The drawing of `qr` fills a box `0 0 qr_size qr_size`, that of `code128` a box `0 0 code128_width 1`, stretched.
    """
    signed_in.enter(warehouse)
    if kind == "user":
        # A badge opens the door, so who may let devices in prints badges.
        signed_in.must("people.pair_code", warehouse)
    wanted = [int(part) for part in ids.split(",") if part]
    with store.reader() as reader:
        rows = _rows(reader, warehouse, kind, wanted, zone)
    if len(rows) > LABELS_MAX:
        raise Refusal("labels.too_many", most=LABELS_MAX)
    return [draw(text, title, subtitle) for text, title, subtitle in rows]


class Drawing(Struct):
    """A QR code as SVG path data that fills a box `0 0 qr_size qr_size`."""

    qr: str
    qr_size: int


@get("/api/qr", sync_to_thread=True, tags=["catalog"])
def qr_code(
    signed_in: NamedDependency[SignedIn], text: Annotated[str, QueryParameter(min_length=1, max_length=QR_TEXT_MAX)]
) -> Drawing:
    """A QR code of any text: the address that lets a phone in, for example."""
    return Drawing(*qr.path(text))


def _rows(reader: Reader, warehouse: int, kind: str, ids: list[int], zone: str) -> list[Row]:
    every = int(not ids and not zone)
    if kind == "item":
        return reader.all(ITEMS, ids=ids, every=every)
    if kind == "user":
        return reader.all(USERS, ids=ids, every=every)
    return reader.all(PLACES, warehouse=warehouse, kind=kind, ids=ids, zone=zone, every=every)


ROUTES = [labels, qr_code]
