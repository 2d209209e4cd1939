"""A small warehouse made by commands, and the real app serving it: what the journeys walk through."""

import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from sqlalchemy import bindparam, func, select

from server.catalog.commands import (
    AddBin,
    AddContainer,
    AddItem,
    AddParty,
    AddUnit,
    AddWarehouse,
    AddZone,
    BindBarcode,
)
from server.catalog.tables import place
from server.commands.perform import Caller
from server.commands.tables import card, command, scan_event
from server.flows.demo import PASSWORD, PEOPLE, PIN
from server.kernel.ids import new_id
from server.kernel.outcome import Outcome
from server.ledger.balance import Standing, standing
from server.ledger.commands import Adjust
from server.ledger.move import Key
from server.ledger.prove import prove
from server.people.commands import AddUser, SetPassword, SetPin
from server.people.hashing import hashed
from server.selling import views as orders
from server.selling.commands import Approve, Draft, DraftLine, Release, Submit
from server.store.engine import Store, open_store
from server.store.transaction import Sql
from server.tasks.tables import task
from tests.serving import Server

HOUSE = 0  # The user in whose name a program of our own acts.
WAITS_S = 20.0

ITEMS = {
    "OIL-5L": ("压榨花生油", "5 L/桶", "桶", ("箱", 4)),
    "RICE-10": ("东北大米", "10 kg/袋", "袋", None),
    "SALT-400": ("加碘食盐", "400 g/袋", "袋", ("箱", 50)),
    "SOY-500": ("生抽酱油", "500 ml/瓶", "瓶", ("箱", 12)),
}
# Where what lies; oil in two places, so that a short pick finds the rest elsewhere.
STOCK = (
    ("A-02-2", "OIL-5L", 40),
    ("A-03-2", "RICE-10", 30),
    ("A-06-1", "OIL-5L", 24),
    ("B-01-1", "SALT-400", 200),
    ("B-04-3", "SOY-500", 60),
)
BINS = ("A-02-2", "A-03-2", "A-04-1", "A-06-1", "B-01-1", "B-02-1", "B-04-3")
ZONES = {"A": "粮油", "B": "调料"}
TOTES = ("T-0001", "T-0002", "T-0003", "T-0004")
# Orders that lie ready to be picked, in this order.
ORDERS = (
    ("百味餐厅", (("OIL-5L", 2), ("RICE-10", 3))),
    ("好邻居超市", (("SALT-400", 5), ("SOY-500", 12))),
    ("阳光幼儿园", (("OIL-5L", 1), ("RICE-10", 1), ("SOY-500", 2))),
)

COMMANDS = Sql(
    select(command.c.result, func.count()).where(command.c.type == bindparam("type")).group_by(command.c.result)
)
UNIQUE = Sql(select(func.count(), func.count(func.distinct(command.c.id))).select_from(command))
SCANS = Sql(select(scan_event.c.text).where(scan_event.c.verdict == "accepted").order_by(scan_event.c.seq))
SCANNED = Sql(select(scan_event.c.text).order_by(scan_event.c.seq))
TASKS = Sql(
    select(task.c.id)
    .where(task.c.document_id == bindparam("order"), task.c.kind == bindparam("kind"))
    .order_by(task.c.id)
)
CARDS = Sql(select(func.count()).select_from(card).where(card.c.state == bindparam("state")))
PLACE = Sql(select(place.c.id).where(place.c.code == bindparam("code")))
HOLDER = Sql(select(task.c.holder_id).where(task.c.id == bindparam("task")))


def furnish(store: Store) -> None:
    """Fill empty books with the warehouse: people, bins, goods, and orders on the floor."""
    caller = Caller(store, HOUSE, new_id(), name="furnish")
    house = 0

    def do(type: str, payload: Struct) -> Outcome:
        outcome = caller.do(type, payload, house)
        assert outcome.result == "accepted", (type, outcome)
        return outcome

    def made(type: str, payload: Struct, what: str) -> int:
        return int(str(do(type, payload).made[what]))

    house = made("catalog.add_warehouse", AddWarehouse("FS1", "佛山一仓"), "warehouse")
    password, pin = hashed(PASSWORD), hashed(PIN)
    for person in PEOPLE:
        where = 0 if person.everywhere else house
        ask = AddUser(person.login, person.name, badge=person.badge, roles=list(person.roles), warehouse=where)
        user = made("people.add_user", ask, "user")
        do("people.set_password", SetPassword(user, password))
        if person.badge:
            do("people.set_pin", SetPin(user, pin))
            do("catalog.bind_barcode", BindBarcode(person.badge, "user", user))
    made("catalog.add_bin", AddBin("D-01", kind="dock", pickable=False), "place")
    zones = {aisle: made("catalog.add_zone", AddZone(aisle, name), "zone") for aisle, name in ZONES.items()}
    bins = {}
    for walk, code in enumerate(BINS):
        aisle, rack, level = code.split("-")
        ask_bin = AddBin(
            code, zone=zones[aisle], walk_order=walk, aisle=aisle, rack=int(rack), level=int(level),
            side="left" if int(rack) % 2 else "right",
        )  # fmt: skip
        bins[code] = made("catalog.add_bin", ask_bin, "place")
    for code in TOTES:
        do("catalog.add_container", AddContainer(code))
    items = {}
    for number, (name, spec, unit, pack) in ITEMS.items():
        items[number] = made("catalog.add_item", AddItem(name, number, spec=spec, base_unit=unit), "item")
        do("catalog.bind_barcode", BindBarcode(number, "item", items[number]))
        if pack:
            do("catalog.add_unit", AddUnit(items[number], *pack))
    for spot, thing, quantity in STOCK:
        do("ledger.adjust", Adjust(bins[spot], items[thing], quantity, "opening"))
    for customer, wanted in ORDERS:
        party = made("catalog.add_party", AddParty(customer, "customer"), "party")
        draft = Draft([DraftLine(items[what], quantity) for what, quantity in wanted], party=party)
        order = made("selling.draft", draft, "order")
        do("selling.submit", Submit(order))
        do("selling.approve", Approve(order))
        do("selling.release", Release([order]))


