"""What becomes of a count: decisions on plain values."""

from typing import Final

# (state, what) → state of a count's result. What is not here is refused.
TRANSITIONS: Final = {
    ("in_review", "approve"): "posted",
    ("in_review", "reject"): "rejected",
    ("in_review", "explained"): "matched",
}


def result_of(counted: int, book: int) -> str:
    """matched when the books were right at that moment, else somebody else has to look."""
    return "matched" if counted == book else "in_review"


def span(started_at: int, effective_at: int, uncertainty_us: int) -> tuple[int, int]:
    """A count that took from one moment to another as (its middle, how far before and after it may have been)."""
    began = started_at or effective_at
    half = (effective_at - began + 1) // 2
    return effective_at - half, half + uncertainty_us


def too_close(moved_at: int, moved_uncertainty_us: int, counted_at: int, counted_uncertainty_us: int) -> bool:
    """Whether two clocks cannot tell which came first."""
    return abs(moved_at - counted_at) <= moved_uncertainty_us + counted_uncertainty_us
