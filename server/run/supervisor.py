"""Keeps a few programs going: starts them in order, starts a dead one again, stops all of them together."""

import ctypes
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

RESTARTS = 5  # More than this within RESTARTS_S is a program that cannot live; going on would only hide it.
RESTARTS_S = 60.0
STOP_S = 15.0  # The app answers what it has begun; then it is killed.
LOOK_S = 0.25
LOG_BYTES_MAX = 16 * 1024 * 1024
_PR_SET_PDEATHSIG = 1  # Linux, prctl(2)


class Child:
    """One program: its command line, environment and log file."""

    def __init__(self, name: str, command: Sequence[str], environment: dict[str, str], log: Path) -> None:
        self.name = name
        self.command = list(command)
        self.environment = environment
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None
        self.starts: deque[float] = deque(maxlen=RESTARTS + 1)

    def start(self, at: float) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches us first. at: monotonic seconds."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES_MAX:
            self.log.replace(self.log.with_suffix(".old.log"))
        self.starts.append(at)
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )

    def ended(self) -> int | None:
        """Its exit code, negative for a signal; None while it lives."""
        return self.process.poll() if self.process else None

    def stop(self) -> None:
        """Ask it to end, and end it if it does not within STOP_S."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def cannot_live(self) -> bool:
        """Whether it was started too often in too short a time."""
        return len(self.starts) > RESTARTS and self.starts[-1] - self.starts[0] < RESTARTS_S

    def last_words(self, lines: int = 12) -> str:
        """The end of its log."""
        with self.log.open("rb") as file:
            file.seek(max(0, self.log.stat().st_size - 16_384))
            return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])


class CannotLive(Exception):
    """A program that ends again and again."""

    def __init__(self, child: Child) -> None:
        super().__init__(child.name)
        self.child = child


def keep(
    children: Sequence[Child],
    stopping: Event,
    clock: Callable[[], float],
    restarted: Callable[[Child, int], None],
    look: Callable[[], None],
) -> None:
    """Keep started children alive until stopping is set, then stop them, the last started first.

    restarted: told after each new start, with the exit code of the old one. look: called on every round, for chores.
    Raises CannotLive, after all have been stopped.
    """
    try:
        while not stopping.wait(LOOK_S):
            for child in children:
                code = child.ended()
                if code is not None:
                    if child.cannot_live():
                        raise CannotLive(child)
                    child.start(clock())
                    restarted(child, code)
            look()
    finally:
        for child in reversed(children):
            child.stop()


def _die_with_parent() -> None:
    """Runs in the child before its program: if we are killed outright, it is asked to end too."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
