"""What may happen to a sales order when: the state machine as data, decisions on plain values."""

from typing import Final

from server.kernel.clock import DAY, HOUR
from server.kernel.refusal import Refusal

# (state, what happens) → state. What is not here is refused.
TRANSITIONS: Final = {
    ("draft", "submit"): "submitted",
    ("submitted", "approve"): "approved",
    ("approved", "reserve"): "reserved",
    ("reserved", "reserve"): "reserved",
    ("reserved", "release"): "released",
    ("released", "pick"): "picking",
    ("picking", "pick"): "picking",
    ("released", "picked"): "picked",
    ("picking", "picked"): "picked",
    ("picked", "undo"): "picking",
    ("picking", "undo"): "picking",
    # Nothing of it was there: it waits for stock again.
    ("released", "nothing"): "approved",
    ("picking", "nothing"): "approved",
    ("reserved", "nothing"): "approved",
    # A late hand had it all the same.
    ("approved", "pick"): "picking",
    ("picked", "check"): "checked",
    ("checked", "ship"): "shipped",
    # The shipment was taken back.
    ("shipped", "unship"): "checked",
    ("draft", "cancel"): "cancelled",
    ("submitted", "cancel"): "cancelled",
    ("approved", "cancel"): "cancelled",
    ("reserved", "cancel"): "cancelled",
    ("released", "cancel"): "cancelled",
}
GOES_ON: Final = frozenset({"approve", "reserve", "release", "ship"})  # What an order on hold may not do.
PICKABLE: Final = ("approved", "released", "picking")  # What a hand brings for it is of use.
OPEN: Final = ("submitted", "approved", "reserved", "released", "picking", "picked", "checked")
CONFIRM_WITHIN: Final = DAY  # Stock is confirmed within 24 h of the order, else the board says so.
SOON: Final = HOUR  # Due within that: worth a look before it is late.


def next_state(state: str, what: str, number: str, on_hold: bool = False) -> str:
    """The state after that; Refusal `selling.on_hold` or `selling.not_now`."""
    if on_hold and what in GOES_ON:
        raise Refusal("selling.on_hold", order=number)
    after = TRANSITIONS.get((state, what))
    if after is None:
        raise Refusal("selling.not_now", order=number, state=state)
    return after


def watched(state: str, on_hold: bool, short: bool, ordered_at: int, due_at: int, at: int) -> str:
    """Why a supervisor should look at an order: late, on_hold, short, unconfirmed, soon; "" for no reason."""
    if due_at and due_at < at:
        return "late"
    if on_hold:
        return "on_hold"
    if short and state in ("approved", "reserved", "released", "picking"):
        return "short"
    if state in ("submitted", "approved") and ordered_at + CONFIRM_WITHIN < at:
        return "unconfirmed"
    if due_at and due_at - SOON < at:
        return "soon"
    return ""