class Site:
    """A copy of the warehouse with its server running, and what a test wants to know of its books."""

    def __init__(self, template: Path, folder: Path, pwa: Path) -> None:
        self.folder = folder
        file = folder / "truebin.db"
        shutil.copy(template, file)
        self.url = f"sqlite:///{file}"
        self.server = Server(self.url, folder / "server.log", pwa=str(pwa))
        self.store = open_store(self.url)
        self.warehouse = 1
        self.orders = [1, 2, 3]

    @property
    def address(self) -> str:
        return self.server.address

    def close(self) -> None:
        """End the server and let the books go."""
        self.server.stop()
        self.store.close()

    # --- what stands in the books ---------------------------------------------------------------------------------

    def place(self, code: str) -> int:
        """The id of a bin or tote."""
        with self.store.reader() as reader:
            return int(reader.value(PLACE, code=code))

    def item(self, code: str) -> int:
        """The id of an item."""
        return list(ITEMS).index(code) + 1

    def there(self, where: str, what: str) -> Standing:
        """What stands in the books of an item in a bin."""
        with self.store.reader() as reader:
            return standing(reader, self.warehouse, Key(self.place(where), self.item(what)))

    def state(self, order: int) -> str:
        """How far an order is."""
        with self.store.reader() as reader:
            return orders.order(reader, order).state

    def number(self, order: int) -> str:
        """An order's number as people see it."""
        with self.store.reader() as reader:
            return orders.order(reader, order).number

    def outcomes(self, type: str) -> dict[str, int]:
        """How many commands of a type ended how."""
        with self.store.reader() as reader:
            return dict(reader.all(COMMANDS, type=type))

    def task(self, order: int, kind: str = "pick") -> int:
        """The newest task of a kind for an order."""
        with self.store.reader() as reader:
            return int(reader.all(TASKS, order=order, kind=kind)[-1][0])

    def holder(self, task_id: int) -> int:
        """Who holds a task, 0 for nobody."""
        with self.store.reader() as reader:
            return int(reader.value(HOLDER, task=task_id))

    def scans(self) -> list[str]:
        """What was scanned and found right, in the order of its device."""
        with self.store.reader() as reader:
            return [text for (text,) in reader.all(SCANS)]

    def scanned(self) -> list[str]:
        """What was scanned, right or wrong, in the order of its device."""
        with self.store.reader() as reader:
            return [text for (text,) in reader.all(SCANNED)]

    def cards(self, state: str = "open") -> int:
        """How many cards are in a state."""
        with self.store.reader() as reader:
            return int(reader.value(CARDS, state=state))

    def proved(self) -> None:
        """Every statement of the books agrees with every other, and no command stands there twice."""
        with self.store.reader() as reader:
            found = prove(reader)
            every, distinct = reader.one(UNIQUE) or (0, 0)
        assert found.is_clean, found
        assert every == distinct

    def do(self, type: str, payload: Struct, person: str = "chen") -> Outcome:
        """A command in somebody's name, not from a phone of theirs."""
        user = [one.login for one in PEOPLE].index(person) + 1
        return Caller(self.store, user, new_id(), name="test").do(type, payload, self.warehouse)


def eventually(what: Callable[[], bool], waits_s: float = WAITS_S) -> None:
    """Wait until it is so; a failure says that it never was."""
    until = time.monotonic() + waits_s
    while not what():
        assert time.monotonic() < until, "this never came to be"
        time.sleep(0.02)


def lines_of(order: int) -> Sequence[tuple[str, int]]:
    """(item, quantity) of an order of the warehouse as it was made."""
    return ORDERS[order - 1][1]
