"""The one way into the books: a device's entries come in order, each is performed, logged and answered."""

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Raw
from sqlalchemy import bindparam, insert, select, update

from server.commands import cards, events, log
from server.commands.contact import Answered, ClockReading, Contact, ContactAnswer, Who
from server.commands.kind import Kind, Kinds
from server.commands.log import Known
from server.commands.registry import REGISTRY
from server.commands.rules import KnownClock, Measured, Moment, Order, drained_until, happened, measured, order
from server.commands.standing import Standing, forget, standing
from server.kernel.clock import DAY, MINUTE, SECOND, now
from server.kernel.command import BATCH_MAX, ENTRY_BYTES_MAX, NUMBER_MAX, TEXT_MAX, Entry, Scan
from server.kernel.ids import is_id, new_id
from server.kernel.outcome import ACCEPTED, Outcome, refused
from server.kernel.refusal import Fact, Refusal
from server.ledger.tables import ledger_head
from server.people.tables import clock_sample, device
from server.store.engine import Store
from server.store.fault import is_of_the_world
from server.store.transaction import Act, Hold, Sql, Told, Tx

SIGN_OF_LIFE = 30 * SECOND  # How old a board's picture of a quiet device may get.
REPEATS_WITHIN = 30 * DAY  # No network holds a request back for longer.
SAMPLE_EVERY = MINUTE  # One clock sample a minute tells the drift; more would only fill the log.

DEVICE = Sql(
    select(
        device.c.head,
        device.c.newest,
        device.c.drained,
        device.c.covered,
        device.c.unsent,
        device.c.last_contact_at,
        device.c.last_user_id,
        device.c.offset_us,
        device.c.uncertainty_us,
        device.c.clock_run,
        device.c.clock_device_at,
        device.c.clock_server_at,
        device.c.clock_monotonic_ms,
        device.c.clock_seq,
        device.c.drained_at,
        device.c.blocked,
        device.c.created_at,
        device.c.name,
        device.c.alarm,
    )
    .where(device.c.id == bindparam("id"))
    .with_for_update()
)
_KEPT = (
    "head", "newest", "drained", "unsent", "last_contact_at", "last_user_id", "offset_us", "uncertainty_us",
    "clock_run", "clock_device_at", "clock_server_at", "clock_monotonic_ms", "clock_seq", "drained_at", "alarm",
)  # fmt: skip
KEEP_DEVICE = Sql(
    update(device).where(device.c.id == bindparam("device")).values({name: bindparam(name) for name in _KEPT})
)
_SAMPLE = (
    "device_id", "run_id", "monotonic_ms", "device_at", "server_at", "round_trip_us", "offset_us", "uncertainty_us",
)  # fmt: skip
ADD_SAMPLE = Sql(insert(clock_sample).values({name: bindparam(name) for name in _SAMPLE}))
ADD_DEVICE = Sql(insert(device).values({name: bindparam(name) for name in ("id", "name", "kind", "created_at")}))
RUN_UNTIL = Sql(
    select(clock_sample.c.monotonic_ms)
    .where(
        clock_sample.c.device_id == bindparam("device"),
        clock_sample.c.run_id == bindparam("run"),
        clock_sample.c.server_at > bindparam("since"),
    )
    .order_by(clock_sample.c.server_at.desc(), clock_sample.c.monotonic_ms.desc())
    .limit(1)
)
CHAIN_HEAD = Sql(select(ledger_head.c.hash).where(ledger_head.c.warehouse_id == bindparam("w")))

_log = logging.getLogger(__name__)
_scans = msgspec.json.Decoder(Scan)
_LONG_NUMBER = re.compile(rb"\d{19}")
_HERE = re.compile(r"`\$(.*)`$")


