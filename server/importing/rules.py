"""What a sales sheet means: items, customers, orders, and all that a person has to look at. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct, field

from server.importing import cells
from server.importing.cells import Sheet, Unreadable
from server.importing.commands import REQUIRED, Field, Finding, Mapping, Sample
from server.kernel.clock import DAY
from server.kernel.refusal import Refusal

SAMPLES_MAX = 5
TELL_EVERY = 2000  # rows
CASH_CODE = "CASH"
CASH_NAME = "现金客户 / Cash sales"
BASE_UNIT = "pcs"

T = TypeVar("T")
Tell = Callable[[str, int, int], None]  # phase, done, total

_TITLES: dict[Field, str] = {
    "order": "invoiceno invoice invoicenumber orderno ordernumber order orderid 单号 订单号 销售单号 发票号 订单编号",
    "item": "stockcode itemcode sku code item productcode 编码 物料编码 商品编码 货号 产品编码",
    "name": "description name itemname productname product 品名 名称 商品名称 物料名称 描述",
    "quantity": "quantity qty pieces amount 数量 销售数量 件数",
    "ordered_at": "invoicedate orderdate date datetime 日期 时间 下单时间 订单日期 单据日期",
    "price": "unitprice price 单价 价格 售价",
    "customer": "customerid customercode customerno customer 客户 客户编码 客户编号 客户代码",
    "customer_name": "customername 客户名称 客户名",
    "country": "country region 国家 地区",
    "unit": "unit uom 单位 计量单位",
}

_SERVICE_NAMES = frozenset(
    (
        "postage", "dotcom postage", "carriage", "freight", "shipping", "manual", "discount", "bank charges", "samples",
        "amazon fee", "adjust bad debt", "运费", "邮费", "快递费", "折扣", "手续费", "服务费", "样品费", "安装费",
    )
)  # fmt: skip
# What people write over a correction of stock. Only a line without a price is ever taken for one.
_NOTES = re.compile(
    r"\W*\Z|.*(damag|found|lost|missing|check|faulty|broken|amazon|dotcom|ebay|adjust|wrong|mixed|thrown|rusty|wet|smash|"
    r"return|test|mouldy|crush|counted|盘|损|坏|错|找到|丢|调整)",
    re.IGNORECASE,
)
_CANCELLED = re.compile(r"[Cc]\d+\Z")


class Item(Struct):
    """An item as the sheet knows it. lines: how often it was ordered."""

    code: str
    name: str
    unit: str
    digits: int
    stocked: bool
    price: int
    lines: int


class Party(Struct):
    """A customer as the sheet knows it."""

    code: str
    name: str
    country: str


class Line(Struct):
    """A line of an order. item: key of `Plan.items`; quantity in 10^-digits of the item's base unit, > 0."""

    item: str
    quantity: int
    price: int


class Order(Struct):
    """An order as the sheet knows it. party: code. ordered_at 0: the sheet has no date."""

    number: str
    party: str
    ordered_at: int
    row: int
    lines: list[Line]


class Review(Struct):
    """Something that a person has to look at. item: key of `Plan.items` or ""; party: code or ""."""

    kind: str
    row: int
    item: str
    party: str
    quantity: int
    facts: dict[str, str]


class Plan(Struct):
    """Everything that a sheet holds, before it is compared with the books."""

    source: str
    items: dict[str, Item]
    parties: dict[str, Party]
    orders: list[Order]
    reviews: list[Review]
    findings: list[Finding]
    rows: int
    unreadable: int
    services: list[str]
    figures: dict[str, int] = field(default_factory=dict)


def guess(header: list[str]) -> Mapping:
    """The mapping that the titles suggest; a title counts once, the first of two alike."""
    titles = ["".join(re.findall(r"\w+", title.lower())).replace("_", "") for title in header]
    columns: dict[Field, int] = {}
    for which, words in _TITLES.items():
        found = next((titles.index(word) for word in words.split() if word in titles), None)
        if found is not None and found not in columns.values():
            columns[which] = found
    return Mapping(columns)


def check(mapping: Mapping, header: list[str]) -> None:
    """Raise Refusal importing.column_missing, column_unknown or column_twice when the mapping does not fit."""
    for needed in REQUIRED:
        if needed not in mapping.columns:
            raise Refusal("importing.column_missing", field=needed)
    for which, column in mapping.columns.items():
        if column >= len(header):
            raise Refusal("importing.column_unknown", field=which, column=column + 1)
    if len(set(mapping.columns.values())) < len(mapping.columns):
        twice = next(c for c, times in Counter(mapping.columns.values()).items() if times > 1)
        raise Refusal("importing.column_twice", column=header[twice] or str(twice + 1))


