"""Who may do what, what a password and a PIN must be, when tries are used up: decisions on plain values."""

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from server.kernel.clock import HOUR, MINUTE
from server.kernel.refusal import Refusal

PASSWORD_MIN: Final = 8  # NIST SP 800-63B, 5.1.1.2: at least eight characters, and no rules about their kinds.
PASSWORD_MAX: Final = 256  # Longer is no password but a try to keep the hash function busy.
PIN_TRIES_MAX: Final = 5
PASSWORD_TRIES_MAX: Final = 10
ADDRESS_TRIES_MAX: Final = 100  # A whole hall stands behind one address; a success gives its try back.
LOCKED_FOR: Final = 15 * MINUTE
SESSION_LASTS: Final = 12 * HOUR  # One long shift.
BEARER_LASTS: Final = 30 * 24 * HOUR

_HASH = re.compile(
    r"\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$[A-Za-z0-9+/]{22,64}\$[A-Za-z0-9+/]{43,86}\Z"
)
_MEMORY_MAX_KIB: Final = 65_536  # A hash that asks for more would let one sign-in take the server's memory.
_PASSES_MAX: Final = 6


class Granted(Struct, frozen=True):
    """One permission that somebody holds: by which role, where (0: everywhere), up to what amount (0: no limit)."""

    role: str
    permission: str
    warehouse: int = 0
    amount_max: int = 0


def covers(permission: str, asked: str) -> bool:
    """Whether a permission (`picking.confirm`, `picking.*`, `*`) covers the one asked for."""
    return permission == asked or permission == "*" or (permission[-2:] == ".*" and asked.startswith(permission[:-1]))


def may(grants: Iterable[Granted], asked: str, warehouse: int = 0) -> bool:
    """Whether somebody with these grants may do that there.

    warehouse 0: a thing of the whole company, which only a grant for all warehouses allows.
    """
    return any(grant.warehouse in (0, warehouse) and covers(grant.permission, asked) for grant in grants)


def may_somewhere(grants: Iterable[Granted], asked: str) -> bool:
    """Whether there is any warehouse where they may."""
    return any(covers(grant.permission, asked) for grant in grants)


def enters(grants: Iterable[Granted], warehouse: int) -> bool:
    """Whether somebody with these grants works in that warehouse at all, and so may read what happens there."""
    return any(grant.warehouse in (0, warehouse) for grant in grants)


def amount_max(grants: Iterable[Granted], asked: str, warehouse: int = 0) -> int:
    """Up to what amount they may, in money; 0: without limit. Raises people.not_allowed when they may not at all."""
    limits = [
        grant.amount_max for grant in grants if grant.warehouse in (0, warehouse) and covers(grant.permission, asked)
    ]
    if not limits:
        raise Refusal("people.not_allowed", permission=asked)
    return 0 if 0 in limits else max(limits)


def check_password(password: str) -> None:
    """Refuse what is no good as a password."""
    if len(password) < PASSWORD_MIN:
        raise Refusal("people.password_too_short", least=PASSWORD_MIN)
    if len(password) > PASSWORD_MAX:
        raise Refusal("people.password_too_long", most=PASSWORD_MAX)


def check_pin(pin: str) -> None:
    """Refuse what is no PIN: four to eight digits, not all the same."""
    if not (4 <= len(pin) <= 8 and pin.isascii() and pin.isdigit()):
        raise Refusal("people.pin_not_digits")
    if len(set(pin)) == 1:
        raise Refusal("people.pin_too_simple")


def check_hash(text: str) -> None:
    """Refuse what is no argon2id hash, or one whose check would cost the server too much."""
    found = _HASH.match(text)
    if found is None:
        raise Refusal("people.not_a_hash")
    memory, passes, lanes = (int(part) for part in found.groups())
    if not (8 * lanes <= memory <= _MEMORY_MAX_KIB and 1 <= passes <= _PASSES_MAX and 1 <= lanes <= 4):
        raise Refusal("people.not_a_hash")


class Role(Struct, frozen=True):
    """A role as we deliver it."""

    code: str
    name_zh: str
    name_en: str
    permissions: tuple[str, ...]


# Programs on this machine (`truebin user add`) act for the house, as whoever may read its database can anyway.
HOUSE: Final = (Granted("house", "*"),)

_FLOOR = ("tasks.claim", "tasks.give_back", "tasks.take_over", "relocating.put_back")

# Granting one of these lays it down when it is not there yet; from then on it belongs to the admin (`people.set_role`).
STANDARD_ROLES: Final[dict[str, Role]] = {
    role.code: role
    for role in (
        Role(
            "picker",
            "拣货员",
            "Picker",
            (*_FLOOR, "picking.confirm", "picking.short", "picking.skip", "picking.undo"),
        ),
        Role("checker", "复核员", "Checker", (*_FLOOR, "checking.confirm", "checking.report", "shipping.ship")),
        Role("counter", "盘点员", "Cycle counter", (*_FLOOR, "counting.submit")),
        Role(
            "receiver",
            "收货员",
            "Receiver",
            (
                *(*_FLOOR, "relocating.move", "catalog.add_container", "catalog.add_lot"),
                *("catalog.label_lots", "catalog.bind_barcode"),
            ),
        ),
        Role(
            "supervisor",
            "主管",
            "Supervisor",
            (
                *(f"{work}.*" for work in ("tasks", "picking", "checking", "shipping", "relocating", "counting")),
                *(f"{work}.*" for work in ("selling", "cards", "catalog", "ledger", "importing")),
                "people.pair_code",
                "people.rename_device",
                "people.block_device",
            ),
        ),
        Role("admin", "管理员", "Admin", ("*",)),
    )
}