class _Stream:
    """One contact while it is worked through."""

    __slots__ = (
        "answers", "at", "clock", "clock_seq", "contact", "head", "kinds", "known", "last_sent_at", "not_before",
        "scans", "seen", "standing", "told", "tx", "who",
    )  # fmt: skip

    def __init__(self, tx: Tx, who: Who, contact: Contact, kinds: Kinds, at: int) -> None:
        self.tx = tx
        self.who = who
        self.contact = contact
        self.kinds = kinds
        self.at = at
        self.standing: Standing = standing(tx)
        self.told: list[tuple[str, Told]] = []
        self.answers: list[Answered] = []
        self.scans: dict[str, tuple[int, str, int, str, str]] = {}

    def entry(self, entry: Entry) -> tuple[int, str]:
        """Take one entry; answers (the number that is missing, the alarm), both nothing when all is well."""
        sha = log.fingerprint(entry)
        before = self.known.get(entry.id)
        if entry.seq > self.head + 1:
            return self.head + 1, ""
        if entry.seq <= self.head:
            outcome = self._again(entry, sha, before)
            if outcome is None:
                return 0, "device.seq_reused"
        elif before is not None:
            outcome = self._under_a_new_number(entry, sha, before)
        else:
            outcome = self._first_time(entry, sha)
        self.answers.append(Answered(entry.id, entry.seq, outcome))
        return 0, ""

    def _again(self, entry: Entry, sha: bytes, before: Known | None) -> Outcome | None:
        """The answer to an entry whose number is used already; None when another entry used it."""
        if before is None or (before.device_id, before.seq) != (self.who.device_id, entry.seq):
            there = log.at_seq(self.tx, self.who.device_id, entry.seq)
            if there is None or there.repeats != entry.id:
                return None
            before = there
        if not log.says_the_same(self.tx, before, entry, sha):
            return Outcome("refused", "command.id_reused", {"id": entry.id})
        return before.answer

    def _under_a_new_number(self, entry: Entry, sha: bytes, before: Known) -> Outcome:
        """A known id that takes a number once more: the number is consumed, nothing else happens."""
        if log.says_the_same(self.tx, before, entry, sha):
            outcome = before.answer
        else:
            outcome = Outcome("refused", "command.id_reused", {"id": entry.id})
        self._log_command(entry, sha, self._moment(entry), outcome, entry.payload, own_id=new_id(), repeats=entry.id)
        return outcome

    def _first_time(self, entry: Entry, sha: bytes) -> Outcome:
        moment = self._moment(entry)
        payload = bytes(entry.payload)
        if entry.kind == "scan":
            outcome = self._scan(entry, sha, payload, moment)
        else:
            outcome = self._command(entry, sha, payload, moment)
            self._log_command(entry, sha, moment, outcome, payload)
        self.known[entry.id] = Known(
            entry.id, entry.kind, self.who.device_id, entry.seq, entry.type, entry.warehouse, entry.user, sha,
            payload.decode(errors="replace") if entry.kind == "command" else "",
            "" if outcome is ACCEPTED else log.outcome_text(outcome), "",
        )  # fmt: skip
        return outcome

    def _command(self, entry: Entry, sha: bytes, payload: bytes, moment: Moment) -> Outcome:
        try:
            kind, do, warehouse = self._readable(entry, payload)
        except Refusal as refusal:
            return self._stopped(entry, sha, payload, moment, refusal)
        try:
            return self._performed(kind, do, self._act(entry, sha, warehouse, moment), payload)
        except Exception as mistake:  # Sent again it would fail again, and block what is behind for ever.
            if is_of_the_world(mistake):
                raise
        # Once more, with nothing remembered: what the memory held may have been the mistake.
        self.tx.seen.clear()
        self.standing = standing(self.tx)
        act = self._act(entry, sha, warehouse, moment)
        try:
            return self._performed(kind, do, act, payload)
        except Exception as mistake:
            if is_of_the_world(mistake):
                raise
            _log.exception("command.fault: %s %s made a mistake of ours come out", entry.type, entry.id)
        return self._mistaken(kind, self._act(entry, sha, warehouse, moment), payload)

    def _act(self, entry: Entry, sha: bytes, warehouse: int, moment: Moment) -> Act:
        return Act(
            self.tx, entry.id, entry.type, entry.user, self.who.device_id, warehouse, self.at, moment.effective_at,
            moment.uncertainty_us, sha, task_id=entry.task, permits=self.standing.permits(self.tx, warehouse),
            scans=self.scans,
        )  # fmt: skip

    def _performed(self, kind: Kind, do: Any, act: Act, payload: bytes) -> Outcome:
        """What became of a command that can be tried, and what is to be told of it."""
        tx, told = self.tx, act.told
        try:
            with tx.savepoint():
                outcome = kind.perform(act, do)
                if act.holds:
                    outcome = self._held(act, act.holds, payload, outcome)
                if act.arrived:
                    cards.retry_arrived(act, self.kinds)
        except Refusal as refusal:
            return refused(refusal)
        except Hold as hold:
            assert kind.nature == "observation", f"{kind.type} is a request: it is refused, not held"
            told.clear()
            act.arrived.clear()
            act.holds.clear()
            with tx.savepoint():
                outcome = self._held(act, [hold], payload, ACCEPTED)
        if kind.type.startswith("people.") or kind.scope == "company":
            self._company_changed(act)
        self.told.extend((act.command_id, one) for one in told)
        return outcome

    def _mistaken(self, kind: Kind, act: Act, payload: bytes) -> Outcome:
        """We made a mistake: a request is refused; what a hand has done waits on a card until the program is mended."""
        facts: dict[str, Fact] = {"type": kind.type, "id": act.command_id}
        if kind.nature == "request":
            return Outcome("refused", "command.fault", facts)
        outcome = self._held(act, [Hold("command.fault", facts)], payload, ACCEPTED)
        self.told.extend((act.command_id, one) for one in act.told)
        return outcome

    def _held(self, act: Act, holds: list[Hold], payload: bytes, done: Outcome) -> Outcome:
        numbers = [cards.put(act, hold, payload) for hold in holds]
        made = done.made if len(numbers) == 1 else {**done.made, "cards": numbers}
        return Outcome("held", holds[0].code, holds[0].facts, made, numbers[0])

    def _company_changed(self, act: Act) -> None:
        if not any(one.warehouse == 0 for one in act.told):
            # Stream 0 must move, so that every process forgets what it remembers of people and places.
            act.told.append(Told("company.changed", ("company",), {"type": act.type}, 0))
        self.standing = forget(self.tx)

    def _readable(self, entry: Entry, payload: bytes) -> tuple[Kind, Any, int]:
        """What an entry asks for; raises the refusal of whatever stands against even trying."""
        tx = self.tx
        self._signed(entry)
        kind = self.kinds.get(entry.type)
        if kind is None:
            raise Refusal("command.unknown", type=entry.type)
        if entry.version not in kind.versions:
            raise Refusal("command.unknown_version", type=entry.type, version=entry.version)
        warehouse = entry.warehouse if kind.scope == "warehouse" else 0
        if kind.scope == "warehouse" and not self.standing.has_warehouse(tx, warehouse):
            raise Refusal("command.unknown_warehouse", warehouse=warehouse)
        may = kind.everyone or self.standing.may(tx, entry.user, warehouse, kind.type)
        if not may and kind.nature == "request":
            raise Refusal("people.not_allowed", permission=kind.type)
        if entry.cause:
            self._check_cause(entry.cause)
        _check_size(payload)
        if b"\\u0000" in payload and _holds_nul(payload):
            raise Refusal("command.bad_payload", type=entry.type, field="")
        if _LONG_NUMBER.search(payload) and not _numbers_fit(payload):
            raise Refusal("command.bad_payload", type=entry.type, field="")
        try:
            do = kind.decoder.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refusal("command.bad_payload", type=entry.type, field=_field(error)) from error
        if not may:
            raise Refusal("people.not_allowed", permission=kind.type)
        return kind, do, warehouse

    def _stopped(self, entry: Entry, sha: bytes, payload: bytes, moment: Moment, refusal: Refusal) -> Outcome:
        """It cannot be tried. What a hand has done all the same, with a right it had before, waits for a person."""
        kind = self.kinds.get(entry.type)
        if kind is None or kind.nature == "request" or refusal.code != "people.not_allowed":
            return refused(refusal)
        act = self._act(entry, sha, entry.warehouse, moment)
        outcome = self._held(act, [Hold(refusal.code, refusal.facts)], payload, ACCEPTED)
        self.told.extend((entry.id, one) for one in act.told)
        return outcome

    def _check_cause(self, cause: str) -> None:
        """What means nothing without an earlier command is refused with it."""
        before = self.known.get(cause) or log.known(self.tx, [cause]).get(cause)
        if before is not None and before.answer.result == "refused":
            raise Refusal("command.cause_refused", cause=cause, why=before.answer.code)

    def _signed(self, entry: Entry) -> None:
        """Raises the refusal of an entry that nobody can answer for."""
        if not is_id(entry.id):
            raise Refusal("command.bad_id", id=entry.id)
        who = self.who
        if entry.user != who.user_id and not self.standing.has_signed_in(self.tx, who.device_id, entry.user):
            raise Refusal("command.not_signed_in", user=entry.user)

    def _scan(self, entry: Entry, sha: bytes, payload: bytes, moment: Moment) -> Outcome:
        scan: Scan | None = None
        outcome = ACCEPTED
        try:
            self._signed(entry)
            _check_size(payload)
            scan = _scans.decode(payload)
            if len(scan.text) > TEXT_MAX:
                length = len(scan.text)
                scan.text = scan.text[:TEXT_MAX]
                raise Refusal("scan.too_long", length=length, most=TEXT_MAX)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            outcome = Outcome("refused", "command.bad_payload", {"type": "scan", "field": _field(error)})
        except Refusal as refusal:
            outcome = refused(refusal)
            scan = scan or _read(payload)
        said = log.scan_row(entry, scan)
        self.tx.run(
            log.ADD_SCAN, id=entry.id, device_id=self.who.device_id, seq=entry.seq, warehouse_id=entry.warehouse,
            user_id=entry.user, task_id=entry.task, client_at=entry.client_at, effective_at=moment.effective_at,
            uncertainty_us=moment.uncertainty_us, clock=moment.clock, received_at=self.at, payload_sha=sha,
            outcome="" if outcome is ACCEPTED else log.outcome_text(outcome), **said,
        )  # fmt: skip
        self.scans[entry.id] = (entry.warehouse, self.who.device_id, entry.task, said["text"], said["verdict"])
        self.head = entry.seq
        return outcome

    def _log_command(
        self, entry: Entry, sha: bytes, moment: Moment, outcome: Outcome, payload: Raw | bytes,
        own_id: str = "", repeats: str = "",
    ) -> None:  # fmt: skip
        raw = bytes(payload)
        kept = raw.decode(errors="replace") if len(raw) <= ENTRY_BYTES_MAX else ""
        self.tx.run(
            log.ADD_COMMAND, id=own_id or entry.id, device_id=self.who.device_id, seq=entry.seq,
            warehouse_id=entry.warehouse, version=entry.version, type=entry.type, user_id=entry.user,
            task_id=entry.task, base=entry.base, cause=entry.cause, client_at=entry.client_at,
            monotonic_ms=entry.monotonic_ms, run_id=entry.run_id, effective_at=moment.effective_at,
            uncertainty_us=moment.uncertainty_us, clock=moment.clock, received_at=self.at, payload_sha=sha,
            payload=kept, outcome=log.outcome_text(outcome), result=outcome.result, repeats=repeats,
        )  # fmt: skip
        self.head = entry.seq

    def _moment(self, entry: Entry) -> Moment:
        if self.who.kind == "service":
            return Moment(entry.client_at, 0)  # Its clock is ours.
        clock = self.contact.clock
        return happened(
            self.clock,
            entry.seq <= self.clock_seq,
            (clock.device_at, clock.monotonic_ms, clock.run_id),
            (entry.client_at, entry.monotonic_ms, entry.run_id),
            # What it had not made when it sent the last contact was made after that.
            self.last_sent_at if entry.seq > self.seen else self.not_before,
        )

    def work(self, received_at: int) -> ContactAnswer:
        """The whole contact, and its answer."""
        contact, who, tx = self.contact, self.who, self.tx
        row = tx.one(DEVICE, id=who.device_id)
        if row is None:
            raise Refusal("device.unknown", device=who.device_id)
        (
            self.head, self.seen, drained, covered, unsent, last_contact_at, last_user, offset, uncertainty, run_id,
            device_at, server_at, monotonic_ms, self.clock_seq, drained_at, blocked, created_at, name, alarmed,
        ) = row  # fmt: skip
        if blocked:
            raise Refusal("device.blocked", device=name)
        self.not_before = created_at
        reading = contact.clock
        round_trip = reading.last_round_trip_ms * 1000
        known = KnownClock(offset, uncertainty, run_id, device_at, server_at, monotonic_ms)
        came = self._order(known, reading)
        self.last_sent_at = max(created_at, min(last_contact_at, device_at + offset - uncertainty))
        if who.kind == "service":
            learned = Measured(KnownClock(0, 0, reading.run_id, received_at, received_at))
        elif came == "newer":
            learned = measured(known, reading.device_at, reading.run_id, round_trip, received_at, reading.monotonic_ms)
        else:
            learned = Measured(known)  # Its round trip is that of another exchange, its way may have been long.
        self.clock = learned.clock
        if learned.jumped:
            # All that it has made by now may have been made under the clock as it was before, also what comes later.
            self.clock_seq = max([contact.newest, *(entry.seq for entry in contact.entries)])
        gap, alarm = 0, ""
        entries = contact.entries
        if entries:
            self.known = log.known(tx, [entry.id for entry in entries])
            for entry in entries:
                gap, alarm = self.entry(entry)
                if gap or alarm:
                    break
        newest = max(contact.newest, self.seen, self.head)
        is_drained = contact.drained and self.head >= newest
        if came == "older":
            # What it brought is taken; what it says of the device is no longer so.
            is_drained = bool(drained) and self.head >= newest
            self._keep(newest, is_drained, unsent, last_contact_at, last_user, drained_at, alarm or alarmed)
            return self._answered(covered, gap, alarm)
        if is_drained:
            drained_at = max(drained_at, drained_until(learned, last_contact_at))
        if (
            alarm
            or bool(drained) != is_drained
            or unsent != contact.unsent
            or last_user != who.user_id
            or self.at - last_contact_at > SIGN_OF_LIFE
        ):
            self._tell_of_device(name, is_drained, alarm)
        if learned.jumped or reading.run_id != run_id or received_at // SAMPLE_EVERY != server_at // SAMPLE_EVERY:
            self._sample(reading, round_trip, known)
        self._keep(newest, is_drained, contact.unsent, self.at, who.user_id, drained_at, alarm or alarmed)
        return self._answered(covered, gap, alarm)

    def _order(self, known: KnownClock, reading: ClockReading) -> Order:
        until = -1
        if reading.run_id != known.run_id:
            found = self.tx.value(
                RUN_UNTIL, device=self.who.device_id, run=reading.run_id, since=self.at - REPEATS_WITHIN
            )
            until = -1 if found is None else int(found)
        return order(known, reading.device_at, reading.run_id, reading.monotonic_ms, until)

    def _keep(
        self, newest: int, drained: bool, unsent: int, heard_at: int, user: int, drained_at: int, alarm: str
    ) -> None:
        clock = self.clock
        self.tx.run(
            KEEP_DEVICE, device=self.who.device_id, head=self.head, newest=newest, drained=drained, unsent=unsent,
            last_contact_at=heard_at, last_user_id=user, offset_us=clock.offset_us,
            uncertainty_us=clock.uncertainty_us, clock_run=clock.run_id, clock_device_at=clock.device_at,
            clock_server_at=clock.server_at, clock_monotonic_ms=clock.monotonic_ms, clock_seq=self.clock_seq,
            drained_at=drained_at, alarm=alarm,
        )  # fmt: skip

    def _answered(self, covered: int, gap: int, alarm: str) -> ContactAnswer:
        if self.told:
            events.store(self.tx, self.told, self.at)
        return ContactAnswer(
            self.standing.epoch, self.head, covered, self.at, self._chain_heads(), self.answers, gap, alarm
        )

    def _tell_of_device(self, name: str, drained: bool, alarm: str) -> None:
        contact = self.contact
        entries = contact.entries
        where = contact.warehouse or (entries[0].warehouse if entries else 0)
        if where and not self.standing.has_warehouse(self.tx, where):
            where = 0
        body = {
            "id": self.who.device_id, "name": name, "user": self.who.user_id, "last_contact_at": self.at,
            "unsent": contact.unsent, "drained": drained, "alarm": alarm,
        }  # fmt: skip
        self.told.append(("", Told("device.changed", ("board", "devices"), body, where)))

    def _sample(self, reading: ClockReading, round_trip: int, known: KnownClock) -> None:
        if reading.run_id != known.run_id and known.server_at:
            # Where the run before stood at last: what comes from it once more is known by that.
            self.tx.run(
                ADD_SAMPLE, device_id=self.who.device_id, run_id=known.run_id, monotonic_ms=known.monotonic_ms,
                device_at=known.device_at, server_at=known.server_at, round_trip_us=0, offset_us=known.offset_us,
                uncertainty_us=known.uncertainty_us,
            )  # fmt: skip
        self.tx.run(
            ADD_SAMPLE, device_id=self.who.device_id, run_id=reading.run_id, monotonic_ms=reading.monotonic_ms,
            device_at=reading.device_at, server_at=self.clock.server_at, round_trip_us=round_trip,
            offset_us=self.clock.offset_us, uncertainty_us=self.clock.uncertainty_us,
        )  # fmt: skip

    def _chain_heads(self) -> dict[str, str]:
        heads = {}
        for warehouse in sorted({entry.warehouse for entry in self.contact.entries}):
            newest = self.tx.value(CHAIN_HEAD, w=warehouse) if warehouse else None
            if newest is not None:
                heads[str(warehouse)] = bytes(newest).hex()
        return heads


