"""What screens ask the books: stock with what is free of it, and movements with where each came from."""

from typing import Literal

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, bindparam, column, func, or_, select, table
from sqlalchemy import text as words

from server.catalog import tables as catalog
from server.catalog.item import item
from server.catalog.lot import lot
from server.catalog.place import place
from server.ledger import tables
from server.people.tables import device, user
from server.store.transaction import Reader, Row, Sql, among

_b, _h, _p, _i, _l, _s = (
    tables.balance,
    tables.hold,
    catalog.place,
    catalog.item,
    catalog.lot,
    catalog.serial,
)
# The logs of commands and scans lie above the ledger; provenance reads them by name.
_command = table("command", *(column(name) for name in ("id", "type", "payload")))
_scan = table(
    "scan_event",
    *(
        column(name)
        for name in ("id", "device_id", "seq", "step", "text", "symbology", "source", "verdict", "effective_at")
    ),
)

STOCK_MAX = 2_000  # Lines of one answer; nothing on a screen needs more.


class StockLine(Struct, frozen=True):
    """One key's stock; quantities in 10^-digits of unit. available = on_hand − reserved − frozen − in_doubt.

    pickable: whether what is available here may be promised; goods in a picker's tote may not.
    """

    place_id: int
    place: str
    place_kind: str
    pickable: bool
    item_id: int
    item: str
    name: str
    digits: int
    unit: str
    lot_id: int
    lot: str
    expires_on: str
    serial_id: int
    serial: str
    on_hand: int
    reserved: int
    frozen: int
    in_doubt: int
    available: int
    first_in_at: int
    changed_seq: int


class HoldLine(Struct, frozen=True):
    """Stock that somebody froze, and why."""

    id: int
    place_id: int
    place: str
    item_id: int
    item: str
    name: str
    digits: int
    unit: str
    lot: str
    serial: str
    quantity: int
    reason: str
    user: str
    created_at: int


class RemovalRuleLine(Struct, frozen=True):
    """One step of a chain of removal; item_kind "": for all kinds without a chain of their own. zone "": anywhere."""

    item_kind: str
    position: int
    zone_id: int
    zone: str
    take: str
    sort: str
    only_over: int


class LineMoved(Struct, frozen=True):
    """One line of a movement; entered_quantity in 10^-6 of entered_unit ("" as keyed in base units)."""

    line: int
    item_id: int
    item: str
    name: str
    digits: int
    unit: str
    lot: str
    serial: str
    from_place: str
    to_place: str
    quantity: int
    entered_quantity: int
    entered_unit: str


class ScanSeen(Struct, frozen=True):
    """A scan that a movement rests on."""

    id: str
    text: str
    symbology: str
    source: str
    verdict: str
    step: str
    at: int


class MovementShown(Struct, frozen=True):
    """A movement and where it came from: command, person, device, scans, and its place in the chain."""

    seq: int
    kind: str
    document: str
    posted_at: int
    effective_at: int
    uncertainty_us: int
    reverses: int
    reversed_by: int
    hash: str
    command_id: str
    command_type: str
    user_id: int
    user: str
    device_id: str
    device: str
    lines: list[LineMoved]
    scans: list[ScanSeen]


def _stock(*only: ColumnElement[bool]) -> Sql:
    return Sql(
        select(
            _b.c.place_id,
            _p.c.code,
            _p.c.kind,
            _p.c.pickable,
            _b.c.item_id,
            _i.c.code,
            _i.c.name,
            _i.c.digits,
            _i.c.base_unit,
            _b.c.lot_id,
            func.coalesce(_l.c.code, ""),
            func.coalesce(_l.c.expires_on, ""),
            _b.c.serial_id,
            func.coalesce(_s.c.code, ""),
            _b.c.quantity,
            _b.c.first_in_at,
            _b.c.changed_seq,
        )
        .select_from(
            _b.join(_p, _p.c.id == _b.c.place_id)
            .join(_i, _i.c.id == _b.c.item_id)
            .outerjoin(_l, _l.c.id == _b.c.lot_id)
            .outerjoin(_s, _s.c.id == _b.c.serial_id)
        )
        .where(_b.c.warehouse_id == bindparam("w"), _p.c.real, *only)
        .order_by(_p.c.walk_order, _p.c.code, _i.c.code, _l.c.code)
        .limit(STOCK_MAX)
    )


def _held(*only: ColumnElement[bool]) -> Sql:
    return Sql(
        select(_h.c.place_id, _h.c.item_id, _h.c.lot_id, _h.c.serial_id, _h.c.kind, func.sum(_h.c.quantity))
        .where(_h.c.warehouse_id == bindparam("w"), _h.c.state == "active", *only)
        .group_by(_h.c.place_id, _h.c.item_id, _h.c.lot_id, _h.c.serial_id, _h.c.kind)
    )


