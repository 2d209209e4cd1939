"""Reads about held commands and the fate of commands over HTTP."""

from typing import Annotated, Final, Literal

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from server.commands import views
from server.commands.registry import REGISTRY
from server.commands.views import CardLine, CommandFate
from server.people.views import SignedIn
from server.store.engine import Store

# What may be granted beside the commands themselves.
FURTHER: Final = ("catalog.see_prices", "picking.override")

Warehouse = Annotated[int, QueryParameter(ge=0, le=2**53 - 1)]
State = Literal["open", "settled", "closed"]  # Litestar keeps the word `state` for itself.
KeyOrNone = Annotated[int, QueryParameter(ge=0, le=2**53 - 1)]


@get("/api/cards", sync_to_thread=True, tags=["commands"])
def cards(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    in_state: Annotated[State, QueryParameter(name="state")] = "open",
    after: KeyOrNone = 0,
) -> list[CardLine]:
    """A warehouse's held commands, oldest first; `after` is the number of the last card already seen."""
    signed_in.enter(warehouse)
    with store.reader() as reader:
        return views.card_lines(reader, warehouse, in_state, after)


@get("/api/commands/{command_id:str}", sync_to_thread=True, tags=["commands"])
def command(
    signed_in: NamedDependency[SignedIn], store: NamedDependency[Store], command_id: FromPath[str]
) -> CommandFate:
    """What became of a command, its first outcome first: for who sent it and for the people of its warehouse."""
    with store.reader() as reader:
        found = views.command_fate(reader, command_id)
    if found.user_id != signed_in.user_id:
        signed_in.enter(found.warehouse_id)
    return found


@get("/api/permissions", sync_to_thread=False, tags=["commands"])
def permissions(signed_in: NamedDependency[SignedIn]) -> list[str]:
    """Everything that a role can permit, by name; what everybody may do is not among it."""
    return sorted([*(kind.type for kind in REGISTRY.values() if not kind.everyone), *FURTHER])


ROUTES: Final = [cards, command, permissions]
