"""Every command there is, named once: its words, its performer, its nature. Its type is also its permission."""

from collections.abc import Iterable

from server.commands import cards
from server.commands.kind import Kind, Kinds


def named(kinds: Iterable[Kind]) -> dict[str, Kind]:
    """The registry of these kinds, with `cards.close`, which tries them again."""
    registry: dict[str, Kind] = {}
    for kind in (*kinds, Kind("cards.close", cards.CloseCard, cards.closing(registry), "request")):
        assert kind.type not in registry, f"{kind.type} is named twice"
        registry[kind.type] = kind
    return registry


REGISTRY: Kinds = named([])
