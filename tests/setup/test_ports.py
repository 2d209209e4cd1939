import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.run import ports
from server.run.ports import NoPort, Ports


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A port that somebody else holds."""
    held = socket.socket()
    held.bind(("", 0))
    held.listen()
    with held:
        yield held


def test_a_taken_port_is_passed_over(listening: socket.socket) -> None:
    wanted = listening.getsockname()[1]
    assert not ports.is_free(wanted)
    assert ports.next_free(wanted, "", set()) > wanted


def test_no_port_is_given_twice() -> None:
    taken: set[int] = set()
    first = ports.next_free(41_000, "", taken)
    assert ports.next_free(first, "", taken) > first


def test_the_ports_of_the_last_run_come_back(tmp_path: Path, listening: socket.socket) -> None:
    wanted = listening.getsockname()[1]
    moved = ports.choose(Ports(wanted, 42_000, 43_000), tmp_path / "ports.json")
    assert moved.https != wanted
    listening.close()
    assert ports.choose(Ports(wanted, 42_000, 43_000), tmp_path / "ports.json") == moved


def test_the_end_of_all_ports_is_said() -> None:
    with pytest.raises(NoPort):
        ports.next_free(65_535, "", {65_535})
