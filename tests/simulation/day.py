"""One seeded day: everybody acts in turn, everybody syncs in the end, and the books are held against the truth."""

import msgspec
from sqlalchemy import func, select

from server.catalog.barcode import codes, meanings
from server.commands import log
from server.commands.cards import in_state as cards_in_state
from server.commands.tables import command, scan_event
from server.counting import views as counts
from server.counting.tables import count_result
from server.kernel.clock import DAY, MINUTE, SECOND
from server.kernel.outcome import Outcome
from server.ledger.prove import prove
from server.ledger.tables import balance, hold, move, movement
from server.people.views import not_drained_since
from server.picking.commands import Confirm, Short
from server.selling.tables import sales_order_line
from server.store.engine import Store
from server.store.transaction import Sql
from server.tasks.steps import Input, Meaning, Scanned, advance
from tests.server.commands.house import HOUSE, enrol
from tests.server.flows.house import BINS, GOODS, HE, LI, LIU, TOTES, WANG, WU, ZHOU, House
from tests.simulation.device import Device
from tests.simulation.hall import CART, Hall
from tests.simulation.people import Forklift, Supervisor, Worker

OBSERVATIONS = ("picking.", "relocating.", "counting.submit", "checking.confirm")
ROUNDS_MAX = 120  # Far more than any day needs to come to rest.
STORED = Sql(
    select(command.c.id, command.c.device_id, command.c.seq, command.c.effective_at, command.c.uncertainty_us)
    .union_all(
        select(
            scan_event.c.id, scan_event.c.device_id, scan_event.c.seq, scan_event.c.effective_at,
            scan_event.c.uncertainty_us,
        )
    )
)  # fmt: skip
BALANCES = Sql(select(balance.c.place_id, balance.c.item_id, balance.c.quantity).where(balance.c.warehouse_id == HOUSE))
_lines = move.join(movement, (movement.c.warehouse_id == move.c.warehouse_id) & (movement.c.seq == move.c.seq))
CORRECTIONS = Sql(
    select(move.c.from_place, move.c.to_place, move.c.item_id, move.c.quantity, movement.c.effective_at)
    .select_from(_lines)
    .where(movement.c.kind == "count")
)
PICKED = Sql(
    select(move.c.item_id, move.c.from_place, move.c.quantity, command.c.type, command.c.payload)
    .select_from(_lines.join(command, command.c.id == movement.c.command_id))
    .where(movement.c.kind == "pick")
)
SCANS = Sql(select(scan_event.c.id, scan_event.c.text, scan_event.c.verdict, scan_event.c.outcome))
PROMISED = Sql(
    select(hold.c.holder_id, func.sum(hold.c.quantity))
    .where(hold.c.holder_kind == "order_line", hold.c.kind == "reserved", hold.c.state == "active")
    .group_by(hold.c.holder_id)
)
BELIEVED = Sql(select(sales_order_line.c.id, sales_order_line.c.reserved))
RESULTS = Sql(select(count_result.c.id))


