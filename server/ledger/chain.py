"""The hash chain: each movement's hash covers the one before it, its header, its lines and their costs. Pure."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Final

BEGINNING: Final = bytes(32)  # what stands before the first movement

# The standard library's writer with everything but ASCII escaped: the same bytes on any machine, in any year.
_written = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode


def link(
    previous: bytes, header: Sequence[Any], lines: Sequence[Sequence[Any]], costs: Sequence[Sequence[Any]]
) -> bytes:
    """The hash of a movement.

    previous: hash of the movement before it in its warehouse, BEGINNING for the first.
    header: warehouse_id, seq, kind, command_id, user_id, device_id, document, posted_at, effective_at,
        uncertainty_us, reverses, payload hash as hex.
    lines: per line: line, item_id, lot_id, serial_id, from_place, to_place, quantity, entered_quantity, entered_unit,
        numerator, denominator.
    costs: per cost entry: line, item_id, kind, lot_id, serial_id, quantity, amount, known, of_seq, of_line.
    Returns 32 bytes: SHA-256 over previous and the compact ASCII JSON of [header, lines, costs].
    """
    return hashlib.sha256(previous + _written((header, lines, costs)).encode("ascii")).digest()
