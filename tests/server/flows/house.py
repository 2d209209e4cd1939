"""A small house that sells: bins, totes, goods, people with their roles, and hands that scan like phones do."""

from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec import Raw, Struct
from sqlalchemy import bindparam, insert, or_, select, update

from server.catalog import lot as lots
from server.catalog import place as places
from server.catalog import tables as catalog
from server.catalog.barcode import meanings
from server.commands.registry import REGISTRY
from server.kernel.clock import DAY, MINUTE
from server.kernel.command import Entry
from server.kernel.ids import new_id
from server.kernel.outcome import Outcome
from server.ledger.balance import standing
from server.ledger.move import Key, Move
from server.ledger.post import post
from server.ledger.prove import prove
from server.people.rules import STANDARD_ROLES
from server.people.tables import grant, role, role_permission, user
from server.selling import views as orders
from server.selling.commands import Approve, Draft, DraftLine, Release, Submit
from server.store.engine import Store
from server.store.transaction import Act, Sql, Tx
from server.tasks import views as tasks
from server.tasks.commands import Claim
from server.tasks.steps import (
    Answer,
    Choice,
    Input,
    Nothing,
    Number,
    Override,
    Scanned,
    Short,
    State,
    Task,
    advance,
    start,
)
from server.tasks.steps import Meaning as StepMeaning
from server.tasks.tables import task as task_table
from tests.server.commands.house import HOUSE, NOON, Phone, enrol

LI, WU, ZHOU, HE, LIU, CHEN, WANG = 1, 2, 3, 4, 5, 6, 7
PEOPLE = {
    LI: ("li", "picker"), WU: ("wu", "picker"), ZHOU: ("zhou", "picker checker"), HE: ("he", "checker"),
    LIU: ("liu", "counter"), CHEN: ("chen", "supervisor"), WANG: ("wang", "receiver"),
}  # fmt: skip
BINS = ("A-01-1", "A-01-2", "A-02-1", "A-02-2", "B-01-1")
TOTES = ("T-1", "T-2", "T-3")
GOODS = ("OIL", "RICE", "SALT")
CASE = "OIL-CASE"  # the barcode of twelve

TASK_OF = Sql(
    select(task_table.c.id)
    .where(
        task_table.c.document_id == bindparam("order"),
        task_table.c.kind == bindparam("kind"),
        or_(task_table.c.state == "open", task_table.c.state == "leased"),
    )
    .order_by(task_table.c.id.desc())
)
BY_LOT = Sql(update(catalog.item).where(catalog.item.c.id == bindparam("of")).values(by_lot=True))
BY_SERIAL = Sql(update(catalog.item).where(catalog.item.c.id == bindparam("of")).values(by_serial=True))
OF_KIND = Sql(
    select(task_table.c.id)
    .where(
        task_table.c.kind == bindparam("kind"),
        or_(task_table.c.state == "open", task_table.c.state == "leased"),
    )
    .order_by(task_table.c.id)
)


@dataclass
class Hand(Phone):
    """Somebody with a phone: it runs the same interpreter, keeps what it cannot send, and sends it in order."""

    online: bool = True
    outbox: list[Entry] = field(default_factory=list)
    task: Task | None = None
    state: State = field(default_factory=State)
    last: Answer | None = None
    outcomes: list[Outcome] = field(default_factory=list)

    def open(self, task_id: int) -> "Hand":
        """Load the task as the snapshot would bring it and stand before its first line."""
        with self.store.reader() as reader:
            (self.task,) = tasks.travelling(reader, [task_id])
        self.state = start(self.task)
        return self

    def claim(self, task_id: int) -> "Hand":
        """Take the task and open it."""
        assert self.do("tasks.claim", Claim(task_id)).result == "accepted"
        return self.open(task_id)

    def give(self, given: Input, evidence: Entry | None = None) -> Answer:
        """One input to the interpreter; its scan and its commands go into the outbox."""
        assert self.task is not None
        before = self.state
        answer = advance(self.task, self.state, given)
        self.last, self.state = answer, answer.state
        if evidence is not None and given.scan is not None:
            verdict = {"right": "accepted", "done": "accepted", "ask": "seen"}.get(answer.verdict.result, "refused")
            payload = {
                "text": given.scan.text,
                "source": "hid",
                "verdict": verdict,
                "step": before.step,
                "line": before.line,
            }
            evidence.payload = Raw(msgspec.json.encode(payload))
            self.outbox.append(evidence)
        for one in answer.emit:
            self.outbox.append(self.entry(one.type, msgspec.json.encode(one.payload), task=self.task.id))
        if self.online:
            self.sync()
        return answer

    def scan(self, *texts: str) -> Answer:
        """Scan one text after the other."""
        for text in texts:
            with self.store.reader() as reader:
                known = [StepMeaning(*msgspec.structs.astuple(one)) for one in meanings(reader, text, HOUSE)]
            assert self.task is not None
            entry = self.entry("scan", b"{}", kind="scan", task=self.task.id)
            answer = self.give(Input(scan=Scanned(entry.id, text, known)), entry)
        return answer

    def number(self, value: int) -> Answer:
        return self.give(Input(number=Number(value)))

    def short(self, found: int, reason: str = "not_there") -> Answer:
        return self.give(Input(short=Short(found, reason)))

    def choose(self, index: int) -> Answer:
        return self.give(Input(choose=Choice(index)))

    def override(self, reason: str) -> Answer:
        return self.give(Input(override=Override(reason)))

    def skip(self) -> Answer:
        return self.give(Input(skip=Nothing()))

    def pick(self, where: str, what: str, quantity: int = 1, tote: str = "") -> Outcome:
        """One whole line by the book; its outcome."""
        self.scan(where)
        answer = self.scan(what)
        if not answer.emit and self.state.step == "quantity":
            answer = self.number(quantity)
        if self.state.step == "tote" and tote:
            self.scan(tote)
        return self.outcomes[-1] if self.online else Outcome("accepted")

    def sync(self) -> list[Outcome]:
        """Send all that waits, in order; the outcomes of the commands among it."""
        sent = []
        while self.outbox:
            batch, self.outbox = self.outbox[:50], self.outbox[50:]
            answer = self.send(batch)
            assert not answer.gap, answer
            assert not answer.alarm, answer
            kinds = {entry.id: entry.kind for entry in batch}
            sent += [one.outcome for one in answer.outcomes if kinds[one.id] == "command"]
        self.outcomes += sent
        return sent

    def ask(self, type: str, payload: Struct | bytes, **more: object) -> Outcome:
        """One command by itself, behind what waits."""
        self.sync()
        return self.do(type, payload, **more)


