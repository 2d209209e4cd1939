"""Changing passwords and PINs, and showing pairing codes: hashed or made here, then performed as commands."""

import asyncio
from typing import Annotated, Final

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta, Struct

from server.commands.perform import Caller
from server.kernel.outcome import Outcome
from server.kernel.refusal import Refusal
from server.people import rules, session, views
from server.people.commands import PairCode, SetPassword, SetPin
from server.people.session import Try
from server.people.views import SignedIn
from server.store.engine import Store
from server.web.sessions import Sessions

# The server's own device, in whose stream stands what people do in the office without an outbox.
OFFICE_DEVICE: Final = "00000000-0000-7000-8000-000000000002"


class NewSecret(Struct, forbid_unknown_fields=True):
    """user 0: one's own, proven by the old one. Another person's needs the permission and no old one."""

    new: Annotated[str, Meta(min_length=1, max_length=rules.PASSWORD_MAX)]
    old: Annotated[str, Meta(max_length=rules.PASSWORD_MAX)] = ""
    user: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0


class PairingCode(Struct):
    """Eight digits, shown as a QR code of `https://<host>/#/pair/<code>`."""

    code: str
    expires_at: int


@post("/api/password", status_code=204, tags=["people"])
async def set_password(
    data: JSONBody[NewSecret],
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    sessions: NamedDependency[Sessions],
) -> Response[None]:
    """Set a password: one's own with the old one, another person's with `people.set_password`."""
    rules.check_password(data.new)
    user, by = await _whose(data, signed_in, sessions, 0)
    new_hash = await sessions.hashed(data.new)
    await _do(store, by, "people.set_password", SetPassword(user, new_hash, signed_in.user_id))
    return Response(None, status_code=204)


@post("/api/pin", status_code=204, tags=["people"])
async def set_pin(
    data: JSONBody[NewSecret],
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    sessions: NamedDependency[Sessions],
) -> Response[None]:
    """Set a PIN: one's own with the old one (or the password), another person's with `people.set_pin`."""
    rules.check_pin(data.new)
    user, by = await _whose(data, signed_in, sessions, 1)
    new_hash = await sessions.hashed(data.new)
    await _do(store, by, "people.set_pin", SetPin(user, new_hash, signed_in.user_id))
    return Response(None, status_code=204)


@post("/api/pairing", status_code=200, tags=["people"])
async def pairing(
    data: JSONBody[PairCode], signed_in: NamedDependency[SignedIn], store: NamedDependency[Store]
) -> PairingCode:
    """A code that enrols devices: the command `people.pair_code`, for screens without an outbox."""
    outcome = await _do(store, signed_in.user_id, "people.pair_code", data)
    return PairingCode(str(outcome.made["code"]), int(str(outcome.made["expires_at"])))


async def _whose(data: NewSecret, person: SignedIn, sessions: Sessions, which: int) -> tuple[int, int]:
    """(whose secret it is, in whose name it is changed): one's own by the house, once the old one is proven."""
    if data.user not in (0, person.user_id):
        return data.user, person.user_id
    now = sessions.clock()
    tries = (Try(f"own:{person.user_id}", rules.PIN_TRIES_MAX),)
    await sessions.store.writer.perform(lambda tx: session.charge(tx, tries, now))
    with sessions.store.reader() as reader:
        kept = views.secrets_of(reader, person.user_id)
    assert kept is not None, "a session has a person"
    if not (await sessions.is_right(kept[which], data.old) or await sessions.is_right(kept[0], data.old)):
        raise Refusal("people.wrong_old")
    await sessions.store.writer.perform(lambda tx: session.forgive(tx, tries))
    return person.user_id, 0


async def _do(store: Store, user_id: int, type: str, payload: Struct) -> Outcome:
    outcome = await asyncio.to_thread(Caller(store, user_id, OFFICE_DEVICE, name="office").do, type, payload)
    if outcome.result == "refused":
        raise Refusal(outcome.code, **outcome.facts)
    return outcome


ROUTES: Final = [set_password, set_pin, pairing]
