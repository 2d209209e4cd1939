"""What was counted, as seen at its moment."""

from sqlalchemy import Index, Table

from server.store.base import flag, key, metadata, number, text

# state: matched, in_review, posted, rejected. book: quantity as of effective_at.
# Zero is a count; not counted has no row. The count took from started_at to effective_at. overrule: why it was posted
# although devices may still have held something of before it, and which.
count_result = Table(
    "count_result",
    metadata,
    key(),
    number("warehouse_id"),
    number("task_id"),
    number("line_id"),
    number("place_id"),
    number("item_id"),
    number("lot_id", 0),
    number("counted"),
    number("book"),
    number("variance"),
    text("state"),
    number("user_id"),
    number("started_at", 0),
    number("effective_at"),
    number("uncertainty_us", 0),
    # Another device moved goods there so close in time that the clocks cannot tell which came first.
    flag("clocks_close", False),
    text("reason", ""),
    text("command_id"),
    number("movement_seq", 0),
    number("reviewed_by", 0),
    text("overrule", ""),
    number("created_at"),
    Index("ix_count_result_state", "warehouse_id", "state"),
    Index("ix_count_result_task", "task_id"),
)
