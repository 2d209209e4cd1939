"""Hears, on PostgreSQL, what other processes have committed: one connection that listens, on a thread of its own."""

import logging
import threading
from collections.abc import Callable
from typing import Final

import psycopg
from sqlalchemy import URL

CHANNEL: Final = "truebin"
LOOK_S: Final = 0.5  # How long stopping may take.
AGAIN_S: Final = 2.0  # Between tries while the database is away.

log = logging.getLogger(__name__)


def hear_others(url: URL, tell: Callable[[int, int], None]) -> Callable[[], None]:
    """Call tell(warehouse, number) whenever somebody has committed events up to that number; answers how to stop.

    tell: called on the listening thread; must be quick. What is said while the connection is away is lost, so whoever
    must not miss anything looks at the log now and then as well.
    """
    stopping = threading.Event()
    conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)

    def listen() -> None:
        while not stopping.is_set():
            try:
                with psycopg.connect(conninfo, autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    while not stopping.is_set():
                        for note in connection.notifies(timeout=LOOK_S):
                            warehouse, _, number = note.payload.partition(":")
                            tell(int(warehouse), int(number))
            except psycopg.OperationalError as error:
                log.warning("cannot hear other processes: %s", error)
                stopping.wait(AGAIN_S)

    thread = threading.Thread(target=listen, name="hear", daemon=True)
    thread.start()

    def stop() -> None:
        stopping.set()
        thread.join()

    return stop
