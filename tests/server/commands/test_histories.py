"""Random histories: devices, late and repeated deliveries, any order of arrival; the books stay true (I1 to I5, I9)."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from server.commands.tables import card, command
from server.kernel.clock import MINUTE
from server.kernel.command import Entry
from server.ledger.prove import prove
from server.ledger.tables import hold, move
from server.people.tables import device
from server.schema import metadata
from server.store.engine import Store, open_store
from server.store.transaction import Sql
from tests import postgres
from tests.conftest import DATABASES
from tests.server.commands.house import CUSTOMER, LOADER, Bring, Phone, Take, enrol, furnish

HELD = Sql(select(func.coalesce(func.sum(card.c.quantity), 0)).where(card.c.state == "open"))
TAKEN = Sql(select(func.coalesce(func.sum(move.c.quantity), 0)).where(move.c.to_place == CUSTOMER))
IN_DOUBT = Sql(
    select(func.coalesce(func.sum(hold.c.quantity), 0)).where(hold.c.kind == "in_doubt", hold.c.state == "active")
)
STREAMS = Sql(
    select(device.c.head, func.count(command.c.id), func.coalesce(func.max(command.c.seq), 0))
    .select_from(device.outerjoin(command, command.c.device_id == device.c.id))
    .group_by(device.c.id, device.c.head)
)

# What somebody does: brings (above 0) or takes (below 0) so many pieces.
deeds = st.lists(st.integers(-5, 8).filter(bool), max_size=6)
# How the link behaves: which device is heard next, how much of its outbox arrives, and whether the answer is lost.
deliveries = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.booleans()), max_size=12)


class Outbox:
    """A phone whose entries wait until the link lets them through; it forgets one only against its outcome."""

    def __init__(self, phone: Phone, done: list[int]) -> None:
        self.phone = phone
        self.waiting: list[Entry] = []
        for amount in done:
            phone.now += MINUTE
            words = ("testing.bring", Bring(amount)) if amount > 0 else ("testing.take", Take(-amount, "part"))
            self.waiting.append(phone.entry(*words))

    def deliver(self, some: int, answer_lost: bool) -> None:
        answer = self.phone.send(self.waiting[:some], drained=some >= len(self.waiting))
        assert (answer.gap, answer.alarm) == (0, "")
        if not answer_lost:
            answered = {one.id for one in answer.outcomes}
            self.waiting = [entry for entry in self.waiting if entry.id not in answered]


@pytest.fixture(params=DATABASES)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of empty books, as often as asked."""
    made: list[str] = []
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")

        def copy() -> str:
            made.append(f"{tmp_path}/{len(made)}.db")
            shutil.copy(template, made[-1])
            return f"sqlite:///{made[-1]}"

        return copy
    books = request.getfixturevalue("emptied")

    def empty() -> str:
        postgres.empty(books, metadata.tables)
        return str(books)

    return empty


def lived(url: str, doings: list[list[int]], link: list[tuple[int, int, bool]]) -> tuple[int, int]:
    """Live through a history and say how much was taken and how much is held, after proving the books."""
    store = open_store(url)
    try:
        furnish(store)
        outboxes = []
        for done in doings:
            phone = Phone(store, LOADER)
            enrol(store, phone, LOADER)
            outboxes.append(Outbox(phone, done))
        for which, some, answer_lost in link:
            outboxes[which].deliver(some, answer_lost)
        for outbox in outboxes:
            outbox.deliver(50, answer_lost=True)
            outbox.deliver(50, answer_lost=False)
            assert outbox.waiting == []
        return _weighed(store, sum(map(len, doings)))
    finally:
        store.close()


def _weighed(store: Store, sent: int) -> tuple[int, int]:
    with store.reader() as reader:
        proof = prove(reader)
        assert not proof.findings
        streams = reader.all(STREAMS)
        assert all(head == rows == newest for head, rows, newest in streams), "a number is missing"
        assert sum(rows for _, rows, _ in streams) == sent, "a command is lost or there twice"
        held, in_doubt = int(reader.value(HELD)), int(reader.value(IN_DOUBT))
        assert held == in_doubt
        return int(reader.value(TAKEN)), held


def test_whatever_the_link_does_the_books_say_what_the_hands_did(fresh: Callable[[], str]) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.tuples(deeds, deeds, deeds), deliveries)
    def holds(doings: tuple[list[int], ...], link: list[tuple[int, int, bool]]) -> None:
        lists = list(doings)
        brought = sum(amount for done in lists for amount in done if amount > 0)
        wanted = -sum(amount for done in lists for amount in done if amount < 0)
        taken, held = lived(fresh(), lists, link)
        assert taken + held == wanted, "what a hand took is posted or held, whole"
        assert taken <= brought
        # The rest of a part is tried again with whatever comes, so nothing is held while goods lie there.
        assert (taken, held) == (min(brought, wanted), max(0, wanted - brought))
        assert (taken, held) == lived(fresh(), lists, []), "the order of arrival makes no difference"

    holds()
