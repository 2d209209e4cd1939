"""What labels say: GS1 where there is a GTIN, numbers of our own where there is none."""

import pytest

from scanning.labels.elements import element_string
from server.catalog import barcode, labelling
from server.catalog import commands as ask
from server.catalog import perform as catalog
from server.catalog.barcode import Binding
from server.catalog.lot import lot as lot_by_id
from server.kernel.refusal import Refusal
from tests.house import House

GTIN = "6901234567892"


def lot_of(house: House, item: int, code: str, expires_on: str = "") -> int:
    return int(house.do(lambda act: catalog.add_lot(act, ask.AddLot(item, code, "", expires_on))).made["lot"])  # type: ignore[arg-type]


def label(house: House, *lots: int) -> object:
    return house.do(lambda act: catalog.label_lots(act, ask.LabelLots(list(lots)))).made["labelled"]


def texts(house: House, lot: int) -> list[str]:
    with house.store.reader() as reader:
        return [row[1] for row in reader.all(barcode.OF_TARGET, kind="lot", target_id=lot)]


def test_the_label_of_a_lot_with_a_gtin_names_item_and_lot_at_once(house: House) -> None:
    milk = house.item("milk", by_lot=True)
    house.do(lambda act: barcode.bind(act, Binding(GTIN, "item", milk)))
    lot = lot_of(house, milk, "L2609-14", "2026-12-31")
    assert label(house, lot) == 0
    assert texts(house, lot) == []
    with house.store.reader() as reader:
        says = labelling.lot_says(reader, lot_by_id(reader, lot), barcode.COMPANY, house.now)
        assert says == [("01", "0" + GTIN), ("17", "261231"), ("10", "L2609-14")]
        (meaning,) = barcode.meanings(reader, element_string(says), house.warehouse)
    assert (meaning.kind, meaning.id, meaning.lot) == ("item", milk, "L2609-14")


def test_a_lot_without_gtin_or_with_a_code_that_gs1_cannot_say_is_numbered(house: House) -> None:
    milk, tea = house.item("milk", by_lot=True), house.item("tea", by_lot=True)
    house.do(lambda act: barcode.bind(act, Binding(GTIN, "item", tea)))
    plain, chinese = lot_of(house, milk, "L1"), lot_of(house, tea, "春茶一批")
    assert label(house, plain, chinese) == 2
    assert [texts(house, plain), texts(house, chinese)] == [["LOT-000001"], ["LOT-000002"]]


def test_the_code_of_a_box_is_not_the_codes_of_its_pieces(house: House) -> None:
    milk = house.item("milk", by_lot=True)
    house.do(lambda act: catalog.add_unit(act, ask.AddUnit(milk, "box", 12)))
    house.do(lambda act: barcode.bind(act, Binding(GTIN, "item", milk, "box")))
    lot = lot_of(house, milk, "L1")
    label(house, lot)
    assert texts(house, lot) == ["LOT-000001"]


def test_the_same_lot_again_keeps_its_code(house: House) -> None:
    milk = house.item("milk", by_lot=True)
    lot = lot_of(house, milk, "L1")
    assert [label(house, lot, lot), label(house, lot)] == [1, 0]
    assert texts(house, lot) == ["LOT-000001"]


def test_one_unknown_lot_refuses_the_whole(house: House) -> None:
    milk = house.item("milk", by_lot=True)
    lot = lot_of(house, milk, "L1")
    with pytest.raises(Refusal, match=r"catalog\.no_lot"):
        label(house, lot, lot + 1000)
    assert texts(house, lot) == []


@pytest.mark.parametrize(
    ("known", "says"),
    [(["A-1", GTIN, "8"], GTIN), (["0815", "TEA"], "TEA"), (["0815", "B"], "0815"), ([], "")],
)
def test_an_items_label_says_its_gtin_before_its_own_code_before_any_other(known: list[str], says: str) -> None:
    assert labelling.item_text(known, "TEA") == says
