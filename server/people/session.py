"""Sessions, tries and pairing: jobs for the writer that need no device stream, because they come before there is one.

They are no commands on purpose. A sign-in makes the device and the session that every command needs; a wrong PIN must
be counted although nothing else may be written; and neither tokens nor PINs may stand in the log of commands.
"""

from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct
from sqlalchemy import bindparam, case, delete, insert, select, update

from server.kernel.ids import is_id
from server.kernel.refusal import Refusal
from server.people import rules
from server.people.tables import device, pairing, session, sign_in_failure
from server.store.transaction import Sql, Tx

# The server's own streams (command line, office, demo) have ids of the year 1970, which no device makes. Whoever took
# one before it was first used could write into it.
OF_THE_HOUSE: Final = "00000000-0000-7000-8000-"


class DeviceSelf(Struct, forbid_unknown_fields=True):
    """How a device introduces itself. id: the UUIDv7 that it made when its outbox was made."""

    id: Annotated[str, Meta(min_length=36, max_length=36)]
    name: Annotated[str, Meta(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*\Z")] = ""
    kind: Literal["phone", "handheld", "tablet", "desk"] = "phone"


class Try(Struct, frozen=True):
    """Something that may be tried only so often. subject: `pin:<device>:<user>`, `password:<login>`, `address:<ip>`."""

    subject: str
    most: int


_tries_before = sign_in_failure.c.count
_stale = sign_in_failure.c.last_at <= bindparam("stale_at")
_new_count = case((_stale, 1), else_=_tries_before + 1)


def _charge(own_insert: Any) -> Any:
    return (
        own_insert(sign_in_failure)
        .values(
            subject=bindparam("subject"),
            count=1,
            locked_until=bindparam("first_lock"),
            last_at=bindparam("now"),
        )
        .on_conflict_do_update(
            index_elements=["subject"],
            set_={
                "count": _new_count,
                "locked_until": case((_new_count >= bindparam("most"), bindparam("lock_until")), else_=0),
                "last_at": bindparam("now"),
            },
            where=sign_in_failure.c.locked_until <= bindparam("now"),
        )
        .returning(sign_in_failure.c.count)
    )


_CHARGE = Sql(_charge)
_LOCKED_UNTIL = Sql(select(sign_in_failure.c.locked_until).where(sign_in_failure.c.subject == bindparam("subject")))
_FORGET = Sql(delete(sign_in_failure).where(sign_in_failure.c.subject == bindparam("subject")))
_REFUND = Sql(
    update(sign_in_failure)
    .where(sign_in_failure.c.subject == bindparam("of_subject"), sign_in_failure.c.count > 0)
    .values(count=sign_in_failure.c.count - 1, locked_until=0)
)
_FORGET_STALE = Sql(
    delete(sign_in_failure).where(
        sign_in_failure.c.last_at <= bindparam("stale_at"), sign_in_failure.c.locked_until <= bindparam("now")
    )
)
_DEVICE = Sql(
    select(device.c.blocked, device.c.enrolled, device.c.key_sha, device.c.kind, device.c.name).where(
        device.c.id == bindparam("id")
    )
)
_ADD_DEVICE = Sql(
    insert(device).values({name: bindparam(name) for name in ("id", "name", "kind", "created_at", "last_user_id")})
)
_USED_BY = Sql(update(device).where(device.c.id == bindparam("device_id")).values(last_user_id=bindparam("by_user")))
_ENROL = Sql(
    update(device)
    .where(device.c.id == bindparam("device_id"))
    .values(enrolled=True, key_sha=bindparam("new_key_sha"), name=bindparam("new_name"))
)
_OPEN = Sql(
    insert(session).values(
        {name: bindparam(name) for name in ("token_sha", "user_id", "device_id", "kind", "created_at", "expires_at")}
    )
)
_END = Sql(
    update(session)
    .where(session.c.token_sha == bindparam("of_token"), session.c.ended_at == 0)
    .values(ended_at=bindparam("now"))
)
_USE_PAIRING = Sql(
    update(pairing)
    .where(pairing.c.code == bindparam("of_code"), pairing.c.expires_at > bindparam("now"), pairing.c.uses_left > 0)
    .values(uses_left=pairing.c.uses_left - 1)
)


def charge(tx: Tx, tries: tuple[Try, ...], now: int) -> None:
    """Count a try before it is looked at, so that tries at the same time cannot exceed the limit.

    Raises people.locked (with `minutes` until it opens), and nothing is counted, when one of the subjects is locked.
    """
    tx.run(_FORGET_STALE, stale_at=now - rules.LOCKED_FOR, now=now)
    for one in tries:
        counted = tx.one(
            _CHARGE,
            subject=one.subject,
            most=one.most,
            now=now,
            stale_at=now - rules.LOCKED_FOR,
            lock_until=now + rules.LOCKED_FOR,
            first_lock=now + rules.LOCKED_FOR if one.most <= 1 else 0,
        )
        if counted is None:
            until = tx.value(_LOCKED_UNTIL, subject=one.subject) or now
            raise Refusal("people.locked", minutes=max(1, -(-(until - now) // 60_000_000)))


def forgive(tx: Tx, tries: tuple[Try, ...]) -> None:
    """The try was right: its own subject starts anew, an address gets this one try back."""
    for one in tries:
        if one.subject.startswith("address:"):
            tx.run(_REFUND, of_subject=one.subject)
        else:
            tx.run(_FORGET, subject=one.subject)


def open_session(
    tx: Tx, myself: DeviceSelf, user_id: int, token_sha: bytes, kind: str, now: int, expires_at: int
) -> None:
    """The person is signed in on this device from now on; a device not seen before becomes known."""
    _know(tx, myself, user_id, now)
    tx.run(
        _OPEN,
        token_sha=token_sha,
        user_id=user_id,
        device_id=myself.id,
        kind=kind,
        created_at=now,
        expires_at=expires_at,
    )


def end_session(tx: Tx, token_sha: bytes, now: int) -> bool:
    """The session is over; whether it was still open."""
    return tx.run(_END, of_token=token_sha, now=now) == 1


def enrol(tx: Tx, code: str, myself: DeviceSelf, key_sha: str, now: int) -> None:
    """The device may take badge and PIN from now on; it proves itself by the key whose hash is kept here."""
    if not tx.run(_USE_PAIRING, of_code=code, now=now):
        raise Refusal("people.pairing_unknown")
    known_name = _know(tx, myself, 0, now)
    tx.run(_ENROL, device_id=myself.id, new_key_sha=key_sha, new_name=known_name)


def _know(tx: Tx, myself: DeviceSelf, user_id: int, now: int) -> str:
    if not is_id(myself.id) or myself.id.startswith(OF_THE_HOUSE):
        raise Refusal("people.not_a_device_id")
    known = tx.one(_DEVICE, id=myself.id)
    if known is None:
        name = myself.name or f"{myself.kind} {myself.id[-4:]}"
        tx.run(_ADD_DEVICE, id=myself.id, name=name, kind=myself.kind, created_at=now, last_user_id=user_id)
        return name
    if known[0]:
        raise Refusal("people.device_blocked")
    if known[3] == "service":
        # A device of the server itself: its stream is written in this house, never from outside.
        raise Refusal("people.device_blocked")
    if user_id:
        tx.run(_USED_BY, device_id=myself.id, by_user=user_id)
    name_kept: str = known[4]
    return name_kept
