"""What can be asked about tasks: the shapes of the `tasks.…` commands."""

from typing import Annotated

from msgspec import Meta, Struct

Key = Annotated[int, Meta(ge=1, le=2**53 - 1)]


class Claim(Struct, forbid_unknown_fields=True):
    """I take this task, on this device."""

    task: Key


class GiveBack(Struct, forbid_unknown_fields=True):
    """Somebody else may have it; what is done stays done."""

    task: Key


class TakeOver(Struct, forbid_unknown_fields=True):
    """The one who has it does not go on: a supervisor at any time, anybody once the lease has run out."""

    task: Key


class Assign(Struct, forbid_unknown_fields=True):
    """That person shall do it: nobody else sees it as open until given back."""

    task: Key
    user: Key
