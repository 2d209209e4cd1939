"""What a counter says and a reviewer decides: the shapes of the `counting.…` commands."""

from typing import Annotated

from msgspec import Meta, Struct

Key = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Whole = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Scans = Annotated[list[Annotated[str, Meta(max_length=36)]], Meta(max_length=2000)]
Reason = Annotated[str, Meta(max_length=200)]


class Plan(Struct, forbid_unknown_fields=True):
    """Count this item in this place, blind."""

    place: Key
    item: Key
    lot: Whole = 0


class Submit(Struct, forbid_unknown_fields=True):
    """So much is there; 0: I looked and there is none.

    started_at: device clock at the first piece; 0, or what cannot be: the count began with the first scan.
    """

    task: Key
    line: Key
    quantity: Annotated[int, Meta(ge=0, le=10**15)]
    scans: Scans
    started_at: Whole = 0


class Approve(Struct, forbid_unknown_fields=True):
    """The difference is real: the books follow the count.

    overrule: why it is posted although devices may still hold something of before it; takes `counting.overrule`.
    """

    result: Key
    reason: Annotated[str, Meta(min_length=1, max_length=200)]
    overrule: Reason = ""


class Reject(Struct, forbid_unknown_fields=True):
    """Not believed: another person counts again."""

    result: Key
    reason: Annotated[str, Meta(min_length=1, max_length=200)]
