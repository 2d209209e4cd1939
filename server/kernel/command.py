"""The envelope of everything a device sends: commands and scans in one gapless stream."""

from typing import Annotated, Literal

from msgspec import Meta, Raw, Struct

EntryKind = Literal["command", "scan"]

TEXT_MAX = 4096  # A scanned text: the largest QR code holds 2,953 bytes; more is no scan.
ENTRY_BYTES_MAX = 64 * 1024  # One entry with its payload.
NUMBER_MAX = 2**62  # Half of what a database column holds: sums and differences of two such numbers still fit.
Number = Annotated[int, Meta(ge=-NUMBER_MAX, le=NUMBER_MAX)]
Count = Annotated[int, Meta(ge=0, le=NUMBER_MAX)]
Name = Annotated[str, Meta(pattern=r"^[\x20-\x7e]{0,100}$")]  # What programs give each other: no control characters.
BATCH_MAX = 50  # Entries in one contact (sync protocol, line 3).


class Entry(Struct, omit_defaults=True):
    """One numbered thing that a device saw (scan) or that its user did or wants done (command).

    id: UUIDv7 made on the device; for a command the idempotency key.
    seq: 1, 2, 3 … without gaps per device.
    type: `picking.confirm`; `scan` for scans.
    user: who did it; the outbox belongs to the device and may be sent while somebody else is signed in.
    warehouse: where; 0 for what concerns the whole company.
    client_at: device clock, microseconds since 1970 UTC, as the device believes it.
    monotonic_ms, run_id: time since this page's start and which start it was.
    payload: the command's own shape (Scan for scans), not yet decoded, so that a bad payload refuses one entry alone.
    task: the task it belongs to, 0 for none. base: event number of the snapshot it was decided on.
    cause: id of an earlier entry without which this one means nothing ("" for none).
    """

    version: Number
    id: Name
    seq: Annotated[int, Meta(ge=1, le=NUMBER_MAX)]
    kind: EntryKind
    type: Name
    user: Number
    warehouse: Number
    client_at: Number
    payload: Raw
    monotonic_ms: Number = 0
    run_id: Name = ""
    task: Number = 0
    base: Number = 0
    cause: Name = ""


class Scan(Struct, omit_defaults=True):
    """What a device saw: payload of an entry of kind scan.

    text: as decoded, at most TEXT_MAX characters. symbology: as in `scanning.reading`.
    source: where it came from. verdict, code: what the phone decided at once, and the refusal's code.
    line, step: the task line and step that it was meant for (0, "" for none).
    """

    text: str
    source: Literal["camera", "hid", "intent", "serial", "photo", "manual"]
    verdict: Literal["accepted", "refused", "seen"]
    symbology: Name = ""
    code: Name = ""
    line: Number = 0
    step: Name = ""
