"""The one writer: many jobs, one commit, nobody's mistake is his neighbour's."""

import asyncio
import threading
from concurrent.futures import Future
from functools import partial

import pytest
from sqlalchemy import bindparam, func, insert, select

from server.people.tables import device
from server.store.engine import Store
from server.store.transaction import Sql, Tx, among
from server.store.writer import ClosedError

ADD = Sql(insert(device).values(id=bindparam("id"), name=bindparam("name")))
COUNT = Sql(select(func.count()).select_from(device))
NAMES = Sql(select(device.c.name).where(device.c.kind == "phone", among(device.c.id, "ids")).order_by(device.c.id))


def add(tx: Tx, name: str) -> str:
    tx.run(ADD, id=name, name=name.upper())
    return name


def count(store: Store) -> int:
    with store.reader() as reader:
        return int(reader.value(COUNT))


def occupied(store: Store) -> threading.Event:
    """Keep the writer busy until the event is set, so that what is submitted meanwhile waits together."""
    started, gate = threading.Event(), threading.Event()

    def work(tx: Tx) -> None:
        started.set()
        assert gate.wait(60)

    store.writer.submit(work)
    assert started.wait(60)
    return gate


def test_what_was_answered_can_be_read(store: Store) -> None:
    assert store.writer.submit(lambda tx: add(tx, "a")).result() == "a"
    assert count(store) == 1


def test_jobs_that_wait_share_one_commit(store: Store) -> None:
    gate = occupied(store)
    waiting = [store.writer.submit(partial(add, name=f"d{n}")) for n in range(100)]
    gate.set()
    assert [future.result() for future in waiting] == [f"d{n}" for n in range(100)]
    assert store.writer.batches == 2
    assert count(store) == 100


def test_a_job_that_fails_leaves_its_neighbours_alone(store: Store) -> None:
    gate = occupied(store)

    def fails(tx: Tx) -> None:
        add(tx, "half done")
        raise ValueError("no")

    jobs: list[Future[object]] = [
        store.writer.submit(lambda tx: add(tx, "before")),
        store.writer.submit(fails),
        store.writer.submit(lambda tx: add(tx, "after")),
    ]
    gate.set()
    assert jobs[0].result() == "before"
    with pytest.raises(ValueError, match="no"):
        jobs[1].result()
    assert jobs[2].result() == "after"
    assert count(store) == 2


def test_a_statement_that_the_database_rejects_fails_alone(store: Store) -> None:
    gate = occupied(store)
    first = store.writer.submit(lambda tx: add(tx, "one"))
    again = store.writer.submit(lambda tx: add(tx, "one"))
    other = store.writer.submit(lambda tx: add(tx, "two"))
    gate.set()
    assert first.result() == "one"
    assert again.exception() is not None
    assert other.result() == "two"
    assert count(store) == 2


def test_an_inner_savepoint_is_undone_alone(store: Store) -> None:
    def work(tx: Tx) -> None:
        add(tx, "stays")
        try:
            with tx.savepoint():
                add(tx, "goes")
                tx.publish("not said")
                raise LookupError
        except LookupError:
            pass
        tx.publish("said")

    heard: list[object] = []
    store.writer.subscribe(heard.extend)
    store.writer.submit(work).result()
    assert count(store) == 1
    assert heard == ["said"]


def test_what_has_written_nothing_is_refused_without_running_its_neighbours_again(store: Store) -> None:
    gate = occupied(store)
    runs: list[str] = []

    def counted(tx: Tx) -> None:
        runs.append(add(tx, "neighbour"))

    def refuses(tx: Tx) -> None:
        with tx.savepoint():
            assert tx.value(COUNT) == 1
            raise LookupError

    neighbour, refused = store.writer.submit(counted), store.writer.submit(refuses)
    gate.set()
    assert isinstance(refused.exception(), LookupError)
    assert neighbour.exception() is None
    assert (runs, store.writer.undone, count(store)) == (["neighbour"], 0, 1)


