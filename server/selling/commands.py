"""What can be asked about sales orders: the shapes of the `selling.…` commands."""

from typing import Annotated

from msgspec import Meta, Struct

Key = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Whole = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Words = Annotated[str, Meta(min_length=1, max_length=500)]


class DraftLine(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """quantity: 10^-digits base units. unit: as ordered, for show. price: money for one base unit."""

    item: Key
    quantity: Annotated[int, Meta(ge=1, le=10**15)]
    unit: Annotated[str, Meta(max_length=32)] = ""
    price: Annotated[int, Meta(ge=0, le=10**13)] = 0


class Draft(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A new order. number "": the rule gives one. party 0: a cash sale. whole: all or nothing when reserving."""

    lines: Annotated[list[DraftLine], Meta(min_length=1, max_length=2000)]
    party: Whole = 0
    number: Annotated[str, Meta(max_length=40)] = ""
    ordered_at: Whole = 0
    due_at: Whole = 0
    whole: bool = False
    priority: Annotated[int, Meta(ge=-100, le=100)] = 0


class Submit(Struct, forbid_unknown_fields=True):
    """The draft is complete."""

    order: Key


class Approve(Struct, forbid_unknown_fields=True):
    """The order may be delivered."""

    order: Key


class HoldOrder(Struct, forbid_unknown_fields=True):
    """Nothing more happens to it until resumed."""

    order: Key
    reason: Words


class Resume(Struct, forbid_unknown_fields=True):
    """It may go on."""

    order: Key


class Cancel(Struct, forbid_unknown_fields=True):
    """It is not wanted any more; only as long as nothing is picked."""

    order: Key
    reason: Words


class Reserve(Struct, forbid_unknown_fields=True):
    """Hold stock for what is not held yet."""

    order: Key


class Release(Struct, forbid_unknown_fields=True):
    """To the floor: reserve what is not held yet, make pick tasks. All of them or none."""

    orders: Annotated[list[Key], Meta(min_length=1, max_length=200)]
