"""Which labels: what the registry knows of bins, items, lots, containers and badges, ready to be laid out."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct
from sqlalchemy import BigInteger, and_, bindparam, column, literal, or_, select, table
from sqlalchemy import text as words

from scanning.labels import content
from scanning.labels.content import Content
from server.catalog import labelling, tables
from server.catalog.barcode import COMPANY, scope_of
from server.catalog.lot import Lot
from server.kernel.refusal import Refusal
from server.people.tables import pairing, user
from server.store.transaction import Reader, Row, Sql, among

Kind = Literal["bin", "item", "lot", "container", "user", "device"]

LABELS_MAX: Final = 500  # About 25 sheets of 21 labels.

_WORDS: Final[dict[str, dict[str, str]]] = json.loads(
    (Path(__file__).parent / "messages.json").read_text(encoding="utf-8")
)
_b, _p, _z, _i, _w, _l = tables.barcode, tables.place, tables.zone, tables.item, tables.warehouse, tables.lot
# Balances belong to the ledger; which lots lie here is read by name.
_balance = table("balance", column("warehouse_id"), column("lot_id"), column("quantity"))
# What means something in another warehouse only may mean another thing in this one.
_active = and_(
    words("barcode.active"),
    _b.c.unit == "",
    _b.c.quantity == 1,
    or_(_b.c.scope == COMPANY, _b.c.scope == bindparam("scope")),
)
_all = bindparam("every", type_=BigInteger) == literal(1)

# A thing may have several codes, and has one label: so the things are counted off before their codes are joined.
_places = (
    select(_p.c.id)
    .outerjoin(_z, _z.c.id == _p.c.zone_id)
    .where(
        _p.c.warehouse_id == bindparam("warehouse"),
        _p.c.kind == bindparam("kind"),
        _p.c.active,
        or_(among(_p.c.id, "ids"), _z.c.code == bindparam("zone"), _all),
        select(_b.c.id).where(_active, _b.c.kind == _p.c.kind, _b.c.target_id == _p.c.id).exists(),
    )
    .order_by(_p.c.walk_order, _p.c.code)
    .limit(LABELS_MAX + 1)
    .subquery()
)
PLACES = Sql(
    select(_p.c.id, _b.c.text, _p.c.code, _w.c.name, _z.c.code, _z.c.name, _p.c.sscc)
    .select_from(
        _places.join(_p, _p.c.id == _places.c.id)
        .join(_b, and_(_b.c.kind == _p.c.kind, _b.c.target_id == _p.c.id))
        .join(_w, _w.c.id == _p.c.warehouse_id)
        .outerjoin(_z, _z.c.id == _p.c.zone_id)
    )
    .where(_active)
    .order_by(_p.c.walk_order, _p.c.code, _b.c.id)
)
_items = (
    select(_i.c.id)
    .where(
        or_(among(_i.c.id, "ids"), _all),
        select(_b.c.id).where(_active, _b.c.kind == "item", _b.c.target_id == _i.c.id).exists(),
    )
    .order_by(_i.c.code)
    .limit(LABELS_MAX + 1)
    .subquery()
)
ITEMS = Sql(
    select(_i.c.id, _b.c.text, _i.c.code, _i.c.name, _i.c.spec)
    .select_from(_items.join(_i, _i.c.id == _items.c.id).join(_b, and_(_b.c.kind == "item", _b.c.target_id == _i.c.id)))
    .where(_active)
    .order_by(_i.c.code, _b.c.id)
)
_lot_columns = (_l.c.id, _l.c.item_id, _l.c.code, _l.c.made_on, _l.c.expires_on, _i.c.code, _i.c.name)
_lots = select(*_lot_columns).select_from(_l.join(_i, _i.c.id == _l.c.item_id))
LOTS = Sql(
    _lots.where(or_(among(_l.c.id, "ids"), _l.c.item_id == bindparam("item", type_=BigInteger)))
    .order_by(_i.c.code, _l.c.code)
    .limit(LABELS_MAX + 1)
)
LOTS_HERE = Sql(
    _lots.where(
        _l.c.id.in_(
            select(_balance.c.lot_id).where(
                _balance.c.warehouse_id == bindparam("warehouse"), _balance.c.lot_id != 0, _balance.c.quantity > 0
            )
        )
    )
    .order_by(_i.c.code, _l.c.code)
    .limit(LABELS_MAX + 1)
)
LOT_TEXTS = Sql(
    select(_b.c.target_id, _b.c.text).where(_active, _b.c.kind == "lot", among(_b.c.target_id, "ids")).order_by(_b.c.id)
)
USERS = Sql(
    select(user.c.badge, user.c.name)
    .where(user.c.active, user.c.badge != "", or_(among(user.c.id, "ids"), _all))
    .order_by(user.c.badge)
    .limit(LABELS_MAX + 1)
)
PAIRING = Sql(
    select(pairing.c.expires_at).where(
        pairing.c.code == bindparam("code"), pairing.c.expires_at > bindparam("now"), pairing.c.uses_left > 0
    )
)
OFFSET = Sql(select(_w.c.utc_offset_min).where(_w.c.id == bindparam("warehouse")))


class Wanted(Struct, frozen=True):
    """Which labels somebody asks for. ids empty and no zone or item: all of that kind."""

    warehouse: int
    kind: Kind
    ids: tuple[int, ...] = ()
    zone: str = ""
    item: int = 0
    pairing: str = ""
    address: str = ""
    language: Literal["zh", "en"] = "zh"


class Found(Struct, frozen=True):
    """The labels, and the ids of lots that have no code to be put on one."""

    contents: list[Content]
    without_code: list[int] = []


def found(reader: Reader, wanted: Wanted, now: int) -> Found:
    """The labels asked for, in the order in which people walk or look things up.

    Raises Refusal `labels.too_many`, `people.pairing_unknown`, `catalog.no_warehouse`.
    """
    match wanted.kind:
        case "bin" | "container":
            made = Found(_of_places(reader, wanted))
        case "item":
            made = Found(_of_items(reader, wanted))
        case "lot":
            made = _of_lots(reader, wanted, now)
        case "user":
            rows = reader.all(USERS, ids=list(wanted.ids), every=_every(wanted))
            made = Found([content.own(badge, name, badge) for badge, name in rows])
        case "device":
            made = Found([_device(reader, wanted, now)])
    if len(made.contents) + len(made.without_code) > LABELS_MAX:
        raise Refusal("labels.too_many", most=LABELS_MAX)
    return made


def said(key: str, language: str, **facts: object) -> str:
    """Words on a label, in the reader's language."""
    return _WORDS[key][language].format(**facts)


