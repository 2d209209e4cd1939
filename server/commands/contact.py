"""The shapes of one contact: what a device says and sends, and what it is answered."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from server.kernel.command import Count, Entry, Name, Number
from server.kernel.outcome import Outcome


class Who(Struct, frozen=True):
    """The session behind a contact. service: a program of our own on this machine, with this machine's clock."""

    user_id: int
    device_id: str
    kind: Literal["cookie", "bearer", "service"]


class ClockReading(Struct):
    """The device's clocks at the moment of sending.

    device_at: its wall clock, microseconds since 1970 UTC. monotonic_ms, run_id: time since this page's start.
    last_round_trip_ms: how long the contact just before this one took; 0 when it was not answered, or in another run.
    """

    device_at: Number
    monotonic_ms: Number = 0
    run_id: Name = ""
    last_round_trip_ms: Annotated[int, Meta(ge=0, le=3_600_000)] = 0


class Contact(Struct):
    """One call of a device: how it stands, and what it has to send; without entries a sign of life.

    newest: highest seq that it has made. drained: nothing is left on it after these entries.
    unsent: how many entries still wait on it. covered_ack: seq up to which it has thrown its copies away.
    warehouse: where it works now, for the board.
    """

    device: Name
    newest: Count
    drained: bool
    unsent: Count
    clock: ClockReading
    entries: list[Entry] = []
    covered_ack: Count = 0
    warehouse: Count = 0


class Answered(Struct):
    """The outcome of one entry."""

    id: str
    seq: int
    outcome: Outcome


class ContactAnswer(Struct):
    """What the books answer to a contact.

    epoch: which life of the database this is; another one means that a backup was restored.
    head: highest seq received without a gap. covered: seq up to which a backup holds the device's entries.
    now: server time. hash_heads: newest hash of each warehouse that the entries touched, kept by the device as witness.
    gap: the seq that was expected when one is missing, else 0. alarm: code when the stream was stopped, else "".
    """

    epoch: str
    head: int
    covered: int
    now: int
    hash_heads: dict[str, str] = field(default_factory=dict)
    outcomes: list[Answered] = field(default_factory=list)
    gap: int = 0
    alarm: str = ""
