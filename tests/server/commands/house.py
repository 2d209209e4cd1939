"""A small house to send commands in: one warehouse, one bin, one item, a picker, a phone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec import Raw, Struct
from sqlalchemy import insert, select

from server.catalog.tables import item, place, warehouse
from server.commands.contact import ClockReading, Contact, ContactAnswer, Who
from server.commands.kind import Kind, Kinds
from server.commands.perform import contact
from server.commands.registry import named
from server.kernel.clock import DAY, SECOND
from server.kernel.command import Entry
from server.kernel.ids import new_id
from server.kernel.outcome import Outcome, accepted
from server.kernel.refusal import Refusal
from server.ledger.move import Move
from server.ledger.post import post
from server.ledger.tables import balance
from server.people.tables import device, grant, role, role_permission, session, user
from server.store.engine import Store
from server.store.transaction import Act, Hold, Sql, Tx

NOON = 20_000 * DAY + 12 * 3600 * SECOND
PICKER, LOADER, VISITOR = 1, 2, 3
HOUSE = 1
SHELF, CUSTOMER, VARIANCE = 1, 2, 3
SOAP = 1
ON_SHELF = Sql(select(balance.c.quantity).where(balance.c.place_id == SHELF, balance.c.item_id == SOAP))


class Take(Struct, forbid_unknown_fields=True):
    """So many pieces taken from the shelf to the customer."""

    quantity: int
    note: str = ""


class Bring(Struct, forbid_unknown_fields=True):
    """So many pieces put on the shelf."""

    quantity: int


def take(act: Act, do: Take) -> Outcome:
    if do.note == "refuse":
        raise Refusal("testing.refused", quantity=do.quantity)
    if do.note == "break":
        act.tell("testing.half_done", "board")
        raise RuntimeError("a mistake of ours")
    if do.note == "disk full":
        post(act, "pick", [Move(SOAP, SHELF, CUSTOMER, do.quantity)], observed=True)
        raise OSError("no space left")
    if do.note == "remember" and "testing" in act.tx.seen:
        raise RuntimeError("what was remembered is not true")
    there = act.tx.value(ON_SHELF) or 0
    if there == 0 or (there < do.quantity and do.note != "part"):
        raise Hold("testing.not_there", {"there": there}, place_id=SHELF, item_id=SOAP, quantity=do.quantity)
    certain = min(there, do.quantity)
    posted = post(act, "pick", [Move(SOAP, SHELF, CUSTOMER, certain)], observed=True)
    if certain < do.quantity:
        left = do.quantity - certain
        act.hold("testing.part", {"left": left}, rest=Take(left, "part"), quantity=left, place_id=SHELF, item_id=SOAP)
    act.tell("testing.taken", "board", quantity=certain)
    return accepted(movement=posted.seq)


def bring(act: Act, do: Bring) -> Outcome:
    posted = post(act, "receipt", [Move(SOAP, VARIANCE, SHELF, do.quantity)])
    act.tell("testing.brought", "board", quantity=do.quantity)
    return accepted(movement=posted.seq)


KINDS: Kinds = named(
    [
        Kind("testing.take", Take, take, "observation", versions=(1, 2)),
        Kind("testing.bring", Bring, bring, "observation"),
        Kind("testing.ask", Take, take, "request"),
        Kind("testing.hello", Bring, lambda act, do: accepted(), "request", "company", everyone=True),
    ]
)


@dataclass
class Phone:
    """A device with its own numbers; what it sends is answered by the real command path."""

    store: Store
    user: int = PICKER
    id: str = field(default_factory=new_id)
    seq: int = 0
    now: int = NOON
    way_us: int = 20_000  # how long what it sends is under way
    round_trip_ms: int = 0
    kinds: Kinds = field(default_factory=lambda: KINDS)

    def entry(self, type: str, payload: Struct | bytes, **more: object) -> Entry:
        """The next entry; `seq=…`, `id=…` and others say otherwise."""
        if "seq" not in more:
            self.seq += 1
        raw = Raw(payload if isinstance(payload, bytes) else msgspec.json.encode(payload))
        named = {
            "version": 1, "id": new_id(), "seq": self.seq, "kind": "command", "type": type, "user": self.user,
            "warehouse": HOUSE, "client_at": self.now, "payload": raw,
        }  # fmt: skip
        return Entry(**{**named, **more})  # type: ignore[arg-type]

    def send(self, entries: Sequence[Entry] = (), **more: object) -> ContactAnswer:
        """One contact with these entries."""
        said: dict[str, Any] = {"newest": self.seq, "drained": True, "unsent": 0, "device": self.id, **more}
        sent = Contact(entries=list(entries), clock=ClockReading(self.now, 1_000, "run", self.round_trip_ms), **said)
        who = Who(self.user, self.id, "cookie")

        def work(tx: Tx) -> ContactAnswer:
            return contact(
                tx, who, sent, self.now + self.way_us, self.kinds, clock=lambda: self.now + self.way_us + 10_000
            )

        answer = self.store.writer.submit(work, (HOUSE,)).result()
        self.round_trip_ms = self.way_us // 1000 + 10
        return answer

    def do(self, type: str, payload: Struct | bytes, **more: object) -> Outcome:
        """Send one command and give its outcome."""
        answer = self.send([self.entry(type, payload, **more)])
        return answer.outcomes[0].outcome


def furnish(store: Store) -> None:
    """The house and its people."""

    def work(tx: Tx) -> None:
        def put(table: object, *rows: dict[str, object]) -> None:
            for row in rows:
                tx.run(Sql(insert(table).values(row)))  # type: ignore[arg-type]

        put(warehouse, {"id": HOUSE, "code": "H", "name": "Hall"})
        put(
            place,
            {"id": SHELF, "warehouse_id": HOUSE, "kind": "bin", "code": "A-01-1", "real": True},
            {"id": CUSTOMER, "warehouse_id": HOUSE, "kind": "customer", "code": "customer", "real": False},
            {"id": VARIANCE, "warehouse_id": HOUSE, "kind": "variance", "code": "variance", "real": False},
        )
        put(item, {"id": SOAP, "code": "SOAP", "name": "Soap"})
        put(role, {"id": 1, "code": "picker", "name_zh": "拣货员", "name_en": "Picker"})
        put(role, {"id": 2, "code": "loader", "name_zh": "搬运", "name_en": "Loader"})
        put(
            role_permission,
            {"role_id": 1, "permission": "testing.take"},
            {"role_id": 1, "permission": "cards.*"},
            {"role_id": 2, "permission": "*", "amount_max": 1000},
        )
        for number, name in ((PICKER, "li"), (LOADER, "wu"), (VISITOR, "ma")):
            put(user, {"id": number, "login": name, "name": name})
        put(grant, {"user_id": PICKER, "role_id": 1, "warehouse_id": HOUSE}, {"user_id": LOADER, "role_id": 2})

    store.writer.submit(work).result()


def enrol(store: Store, phone: Phone, *users: int) -> None:
    """These people have signed in on the phone."""

    def work(tx: Tx) -> None:
        tx.run(Sql(insert(device).values(id=phone.id, name="P1", created_at=NOON - DAY)))
        for number in users:
            tx.run(
                Sql(
                    insert(session).values(
                        token_sha=f"{phone.id}{number}".encode(), user_id=number, device_id=phone.id, created_at=NOON,
                        expires_at=NOON + DAY,
                    )
                )
            )  # fmt: skip

    store.writer.submit(work).result()
