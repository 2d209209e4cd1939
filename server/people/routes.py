"""Reads about people and devices over HTTP."""

from typing import Final

from litestar import get
from litestar.di import NamedDependency

from server.kernel.refusal import Refusal
from server.people import rules, views
from server.people.views import DeviceLine, RoleLine, SignedIn, UserLine
from server.store.engine import Store


@get("/api/users", sync_to_thread=True, tags=["people"])
def users(signed_in: NamedDependency[SignedIn], store: NamedDependency[Store]) -> list[UserLine]:
    """All people, for whoever looks after people or devices."""
    if not any(rules.may_somewhere(signed_in.grants, one) for one in ("people.change_user", "people.pair_code")):
        raise Refusal("people.not_allowed", permission="people.change_user")
    with store.reader() as reader:
        return views.users(reader)


@get("/api/devices", sync_to_thread=True, tags=["people"])
def devices(signed_in: NamedDependency[SignedIn], store: NamedDependency[Store]) -> list[DeviceLine]:
    """All devices with their last contact and what is still on them, for whoever looks after devices."""
    if not rules.may_somewhere(signed_in.grants, "people.pair_code"):
        raise Refusal("people.not_allowed", permission="people.pair_code")
    with store.reader() as reader:
        return views.devices(reader)


@get("/api/roles", sync_to_thread=True, tags=["people"])
def roles(signed_in: NamedDependency[SignedIn], store: NamedDependency[Store]) -> list[RoleLine]:
    """All roles with what each permits, for whoever looks after people."""
    if not any(rules.may_somewhere(signed_in.grants, one) for one in ("people.set_role", "people.grant")):
        raise Refusal("people.not_allowed", permission="people.set_role")
    with store.reader() as reader:
        return views.roles(reader)


ROUTES: Final = [users, devices, roles]