def test_what_has_written_is_undone_by_running_its_batch_once_more_with_savepoints(store: Store) -> None:
    gate = occupied(store)
    runs: list[str] = []

    def counted(tx: Tx) -> None:
        runs.append(add(tx, "neighbour"))

    def refuses(tx: Tx) -> str:
        try:
            with tx.savepoint():
                add(tx, "half done")
                raise LookupError
        except LookupError:
            return "refused"

    neighbour, refused = store.writer.submit(counted), store.writer.submit(refuses)
    gate.set()
    assert refused.result() == "refused"
    assert neighbour.exception() is None
    assert (runs, store.writer.undone, count(store)) == (["neighbour", "neighbour"], 1, 1)


def test_subscribers_hear_after_the_commit_and_until_they_stop(store: Store) -> None:
    heard: list[int] = []
    stop = store.writer.subscribe(lambda things: heard.append(count(store)))

    def work(tx: Tx) -> None:
        add(tx, "a")
        tx.publish("a is here")

    store.writer.submit(work).result()
    stop()
    store.writer.submit(lambda tx: tx.publish("nobody listens")).result()
    assert heard == [1]


def test_a_failing_subscriber_does_not_make_a_command_look_lost(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    def breaks(things: list[object]) -> None:
        raise RuntimeError("no")

    store.writer.subscribe(breaks)

    def work(tx: Tx) -> str:
        tx.publish("x")
        return add(tx, "a")

    assert store.writer.submit(work).result() == "a"
    assert "a listener failed" in caplog.text


def test_an_event_loop_is_answered_too(store: Store) -> None:
    async def many() -> list[str]:
        return list(await asyncio.gather(*(store.writer.perform(partial(add, name=f"d{n}")) for n in range(50))))

    assert asyncio.run(many()) == [f"d{n}" for n in range(50)]
    assert count(store) == 50


def test_an_event_loop_hears_of_failures(store: Store) -> None:
    async def twice() -> None:
        await store.writer.perform(lambda tx: add(tx, "a"))
        await store.writer.perform(lambda tx: add(tx, "a"))

    with pytest.raises(Exception, match=r"(?i)unique"):
        asyncio.run(twice())


def test_closing_finishes_what_was_queued_and_takes_nothing_more(store: Store) -> None:
    waiting = [store.writer.submit(partial(add, name=f"d{n}")) for n in range(20)]
    store.writer.close()
    assert [future.result() for future in waiting] == [f"d{n}" for n in range(20)]
    with pytest.raises(ClosedError):
        store.writer.submit(lambda tx: None)


def test_what_was_seen_is_forgotten_when_a_job_fails_and_what_was_handed_in_stays(store: Store) -> None:
    def fails(tx: Tx) -> None:
        tx.seen["rights"] = "uncommitted"
        tx.memory["upload"] = "bytes"
        raise ValueError

    assert store.writer.submit(fails).exception() is not None
    assert store.writer.submit(lambda tx: (tx.seen.get("rights"), tx.memory.get("upload"))).result() == (None, "bytes")


def test_one_statement_serves_lists_of_any_length_and_keeps_its_constants(store: Store) -> None:
    store.writer.submit(lambda tx: tx.many(ADD, [{"id": f"d{n}", "name": f"D{n}"} for n in range(5)])).result()
    with store.reader() as reader:
        assert reader.all(NAMES, ids=["d1", "d3", "d9"]) == [("D1",), ("D3",)]
        assert reader.all(NAMES, ids=[]) == []


def test_readers_cannot_write(store: Store) -> None:
    with store.reader() as reader, pytest.raises(Exception, match=r"readonly|read-only"):
        reader.run(ADD, id="a", name="A")  # type: ignore[attr-defined]
    assert count(store) == 0


def test_a_reader_sees_one_moment(store: Store) -> None:
    with store.reader() as reader:
        assert reader.value(COUNT) == 0
        store.writer.submit(lambda tx: add(tx, "a")).result()
        assert reader.value(COUNT) == 0
    assert count(store) == 1
