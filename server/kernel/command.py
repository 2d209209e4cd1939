"""The envelope of everything a device sends: commands and scans in one gapless stream."""

from typing import Literal

from msgspec import Raw, Struct

EntryKind = Literal["command", "scan"]

TEXT_MAX = 4096  # A scanned text: the largest QR code holds 2,953 bytes; more is no scan.
ENTRY_BYTES_MAX = 64 * 1024  # One entry with its payload.
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

    version: int
    id: str
    seq: int
    kind: EntryKind
    type: str
    user: int
    warehouse: int
    client_at: int
    payload: Raw
    monotonic_ms: int = 0
    run_id: str = ""
    task: int = 0
    base: int = 0
    cause: str = ""


class Scan(Struct, omit_defaults=True):
    """What a device saw: payload of an entry of kind scan.

    text: as decoded, at most TEXT_MAX characters. symbology: as in `scanning.reading`.
    source: where it came from. verdict, code: what the phone decided at once, and the refusal's code.
    line, step: the task line and step that it was meant for (0, "" for none).
    """

    text: str
    source: Literal["camera", "hid", "intent", "serial", "photo", "manual"]
    verdict: Literal["accepted", "refused", "seen"]
    symbology: str = ""
    code: str = ""
    line: int = 0
    step: str = ""
