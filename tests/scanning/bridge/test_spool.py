"""The spool: what is in it survives everything, keeps its order, and goes only when the page has it."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from scanning.bridge import spool as spools
from scanning.bridge.spool import Full, Pairing, Spool, new_id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "bridge.db"


@pytest.fixture
def spool(path: Path) -> Iterator[Spool]:
    opened = Spool(path)
    yield opened
    opened.close()


def test_scans_are_counted_without_gaps_and_kept_in_order(spool: Spool) -> None:
    for number, text in enumerate(("A", "B", "A", "10L\x1d21S"), start=1):
        assert spool.add(text, "serial", "COM3").n == number
    assert [scan.text for scan in spool.after(0, 10)] == ["A", "B", "A", "10L\x1d21S"]
    assert [scan.n for scan in spool.after(2, 1)] == [3]


def test_what_was_stored_is_there_after_the_program_died(path: Path) -> None:
    first = Spool(path)
    stored = first.add("A", "serial", "COM3")
    second = Spool(path)  # The first was never closed.
    assert second.after(0, 10) == [stored]
    first.close()
    second.close()


def test_only_what_the_page_has_goes_and_numbers_never_come_again(path: Path, spool: Spool) -> None:
    for text in "ABC":
        spool.add(text, "serial", "")
    spool.acknowledge(2)
    assert [scan.text for scan in spool.after(0, 10)] == ["C"]
    spool.acknowledge(3)
    assert spool.waiting() == 0
    again = Spool(path)
    assert again.add("D", "serial", "").n == 4
    again.close()


def test_whoever_waits_for_scans_is_told_after_each_was_stored(spool: Spool) -> None:
    seen: list[int] = []
    spool.heard = lambda: seen.append(spool.waiting())
    spool.add("A", "serial", "")
    spool.add("B", "serial", "")
    assert seen == [1, 2]


def test_a_spool_that_nobody_empties_says_so_before_the_disk_is_full(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spools, "WAITING_MAX", 2)
    spool.add("A", "serial", "")
    spool.add("B", "serial", "")
    with pytest.raises(Full):
        spool.add("C", "serial", "")
    assert spool.waiting() == 2


def test_the_pairing_is_kept_and_nobody_else_may_read_it(path: Path, spool: Spool) -> None:
    assert spool.pairing() is None
    pairing = Pairing("wss://h/api/bridge", "d", "s", "key", "SECRET")
    spool.pair(pairing)
    assert spool.pairing() == pairing
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_ids_are_of_the_seventh_version_and_sort_by_time() -> None:
    early, late = new_id(1_700_000_000_000, bytes(10)), new_id(1_700_000_000_001, bytes(10))
    assert early == "018bcfe5-6800-7000-8000-000000000000"
    assert early < late
