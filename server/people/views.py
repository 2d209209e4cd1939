"""What is known about people and devices: grants, the signed-in person, lists for screens."""

import msgspec
from msgspec import Struct
from msgspec.json import Decoder
from sqlalchemy import and_, bindparam, func, or_, select

from server.kernel.refusal import Refusal
from server.people import rules
from server.people.commands import RolePermission, ScannerFinding
from server.people.rules import Granted
from server.people.tables import device, grant, role, role_permission, session, user
from server.store.transaction import Reader, Row, Sql


class SignedIn(Struct, frozen=True):
    """The person behind a request, and through what: routes get it as the named dependency `signed_in`."""

    user_id: int
    login: str
    name: str
    language: str
    hand: str
    theme: str
    device_id: str
    kind: str  # of the session: cookie or bearer
    expires_at: int
    grants: tuple[Granted, ...] = ()

    def may(self, permission: str, warehouse: int = 0) -> bool:
        """Whether they may do that there (0: for the whole company)."""
        return rules.may(self.grants, permission, warehouse)

    def must(self, permission: str, warehouse: int = 0) -> None:
        """Raises people.not_allowed when they may not."""
        if not rules.may(self.grants, permission, warehouse):
            raise Refusal("people.not_allowed", permission=permission)

    def enter(self, warehouse: int) -> None:
        """Raises people.not_your_warehouse when nothing was granted to them there."""
        if not rules.enters(self.grants, warehouse):
            raise Refusal("people.not_your_warehouse", warehouse=warehouse)


class GrantLine(Struct, frozen=True):
    """A role that somebody has; warehouse 0: everywhere."""

    role: str
    warehouse: int


class RoleLine(Struct, frozen=True):
    """A role with what it permits; amount_max of a permission: money, 0 for no limit. users: who has it."""

    code: str
    name_zh: str
    name_en: str
    permissions: list[RolePermission]
    users: int


class UserLine(Struct):
    """One person in the list of people."""

    id: int
    login: str
    name: str
    language: str
    badge: str
    active: bool
    has_password: bool
    has_pin: bool
    roles: list[str] = []
    grants: list[GrantLine] = []


class DeviceLine(Struct):
    """One device as boards show it: who, when, and what is still out there."""

    id: str
    name: str
    kind: str
    enrolled: bool
    blocked: bool
    user_id: int
    user: str
    head: int
    newest: int
    unsent: int
    drained: bool
    covered: int
    last_contact_at: int
    offset_us: int
    uncertainty_us: int
    # What its scanner suffers from; None when nobody has examined it. Empty: nothing.
    scanner: list[ScannerFinding] | None = None


class NotDrained(Struct, frozen=True):
    """A device that may still hold something: whose, how far it is known, and until when it is known to be empty."""

    id: str
    name: str
    user: str
    head: int
    newest: int
    drained_at: int
    last_contact_at: int
    alarm: str


class _Examined(Struct):
    """Of a device's profile what boards show."""

    findings: list[ScannerFinding] | None = None


_PROFILE = Decoder(_Examined)
_GRANTS = Sql(
    select(role.c.code, role_permission.c.permission, grant.c.warehouse_id, role_permission.c.amount_max)
    .select_from(
        grant.join(role, role.c.id == grant.c.role_id).join(role_permission, role_permission.c.role_id == role.c.id)
    )
    .where(grant.c.user_id == bindparam("user_id"))
    .order_by(role.c.code, role_permission.c.permission, grant.c.warehouse_id)
)
_SESSION = Sql(
    select(
        user.c.id,
        user.c.login,
        user.c.name,
        user.c.language,
        user.c.hand,
        user.c.theme,
        session.c.device_id,
        session.c.kind,
        session.c.expires_at,
    )
    .select_from(session.join(user, user.c.id == session.c.user_id).join(device, device.c.id == session.c.device_id))
    .where(
        session.c.token_sha == bindparam("token_sha"),
        session.c.ended_at == 0,
        session.c.expires_at > bindparam("now"),
        user.c.active,
        ~device.c.blocked,
    )
)
_USERS = Sql(
    select(
        user.c.id,
        user.c.login,
        user.c.name,
        user.c.language,
        user.c.badge,
        user.c.active,
        user.c.password_hash != "",
        user.c.pin_hash != "",
    ).order_by(user.c.login)
)
_USER_ROLES = Sql(
    select(grant.c.user_id, role.c.code, grant.c.warehouse_id)
    .select_from(grant.join(role, role.c.id == grant.c.role_id))
    .order_by(grant.c.user_id, role.c.code, grant.c.warehouse_id)
)
_ROLES = Sql(
    select(role.c.id, role.c.code, role.c.name_zh, role.c.name_en, func.count(grant.c.user_id.distinct()))
    .select_from(role.outerjoin(grant, grant.c.role_id == role.c.id))
    .group_by(role.c.id, role.c.code, role.c.name_zh, role.c.name_en)
)
_PERMISSIONS = Sql(
    select(role_permission.c.role_id, role_permission.c.permission, role_permission.c.amount_max).order_by(
        role_permission.c.role_id, role_permission.c.permission
    )
)
_DEVICES = Sql(
    select(
        device.c.id,
        device.c.name,
        device.c.kind,
        device.c.enrolled,
        device.c.blocked,
        device.c.last_user_id,
        user.c.name,
        device.c.head,
        device.c.newest,
        device.c.unsent,
        device.c.drained,
        device.c.covered,
        device.c.last_contact_at,
        device.c.offset_us,
        device.c.uncertainty_us,
        device.c.profile,
    )
    .select_from(device.outerjoin(user, user.c.id == device.c.last_user_id))
    .where(device.c.kind != "service")
    .order_by(device.c.last_contact_at.desc(), device.c.id)
    .limit(1000)
)
_may_enter = (
    select(session.c.device_id)
    .select_from(session.join(grant, grant.c.user_id == session.c.user_id))
    .where(
        session.c.device_id == device.c.id,
        or_(grant.c.warehouse_id == 0, grant.c.warehouse_id == bindparam("w")),
    )
    .exists()
)
_missing = device.c.head < device.c.newest
_silent = device.c.drained_at < bindparam("moment")
_NOT_DRAINED = Sql(
    select(
        device.c.id,
        device.c.name,
        func.coalesce(user.c.name, ""),
        device.c.head,
        device.c.newest,
        device.c.drained_at,
        device.c.last_contact_at,
        device.c.alarm,
    )
    .select_from(device.outerjoin(user, user.c.id == device.c.last_user_id))
    .where(
        device.c.kind != "service",
        _may_enter,
        # A blocked device can do no more, but what it has made before and not sent is missing all the same.
        or_(_missing, device.c.alarm != "", and_(_silent, ~device.c.blocked)),
    )
    .order_by(device.c.drained_at, device.c.id)
)
_USER_BY_LOGIN = Sql(select(user.c.id, user.c.password_hash, user.c.active).where(user.c.login == bindparam("login")))
_USER_BY_BADGE = Sql(
    select(user.c.id, user.c.pin_hash, user.c.active).where(user.c.badge == bindparam("badge"), user.c.badge != "")
)
_SECRETS = Sql(select(user.c.password_hash, user.c.pin_hash).where(user.c.id == bindparam("id")))
_DEVICE = Sql(
    select(device.c.name, device.c.enrolled, device.c.blocked, device.c.head, device.c.key_sha).where(
        device.c.id == bindparam("id")
    )
)


