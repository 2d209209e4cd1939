"""The catalogue's commands: each works, and each refusal."""

import pytest

from server.catalog import barcode, views
from server.catalog import commands as ask
from server.catalog import perform as catalog
from server.catalog.item import entered, item
from server.catalog.lot import lot
from server.catalog.party import parties, party
from server.catalog.place import place
from server.catalog.unit import MICRO
from server.kernel.refusal import Refusal
from server.ledger.move import Move
from server.ledger.post import post
from server.store.engine import Store
from tests.house import House


@pytest.fixture
def house(sqlite_store: Store) -> House:
    """On SQLite alone: these commands say nothing that the two databases see differently."""
    return House(sqlite_store)


def test_an_item_without_a_code_is_numbered_and_owned(house: House) -> None:
    made = house.do(lambda act: catalog.add_item(act, ask.AddItem(name="茶"))).made
    assert made["code"] == "MAT-2023-0001"
    with house.store.reader() as reader:
        assert item(reader, int(made["item"])).owner == "李强"  # type: ignore[arg-type]


def test_a_code_is_given_once(house: House) -> None:
    house.item("tea")
    with pytest.raises(Refusal, match=r"catalog\.code_taken"):
        house.item("tea")
    house.bin("A-1")
    with pytest.raises(Refusal, match=r"catalog\.code_taken"):
        house.do(lambda act: catalog.add_bin(act, ask.AddBin("A-1")))
    for work, shape in (
        (catalog.add_zone, ask.AddZone("Z")),
        (catalog.add_warehouse, ask.AddWarehouse("W2", "二号仓")),
    ):
        house.do(lambda act, work=work, shape=shape: work(act, shape))  # type: ignore[misc]
        with pytest.raises(Refusal, match=r"catalog\.code_taken"):
            house.do(lambda act, work=work, shape=shape: work(act, shape))  # type: ignore[misc]


def test_what_is_left_out_of_a_change_stays(house: House) -> None:
    tea = house.item("tea", price=50_000)
    house.do(lambda act: catalog.change_item(act, ask.ChangeItem(tea, name="绿茶")))
    with house.store.reader() as reader:
        now = item(reader, tea)
    assert (now.name, now.price, now.active) == ("绿茶", 50_000, True)


def test_a_units_factor_is_frozen_once_something_was_posted_with_it(house: House) -> None:
    tea, one = house.item("tea"), house.bin("A-1")
    for factor in (10, 12):
        house.do(lambda act, factor=factor: catalog.add_unit(act, ask.AddUnit(tea, "box", factor)))  # type: ignore[misc]

    def receive(act: object) -> None:
        tx = act.tx  # type: ignore[attr-defined]
        quantity, keyed = entered(tx, item(tx, tea), 2 * MICRO, "box")
        post(act, "receipt", [Move(tea, house.virtual["supplier"], one, quantity, entered=keyed)])  # type: ignore[arg-type]

    house.do(receive)
    assert house.on_hand(one, tea) == 24
    with pytest.raises(Refusal, match=r"catalog\.unit_used"):
        house.do(lambda act: catalog.add_unit(act, ask.AddUnit(tea, "box", 10)))
    with pytest.raises(Refusal, match=r"catalog\.base_unit"):
        house.do(lambda act: catalog.add_unit(act, ask.AddUnit(tea, "pcs", 10)))


def test_a_bins_code_is_its_barcode_at_once(house: House) -> None:
    made = house.do(lambda act: catalog.add_bin(act, ask.AddBin("B-1", walk_order=7))).made["place"]
    with house.store.reader() as reader:
        assert [found.id for found in barcode.meanings(reader, "B-1", house.warehouse)] == [made]


def test_a_bin_with_goods_stays_in_use(house: House) -> None:
    tea, one = house.item("tea"), house.bin("A-1")
    house.bring(tea, one, 1)
    with pytest.raises(Refusal, match=r"catalog\.bin_not_empty"):
        house.do(lambda act: catalog.change_bin(act, ask.ChangeBin(one, active=False)))
    house.take(tea, one, 1)
    house.do(lambda act: catalog.change_bin(act, ask.ChangeBin(one, active=False, walk_order=3)))
    with house.store.reader() as reader:
        assert (place(reader, one).active, place(reader, one).walk_order) == (False, 3)