def _every(wanted: Wanted) -> int:
    return int(not wanted.ids and not wanted.zone)


def _of_places(reader: Reader, wanted: Wanted) -> list[Content]:
    rows = reader.all(
        PLACES,
        warehouse=wanted.warehouse,
        kind=wanted.kind,
        ids=list(wanted.ids),
        zone=wanted.zone,
        every=_every(wanted),
        scope=scope_of(wanted.warehouse),
    )
    made = []
    for alike in _by_id(rows):
        _, _, code, house, zone, zone_name, sscc = alike[0]
        texts = [row[1] for row in alike]
        if sscc and labelling.sscc_text(sscc) in texts:
            made.append(content.gs1([("00", sscc)], code, house))
            continue
        text = code if code in texts else texts[0]
        # What the zone is called says more than its letter, which the bin's code has already.
        facts = [zone_name] if zone_name and zone_name != zone else []
        made.append(content.own(text, code, house, facts))
    return made


def _of_items(reader: Reader, wanted: Wanted) -> list[Content]:
    rows = reader.all(ITEMS, ids=list(wanted.ids), every=_every(wanted), scope=scope_of(wanted.warehouse))
    made = []
    for alike in _by_id(rows):
        _, _, code, name, spec = alike[0]
        text = labelling.item_text((row[1] for row in alike), code)
        made.append(content.item(text, code, name, [spec] if spec else []))
    return made


def _of_lots(reader: Reader, wanted: Wanted, now: int) -> Found:
    if wanted.ids or wanted.item:
        rows = reader.all(LOTS, ids=list(wanted.ids), item=wanted.item)
    else:
        rows = reader.all(LOTS_HERE, warehouse=wanted.warehouse)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    scope = scope_of(wanted.warehouse)
    for lot_id, text in reader.all(LOT_TEXTS, ids=[row[0] for row in rows], scope=scope):
        texts[lot_id].append(text)
    made, without = [], []
    for row in rows:
        lot = Lot(*row[:5])
        item_code, item_name = row[5:]
        facts = [item_code]
        if lot.expires_on:
            facts.append(said("labels.expires", wanted.language, day=lot.expires_on))
        elements = labelling.lot_says(reader, lot, scope, now)
        if elements:
            made.append(content.gs1(elements, lot.code, item_name, facts))
        elif lot.id in texts:
            made.append(content.own(texts[lot.id][0], lot.code, item_name, facts))
        else:
            without.append(lot.id)
    return Found(made, without)


def _device(reader: Reader, wanted: Wanted, now: int) -> Content:
    expires_at = reader.value(PAIRING, code=wanted.pairing, now=now)
    if expires_at is None:
        raise Refusal("people.pairing_unknown")
    offset = reader.value(OFFSET, warehouse=wanted.warehouse)
    if offset is None:
        raise Refusal("catalog.no_warehouse", warehouse=wanted.warehouse)
    until = datetime.fromtimestamp(expires_at / 1_000_000, UTC) + timedelta(minutes=offset)
    code = wanted.pairing
    return content.own(
        f"{wanted.address}/#/pair/{code}",
        f"{code[:4]} {code[4:]}",
        wanted.address.partition("://")[2],
        [said("labels.valid_until", wanted.language, time=until.strftime("%H:%M"))],
    )


def _by_id(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows of the same thing together, in the order of their first."""
    together: dict[int, list[Row]] = {}
    for row in rows:
        together.setdefault(row[0], []).append(row)
    return list(together.values())
