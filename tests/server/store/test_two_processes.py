"""Two processes with the same books: each with its own writer, as serial as one."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import bindparam, insert, select, update

from server.commands.tables import event
from server.kernel.ids import new_id
from server.ledger.prove import prove
from server.people.tables import device
from server.store.engine import Store, open_store
from server.store.transaction import Sql, Tx
from tests.server.commands.house import HOUSE, LOADER, ON_SHELF, PICKER, Bring, Phone, Take, enrol, furnish

ADD = Sql(insert(device).values(id=bindparam("id"), name="x"))
RENAME = Sql(update(device).where(device.c.id == bindparam("device")).values(name=bindparam("name")))
NAMES = Sql(select(device.c.name).order_by(device.c.id))
NUMBERS = Sql(select(event.c.number).where(event.c.warehouse_id == HOUSE).order_by(event.c.number))


@pytest.fixture
def other(store: Store, url: str) -> Iterator[Store]:
    """The same books, opened once more as another process would."""
    opened = open_store(url)
    yield opened
    opened.close()


def test_a_hot_bin_gives_exactly_what_is_in_it(store: Store, other: Store) -> None:
    furnish(store)
    phones = [Phone(books, PICKER) for books in (store, other) * 3]
    for phone in phones:
        enrol(phone.store, phone, PICKER)
    loader = Phone(store, LOADER)
    enrol(store, loader, LOADER)
    loader.do("testing.bring", Bring(40))

    def pick(phone: Phone) -> list[str]:
        return [phone.do("testing.take", Take(1)).result for _ in range(10)]

    with ThreadPoolExecutor(len(phones)) as people:
        results = Counter(result for answers in people.map(pick, phones) for result in answers)
    assert results == {"accepted": 40, "held": 20}
    with other.reader() as reader:
        assert reader.value(ON_SHELF) == 0
        numbers = [row[0] for row in reader.all(NUMBERS)]
        assert not prove(reader).findings
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_deadlock_is_run_again_and_counted(store: Store, other: Store, url: str) -> None:
    if url.startswith("sqlite"):
        # One writer at a time: the second waits at BEGIN, so there is nothing to run again.
        both = [books.writer.submit(lambda tx: tx.run(ADD, id=new_id())) for books in (store, other)]
        assert [future.result() for future in both] == [1, 1]
        assert store.writer.retries + other.writer.retries == 0
        return
    store.writer.submit(lambda tx: tx.many(ADD, [{"id": "a"}, {"id": "b"}])).result()
    met = threading.Barrier(2)
    attempts: list[str] = []

    def crossing(first: str, second: str) -> Callable[[Tx], None]:
        def work(tx: Tx) -> None:
            attempts.append(first)
            tx.run(RENAME, device=first, name=first)
            if attempts.count(first) == 1 and len(attempts) <= 2:
                met.wait(60)
            tx.run(RENAME, device=second, name=first)

        return work

    crossed = [store.writer.submit(crossing("a", "b")), other.writer.submit(crossing("b", "a"))]
    for future in crossed:
        future.result()
    assert store.writer.retries + other.writer.retries == 1
    assert len(attempts) == 3
    with store.reader() as reader:
        names = {row[0] for row in reader.all(NAMES)}
    assert len(names) == 1, "one after the other, not half of each"
