"""A phone in somebody's hands: a wrong clock, restarts, an outbox, and a network that loses, doubles and repeats."""

import copy
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import bindparam, select

from server.commands.contact import ClockReading, Contact, ContactAnswer, Who
from server.commands.perform import contact
from server.kernel.clock import HOUR, MINUTE
from server.kernel.command import BATCH_MAX, Entry, Scan
from server.kernel.ids import new_id
from server.kernel.outcome import Outcome
from server.people.tables import device as devices
from server.store.transaction import Sql
from server.tasks.commands import Claim
from server.tasks.steps import Answer, Input, Meaning, Scanned, State, Task, Verdict
from tests.server.commands.house import HOUSE, NOON
from tests.server.flows.house import Hand
from tests.simulation.hall import Hall

FATES = ("fine", "request lost", "answer lost", "doubled")
ODDS = (70, 10, 14, 6)
STANDING = Sql(
    select(devices.c.head, devices.c.newest, devices.c.drained, devices.c.alarm).where(devices.c.id == bindparam("id"))
)


class Judged(NamedTuple):
    """What the phone decided about one scan, and on what."""

    task: Task
    state: State
    text: str
    verdict: Verdict


@dataclass
class Device(Hand):
    """One phone. `linked`: whether it has a network at all."""

    hall: Hall = field(default_factory=lambda: Hall(0))
    codes: dict[str, list[Meaning]] = field(default_factory=dict)
    linked: bool = True
    name: str = ""
    wrong_by: int = 0
    drift_ppm: int = 0
    run: str = field(default_factory=new_id)
    started: int = NOON
    last_trip_ms: int = 0
    made: dict[str, tuple[Entry, int]] = field(default_factory=dict)
    said: dict[str, Outcome] = field(default_factory=dict)
    letters: list[Contact] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    asked_for: tuple[str, int] | None = None
    is_copy: bool = False

    def __post_init__(self) -> None:
        self.online = False  # What it makes waits in the outbox until `contact`.

    # --- clocks ---------------------------------------------------------------------------------------------------

    def clock(self) -> int:
        """What its wall clock shows."""
        return self.hall.now + self.wrong_by + (self.hall.now - NOON) * self.drift_ppm // 1_000_000

    def monotonic(self) -> int:
        return (self.hall.now - self.started) // 1000

    def restart(self) -> None:
        """The app is killed and started again: a new run, the outbox is still there."""
        self.run, self.started, self.last_trip_ms = new_id(), self.hall.now, 0
        self.hall.tell(f"{self.name} restarts")

    def set_clock(self) -> None:
        """Somebody sets its wall clock."""
        self.wrong_by = self.hall.chance.randint(-3 * HOUR, 3 * HOUR)
        self.hall.tell(f"{self.name} shows a time that is {self.wrong_by // MINUTE} min wrong")

    # --- what it makes --------------------------------------------------------------------------------------------

    def entry(self, type: str, payload: Struct | bytes, **more: object) -> Entry:
        stamped = {"client_at": self.clock(), "monotonic_ms": self.monotonic(), "run_id": self.run, **more}
        made = super().entry(type, payload, **stamped)
        self.made[made.id] = (made, self.hall.now)
        return made

    def put(self, type: str, payload: Struct, **more: object) -> Entry:
        """Make an entry and let it wait."""
        made = self.entry(type, payload, **more)
        self.outbox.append(made)
        return made

    def scan(self, *texts: str) -> Answer:
        """Scan one text after the other, judged by the codes that the phone carries."""
        assert self.task is not None
        for text in texts:
            self.hall.passes(1, 4)
            before = self.state
            entry = self.entry("scan", b"{}", kind="scan", task=self.task.id)
            answer = self.give(Input(scan=Scanned(entry.id, text, self.codes.get(text, []))), entry)
            self.judged.append(Judged(self.task, before, text, answer.verdict))
        return answer

    def saw(self, text: str) -> str:
        """A scan outside of any task; its id."""
        self.hall.passes(1, 4)
        return self.put("scan", Scan(text, "hid", "accepted"), kind="scan").id

    # --- the network ----------------------------------------------------------------------------------------------

    def contact(self, perfect: bool = False) -> None:
        """One try to reach the books."""
        chance = self.hall.chance
        batch = self.outbox[: BATCH_MAX if perfect else chance.choice((1, 3, 10, BATCH_MAX))]
        reading = ClockReading(self.clock(), self.monotonic(), self.run, self.last_trip_ms)
        is_all = len(batch) == len(self.outbox)
        sent = Contact(self.id, self.seq, is_all, len(self.outbox), reading, batch, warehouse=HOUSE)
        fate = "fine" if perfect else chance.choices(FATES, ODDS)[0]
        began, self.last_trip_ms = self.hall.now, 0
        self.hall.passes(0.005, 1.5)
        if fate == "request lost":
            return
        self.letters.append(sent)
        answer = self.arrives(sent)
        if fate == "doubled":
            self.hall.passes(0.001, 30)
            assert self.arrives(sent).outcomes == answer.outcomes
        self.hall.passes(0.005, 0.4)
        if fate == "answer lost":
            return
        self.last_trip_ms = (self.hall.now - began) // 1000
        self.take(answer)

    def some(self, number: int) -> None:
        """So many of its entries arrive and are answered."""
        batch = self.outbox[:number]
        reading = ClockReading(self.clock(), self.monotonic(), self.run)
        is_all = len(batch) == len(self.outbox)
        self.take(self.arrives(Contact(self.id, self.seq, is_all, len(self.outbox), reading, batch, warehouse=HOUSE)))

    def arrives(self, sent: Contact) -> ContactAnswer:
        """A request reaches the books, for the first time or again; every answer repeats the first (I4)."""
        at = self.hall.now
        who = Who(self.user, self.id, "cookie")
        answer = self.store.writer.submit(
            lambda tx: contact(tx, who, sent, at, self.kinds, lambda: at), (HOUSE,)
        ).result()
        if not self.is_copy:
            assert not answer.gap, f"{self.name}: {answer}"
            assert not answer.alarm, f"{self.name}: {answer}"
            assert len(answer.outcomes) == len(sent.entries)
        for one in answer.outcomes:
            first = self.said.setdefault(one.id, one.outcome)
            assert first == one.outcome, f"{self.name} was told {first} and then {one.outcome}"
        self.stands_as_it_says()
        return answer

    def heard_of(self) -> int:
        """The newest number of it that the books have."""
        with self.store.reader() as reader:
            return int(reader.value(STANDING, id=self.id))

    def stands_as_it_says(self) -> None:
        """The books never claim to know more of this device than there is (I5)."""
        if self.is_copy:
            return
        with self.store.reader() as reader:
            head, newest, drained, _ = reader.one(STANDING, id=self.id) or ()
        assert head <= newest <= self.seq
        assert not drained or head == newest

    def repeat(self) -> None:
        """The network brings an old request once more."""
        if self.letters:
            sent = self.hall.chance.choice(self.letters)
            self.hall.tell(f"an old request of {self.name} comes once more ({len(sent.entries)} entries)")
            self.arrives(sent)

    def take(self, answer: ContactAnswer) -> None:
        """What was answered leaves the outbox."""
        known = {one.id: one.outcome for one in answer.outcomes}
        for entry in self.outbox:
            if entry.id in known and entry.kind == "command":
                outcome = known[entry.id]
                self.hall.tell(f"{self.name} is told of its {entry.type}: {outcome.result} {outcome.code}")
        self.outbox = [entry for entry in self.outbox if entry.id not in known]
        if self.asked_for is not None and self.asked_for[0] in known:
            asked, task = self.asked_for
            self.asked_for = None
            if known[asked].result == "accepted" and not self.outbox:
                self.open(task)

    def ask_for(self, task: int) -> None:
        """Claim a task; it is opened once the claim is answered."""
        self.asked_for = (self.put("tasks.claim", Claim(task)).id, task)

    # --- an old copy of it ----------------------------------------------------------------------------------------

    def copied(self) -> "Device":
        """What a backup of this phone would hold."""
        made = copy.copy(self)
        made.outbox, made.letters = list(self.outbox), []
        made.is_copy = True
        made.name = f"a copy of {self.name}"
        return made

    def wakes(self, original: "Device") -> None:
        """The old copy is started: what it has already made is answered as before, what it makes anew is kept off."""
        self.run, self.started = new_id(), self.hall.now
        self.letters, self.last_trip_ms = [], 0
        self.made, self.judged = dict(self.made), []
        while self.outbox:
            self.contact(perfect=True)
        before = self.seq
        fresh = self.put("scan", Scan("A-01-1", "hid", "seen"), kind="scan")
        reading = ClockReading(self.clock(), self.monotonic(), self.run)
        answer = self.arrives(Contact(self.id, self.seq, True, 1, reading, [fresh], warehouse=HOUSE))
        self.hall.tell(f"{self.name} wakes up at {before}: {answer.alarm}")
        assert (answer.alarm, answer.outcomes) == ("device.seq_reused", [])
        with self.store.reader() as reader:
            head, newest, _, alarm = reader.one(STANDING, id=self.id) or ()
        assert alarm == "device.seq_reused"
        assert newest >= head > before
        original.stands_as_it_says()
