"""The registry: one meaning per text and scope (I11), and a person is asked where scopes differ."""

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
    assert (found.kind, found.id, found.label, found.unit, found.amount) == ("item", item, "tea", "box", 2_400)


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
    assert units == [[], [""], [], ["box"]]


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