_ONLY = {"item": (_b.c.item_id, _h.c.item_id), "place": (_b.c.place_id, _h.c.place_id)}
STOCK = {name: _stock(there == bindparam("id")) for name, (there, _) in _ONLY.items()}
HELD = {name: _held(held == bindparam("id")) for name, (_, held) in _ONLY.items()}


def stock(reader: Reader, warehouse_id: int, by: Literal["item", "place"], of_id: int) -> list[StockLine]:
    """All stock of an item, or in a place, with what is free of it.

    A key that had stock once stays as a line while something is held on it: doubt beyond the books shows below zero.
    """
    held: dict[tuple[int, int, int, int], dict[str, int]] = {}
    for at, goods_id, batch_id, piece, kind, quantity in reader.all(HELD[by], w=warehouse_id, id=of_id):
        held.setdefault((at, goods_id, batch_id, piece), {})[kind] = int(quantity)
    lines = [
        _stock_line(row, held.pop((row[0], row[4], row[9], row[12]), {}))
        for row in reader.all(STOCK[by], w=warehouse_id, id=of_id)
    ]
    for (place_id, item_id, lot_id, serial_id), sums in held.items():
        if place_id:
            where, goods = place(reader, place_id), item(reader, item_id)
            batch = lot(reader, lot_id) if lot_id else None
            code, expires = (batch.code, batch.expires_on) if batch else ("", "")
            row = (
                where.id,
                where.code,
                where.kind,
                where.pickable,
                goods.id,
                goods.code,
                goods.name,
                goods.digits,
                goods.base_unit,
                lot_id,
                code,
                expires,
                serial_id,
                "",
                0,
                0,
                0,
            )
            lines.append(_stock_line(row, sums))
    return [line for line in lines if line.on_hand or line.reserved or line.frozen or line.in_doubt]


def _stock_line(row: Row, held: dict[str, int]) -> StockLine:
    reserved, frozen, in_doubt = (held.get(kind, 0) for kind in ("reserved", "frozen", "in_doubt"))
    on_hand, since, changed = row[14], row[15], row[16]
    values = [*row[:15], reserved, frozen, in_doubt, on_hand - reserved - frozen - in_doubt, since, changed]
    values[3] = bool(values[3])  # SQLite answers 0 and 1.
    return StockLine(*values)


FROZEN = Sql(
    select(
        _h.c.id,
        _h.c.place_id,
        _p.c.code,
        _h.c.item_id,
        _i.c.code,
        _i.c.name,
        _i.c.digits,
        _i.c.base_unit,
        func.coalesce(_l.c.code, ""),
        func.coalesce(_s.c.code, ""),
        _h.c.quantity,
        _h.c.reason,
        func.coalesce(user.c.name, ""),
        _h.c.created_at,
    )
    .select_from(
        _h.join(_p, _p.c.id == _h.c.place_id)
        .join(_i, _i.c.id == _h.c.item_id)
        .outerjoin(_l, _l.c.id == _h.c.lot_id)
        .outerjoin(_s, _s.c.id == _h.c.serial_id)
        .outerjoin(user, (user.c.id == _h.c.holder_id) & (_h.c.holder_kind == "user"))
    )
    .where(
        _h.c.warehouse_id == bindparam("w"),
        _h.c.item_id == bindparam("item"),
        _h.c.kind == "frozen",
        _h.c.state == "active",
    )
    .order_by(_h.c.id)
    .limit(STOCK_MAX)
)


def frozen(reader: Reader, warehouse_id: int, item_id: int) -> list[HoldLine]:
    """What is frozen of an item, the oldest first."""
    return [HoldLine(*row) for row in reader.all(FROZEN, w=warehouse_id, item=item_id)]


_r, _z = tables.removal_rule, catalog.zone
REMOVAL_RULES = Sql(
    select(
        _r.c.item_kind,
        _r.c.position,
        _r.c.zone_id,
        func.coalesce(_z.c.code, ""),
        _r.c.take,
        _r.c.sort,
        _r.c.only_over,
    )
    .select_from(_r.outerjoin(_z, _z.c.id == _r.c.zone_id))
    .where(_r.c.warehouse_id == bindparam("w"))
    .order_by(_r.c.item_kind, _r.c.position)
)


def removal_rules(reader: Reader, warehouse_id: int) -> list[RemovalRuleLine]:
    """Which stock a pick takes: the chains of a warehouse, step by step; none: FEFO, then FIFO."""
    return [RemovalRuleLine(*row) for row in reader.all(REMOVAL_RULES, w=warehouse_id)]


_m, _v = tables.movement, tables.move
_source, _target, _back = _p.alias("source"), _p.alias("target"), _m.alias("back")


