"""The board and the snapshot say what has happened, and cost little to ask."""

import msgspec
import pytest
from sqlalchemy import update

from server.catalog.tables import warehouse
from server.kernel.clock import HOUR, MINUTE
from server.kernel.ids import new_id
from server.reports import views
from server.selling import perform as orders
from server.selling.commands import Reserve
from server.shipping.commands import Ship
from server.store.engine import Store
from server.store.transaction import Act, Reader, Row, Sql, Tx
from server.tasks import views as tasks
from server.tasks.flow import PERMISSIONS
from tests.server.commands.house import HOUSE, NOON
from tests.server.flows.house import CHEN, HE, LI, LIU, WU, House


@pytest.fixture
def house(sqlite_store: Store) -> House:
    """The selling house; SQLite alone, the same statements run in the flows' tests on both."""
    return House(sqlite_store)


def board(house: House, at: int = NOON) -> views.Board:
    shown: views.Board = house.read(views.board, HOUSE, at)
    return shown


def test_the_board_follows_an_order_through_the_house(house: House) -> None:
    house.stock("A-01-1", "OIL", 10)
    order, task = house.released(("OIL", 3), due_at=NOON + 3 * HOUR)
    assert board(house).orders == {"released": 1}
    assert board(house).tasks == {"pick": views.Waiting(1, 0, NOON + 30_000)}
    li = house.hand(LI).claim(task)
    shown = board(house)
    assert [(one.user, one.place, one.lines, one.lines_done) for one in shown.people] == [("Li", "A-01-1", 1, 0)]
    assert shown.tasks["pick"].leased == 1
    li.pick("A-01-1", "OIL", 3, "T-1")
    shown = board(house)
    assert shown.orders == {"picked": 1}
    assert not shown.people
    assert not shown.watch
    assert [device.unsent for device in shown.devices if device.id == li.id] == [0]
    assert house.state(order) == "picked"


@pytest.mark.parametrize(("offset", "today"), [(480, {}), (120, {"shipped": 1})])
def test_shipped_today_means_the_day_on_the_wall_of_the_warehouse(
    house: House, offset: int, today: dict[str, int]
) -> None:
    house.store.writer.submit(lambda tx: tx.run(Sql(update(warehouse).values(utc_offset_min=offset)))).result()
    house.stock("A-01-1", "OIL", 3)
    order, task = house.released(("OIL", 3))
    house.hand(LI).claim(task).pick("A-01-1", "OIL", 3, "T-1")
    house.checked(order, ("OIL", 3))
    house.chen.now = NOON + 3 * HOUR + 50 * MINUTE  # in China ten minutes before midnight
    assert house.chen.do("shipping.ship", Ship(order)).result == "accepted"
    assert board(house, house.chen.now).orders == {"shipped": 1}
    assert board(house, house.chen.now + 20 * MINUTE).orders == today


def test_late_orders_come_first_with_who_has_them(house: House) -> None:
    house.stock("A-01-1", "OIL", 10)
    soon, _ = house.released(("OIL", 1), due_at=NOON + HOUR)
    late, task = house.released(("OIL", 1), due_at=NOON + 10 * MINUTE)
    house.hand(LI).claim(task)
    watch = board(house, NOON + 30 * MINUTE).watch
    assert [(one.id, one.standing, one.reason) for one in watch] == [
        (late, "late", "reports.not_moved"),
        (soon, "soon", "reports.unclaimed"),
    ]
    assert watch[0].facts["user"] == "Li"


def test_an_order_in_need_is_seen_among_many_without_a_date(house: House) -> None:
    def add(act: Act, number: int) -> None:
        lines = [(house.ids["SALT"], 1, "", 0)]
        orders.add(act, f"OLD-{number}", "reserved", lines, ordered_at=NOON - 9 * HOUR)

    def crowd(tx: Tx) -> None:
        act = Act(tx, new_id(), "testing.set", CHEN, "", HOUSE, NOON, NOON, 0)
        for number in range(views.LOOKED_AT + 1):
            add(act, number)

    house.store.writer.submit(crowd, (HOUSE,)).result()
    house.stock("A-01-1", "OIL", 3)
    house.stock("A-01-1", "RICE", 3)
    late = house.order(("OIL", 1), due_at=NOON + 10 * MINUTE)
    short = house.order(("RICE", 5))
    stuck, task = house.released(("OIL", 1))
    for order in (late, short):
        house.chen.do("selling.reserve", Reserve(order))
    house.hand(LI).claim(task)
    watch = board(house, NOON + 30 * MINUTE).watch
    assert {(one.id, one.standing, one.reason) for one in watch} == {
        (late, "late", "reports.to_release"),
        (short, "stuck", "reports.short"),
        (stuck, "stuck", "reports.not_moved"),
    }


def test_a_held_pick_and_a_count_that_differs_stand_among_the_exceptions(house: House) -> None:
    house.stock("A-01-1", "OIL", 3)
    _, task = house.released(("OIL", 3))
    li = house.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 3, "T-1")
    house.lose("A-01-1", "OIL", 2)
    li.sync()
    liu = house.hand(LIU).claim(house.open_tasks("count")[0])
    liu.scan("A-01-1")
    liu.number(1)
    assert {one.kind for one in board(house).exceptions} == {"card", "count"}
    assert msgspec.json.encode(board(house)), "its facts are JSON"


def test_a_snapshot_brings_what_somebody_holds_and_may_claim(house: House) -> None:
    house.stock("A-01-1", "OIL", 10)
    _, mine = house.released(("OIL", 1))
    _, free = house.released(("OIL", 1))
    _, hers = house.released(("OIL", 1))
    house.hand(LI).claim(mine)
    house.hand(WU).claim(hers)
    found = house.read(views.snapshot, HOUSE, LI, ["pick"])
    assert [task.id for task in found.tasks] == [mine, free]
    assert found.number == board(house).number
    assert house.read(views.snapshot, HOUSE, HE, ["check"]).tasks == []


def test_a_snapshot_hides_the_check_from_the_picker(house: House) -> None:
    house.stock("A-01-1", "OIL", 3)
    order, task = house.released(("OIL", 3))
    house.hand(LI).claim(task).pick("A-01-1", "OIL", 3, "T-1")
    check = house.task_of(order, "check")
    assert house.read(views.snapshot, HOUSE, LI, ["check"]).tasks == []
    assert [one.id for one in house.read(views.snapshot, HOUSE, HE, ["check"]).tasks] == [check]


def test_a_blind_count_travels_without_its_quantity(house: House) -> None:
    house.stock("A-01-1", "OIL", 3)
    _, task = house.released(("OIL", 3))
    house.hand(LI).claim(task).short(0)
    (count,) = house.read(views.snapshot, HOUSE, LIU, ["count"]).tasks
    wire = msgspec.to_builtins(count)
    assert "quantity" not in wire["lines"][0]
    assert wire["lines"][0]["steps"][1].get("max") is None


class Counting:
    """A reader that counts its questions."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.asked = 0

    def all(self, sql: Sql, **values: object) -> list[Row]:
        self.asked += 1
        return self.reader.all(sql, **values)


def test_a_list_of_tasks_is_one_question(house: House) -> None:
    house.stock("A-01-1", "OIL", 10)
    for _ in range(5):
        house.released(("OIL", 1))
    with house.store.reader() as reader:
        counting = Counting(reader)
        found = tasks.light(counting, HOUSE, ["open", "leased"], list(PERMISSIONS))  # type: ignore[arg-type]
    assert (len(found), counting.asked) == (5, 1)
