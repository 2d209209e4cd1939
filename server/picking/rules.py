"""What a picker may do and what a reason means: decisions on plain values."""

from typing import Final

from msgspec import Struct

from server.kernel.refusal import Refusal


class Reason(Struct, frozen=True):
    """What follows from a short pick's reason. in_doubt: the rest may not be promised until counted."""

    in_doubt: bool
    count: bool
    reallocate: bool


# A house without reason codes of its own.
REASONS: Final = {
    "not_there": Reason(True, True, True),
    "too_few": Reason(True, True, True),
    "damaged": Reason(True, True, True),
    "expired": Reason(True, True, True),
    "blocked": Reason(False, False, True),
}


def reason(code: str, own: tuple[bool, bool, bool] | None) -> Reason:
    """The reason by the house's own table, else by ours; Refusal `picking.unknown_reason`."""
    if own is not None:
        return Reason(*own)
    if code not in REASONS:
        raise Refusal("picking.unknown_reason", reason=code)
    return REASONS[code]


def split(wanted: int, on_hand: int) -> tuple[int, int]:
    """What of a pick the books can follow, and what is beyond them."""
    certain = min(wanted, on_hand)
    return certain, wanted - certain
