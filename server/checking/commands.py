"""What a checker says: the shapes of the `checking.…` commands."""

from typing import Annotated

from msgspec import Meta, Struct

Key = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Whole = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Scans = Annotated[list[Annotated[str, Meta(max_length=36)]], Meta(max_length=2000)]
Reason = Annotated[str, Meta(max_length=200)]


class Confirm(Struct, forbid_unknown_fields=True):
    """The line is in the tote as ordered."""

    task: Key
    line: Key
    quantity: Whole
    scans: Scans


class Report(Struct, forbid_unknown_fields=True):
    """The tote holds another quantity; a person decides."""

    task: Key
    line: Key
    quantity: Whole
    reason: Reason = ""
