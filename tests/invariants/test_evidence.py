"""No goods are picked without accepted scans of their bin and themselves, or a named override (I10)."""

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.picking.commands import Confirm
from server.store.engine import Store
from server.tasks import evidence
from tests.server.flows.house import LI, Hand, House

BIN, TOTE = "A-01-1", "T-1"
# What a phone that lies, or one with a mistake in it, may do to the proof of a pick.
tampering = st.sampled_from(
    ["none", "no bin", "no item", "no tote", "other order", "twice", "refused", "other task", "unknown", "quantity"]
)


@pytest.fixture
def house(store: Store) -> House:
    """A furnished house on each database."""
    return House(store)


def tampered(li: Hand, how: str) -> tuple[Confirm, bool]:
    """A pick of two pieces as the phone would send it, tampered with; whether its scans still prove it."""
    assert li.task is not None
    li.online = False
    li.scan(BIN)
    li.scan("OIL")
    li.number(2)
    li.scan(TOTE)
    said = msgspec.json.decode(bytes(li.outbox.pop().payload), type=Confirm)
    li.seq -= 1
    bin_scan, item_scan, tote_scan = said.scans
    scans = {
        "no bin": [item_scan, tote_scan],
        "no item": [bin_scan, tote_scan],
        "no tote": [bin_scan, item_scan],
        "other order": [tote_scan, item_scan, bin_scan],
        "twice": [bin_scan, bin_scan, item_scan, tote_scan],
        "unknown": [bin_scan, item_scan, "01a20442-9de8-79f6-a36a-05ee342abdaa"],
    }.get(how, said.scans)
    if how == "refused":
        li.outbox[0].payload = msgspec.Raw(bytes(li.outbox[0].payload).replace(b'"accepted"', b'"refused"'))
    if how == "other task":
        li.outbox[1].task += 1
    quantity = 3 if how == "quantity" else 2
    return msgspec.structs.replace(said, scans=scans, quantity=quantity), how == "none"


def picks(house: House, how: str) -> tuple[str, bool, int]:
    """The outcome of such a pick, whether it was proven, and how much of it the books moved."""
    house.stock(BIN, "OIL", 2)
    before = house.there(TOTE, "OIL")[0]
    _, task = house.released(("OIL", 2))
    li = house.hand(LI).claim(task)
    said, is_proven = tampered(li, how)
    li.sync()
    outcome = li.do("picking.confirm", said, task=task)
    moved = house.there(TOTE, "OIL")[0] - before
    if not moved:
        house.lose(BIN, "OIL", 2)  # The next example finds the bin empty.
    return outcome.code if outcome.result == "refused" else "", is_proven, moved


def test_a_pick_without_its_scans_moves_nothing(house: House) -> None:
    @settings(max_examples=14, deadline=None, suppress_health_check=list(HealthCheck))
    @given(tampering)
    def holds(how: str) -> None:
        code, is_proven, moved = picks(house, how)
        assert (code, moved) == (("", 2) if is_proven else ("picking.not_proven", 0)), how

    holds()
    house.proved()


def test_the_test_bites(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def believing(*_: Any) -> bool:
        return True

    monkeypatch.setattr(evidence, "proves", believing)
    assert picks(house, "no item") == ("", False, 2)
