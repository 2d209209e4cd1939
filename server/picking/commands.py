"""What a picker says: the shapes of the `picking.…` commands."""

from typing import Annotated

from msgspec import Meta, Struct

Key = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Whole = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Quantity = Annotated[int, Meta(ge=1, le=10**15)]
Scans = Annotated[list[Annotated[str, Meta(max_length=36)]], Meta(max_length=2000)]
Reason = Annotated[str, Meta(max_length=200)]


class Confirm(Struct, forbid_unknown_fields=True):
    """Taken from the bin and put into the tote. scans: ids of the scans that prove it. override: why one is missing."""

    task: Key
    line: Key
    place: Key
    item: Key
    quantity: Quantity
    container: Key
    scans: Scans
    lot: Whole = 0
    serial: Whole = 0
    override: Reason = ""


class Short(Struct, forbid_unknown_fields=True):
    """Less is there than asked for; what was found is in the tote (0: no tote needed). reason: a reason code."""

    task: Key
    line: Key
    quantity_found: Whole
    reason: Annotated[str, Meta(min_length=1, max_length=40)]
    scans: Scans
    container: Whole = 0
    override: Reason = ""


class Skip(Struct, forbid_unknown_fields=True):
    """Not now; the line comes back."""

    task: Key
    line: Key


class Undo(Struct, forbid_unknown_fields=True):
    """The goods are back in the bin: the line's last pick is taken back."""

    task: Key
    line: Key
