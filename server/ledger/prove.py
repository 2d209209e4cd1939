"""The proof that the books agree: chain, balances, sums, holds, costs and device streams, all read from scratch."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Literal, cast

from msgspec import Struct, field
from sqlalchemy import bindparam, column, func, select, table, union_all

from server.catalog import tables as catalog
from server.kernel.refusal import Fact
from server.ledger import tables
from server.ledger.chain import BEGINNING, link
from server.ledger.cost import Entry, Method, MissingGoodsError, conserved, fold
from server.ledger.move import Key
from server.people.tables import device
from server.store.transaction import Reader, Row, Sql

PAGE = 5_000  # Movements read at once: a few megabytes, whatever the size of the books.
FINDINGS_MAX = 100  # More of one kind say nothing new; the count goes on.

Heads = Mapping[int, Iterable[tuple[int, bytes]]]

_m, _v, _b, _h, _c = tables.movement, tables.move, tables.balance, tables.hold, tables.cost_entry
# The log of commands lies above the ledger; only its numbers are read here, by name.
_entries = [table(name, column("device_id"), column("seq")) for name in ("command", "scan_event")]

HEADS = Sql(select(tables.ledger_head.c.warehouse_id, tables.ledger_head.c.seq, tables.ledger_head.c.hash))
WAREHOUSES = Sql(select(_m.c.warehouse_id).distinct())
_range: dict[str, Any] = {"w": bindparam("w"), "after": bindparam("after"), "upto": bindparam("upto")}
MOVEMENTS = Sql(
    select(
        _m.c.warehouse_id,
        _m.c.seq,
        _m.c.kind,
        _m.c.command_id,
        _m.c.user_id,
        _m.c.device_id,
        _m.c.document,
        _m.c.posted_at,
        _m.c.effective_at,
        _m.c.uncertainty_us,
        _m.c.reverses,
        _m.c.payload_sha,
        _m.c.hash,
    )
    .where(_m.c.warehouse_id == _range["w"], _m.c.seq > _range["after"], _m.c.seq <= _range["upto"])
    .order_by(_m.c.seq)
)
MOVES = Sql(
    select(
        _v.c.seq,
        _v.c.line,
        _v.c.item_id,
        _v.c.lot_id,
        _v.c.serial_id,
        _v.c.from_place,
        _v.c.to_place,
        _v.c.quantity,
        _v.c.entered_quantity,
        _v.c.entered_unit,
        _v.c.numerator,
        _v.c.denominator,
    )
    .where(_v.c.warehouse_id == _range["w"], _v.c.seq > _range["after"], _v.c.seq <= _range["upto"])
    .order_by(_v.c.seq, _v.c.line)
)
COSTS_BY_SEQ = Sql(
    select(
        _c.c.seq,
        _c.c.line,
        _c.c.item_id,
        _c.c.kind,
        _c.c.lot_id,
        _c.c.serial_id,
        _c.c.quantity,
        _c.c.amount,
        _c.c.known,
        _c.c.of_seq,
        _c.c.of_line,
    )
    .where(_c.c.warehouse_id == _range["w"], _c.c.seq > _range["after"], _c.c.seq <= _range["upto"])
    .order_by(_c.c.seq, _c.c.line)
)
LAST = Sql(select(func.max(_m.c.seq)).where(_m.c.warehouse_id == bindparam("w")))
STRAY = Sql(
    select(_v.c.warehouse_id, _v.c.seq)
    .select_from(_v.outerjoin(_m, (_m.c.warehouse_id == _v.c.warehouse_id) & (_m.c.seq == _v.c.seq)))
    .where(_m.c.seq.is_(None))
    .limit(FINDINGS_MAX)
)
BALANCES = Sql(
    select(_b.c.place_id, _b.c.item_id, _b.c.lot_id, _b.c.serial_id, _b.c.quantity).where(
        _b.c.warehouse_id == bindparam("w")
    )
)
REAL = Sql(select(catalog.place.c.id).where(catalog.place.c.real))
_reserved = func.sum(_h.c.quantity).filter(_h.c.kind == "reserved")
_all_held = func.sum(_h.c.quantity)
OVER_PROMISED = Sql(
    select(
        _h.c.warehouse_id,
        _h.c.place_id,
        _h.c.item_id,
        _h.c.lot_id,
        _h.c.serial_id,
        _all_held,
        func.coalesce(func.max(_b.c.quantity), 0),
    )
    .select_from(
        _h.outerjoin(
            _b,
            (_b.c.warehouse_id == _h.c.warehouse_id)
            & (_b.c.place_id == _h.c.place_id)
            & (_b.c.item_id == _h.c.item_id)
            & (_b.c.lot_id == _h.c.lot_id)
            & (_b.c.serial_id == _h.c.serial_id),
        )
    )
    .where(_h.c.state == "active", _h.c.place_id != 0)
    .group_by(_h.c.warehouse_id, _h.c.place_id, _h.c.item_id, _h.c.lot_id, _h.c.serial_id)
    .having(_reserved > 0, _all_held > func.coalesce(func.max(_b.c.quantity), 0))
    .limit(FINDINGS_MAX)
)
PROMISED = Sql(
    select(_h.c.warehouse_id, _h.c.item_id)
    .where(_h.c.state == "active", _h.c.place_id == 0, _h.c.kind == "reserved")
    .group_by(_h.c.warehouse_id, _h.c.item_id)
)
NEGATIVE_HOLDS = Sql(select(_h.c.warehouse_id, _h.c.id).where(_h.c.quantity < 0).limit(FINDINGS_MAX))
COSTS = Sql(
    select(
        _c.c.item_id,
        catalog.item.c.cost_method,
        _c.c.seq,
        _c.c.line,
        _c.c.kind,
        _c.c.quantity,
        _c.c.amount,
        _c.c.known,
        _c.c.of_seq,
        _c.c.of_line,
    )
    .select_from(_c.join(catalog.item, catalog.item.c.id == _c.c.item_id))
    .where(_c.c.warehouse_id == bindparam("w"))
    .order_by(_c.c.item_id, _c.c.seq, _c.c.line)
)
_stream = union_all(*(select(log.c.device_id, log.c.seq) for log in _entries)).subquery("stream")
STREAMS = Sql(
    select(_stream.c.device_id, func.count(), func.min(_stream.c.seq), func.max(_stream.c.seq), func.max(device.c.head))
    .select_from(_stream.outerjoin(device, device.c.id == _stream.c.device_id))
    .group_by(_stream.c.device_id)
)


class Finding(Struct, frozen=True):
    """One thing that does not agree: a key of the message catalogues and what its words need."""

    code: str
    facts: dict[str, Fact]


class Proof(Struct):
    """What was looked at, and what was found; the books agree when nothing was."""

    warehouses: int = 0
    movements: int = 0
    moves: int = 0
    balances: int = 0
    items_costed: int = 0
    devices: int = 0
    heads: dict[int, tuple[int, str]] = field(
        default_factory=dict
    )  # warehouse: seq and hash (hex) of its last movement
    found: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing disagrees."""
        return self.found == 0

    def find(self, code: str, **facts: Fact) -> None:
        """Note a disagreement."""
        self.found += 1
        if sum(one.code == code for one in self.findings) < FINDINGS_MAX:
            self.findings.append(Finding(code, facts))


