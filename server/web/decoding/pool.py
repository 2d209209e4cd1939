"""Processes that decode photos and may be killed: none before the first photo, none after the app has stopped."""

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
import structlog

import scanning
from scanning.worker import LENGTH_BYTES, Done, Job, framed
from server.kernel.refusal import Refusal

WORKERS_MAX: Final = max(1, min(2, (os.cpu_count() or 1) // 2))  # The other half of the cores stays with the books.
WAITING_MAX: Final = 8  # At some two seconds a photo the last one waits as long as a person would.
TIME_MAX_S: Final = 20.0  # Ten times what 12 megapixels take on a busy machine.
IDLE_S: Final = 120.0  # A receiver takes the next photo within two minutes, or is done; then the memory is given back.

_log = structlog.get_logger("truebin.decoding")


class _Worker:
    """One process that decodes, one photo at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.retiring: asyncio.TimerHandle | None = None

    @classmethod
    async def start(cls) -> "_Worker":
        # One thread each: several small pools that fight for two cores cost more than they bring, and their stacks
        # would fill the address space that a worker may use.
        single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OPENCV_FOR_THREADS_NUM": "1"}
        root = str(Path(next(iter(scanning.__path__))).parent)
        path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "scanning.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=os.environ | single | {"PYTHONPATH": path},
        )
        return cls(process)

    async def do(self, job: Job) -> Done:
        """Hand the job over and wait for its answer. Raises ConnectionError or IncompleteReadError when it died."""
        jobs, answers = self.process.stdin, self.process.stdout
        assert jobs is not None
        assert answers is not None
        jobs.write(framed(job))
        await jobs.drain()
        head = await answers.readexactly(LENGTH_BYTES)
        return msgspec.msgpack.decode(await answers.readexactly(int.from_bytes(head, "big")), type=Done)

    async def end(self) -> None:
        """End it on the spot, whatever it is doing, and see it gone."""
        if self.retiring is not None:
            self.retiring.cancel()
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


class Decoders:
    """The processes that decode: none before the first photo, at most WORKERS_MAX, none after the app has stopped."""

    def __init__(
        self,
        *,
        workers: int = WORKERS_MAX,
        waiting: int = WAITING_MAX,
        time_s: float = TIME_MAX_S,
        idle_s: float = IDLE_S,
    ) -> None:
        self._places = asyncio.Semaphore(workers)
        self._room = workers + waiting
        self._time_s = time_s
        self._idle_s = idle_s
        self._inside = 0
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._starting: set[asyncio.Future[_Worker]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._is_stopped = False

    @property
    def is_full(self) -> bool:
        """Whether the next photo would be refused."""
        return self._inside >= self._room

    @property
    def pids(self) -> list[int]:
        """The processes that run at the moment."""
        return [worker.process.pid for worker in self._all if worker.process.returncode is None]

    async def decode(self, image: bytes, expected: Sequence[str] | None = None, *, draw: bool = False) -> Done:
        """Have one photo decoded.

        Raises decoding.busy when too many wait already, decoding.too_long when it takes more than its time,
        decoding.broken_picture when the process died of it, and picture.… when it is no picture that we read.
        """
        if self.is_full or self._is_stopped:
            raise Refusal("decoding.busy")
        self._inside += 1
        try:
            async with self._places:
                if self._is_stopped:
                    raise Refusal("decoding.busy")
                done = await self._one(Job(image, None if expected is None else list(expected), draw, self._alarm_s))
        finally:
            self._inside -= 1
        if done.refusal:
            raise Refusal(done.refusal)
        return done

    @property
    def _alarm_s(self) -> int:
        # Later than our own kill: it is for the worker whose server was killed meanwhile.
        return int(self._time_s) + 5

    async def _one(self, job: Job) -> Done:
        worker = await self._take()
        was_resting = worker.retiring is not None
        is_good = False
        try:
            async with asyncio.timeout(self._time_s):
                done = await worker.do(job)
            is_good = True
            return done
        except TimeoutError:
            _log.warning("too_long", pid=worker.process.pid, size=len(job.image))
            raise Refusal("decoding.too_long", seconds=int(self._time_s))
        except (ConnectionError, asyncio.IncompleteReadError):
            code = await worker.process.wait()
            _log.warning("worker_died", pid=worker.process.pid, code=code, size=len(job.image))
            if self._is_stopped:
                raise Refusal("decoding.busy")
            if not was_resting:
                raise Refusal("decoding.broken_picture")
        finally:
            # Also when the caller has gone away in the middle: the worker is then busy with what nobody waits for.
            if is_good and not self._is_stopped:
                self._rest(worker)
            else:
                await self._end(worker)
        # It may have died while it rested, for want of memory; a fresh one tells whether it is the photo.
        return await self._one(job)

    async def _take(self) -> _Worker:
        while self._idle:
            worker = self._idle.pop()
            assert worker.retiring is not None
            worker.retiring.cancel()
            if worker.process.returncode is None:
                return worker
            await self._end(worker)
        starting = asyncio.ensure_future(self._start())
        self._starting.add(starting)
        starting.add_done_callback(self._starting.discard)
        try:
            return await starting
        except asyncio.CancelledError:
            # The caller went away in the very turn in which its process was there.
            if starting.done() and not starting.cancelled() and starting.exception() is None:
                await self._end(starting.result())
            raise

    async def _start(self) -> _Worker:
        worker = await _Worker.start()
        self._all.add(worker)
        return worker

    def _rest(self, worker: _Worker) -> None:
        self._idle.append(worker)
        worker.retiring = asyncio.get_running_loop().call_later(self._idle_s, self._retire, worker)

    def _retire(self, worker: _Worker) -> None:
        self._idle.remove(worker)
        task = asyncio.get_running_loop().create_task(self._end(worker))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _end(self, worker: _Worker) -> None:
        await worker.end()
        self._all.discard(worker)

    async def stop(self) -> None:
        """End all processes and see them gone; whoever still waits is refused."""
        self._is_stopped = True
        self._idle.clear()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(self._end(worker) for worker in list(self._all)), *self._ending)
