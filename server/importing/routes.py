"""Reads of the import over HTTP: files with their reports, and what waits for review."""

from typing import Annotated, Literal

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from server.importing import views
from server.importing.views import Reviews, StoredFile
from server.people.views import SignedIn
from server.store.engine import Store

Number = Annotated[int, QueryParameter(ge=0, le=2**53 - 1)]


@get("/api/files", sync_to_thread=True, tags=["importing"])
def files(signed_in: NamedDependency[SignedIn], store: NamedDependency[Store]) -> list[StoredFile]:
    """The last hundred uploaded files, newest first, with what bringing them in did."""
    signed_in.must("importing.store_file")
    with store.reader() as reader:
        return views.files(reader)


@get("/api/reviews", sync_to_thread=True, tags=["importing"])
def reviews(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Number,
    in_state: Annotated[Literal["open", "done", "dropped"], QueryParameter(name="state")] = "open",
    kind: Annotated[str, QueryParameter(max_length=40)] = "",
    after: Number = 0,
) -> Reviews:
    """What imports have put aside for a person, 200 at a time; after: the last id that was seen."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        return views.reviews(reader, warehouse, in_state, kind, after)


ROUTES = [files, reviews]
