"""Stock and movements over HTTP; they are only read here, changes go through commands."""

from typing import Annotated, Final, Literal

from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from server.kernel.refusal import Refusal
from server.ledger import views
from server.ledger.views import HoldLine, MovementShown, RemovalRuleLine, StockLine
from server.people.views import SignedIn
from server.store.engine import Store

Warehouse = Annotated[int, QueryParameter(ge=1, le=2**53 - 1)]
KeyOrNone = Annotated[int, QueryParameter(ge=0, le=2**53 - 1)]
Limit = Annotated[int, QueryParameter(ge=1, le=200)]


@get("/api/stock", sync_to_thread=True, tags=["stock"])
def list_stock(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    item: KeyOrNone = 0,
    place: KeyOrNone = 0,
) -> list[StockLine]:
    """Stock of one item, or in one place (or of the item in that place): on hand, what is held, what is available."""
    signed_in.enter(warehouse)
    if not item and not place:
        raise Refusal("ledger.ask_item_or_place")
    by: Literal["item", "place"] = "item" if item else "place"
    with store.reader() as reader:
        lines = views.stock(reader, warehouse, by, item or place)
    return [line for line in lines if place in (0, line.place_id)]


@get("/api/movements", sync_to_thread=True, tags=["stock"])
def list_movements(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    item: KeyOrNone = 0,
    place: KeyOrNone = 0,
    before: Annotated[int, QueryParameter(ge=1, le=2**53 - 1)] = 2**53 - 1,
    limit: Limit = 50,
) -> list[MovementShown]:
    """Movements, the newest first, each with command, person, device and scans; `before` is the last seq seen."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        return views.movements(reader, warehouse, item, place, before, limit)


@get("/api/frozen", sync_to_thread=True, tags=["stock"])
def list_frozen(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    item: Annotated[int, QueryParameter(ge=1, le=2**53 - 1)],
) -> list[HoldLine]:
    """What is frozen of an item: where, how much, why and by whom."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        return views.frozen(reader, warehouse, item)


@get("/api/removal-rules", sync_to_thread=True, tags=["stock"])
def list_removal_rules(
    signed_in: NamedDependency[SignedIn], store: NamedDependency[Store], warehouse: Warehouse
) -> list[RemovalRuleLine]:
    """Which stock a pick takes, step by step; without any: what expires first, then what came first."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        return views.removal_rules(reader, warehouse)


ROUTES: Final = [list_stock, list_movements, list_frozen, list_removal_rules]
