"""A movement that is taken back takes its order along."""

from sqlalchemy import select

from server.catalog.tables import place
from server.ledger.commands import Reverse
from server.ledger.tables import movement
from server.shipping.commands import Ship
from server.store.transaction import Sql
from tests.server.flows.house import HE, LI, House

NEWEST = Sql(select(movement.c.seq).order_by(movement.c.seq.desc()).limit(1))
TOTE = Sql(select(place.c.state).where(place.c.code == "T-1"))


def shipped(house: House) -> int:
    """An order that has gone the whole way."""
    house.stock("A-01-1", "OIL", 5)
    order, task = house.released(("OIL", 3))
    house.hand(LI).claim(task).pick("A-01-1", "OIL", 3, "T-1")
    he = house.hand(HE).claim(house.task_of(order, "check"))
    he.scan("OIL")
    he.number(3)
    assert he.do("shipping.ship", Ship(order)).result == "accepted"
    return order


def newest(house: House) -> int:
    with house.store.reader() as reader:
        return int(reader.value(NEWEST))


def test_a_shipment_that_is_taken_back_can_be_shipped_again(house: House) -> None:
    order = shipped(house)
    assert house.chen.do("ledger.reverse", Reverse(newest(house), "the lorry did not come")).result == "accepted"
    assert house.state(order) == "checked"
    assert house.lines(order)[0].shipped == 0
    assert house.there("T-1", "OIL") == (3, 0, 0)
    with house.store.reader() as reader:
        assert reader.value(TOTE) == "in_use"
    assert house.hand(HE).do("shipping.ship", Ship(order)).result == "accepted"
    assert house.there("T-1", "OIL") == (0, 0, 0)
    house.proved()


def test_a_pick_is_taken_back_in_its_task_alone(house: House) -> None:
    house.stock("A-01-1", "OIL", 5)
    _, task = house.released(("OIL", 3))
    house.hand(LI).claim(task).pick("A-01-1", "OIL", 3, "T-1")
    outcome = house.chen.do("ledger.reverse", Reverse(newest(house), "wrong"))
    assert (outcome.result, outcome.code) == ("refused", "ledger.undo_the_pick")
    assert house.there("T-1", "OIL") == (3, 0, 0)
