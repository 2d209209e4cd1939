"""Counts over HTTP, for whoever reviews them: a counter counts blind and is shown no books."""

from typing import Annotated, Final, Literal

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from server.counting import views
from server.counting.views import ShownResult
from server.people.views import SignedIn
from server.store.engine import Store

Warehouse = Annotated[int, QueryParameter(ge=1, le=2**53 - 1)]
State = Literal["in_review", "matched", "posted", "rejected"]


@get("/api/counts", sync_to_thread=True, tags=["counting"])
def list_counts(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    in_state: Annotated[State, QueryParameter(name="state")] = "in_review",
) -> list[ShownResult]:
    """Counts in a state, newest first, at most 200; those in review against the books as they are known now."""
    signed_in.must("counting.approve", warehouse)
    with store.reader() as reader:
        return views.in_state(reader, warehouse, in_state, signed_in.device_id)


ROUTES: Final = [list_counts]
