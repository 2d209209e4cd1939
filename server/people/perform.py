"""Performs the `people.…` commands: load, decide, write."""

import secrets
from collections.abc import Iterable

from msgspec import UNSET, json
from sqlalchemy import bindparam, delete, func, insert, select, update

from server.kernel.clock import MINUTE
from server.kernel.outcome import Outcome, accepted
from server.kernel.refusal import Refusal
from server.people import commands as do
from server.people import rules
from server.people.tables import device, grant, pairing, role, role_permission, session, user
from server.store.transaction import Act, Row, Sql

_USER = Sql(
    select(user.c.name, user.c.language, user.c.badge, user.c.active, user.c.hand, user.c.theme).where(
        user.c.id == bindparam("user_id")
    )
)
_LOGIN_TAKEN = Sql(select(user.c.id).where(user.c.login == bindparam("login")))
_BADGE_TAKEN = Sql(select(user.c.login).where(user.c.badge == bindparam("badge"), user.c.id != bindparam("user_id")))
_ADD_USER = Sql(
    insert(user)
    .values({name: bindparam(name) for name in ("login", "name", "language", "badge", "created_at")})
    .returning(user.c.id)
)
_CHANGE_USER = Sql(
    update(user)
    .where(user.c.id == bindparam("user_id"))
    .values(
        name=bindparam("new_name"),
        language=bindparam("new_language"),
        badge=bindparam("new_badge"),
        active=bindparam("new_active"),
        hand=bindparam("new_hand"),
        theme=bindparam("new_theme"),
    )
)
_SET_PASSWORD = Sql(update(user).where(user.c.id == bindparam("user_id")).values(password_hash=bindparam("hash")))
_SET_PIN = Sql(update(user).where(user.c.id == bindparam("user_id")).values(pin_hash=bindparam("hash")))
_END_USER_SESSIONS = Sql(
    update(session)
    .where(session.c.user_id == bindparam("of_user"), session.c.ended_at == 0)
    .values(ended_at=bindparam("now"))
)
_END_DEVICE_SESSIONS = Sql(
    update(session)
    .where(session.c.device_id == bindparam("of_device"), session.c.ended_at == 0)
    .values(ended_at=bindparam("now"))
)
_ROLE = Sql(select(role.c.id).where(role.c.code == bindparam("code")))
_ADD_ROLE = Sql(
    insert(role).values({name: bindparam(name) for name in ("code", "name_zh", "name_en")}).returning(role.c.id)
)
_NAME_ROLE = Sql(
    update(role)
    .where(role.c.id == bindparam("role_id"))
    .values(name_zh=bindparam("new_zh"), name_en=bindparam("new_en"))
)
_CLEAR_ROLE = Sql(delete(role_permission).where(role_permission.c.role_id == bindparam("role_id")))
_PERMIT = Sql(
    insert(role_permission).values({name: bindparam(name) for name in ("role_id", "permission", "amount_max")})
)
_GRANTED = Sql(
    select(grant.c.user_id).where(
        grant.c.user_id == bindparam("user_id"),
        grant.c.role_id == bindparam("role_id"),
        grant.c.warehouse_id == bindparam("warehouse_id"),
    )
)
_GRANT = Sql(insert(grant).values({name: bindparam(name) for name in ("user_id", "role_id", "warehouse_id")}))
_REVOKE = Sql(
    delete(grant).where(
        grant.c.user_id == bindparam("user_id"),
        grant.c.role_id == bindparam("role_id"),
        grant.c.warehouse_id == bindparam("warehouse_id"),
    )
)
# People who may do everything everywhere, so that nobody locks the house's last door from outside.
_MASTERS = Sql(
    select(func.count(user.c.id.distinct()))
    .select_from(
        user.join(grant, grant.c.user_id == user.c.id).join(
            role_permission, role_permission.c.role_id == grant.c.role_id
        )
    )
    .where(user.c.active, grant.c.warehouse_id == 0, role_permission.c.permission == "*")
)
_ADD_PAIRING = Sql(
    insert(pairing).values(
        {name: bindparam(name) for name in ("code", "made_by", "uses_left", "expires_at", "created_at")}
    )
)
_OLD_PAIRINGS = Sql(delete(pairing).where(pairing.c.expires_at <= bindparam("now")))
_DEVICE = Sql(select(device.c.name, device.c.blocked).where(device.c.id == bindparam("device_id")))
_NAME_DEVICE = Sql(update(device).where(device.c.id == bindparam("device_id")).values(name=bindparam("new_name")))
_PROFILE_DEVICE = Sql(
    update(device).where(device.c.id == bindparam("device_id")).values(profile=bindparam("new_profile"))
)
_BLOCK_DEVICE = Sql(
    update(device)
    .where(device.c.id == bindparam("device_id"))
    .values(blocked=bindparam("new_blocked"), enrolled=bindparam("new_enrolled"), key_sha="", alarm="")
)


