"""Events: what boards, phones and webhooks are told, numbered per warehouse without gaps."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Raw, Struct
from sqlalchemy import bindparam, func, insert, select

from server.commands.tables import event, event_head
from server.store.transaction import Reader, Sql, Told, Tx

READ_MAX = 1000  # Events in one answer.


class StoredEvent(Struct, frozen=True):
    """One event as it stands in the log. body: JSON, encoded once for the log and every listener."""

    warehouse: int
    number: int
    kind: str
    topics: tuple[str, ...]
    body: Raw
    command_id: str
    at: int


def _numbers(database_insert: Any) -> Any:
    made = database_insert(event_head).values(warehouse_id=bindparam("w"), number=bindparam("count"))
    return made.on_conflict_do_update(
        index_elements=[event_head.c.warehouse_id], set_={"number": event_head.c.number + bindparam("more")}
    ).returning(event_head.c.number)


TAKE_NUMBERS = Sql(_numbers)
_COLUMNS = ("warehouse_id", "number", "kind", "topics", "body", "command_id", "at")
STORE = Sql(insert(event).values({name: bindparam(name) for name in _COLUMNS}))
HEAD = Sql(select(event_head.c.number).where(event_head.c.warehouse_id == bindparam("w")))
FIRST = Sql(select(func.min(event.c.number)).where(event.c.warehouse_id == bindparam("w")))
SINCE = Sql(
    select(*(event.c[name] for name in _COLUMNS))
    .where(event.c.warehouse_id == bindparam("w"), event.c.number > bindparam("since"))
    .order_by(event.c.number)
    .limit(bindparam("most"))
)


def store(tx: Tx, told: Sequence[tuple[str, Told]], at: int) -> list[StoredEvent]:
    """Number and keep what was told (by which command), and publish it with the commit; numbers follow the order."""
    by_warehouse: dict[int, list[tuple[str, Told]]] = {}
    for pair in told:
        by_warehouse.setdefault(pair[1].warehouse, []).append(pair)
    stored: list[StoredEvent] = []
    for warehouse in sorted(by_warehouse):
        pairs = by_warehouse[warehouse]
        last: int = tx.value(TAKE_NUMBERS, w=warehouse, count=len(pairs), more=len(pairs))
        number = last - len(pairs)
        rows = []
        for command_id, one in pairs:
            number += 1
            body = msgspec.json.encode(one.body)
            stored.append(StoredEvent(warehouse, number, one.kind, one.topics, Raw(body), command_id, at))
            rows.append(
                {
                    "warehouse_id": warehouse,
                    "number": number,
                    "kind": one.kind,
                    "topics": f" {' '.join(one.topics)} ",
                    "body": body.decode(),
                    "command_id": command_id,
                    "at": at,
                }
            )
        tx.many(STORE, rows)
        tx.notify(warehouse, last)
    tx.publish(*stored)
    return stored


def head(reader: Reader, warehouse: int) -> int:
    """The number of the newest event of a warehouse, 0 before the first."""
    return reader.value(HEAD, w=warehouse) or 0


def since(reader: Reader, warehouse: int, number: int, most: int = READ_MAX) -> list[StoredEvent]:
    """The events after a number, oldest first."""
    return [
        StoredEvent(row[0], row[1], row[2], tuple(row[3].split()), Raw(row[4].encode()), row[5], row[6])
        for row in reader.all(SINCE, w=warehouse, since=number, most=most)
    ]


def trimmed(reader: Reader, warehouse: int, number: int) -> bool:
    """Whether events after that number are no longer kept, so that only a snapshot helps."""
    newest = head(reader, warehouse)
    first = reader.value(FIRST, w=warehouse)
    return number < newest and (first is None or first > number + 1)
