"""Sales orders over HTTP; they change by commands."""

from typing import Annotated, Final, Literal

from litestar import get
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter

from server.people.views import SignedIn
from server.selling import views
from server.selling.views import OneOrder, Orders
from server.store.engine import Store

Warehouse = Annotated[int, QueryParameter(ge=1, le=2**53 - 1)]
Key = Annotated[int, PathParameter(ge=1, le=2**53 - 1)]
Asked = Annotated[str, QueryParameter(max_length=200)]
State = Literal[
    "", "draft", "submitted", "approved", "reserved", "released", "picking", "picked", "checked", "shipped", "cancelled"
]
PRICES: Final = "catalog.see_prices"


@get("/api/orders", sync_to_thread=True, tags=["selling"])
def list_orders(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    in_state: Annotated[State, QueryParameter(name="state")] = "",
    q: Asked = "",
    after: Asked = "",
) -> Orders:
    """Orders whose number or customer contains q, newest first, 100 at a time."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        return views.page(reader, warehouse, in_state, q, after)


@get("/api/orders/{order_id:int}", sync_to_thread=True, tags=["selling"])
def one_order(signed_in: NamedDependency[SignedIn], store: NamedDependency[Store], order_id: Key) -> OneOrder:
    """One order with its lines; price is null for whoever may not see prices."""
    with store.reader() as reader:
        warehouse = views.order(reader, order_id).warehouse_id
        signed_in.enter(warehouse)
        return views.one(reader, order_id, signed_in.may(PRICES, warehouse))


ROUTES: Final = [list_orders, one_order]