def add_user(act: Act, ask: do.AddUser) -> Outcome:
    """A new person, with roles; who is not yet known by that login and badge."""
    if act.tx.one(_LOGIN_TAKEN, login=ask.login) is not None:
        raise Refusal("people.login_taken", login=ask.login)
    _check_badge(act, ask.badge, 0)
    user_id = act.tx.value(
        _ADD_USER, login=ask.login, name=ask.name, language=ask.language, badge=ask.badge, created_at=act.at
    )
    for code in dict.fromkeys(ask.roles):
        _give(act, user_id, code, ask.warehouse)
    act.tell("user.changed", "people", user=user_id)
    return accepted(user=user_id)


def change_user(act: Act, ask: do.ChangeUser) -> Outcome:
    """Name, language, badge, and whether they still work here; who no longer does is signed out at once."""
    masters = _masters(act)
    before = _user(act, ask.user)
    name, language, badge, active = before[:4]
    if ask.badge is not UNSET:
        badge = ask.badge
        _check_badge(act, badge, ask.user)
    _write_user(
        act,
        ask.user,
        name=name if ask.name is UNSET else ask.name,
        language=language if ask.language is UNSET else ask.language,
        badge=badge,
        active=active if ask.active is UNSET else ask.active,
        hand=before[4],
        theme=before[5],
    )
    if ask.active is False:
        _check_masters(act, masters)
        act.tx.run(_END_USER_SESSIONS, of_user=ask.user, now=act.at)
    act.tell("user.changed", "people", user=ask.user)
    return accepted(user=ask.user)


def set_preferences(act: Act, ask: do.SetPreferences) -> Outcome:
    """How the person behind the command wants the screens."""
    name, language, badge, active, hand, theme = _user(act, act.user_id)
    _write_user(
        act,
        act.user_id,
        name=name,
        language=language if ask.language is UNSET else ask.language,
        badge=badge,
        active=active,
        hand=hand if ask.hand is UNSET else ask.hand,
        theme=theme if ask.theme is UNSET else ask.theme,
    )
    return accepted()


def set_password(act: Act, ask: do.SetPassword) -> Outcome:
    """A new password; whoever is signed in as this person stays so."""
    rules.check_hash(ask.hash)
    _user(act, ask.user)
    act.tx.run(_SET_PASSWORD, user_id=ask.user, hash=ask.hash)
    return accepted(user=ask.user)


def set_pin(act: Act, ask: do.SetPin) -> Outcome:
    """A new PIN for the badge."""
    rules.check_hash(ask.hash)
    _user(act, ask.user)
    act.tx.run(_SET_PIN, user_id=ask.user, hash=ask.hash)
    return accepted(user=ask.user)


def set_role(act: Act, ask: do.SetRole) -> Outcome:
    """A role as it shall be from now on, for everybody who has it."""
    if len({one.permission for one in ask.permissions}) < len(ask.permissions):
        raise Refusal("people.permission_twice", role=ask.code)
    masters = _masters(act)
    role_id = act.tx.value(_ROLE, code=ask.code)
    if role_id is None:
        role_id = act.tx.value(_ADD_ROLE, code=ask.code, name_zh=ask.name_zh, name_en=ask.name_en)
    else:
        act.tx.run(_NAME_ROLE, role_id=role_id, new_zh=ask.name_zh, new_en=ask.name_en)
        act.tx.run(_CLEAR_ROLE, role_id=role_id)
    _permit(act, role_id, ((one.permission, one.amount_max) for one in ask.permissions))
    _check_masters(act, masters)
    act.tell("user.changed", "people", role=ask.code)
    return accepted(role=role_id)


def give(act: Act, ask: do.Grant) -> Outcome:
    """This person has this role from now on."""
    _user(act, ask.user)
    _give(act, ask.user, ask.role, ask.warehouse)
    act.tell("user.changed", "people", user=ask.user)
    return accepted(user=ask.user)


