"""Which ports are used: last time's where they are free, because a phone's stored work belongs to its address."""

import errno
import json
import socket
from pathlib import Path

from msgspec import Struct, convert, to_builtins

TRIES = 50  # More taken ports in a row than this is no coincidence.


class Ports(Struct, frozen=True):
    """https and http: for phones, on all addresses of the machine. app: between Caddy and the app, on 127.0.0.1."""

    https: int
    http: int
    app: int


class NoPort(Exception):
    """No free port was found from this one on."""

    def __init__(self, wanted: int) -> None:
        super().__init__(wanted)
        self.wanted = wanted


def choose(wanted: Ports, memory: Path) -> Ports:
    """Take the remembered ports or else the wanted ones, each moved up to the next free one, and remember them.

    memory: a JSON file that outlives the run; made here.
    Raises NoPort.
    """
    first = remembered(memory) or wanted
    taken: set[int] = set()
    https = next_free(first.https, "", taken)
    http = next_free(first.http, "", taken)
    app = next_free(first.app, "127.0.0.1", taken)
    chosen = Ports(https, http, app)
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps(to_builtins(chosen)) + "\n")
    return chosen


def remembered(memory: Path) -> Ports | None:
    """The ports of the last run, None before the first."""
    return convert(json.loads(memory.read_text()), Ports) if memory.exists() else None


def next_free(wanted: int, host: str, taken: set[int]) -> int:
    """The first port from wanted on that can be listened on, not among taken; it is added to taken. Raises NoPort."""
    for port in range(wanted, min(wanted + TRIES, 65_536)):
        if port not in taken and is_free(port, host):
            taken.add(port)
            return port
    raise NoPort(wanted)


def is_free(port: int, host: str = "") -> bool:
    """Whether this process could listen there now. A port below 1024 counts as taken for who may not open it."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as failed:
            if failed.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
        return True
