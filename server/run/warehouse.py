"""Opens the warehouse before the app does: makes it on first start, brings its schema up to date, and asks for a code.

Runs in a process of its own, so that what it needs does not stay in memory beside the app:
`python -m server.run.warehouse DATABASE demo|empty` prints `demo CODE` or `own CODE` as its last line.
"""

import shutil
import sys
from pathlib import Path

from msgspec import Struct
from sqlalchemy import make_url

from server.cli import CONSOLE_DEVICE, HOUSE
from server.commands.perform import Caller
from server.flows import demo
from server.kernel.outcome import Outcome
from server.kernel.refusal import Refusal
from server.people.commands import PairCode
from server.run.screen import say
from server.store.engine import Store, connect_sqlite, open_store, sqlite_path

PAIR_MINUTES = 1440  # The code on the terminal serves a working day.
PAIR_USES = 20


def prepare(database: str, with_demo: bool) -> tuple[bool, str]:
    """Make the warehouse if there is none yet, and open it; whether it is a demo, and a pairing code.

    database: `sqlite:///…` or `postgresql://…`. A new SQLite file appears only when it is complete, so that a stop
    in between leaves nothing half made. An empty PostgreSQL database is filled in place.
    """
    url = make_url(database)
    if url.get_backend_name() == "sqlite" and not sqlite_path(url).exists():
        make_file(sqlite_path(url), with_demo)
    store = open_store(database)
    try:
        if url.get_backend_name() != "sqlite" and with_demo:
            fill_if_empty(store)
        with store.reader() as reader:
            is_demo = demo.shown(reader) is not None
        outcome = Caller(store, HOUSE, CONSOLE_DEVICE, name="console").do(
            "people.pair_code", PairCode(PAIR_USES, PAIR_MINUTES)
        )
        if outcome.result != "accepted":
            raise Refusal(outcome.code, **outcome.facts)
        return is_demo, str(outcome.made["code"])
    finally:
        store.close()


def make_file(file: Path, with_demo: bool) -> None:
    """Make a new SQLite warehouse beside its place and move it there when it is whole."""
    _tell("demo" if with_demo else "empty")
    making = file.with_name(f"{file.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    store = open_store(f"sqlite:///{making / file.name}")
    try:
        if with_demo:
            fill(store)
    finally:
        store.close()
    # The last connection that may write folds the log into the file as it closes; until then the file is not whole.
    connect_sqlite(making / file.name).close()
    left = [path.name for path in making.iterdir() if path.name != file.name]
    assert not left, left
    (making / file.name).replace(file)
    making.rmdir()


def fill_if_empty(store: Store) -> None:
    """Fill the demo into books that know no warehouse yet."""
    try:
        fill(store)
    except Refusal as refusal:
        if refusal.code != "demo.not_empty":
            raise


def fill(store: Store) -> None:
    """Make the demo, telling how far it is."""
    caller = Caller(store, HOUSE, demo.DEVICE, name="demo")

    def do(type: str, payload: Struct, warehouse: int) -> Outcome:
        return caller.do(type, payload, warehouse)

    demo.build(store, do, _progress)
    _write("\r\033[K" if sys.stderr.isatty() else "")


def _progress(phase: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        _write(f"\r\033[K  {phase} {done}/{total}")


def _tell(key: str) -> None:
    # Standard output carries the answer; what a person reads goes beside it.
    say(key, to=sys.stderr)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        made_demo, code = prepare(sys.argv[1], sys.argv[2] == "demo")
    except KeyboardInterrupt:
        sys.exit(130)  # Ctrl-C while the demo is made: nothing half made is left in its place, and nothing to explain.
    print("demo" if made_demo else "own", code)