class House:
    """The furnished house with short ways to ask and to act."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ids: dict[str, int] = {}
        self.hands: list[Hand] = []
        store.writer.submit(self._furnish).result()
        self.chen = self.hand(CHEN)

    def hand(self, person: int) -> Hand:
        """A new phone with that person signed in."""
        made = Hand(self.store, person, kinds=REGISTRY)
        enrol(self.store, made, person)
        self.hands.append(made)
        return made

    def hear(self, later: int = 30 * MINUTE) -> None:
        """So much later every device that has a network says that nothing is left on it."""
        for one in self.hands:
            one.now += later
            if one.online:
                one.send()

    def _furnish(self, tx: Tx) -> None:
        def put(table: Any, **row: object) -> None:
            tx.run(Sql(insert(table).values(row)))

        put(catalog.warehouse, id=HOUSE, code="H", name="Hall")
        places.add_virtual(tx, HOUSE)
        for number, code in enumerate(BINS):
            aisle, rack, level = code.split("-")
            self.ids[code] = places.add(
                tx, HOUSE, "bin", code, walk_order=number, aisle=aisle, rack=int(rack), level=int(level)
            )
        self.ids["DOCK"] = places.add(tx, HOUSE, "dock", "DOCK", pickable=False)
        for code in TOTES:
            self.ids[code] = places.add(tx, HOUSE, "container", code, pickable=False, state="free")
        for code in GOODS:
            put(catalog.item, code=code, name=code.title(), base_unit="pcs")
            self.ids[code] = tx.value(
                Sql(select(catalog.item.c.id).where(catalog.item.c.code == bindparam("code"))), code=code
            )
        put(catalog.item_unit, item_id=self.ids["OIL"], unit="case", numerator=12, denominator=1)
        put(catalog.barcode, text=CASE, kind="item", target_id=self.ids["OIL"], unit="case")
        for code in (*BINS, *TOTES, *GOODS, "DOCK"):
            kind = "item" if code in GOODS else "container" if code in TOTES else "bin"
            put(catalog.barcode, text=code, kind=kind, target_id=self.ids[code])
        for number, name in enumerate(STANDARD_ROLES.values(), 1):
            put(role, id=number, code=name.code, name_zh=name.name_zh, name_en=name.name_en)
            for permission in name.permissions:
                put(role_permission, role_id=number, permission=permission)
        codes = list(STANDARD_ROLES)
        for number, (login, roles) in PEOPLE.items():
            put(user, id=number, login=login, name=login.title())
            for code in roles.split():
                put(grant, user_id=number, role_id=codes.index(code) + 1, warehouse_id=HOUSE)

    def totes(self, count: int) -> list[str]:
        """So many more empty totes, by their labels."""

        def work(tx: Tx) -> list[str]:
            codes = [f"T-{number}" for number in range(1001, 1001 + count)]
            for code in codes:
                self.ids[code] = places.add(tx, HOUSE, "container", code, pickable=False, state="free")
                row = insert(catalog.barcode).values(text=code, kind="container", target_id=self.ids[code])
                tx.run(Sql(row))
            return codes

        return self.store.writer.submit(work).result()

    def allow(self, person: int, permission: str, amount_max: int = 0) -> None:
        """One more permission for all who have that person's role; they have asked for nothing yet."""
        role_id = list(STANDARD_ROLES).index(PEOPLE[person][1].split()[0]) + 1
        row = Sql(insert(role_permission).values(role_id=role_id, permission=permission, amount_max=amount_max))
        self.store.writer.submit(lambda tx: tx.run(row)).result()

    # --- stock --------------------------------------------------------------------------------------------------

    def stock(self, where: str, what: str, quantity: int, lot: str = "", serial: str = "") -> None:
        """So much more lies there, received just now."""
        tracked = (self.ids[lot] if lot else 0, self.ids[serial] if serial else 0)
        self.act("receipt", [Move(self.ids[what], self._virtual("supplier"), self.ids[where], quantity, *tracked)])

    def lot(self, what: str, code: str, expires_on: str = "") -> None:
        """A lot of an item, which is counted by lots from now on; its label says its code."""

        def work(tx: Tx) -> None:
            tx.run(BY_LOT, of=self.ids[what])
            self.ids[code] = lots.add_lot(tx, self.ids[what], code, NOON, "", expires_on)
            row = insert(catalog.barcode).values(text=code, kind="lot", target_id=self.ids[code])
            tx.run(Sql(row))

        self.store.writer.submit(work).result()

    def serial(self, what: str, code: str) -> None:
        """One piece with a number of its own, of an item that is counted by such numbers from now on."""

        def work(tx: Tx) -> None:
            tx.run(BY_SERIAL, of=self.ids[what])
            row = insert(catalog.serial).values(item_id=self.ids[what], code=code)
            self.ids[code] = tx.value(Sql(row.returning(catalog.serial.c.id)))

        self.store.writer.submit(work).result()

    def lose(self, where: str, what: str, quantity: int) -> None:
        """So much is gone to a place nobody picks from, whatever was promised."""
        self.act("relocate", [Move(self.ids[what], self.ids[where], self.ids["DOCK"], quantity)], observed=True)

    def act(self, kind: str, moves: list[Move], observed: bool = False) -> None:
        """Post without a command, in a transaction of its own; promises give way as the flows say."""
        from server.flows.promises import gave_way

        def work(tx: Tx) -> None:
            act = Act(tx, new_id(), "testing.set", CHEN, "", HOUSE, NOON, NOON - DAY, 0)
            gave_way(act, post(act, kind, moves, observed=observed).yielded)

        self.store.writer.submit(work, (HOUSE,)).result()

    def _virtual(self, kind: str) -> int:
        with self.store.reader() as reader:
            return places.virtual(reader, HOUSE, kind)

    def there(self, where: str, what: str, lot: str = "", serial: str = "") -> tuple[int, int, int]:
        """(on hand, reserved, in doubt) of an item in a place."""
        tracked = (self.ids[lot] if lot else 0, self.ids[serial] if serial else 0)
        with self.store.reader() as reader:
            found = standing(reader, HOUSE, Key(self.ids[where], self.ids[what], *tracked))
        return found.on_hand, found.reserved, found.in_doubt

    def proved(self) -> None:
        """The books agree with themselves."""
        with self.store.reader() as reader:
            found = prove(reader)
        assert found.is_clean, found

    # --- orders -------------------------------------------------------------------------------------------------

    def order(self, *lines: tuple[str, int], **more: Any) -> int:
        """An approved order."""
        wanted = [DraftLine(self.ids[what], quantity) for what, quantity in lines]
        made = self.chen.do("selling.draft", Draft(wanted, **more))
        assert made.result == "accepted", made
        order = made.made["order"]
        assert isinstance(order, int)
        assert self.chen.do("selling.submit", Submit(order)).result == "accepted"
        assert self.chen.do("selling.approve", Approve(order)).result == "accepted"
        return order

    def released(self, *lines: tuple[str, int], **more: Any) -> tuple[int, int]:
        """An order on the floor, and its pick task."""
        order = self.order(*lines, **more)
        done = self.chen.do("selling.release", Release([order]))
        assert done.result == "accepted", done
        return order, self.task_of(order, "pick")

    def checked(self, order: int, *lines: tuple[str, int]) -> None:
        """He has checked what is in the totes of an order."""
        he = self.hand(HE).claim(self.task_of(order, "check"))
        for what, quantity in lines:
            if not he.scan(what).emit:
                he.number(quantity)
        assert self.state(order) == "checked"

    def state(self, order: int) -> str:
        with self.store.reader() as reader:
            return orders.order(reader, order).state

    def lines(self, order: int) -> list[orders.OrderLine]:
        with self.store.reader() as reader:
            return orders.lines(reader, order)

    def task_of(self, order: int, kind: str) -> int:
        """The newest open task of that kind for an order."""
        with self.store.reader() as reader:
            return int(reader.value(TASK_OF, order=order, kind=kind))

    def open_tasks(self, kind: str) -> list[int]:
        with self.store.reader() as reader:
            return [row[0] for row in reader.all(OF_KIND, kind=kind)]

    def read(self, ask: Any, *args: Any) -> Any:
        """Ask a view."""
        with self.store.reader() as reader:
            return ask(reader, *args)
