"""`python -m server.run`: build, make the warehouse, start the app and Caddy, show the way in, keep them going."""

import argparse
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event
from types import FrameType
from typing import IO

from server.run import caddy, ports, pwa
from server.run.caddy import PROJECT
from server.run.house import House
from server.run.ports import Ports
from server.run.screen import say, welcome, words
from server.run.supervisor import CannotLive, Child, keep

ANSWER_S = 60.0  # A large warehouse on a slow disk may take its time to open.
ADDRESSES_S = 20.0  # How soon a new address of the machine (another Wi-Fi, a new lease) is noticed.


def main(arguments: list[str]) -> int:
    """Run until Ctrl-C, SIGTERM or a failure; the exit code."""
    asked = _options().parse_args(arguments)
    var: Path = asked.var.resolve()
    var.mkdir(parents=True, exist_ok=True)
    lock = _lock(var / "run.lock")
    if lock is None:
        say("already", pid=(var / "run.lock").read_text().strip() or "?")
        return 1
    with lock:
        stopping = Event()

        def stop(_number: int, _frame: FrameType | None) -> None:
            stopping.set()

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGHUP, stop)
        try:
            return _run(asked, var, stopping)
        except pwa.CannotBuild:
            if stopping.is_set():
                return 0
            say("build_failed")
        except ports.NoPort as failed:
            say("no_port", wanted=failed.wanted)
        except caddy.NoCaddy:
            say("no_caddy")
        return 1


def _run(asked: argparse.Namespace, var: Path, stopping: Event) -> int:
    say("starting")
    if not asked.no_build:
        pwa.build()
    database = os.environ.get("TRUEBIN_DATABASE", f"sqlite:///{var / 'truebin.db'}")
    opened = None if stopping.is_set() else _open_warehouse(database, not asked.empty)
    if stopping.is_set():
        return 0
    if opened is None:
        say("warehouse_failed")
        return 1
    is_demo, code = opened
    chosen = _choose_ports(Ports(asked.https, asked.http, asked.app), var)
    house = House(var / "certs")
    app = Child(
        "Truebin",
        [sys.executable, "-m", "server.cli", "serve"],
        {
            "TRUEBIN_DATABASE": database,
            "TRUEBIN_BACKUPS": os.environ.get("TRUEBIN_BACKUPS", str(var / "backups")),
            "TRUEBIN_PWA": str(pwa.DIST),
            "TRUEBIN_HOST": "127.0.0.1",
            "TRUEBIN_PORT": str(chosen.app),
        },
        var / "log" / "truebin.log",
    )
    front = Child(
        "Caddy",
        caddy.command(),
        caddy.environment(var, pwa.DIST, chosen, house.certificates),
        var / "log" / "caddy.log",
    )

    def show() -> None:
        print(welcome(house, chosen, code, is_demo, var), flush=True)

    seen, look_at = house.seen(), time.monotonic() + ADDRESSES_S

    def look() -> None:
        """Follow the machine into another network: new certificate, new code on the screen."""
        nonlocal seen, look_at
        if time.monotonic() < look_at:
            return
        look_at = time.monotonic() + ADDRESSES_S
        house.look()
        if house.seen() != seen:
            seen = house.seen()
            front.stop()
            front.start(time.monotonic())
            say("new_addresses")
            show()

    try:
        app.start(time.monotonic())
        front.start(time.monotonic())
        _wait_for(app, lambda: _app_answers(chosen.app), stopping)
        _wait_for(front, lambda: _listens(chosen.https), stopping)
        if not stopping.is_set():
            show()
        keep((app, front), stopping, time.monotonic, _tell_restarted, look)
    except CannotLive as failed:
        say("cannot_live", name=failed.child.name, log=failed.child.log)
        print(failed.child.last_words(), flush=True)
        return 1
    finally:
        say("stopping")
        front.stop()
        app.stop()
        say("stopped", var=var)
    return 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m server.run", description=__doc__)
    options.add_argument("--https", type=int, default=8443, help="port for phones and office")
    options.add_argument("--http", type=int, default=8080, help="port of the setup page")
    options.add_argument("--app", type=int, default=8300, help="port of the app on 127.0.0.1")
    options.add_argument("--var", type=Path, default=PROJECT / "var", help="folder for database, certificates and logs")
    options.add_argument("--empty", action="store_true", help="make an empty warehouse instead of the demo")
    options.add_argument("--no-build", action="store_true", help="serve the PWA as it was built last")
    return options


def _lock(file: Path) -> IO[str] | None:
    """Hold the file as long as this process lives; None when another one does."""
    lock = file.open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def _open_warehouse(database: str, demo: bool) -> tuple[bool, str] | None:
    """Make or migrate the database in a process of its own; whether it is a demo, and a fresh pairing code."""
    done = subprocess.run(
        [sys.executable, "-m", "server.run.warehouse", database, "demo" if demo else "empty"],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, "TRUEBIN_DATABASE": database},
    )
    if done.returncode != 0:
        return None
    kind, _, code = done.stdout.strip().rpartition("\n")[2].partition(" ")
    return kind == "demo", code


def _choose_ports(wanted: Ports, var: Path) -> Ports:
    memory = var / "ports.json"
    first = ports.remembered(memory) or wanted
    chosen = ports.choose(wanted, memory)
    for before, now in ((first.https, chosen.https), (first.http, chosen.http), (first.app, chosen.app)):
        if before != now:
            say("port_moved", wanted=before, port=now)
    if memory.exists() and first.https != chosen.https:
        say("address_moved", wanted=first.https)
    return chosen


def _wait_for(child: Child, answers: Callable[[], bool], stopping: Event) -> None:
    """Wait until it answers or we are told to stop. Raises CannotLive when it has ended or takes ANSWER_S."""
    end = time.monotonic() + ANSWER_S
    while not answers():
        if child.ended() is not None or time.monotonic() > end:
            raise CannotLive(child)
        if stopping.wait(0.05):
            return


def _app_answers(port: int) -> bool:
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asking.request("GET", "/api/health")
        return asking.getresponse().status == 200
    except OSError:
        return False
    finally:
        asking.close()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _tell_restarted(child: Child, code: int) -> None:
    what = signal.Signals(-code).name if code < 0 else str(code)
    print(f"{datetime.now():%H:%M:%S} " + words("restarted", name=child.name, code=what), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