def revoke(act: Act, ask: do.Revoke) -> Outcome:
    """The grant is taken back; refused when nobody would be left who may do everything."""
    _user(act, ask.user)
    masters = _masters(act)
    role_id = act.tx.value(_ROLE, code=ask.role)
    gone = 0 if role_id is None else act.tx.run(_REVOKE, user_id=ask.user, role_id=role_id, warehouse_id=ask.warehouse)
    if not gone:
        raise Refusal("people.not_granted", role=ask.role)
    _check_masters(act, masters)
    act.tell("user.changed", "people", user=ask.user)
    return accepted(user=ask.user)


def pair_code(act: Act, ask: do.PairCode) -> Outcome:
    """Eight digits that enrol devices for a short while."""
    act.tx.run(_OLD_PAIRINGS, now=act.at)
    code = f"{secrets.randbelow(10**8):08d}"
    expires_at = act.at + ask.minutes * MINUTE
    act.tx.run(
        _ADD_PAIRING, code=code, made_by=act.user_id, uses_left=ask.uses, expires_at=expires_at, created_at=act.at
    )
    return accepted(code=code, expires_at=expires_at)


def rename_device(act: Act, ask: do.RenameDevice) -> Outcome:
    """The device shows under this name from now on."""
    _device(act, ask.device)
    act.tx.run(_NAME_DEVICE, device_id=ask.device, new_name=ask.name)
    act.tell("device.changed", "board", "devices", device=ask.device, name=ask.name)
    return accepted(device=ask.device)


def block_device(act: Act, ask: do.BlockDevice) -> Outcome:
    """A blocked device is signed out and no longer enrolled; let in again, it has to be paired again."""
    _device(act, ask.device)
    act.tx.run(_BLOCK_DEVICE, device_id=ask.device, new_blocked=ask.blocked, new_enrolled=False)
    if ask.blocked:
        act.tx.run(_END_DEVICE_SESSIONS, of_device=ask.device, now=act.at)
    act.tell("device.changed", "board", "devices", device=ask.device, blocked=ask.blocked)
    return accepted(device=ask.device)


def set_device_profile(act: Act, ask: do.SetDeviceProfile) -> Outcome:
    """How the scanner of the device behind the command types; a device speaks of its own alone."""
    _device(act, act.device_id)
    profile = "{}" if ask.profile is None else json.encode(ask.profile).decode()
    act.tx.run(_PROFILE_DEVICE, device_id=act.device_id, new_profile=profile)
    act.tell("device.changed", "devices", device=act.device_id)
    return accepted(device=act.device_id)


def _user(act: Act, user_id: int) -> Row:
    row = act.tx.one(_USER, user_id=user_id)
    if row is None:
        raise Refusal("people.unknown_user", user=user_id)
    return row


def _device(act: Act, device_id: str) -> Row:
    row = act.tx.one(_DEVICE, device_id=device_id)
    if row is None:
        raise Refusal("people.unknown_device", device=device_id)
    return row


def _check_badge(act: Act, badge: str, user_id: int) -> None:
    owner = act.tx.value(_BADGE_TAKEN, badge=badge, user_id=user_id) if badge else None
    if owner is not None:
        raise Refusal("people.badge_taken", badge=badge, login=owner)


def _write_user(act: Act, user_id: int, **new: object) -> None:
    act.tx.run(_CHANGE_USER, user_id=user_id, **{f"new_{name}": value for name, value in new.items()})


def _give(act: Act, user_id: int, code: str, warehouse: int) -> None:
    role_id = act.tx.value(_ROLE, code=code)
    if role_id is None:
        role_id = _lay_down(act, code)
    if act.tx.one(_GRANTED, user_id=user_id, role_id=role_id, warehouse_id=warehouse) is not None:
        raise Refusal("people.already_granted", role=code)
    act.tx.run(_GRANT, user_id=user_id, role_id=role_id, warehouse_id=warehouse)


def _lay_down(act: Act, code: str) -> int:
    standard = rules.STANDARD_ROLES.get(code)
    if standard is None:
        raise Refusal("people.unknown_role", role=code)
    role_id: int = act.tx.value(_ADD_ROLE, code=code, name_zh=standard.name_zh, name_en=standard.name_en)
    _permit(act, role_id, ((permission, 0) for permission in standard.permissions))
    return role_id


def _permit(act: Act, role_id: int, permissions: Iterable[tuple[str, int]]) -> None:
    for permission, amount_max in permissions:
        act.tx.run(_PERMIT, role_id=role_id, permission=permission, amount_max=amount_max)


def _masters(act: Act) -> int:
    count: int = act.tx.value(_MASTERS)
    return count


def _check_masters(act: Act, before: int) -> None:
    # Asked after the change: a refusal undoes the savepoint.
    if before and not _masters(act):
        raise Refusal("people.last_admin")
