"""Floor work is one table of tasks with lines."""

from sqlalchemy import Index, Table, UniqueConstraint

from server.store.base import key, metadata, number, text

# kind: pick, check, count, relocate … state: open, leased, done, cancelled.
task = Table(
    "task",
    metadata,
    key(),
    number("warehouse_id"),
    text("number"),
    text("kind"),
    text("state", "open"),
    number("priority", 0),  # higher first
    text("document_kind", ""),  # sales_order …
    number("document_id", 0),
    text("document", ""),  # its number, as people say it
    text("title", ""),  # customer or reason, data not sentences
    text("facts", "{}"),  # JSON for the screens
    number("flow_version", 1),
    number("holder_id", 0),
    text("device_id", ""),
    number("lease_until", 0),
    number("container_id", 0),  # the tote in use
    number("lines", 0),
    number("lines_done", 0),
    number("barred_user", 0),  # who may not do it: the picker of a check, the counter of a recount
    number("due_at", 0),
    number("created_at"),
    number("claimed_at", 0),
    number("moved_at", 0),  # last progress, for the board's "not moved for"
    number("done_at", 0),
    number("done_by", 0),
    UniqueConstraint("warehouse_id", "number"),
    Index("ix_task_state", "warehouse_id", "state", "kind", "priority"),
    Index("ix_task_document", "document_kind", "document_id"),
    Index("ix_task_holder", "holder_id", "state"),
)

# state: queued, done, short, skipped (comes back), cancelled.
task_line = Table(
    "task_line",
    metadata,
    key(),
    number("warehouse_id"),
    number("task_id"),
    number("position"),
    text("state", "queued"),
    number("item_id"),
    number("lot_id", 0),
    number("serial_id", 0),
    number("from_place", 0),
    number("to_place", 0),
    number("quantity", 0),  # wanted; for blind work never sent to the phone
    number("asked", 0),  # quantity as it was first sent out: what a phone out of reach may still be working on
    number("done", 0),
    number("order_line_id", 0),
    number("hold_id", 0),
    text("reason", ""),
    text("facts", "{}"),
    number("done_at", 0),
    number("done_by", 0),
    text("command_id", ""),
    Index("ix_task_line_task", "task_id", "position"),
    Index("ix_task_line_hold", "hold_id"),
    Index("ix_task_line_order", "order_line_id"),
    Index("ix_task_line_done", "warehouse_id", "done_at"),
)