class SimulatedDay:
    """A hall, its people and the books about it."""

    def __init__(self, store: Store, seed: int, thief: bool = False, copies: bool = False) -> None:
        self.store = store
        self.hall = Hall(seed)
        self.house = House(store)
        with store.reader() as reader:
            known: dict[str, list[Meaning]] = {}
            for text, kind, id, label, unit, amount in codes(reader, HOUSE):
                known.setdefault(text, []).append(Meaning(kind, id, label, unit, amount))
        self.known = known
        self.named: dict[int, int] = {}
        pickers = [Worker(self.house, self.phone(person), "pick", "relocate") for person in (LI, WU, ZHOU)]
        self.forklifts = [Forklift(self.house, self.phone(WANG), "relocate") for _ in range(2)]
        self.floor: list[Worker] = [
            *pickers, *self.forklifts, Worker(self.house, self.phone(LIU), "count"),
            Worker(self.house, self.phone(HE), "check"),
        ]  # fmt: skip
        self.chen = Supervisor(self.house, self.hall, thief)
        self.copies = copies
        self.old: tuple[Device, Device] | None = None
        self.woken: list[Device] = []
        self.counts = self.unsure = 0  # of counts: all, and those that the clocks could not place
        for code in GOODS:
            for where in BINS:
                quantity = self.hall.chance.choice((0, self.hall.chance.randint(1, 12)))
                if quantity:
                    self.house.stock(where, code, quantity)
                    self.hall.there[self.house.ids[where], self.house.ids[code]] = quantity

    def phone(self, person: int) -> Device:
        made = Device(
            self.store, person, hall=self.hall, codes=self.known, name=self._name(person), kinds=self.house.chen.kinds,
            wrong_by=self.hall.chance.choice((0, 1, -1)) * self.hall.chance.randint(0, 300 * DAY),
            drift_ppm=self.hall.chance.randint(-50, 50),
        )  # fmt: skip
        enrol(self.store, made, person)
        made.contact(perfect=True)  # It has to reach the books to sign in.
        return made

    def _name(self, person: int) -> str:
        """Who holds it; the second phone of somebody is a forklift's."""
        self.named[person] = self.named.get(person, 0) + 1
        return f"phone {person}" + "'" * (self.named[person] - 1)

    # --- the day --------------------------------------------------------------------------------------------------

    def live(self, steps: int) -> None:
        """So many things happen."""
        chance = self.hall.chance
        for _ in range(4):
            self.chen.order()
        for number in range(steps):
            self.hall.passes(1, 90)
            if chance.random() < 0.2:
                self.chen.act()
            else:
                chance.choice(self.floor).act()
            if chance.random() < 0.06:
                chance.choice(self.floor).phone.repeat()
            if self.copies:
                self._copy(number)
            if number % 5 == 0:
                self.drained_is_true()

    def _copy(self, number: int) -> None:
        """A phone is backed up, and much later the backup comes to life beside it."""
        if self.old is None and number > 15:
            phone = self.hall.chance.choice(self.floor).phone
            self.old = (phone.copied(), phone)
        elif self.old is not None and not self.woken:
            old, phone = self.old
            if phone.heard_of() > old.seq:
                old.wakes(phone)
                self.woken.append(phone)  # Two clocks speak in its name from now on, so no date of it is sure.

    def out_of_reach(self, steps: int) -> None:
        """Everybody takes work, loses the network and goes on; meanwhile the supervisor changes his mind."""
        for _ in range(7):
            self.chen.order()
        self.chen.plan()
        for worker in self.floor:
            worker.look_for_work()
            while worker.phone.outbox:
                worker.phone.contact(perfect=True)
        for _ in range(steps):
            self.hall.passes(1, 90)
            if self.hall.chance.random() < 0.15:
                self.hall.chance.choice((self.chen.order, self.chen.cancel, self.chen.assign, self.chen.receive))()
                continue
            worker = self.hall.chance.choice(self.floor)
            if worker.phone.task is not None and worker.lines_left():
                worker.work()
            elif isinstance(worker, Forklift):
                worker.relocate()

    def close(self) -> None:
        """Everybody comes back into reach, and does what is left to do, until nothing is left."""
        for worker in self.floor:
            worker.phone.linked = True
        for _ in range(ROUNDS_MAX):
            before = len(self.hall.story)
            for worker in self.floor:
                phone = worker.phone
                self.hall.passes(1, 20)
                if phone.task is not None and not worker.lines_left():
                    phone.task = None
                if phone.task is not None:
                    worker.work()
                while phone.outbox or phone.asked_for:
                    phone.contact(perfect=True)
                phone.contact(perfect=True)
                if phone.task is None:
                    worker.look_for_work()
                    while phone.outbox or phone.asked_for:
                        phone.contact(perfect=True)
            self.chen.review()
            self.chen.ship()
            if len(self.hall.story) == before:
                return
        raise AssertionError("the day does not come to rest")

    # --- while it goes on -----------------------------------------------------------------------------------------

    def drained_is_true(self) -> None:
        """A device that is not named as waited for has brought all it made by then (I5)."""
        moment = self.hall.now - int(self.hall.chance.uniform(0, 1800) * SECOND)
        for worker in self.floor:
            worker.phone.contact(perfect=True)
        with self.store.reader() as reader:
            waited = {one.id for one in not_drained_since(reader, HOUSE, moment)}
        for worker in self.floor:
            phone = worker.phone
            if phone.id not in waited:
                missing = [e.type for e, at in phone.made.values() if at <= moment and e.id not in phone.said]
                assert not missing, f"{phone.name} was taken to be drained and still has {missing}"

    # --- in the end -----------------------------------------------------------------------------------------------

    def held_against_the_truth(self) -> None:
        """All that can be known in the end."""
        with self.store.reader() as reader:
            proof = prove(reader)
            assert proof.is_clean, proof.findings
            open_cards = cards_in_state(reader, HOUSE)
        assert not open_cards, [(card.type, card.code, bytes(card.facts).decode()) for card in open_cards]
        self._every_entry_once()
        self._every_bin()
        self._every_promise()
        self._every_count()
        self._every_pick()
        self._every_verdict()
        moment = self.hall.now - 30 * MINUTE
        for worker in self.floor:
            worker.phone.contact(perfect=True)
        with self.store.reader() as reader:
            waited = {one.id for one in not_drained_since(reader, HOUSE, moment) if not one.alarm}
        floor = {worker.phone.id for worker in self.floor}
        assert not waited & floor, "everybody has said that nothing is left"

    def _every_entry_once(self) -> None:
        """Stored once, with one outcome, dated within its own uncertainty, and no observation refused."""
        with self.store.reader() as reader:
            rows = reader.all(STORED)
            stored = {row[0]: row for row in rows}
            assert len(stored) == len(rows)
            for worker in self.floor:
                phone = worker.phone
                mine = {id: row for id, row in stored.items() if row[1] == phone.id}
                assert set(mine) == set(phone.made), "what was made is not what is stored"
                ids = list(phone.made)
                first: dict[str, Outcome] = {}
                for start in range(0, len(ids), 200):
                    part = log.known(reader, ids[start : start + 200])
                    first |= {id: one.answer for id, one in part.items()}
                assert first == phone.said
                for id, (entry, at) in phone.made.items():
                    _, _, seq, effective_at, uncertainty = mine[id]
                    assert seq == entry.seq
                    off = 0 if phone in self.woken else abs(effective_at - at)
                    assert off <= uncertainty, f"{phone.name} {entry.type} dated {off} µs off, ±{uncertainty}"
                    if entry.kind == "command" and entry.type.startswith(OBSERVATIONS):
                        outcome = first[id]
                        assert outcome.result != "refused", f"{phone.name} {entry.type} {outcome}"

    def _corrected(self, place: int, item: int, until: int) -> int:
        with self.store.reader() as reader:
            rows = reader.all(CORRECTIONS)
        total = 0
        for source, target, goods, quantity, at in rows:
            if goods == item and at <= until:
                total += quantity if target == place else -quantity if source == place else 0
        return total

    def _every_bin(self) -> None:
        """The books say what lies there, but for what was stolen and not counted since."""
        totes = {self.house.ids[code] for code in TOTES}
        books: dict[tuple[int, int], int] = {}
        with self.store.reader() as reader:
            for place, item, quantity in reader.all(BALANCES):
                key = (CART if place in totes else place, item)
                books[key] = books.get(key, 0) + quantity
        end = 2**62
        for place in (CART, *(self.house.ids[code] for code in BINS)):
            for code in GOODS:
                item = self.house.ids[code]
                there = self.hall.there[place, item]
                stolen = self.hall.stolen(place, item, end)
                corrected = self._corrected(place, item, end)
                says = books.get((place, item), 0)
                assert says == there + stolen + corrected, (
                    f"place {place} {code}: the books say {says}, there are {there}, stolen {stolen}, "
                    f"corrected {corrected}"
                )

    def _every_promise(self) -> None:
        """What orders believe is reserved for them is what the ledger holds for them."""
        with self.store.reader() as reader:
            held = {id: int(quantity) for id, quantity in reader.all(PROMISED)}
            believed = {id: quantity for id, quantity in reader.all(BELIEVED) if quantity}
        assert believed == held

    def _every_count(self) -> None:
        """A perfect counter differs from the books of that moment by nothing but what was stolen (I6)."""
        seen = {one.command: one for worker in self.floor for one in worker.counted}
        with self.store.reader() as reader:
            for (id,) in reader.all(RESULTS):
                one = counts.result(reader, id)
                self.counts += 1
                at = (HOUSE, one.place_id, one.item_id, one.lot_id, one.effective_at)
                device = next(w.phone.id for w in self.floor if w.counted and one.command_id in w.phone.made)
                if counts.clocks_close(reader, *at, one.uncertainty_us, device):
                    self.unsure += 1
                    continue
                truth = seen[one.command_id]
                book = counts.book_at(reader, *at)
                stolen = self.hall.stolen(one.place_id, one.item_id, truth.at)
                corrected = self._corrected(one.place_id, one.item_id, one.effective_at)
                assert book == truth.quantity + stolen + corrected, (
                    f"count {id} in place {one.place_id}: {truth.quantity} were there, the books said {book}; "
                    f"stolen {stolen}, corrected {corrected}"
                )

    def _every_pick(self) -> None:
        """Each picked unit has accepted scans of its bin and its item, or a named override (I10)."""
        with self.store.reader() as reader:
            scans = {row[0]: row for row in reader.all(SCANS)}
            for item, place, quantity, kind, payload in reader.all(PICKED):
                shape: type[Confirm | Short] = Confirm if kind == "picking.confirm" else Short
                said = msgspec.json.decode(payload, type=shape)
                if said.override:
                    continue
                proof = [scans[id] for id in said.scans]
                assert proof
                assert all(verdict == "accepted" and not outcome for _, _, verdict, outcome in proof)
                means = {(one.kind, one.id) for _, text, *_ in proof for one in meanings(reader, text, HOUSE)}
                assert {("bin", place), ("item", item)} <= means
                assert quantity <= (said.quantity if isinstance(said, Confirm) else said.quantity_found)

    def _every_verdict(self) -> None:
        """The books, asked now, judge each scan as the phone did out of reach (I13)."""
        with self.store.reader() as reader:
            for worker in self.floor:
                for task, state, text, verdict in worker.phone.judged:
                    means = [Meaning(*msgspec.structs.astuple(one)) for one in meanings(reader, text, HOUSE)]
                    again = advance(task, state, Input(scan=Scanned("again", text, means)))
                    assert again.verdict == verdict