def _movements(*lines: tuple[ColumnElement[bool], ...]) -> Sql:
    """Movements with a line that meets one of the conditions; each condition has an index of its own."""
    made = (
        select(
            _m.c.seq,
            _m.c.kind,
            _m.c.document,
            _m.c.posted_at,
            _m.c.effective_at,
            _m.c.uncertainty_us,
            _m.c.reverses,
            func.coalesce(_back.c.seq, 0),
            _m.c.hash,
            _m.c.command_id,
            func.coalesce(_command.c.type, ""),
            _m.c.user_id,
            func.coalesce(user.c.name, ""),
            _m.c.device_id,
            func.coalesce(device.c.name, ""),
            func.coalesce(_command.c.payload, ""),
        )
        .select_from(
            _m.outerjoin(
                _back,
                (_back.c.warehouse_id == _m.c.warehouse_id)
                & (_back.c.reverses == _m.c.seq)
                & words("back.reverses > 0"),
            )
            .outerjoin(_command, _command.c.id == _m.c.command_id)
            .outerjoin(user, user.c.id == _m.c.user_id)
            .outerjoin(device, device.c.id == _m.c.device_id)
        )
        .where(_m.c.warehouse_id == bindparam("w"), _m.c.seq < bindparam("before"))
        .order_by(_m.c.seq.desc())
        .limit(bindparam("limit"))
    )
    seqs = [select(_v.c.seq).where(_v.c.warehouse_id == bindparam("w"), *one) for one in lines]
    return Sql(made.where(or_(*(_m.c.seq.in_(one) for one in seqs))) if seqs else made)


_of_item, _from, _to = (
    _v.c.item_id == bindparam("item"),
    _v.c.from_place == bindparam("place"),
    _v.c.to_place == bindparam("place"),
)
MOVEMENTS = {
    (False, False): _movements(),
    (True, False): _movements((_of_item,)),
    (False, True): _movements((_from,), (_to,)),
    (True, True): _movements((_from, _of_item), (_to, _of_item)),
}
LINES = Sql(
    select(
        _v.c.seq,
        _v.c.line,
        _v.c.item_id,
        _i.c.code,
        _i.c.name,
        _i.c.digits,
        _i.c.base_unit,
        func.coalesce(_l.c.code, ""),
        func.coalesce(_s.c.code, ""),
        _source.c.code,
        _target.c.code,
        _v.c.quantity,
        _v.c.entered_quantity,
        _v.c.entered_unit,
    )
    .select_from(
        _v.join(_i, _i.c.id == _v.c.item_id)
        .join(_source, _source.c.id == _v.c.from_place)
        .join(_target, _target.c.id == _v.c.to_place)
        .outerjoin(_l, _l.c.id == _v.c.lot_id)
        .outerjoin(_s, _s.c.id == _v.c.serial_id)
    )
    .where(_v.c.warehouse_id == bindparam("w"), among(_v.c.seq, "seqs"))
    .order_by(_v.c.seq, _v.c.line)
)
SCANS = Sql(
    select(
        _scan.c.id, _scan.c.text, _scan.c.symbology, _scan.c.source, _scan.c.verdict, _scan.c.step, _scan.c.effective_at
    )
    .where(among(_scan.c.id, "ids"))
    .order_by(_scan.c.device_id, _scan.c.seq)
)


class _Proven(Struct):
    """The part of any command's payload that names its evidence."""

    scans: list[str] = []


_scans_named = msgspec.json.Decoder(_Proven)


def movements(
    reader: Reader, warehouse_id: int, item_id: int = 0, place_id: int = 0, before: int = 2**53 - 1, limit: int = 50
) -> list[MovementShown]:
    """Movements, the newest first, each with the command, person, device and scans that it rests on."""
    named: dict[str, int] = {name: one for name, one in (("item", item_id), ("place", place_id)) if one}
    sql = MOVEMENTS[bool(item_id), bool(place_id)]
    rows = reader.all(sql, w=warehouse_id, before=before, limit=limit, **named)
    lines: dict[int, list[LineMoved]] = {}
    for seq, *line in reader.all(LINES, w=warehouse_id, seqs=[row[0] for row in rows]):
        lines.setdefault(seq, []).append(LineMoved(*line))
    evidence = {row[0]: _scans_named.decode(row[15]).scans if row[15] else [] for row in rows}
    ids = sorted({one for ids in evidence.values() for one in ids})
    seen = {row[0]: ScanSeen(*row) for row in reader.all(SCANS, ids=ids)} if ids else {}
    return [
        _movement(row, lines.get(row[0], []), [seen[one] for one in evidence[row[0]] if one in seen]) for row in rows
    ]


def _movement(row: Row, lines: list[LineMoved], scans: list[ScanSeen]) -> MovementShown:
    values = [*row[:15], lines, scans]
    values[8] = bytes(values[8]).hex()
    return MovementShown(*values)
