"""Runs the stock vectors through the real books: every operation becomes a posting, a hold or a conversion."""

import ast
import json
import operator
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select

from server.catalog import place as places
from server.catalog.lot import add_lot, lot_by_code
from server.catalog.perform import ADD_ZONE
from server.catalog.unit import Unit, convert, convert_price, on_step, round_to, split
from server.kernel.refusal import Refusal
from server.ledger import hold, reservation
from server.ledger.balance import available
from server.ledger.cost import Costs, Entry, Layer, conserved, fold, half_up
from server.ledger.move import Key, Move
from server.ledger.post import add_cost, post
from server.ledger.prove import cost_entry
from server.ledger.removal import Rule
from server.ledger.tables import cost_entry as entries_table
from server.store.transaction import Act, Sql
from tests.house import House

HERE = Path(__file__).parents[2] / "vectors" / "stock"
DIGITS = 6
UNIT = 10**DIGITS
MONEY = 10_000
CHINA = timezone(timedelta(hours=8))

# What the runner holds the books against now; the others come with the work that they are about.
NOW = (
    "uom_conversion", "reservation", "negative_attempt", "removal_strategy", "fifo_cost", "moving_average", "returns",
)  # fmt: skip
LATER = {
    "count_adjustment": "comes with as-of counting: a variance needs the book quantity of a moment",
    "lead_time_reorder": "comes with purchasing: lead times, calendars and order points",
    "vouchers": "comes with accounting: what a voucher is made from",
}
# Vectors whose source lets happen what our invariants forbid and that carry no `domain`: held against the invariant.
HELD_AGAINST_INVARIANT = {
    "fifo_cost.tryton.06": "costs follow seq, and goods that are not there cannot leave (I3): the issue is refused",
}
# Quantities that no item has: the exact fold is run alone, without the books.
FINER_THAN_ANY_ITEM = {"fifo_cost.erpnext_valuation.07": "nine digits; an item has at most six"}

REFUSALS = {
    "ledger.not_enough": "not_enough", "ledger.not_free": "not_enough", "ledger.nothing_reserved": "nothing_reserved",
    "catalog.not_exact": "not_exact", "catalog.other_kind": "other_kind",
}  # fmt: skip
ENTRIES = Sql(
    select(
        *(entries_table.c[name] for name in ("seq", "line", "kind", "quantity", "amount", "known", "of_seq", "of_line"))
    )
    .where(entries_table.c.warehouse_id == bindparam("w"), entries_table.c.item_id == bindparam("item"))
    .order_by(entries_table.c.seq, entries_table.c.line)
)


def all_vectors() -> Iterator[dict[str, Any]]:
    """Every vector of every file, in the order of the files."""
    for path in sorted(set(HERE.glob("*.json")) - {HERE / "vector.schema.json"}):
        yield from json.loads(path.read_text())["vectors"]


