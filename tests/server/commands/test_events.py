"""Events: numbered per warehouse without gaps, read again from any number."""

import msgspec
from sqlalchemy import delete

from server.commands import events
from server.commands.events import StoredEvent
from server.commands.tables import event
from server.store.engine import Store
from server.store.transaction import Sql, Told, Tx

DROP_OLD = Sql(delete(event).where(event.c.number <= 2))


def tell(store: Store, *told: tuple[str, int]) -> list[StoredEvent]:
    def work(tx: Tx) -> list[StoredEvent]:
        return events.store(tx, [("c", Told(kind, ("board", "tasks"), {"n": 1}, where)) for kind, where in told], 7)

    return store.writer.submit(work).result()


def test_each_warehouse_counts_its_own(store: Store) -> None:
    tell(store, ("a", 1), ("b", 2), ("c", 1))
    stored = tell(store, ("d", 2), ("e", 1))
    assert [(one.warehouse, one.number, one.kind) for one in stored] == [(1, 3, "e"), (2, 2, "d")]
    with store.reader() as reader:
        assert [events.head(reader, where) for where in (1, 2, 3)] == [3, 2, 0]


def test_what_is_read_again_is_what_was_published(store: Store) -> None:
    heard: list[StoredEvent] = []
    store.writer.subscribe(heard.extend)
    tell(store, ("a", 1), ("b", 1), ("c", 1))
    with store.reader() as reader:
        again = events.since(reader, 1, 1)
    assert [msgspec.json.encode(one) for one in again] == [msgspec.json.encode(one) for one in heard[1:]]
    assert [(one.number, one.topics, bytes(one.body)) for one in again] == [
        (2, ("board", "tasks"), b'{"n":1}'),
        (3, ("board", "tasks"), b'{"n":1}'),
    ]


def test_a_job_that_fails_uses_up_no_number(store: Store) -> None:
    def work(tx: Tx) -> None:
        events.store(tx, [("c", Told("lost", (), {}, 1))], 7)
        raise ValueError

    assert store.writer.submit(work).exception() is not None
    assert [one.number for one in tell(store, ("a", 1))] == [1]


def test_a_reader_of_a_trimmed_log_needs_a_snapshot(store: Store) -> None:
    tell(store, *[("a", 1)] * 4)
    store.writer.submit(lambda tx: tx.run(DROP_OLD)).result()
    with store.reader() as reader:
        assert [events.trimmed(reader, 1, number) for number in (0, 1, 2, 4)] == [True, True, False, False]
        assert not events.trimmed(reader, 9, 0)
