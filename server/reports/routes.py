"""The board and the snapshot over HTTP."""

from typing import Annotated, Final

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from server.kernel.clock import now
from server.people.views import SignedIn
from server.reports import views
from server.reports.views import Board, Snapshot
from server.store.engine import Store
from server.tasks.flow import PERMISSIONS

Warehouse = Annotated[int, QueryParameter(ge=1, le=2**53 - 1)]


@get("/api/board", sync_to_thread=True, tags=["reports"])
def board(signed_in: NamedDependency[SignedIn], store: NamedDependency[Store], warehouse: Warehouse) -> Board:
    """Orders by state and those to look at, people, exceptions, devices and tasks; events on topic `board` patch it."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        return views.board(reader, warehouse, now())


@get("/api/snapshot", sync_to_thread=True, tags=["reports"])
def snapshot(signed_in: NamedDependency[SignedIn], store: NamedDependency[Store], warehouse: Warehouse) -> Snapshot:
    """My tasks and the open ones I may claim, as of one event number, to go on with without a network."""
    signed_in.enter(warehouse)
    kinds = [kind for kind, permission in PERMISSIONS.items() if signed_in.may(permission, warehouse)]
    with store.reader() as reader:
        return views.snapshot(reader, warehouse, signed_in.user_id, kinds)


ROUTES: Final = [board, snapshot]
