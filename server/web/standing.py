"""Whether the server is well, and which version it is."""

from typing import Final

from litestar import get
from litestar.di import NamedDependency
from msgspec import Struct

from server import VERSION
from server.commands.registry import REGISTRY
from server.flows.demo import Demo, shown
from server.store.engine import Store
from server.web.live import Hub, epoch_of


class Health(Struct):
    """ok, and what says so: the books answered. Numbers since this process started."""

    status: str
    epoch: str
    jobs: int
    batches: int
    retries: int
    sockets: int
    sockets_dropped: int


class Version(Struct, omit_defaults=True):
    """version: of this server. commands: the types it understands, each with its versions.

    demo: the people and secrets of a demo, said openly; only when these books are one.
    """

    version: str
    commands: dict[str, tuple[int, ...]]
    demo: Demo | None = None


@get("/api/health", sync_to_thread=True, tags=["server"])
def health(store: NamedDependency[Store], hub: NamedDependency[Hub]) -> Health:
    """200 while the books answer; a proxy or a supervisor program asks this."""
    with store.reader() as reader:
        epoch = epoch_of(reader)
    writer = store.writer
    return Health("ok", epoch, writer.jobs, writer.batches, writer.retries, hub.sockets, hub.dropped)


@get("/api/version", sync_to_thread=True, tags=["server"])
def version(store: NamedDependency[Store]) -> Version:
    """Which server this is, and what it understands."""
    with store.reader() as reader:
        demo = shown(reader)
    return Version(VERSION, {name: kind.versions for name, kind in REGISTRY.items()}, demo)


ROUTES: Final = [health, version]
