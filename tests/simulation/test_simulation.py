"""Whole days of phones, people and a bad network under a seed. A failure prints its seed and the shortest story.

TRUEBIN_SEEDS=200 lives through more days, TRUEBIN_FIRST_SEED=1000 through others, TRUEBIN_STEPS=300 longer ones.
"""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, or_, select

from server.commands import perform as stream
from server.commands.tables import card, command
from server.counting import views as counts
from server.flows import sell
from server.ledger.prove import prove
from server.ledger.tables import move, movement
from server.schema import metadata
from server.store.engine import Store, open_store
from server.store.transaction import Act, Reader, Sql
from tests import postgres
from tests.conftest import DATABASES
from tests.simulation.day import SimulatedDay
from tests.simulation.device import Device

SEEDS = int(os.environ.get("TRUEBIN_SEEDS", "0"))
FIRST = int(os.environ.get("TRUEBIN_FIRST_SEED", "0"))
STEPS = int(os.environ.get("TRUEBIN_STEPS", "110"))
USUAL = {"sqlite": 12, "postgresql": 2}
LAST_WORDS = 40  # lines of the story that a failure shows

MOVED = Sql(
    select(move.c.item_id, func.sum(move.c.quantity))
    .select_from(move.join(movement, (movement.c.warehouse_id == move.c.warehouse_id) & (movement.c.seq == move.c.seq)))
    .where(or_(movement.c.kind == "pick", movement.c.kind == "relocate"))
    .group_by(move.c.item_id)
)
HELD = Sql(select(card.c.item_id, func.sum(card.c.quantity)).where(card.c.state == "open").group_by(card.c.item_id))
OUTCOMES = Sql(select(command.c.result, func.count()).group_by(command.c.result))
Fresh = Callable[[], Store]


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Which database."""
    return str(request.param)


def copies_of(template: Path, folder: Path) -> Fresh:
    """Gives a new copy of empty books in place of the one before."""

    def copy() -> Store:
        for old in folder.glob("truebin.db*"):
            old.unlink()
        shutil.copy(template, folder / "truebin.db")
        return open_store(f"sqlite:///{folder}/truebin.db")

    return copy


@pytest.fixture
def fresh(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Gives empty books as often as asked; the caller closes them."""
    if database == "sqlite":
        return copies_of(request.getfixturevalue("sqlite_template"), tmp_path)
    books = request.getfixturevalue("emptied")

    def empty() -> Store:
        postgres.empty(books, metadata.tables)
        return open_store(books)

    return empty


class Variety:
    """How much of what could happen did happen: a simulation in which nothing goes wrong proves nothing."""

    def __init__(self) -> None:
        self.results: dict[str, int] = {}
        self.counts = self.unsure = self.repeats = self.woken = 0

    def add(self, day: SimulatedDay) -> None:
        with day.store.reader() as reader:
            for result, number in reader.all(OUTCOMES):
                self.results[result] = self.results.get(result, 0) + number
        self.counts += day.counts
        self.unsure += day.unsure
        self.woken += len(day.woken)
        self.repeats += sum("comes once more" in line for line in day.hall.story)


def lived(fresh: Fresh, seed: int, steps: int, variety: Variety | None = None) -> tuple[str, list[str]]:
    """Live through one day; what was wrong ("" for nothing) and its story."""
    with closing(fresh()) as store:
        day = SimulatedDay(store, seed, thief=seed % 4 == 3, copies=seed % 4 == 2)
        try:
            day.live(steps)
            day.close()
            day.held_against_the_truth()
        except AssertionError as wrong:
            return str(wrong) or repr(wrong), day.hall.story
        if variety is not None:
            variety.add(day)
    return "", day.hall.story


def shortest(fresh: Fresh, seed: int) -> str:
    """The failure of a seed with as few steps as still fail."""
    for steps in (*range(5, STEPS, 5), STEPS):
        wrong, story = lived(fresh, seed, steps)
        if wrong:
            last = "\n".join(story[-LAST_WORDS:])
            return f"seed {seed}, {steps} steps: {wrong}\n{last}"
    return f"seed {seed} failed and did not fail again"


def test_whatever_happens_the_books_tell_the_truth(fresh: Fresh, database: str) -> None:
    variety = Variety()
    for seed in range(FIRST, FIRST + (SEEDS or USUAL[database])):
        wrong, _ = lived(fresh, seed, STEPS, variety)
        assert not wrong, shortest(fresh, seed)
    assert variety.counts > 0
    assert variety.repeats > 0
    if database == "sqlite":
        assert {"accepted", "adjusted", "superseded", "refused"} <= set(variety.results), variety.results
        assert variety.results.get("held"), "nobody took more than the books knew"
        assert variety.woken, "no old copy of a phone has come to life"
        assert variety.unsure * 3 < variety.counts, "the clocks could hardly ever tell"


def book_now(reader: Reader, warehouse_id: int, place: int, item: int, lot: int, at: int) -> int:
    """A fault: a count is compared with the books of now instead of those of its moment."""
    return int(reader.value(counts.NOW, w=warehouse_id, place=place, item=item, lot=lot))


@pytest.mark.parametrize(
    ("where", "name", "fault"),
    [
        (Act, "hold", lambda *_, **__: None),
        (counts, "book_at", book_now),
        (stream, "order", lambda *_: "newer"),
        (sell, "gave_way", lambda act, yielded: None),
    ],
    ids=["the rest is dropped", "a count without its moment", "old words believed", "promises broken in silence"],
)
def test_the_simulator_notices(
    where: object, name: str, fault: object, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, fault)
    assert any(lived(copies_of(sqlite_template, tmp_path), seed, STEPS)[0] for seed in range(40))


def told(phone: Device) -> list[tuple[str, str]]:
    """What a phone has to tell, without the names of its scans."""
    lines = []
    for entry in phone.outbox:
        said = json.loads(bytes(entry.payload))
        said.pop("scans", None)
        lines.append((entry.type, json.dumps(said, sort_keys=True)))
    return lines


def delivered(fresh: Fresh, seed: int, order: int) -> tuple[dict[str, list[tuple[str, str]]], dict[int, int]]:
    """The same hands out of reach, their words in some order; what they told, and posted + held per item."""
    with closing(fresh()) as store:
        day = SimulatedDay(store, seed)
        day.out_of_reach(60)
        said = {worker.phone.name: told(worker.phone) for worker in day.floor}
        link = Random(order)
        waiting = [worker.phone for worker in day.floor]
        while waiting:
            phone = link.choice(waiting)
            phone.some(link.choice((1, 2, 5, 20)))
            waiting = [phone for phone in waiting if phone.outbox]
        weighed: dict[int, int] = {}
        with store.reader() as reader:
            for sql in (MOVED, HELD):
                for item, quantity in reader.all(sql):
                    weighed[item] = weighed.get(item, 0) + int(quantity)
            assert not prove(reader).findings
        day.close()
        day.held_against_the_truth()
    return said, weighed


def test_the_order_of_arrival_makes_no_difference_to_what_is_posted_and_held(fresh: Fresh, database: str) -> None:
    for seed in range(FIRST, FIRST + (SEEDS // 4 or {"sqlite": 2, "postgresql": 1}[database])):
        first = delivered(fresh, seed, 0)
        assert sum(first[1].values()), "the hands did nothing"
        for order in (1, 2):
            said, weighed = delivered(fresh, seed, order)
            assert said == first[0], "the hands themselves did something else"
            assert weighed == first[1], f"seed {seed}, order {order}"
