"""Processes that decode: killed when they take too long, replaced when they die, gone when the app has gone."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from scanning.labels.picture import code128_picture, png
from server.kernel.refusal import Refusal
from server.web.decoding.pool import Decoders
from tests.scanning.pallet.scenes import jpeg, many, pallet

LABEL = png(code128_picture("BOX-1", 3))
PALLET = pallet(many(12), module_px=3)
MEMORY_MAX_KB = 300 * 1024


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def highest_use_kb(pid: int) -> int:
    """The most memory that the process has ever used."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


async def until_there_is_one(decoders: Decoders) -> int:
    while not decoders.pids:
        await asyncio.sleep(0)
    return decoders.pids[0]


def test_no_process_before_the_first_photo_and_none_after_the_end() -> None:
    async def story() -> list[int]:
        decoders = Decoders(workers=2)
        assert decoders.pids == []
        await asyncio.gather(decoders.decode(LABEL), decoders.decode(LABEL))
        pids = decoders.pids
        await decoders.stop()
        assert decoders.pids == []
        return pids

    pids = asyncio.run(story())
    assert len(pids) == 2
    assert [pid for pid in pids if is_there(pid)] == []


def test_the_end_waits_for_a_process_that_is_just_starting() -> None:
    async def story() -> None:
        decoders = Decoders(workers=1)
        working = asyncio.create_task(decoders.decode(LABEL))
        await asyncio.sleep(0)  # One turn: its process is on the way and none is there yet.
        assert decoders.pids == []
        await decoders.stop()
        with pytest.raises(Refusal, match=r"decoding\.busy"):
            await working
        assert decoders.pids == []

    asyncio.run(story())


def test_one_process_reads_one_photo_after_the_other() -> None:
    async def story() -> None:
        decoders = Decoders(workers=1)
        for _ in range(2):
            done = await decoders.decode(LABEL)
            assert done.shot is not None
            assert [one.text for one in done.shot.found] == ["BOX-1"]
            first = decoders.pids
        assert decoders.pids == first
        await decoders.stop()

    asyncio.run(story())


def test_twelve_megapixels_stay_within_the_memory() -> None:
    async def story() -> None:
        decoders = Decoders(workers=1)
        wish = [one.text for one in PALLET.placed]
        done = await decoders.decode(jpeg(PALLET.picture), wish, draw=True)
        assert done.shot is not None
        assert done.shot.missing == ()
        assert done.drawn.startswith(b"\xff\xd8")
        assert highest_use_kb(decoders.pids[0]) < MEMORY_MAX_KB
        await decoders.stop()

    asyncio.run(story())


def test_a_photo_that_takes_too_long_is_refused_and_its_process_killed() -> None:
    async def story() -> None:
        decoders = Decoders(workers=1, time_s=0.001)
        working = asyncio.create_task(decoders.decode(jpeg(PALLET.picture)))
        pid = await until_there_is_one(decoders)
        with pytest.raises(Refusal, match=r"decoding\.too_long"):
            await working
        assert not is_there(pid)
        assert decoders.pids == []
        await decoders.stop()

    asyncio.run(story())


def test_a_process_that_dies_is_replaced() -> None:
    async def story() -> None:
        decoders = Decoders(workers=1)
        working = asyncio.create_task(decoders.decode(jpeg(PALLET.picture)))
        os.kill(await until_there_is_one(decoders), signal.SIGSEGV)
        with pytest.raises(Refusal, match=r"decoding\.broken_picture"):
            await working
        done = await decoders.decode(LABEL)
        assert done.shot is not None
        await decoders.stop()

    asyncio.run(story())


def test_a_process_that_died_while_it_rested_is_not_asked_again() -> None:
    async def story() -> None:
        decoders = Decoders(workers=1)
        await decoders.decode(LABEL)
        pid = decoders.pids[0]
        os.kill(pid, signal.SIGKILL)
        while is_there(pid):
            await asyncio.sleep(0.001)
        assert (await decoders.decode(LABEL)).shot is not None
        await decoders.stop()

    asyncio.run(story())


def test_when_too_many_wait_the_next_is_refused_at_once() -> None:
    async def story() -> None:
        decoders = Decoders(workers=1, waiting=1)
        first, second = (asyncio.create_task(decoders.decode(LABEL)) for _ in range(2))
        await until_there_is_one(decoders)
        was_full = decoders.is_full
        with pytest.raises(Refusal, match=r"decoding\.busy"):
            await decoders.decode(LABEL)
        await asyncio.gather(first, second)
        assert (was_full, decoders.is_full) == (True, False)
        await decoders.stop()

    asyncio.run(story())


def test_who_goes_away_in_the_middle_frees_the_place_and_takes_the_process_along() -> None:
    async def story() -> None:
        decoders = Decoders(workers=1, waiting=0)
        working = asyncio.create_task(decoders.decode(jpeg(PALLET.picture)))
        pid = await until_there_is_one(decoders)
        working.cancel()
        with pytest.raises(asyncio.CancelledError):
            await working
        assert not is_there(pid)
        assert (await decoders.decode(LABEL)).shot is not None
        await decoders.stop()

    asyncio.run(story())


def test_a_process_that_nobody_needs_gives_its_memory_back() -> None:
    async def story() -> None:
        decoders = Decoders(workers=1, idle_s=0.0)
        await decoders.decode(LABEL)
        while decoders.pids:
            await asyncio.sleep(0)
        assert (await decoders.decode(LABEL)).shot is not None
        await decoders.stop()

    asyncio.run(story())


def test_what_is_no_picture_is_refused_by_its_code() -> None:
    async def story() -> None:
        decoders = Decoders(workers=1)
        for image, code in (
            (b"", "picture.empty"),
            (b"hello", "picture.unknown_format"),
            (LABEL[:60], "picture.broken"),
        ):
            with pytest.raises(Refusal, match=code):
                await decoders.decode(image)
        await decoders.stop()

    asyncio.run(story())