def plan(sheet: Sheet, mapping: Mapping, tell: Tell = lambda phase, done, total: None) -> Plan:
    """What the sheet says, under that mapping.

    tell: is told the phase and how many rows of how many are done.
    Raises Refusal when the mapping does not fit; unreadable rows are findings, not refusals.
    """
    check(mapping, sheet.header)
    return _Planner(sheet, mapping).plan(tell)


class _Row(Struct):
    row: int
    order: str
    item: str
    name: str
    quantity: int
    digits: int
    price: int
    ordered_at: int
    party: str
    country: str


class _Findings:
    """Counts every kind of dirt and keeps its first rows."""

    def __init__(self) -> None:
        self.levels: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.samples: dict[str, list[Sample]] = defaultdict(list)

    def add(self, level: str, kind: str, row: int, **facts: str) -> None:
        self.levels[kind] = level
        self.counts[kind] += 1
        if len(self.samples[kind]) < SAMPLES_MAX:
            self.samples[kind].append(Sample(row, {name: _short(text) for name, text in facts.items() if text}))

    def all(self) -> list[Finding]:
        rank = {"unreadable": 0, "review": 1, "note": 2}
        kinds = sorted(self.counts, key=lambda kind: (rank[self.levels[kind]], -self.counts[kind], kind))
        return [Finding(kind, self.levels[kind], self.counts[kind], self.samples[kind]) for kind in kinds]  # type: ignore[arg-type]


