import msgspec
import pytest

from server.catalog.commands import AddContainer, AddItem, AddParty


@pytest.mark.parametrize("ask", [AddItem("soap"), AddContainer(), AddParty("Ma", "customer")])
def test_what_the_house_numbers_may_travel_without_a_code(ask: AddItem | AddContainer | AddParty) -> None:
    assert msgspec.json.decode(msgspec.json.encode(ask), type=type(ask)) == ask


@pytest.mark.parametrize("code", [" A", "A ", "\t", "A\x00B", "x" * 65])
def test_a_code_has_no_blank_ends_and_no_control_characters(code: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(AddItem("soap", code)), type=AddItem)
