"""Every command is named once, refuses unknown fields, and has a performer that takes what it says."""

import inspect
import typing
from pathlib import Path

import msgspec
import pytest

import server
from server.commands.kind import Kind
from server.commands.registry import REGISTRY, named
from server.kernel.outcome import Outcome, accepted
from server.store.transaction import Act


class Loose(msgspec.Struct):
    """A payload that takes anything beside."""


class Strict(msgspec.Struct, forbid_unknown_fields=True):
    """A payload that does not."""


def performer(act: Act, do: Strict) -> Outcome:
    return accepted()


@pytest.mark.parametrize("type", sorted(REGISTRY))
def test_each_performer_takes_the_words_of_its_command(type: str) -> None:
    kind = REGISTRY[type]
    assert kind.type == type
    first, second = list(inspect.signature(kind.perform).parameters)[:2]
    hints = typing.get_type_hints(kind.perform)
    assert (hints[first], hints[second], hints["return"]) == (Act, kind.payload, Outcome)


def test_each_command_of_a_kind_of_work_is_in_its_own_namespace() -> None:
    works = {path.name for path in Path(server.__file__).parent.iterdir() if path.is_dir()}
    assert {type.split(".")[0] for type in REGISTRY} <= works | {"cards"}
    assert len(REGISTRY) > 35, "the check saw too few commands to mean anything"


def test_a_command_cannot_be_named_twice() -> None:
    kind = Kind("testing.do", Strict, performer, "request")
    with pytest.raises(AssertionError, match="named twice"):
        named([kind, kind])


def test_a_payload_that_takes_unknown_fields_cannot_be_registered() -> None:
    with pytest.raises(AssertionError, match="unknown fields"):
        Kind("testing.do", Loose, performer, "request")


def test_a_command_without_a_kind_of_work_cannot_be_registered() -> None:
    with pytest.raises(AssertionError, match=r"work\.what"):
        Kind("do", Strict, performer, "request")