def settled(vector: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The vector with Truebin's settings, and what must hold: `domain` where our rules ask for another outcome."""
    if "domain" in vector:
        return vector | vector.get("domain_settings", {}), vector["domain"]
    return vector, vector["expect"]


def base(text: str, unit: int = UNIT) -> int:
    """A decimal or fraction in 10^-digits; vectors fit exactly."""
    exact = Fraction(text) * unit
    assert exact.denominator == 1, text
    return exact.numerator


def money(quantity: str, unit_cost: str) -> int:
    """The amount of a line, 四舍五入 to 1/10,000."""
    exact = Fraction(quantity) * Fraction(unit_cost) * MONEY
    return half_up(exact.numerator, exact.denominator)


def moment(text: str) -> int:
    """A vector's time on the warehouse's wall clock, in microseconds UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=CHINA).timestamp()) * 1_000_000


def close(ours: int, exact: Fraction) -> bool:
    """Whether an amount is the exact one to four decimals; where the last unit takes the rest, one off in the last."""
    return abs(ours - exact * MONEY) <= 1


class Conversion:
    """Vectors of units: pure."""

    def run(self, vector: dict[str, Any], expect: dict[str, Any]) -> None:
        units: dict[str, Unit] = {}
        got: dict[str, dict[str, Any]] = {name: {} for name in ("exact", "rounded", "unit_price", "split", "refused")}
        for op in vector["given"]:
            try:
                self._one(op, units, got)
            except Refusal as refusal:
                got["refused"][op["ref"]] = REFUSALS[refusal.code]
        for name, wanted in expect.items():
            for ref, value in wanted.items():
                assert got[name].get(ref) == _figures(name, value), (name, ref)
        assert got["refused"] == expect.get("refused", {})

    def _one(self, op: dict[str, Any], units: dict[str, Unit], got: dict[str, dict[str, Any]]) -> None:
        match op["op"]:
            case "unit":
                units[op["code"]] = Unit(op["code"], op["kind"], Fraction(op["factor"]))
            case "convert":
                cross = Fraction(op["cross"]) if "cross" in op else None
                exact = convert(Fraction(op["qty"]), units[op["from"]], units[op["to"]], cross)
                got["exact"][op["ref"]] = exact
                if op.get("must_be_exact"):
                    on_step(exact, Fraction(op["step"]))
                elif "step" in op:
                    got["rounded"][op["ref"]] = round_to(exact, Fraction(op["step"]), op["mode"])
            case "convert_price":
                price = convert_price(Fraction(op["unit_price"]), units[op["from"]], units[op["to"]])
                got["unit_price"][op["ref"]] = price
            case "round":
                got["rounded"][op["ref"]] = round_to(Fraction(op["qty"]), Fraction(op["step"]), op["mode"])
            case "split":
                packs = [(pack["name"], Fraction(pack["qty"])) for pack in op["packs"]]
                counts, rest = split(Fraction(op["qty"]), packs)
                got["split"][op["ref"]] = {**counts, "rest": rest}
            case other:
                raise AssertionError(other)


def _figures(name: str, value: Any) -> Any:
    if name == "split":
        return {pack: Fraction(count) for pack, count in value.items()}
    return value if name == "refused" else Fraction(value)


class Books:
    """Vectors that run in a house, each with items and bins of its own."""

    def __init__(self, house: House, vector: dict[str, Any]) -> None:
        self.house = house
        self.name = vector["id"]
        self.method = vector.get("method", "fifo")
        self.items: dict[str, int] = {}
        self.bins: dict[str, int] = {}
        self.zones: dict[str, int] = {}
        self.refused: dict[str, str] = {}
        self.given = vector["given"]

    def item(self, name: str = "A") -> int:
        if name not in self.items:
            kept = self.method if self.method in ("fifo", "average") else "fifo"
            self.items[name] = self.house.item(f"{self.name}/{name}", digits=DIGITS, cost_method=kept)
        return self.items[name]

    def zone(self, name: str) -> int:
        if name not in self.zones:
            self.zones[name] = self.house.do(
                lambda act: act.tx.value(
                    ADD_ZONE,
                    warehouse_id=self.house.warehouse,
                    code=f"{self.name}/{name}",
                    name="",
                    walk_order=0,
                    kinds="[]",
                )
            )
        return self.zones[name]

    def bin(self, name: str = "W") -> int:
        if name not in self.bins:
            zone = self.zone(name.split("-")[0]) if "-" in name else 0
            self.bins[name] = self.house.bin(f"{self.name}/{name}", zone_id=zone)
        return self.bins[name]

    def lot(self, op: dict[str, Any]) -> int:
        if not op.get("lot"):
            return 0
        item = self.item(op.get("item", "A"))
        with self.house.store.reader() as reader:
            known = lot_by_code(reader, item, op["lot"])
        if known is not None:
            return known.id
        return self.house.do(lambda act: add_lot(act.tx, item, op["lot"], act.at, expires_on=op.get("expiry", "")))

    def bring(
        self,
        op: dict[str, Any],
        place: str,
        amount: int | None = None,
        outside: str = "supplier",
        of: tuple[int, int] = (0, 0),
    ) -> int:
        item, to, lot = self.item(op.get("item", "A")), self.bin(place), self.lot(op)
        since = moment(op.get("in_at", "2024-03-01"))

        def arrive(act: Act) -> int:
            act.effective_at = since
            source = self.house.virtual[outside]
            return post(act, "receipt", [Move(item, source, to, base(op["qty"]), lot, amount=amount, of=of)]).seq

        return self.house.do(arrive)

    def trying(self, ref: str, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except Refusal as refusal:
            self.refused[ref] = REFUSALS[refusal.code]
            return None


class Picking(Books):
    """Which stock a pick takes: stock lines lie in bins, an ask is a reservation."""

    def run(self, expect: dict[str, Any]) -> None:
        picks, short = {}, {}
        for op in self.given:
            if op["op"] == "stock":
                self.bring(op, op["place"])
            else:
                reserved = self.ask(op)
                picks[op["ref"]] = [self._shown(one) for one in reserved.holds]
                short[op["ref"]] = Fraction(reserved.short, UNIT)
        for ref, wanted in expect["picks"].items():
            assert picks[ref] == [(one["place"], one.get("lot"), Fraction(one["qty"])) for one in wanted], ref
        for ref, value in expect.get("short", {}).items():
            assert short[ref] == Fraction(value)

    def ask(self, op: dict[str, Any]) -> reservation.Reserved:
        rules = self.rules(op)
        today = op.get("skip_expired_at", "2024-03-20")

        def reserve(act: Act) -> reservation.Reserved:
            act.at = moment(today)
            return reservation.reserve(act, self.item(), base(op["qty"]), "order_line", 1, rules=rules)

        return self.house.do(reserve)

    def rules(self, op: dict[str, Any]) -> list[Rule]:
        orders: dict[str, Any] = {
            "fifo": ("fifo",),
            "lifo": ("lifo",),
            "fefo": ("fefo", "fifo"),
            "closest": ("nearest",),
        }
        if op["strategy"] != "zones":
            return [Rule(sort=orders[op["strategy"]])]
        takes: dict[str, Any] = {"any": "any", "empty_bin": "empty_bin", "packaging": "packs"}
        return [
            Rule(
                self.zone(rule["zone"]),
                takes[rule.get("take", "any")],
                ("fifo",),
                tuple(base(pack) for pack in rule.get("packs", [])),
                base(rule.get("only_over", "0")),
            )
            for rule in op["rules"]
            if op.get("within") in (None, rule["zone"])
        ]

    def _shown(self, one: hold.Held) -> tuple[str, str | None, Fraction]:
        with self.house.store.reader() as reader:
            place = places.place(reader, one.place).code.removeprefix(f"{self.name}/")
            lots = {self.lot(op): op["lot"] for op in self.given if op.get("lot")}
        return place, lots.get(one.lot), Fraction(one.quantity, UNIT)


class Reserving(Books):
    """What is held, what is still wanted, what is free."""

    def run(self, expect: dict[str, Any]) -> None:
        lines: dict[str, Key] = {}
        held: dict[str, list[hold.Held]] = {}
        wanted: dict[str, int] = {}
        free_after: dict[str, int] = {}
        for op in self.given:
            ref = op.get("ref", "")
            if op["op"] == "stock":
                lines[ref] = self._stock(op, ref)
            elif op["op"] == "reserve":
                wanted[ref] = base(op["qty"])
                held[ref] = self.trying(ref, lambda op=op: self._reserve(op)) or []  # type: ignore[misc]
            else:
                # Nothing held: releasing is refused, whatever number is named.
                ids = [one.id for one in held[op["of"]]] or [0]
                self.trying(ref, partial(self._release, ids))
                held[op["of"]] = []
            free_after[ref] = self._free()
        for ref, value in expect.get("reserved", {}).items():
            assert sum(one.quantity for one in held[ref]) == base(value)
        for ref, value in expect.get("backorder", {}).items():
            assert wanted[ref] - sum(one.quantity for one in held[ref]) == base(value)
        for ref, value in expect.get("by_line", {}).items():
            at = lines[ref]
            assert self.house.standing(at.place, at.item, at.lot).available == base(value)
        for ref, value in expect.get("available_after", {}).items():
            assert free_after[ref] == base(value)
        if "available" in expect:
            assert self._free() == base(expect["available"])
        assert self.refused == expect.get("refused", {})

    def _stock(self, op: dict[str, Any], ref: str) -> Key:
        place = op.get("place", ref)
        key = Key(self.bin(place), self.item(), self.lot(op))
        if base(op["qty"]):
            self.bring(op, place)
        spoken_for = base(op.get("reserved", "0"))
        if spoken_for:
            # Only doubt can be more than the books hold; what fits is a reservation like any other.
            if spoken_for > base(op["qty"]):
                self.house.do(lambda act: hold.put(act, "in_doubt", key.place, key.item, spoken_for, lot=key.lot))
            else:
                self.house.do(
                    lambda act: reservation.reserve(act, key.item, spoken_for, "order_line", 9, place=key.place)
                )
        return key

    def _reserve(self, op: dict[str, Any]) -> list[hold.Held]:
        place = self.bin(op["place"]) if "place" in op else 0
        lot, item = self.lot(op), self.item()
        return self.house.do(
            lambda act: reservation.reserve(
                act, item, base(op["qty"]), "order_line", 1, whole=op.get("whole", False), place=place, lot=lot
            )
        ).holds

    def _release(self, ids: list[int]) -> None:
        for hold_id in ids:
            self.house.do(partial(reservation.release, hold_id=hold_id))

    def _free(self) -> int:
        with self.house.store.reader() as reader:
            return available(reader, self.house.warehouse, self.item())


class Taking(Books):
    """Issues of more than there is."""

    def run(self, expect: dict[str, Any]) -> None:
        for op in self.given:
            if op["op"] == "receive":
                self.bring(op, op["place"])
            else:
                place, item = self.bin(op["place"]), self.item()
                self.trying(op["ref"], partial(self.house.take, item, place, base(op["qty"]), observed=True))
        assert self.refused == expect.get("refused", {})
        for balance in expect["balances"]:
            assert self.house.on_hand(self.bin(balance["place"]), self.item()) == base(balance["qty"])


class Costing(Books):
    """What goods cost: posted in the books, then folded."""

    def run(self, expect: dict[str, Any]) -> None:
        posted: dict[str, int] = {}
        for number, op in enumerate(self.given):
            posted[op.get("ref", str(number))] = self._post(op, posted)
        with self.house.store.reader() as reader:
            rows = reader.all(ENTRIES, w=self.house.warehouse, item=self.item())
        entries = [cost_entry(row) for row in rows]
        check_costs(entries, fold(entries, self.method), posted, expect, UNIT)

    def _post(self, op: dict[str, Any], posted: dict[str, int]) -> int:
        place = op.get("place", "W")
        match op["op"]:
            case "opening" | "receive":
                found = Fraction(op["unit_cost"]) * MONEY
                # A cost that has no end is no price: goods found in a count take the average of the moment.
                amount = money(op["qty"], op["unit_cost"]) if found.denominator == 1 else None
                return self.bring(op, place, amount, "supplier" if amount is not None else "variance")
            case "issue":
                return self.house.take(self.item(), self.bin(place), base(op["qty"])).seq
            case "return_in":
                return self.bring(op, place, None, "customer", (posted[op["of"]], 1))
            case "return_out":
                return self._leave(op["qty"], "supplier", (posted[op["of"]], 1))
            case "correct":
                return self._correct(op, posted)
            case "landed_cost":
                return self._add_cost(posted[op["of"]], base(op["amount"], MONEY))
            case "reprice":
                before = self._given(op["of"])
                change = money(before["qty"], op["unit_cost"]) - money(before["qty"], before["unit_cost"])
                return self._add_cost(posted[op["of"]], change)
            case other:
                raise AssertionError(other)

    def _given(self, ref: str) -> dict[str, Any]:
        return next(op for op in self.given if op.get("ref") == ref)

    def _correct(self, op: dict[str, Any], posted: dict[str, int]) -> int:
        before = self._given(op["of"])
        more = Fraction(op["qty"]) - Fraction(before["qty"])
        part = {"qty": str(abs(more))}
        if before["op"] == "receive":
            if more > 0:
                return self.bring(part, "W", money(part["qty"], before["unit_cost"]))
            return self._leave(part["qty"], "supplier")
        if more > 0:
            return self.house.take(self.item(), self.bin(), base(part["qty"])).seq
        return self.bring(part, "W", None, "customer", (posted[op["of"]], 1))

    def _leave(self, quantity: str, outside: str, of: tuple[int, int] = (0, 0)) -> int:
        move = Move(self.item(), self.bin(), self.house.virtual[outside], base(quantity), of=of)
        return self.house.do(lambda act: post(act, "return_out", [move])).seq

    def _add_cost(self, seq: int, amount: int) -> int:
        return self.house.do(lambda act: add_cost(act, self.item(), (seq, 1), amount)).seq


def fold_alone(vector: dict[str, Any], expect: dict[str, Any], unit: int) -> None:
    """A cost vector through the exact fold without the books."""
    entries, posted = [], {}
    for seq, op in enumerate(vector["given"], 1):
        posted[op["ref"]] = seq
        kind: Any = {"receive": "receipt", "issue": "issue"}[op["op"]]
        amount = money(op["qty"], op["unit_cost"]) if "unit_cost" in op else 0
        entries.append(Entry((seq, 1), kind, base(op["qty"], unit), amount, "unit_cost" in op))
    check_costs(entries, fold(entries, vector["method"]), posted, expect, unit)


def check_costs(entries: list[Entry], costs: Costs, posted: dict[str, int], expect: dict[str, Any], unit: int) -> None:
    """Hold folded costs against a vector's figures; the two sums must be exact."""
    assert conserved(entries, costs)
    by_seq = {one.at[0]: one for one in costs.entries}
    for name, wanted in expect.items():
        match name:
            case "on_hand":
                assert Fraction(costs.on_hand, unit) == Fraction(wanted)
            case "stock_value":
                assert close(costs.value, Fraction(wanted))
            case "average_cost":
                assert close(costs.value, Fraction(wanted) * Fraction(costs.on_hand, unit))
            case "layers":
                assert _same_layers([(layer.quantity, layer.value) for layer in costs.layers], wanted, unit)
            case "issue_cost":
                for ref, value in wanted.items():
                    one = by_seq[posted[ref]]
                    comes_back = one.kind == "return_in"
                    assert close(-one.cost if comes_back else one.cost, Fraction(value)), ref
            case "issue_unit_cost":
                for ref, value in wanted.items():
                    one = by_seq[posted[ref]]
                    assert close(one.cost, Fraction(value) * Fraction(one.quantity, unit)), ref
            case "issue_layers":
                for ref, parts in wanted.items():
                    assert _same_layers(list(by_seq[posted[ref]].parts), parts, unit), ref
            case "average_after":
                for ref, value in wanted.items():
                    one = by_seq[posted[ref]]
                    assert close(one.value, Fraction(value) * Fraction(one.on_hand, unit)), ref
            case "value_after":
                for ref, value in wanted.items():
                    assert close(by_seq[posted[ref]].value, Fraction(value)), ref
            case other:
                raise AssertionError(other)


def _same_layers(ours: list[tuple[int, int]], wanted: list[list[str]], unit: int) -> bool:
    merged: list[Layer] = []
    for quantity, value in ours:
        if merged and merged[-1].value * quantity == value * merged[-1].quantity:
            merged[-1] = Layer((0, 0), merged[-1].quantity + quantity, merged[-1].value + value)
        else:
            merged.append(Layer((0, 0), quantity, value))
    return len(merged) == len(wanted) and all(
        layer.quantity == base(quantity, unit) and close(layer.value, Fraction(quantity) * Fraction(cost))
        for layer, (quantity, cost) in zip(merged, wanted, strict=True)
    )


_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip


def calculated(expression: str) -> Fraction:
    """The exact value of a sum that a vector prints."""

    def value(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            return _OPERATORS[type(node.op)](value(node.left), value(node.right))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -value(node.operand)
        assert isinstance(node, ast.Constant)
        return Fraction(ast.get_source_segment(expression, node) or "")

    return value(ast.parse(expression, mode="eval").body)
