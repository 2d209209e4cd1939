"""The catalogue over HTTP; it is only read here, changes go through commands."""

from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.openapi import ResponseSpec
from litestar.params import FromQuery, PathParameter, QueryParameter
from msgspec import Struct

from server.catalog import barcode, number, views
from server.catalog.item import Item, items, kinds
from server.catalog.party import Party, parties
from server.catalog.place import Place, places
from server.catalog.views import ItemWhole, NumberRuleLine, WarehouseLine, ZoneLine
from server.kernel.clock import now
from server.people.views import SignedIn
from server.store.engine import Store

Warehouse = Annotated[int, QueryParameter(ge=0, le=2**53 - 1)]
Key = Annotated[int, PathParameter(ge=1, le=2**53 - 1)]
Asked = Annotated[str, QueryParameter(max_length=200)]
Limit = Annotated[int, QueryParameter(ge=1, le=500)]

PRICES: Final = "catalog.see_prices"  # who may see what things cost
VERSIONS_KEPT: Final = 16  # encoded code lists, one per warehouse and state of the registry


class Codes(Struct):
    """Every code that means something in a warehouse: text, kind, target id, label, unit, amount (10^-digits)."""

    version: str
    codes: list[tuple[str, str, int, str, str, int]]


_encoded: dict[tuple[str, int, str], bytes] = {}


@get(
    "/api/codes",
    sync_to_thread=True,
    tags=["catalog"],
    responses={
        200: ResponseSpec(data_container=Codes, description="Every active code"),
        304: ResponseSpec(data_container=None, description="Nothing has changed"),
    },
)
def codes(
    request: Request[Any, Any, Any],
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
) -> Response[Any]:
    """All active codes of the company and one warehouse. Send the ETag back and get 304 while nothing has changed."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        version = barcode.version(reader)
        tag = f'"{version}"'
        if version and request.headers.get("if-none-match") == tag:
            return Response(None, status_code=304, headers={"etag": tag})
        key = (str(store.url), warehouse, version)
        body = _encoded.get(key)
        if body is None:
            body = msgspec.json.encode(Codes(version, barcode.codes(reader, warehouse)))
            if version:
                while len(_encoded) >= VERSIONS_KEPT:
                    _encoded.pop(next(iter(_encoded)))
                _encoded[key] = body
    return Response(body, media_type="application/json", headers={"etag": tag, "cache-control": "private, no-cache"})


@get("/api/items", sync_to_thread=True, tags=["catalog"])
def list_items(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    q: Asked = "",
    after: Asked = "",
    limit: Limit = 100,
    kind: Asked = "",
    active: FromQuery[bool | None] = None,
) -> list[Item]:
    """Items whose code or name contains q, by code; `after` is the last code already seen."""
    with store.reader() as reader:
        found = items(reader, q, after, limit, kind, active)
    return [_priced(signed_in, one) for one in found]


@get("/api/items/{item_id:int}", sync_to_thread=True, tags=["catalog"])
def one_item(signed_in: NamedDependency[SignedIn], store: NamedDependency[Store], item_id: Key) -> ItemWhole:
    """One item with its units, codes and newest lots."""
    with store.reader() as reader:
        found = views.whole_item(reader, item_id)
    return msgspec.structs.replace(found, item=_priced(signed_in, found.item))


@get("/api/item-kinds", sync_to_thread=True, tags=["catalog"])
def list_kinds(signed_in: NamedDependency[SignedIn], store: NamedDependency[Store]) -> list[str]:
    """The kinds that items have: what rules are made for."""
    with store.reader() as reader:
        return kinds(reader)


@get("/api/bins", sync_to_thread=True, tags=["catalog"])
def list_bins(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    q: Asked = "",
    kind: Annotated[str, QueryParameter(pattern=r"^(bin|dock|container)\Z")] = "bin",
    after: Asked = "",
    limit: Limit = 100,
    zone: Annotated[int, QueryParameter(ge=0, le=2**53 - 1)] = 0,
) -> list[Place]:
    """Bins (or docks, or containers) whose code contains q, by code; of one zone, when it is not 0."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        return places(reader, warehouse, kind, q, after, limit, zone)


@get("/api/zones", sync_to_thread=True, tags=["catalog"])
def list_zones(
    signed_in: NamedDependency[SignedIn], store: NamedDependency[Store], warehouse: Warehouse
) -> list[ZoneLine]:
    """A warehouse's zones in walk order."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        return views.zones(reader, warehouse)


@get("/api/warehouses", sync_to_thread=True, tags=["catalog"])
def list_warehouses(signed_in: NamedDependency[SignedIn], store: NamedDependency[Store]) -> list[WarehouseLine]:
    """The warehouses that the signed-in person may work in."""
    with store.reader() as reader:
        found = views.warehouses(reader)
    return [one for one in found if any(grant.warehouse in (0, one.id) for grant in signed_in.grants)]


@get("/api/parties", sync_to_thread=True, tags=["catalog"])
def list_parties(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    q: Asked = "",
    after: Asked = "",
    limit: Limit = 100,
    kind: Annotated[str, QueryParameter(pattern=r"^(customer|supplier)?\Z")] = "",
) -> list[Party]:
    """Customers and suppliers whose code or name contains q, by code; who is both counts as either."""
    with store.reader() as reader:
        return parties(reader, q, after, limit, kind)


@get("/api/number-rules", sync_to_thread=True, tags=["catalog"])
def list_number_rules(
    signed_in: NamedDependency[SignedIn], store: NamedDependency[Store], warehouse: Warehouse
) -> list[NumberRuleLine]:
    """How everything is numbered, each with the number that comes next."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        return views.number_rules(reader, warehouse, now())


@get("/api/number-rules/example", sync_to_thread=True, tags=["catalog"])
def number_example(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    name: Annotated[str, QueryParameter(min_length=1, max_length=40, pattern=r"^[a-z_]+\Z")],
    pattern: Annotated[str, QueryParameter(min_length=1, max_length=100)],
) -> NumberRuleLine:
    """The number that another pattern would give next; nothing is changed. Refused when it is no pattern."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        return NumberRuleLine(name, pattern, number.example(reader, name, now(), warehouse, pattern))


def _priced(signed_in: SignedIn, one: Item) -> Item:
    return one if signed_in.may(PRICES) else msgspec.structs.replace(one, price=0)


ROUTES: Final = [
    codes,
    list_items,
    one_item,
    list_kinds,
    list_bins,
    list_zones,
    list_warehouses,
    list_parties,
    list_number_rules,
    number_example,
]
