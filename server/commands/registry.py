"""Every command there is, named once: its words, its performer, its nature. Its type is also its permission."""

from collections.abc import Iterable

from server.commands import cards
from server.commands.kind import Kind, Kinds
from server.flows.bring_in import bring_in
from server.importing import commands as importing
from server.importing import perform as importing_perform
from server.people import commands as people
from server.people import perform as people_perform


def named(kinds: Iterable[Kind]) -> dict[str, Kind]:
    """The registry of these kinds, with `cards.close`, which tries them again."""
    registry: dict[str, Kind] = {}
    for kind in (*kinds, Kind("cards.close", cards.CloseCard, cards.closing(registry), "request")):
        assert kind.type not in registry, f"{kind.type} is named twice"
        registry[kind.type] = kind
    return registry


PEOPLE = (
    Kind("people.add_user", people.AddUser, people_perform.add_user, "request", "company"),
    Kind("people.change_user", people.ChangeUser, people_perform.change_user, "request", "company"),
    Kind("people.set_password", people.SetPassword, people_perform.set_password, "request", "company"),
    Kind("people.set_pin", people.SetPin, people_perform.set_pin, "request", "company"),
    Kind("people.set_role", people.SetRole, people_perform.set_role, "request", "company"),
    Kind("people.grant", people.Grant, people_perform.give, "request", "company"),
    Kind("people.revoke", people.Revoke, people_perform.revoke, "request", "company"),
    Kind("people.pair_code", people.PairCode, people_perform.pair_code, "request", "company"),
    Kind("people.rename_device", people.RenameDevice, people_perform.rename_device, "request", "company"),
    Kind("people.block_device", people.BlockDevice, people_perform.block_device, "request", "company"),
    Kind(
        "people.set_preferences",
        people.SetPreferences,
        people_perform.set_preferences,
        "request",
        "company",
        everyone=True,
    ),
)

IMPORTING = (
    Kind("importing.store_file", importing.StoreFile, importing_perform.store_file, "request", "company"),
    Kind("importing.bring_in", importing.BringIn, bring_in, "request"),
    Kind("importing.close_review", importing.CloseReview, importing_perform.close_review, "request"),
)

REGISTRY: Kinds = named([*IMPORTING, *PEOPLE])
