"""Brings a stored sheet into the books, whole or not at all: items, customers, orders, bins, stock, codes, reviews."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, func, insert, or_, select, update

from server.catalog import barcode, place
from server.catalog.tables import barcode as barcodes
from server.catalog.tables import item, party, warehouse, zone
from server.catalog.tables import place as places
from server.importing import layout, rules, sheet, views, waiting
from server.importing.commands import BringIn, Finding, Mapping, Report, Sample, StoreFile
from server.importing.rules import Plan, Tell
from server.importing.tables import import_file as files
from server.importing.tables import review
from server.kernel.clock import HOUR
from server.kernel.outcome import Outcome, accepted
from server.kernel.refusal import Refusal
from server.ledger.move import Move
from server.ledger.post import post
from server.ledger.tables import balance
from server.selling.perform import count
from server.selling.tables import sales_order, sales_order_line
from server.store.engine import Store
from server.store.transaction import Act, Reader, Row, Sql, among

Do = Callable[[str, Struct, int], Outcome]  # command type, payload, warehouse

TELL_EVERY = 250
OPENING_DOCUMENT = "OPENING"
CODE_SAMPLES = 5
STOCK_MAX = 10**15  # What one file may order of one item, in 10^-digits; no balance comes near 64 bits.

_i, _p, _o, _l = item, party, sales_order, sales_order_line


def _add(table: Any, *names: str) -> Any:
    return insert(table).values({name: bindparam(name) for name in names})


ITEMS = Sql(
    select(_i.c.id, _i.c.code, _i.c.digits, _i.c.stocked)
    .where(or_(among(_i.c.code, "codes"), among(func.upper(_i.c.code), "keys")))
    .order_by(_i.c.id)
)
ADD_ITEM = Sql(
    _add(_i, "code", "name", "base_unit", "digits", "stocked", "price", "owner", "created_at").returning(_i.c.id)
)
PARTIES = Sql(
    select(_p.c.id, _p.c.code, _p.c.name)
    .where(or_(among(_p.c.code, "codes"), among(func.upper(_p.c.code), "codes")))
    .order_by(_p.c.id)
)
ADD_PARTY = Sql(_add(_p, "code", "kind", "name", "country", "owner", "created_at").returning(_p.c.id))
KNOWN_ORDERS = Sql(
    select(_o.c.source_number, _o.c.id).where(_o.c.source == bindparam("source"), among(_o.c.source_number, "numbers"))
)
KNOWN_LINES = Sql(select(_l.c.order_id, _l.c.item_id, _l.c.quantity, _l.c.price).where(among(_l.c.order_id, "orders")))
NUMBERS_TAKEN = Sql(select(_o.c.number).where(among(_o.c.number, "numbers")))
ADD_ORDER = Sql(
    _add(
        _o, "warehouse_id", "number", "source", "source_number", "party_id", "party_name", "state", "ordered_at",
        "lines", "due_at", "created_at", "changed_at",
    ).returning(_o.c.id)
)  # fmt: skip
ADD_LINE = Sql(_add(_l, "order_id", "position", "item_id", "quantity", "unit", "price"))
ZONES = Sql(select(zone.c.code, zone.c.id).where(zone.c.warehouse_id == bindparam("w")))
ADD_ZONE = Sql(_add(zone, "warehouse_id", "code", "name", "walk_order").returning(zone.c.id))
CODES_OF_KIND = Sql(
    select(places.c.code).where(places.c.warehouse_id == bindparam("w"), places.c.kind == bindparam("kind"))
)
WAREHOUSE = Sql(select(warehouse.c.id).where(warehouse.c.id == bindparam("id")))
HOMES = Sql(
    select(balance.c.item_id, func.min(balance.c.place_id))
    .select_from(balance.join(places, places.c.id == balance.c.place_id))
    .where(
        balance.c.warehouse_id == bindparam("w"),
        among(balance.c.item_id, "items"),
        balance.c.quantity > 0,
        places.c.kind == "bin",
        places.c.pickable,
        places.c.active,
    )
    .group_by(balance.c.item_id)
)
BOUND = Sql(
    select(barcodes.c.text, barcodes.c.kind, barcodes.c.target_id, barcodes.c.owner).where(
        barcodes.c.active, barcodes.c.scope == barcode.COMPANY, among(barcodes.c.text, "texts")
    )
)
SUBJECTS = Sql(
    select(review.c.subject).where(review.c.warehouse_id == bindparam("w"), among(review.c.subject, "subjects"))
)
ADD_REVIEW = Sql(
    _add(review, "warehouse_id", "file_id", "row", "kind", "item_id", "party_id", "quantity", "facts", "subject")
)
IMPORTED = Sql(
    update(files)
    .where(files.c.id == bindparam("of_id"))
    .values(
        state="imported", mapping=bindparam("new_mapping"), report=bindparam("new_report"), rows=bindparam("new_rows"),
        imported_at=bindparam("at"), command_id=bindparam("by_command"),
    )
)  # fmt: skip


class Known(Struct):
    """What of a plan the books hold already. items: key → (id, digits). orders: number in its source → id."""

    items: dict[str, tuple[int, int]]
    parties: dict[str, int]
    orders: dict[str, int]


def import_file(
    store: Store,
    do: Do,
    path: Path,
    mapping: Mapping | None = None,
    tell: Tell = lambda phase, done, total: None,
    warehouse_id: int = 1,
) -> Outcome:
    """Store a file and bring it in, as the command line and the demo do it.

    do: sends a command as the acting person (`Caller.do`). mapping: None for the one that the titles suggest.
    tell: is told phase, done and total while reading and planning, outside the writer, and while the writer applies.
    """
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if mapping is None:
        mapping = rules.guess(sheet.read(content).header)
    waiting.arrive(store.memory, digest, content)
    stored = do("importing.store_file", StoreFile(path.name[-200:], digest, len(content)), warehouse_id)
    waiting.leave(store.memory, digest)
    if stored.result != "accepted":
        return stored
    file = stored.made["file"]
    assert isinstance(file, int)
    with store.reader() as reader:
        fresh = views.file(reader, file).state != "imported"
    if fresh:
        waiting.plan(store.memory, digest, content, mapping, tell)
    waiting.listen(store.memory, file, tell)
    outcome = do("importing.bring_in", BringIn(file, mapping, warehouse_id), warehouse_id)
    waiting.listen(store.memory, file, None)
    return outcome


def dry_run(reader: Reader, plan: Plan, mapping: Mapping) -> Report:
    """What bringing a plan in would do, without doing it."""
    known = _known(reader, plan)
    findings = [*plan.findings, *_taken_codes(reader, plan, known)]
    ready = not plan.unreadable or mapping.skip_unreadable
    return Report(plan.rows, ready, _figures(plan, known), findings)


def bring_in(act: Act, do: BringIn) -> Outcome:
    """All of the file, or a refusal and nothing; a file that is in already changes nothing and says so."""
    tx = act.tx
    if do.warehouse != act.warehouse_id or tx.value(WAREHOUSE, id=do.warehouse) is None:
        raise Refusal("importing.wrong_warehouse", warehouse=do.warehouse)
    stored = views.file(tx, do.file)
    if stored.state == "imported":
        return Outcome("superseded", "importing.already_imported", {"file": stored.name, "at": stored.imported_at})
    content, digest = views.content(tx, do.file)
    plan = waiting.plan(tx.memory, digest, content, do.mapping, lambda *step: None)
    if plan.unreadable and not do.mapping.skip_unreadable:
        first = next(one.row for one in plan.reviews if one.kind == "unreadable")
        raise Refusal("importing.unreadable_rows", count=plan.unreadable, row=first)
    report = _Bringing(act, do, plan).everything()
    tx.run(
        IMPORTED, of_id=do.file, new_mapping=msgspec.json.encode(do.mapping).decode(),
        new_report=msgspec.json.encode(report).decode(), new_rows=plan.rows, at=act.at, by_command=act.command_id,
    )  # fmt: skip
    act.tell("import.finished", "board", "orders", "codes", "reviews", file=do.file, figures=report.figures)
    return accepted(file=do.file, **report.figures)


class _Bringing:
    """One file on its way into the books, inside the writer's transaction."""

    def __init__(self, act: Act, do: BringIn, plan: Plan) -> None:
        self.act, self.do, self.plan = act, do, plan
        self.tx, self.w = act.tx, act.warehouse_id
        self.owner = f"import {do.file}"
        self.known = _known(act.tx, plan)
        self.items = dict(self.known.items)
        self.parties = dict(self.known.parties)
        self.collisions: list[Sample] = []
        self.reviews = list(plan.reviews)
        self.bins: dict[str, int] = {}

    def everything(self) -> Report:
        figures = _figures(self.plan, self.known)
        self._check_digits()
        self._add_items()
        self._add_parties()
        ordered = self._add_orders()
        if self.do.mapping.opening_stock:
            figures |= self._lay_in(ordered)
        figures["totes"] = self._add_totes()
        self._bind_items()
        findings = list(self.plan.findings)
        if self.collisions:
            findings.append(Finding("barcode_taken", "review", len(self.collisions), self.collisions[:CODE_SAMPLES]))
        figures["reviews"] = self._add_reviews()
        self._tell("done", 1, 1)
        return Report(self.plan.rows, True, figures, findings)

    def _tell(self, phase: str, done: int, total: int) -> None:
        waiting.tell(self.tx.memory, self.do.file, phase, done, total)

    def _check_digits(self) -> None:
        """Quantities of an item that is there already must fit its digits; they grow by a command of their own."""
        for key, (_, digits) in self.known.items.items():
            wanted = self.plan.items[key]
            if wanted.digits > digits:
                raise Refusal("importing.finer_than_item", item=wanted.code, digits=digits)

    def _add_items(self) -> None:
        missing = [(key, one) for key, one in self.plan.items.items() if key not in self.items]
        for number, (key, one) in enumerate(missing):
            if number % TELL_EVERY == 0:
                self._tell("items", number, len(missing))
            made = self.tx.value(
                ADD_ITEM, code=one.code, name=one.name, base_unit=one.unit, digits=one.digits, stocked=one.stocked,
                price=one.price, owner=self.owner, created_at=self.act.at,
            )  # fmt: skip
            self.items[key] = (made, one.digits)

    def _add_parties(self) -> None:
        for code, one in self.plan.parties.items():
            if code not in self.parties:
                self.parties[code] = self.tx.value(
                    ADD_PARTY, code=one.code, kind="customer", name=one.name, country=one.country, owner=self.owner,
                    created_at=self.act.at,
                )  # fmt: skip

    def _scaled(self, key: str, quantity: int) -> int:
        """A planned quantity in the digits that the item really has."""
        return int(quantity * 10 ** (self.items[key][1] - self.plan.items[key].digits))

    def _add_orders(self) -> Counter[str]:
        """Add what is new; answers per item key how much the new orders want."""
        known = self.known.orders
        self._compare(known)
        fresh = [order for order in self.plan.orders if order.number not in known]
        taken = {row[0] for row in self.tx.all(NUMBERS_TAKEN, numbers=[order.number for order in fresh])}
        ordered: Counter[str] = Counter()
        lines: list[dict[str, Any]] = []
        for number, order in enumerate(fresh):
            if number % TELL_EVERY == 0:
                self._tell("orders", number, len(fresh))
            ordered_at = order.ordered_at or self.act.at
            promised = ordered_at + self.do.mapping.due_hours * HOUR if self.do.mapping.due_hours else 0
            order_id = self.tx.value(
                ADD_ORDER, warehouse_id=self.w, state="approved", source=self.plan.source, source_number=order.number,
                # The number people know stays; another source's same number gets the file behind it.
                number=f"{order.number}-{self.do.file}" if order.number in taken else order.number,
                party_id=self.parties[order.party], party_name=self.plan.parties[order.party].name,
                ordered_at=ordered_at, due_at=promised if promised > self.act.at else 0, lines=len(order.lines),
                created_at=self.act.at, changed_at=self.act.at,
            )  # fmt: skip
            for position, line in enumerate(order.lines, 1):
                quantity = self._scaled(line.item, line.quantity)
                ordered[line.item] += quantity
                lines.append(
                    {
                        "order_id": order_id, "position": position, "item_id": self.items[line.item][0],
                        "quantity": quantity, "unit": self.plan.items[line.item].unit, "price": line.price,
                    }
                )  # fmt: skip
        for key, much in ordered.items():
            if much > STOCK_MAX:
                raise Refusal("importing.too_much", item=self.plan.items[key].code)
        self.tx.many(ADD_LINE, lines)
        if fresh:
            count(self.tx, self.w, "approved", len(fresh))
        return ordered

    def _compare(self, known: dict[str, int]) -> None:
        """An order that is there already but says something else now is for a person to look at."""
        standing: dict[int, Counter[tuple[int, int, int]]] = defaultdict(Counter)
        for order_id, item_id, quantity, price in self.tx.all(KNOWN_LINES, orders=list(known.values())):
            standing[order_id][item_id, quantity, price] += 1
        for order in self.plan.orders:
            if order.number in known:
                now = Counter(
                    (self.items[line.item][0], self._scaled(line.item, line.quantity), line.price)
                    for line in order.lines
                )
                if now != standing[known[order.number]]:
                    facts = {"order": order.number}
                    self.reviews.append(rules.Review("order_differs", order.row, "", order.party, 0, facts))

    def _lay_in(self, ordered: Counter[str]) -> dict[str, int]:
        """Opening stock that covers the new orders: in the bins where the items lie, or in new ones."""
        plan_items = self.plan.items
        goods = [key for key, much in ordered.items() if much > 0 and plan_items[key].stocked]
        goods.sort(key=lambda key: (-plan_items[key].lines, key))
        homes: dict[int, int] = dict(self.tx.all(HOMES, w=self.w, items=[self.items[key][0] for key in goods]))
        homeless = [key for key in goods if self.items[key][0] not in homes]
        taken = {row[0] for row in self.tx.all(CODES_OF_KIND, w=self.w, kind="bin")}
        lying = layout.lay_out([ordered[key] for key in homeless], taken)
        self._add_bins([one.slot for one in lying])
        supplier = place.virtual(self.tx, self.w, "supplier")
        moves = [
            Move(self.items[homeless[one.item]][0], supplier, self.bins[one.slot.code], one.quantity) for one in lying
        ]
        moves += [
            Move(self.items[key][0], supplier, homes[self.items[key][0]], ordered[key])
            for key in goods
            if self.items[key][0] in homes
        ]
        self._tell("stock", 0, len(moves))
        if moves:
            post(self.act, "opening", moves, document=OPENING_DOCUMENT)
        return {"bins": len(self.bins), "stocked_items": len(goods)}

    def _add_bins(self, slots: list[layout.Slot]) -> None:
        zones = dict(self.tx.all(ZONES, w=self.w))
        for number, slot in enumerate(slots):
            if number % TELL_EVERY == 0:
                self._tell("bins", number, len(slots))
            if slot.aisle not in zones:
                zones[slot.aisle] = self.tx.value(
                    ADD_ZONE, warehouse_id=self.w, code=slot.aisle, name=slot.aisle, walk_order=slot.walk_order
                )
            self.bins[slot.code] = place.add(
                self.tx, self.w, "bin", slot.code, zone_id=zones[slot.aisle], walk_order=slot.walk_order,
                aisle=slot.aisle, rack=slot.rack, level=slot.level, side=slot.side, pickable=slot.pickable,
            )  # fmt: skip
            self._bind(slot.code, "bin", self.bins[slot.code], barcode.scope_of(self.w), 0)

    def _add_totes(self) -> int:
        taken = {row[0] for row in self.tx.all(CODES_OF_KIND, w=self.w, kind="container")}
        made = layout.totes(self.do.mapping.totes, taken)
        for code in made:
            tote = place.add(self.tx, self.w, "container", code, state="free", pickable=False)
            self._bind(code, "container", tote, barcode.scope_of(self.w), 0)
        return len(made)

    def _bind_items(self) -> None:
        goods = [(key, one) for key, one in self.plan.items.items() if one.stocked and key not in self.known.items]
        for number, (key, one) in enumerate(goods):
            if number % TELL_EVERY == 0:
                self._tell("codes", number, len(goods))
            self._bind(one.code, "item", self.items[key][0], barcode.COMPANY, 0)

    def _bind(self, text: str, kind: barcode.Kind, target: int, scope: str, row: int) -> None:
        """Give a text its meaning; one that means something else already keeps it and is for a person to look at."""
        try:
            barcode.bind(self.act, barcode.Binding(text, kind, target, scope=scope), self.owner)
        except Refusal as refusal:
            if refusal.code != "catalog.barcode_taken":
                raise
            facts = {name: str(fact) for name, fact in refusal.facts.items()}
            self.collisions.append(Sample(row, facts))
            self.reviews.append(
                rules.Review("barcode_taken", row, text.upper() if kind == "item" else "", "", 0, facts)
            )

    def _add_reviews(self) -> int:
        """Put to review what has not been put there before, by this file or another."""
        subjects = {_subject(self.plan.source, one) for one in self.reviews}
        seen = {row[0] for row in self.tx.all(SUBJECTS, w=self.w, subjects=sorted(subjects - {""}))}
        rows = [
            {
                "warehouse_id": self.w, "file_id": self.do.file, "row": one.row, "kind": one.kind,
                "item_id": self.items[one.item][0] if one.item else 0,
                "party_id": self.parties.get(one.party, 0) if one.party else 0,
                "quantity": self._scaled(one.item, one.quantity) if one.item else one.quantity,
                "facts": msgspec.json.encode(one.facts).decode(), "subject": _subject(self.plan.source, one),
            }
            for one in self.reviews
            if _subject(self.plan.source, one) not in seen
        ]  # fmt: skip
        self.tx.many(ADD_REVIEW, rows)
        return len(rows)


