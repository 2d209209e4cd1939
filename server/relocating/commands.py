"""What a hand has moved between bins: the shapes of the `relocating.…` commands."""

from typing import Annotated

from msgspec import Meta, Struct

Key = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Whole = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Quantity = Annotated[int, Meta(ge=1, le=10**15)]
Scans = Annotated[list[Annotated[str, Meta(max_length=36)]], Meta(max_length=2000)]


class Move(Struct, forbid_unknown_fields=True):
    """From one place to another. scans: ids of the scans of both places and of the item."""

    item: Key
    from_place: Key
    to_place: Key
    quantity: Quantity
    scans: Scans
    lot: Whole = 0
    serial: Whole = 0


class PutBack(Struct, forbid_unknown_fields=True):
    """Goods that somebody took in vain are in the bin again."""

    task: Key
    line: Key
    to_place: Key
    quantity: Quantity
    scans: Scans
