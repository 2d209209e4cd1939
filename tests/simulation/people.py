"""The people of the day: each does one thing at a time, with a phone on the floor or at the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from server.commands.perform import Caller
from server.counting.commands import Approve, Plan
from server.counting.views import in_state
from server.kernel.ids import new_id
from server.kernel.outcome import Outcome
from server.ledger.commands import Adjust, Freeze
from server.ledger.tables import move
from server.people.views import not_drained_since
from server.relocating.commands import Move as Relocate
from server.selling.commands import Approve as ApproveOrder
from server.selling.commands import Cancel, Draft, DraftLine, Release, Submit
from server.selling.tables import sales_order
from server.shipping.commands import Ship
from server.store.transaction import Sql
from server.tasks import views as tasks
from server.tasks.commands import Assign
from server.tasks.steps import Line
from tests.server.commands.house import HOUSE
from tests.server.flows.house import BINS, CHEN, GOODS, LI, WU, ZHOU, House
from tests.simulation.device import Device
from tests.simulation.hall import CART, Hall

WRONG = ("A-01-1", "B-01-1", "OIL", "SALT", "T-2", "nobody knows this")
SHIPPED = Sql(select(move.c.item_id, move.c.quantity).where(move.c.warehouse_id == HOUSE, move.c.seq == bindparam("s")))
IN_STATE = Sql(select(sales_order.c.id).where(sales_order.c.state == bindparam("state")).order_by(sales_order.c.id))


@dataclass
class Counted:
    """What a counter saw, when."""

    command: str
    at: int
    place: int
    item: int
    quantity: int


class Worker:
    """Somebody on the floor with a phone, who does tasks of some kinds."""

    def __init__(self, house: House, phone: Device, *kinds: str) -> None:
        self.house = house
        self.phone = phone
        self.hall: Hall = phone.hall
        self.kinds = list(kinds)
        self.counted: list[Counted] = []

    def act(self) -> None:
        """One thing: a contact, a task taken, or a line of it done."""
        phone, chance = self.phone, self.hall.chance
        if chance.random() < 0.15:
            phone.linked = not phone.linked
        if chance.random() < 0.04:
            phone.restart()
        elif chance.random() < 0.02:
            phone.set_clock()
        if phone.task is not None and phone.state.line == 0 and not self.lines_left():
            phone.task = None
        if phone.task is not None:
            self.work()
        elif phone.linked:
            self.look_for_work()
        if phone.linked and chance.random() < 0.7:
            phone.contact()

    def lines_left(self) -> list[Line]:
        assert self.phone.task is not None
        return [one for one in self.phone.task.lines if one.state in ("queued", "skipped")
                and one.id not in self.phone.state.finished]  # fmt: skip

    def look_for_work(self) -> None:
        """Take the snapshot and the first task in it."""
        phone = self.phone
        if phone.outbox or phone.asked_for is not None:
            return
        with phone.store.reader() as reader:
            found = [tasks.task(reader, id) for id in tasks.may_take(reader, HOUSE, phone.user, self.kinds)]
        mine = [one for one in found if one.state == "leased" and one.device_id in ("", phone.id)]
        if mine:
            phone.open(mine[0].id)
            self.hall.tell(f"{phone.name} goes on with {mine[0].kind} {mine[0].number}")
        elif found:
            one = self.hall.chance.choice([row for row in found if row.state == "open"] or [None])
            if one is not None:
                self.hall.tell(f"{phone.name} claims {one.kind} {one.number}")
                phone.ask_for(one.id)

    def work(self) -> None:
        """One line of the task in hand."""
        phone = self.phone
        assert phone.task is not None
        line = next((one for one in self.lines_left() if one.id == phone.state.line), None) or self.lines_left()[0]
        if phone.state.step == "bin" and phone.task.kind in ("pick", "count") and self.hall.chance.random() < 0.15:
            phone.scan(self.hall.chance.choice(WRONG))
        getattr(self, f"_{phone.task.kind}")(line)

    def answer(self, line: Line, texts: dict[str, str], number: int, short: bool = False) -> None:
        """Answer step by step until the line's command is made."""
        phone = self.phone
        if phone.state.line == 0:
            phone.scan(texts["item"])
        while line in self.lines_left() and phone.state.line == line.id:
            if phone.state.step == "quantity":
                self.hall.passes(1, 10)
                given = phone.short(number, "not_there") if short else phone.number(number)
            else:
                given = phone.scan(texts[phone.state.step])
            assert given.verdict.result in ("right", "done"), given

    def _pick(self, line: Line) -> None:
        assert line.place is not None
        assert line.quantity is not None
        phone, hall, item = self.phone, self.hall, line.item.id
        hall.passes(10, 60)
        there = hall.there[line.place.id, item]
        found = min(there, line.quantity)
        if not found:
            hall.tell(f"{phone.name} finds no {line.item.code} in {line.place.code}")
            phone.short(0, "not_there")
            return
        if hall.chance.random() < 0.05:
            phone.skip()
            return
        texts = {"bin": line.place.code, "item": line.item.code, "tote": hall.chance.choice(("T-1", "T-2", "T-3"))}
        self.answer(line, texts, found, short=found < line.quantity)
        hall.carry(item, line.place.id, CART, found)
        hall.tell(f"{phone.name} picks {found} of {line.quantity} {line.item.code} from {line.place.code}")

    def _relocate(self, line: Line) -> None:
        assert line.place is not None
        assert line.quantity is not None
        self.answer(line, {"bin": line.place.code, "item": line.item.code}, line.quantity)
        self.hall.carry(line.item.id, CART, line.place.id, line.quantity)
        self.hall.tell(f"{self.phone.name} puts {line.quantity} {line.item.code} back into {line.place.code}")

    def _check(self, line: Line) -> None:
        assert line.quantity is not None
        self.answer(line, {"item": line.item.code}, line.quantity)
        self.hall.tell(f"{self.phone.name} checks {line.quantity} {line.item.code}")

    def _count(self, line: Line) -> None:
        assert line.place is not None
        self.hall.passes(10, 60)
        self.phone.scan(line.place.code)
        found = self.hall.there[line.place.id, line.item.id]
        self.answer(line, {}, found)
        # The number ends the look: what lies there at that moment is what counts.
        assert found == self.hall.there[line.place.id, line.item.id]
        self.counted.append(Counted(self.phone.outbox[-1].id, self.hall.now, line.place.id, line.item.id, found))
        self.hall.tell(f"{self.phone.name} counts {found} {line.item.code} in {line.place.code}")


