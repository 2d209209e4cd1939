"""Who may do what where, remembered between commands until anything that the whole company shares has changed."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, literal, select

from server.catalog.tables import warehouse
from server.commands.tables import epoch, event_head
from server.people.rules import Granted, amount_max, may
from server.people.tables import session
from server.people.views import grants_of
from server.store.transaction import Sql, Tx

# Rights, users and warehouses change by commands of stream 0, so its number says whether the memory is still true;
# it does so too when another process has changed them.
NOW = Sql(select(epoch.c.id, event_head.c.number).where(epoch.c.ended_at == 0, event_head.c.warehouse_id == 0))
SIGNED_IN = Sql(
    select(literal(1))
    .where(session.c.device_id == bindparam("device"), session.c.user_id == bindparam("user"))
    .limit(1)
)
WAREHOUSE = Sql(select(literal(1)).where(warehouse.c.id == bindparam("id")))


class Standing:
    """What has been looked up since stream 0 last moved."""

    def __init__(self, epoch_id: str, number: int) -> None:
        self.epoch = epoch_id
        self.number = number
        self._grants: dict[int, tuple[Granted, ...]] = {}
        self._allowed: dict[tuple[int, int, str], bool] = {}
        self._signed_in: set[tuple[str, int]] = set()
        self._warehouses: set[int] = set()

    def grants(self, tx: Tx, user_id: int) -> tuple[Granted, ...]:
        """Everything that was granted to a user."""
        found = self._grants.get(user_id)
        if found is None:
            found = self._grants[user_id] = grants_of(tx, user_id)
        return found

    def may(self, tx: Tx, user_id: int, warehouse_id: int, permission: str) -> bool:
        """Whether the user may do that there; what concerns the whole company needs a grant for all warehouses."""
        key = (user_id, warehouse_id, permission)
        found = self._allowed.get(key)
        if found is None:
            found = self._allowed[key] = may(self.grants(tx, user_id), permission, warehouse_id)
        return found

    def permits(self, tx: Tx, warehouse_id: int) -> Callable[[int, str, int], bool]:
        """The same as a question that an act can ask, with an amount of money."""

        def permits(user_id: int, permission: str, amount: int) -> bool:
            if not self.may(tx, user_id, warehouse_id, permission):
                return False
            most = amount_max(self.grants(tx, user_id), permission, warehouse_id)
            return most == 0 or amount <= most

        return permits

    def has_signed_in(self, tx: Tx, device_id: str, user_id: int) -> bool:
        """Whether the user ever signed in on this device."""
        if (device_id, user_id) in self._signed_in:
            return True
        if tx.value(SIGNED_IN, device=device_id, user=user_id) is None:
            return False
        self._signed_in.add((device_id, user_id))
        return True

    def has_warehouse(self, tx: Tx, warehouse_id: int) -> bool:
        """Whether there is such a warehouse."""
        if warehouse_id in self._warehouses:
            return True
        if tx.value(WAREHOUSE, id=warehouse_id) is None:
            return False
        self._warehouses.add(warehouse_id)
        return True


def standing(tx: Tx) -> Standing:
    """The memory as it is true now."""
    row: Any = tx.one(NOW)
    assert row is not None, "the books have no epoch"
    remembered: Standing | None = tx.seen.get("standing")
    if remembered is None or remembered.number != row[1] or remembered.epoch != row[0]:
        remembered = tx.seen["standing"] = Standing(row[0], row[1])
    return remembered


def forget(tx: Tx) -> Standing:
    """Begin a new memory, because a command has just changed who may do what."""
    tx.seen.pop("standing", None)
    return standing(tx)
