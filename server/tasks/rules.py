"""Who may do which task when: decisions on plain values."""

from typing import Final

from server.kernel.clock import MINUTE
from server.kernel.refusal import Refusal

LEASE: Final = 30 * MINUTE  # As long as a phone may be out of reach before others may take its work.
STUCK: Final = 15 * MINUTE  # A task that somebody holds and that has not moved for so long shows on the board.

# State machine of a task: (state, what is asked) → state. What is not here is refused.
TRANSITIONS: Final = {
    ("open", "claim"): "leased",
    ("leased", "claim"): "leased",
    ("leased", "give_back"): "open",
    ("leased", "take_over"): "leased",
    ("open", "take_over"): "leased",
    ("open", "assign"): "leased",
    ("leased", "assign"): "leased",
    ("open", "finish"): "done",
    ("leased", "finish"): "done",
    ("open", "cancel"): "cancelled",
    ("leased", "cancel"): "cancelled",
}

# Who has done lines of the one kind for a document may not do the other: a check needs a second pair of eyes.
BARRED_BY: Final = {"check": "pick"}


def next_state(state: str, what: str, number: str) -> str:
    """The state after that, or Refusal `tasks.not_open`."""
    after = TRANSITIONS.get((state, what))
    if after is None:
        raise Refusal("tasks.not_open", task=number, state=state)
    return after


def check_claim(number: str, holder_id: int, user_id: int, same_device: bool, lease_until: int, at: int) -> None:
    """Refuse a task that another person holds, or the same one on another device while its lease lasts."""
    if not holder_id or (holder_id == user_id and same_device):
        return
    if holder_id != user_id:
        raise Refusal("tasks.taken", task=number)
    if lease_until > at:
        raise Refusal("tasks.on_other_device", task=number)


def check_take_over(number: str, supervises: bool, lease_until: int, at: int) -> None:
    """Refuse while the lease lasts, except for a supervisor."""
    if not supervises and lease_until > at:
        raise Refusal("tasks.lease_lasts", task=number, minutes=-((at - lease_until) // MINUTE))