def grants_of(reader: Reader, user_id: int) -> tuple[Granted, ...]:
    """Everything that was granted to somebody, role by role. User 0 is the house itself: no session can be its."""
    if user_id == 0:
        return rules.HOUSE
    return tuple(Granted(*row) for row in reader.all(_GRANTS, user_id=user_id))


def signed_in(reader: Reader, token_sha: bytes, now: int) -> SignedIn | None:
    """Who a session's token stands for; None when unknown, over or ended, the person gone or the device blocked."""
    row = reader.one(_SESSION, token_sha=token_sha, now=now)
    if row is None:
        return None
    person = SignedIn(*row)
    return msgspec.structs.replace(person, grants=grants_of(reader, person.user_id))


def users(reader: Reader) -> list[UserLine]:
    """All people, by login."""
    granted: dict[int, list[GrantLine]] = {}
    for user_id, code, warehouse in reader.all(_USER_ROLES):
        granted.setdefault(user_id, []).append(GrantLine(code, warehouse))
    found = []
    for row in reader.all(_USERS):
        line = UserLine(*row)
        line.active, line.has_password, line.has_pin = bool(line.active), bool(line.has_password), bool(line.has_pin)
        line.grants = granted.get(line.id, [])
        line.roles = list(dict.fromkeys(one.role for one in line.grants))
        found.append(line)
    return found


def roles(reader: Reader) -> list[RoleLine]:
    """All roles by code, also the standard ones that nobody has been given yet."""
    permitted: dict[int, list[RolePermission]] = {}
    for role_id, permission, amount_max in reader.all(_PERMISSIONS):
        permitted.setdefault(role_id, []).append(RolePermission(permission, amount_max))
    known = {
        code: RoleLine(code, name_zh, name_en, permitted.get(role_id, []), users)
        for role_id, code, name_zh, name_en, users in reader.all(_ROLES)
    }
    standard = {
        one.code: RoleLine(one.code, one.name_zh, one.name_en, [RolePermission(each) for each in one.permissions], 0)
        for one in rules.STANDARD_ROLES.values()
    }
    return [one for _, one in sorted((standard | known).items())]


def devices(reader: Reader) -> list[DeviceLine]:
    """All devices that people hold, the latest contact first; at most 1,000."""
    return [_device_line(row) for row in reader.all(_DEVICES)]


def not_drained_since(reader: Reader, warehouse_id: int, moment: int) -> list[NotDrained]:
    """The devices that may still hold what was done in a warehouse up to a moment of server time (I5).

    None: every entry that a device made before the moment is here. Programs of our own keep nothing back. Somebody who
    may act there has signed in on each of these, and it has not said since the moment that nothing is left on it, or
    numbers that it has spoken of are missing, or another copy of it has spoken (its alarm).
    """
    return [NotDrained(*row) for row in reader.all(_NOT_DRAINED, w=warehouse_id, moment=moment)]


def _device_line(row: Row) -> DeviceLine:
    *facts, profile = row
    line = DeviceLine(*facts)
    line.scanner = _PROFILE.decode(profile).findings
    line.enrolled, line.blocked, line.drained = bool(line.enrolled), bool(line.blocked), bool(line.drained)
    line.user = line.user or ""
    return line


def user_by_login(reader: Reader, login: str) -> Row | None:
    """(id, password_hash, active)"""
    return reader.one(_USER_BY_LOGIN, login=login)


def user_by_badge(reader: Reader, badge: str) -> Row | None:
    """(id, pin_hash, active)"""
    return reader.one(_USER_BY_BADGE, badge=badge)


def secrets_of(reader: Reader, user_id: int) -> Row | None:
    """(password_hash, pin_hash)"""
    return reader.one(_SECRETS, id=user_id)


def device_state(reader: Reader, device_id: str) -> Row | None:
    """(name, enrolled, blocked, head, key_sha)"""
    return reader.one(_DEVICE, id=device_id)