class Forklift(Worker):
    """Somebody who moves goods between bins as he sees fit."""

    def act(self) -> None:
        super().act()
        if self.phone.task is None and self.phone.asked_for is None and self.hall.chance.random() < 0.5:
            self.relocate()

    def relocate(self) -> None:
        """Some of what lies somewhere goes elsewhere."""
        hall, house, phone = self.hall, self.house, self.phone
        full = sorted((place, item) for (place, item), quantity in hall.there.items() if quantity > 0 and place != CART)
        if not full:
            return
        place, item = hall.chance.choice(full)
        if hall.moved_to in full and hall.chance.random() < 0.5:
            place, item = hall.moved_to  # Goods that the books may not have there yet.
        names = {id: code for code, id in house.ids.items() if code in BINS}
        goods = next(code for code in GOODS if house.ids[code] == item)
        target = hall.chance.choice([code for code in BINS if house.ids[code] != place])
        quantity = hall.chance.choice((hall.there[place, item], hall.chance.randint(1, hall.there[place, item])))
        scans = [phone.saw(names[place]), phone.saw(goods), phone.saw(target)]
        phone.put("relocating.move", Relocate(item, place, house.ids[target], quantity, scans))
        hall.carry(item, place, house.ids[target], quantity)
        hall.moved_to = house.ids[target], item
        hall.tell(f"{phone.name} moves {quantity} {goods} from {names[place]} to {target}")


