import os
import signal
import sys
from pathlib import Path
from threading import Event

import pytest

from server.run.supervisor import RESTARTS, CannotLive, Child, keep

STAYS = "import signal, sys; print('here', flush=True); signal.pause()"
ENDS = "print('no disk'); raise SystemExit(3)"


def child(folder: Path, program: str, name: str = "app") -> Child:
    return Child(name, [sys.executable, "-c", program], {}, folder / "log" / f"{name}.log")


def test_a_killed_program_is_started_again(tmp_path: Path) -> None:
    app, stopping, told = child(tmp_path, STAYS), Event(), []

    def restarted(which: Child, code: int) -> None:
        told.append((which.name, code))
        stopping.set()

    app.start(0.0)
    assert app.process is not None
    first = app.process.pid
    os.kill(first, signal.SIGKILL)
    keep((app,), stopping, lambda: 0.0, restarted, lambda: None)
    assert told == [("app", -signal.SIGKILL)]
    assert app.process.pid != first


def test_stopping_ends_every_program(tmp_path: Path) -> None:
    both = [child(tmp_path, STAYS, "app"), child(tmp_path, STAYS, "front")]
    for one in both:
        one.start(0.0)
    stopping = Event()
    stopping.set()
    keep(both, stopping, lambda: 0.0, lambda *_: None, lambda: None)
    assert [one.ended() is not None for one in both] == [True, True]


def test_a_program_that_cannot_live_stops_everything_and_shows_its_last_words(tmp_path: Path) -> None:
    app, front = child(tmp_path, ENDS, "app"), child(tmp_path, STAYS, "front")
    app.start(0.0)
    front.start(0.0)
    restarts: list[int] = []
    with pytest.raises(CannotLive) as failed:
        keep((app, front), Event(), lambda: 1.0, lambda _, code: restarts.append(code), lambda: None)
    assert failed.value.child is app
    assert restarts == [3] * RESTARTS
    assert front.ended() is not None
    assert "no disk" in app.last_words()


def test_deaths_that_lie_far_apart_are_forgiven(tmp_path: Path) -> None:
    app = child(tmp_path, ENDS)
    for day in range(RESTARTS * 2):
        app.starts.append(day * 86_400.0)
    assert not app.cannot_live()