def contact(
    tx: Tx, who: Who, sent: Contact, received_at: int = 0, kinds: Kinds = REGISTRY, clock: Callable[[], int] = now
) -> ContactAnswer:
    """Take one contact of a device: its entries in order, each performed, logged and answered.

    Runs as a job of the writer. received_at: when the request came in, for the device's clock; now when left out.
    Raises Refusal when nothing of it can be taken: `command.foreign_device`, `command.batch_too_large`,
    `device.unknown`, `device.blocked`. Everything else is answered entry by entry.
    """
    if sent.device != who.device_id:
        raise Refusal("command.foreign_device", device=sent.device)
    if len(sent.entries) > BATCH_MAX:
        raise Refusal("command.batch_too_large", entries=len(sent.entries), most=BATCH_MAX)
    at = clock()
    return _Stream(tx, who, sent, kinds, at).work(received_at or at)


class Caller:
    """A program of our own that sends commands in a person's name: command line, demo, imports, tests.

    It has a device and a stream like any phone, and its commands go the same way; only its clock is the server's own.
    """

    def __init__(
        self,
        store: Store,
        user_id: int,
        device_id: str,
        kinds: Kinds = REGISTRY,
        clock: Callable[[], int] = now,
        name: str = "truebin",
    ) -> None:
        self.store = store
        self.who = Who(user_id, device_id, "service")
        self._kinds = kinds
        self._clock = clock
        self._name = name

    def do(
        self, type: str, payload: msgspec.Struct, warehouse: int = 0, *, task: int = 0, at: int = 0, id: str = ""
    ) -> Outcome:
        """Perform one command and wait for its outcome.

        at: when it happened (server time, microseconds); now when left out. id: to send the same command again.
        """
        return self.do_all([(type, payload)], warehouse, task=task, at=at, ids=[id] if id else None)[0]

    def do_all(
        self,
        commands: Sequence[tuple[str, msgspec.Struct]],
        warehouse: int = 0,
        *,
        task: int = 0,
        at: int = 0,
        ids: Sequence[str] | None = None,
    ) -> list[Outcome]:
        """Perform up to BATCH_MAX commands in one contact, in order; each has its own outcome."""
        happened_at = at or self._clock()
        names = list(ids) if ids is not None else [new_id() for _ in commands]

        def work(tx: Tx) -> ContactAnswer:
            head = _own_head(tx, self.who, self._name, self._clock())
            known = log.known(tx, names)
            entries = []
            for own, (type, payload) in zip(names, commands, strict=True):
                before = known.get(own)
                if before is None:
                    head += 1
                seq = head if before is None else before.seq
                raw = Raw(msgspec.json.encode(payload))
                entries.append(
                    Entry(1, own, seq, "command", type, self.who.user_id, warehouse, happened_at, raw, task=task)
                )
            reading = ClockReading(self._clock())
            sent = Contact(self.who.device_id, head, True, 0, reading, entries, warehouse=warehouse)
            return contact(tx, self.who, sent, kinds=self._kinds, clock=self._clock)

        answer = self.store.writer.submit(work, (warehouse,)).result()
        assert not answer.gap, "a caller numbers its stream inside the transaction"
        assert not answer.alarm, answer.alarm
        return [answered.outcome for answered in answer.outcomes]