class Supervisor:
    """Somebody at the desk, always in reach of the books."""

    def __init__(self, house: House, hall: Hall, thief: bool) -> None:
        self.house = house
        self.hall = hall
        self.caller = Caller(house.store, CHEN, new_id(), clock=lambda: hall.now)
        self.deeds: list[Callable[[], None]] = [
            self.order, self.order, self.order, self.assign, self.cancel, self.plan, self.plan, self.receive,
            self.freeze, self.review, self.ship,
        ]  # fmt: skip
        if thief:
            self.deeds.append(self.steal)

    def act(self) -> None:
        """One thing."""
        self.hall.chance.choice(self.deeds)()

    def ask(self, type: str, payload: Any) -> Outcome:
        done = self.caller.do(type, payload, HOUSE)
        self.hall.tell(f"Chen: {type} {payload} → {done.result} {done.code}")
        return done

    def order(self) -> None:
        chance = self.hall.chance
        goods = chance.sample(GOODS, chance.randint(1, 3))
        lines = [DraftLine(self.house.ids[one], chance.randint(1, 8)) for one in goods]
        made = self.ask("selling.draft", Draft(lines))
        order = int(made.made["order"])  # type: ignore[arg-type]
        for type, payload in (
            ("selling.submit", Submit(order)), ("selling.approve", ApproveOrder(order)),
            ("selling.release", Release([order])),
        ):  # fmt: skip
            self.ask(type, payload)

    def assign(self) -> None:
        """A pick that somebody holds goes to somebody else."""
        with self.house.store.reader() as reader:
            held = tasks.light(reader, HOUSE, ["leased"], ["pick"])
        if held:
            one = self.hall.chance.choice(held)
            self.ask("tasks.assign", Assign(one.id, self.hall.chance.choice((LI, WU, ZHOU))))

    def cancel(self) -> None:
        orders = self.orders("released")
        if orders:
            self.ask("selling.cancel", Cancel(self.hall.chance.choice(orders), "changed his mind"))

    def plan(self) -> None:
        ids, chance = self.house.ids, self.hall.chance
        self.ask("counting.plan", Plan(ids[chance.choice(BINS)], ids[chance.choice(GOODS)]))

    def receive(self) -> None:
        """Goods come in, seen by the supervisor himself."""
        ids, chance = self.house.ids, self.hall.chance
        place, item, quantity = ids[chance.choice(BINS)], ids[chance.choice(GOODS)], chance.randint(1, 12)
        if self.ask("ledger.adjust", Adjust(place, item, quantity, "found")).result == "accepted":
            self.hall.there[place, item] += quantity

    def freeze(self) -> None:
        ids, chance = self.house.ids, self.hall.chance
        self.ask("ledger.freeze", Freeze(ids[chance.choice(BINS)], ids[chance.choice(GOODS)], 1, "leaking"))

    def review(self) -> None:
        """Post a count once every device has said that it holds nothing from before it (I5)."""
        with self.house.store.reader() as reader:
            ready = [
                one.id
                for one in in_state(reader, HOUSE, "in_review")
                if not one.too_close and not not_drained_since(reader, HOUSE, one.effective_at + one.uncertainty_us)
            ]
        for result in ready:
            self.ask("counting.approve", Approve(result, "as counted"))

    def ship(self) -> None:
        for order in self.orders("checked"):
            done = self.ask("shipping.ship", Ship(order))
            if done.result == "accepted":
                with self.house.store.reader() as reader:
                    for item, quantity in reader.all(SHIPPED, s=done.made["movement"]):
                        self.hall.there[CART, item] -= quantity
                        assert self.hall.there[CART, item] >= 0, "more was shipped than there is"

    def steal(self) -> None:
        full = sorted(key for key, quantity in self.hall.there.items() if quantity > 0 and key[0] != CART)
        if full:
            place, item = self.hall.chance.choice(full)
            self.hall.steal(place, item, 1)
            self.hall.tell(f"a piece of item {item} is stolen from place {place}")

    def orders(self, state: str) -> list[int]:
        with self.house.store.reader() as reader:
            return [row[0] for row in reader.all(IN_STATE, state=state)]
