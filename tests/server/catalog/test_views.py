"""What offices ask the books, on each database: lists narrowed, numbers to come, what is frozen, who may what."""

from server.catalog import commands as ask
from server.catalog import perform as catalog
from server.catalog.item import items, kinds
from server.catalog.party import parties
from server.catalog.place import places
from server.catalog.views import number_rules
from server.ledger.views import frozen, removal_rules
from server.people.views import roles, users
from tests.house import House

FAR = 2**53 - 1


def test_the_lists_of_an_office_can_be_read_on_each_database(house: House) -> None:
    house.item("tea", kind="food")
    house.bin("A-1")
    house.do(lambda act: catalog.add_party(act, ask.AddParty("Mill", "supplier")))
    with house.store.reader() as reader:
        assert [[one.code for one in items(reader, active=use)] for use in (None, True, False)] == [
            ["tea"],
            ["tea"],
            [],
        ]
        assert ([one.code for one in items(reader, kind="food")], items(reader, kind="ware")) == (["tea"], [])
        assert kinds(reader) == ["food"]
        assert [len(places(reader, house.warehouse, "bin", zone=zone)) for zone in (0, FAR)] == [1, 0]
        assert [len(parties(reader, kind=kind)) for kind in ("", "supplier", "customer")] == [1, 1, 0]
        assert "task" in [one.name for one in number_rules(reader, house.warehouse, 0)]
        assert (frozen(reader, house.warehouse, FAR), removal_rules(reader, house.warehouse)) == ([], [])
        assert "admin" in [one.code for one in roles(reader)]
        assert users(reader)
