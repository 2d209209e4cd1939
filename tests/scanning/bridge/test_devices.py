"""Serial scanners played by pseudo-terminals: what they send is told once, whole, and they may come and go."""

import os
import pty
import queue
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scanning.bridge.devices import Device, SerialReader, devices

WAITS_S = 10


class Scanner:
    """A scanner's cable: what is written on one end comes out of the port."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self._ends: tuple[int, int] | None = None
        self.plug_in()

    def plug_in(self) -> None:
        master, slave = pty.openpty()
        tty.setraw(slave)
        self._ends = master, slave
        self.link.symlink_to(os.ttyname(slave))

    def pull_out(self) -> None:
        assert self._ends is not None
        self.link.unlink()
        for end in self._ends:
            os.close(end)
        self._ends = None

    def reads(self, data: bytes) -> None:
        assert self._ends is not None
        os.write(self._ends[0], data)


Heard = tuple[Scanner, Callable[[], str], Callable[[], str]]


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Heard]:
    """A scanner, the next text it was heard to say, and the next state of its port."""
    scanner = Scanner(tmp_path / "ttyUSB7")
    texts: queue.Queue[str] = queue.Queue()
    states: queue.Queue[str] = queue.Queue()
    reader = SerialReader(
        str(scanner.link), lambda text, source, device: texts.put(text), lambda device, state: states.put(state)
    )
    reader.start()
    yield scanner, lambda: texts.get(timeout=WAITS_S), lambda: states.get(timeout=WAITS_S)
    reader.stop()
    assert reader.fault is None
    assert texts.empty()


def test_each_scan_is_told_once_in_order(heard: Heard) -> None:
    scanner, text, state = heard
    assert state() == "open"
    scanner.reads(b"A-03-2\rBOX-1\r\n")
    scanner.reads("库位\r".encode())
    assert [text() for _ in range(3)] == ["A-03-2", "BOX-1", "库位"]


def test_a_scanner_without_enter_is_heard_too(heard: Heard) -> None:
    scanner, text, state = heard
    assert state() == "open"
    scanner.reads(b"A-03-2")
    assert text() == "A-03-2"


def test_a_scanner_that_is_pulled_out_and_put_back_goes_on(heard: Heard) -> None:
    scanner, text, state = heard
    assert state() == "open"
    scanner.reads(b"A\r")
    assert text() == "A"
    scanner.pull_out()
    assert state() == "lost"
    scanner.plug_in()
    assert state() == "open"
    scanner.reads(b"B\r")
    assert text() == "B"


def test_devices_are_listed_wherever_we_run() -> None:
    for device in devices():
        assert isinstance(device, Device)
        assert device.kind in ("serial", "keyboard")
