"""The registry: one meaning per text and scope (I11), and a person is asked where scopes differ."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.catalog import barcode
from server.catalog.barcode import Binding, meanings
from server.catalog.commands import AddUnit
from server.catalog.perform import add_unit
from server.kernel.refusal import Refusal
from server.store.transaction import Act
from tests.house import House


def test_a_code_means_its_item_and_how_many(house: House) -> None:
    item = house.item("tea", digits=2)
    house.do(lambda act: add_unit(act, AddUnit(item, "box", 12)))
    house.do(lambda act: barcode.bind(act, Binding("6901", "item", item, "box", 2)))
    with house.store.reader() as reader:
        (found,) = meanings(reader, "6901", house.warehouse)
    assert (found.kind, found.id, found.label, found.unit, found.amount) == ("item", item, "tea", "2 box", 2_400)


def test_a_taken_text_is_refused_with_both_owners(house: House) -> None:
    tea, cup = house.item("tea"), house.item("cup")
    house.do(lambda act: barcode.bind(act, Binding("6901", "item", tea), "import of May"))
    with pytest.raises(Refusal) as refused:
        house.do(lambda act: barcode.bind(act, Binding("6901", "item", cup)))
    assert refused.value.code == "catalog.barcode_taken"
    facts = refused.value.facts
    assert (facts["taken_label"], facts["taken_owner"], facts["owner"]) == ("tea", "import of May", "李强")


def test_the_same_binding_twice_is_one(house: House) -> None:
    tea = house.item("tea")
    first, second = (house.do(lambda act: barcode.bind(act, Binding("6901", "item", tea))) for _ in range(2))
    assert first == second


def test_a_text_with_two_scopes_gives_both_meanings(house: House) -> None:
    tea, place = house.item("tea"), house.bin("A-1")
    house.do(lambda act: barcode.bind(act, Binding("A-1", "item", tea)))
    house.do(lambda act: barcode.bind(act, Binding("A-1", "bin", place, scope=barcode.scope_of(house.warehouse))))
    with house.store.reader() as reader:
        assert [found.kind for found in meanings(reader, "A-1", house.warehouse)] == ["item", "bin"]
        assert [found.kind for found in meanings(reader, "A-1", house.warehouse + 1)] == ["item"]


def test_what_is_remembered_of_a_text_ends_with_the_next_change_even_in_one_command(house: House) -> None:
    tea = house.item("tea")
    units: list[list[str]] = []

    def look(act: Act) -> None:
        units.append([found.unit for found in barcode.known_meanings(act.tx, "6901", house.warehouse)])

    def bind_twice(act: Act) -> None:
        look(act)
        made = barcode.bind(act, Binding("6901", "item", tea))
        look(act)
        barcode.end(act, made)
        look(act)

    house.do(bind_twice)
    house.do(lambda act: add_unit(act, AddUnit(tea, "box", 12)))
    house.do(lambda act: barcode.bind(act, Binding("6901", "item", tea, "box")))
    house.do(look)
    assert units == [[], ["pcs"], [], ["box"]]


def test_an_ended_text_is_free_again_and_the_version_tells(house: House) -> None:
    tea, cup = house.item("tea"), house.item("cup")
    made = house.do(lambda act: barcode.bind(act, Binding("6901", "item", tea)))
    with house.store.reader() as reader:
        before = barcode.version(reader)
    house.do(lambda act: barcode.end(act, made))
    house.do(lambda act: barcode.bind(act, Binding("6901", "item", cup)))
    with house.store.reader() as reader:
        assert [found.label for found in meanings(reader, "6901", house.warehouse)] == ["cup"]
        assert barcode.version(reader) != before
    with pytest.raises(Refusal, match=r"catalog\.no_barcode"):
        house.do(lambda act: barcode.end(act, made))


@pytest.mark.parametrize("text", ["", " 6901", "69\x0001", "69\n01", "9" * 201, "9" * 10_000, "\x1d0101"])
def test_texts_that_no_label_carries_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"catalog\.bad_text"):
        barcode.checked(text)


def test_a_code_with_an_unknown_unit_is_refused(house: House) -> None:
    tea = house.item("tea")
    with pytest.raises(Refusal, match=r"catalog\.no_unit"):
        house.do(lambda act: barcode.bind(act, Binding("6901", "item", tea, "box")))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from("XY"), st.integers(0, 2), st.booleans(), st.booleans()), max_size=12))
def test_two_active_meanings_in_one_scope_cannot_be(house: House, steps: list[tuple[str, int, bool, bool]]) -> None:
    items = [house.item() for _ in range(3)]
    tag = str(items[0])
    ids: list[int] = []
    for letter, which, local, ending in steps:
        scope = barcode.scope_of(house.warehouse if local else 0)
        try:
            if ending and ids:
                house.do(lambda act: barcode.end(act, ids.pop()))
            else:
                binding = Binding(tag + letter, "item", items[which], scope=scope)
                ids.append(house.do(lambda act, binding=binding: barcode.bind(act, binding)))  # type: ignore[misc]
        except Refusal as refusal:
            assert refusal.code in ("catalog.barcode_taken", "catalog.no_barcode")  # noqa: PT017
    with house.store.reader() as reader:
        for letter in "XY":
            assert len(meanings(reader, tag + letter, house.warehouse)) <= 2
            assert len(meanings(reader, tag + letter, 0)) <= 1


GTIN = "6901234567892"
LABEL = "010690123456789210L-7\x1d17271231"


def test_a_gs1_label_means_the_item_of_its_gtin_and_names_the_lot(house: House) -> None:
    tea = house.item("tea")
    house.do(lambda act: barcode.bind(act, Binding(GTIN, "item", tea)))
    with house.store.reader() as reader:
        for text in (LABEL, f"(01)0{GTIN}(10)L-7", f"https://id.gs1.org/01/0{GTIN}/10/L-7"):
            (found,) = meanings(reader, text, house.warehouse)
            assert (found.kind, found.id, found.label, found.amount, found.lot) == ("item", tea, "tea", 1, "L-7")
        (plain,) = meanings(reader, GTIN, house.warehouse)
        assert plain.lot == ""
        assert meanings(reader, LABEL.replace("92", "93", 1), house.warehouse) == []


@pytest.mark.parametrize("bound", ["036000291452", "0036000291452", "00036000291452"])
@pytest.mark.parametrize("scanned", ["036000291452", "0036000291452", "00036000291452", "(01)00036000291452"])
def test_a_gtin_is_found_in_each_of_its_spellings(house: House, bound: str, scanned: str) -> None:
    tea = house.item("tea")
    house.do(lambda act: barcode.bind(act, Binding(bound, "item", tea)))
    with house.store.reader() as reader:
        assert [found.id for found in meanings(reader, scanned, house.warehouse)] == [tea]


def test_a_label_that_is_registered_itself_means_what_it_was_registered_for(house: House) -> None:
    tea, cup = house.item("tea"), house.item("cup")
    label = f"https://id.gs1.org/01/0{GTIN}"
    house.do(lambda act: barcode.bind(act, Binding(GTIN, "item", tea)))
    made = house.do(lambda act: barcode.bind(act, Binding(label, "item", cup)))
    with house.store.reader() as reader:
        assert [found.id for found in meanings(reader, label, house.warehouse)] == [cup]
    before = house.now
    house.do(lambda act: barcode.end(act, made))
    with house.store.reader() as reader:
        assert [found.id for found in meanings(reader, label, house.warehouse)] == [tea]
        assert [found.id for found in barcode.meant_since(reader, label, house.warehouse, before)] == [cup, tea]


def test_a_text_that_was_always_registered_itself_never_meant_the_item_of_its_gtin(house: House) -> None:
    tea, cup = house.item("tea"), house.item("cup")
    house.do(lambda act: barcode.bind(act, Binding(GTIN, "item", tea)))
    unbound = house.now
    house.do(lambda act: barcode.bind(act, Binding("0" + GTIN, "item", cup)))
    with house.store.reader() as reader:
        assert [found.id for found in barcode.meant_since(reader, "0" + GTIN, house.warehouse, unbound)] == [cup, tea]
        assert [found.id for found in barcode.meant_since(reader, "0" + GTIN, house.warehouse, house.now)] == [cup]


def test_a_number_that_is_no_items_means_nothing_by_being_a_gtin(house: House) -> None:
    place = house.bin("A-1")
    house.do(lambda act: barcode.bind(act, Binding(GTIN, "bin", place)))
    with house.store.reader() as reader:
        assert [found.kind for found in meanings(reader, GTIN, house.warehouse)] == ["bin"]
        assert meanings(reader, LABEL, house.warehouse) == []


def test_a_label_counts_what_it_says_is_in_it(house: House) -> None:
    rice = house.item("rice", base_unit="kg", digits=3)
    house.do(lambda act: barcode.bind(act, Binding(GTIN, "item", rice)))
    with house.store.reader() as reader:
        for more, amount in (("(3103)001250", 1_250), ("(3100)000002", 2_000), ("(30)3", 0), ("(3203)001250", 0)):
            (found,) = meanings(reader, f"(01)0{GTIN}{more}", house.warehouse)
            assert found.amount == amount


def test_a_code_that_means_several_kilograms_is_a_pack_whatever_its_label_measures(house: House) -> None:
    rice = house.item("rice", base_unit="kg", digits=3)
    house.do(lambda act: barcode.bind(act, Binding(GTIN, "item", rice, quantity=5)))
    with house.store.reader() as reader:
        (found,) = meanings(reader, f"(01)0{GTIN}(3103)004980", house.warehouse)
    assert (found.unit, found.amount) == ("5 kg", 5_000)


def test_an_sscc_means_its_container(house: House) -> None:
    pallet = house.bin("P-1", kind="container")
    house.do(lambda act: barcode.bind(act, Binding("123456789012345675", "container", pallet)))
    with house.store.reader() as reader:
        for text in ("123456789012345675", "00123456789012345675", "(00)123456789012345675"):
            assert [(found.kind, found.id) for found in meanings(reader, text, house.warehouse)] == [
                ("container", pallet)
            ]


def test_two_items_under_two_spellings_of_one_gtin_are_asked_about(house: House) -> None:
    tea, cup = house.item("tea"), house.item("cup")
    house.do(lambda act: barcode.bind(act, Binding(GTIN, "item", tea)))
    house.do(lambda act: barcode.bind(act, Binding("0" + GTIN, "item", cup)))
    with house.store.reader() as reader:
        assert [found.id for found in meanings(reader, LABEL, house.warehouse)] == [cup, tea]
        assert [found.id for found in meanings(reader, GTIN, house.warehouse)] == [tea]


@pytest.mark.parametrize("text", ["", "\x1d", "x" * 5000, "]C1", "(01)", "(((("])
def test_a_text_that_says_nothing_means_nothing(house: House, text: str) -> None:
    with house.store.reader() as reader:
        assert meanings(reader, text, house.warehouse) == []


REGISTRY: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "codes" / "registry.json").read_text(encoding="utf-8")
)


def test_the_registry_finds_what_the_phone_finds(house: House) -> None:
    ids = {label: house.item(label, base_unit=unit, digits=digits) for label, unit, digits in REGISTRY["items"]}
    for label, unit, numerator in REGISTRY["units"]:
        house.do(lambda act, of=(ids[label], unit, numerator): add_unit(act, AddUnit(*of)))  # type: ignore[misc]
    ids |= {label: house.bin(label, kind=kind) for label, kind in REGISTRY["places"]}
    for text, kind, label, unit, _ in REGISTRY["rows"]:
        binding = Binding(text, kind, ids[label], unit if unit == "case" else "")
        house.do(lambda act, binding=binding: barcode.bind(act, binding))  # type: ignore[misc]
    with house.store.reader() as reader:
        told = [[row[0], row[1], *row[3:]] for row in barcode.codes(reader, house.warehouse)]
        assert sorted(told) == sorted(REGISTRY["rows"])
        for text, wanted in REGISTRY["looks"]:
            found = meanings(reader, text, house.warehouse)
            assert [[one.kind, one.label, one.unit, one.amount, one.lot] for one in found] == wanted, text