def _own_head(tx: Tx, who: Who, name: str, at: int) -> int:
    """The last number of a caller's own stream; its device is made when it is new."""
    row = tx.one(DEVICE, id=who.device_id)
    if row is not None:
        return int(row[0])
    tx.run(ADD_DEVICE, id=who.device_id, name=name, kind="service", created_at=at)
    return 0


def _check_size(payload: bytes) -> None:
    if len(payload) > ENTRY_BYTES_MAX:
        raise Refusal("command.too_large", bytes=len(payload), most=ENTRY_BYTES_MAX)


def _read(payload: bytes) -> Scan | None:
    """A refused scan as far as it can be read, for the log."""
    try:
        scan = _scans.decode(payload) if len(payload) <= ENTRY_BYTES_MAX else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if scan is not None:
        scan.text = scan.text[:TEXT_MAX]
    return scan


def _field(error: Exception) -> str:
    """Where in the payload it went wrong, `quantity` or `lines[2].price`; "" when it is no JSON at all."""
    found = _HERE.search(str(error))
    return found[1].lstrip(".") if found else ""


def _walk(value: Any) -> Iterable[Any]:
    """Every value inside, names too; with a list of its own, for a payload may be nested deeper than Python calls."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, dict):
            waiting += one.keys()
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _numbers_fit(payload: bytes) -> bool:
    """Whether the database can keep every number (a long text of digits is none)."""
    try:
        values = msgspec.json.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return True  # The decoder of its kind says what is wrong with it.
    return not any(isinstance(value, int) and abs(value) > NUMBER_MAX for value in _walk(values))


def _holds_nul(payload: bytes) -> bool:
    try:
        values = msgspec.json.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return any(isinstance(value, str) and "\0" in value for value in _walk(values))