class _Planner:
    def __init__(self, sheet: Sheet, mapping: Mapping) -> None:
        self.sheet, self.mapping = sheet, mapping
        self.found = _Findings()
        self.reviews: list[Review] = []
        self.spellings: dict[str, Counter[str]] = defaultdict(Counter)
        self.names: dict[str, Counter[str]] = defaultdict(Counter)  # from lines that were paid for
        self.unpaid_names: dict[str, Counter[str]] = defaultdict(Counter)
        self.digits: dict[str, int] = {}
        self.units: dict[str, Counter[str]] = defaultdict(Counter)
        self.prices: dict[str, Counter[int]] = defaultdict(Counter)
        self.first_rows: dict[str, int] = {}
        self.countries: dict[str, Counter[str]] = defaultdict(Counter)
        self.party_names: dict[str, Counter[str]] = defaultdict(Counter)
        self.party_rows: dict[str, int] = {}
        self.unreadable = 0

    def plan(self, tell: Tell) -> Plan:
        rows = self._read(tell)
        items = self._items(rows)
        orders = self._sort_out(rows, items)
        self._several_names(items)
        self._move_dates(orders)
        parties = self._parties()
        if self.sheet.formulas:
            self.found.add("note", "formula", self.sheet.first_row)
            self.found.counts["formula"] = self.sheet.formulas
        return Plan(
            source=self.mapping.source,
            items=items,
            parties=parties,
            orders=orders,
            reviews=self.reviews,
            findings=self.found.all(),
            rows=len(self.sheet.rows),
            unreadable=self.unreadable,
            services=sorted(item.code for item in items.values() if not item.stocked),
        )

    def _read(self, tell: Tell) -> list[_Row]:
        """Every row's cells as values; what cannot be read is found and left out."""
        sheet, columns = self.sheet, self.mapping.columns
        order = self._date_order()
        total = len(sheet.rows)
        read: list[_Row] = []
        code_column = columns["item"]
        for place, texts in enumerate(sheet.rows):
            if place % TELL_EVERY == 0:
                tell("planning", place, total)
            number = sheet.first_row + place
            if not any(texts):
                self.found.add("note", "empty_row", number)
                continue
            try:
                row = self._row(number, texts, order)
            except _Bad as bad:
                self._cannot_read(number, bad, texts)
                continue
            if sheet.kinds[place][code_column] == "n":
                self.found.add("note", "code_as_number", number, item=row.item)
            read.append(row)
        tell("planning", total, total)
        return read

    def _row(self, number: int, texts: list[str], order: cells.DateOrder) -> _Row:
        columns = self.mapping.columns

        def text(which: Field) -> str:
            return texts[columns[which]] if which in columns else ""

        def value(which: Field, read: Callable[[str], T]) -> T:
            try:
                return read(text(which))
            except Unreadable as unreadable:
                raise _Bad(which, text(which), unreadable.reason) from unreadable

        code = value("item", cells.code)
        item = code.upper()
        name = value("name", cells.name)
        quantity, digits = value("quantity", cells.quantity)
        price = value("price", cells.money)
        when = text("ordered_at")
        ordered_at = (
            value("ordered_at", lambda t: cells.moment(t, order, self.mapping.utc_offset_minutes)) if when else 0
        )
        party = value("customer", cells.code) if text("customer").strip() else ""
        party_name, country, unit = (
            value("customer_name", cells.name),
            value("country", cells.name),
            value("unit", cells.unit),
        )
        row = _Row(
            number, value("order", cells.code), item, name, quantity, digits, price, ordered_at, party.upper(), country
        )
        # Nothing is kept of a row before its last cell has been read.
        self.spellings[item][code] += 1
        self.first_rows.setdefault(item, number)
        self.digits[item] = max(digits, self.digits.get(item, 0))
        if unit:
            self.units[item][unit] += 1
        if name:
            (self.names if price > 0 else self.unpaid_names)[item][name] += 1
        if price > 0 and quantity > 0:
            self.prices[item][price] += 1
        if name != text("name"):
            self.found.add("note", "name_spaces", number, item=code, name=name)
        if row.party:
            self.party_rows.setdefault(row.party, number)
            self.countries[row.party][country] += 1
            if party_name:
                self.party_names[row.party][party_name] += 1
        return row

    def _date_order(self) -> cells.DateOrder:
        if self.mapping.date_order:
            return self.mapping.date_order
        column = self.mapping.columns.get("ordered_at")
        texts = [] if column is None else [row[column] for row in self.sheet.rows]
        order = cells.date_order(texts)
        if order is None and any(re.match(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", text) for text in texts):
            self.found.add("note", "date_order_guessed", self.sheet.first_row, date=next(filter(None, texts)))
        return order or "day_first"

    def _cannot_read(self, row: int, bad: "_Bad", texts: list[str]) -> None:
        self.unreadable += 1
        self.found.add("unreadable", f"unreadable_{bad.which}", row, reason=bad.reason, text=bad.text)
        facts = {
            "field": bad.which,
            "reason": bad.reason,
            "text": _short(bad.text),
            "line": _short(" | ".join(texts), 300),
        }
        self.reviews.append(Review("unreadable", row, "", "", 0, facts))

    def _items(self, rows: list[_Row]) -> dict[str, Item]:
        """One item per code, under its most frequent spelling and name."""
        asked = None if self.mapping.services is None else {code.upper() for code in self.mapping.services}
        items: dict[str, Item] = {}
        for key, spellings in self.spellings.items():
            code = max(spellings, key=lambda spelling: (spellings[spelling], spelling.isupper(), spelling))
            name = self._best_name(key)
            if asked is None:
                digitless = key.isascii() and not any(mark.isdigit() for mark in key)
                stocked = not digitless and name.lower() not in _SERVICE_NAMES
            else:
                stocked = key not in asked
            prices, units = self.prices[key], self.units[key]
            items[key] = Item(
                code,
                name or code,
                units.most_common(1)[0][0] if units else BASE_UNIT,
                self.digits[key],
                stocked,
                prices.most_common(1)[0][0] if prices else 0,
                0,
            )
            if not name:
                self.found.add("note", "no_name", self.first_rows[key], item=code)
            if len(units) > 1:
                self._review("several_units", self.first_rows[key], key, units=" / ".join(units))
            if not stocked:
                self.found.add("note", "service", self.first_rows[key], item=code, name=name)
        for row in rows:
            if len(self.spellings[row.item]) > 1:
                # Found again row by row, so that each wrong spelling is counted and shown where it stands.
                written = cells.code(self.sheet.rows[row.row - self.sheet.first_row][self.mapping.columns["item"]])
                if written != items[row.item].code:
                    self.found.add("note", "code_spelling", row.row, written=written, item=items[row.item].code)
        return items

    def _best_name(self, key: str) -> str:
        paid = self.names.get(key)
        if paid:
            return paid.most_common(1)[0][0]
        unpaid = {name: times for name, times in self.unpaid_names.get(key, {}).items() if not _NOTES.match(name)}
        return max(unpaid, key=lambda name: unpaid[name]) if unpaid else ""

    def _sort_out(self, rows: list[_Row], items: dict[str, Item]) -> list[Order]:
        """Rows become lines of orders, or returns and adjustments to review."""
        orders: dict[str, Order] = {}
        bought: dict[tuple[str, str], str] = {}
        seen: set[tuple[str, str, int, int]] = set()
        for row in rows:
            item = items[row.item]
            quantity = row.quantity * 10 ** (item.digits - row.digits)
            if _CANCELLED.match(row.order):
                known = row.party and (row.party, row.item) in bought
                self._review(
                    "return", row.row, row.item, row.party, quantity,
                    order=row.order, bought_with=bought[row.party, row.item] if known else "", name=row.name,
                )  # fmt: skip
                continue
            if quantity < 0 or (row.price == 0 and self._is_note(row)):
                self._review("adjustment", row.row, row.item, row.party, quantity, order=row.order, note=row.name)
                continue
            line = (row.order, row.item, quantity, row.price)
            if line in seen:
                self.found.add("note", "repeated_line", row.row, order=row.order, item=item.code)
            seen.add(line)
            if row.price == 0:
                self.found.add("note", "free_line", row.row, order=row.order, item=item.code, name=row.name)
            item.lines += 1
            bought[row.party, row.item] = row.order
            self._add_line(orders, row, Line(row.item, quantity, row.price))
        for order in orders.values():
            if not any(items[line.item].stocked for line in order.lines):
                self.found.add("note", "only_services", order.row, order=order.number)
        return list(orders.values())

    def _move_dates(self, orders: list[Order]) -> None:
        """Let the newest order be of the moment that was asked for, and all others as long before it as they were."""
        dated = [order for order in orders if order.ordered_at]
        if not dated or not self.mapping.newest_at:
            return
        by = self.mapping.newest_at - max(order.ordered_at for order in dated)
        for order in dated:
            order.ordered_at += by
        self.found.add("note", "dates_moved", self.sheet.first_row, days=str(by // DAY))
        self.found.counts["dates_moved"] = len(dated)

    def _add_line(self, orders: dict[str, Order], row: _Row, line: Line) -> None:
        known = orders.get(row.order)
        if known is None:
            party = row.party or CASH_CODE
            if not row.party:
                self.found.add("note", "cash_sale", row.row, order=row.order)
            orders[row.order] = Order(row.order, party, row.ordered_at, row.row, [line])
            return
        if row.ordered_at != known.ordered_at:
            self.found.add("note", "order_dates", row.row, order=row.order)
        if (row.party or CASH_CODE) != known.party:
            self._review(
                "order_customers", row.row, "", row.party, 0, order=row.order, customer=row.party, first=known.party
            )
        known.lines.append(line)

    def _is_note(self, row: _Row) -> bool:
        """Whether a line without a price is a remark about stock and not a gift."""
        if not row.name:
            return True
        paid = self.names.get(row.item)
        return row.name not in paid and bool(_NOTES.match(row.name)) if paid else bool(_NOTES.match(row.name))

    def _several_names(self, items: dict[str, Item]) -> None:
        same: dict[str, list[str]] = defaultdict(list)
        for key, item in items.items():
            others = [name for name in self.names.get(key, {}) if name != item.name]
            if others:
                self._review("several_names", self.first_rows[key], key, name=item.name, others=" / ".join(others))
            if self._best_name(key):
                same[item.name.lower()].append(key)
        for keys in same.values():
            if len(keys) > 1:
                codes = " / ".join(items[key].code for key in keys)
                self._review("same_name", self.first_rows[keys[0]], keys[0], name=items[keys[0]].name, items=codes)

    def _parties(self) -> dict[str, Party]:
        parties = {CASH_CODE: Party(CASH_CODE, CASH_NAME, "")}
        for code, countries in self.countries.items():
            country = countries.most_common(1)[0][0]
            names = self.party_names.get(code)
            parties[code] = Party(code, names.most_common(1)[0][0] if names else f"{code} {country}".strip(), country)
            if len(countries) > 1:
                row = self.party_rows[code]
                self._review("customer_countries", row, "", code, 0, customer=code, countries=" / ".join(countries))
        return parties

    def _review(self, kind: str, row: int, item: str, party: str = "", quantity: int = 0, **facts: str) -> None:
        code = self.spellings[item].most_common(1)[0][0] if item else ""
        self.found.add("review", kind, row, item=code, **facts)
        self.reviews.append(
            Review(kind, row, item, party, quantity, {k: _short(v, 300) for k, v in facts.items() if v})
        )


class _Bad(Exception):
    """A cell of a row that cannot be read."""

    def __init__(self, which: Field, text: str, reason: str) -> None:
        super().__init__(which)
        self.which, self.text, self.reason = which, text, reason


def _short(text: str, length: int = 60) -> str:
    """A text that fits a report; what is left out shows as …; characters that no screen or database takes as ?."""
    if len(text) > length:
        text = text[: length - 1] + "…"
    return text if text.isprintable() else "".join(mark if mark.isprintable() else "?" for mark in text)