def prove(reader: Reader, heads: Heads | None = None) -> Proof:
    """Read all books again and hold every statement against every other.

    reader: sees one moment for as long as it is used.
    heads: per warehouse (seq, hash) as known outside: from backups and from what devices were told. They find a tail
        that was cut off, which a chain alone cannot show.
    """
    proof = Proof()
    real = {row[0] for row in reader.all(REAL)}
    standing = {row[0]: (int(row[1]), bytes(row[2])) for row in reader.all(HEADS)}
    warehouses = sorted({row[0] for row in reader.all(WAREHOUSES)} | set(standing))
    for w in warehouses:
        folded = _chain(reader, proof, w, standing.get(w, (0, BEGINNING)), real, dict(_known(heads, w)))
        _balances(reader, proof, w, folded)
        _costs(reader, proof, w, folded, real)
    proof.warehouses = len(warehouses)
    for w, seq in reader.all(STRAY):
        proof.find("prove.stray_line", warehouse=w, seq=seq)
    _holds(reader, proof)
    _streams(reader, proof)
    return proof


def _known(heads: Heads | None, w: int) -> Iterator[tuple[int, bytes]]:
    if heads is not None:
        yield from heads.get(w, ())


def _chain(
    reader: Reader, proof: Proof, w: int, head: tuple[int, bytes], real: set[int], known: dict[int, bytes]
) -> dict[Key, int]:
    """Walk a warehouse's chain; answers the stock that the lines add up to."""
    folded: dict[Key, int] = {}
    previous, expected = BEGINNING, 1
    last = int(reader.value(LAST, w=w) or 0)
    for after in range(0, last, PAGE):
        span = {"w": w, "after": after, "upto": after + PAGE}
        lines = _by_seq(reader.all(MOVES, **span))
        costs = _by_seq(reader.all(COSTS_BY_SEQ, **span))
        for row in reader.all(MOVEMENTS, **span):
            seq, stored = row[1], bytes(row[12])
            if seq != expected:
                proof.find("prove.seq_missing", warehouse=w, seq=expected)
            own = lines.get(seq, [])
            if link(previous, (*row[:11], bytes(row[11]).hex()), own, costs.get(seq, [])) != stored:
                proof.find("prove.chain_broken", warehouse=w, seq=seq)
            if seq in known and known[seq] != stored:
                proof.find("prove.head_differs", warehouse=w, seq=seq)
            _apply(proof, w, seq, own, folded, real)
            previous, expected = stored, seq + 1
            proof.movements += 1
            proof.moves += len(own)
    if (expected - 1, previous) != head:
        proof.find("prove.head_differs", warehouse=w, seq=head[0])
    for seq in known:
        if seq >= expected:
            proof.find("prove.tail_cut", warehouse=w, seq=expected - 1, known=seq)
    proof.heads[w] = (expected - 1, previous.hex())
    return folded