def _subject(source: str, one: rules.Review) -> str:
    """What a review is about, in words that are the same in every file that says it; "" for what has no such words."""
    if one.kind == "unreadable":
        return ""
    about = (
        one.facts.get("order", "") if one.kind in ("return", "adjustment", "order_customers", "order_differs") else ""
    )
    text = one.facts.get("text", "") if one.kind == "barcode_taken" else one.party if not one.item else ""
    return "|".join((source, one.kind, about, one.item, text, str(one.quantity)))


def _known(reader: Reader, plan: Plan) -> Known:
    """Look up all that a plan names; an exact spelling counts before one that differs in case."""
    keys = list(plan.items)
    found: dict[str, Row] = {}
    for row in reader.all(ITEMS, codes=[one.code for one in plan.items.values()], keys=keys):
        key = row[1].upper()
        if key in plan.items and (key not in found or row[1] == plan.items[key].code):
            found[key] = row
    parties: dict[str, int] = {}
    for party_id, code, _ in reader.all(PARTIES, codes=list(plan.parties)):
        if code.upper() in plan.parties and (code.upper() not in parties or code in plan.parties):
            parties[code.upper()] = party_id
    orders = reader.all(KNOWN_ORDERS, source=plan.source, numbers=[order.number for order in plan.orders])
    return Known({key: (row[0], row[2]) for key, row in found.items()}, parties, dict(orders))


def _taken_codes(reader: Reader, plan: Plan, known: Known) -> Iterable[Finding]:
    """Item codes that mean something else in the registry already."""
    fresh = [one.code for key, one in plan.items.items() if one.stocked and key not in known.items]
    taken = reader.all(BOUND, texts=fresh)
    if taken:
        samples = [Sample(0, {"text": row[0], "taken_kind": row[1], "taken_owner": row[3]}) for row in taken]
        yield Finding("barcode_taken", "review", len(taken), samples[:CODE_SAMPLES])


def _figures(plan: Plan, known: Known) -> dict[str, int]:
    fresh = [order for order in plan.orders if order.number not in known.orders]
    kinds = Counter(one.kind for one in plan.reviews)
    return {
        "orders": len(fresh),
        "order_lines": sum(len(order.lines) for order in fresh),
        "orders_known": len(known.orders),
        "items": len(plan.items) - len(known.items),
        "items_known": len(known.items),
        "services": sum(not one.stocked for one in plan.items.values()),
        "parties": len(plan.parties) - len(known.parties),
        "parties_known": len(known.parties),
        "returns": kinds["return"],
        "adjustments": kinds["adjustment"],
        "unreadable": plan.unreadable,
    }
