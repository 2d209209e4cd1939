"""The one writer: jobs queue up, it takes what waits, keeps each apart from the others, commits once, answers all."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from server.store.connection import Connection
from server.store.transaction import Tx

T = TypeVar("T")
JOBS_MAX = 256  # Jobs in one commit: one disk sync for all of them, and nobody waits for more than these.
ATTEMPTS_MAX = 6  # How often a batch is run when PostgreSQL asks for it again; then its authors see the fault.

log = logging.getLogger(__name__)


class Connect(Protocol):
    """Makes a connection that may write."""

    def __call__(self) -> Connection: ...


class ClosedError(RuntimeError):
    """The writer has been closed and takes no more jobs."""


class _UndoError(BaseException):
    """Something that has written must be undone, and nothing has been set down to go back to.

    Not an Exception: no performer may take it for its own.
    """


class _Job:
    __slots__ = ("future", "loop", "warehouses", "work")

    def __init__(
        self,
        work: Callable[[Tx], Any],
        warehouses: tuple[int, ...],
        future: "Future[Any] | asyncio.Future[Any]",
        loop: asyncio.AbstractEventLoop | None,
    ) -> None:
        self.work = work
        self.warehouses = warehouses
        self.future = future
        self.loop = loop


class Transaction:
    """The open write transaction of one batch; see `Tx`.

    hopeful: nearly every block ends well, and a savepoint costs as much as all that a scan writes (every page that it
    touches is kept twice). So none is set at first; a block that raises before it has written needs none, and for one
    that has written the whole batch is undone and run once more with savepoints.
    """

    def __init__(self, connection: Connection, memory: dict[str, Any], seen: dict[str, Any], hopeful: bool) -> None:
        self.dialect = connection.dialect
        self.memory = memory
        self.seen = seen
        self.connection = connection
        # Bound here once: these are called several times for every scan.
        self.one = connection.one
        self.all = connection.all
        self.value = connection.value
        self.run = connection.run
        self.many = connection.many
        self.hopeful = hopeful
        self.published: list[Any] = []
        self.notes: dict[int, int] = {}
        self._locked: set[int] = set()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """All or nothing; what was to be told after the commit is taken back too."""
        connection = self.connection
        execute = connection.execute
        told = len(self.published)
        if self.hopeful:
            written = connection.changes()
            try:
                yield
            except BaseException as error:
                if connection.worth_retrying(error):
                    raise
                if connection.changes() != written or not connection.intact():
                    raise _UndoError from error
                del self.published[told:]
                raise
            return
        execute("SAVEPOINT s")
        try:
            yield
        except BaseException:
            del self.published[told:]
            if connection.usable():
                execute("ROLLBACK TO s")
                execute("RELEASE s")
            raise
        execute("RELEASE s")

    def lock(self, *warehouses: int) -> None:
        """One process at a time in each of these warehouses; always taken in ascending order."""
        if self.dialect == "sqlite":
            return  # BEGIN IMMEDIATE keeps everybody else out already.
        missing = sorted(set(warehouses) - self._locked)
        if not missing:
            return
        if missing[0] == 0:
            self.connection.execute("SELECT number FROM event_head WHERE warehouse_id = 0 FOR UPDATE")
        elif 0 not in self._locked:
            # What the company shares may be read by all, but does not change under a warehouse's hands.
            self.connection.execute("SELECT number FROM event_head WHERE warehouse_id = 0 FOR SHARE")
        numbers = ", ".join(str(int(number)) for number in missing)
        self.connection.execute(
            f"SELECT seq FROM ledger_head WHERE warehouse_id IN ({numbers}) ORDER BY warehouse_id FOR UPDATE"
        )
        self._locked.update(missing)

    def publish(self, *things: Any) -> None:
        self.published.extend(things)

    def notify(self, warehouse_id: int, number: int) -> None:
        if number > self.notes.get(warehouse_id, 0):
            self.notes[warehouse_id] = number


class Writer:
    """Owns the only connection that writes, on a thread of its own."""

    def __init__(self, connect: Connect, memory: dict[str, Any]) -> None:
        self._connect = connect
        self._memory = memory
        self._seen: dict[str, Any] = {}
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._gate = threading.Lock()
        self._open = False
        self._connection: Connection | None = None
        self._subscribers: list[Callable[[list[Any]], None]] = []
        self.batches = 0
        self.jobs = 0
        self.undone = 0  # Batches that were run again with savepoints.
        self.retries = 0  # Batches that PostgreSQL asked to run again; on the health page.

    def start(self) -> None:
        """Take jobs from now on."""
        self._open = True
        self._thread.start()

    def subscribe(self, tell: Callable[[list[Any]], None]) -> Callable[[], None]:
        """Call tell after each commit, on the writer's thread, with what was published; answers how to stop it.

        tell: must be quick and must not wait for the writer.
        """
        self._subscribers = [*self._subscribers, tell]

        def stop() -> None:
            self._subscribers = [other for other in self._subscribers if other is not tell]

        return stop

    def submit(self, work: Callable[[Tx], T], warehouses: Iterable[int] = ()) -> "Future[T]":
        """Run work in the next batch; the future resolves after the commit.

        work: may be run more than once, so it must not change anything outside the transaction.
        warehouses: those it is about to change, so that their locks are taken in order before the batch starts.
        """
        future: Future[T] = Future()
        self._take(_Job(work, tuple(warehouses), future, None))
        return future

    async def perform(self, work: Callable[[Tx], T], warehouses: Iterable[int] = ()) -> T:
        """The same from an event loop; a whole batch wakes the loop once."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._take(_Job(work, tuple(warehouses), future, loop))
        return await future

    def _take(self, job: _Job) -> None:
        with self._gate:
            if not self._open:
                raise ClosedError("the books are closed")
            self._queue.put(job)

    def close(self) -> None:
        """Finish what is queued and stop."""
        with self._gate:
            if not self._open:
                return
            self._open = False
            self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        try:
            while True:
                job = self._queue.get()
                if job is None:
                    return
                jobs = [job]
                ending = False
                while len(jobs) < JOBS_MAX:
                    try:
                        job = self._queue.get_nowait()
                    except queue.Empty:
                        break
                    if job is None:
                        ending = True
                        break
                    jobs.append(job)
                self._batch(jobs)
                if ending:
                    return
        finally:
            if self._connection is not None:
                self._connection.close()

    def _batch(self, jobs: list[_Job]) -> None:
        answers: list[tuple[_Job, Any, BaseException | None]] = []
        attempt, hopeful = 1, True
        while True:
            try:
                transaction, answers = self._attempt(jobs, hopeful, alone=attempt > 1)
                break
            except _UndoError:
                self._undo()
                self._seen.clear()
                hopeful = False
                self.undone += 1
            except Exception as error:  # noqa: BLE001 — whoever asked is told; the writer must live on.
                connection = self._connection
                again = connection is not None and connection.usable() and connection.worth_retrying(error)
                self._undo()
                self._seen.clear()  # It may hold what this transaction saw of itself.
                if again and attempt < ATTEMPTS_MAX:
                    attempt += 1
                    self.retries += 1
                    log.warning("the database asks to run %d jobs again: %s", len(jobs), error)
                    continue
                log.error("a batch of %d jobs failed: %s", len(jobs), error)
                self._answer([(job, None, error) for job in jobs])
                return
        self.batches += 1
        self.jobs += len(jobs)
        if transaction.published:
            for tell in self._subscribers:
                try:
                    tell(transaction.published)
                except Exception:  # The books stand already; a listener's mistake must not look like a lost command.
                    log.exception("a listener failed after the commit")
        self._answer(answers)

    def _attempt(
        self, jobs: list[_Job], hopeful: bool, alone: bool
    ) -> tuple[Transaction, list[tuple[_Job, Any, BaseException | None]]]:
        if self._connection is None:
            self._connection = self._connect()
        connection = self._connection
        transaction = Transaction(connection, self._memory, self._seen, hopeful)
        answers: list[tuple[_Job, Any, BaseException | None]] = []
        connection.execute("BEGIN IMMEDIATE" if connection.dialect == "sqlite" else "BEGIN")
        if connection.dialect != "sqlite":
            wanted = {number for job in jobs for number in job.warehouses}
            # A batch that met a deadlock comes back with everything locked from the start.
            transaction.lock(*(wanted | {0} if alone else wanted))
        for job in jobs:
            try:
                with transaction.savepoint():
                    value = job.work(transaction)
            except Exception as error:
                if not connection.usable() or connection.worth_retrying(error):
                    raise
                self._seen.clear()
                answers.append((job, None, error))
            else:
                answers.append((job, value, None))
        for warehouse_id, number in transaction.notes.items():
            if connection.dialect == "postgresql":
                connection.execute(f"SELECT pg_notify('truebin', '{int(warehouse_id)}:{int(number)}')")
        connection.execute("COMMIT")
        return transaction, answers

    def _undo(self) -> None:
        connection = self._connection
        if connection is None:
            return
        if connection.usable():
            connection.execute("ROLLBACK")
        elif connection.dialect == "postgresql":
            self._connection = None  # Broken: the next batch opens a new one.
            connection.close()

    @staticmethod
    def _answer(answers: list[tuple[_Job, Any, BaseException | None]]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any, BaseException | None]]] = {}
        for job, value, error in answers:
            future = job.future
            if isinstance(future, Future):
                if not future.set_running_or_notify_cancel():
                    continue
                if error is None:
                    future.set_result(value)
                else:
                    future.set_exception(error)
            else:
                assert job.loop is not None
                by_loop.setdefault(job.loop, []).append((future, value, error))
        for loop, settled in by_loop.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(_settle, settled)


def _settle(settled: "list[tuple[asyncio.Future[Any], Any, BaseException | None]]") -> None:
    for future, value, error in settled:
        if future.done():
            continue  # Its caller has gone; the books stand all the same.
        if error is None:
            future.set_result(value)
        else:
            future.set_exception(error)