def _by_seq(rows: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return found


def _apply(proof: Proof, w: int, seq: int, lines: list[Row], folded: dict[Key, int], real: set[int]) -> None:
    touched = []
    for _, item, lot, serial, source, target, quantity, *_ in lines:
        for place, part in ((source, -quantity), (target, quantity)):
            key = Key(place, item, lot, serial)
            folded[key] = folded.get(key, 0) + part
        touched.append(Key(source, item, lot, serial))
    for key in touched:
        if folded[key] < 0 and key.place in real:
            proof.find("prove.below_zero", warehouse=w, seq=seq, place=key.place, item=key.item, quantity=folded[key])


def _balances(reader: Reader, proof: Proof, w: int, folded: dict[Key, int]) -> None:
    sums: dict[tuple[int, int, int], int] = {}
    rest = dict(folded)
    for place, item, lot, serial, quantity in reader.all(BALANCES, w=w):
        proof.balances += 1
        key = Key(place, item, lot, serial)
        if (ledger := rest.pop(key, 0)) != quantity:
            _differs(proof, w, key, ledger, quantity)
        sums[key[1:]] = sums.get(key[1:], 0) + quantity
    for key, ledger in rest.items():
        if ledger:
            _differs(proof, w, key, ledger, 0)
    for (item, lot, serial), total in sums.items():
        if total:
            proof.find("prove.sum_not_zero", warehouse=w, item=item, lot=lot, serial=serial, quantity=total)


def _differs(proof: Proof, w: int, key: Key, ledger: int, balance: int) -> None:
    proof.find("prove.balance_differs", warehouse=w, **key._asdict(), ledger=ledger, balance=balance)


def _holds(reader: Reader, proof: Proof) -> None:
    from server.ledger.balance import available

    for w, place, item, lot, serial, held, on_hand in reader.all(OVER_PROMISED):
        proof.find(
            "prove.over_promised",
            warehouse=w,
            place=place,
            item=item,
            lot=lot,
            serial=serial,
            held=int(held),
            on_hand=int(on_hand),
        )
    for w, item in reader.all(PROMISED):
        if (free := available(reader, w, item)) < 0:
            proof.find("prove.over_promised_item", warehouse=w, item=item, available=free)
    for w, hold in reader.all(NEGATIVE_HOLDS):
        proof.find("prove.hold_below_zero", warehouse=w, hold=hold)


def _costs(reader: Reader, proof: Proof, w: int, folded: dict[Key, int], real: set[int]) -> None:
    stock: dict[int, int] = {}
    for key, quantity in folded.items():
        if key.place in real:
            stock[key.item] = stock.get(key.item, 0) + quantity
    for (item, method), rows in groupby(reader.all(COSTS, w=w), key=lambda row: (row[0], row[1])):
        proof.items_costed += 1
        entries = [cost_entry(row[2:]) for row in rows]
        try:
            costs = fold(entries, cast(Method, method))
        except MissingGoodsError:
            proof.find("prove.costs_missing", warehouse=w, item=item)
        else:
            if not conserved(entries, costs):
                proof.find("prove.costs_differ", warehouse=w, item=item, value=costs.value)
            if costs.on_hand != stock.get(item, 0):
                proof.find(
                    "prove.layers_differ", warehouse=w, item=item, layers=costs.on_hand, on_hand=stock.get(item, 0)
                )
        stock.pop(item, None)
    for item, quantity in stock.items():
        if quantity:
            proof.find("prove.layers_differ", warehouse=w, item=item, layers=0, on_hand=quantity)


def cost_entry(row: Row) -> Entry:
    """A row (seq, line, kind, quantity, amount, known, of_seq, of_line) as the fold takes it."""
    seq, line, kind, quantity, amount, known, of_seq, of_line = row
    return Entry((seq, line), cast(Literal["receipt"], kind), quantity, amount, bool(known), (of_seq, of_line))


def _streams(reader: Reader, proof: Proof) -> None:
    for name, count, first, last, head in reader.all(STREAMS):
        proof.devices += 1
        if first != 1 or last != count:
            proof.find("prove.stream_gap", device=name, entries=count, newest=last)
        elif head is not None and head != last:
            proof.find("prove.stream_head", device=name, entries=count, newest=last, head=head)
