"""The log of entries: every command and scan as it came, with its first outcome and what became of it later."""

import hashlib
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, insert, literal, select, union_all

from server.commands.tables import command, command_outcome, scan_event
from server.kernel.command import Entry, Scan
from server.kernel.outcome import ACCEPTED, Outcome
from server.store.transaction import Reader, Row, Sql, Tx, among

ACCEPTED_TEXT = msgspec.json.encode(ACCEPTED).decode()
_outcomes = msgspec.json.Decoder(Outcome)
_scan_payload = msgspec.json.Decoder(Scan)


class Known(NamedTuple):
    """An entry that is in the log already. text: of a scan; payload: of a command. repeats: see the table."""

    id: str
    kind: str
    device_id: str
    seq: int
    type: str
    warehouse_id: int
    user_id: int
    payload_sha: bytes
    payload: str
    outcome: str
    repeats: str

    @property
    def answer(self) -> Outcome:
        """The first outcome."""
        return _outcomes.decode(self.outcome) if self.outcome else ACCEPTED


_commands = select(
    command.c.id,
    literal("command").label("kind"),
    command.c.device_id,
    command.c.seq,
    command.c.type,
    command.c.warehouse_id,
    command.c.user_id,
    command.c.payload_sha,
    command.c.payload,
    command.c.outcome,
    command.c.repeats,
)
_scans = select(
    scan_event.c.id,
    literal("scan"),
    scan_event.c.device_id,
    scan_event.c.seq,
    literal("scan"),
    scan_event.c.warehouse_id,
    scan_event.c.user_id,
    scan_event.c.payload_sha,
    literal(""),
    scan_event.c.outcome,
    literal(""),
)
BY_ID = Sql(
    union_all(_commands.where(command.c.id == bindparam("id")), _scans.where(scan_event.c.id == bindparam("id")))
)
BY_IDS = Sql(union_all(_commands.where(among(command.c.id, "ids")), _scans.where(among(scan_event.c.id, "ids"))))
BY_SEQ = Sql(
    union_all(
        _commands.where(command.c.device_id == bindparam("device"), command.c.seq == bindparam("seq")),
        _scans.where(scan_event.c.device_id == bindparam("device"), scan_event.c.seq == bindparam("seq")),
    )
)
_COMMAND = (
    "id", "device_id", "seq", "warehouse_id", "version", "type", "user_id", "task_id", "base", "cause", "client_at",
    "monotonic_ms", "run_id", "effective_at", "uncertainty_us", "clock", "received_at", "payload_sha", "payload",
    "outcome", "result", "repeats",
)  # fmt: skip
ADD_COMMAND = Sql(insert(command).values({name: bindparam(name) for name in _COMMAND}))
_SCAN = (
    "id", "device_id", "seq", "warehouse_id", "user_id", "task_id", "line_id", "step", "text", "symbology", "source",
    "verdict", "code", "client_at", "effective_at", "uncertainty_us", "clock", "received_at", "payload_sha", "outcome",
)  # fmt: skip
_SCAN_SAID = ("line_id", "step", "text", "symbology", "source", "verdict", "code")
ADD_SCAN = Sql(insert(scan_event).values({name: bindparam(name) for name in _SCAN}))


def known(reader: Reader, ids: list[str]) -> dict[str, Known]:
    """Those of the entries that came before, by id."""
    rows: list[Row] = reader.all(BY_ID, id=ids[0]) if len(ids) == 1 else reader.all(BY_IDS, ids=ids)
    return {row[0]: Known(*row) for row in rows}


def at_seq(reader: Reader, device_id: str, seq: int) -> Known | None:
    """The entry that consumed a number of a device's stream."""
    row = reader.one(BY_SEQ, device=device_id, seq=seq)
    return None if row is None else Known(*row)


def fingerprint(entry: Entry) -> bytes:
    """SHA-256 of what an entry says: kind, type, who, where and the payload's bytes as they came."""
    words = f"{entry.kind} {entry.type} {entry.user} {entry.warehouse} "
    return hashlib.sha256(words.encode() + entry.payload).digest()


SCAN_SAID = Sql(select(*(scan_event.c[name] for name in _SCAN_SAID)).where(scan_event.c.id == bindparam("id")))


def says_the_same(reader: Reader, before: Known, entry: Entry, sha: bytes) -> bool:
    """Whether an entry with a known id says what it said the first time.

    A phone that was updated may spell the same payload in another order of keys; that is no other payload.
    """
    if before.payload_sha == sha:
        return True
    if (before.kind, before.type, before.user_id, before.warehouse_id) != (
        entry.kind,
        entry.type,
        entry.user,
        entry.warehouse,
    ):
        return False
    try:
        if entry.kind == "scan":
            said = scan_row(entry, _scan_payload.decode(entry.payload))
            return reader.one(SCAN_SAID, id=entry.id) == tuple(said[name] for name in _SCAN_SAID)
        if not before.payload:
            return False
        return bool(msgspec.json.decode(before.payload) == msgspec.json.decode(entry.payload))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def outcome_text(outcome: Outcome) -> str:
    """The JSON that the log keeps."""
    return ACCEPTED_TEXT if outcome is ACCEPTED else msgspec.json.encode(outcome).decode()


def printable(text: str) -> str:
    """A scanned text as the database can keep it: PostgreSQL has no NUL, so its picture stands for it in both."""
    return text.replace("\0", "\u2400") if "\0" in text else text


NEXT_NUMBER = Sql(
    select(command_outcome.c.number)
    .where(command_outcome.c.command_id == bindparam("id"))
    .order_by(command_outcome.c.number.desc())
    .limit(1)
)
ADD_LATER = Sql(
    insert(command_outcome).values(
        {name: bindparam(name) for name in ("command_id", "number", "result", "outcome", "by_command", "at")}
    )
)


def add_later(tx: Tx, command_id: str, outcome: Outcome, by_command: str, at: int) -> None:
    """Add to a command's history what became of it; its first outcome stays as it was answered."""
    number = (tx.value(NEXT_NUMBER, id=command_id) or 1) + 1
    tx.run(
        ADD_LATER,
        command_id=command_id,
        number=number,
        result=outcome.result,
        outcome=outcome_text(outcome),
        by_command=by_command,
        at=at,
    )


class Fate(Struct, frozen=True):
    """What became of a command, first outcome first."""

    command_id: str
    outcomes: list[Outcome]


LATER = Sql(
    select(command_outcome.c.outcome)
    .where(command_outcome.c.command_id == bindparam("id"))
    .order_by(command_outcome.c.number)
)


def fate(reader: Reader, command_id: str) -> Fate | None:
    """A command's whole history of outcomes, None when it never came."""
    first = known(reader, [command_id]).get(command_id)
    if first is None:
        return None
    later = [_outcomes.decode(row[0]) for row in reader.all(LATER, id=command_id)]
    return Fate(command_id, [first.answer, *later])


def scan_row(entry: Entry, scan: Scan | None) -> dict[str, Any]:
    """The columns that come from the scan itself; None for one that could not be read."""
    if scan is None:
        return {
            "line_id": 0, "step": "", "text": "", "symbology": "", "source": "unreadable", "verdict": "refused",
            "code": "",
        }  # fmt: skip
    return {
        "line_id": scan.line, "step": scan.step, "text": printable(scan.text), "symbology": scan.symbology,
        "source": scan.source, "verdict": scan.verdict, "code": scan.code,
    }  # fmt: skip