def test_a_container_stands_in_a_bin_and_is_numbered(house: House) -> None:
    one = house.bin("A-1")
    made = house.do(lambda act: catalog.add_container(act, ask.AddContainer(parent=one))).made
    assert made["code"] == "TOTE-0001"
    with house.store.reader() as reader:
        tote = place(reader, int(made["container"]))  # type: ignore[arg-type]
    assert (tote.parent_id, tote.pickable, tote.state) == (one, False, "free")


def test_a_container_gets_an_sscc_by_rule_or_as_given(house: House) -> None:
    house.do(lambda act: catalog.set_number_rule(act, ask.SetNumberRule("sscc", "3690123{0000000001}")))
    made = house.do(lambda act: catalog.add_container(act, ask.AddContainer(new_sscc=True))).made["container"]
    given = house.do(lambda act: catalog.add_container(act, ask.AddContainer(sscc="376104250021234569"))).made
    with house.store.reader() as reader:
        assert place(reader, int(made)).sscc == "369012300000000011"  # type: ignore[arg-type]
        # An SSCC names the container wherever it goes, not only in its first warehouse.
        for text, target in (("00369012300000000011", made), ("00376104250021234569", given["container"])):
            assert [found.id for found in barcode.meanings(reader, text, 0)] == [target]
    with pytest.raises(Refusal, match=r"catalog\.bad_sscc"):
        house.do(lambda act: catalog.add_container(act, ask.AddContainer(sscc="376104250021234560")))


def test_a_lot_expires_by_the_items_shelf_life(house: House) -> None:
    milk = house.item("milk", by_lot=True, shelf_life_days=10)
    made = house.do(lambda act: catalog.add_lot(act, ask.AddLot(milk, "L1", "2024-02-25"))).made["lot"]
    with house.store.reader() as reader:
        assert lot(reader, int(made)).expires_on == "2024-03-06"  # type: ignore[arg-type]
    for made_on, expires_on, code in (
        ("2024-02-30", "", "bad_day"),
        ("2024-02-02", "2024-02-01", "expires_before_made"),
    ):
        with pytest.raises(Refusal, match=rf"catalog\.{code}"):
            house.do(lambda act, m=made_on, e=expires_on: catalog.add_lot(act, ask.AddLot(milk, "L2", m, e)))  # type: ignore[misc]


def test_a_party_is_numbered_found_and_changed(house: House) -> None:
    made = house.do(lambda act: catalog.add_party(act, ask.AddParty("100%_Tea", "customer"))).made
    house.do(lambda act: catalog.change_party(act, ask.ChangeParty(int(made["party"]), phone="123")))  # type: ignore[arg-type]
    with house.store.reader() as reader:
        assert party(reader, int(made["party"])).phone == "123"  # type: ignore[arg-type]
        assert [one.code for one in parties(reader, "%_")] == ["P-0001"]
        assert parties(reader, "_%") == []


def test_codes_bind_to_things_that_exist(house: House) -> None:
    with pytest.raises(Refusal, match=r"catalog\.no_target"):
        house.do(lambda act: catalog.bind_barcode(act, ask.BindBarcode("x", "item", 99)))
    tea = house.item("tea")
    made = house.do(lambda act: catalog.bind_barcode(act, ask.BindBarcode("x", "item", tea))).made["barcode"]
    with house.store.reader() as reader:
        assert [line.text for line in views.whole_item(reader, tea).barcodes] == ["x"]
    house.do(lambda act: catalog.end_barcode(act, ask.EndBarcode(int(made))))  # type: ignore[arg-type]
    house.do(lambda act: catalog.set_number_rule(act, ask.SetNumberRule("item", "X-001")))
    assert house.do(lambda act: catalog.add_item(act, ask.AddItem(name="cup"))).made["code"] == "X-001"
