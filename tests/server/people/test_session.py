"""Tries are counted before they are looked at, so that tries at the same time cannot exceed the limit."""

import pytest

from server.kernel.clock import MINUTE
from server.kernel.ids import new_id
from server.kernel.refusal import Refusal
from server.people.rules import LOCKED_FOR
from server.people.session import DeviceSelf, Try, charge, enrol, forgive
from server.store.engine import Store

NOW = 1_800_000_000_000_000
PIN = (Try("pin:device:1", 5),)


def tried(store: Store, now: int = NOW, tries: tuple[Try, ...] = PIN) -> int:
    """0 when the try counts, else the minutes for which it is locked."""
    fault = store.writer.submit(lambda tx: charge(tx, tries, now)).exception()
    if fault is None:
        return 0
    assert isinstance(fault, Refusal)
    assert fault.code == "people.locked"
    minutes = fault.facts["minutes"]
    assert isinstance(minutes, int)
    return minutes


def test_five_tries_and_then_a_quarter_of_an_hour_none(store: Store) -> None:
    assert [tried(store) for _ in range(7)] == [0, 0, 0, 0, 0, 15, 15]
    assert tried(store, NOW + LOCKED_FOR - MINUTE) == 1
    assert tried(store, NOW + LOCKED_FOR) == 0


def test_of_fifty_tries_at_once_five_are_looked_at(store: Store) -> None:
    futures = [store.writer.submit(lambda tx: charge(tx, PIN, NOW)) for _ in range(50)]
    assert sum(future.exception() is None for future in futures) == 5


def test_old_tries_are_forgotten(store: Store) -> None:
    assert [tried(store) for _ in range(4)] == [0] * 4
    assert [tried(store, NOW + LOCKED_FOR) for _ in range(6)] == [0] * 5 + [15]


def test_a_right_one_begins_anew_but_an_address_gets_only_its_own_try_back(store: Store) -> None:
    tries = (*PIN, Try("address:10.0.0.7", 6))
    for _ in range(4):
        assert tried(store, tries=tries) == 0
    store.writer.submit(lambda tx: forgive(tx, tries)).result()
    assert [tried(store, tries=tries) for _ in range(4)] == [0, 0, 0, 15]


def test_a_locked_try_counts_nowhere(store: Store) -> None:
    other = Try("address:10.0.0.7", 3)
    assert [tried(store) for _ in range(6)] == [0] * 5 + [15]
    for _ in range(5):
        assert tried(store, tries=(other, *PIN)) == 15
    assert tried(store, tries=(other,)) == 0


def test_a_code_that_was_never_made_enrols_nothing(store: Store) -> None:
    with pytest.raises(Refusal) as refused:
        store.writer.submit(lambda tx: enrol(tx, "12345678", DeviceSelf(new_id()), "key", NOW)).result()
    assert refused.value.code == "people.pairing_unknown"
