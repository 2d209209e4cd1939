"""What can be asked of the books directly: the shapes of the `ledger.…` commands."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

WHOLE_MAX = 2**53 - 1  # the largest whole number that JSON readers keep exactly
QUANTITY_MAX = 10**15

Key = Annotated[int, Meta(ge=1, le=WHOLE_MAX)]
KeyOrNone = Annotated[int, Meta(ge=0, le=WHOLE_MAX)]
Reason = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+\Z")]


class Adjust(Struct, forbid_unknown_fields=True):
    """Correct the books of one key by a signed quantity. cost: money of the whole line for what was found."""

    place: Key
    item: Key
    quantity: Annotated[int, Meta(ge=-QUANTITY_MAX, le=QUANTITY_MAX)]
    reason: Reason
    lot: KeyOrNone = 0
    serial: KeyOrNone = 0
    cost: Annotated[int, Meta(ge=0, le=QUANTITY_MAX)] | None = None


class Freeze(Struct, forbid_unknown_fields=True):
    """Take stock out of what may be promised or picked; newer promises on it yield."""

    place: Key
    item: Key
    quantity: Annotated[int, Meta(ge=1, le=QUANTITY_MAX)]
    reason: Reason
    lot: KeyOrNone = 0
    serial: KeyOrNone = 0


class Unfreeze(Struct, forbid_unknown_fields=True):
    """Frozen stock may be used again."""

    hold: Key


class Reverse(Struct, forbid_unknown_fields=True):
    """Take a movement of the command's warehouse back."""

    seq: Key
    reason: Reason


class RemovalRule(Struct, forbid_unknown_fields=True):
    """One step of the chain. sort: orders separated by spaces, out of fefo, fifo, lifo, nearest. only_over: on hand."""

    zone: KeyOrNone = 0
    take: Literal["any", "empty_bin", "packs"] = "any"
    sort: Annotated[str, Meta(max_length=40)] = "fefo fifo"
    only_over: Annotated[int, Meta(ge=0, le=QUANTITY_MAX)] = 0


class SetRemovalRules(Struct, forbid_unknown_fields=True):
    """Which stock a pick takes from now on, for one kind of items ("": all others); no rules: FEFO, then FIFO."""

    rules: Annotated[list[RemovalRule], Meta(max_length=50)]
    item_kind: Annotated[str, Meta(max_length=200)] = ""
