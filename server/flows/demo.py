"""A warehouse to try: people, bins, and a real wholesaler's orders, made by the same commands as any other."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct
from sqlalchemy import bindparam, func, literal, select

import server.importing
from server.catalog.commands import AddBin, AddWarehouse, BindBarcode
from server.catalog.tables import item, warehouse
from server.flows.bring_in import Do, import_file
from server.importing import rules, sheet
from server.importing.commands import Mapping
from server.importing.rules import Tell
from server.kernel.clock import HOUR, now
from server.kernel.outcome import Outcome
from server.kernel.refusal import Refusal
from server.people.commands import AddUser, SetPassword, SetPin
from server.people.hashing import hashed
from server.people.tables import device
from server.selling.commands import Release, Reserve
from server.selling.tables import sales_order, sales_order_line
from server.store.engine import Store
from server.store.transaction import Reader, Sql

# The stream in which the demo was made; a database that knows it is a demo, and says so on the sign-in page.
DEVICE: Final = "00000000-0000-7000-8000-0000000000de"
WORKBOOK: Final = Path(server.importing.__file__).parent / "demo" / "online_retail.xlsx"
TOTES: Final = 200
DUE_HOURS: Final = 24
LEAST_TIME: Final = HOUR // 2  # What is promised sooner would be late before anybody has looked around.
TELL_EVERY: Final = 50
LONDON: Final = 0  # minutes: the ledger's invoices carry British winter time
PIN: Final = "2468"
PASSWORD: Final = "truebin-demo"

# How many orders with how many lines to pick lie ready: most are small, as on any morning.
SIZES: Final = ((range(1, 4), 12), (range(4, 10), 16), (range(10, 19), 9), (range(19, 31), 3))


class Person(Struct, frozen=True):
    """Somebody of the demo. everywhere: not only in the demo's one warehouse."""

    login: str
    name: str
    badge: str
    roles: tuple[str, ...]
    everywhere: bool = False


PEOPLE: Final = (
    Person("li", "李强", "U-1001", ("picker",)),
    Person("wu", "吴丽", "U-1002", ("picker",)),
    Person("zhou", "周敏", "U-1003", ("picker", "checker")),
    Person("he", "何芳", "U-1004", ("checker",)),
    Person("liu", "刘洋", "U-1005", ("counter",)),
    Person("wang", "王建国", "U-1006", ("receiver",)),
    Person("chen", "陈主管", "U-1007", ("supervisor",), everywhere=True),
    Person("admin", "管理员", "", ("admin",), everywhere=True),
)

IS_DEMO = Sql(select(literal(1)).where(device.c.id == bindparam("device")))
ANY_WAREHOUSE = Sql(select(warehouse.c.id).limit(1))
# Approved orders with something to pick, those promised soonest first.
WAITING = Sql(
    select(sales_order.c.id, func.count(), sales_order.c.due_at)
    .select_from(
        sales_order.join(sales_order_line, sales_order_line.c.order_id == sales_order.c.id).join(
            item, item.c.id == sales_order_line.c.item_id
        )
    )
    .where(sales_order.c.warehouse_id == bindparam("w"), sales_order.c.state == "approved", item.c.stocked)
    .group_by(sales_order.c.id)
    .order_by(sales_order.c.due_at, sales_order.c.id)
)


class Demo(Struct, frozen=True):
    """What a demo's sign-in page says openly: who is there, and the PIN and password of all of them."""

    users: tuple[Person, ...]
    pin: str
    password: str


def shown(reader: Reader) -> Demo | None:
    """The demo's people and secrets when, and only when, these books are a demo."""
    return None if reader.value(IS_DEMO, device=DEVICE) is None else Demo(PEOPLE, PIN, PASSWORD)


def build(store: Store, do: Do, tell: Tell = lambda phase, done, total: None, at: int = 0) -> Outcome:
    """Fill empty books with the demo; answers the import's outcome.

    The ledger's newest order is of this moment and all others as long before it as they were; those of the last day
    are promised within a day, and some of them lie ready to be picked.
    do: sends a command in the house's name and in the stream of DEVICE. at: this moment, the clock's when left out.
    Raises Refusal demo.not_empty when a warehouse is there already, and any refusal of its commands.
    """
    at = at or now()
    with store.reader() as reader:
        if reader.value(ANY_WAREHOUSE) is not None:
            raise Refusal("demo.not_empty")
    house = _id(_done(do("catalog.add_warehouse", AddWarehouse("FS1", "佛山一仓"), 0)), "warehouse")
    _done(do("catalog.add_bin", AddBin("D-01", kind="dock", pickable=False), house))
    for person in PEOPLE:
        _add_person(do, person, house)
    columns = rules.guess(sheet.read(WORKBOOK.read_bytes()).header).columns
    mapping = Mapping(columns, utc_offset_minutes=LONDON, newest_at=at, due_hours=DUE_HOURS, totes=TOTES)
    brought = _done(import_file(store, do, WORKBOOK, mapping, tell, house))
    with store.reader() as reader:
        waiting = reader.all(WAITING, w=house)
    tell("release", 0, 1)
    soon = choose([(order, size) for order, size, due_at in waiting if due_at > at + LEAST_TIME])
    _done(do("selling.release", Release(soon), house))
    # Stock of what came in before yesterday was confirmed long ago; only the last day's orders still wait for it.
    old = [order for order, _, due_at in waiting if not due_at]
    for place, order in enumerate(old):
        if place % TELL_EVERY == 0:
            tell("reserve", place, len(old))
        _done(do("selling.reserve", Reserve(order), house))
    return brought


def choose(sizes: Sequence[tuple[int, int]]) -> list[int]:
    """Orders to lie ready, of mixed sizes and mixed up. sizes: (order, lines to pick), in the order of preference."""
    chosen: list[list[int]] = []
    for lines, count in SIZES:
        fitting = [order for order, size in sizes if size in lines]
        chosen.append(fitting[:count])
    mixed: list[tuple[float, int]] = []
    for group in chosen:
        # Spread each size evenly over the whole, so that large and small orders take turns.
        mixed += [((place + 0.5) / len(group), order) for place, order in enumerate(group)]
    return [order for _, order in sorted(mixed)]


def _add_person(do: Do, person: Person, house: int) -> None:
    where = 0 if person.everywhere else house
    ask = AddUser(person.login, person.name, badge=person.badge, roles=list(person.roles), warehouse=where)
    user = _id(_done(do("people.add_user", ask, 0)), "user")
    _done(do("people.set_password", SetPassword(user, hashed(PASSWORD)), 0))
    if person.badge:
        _done(do("people.set_pin", SetPin(user, hashed(PIN)), 0))
        _done(do("catalog.bind_barcode", BindBarcode(person.badge, "user", user), house))


def _done(outcome: Outcome) -> Outcome:
    """The outcome of a command that must succeed here."""
    if outcome.result != "accepted":
        raise Refusal(outcome.code, **outcome.facts)
    return outcome


def _id(outcome: Outcome, what: str) -> int:
    made = outcome.made[what]
    assert isinstance(made, int)
    return made
