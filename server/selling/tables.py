"""Sales orders and their lines, and the rollup the board reads."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from server.store.base import flag, key, metadata, number, text

# state: draft, submitted, approved, reserved, released, picking, picked, checked, shipped, cancelled
# (later: invoiced, paid, closed).
sales_order = Table(
    "sales_order",
    metadata,
    key(),
    number("warehouse_id"),
    text("number", unique=True),
    text("source", ""),  # where it came from: import file or channel
    text("source_number", ""),  # its number there
    number("party_id", 0),
    text("party_name", ""),
    text("state", "draft"),
    flag("whole", False),  # all or nothing
    flag("short", False),
    flag("on_hold", False),
    text("hold_reason", ""),
    number("priority", 0),
    number("ordered_at"),
    number("due_at", 0),
    number("lines", 0),
    number("lines_done", 0),
    number("picker_id", 0),
    number("checker_id", 0),
    number("created_at"),
    number("changed_at"),
    number("shipped_at", 0),
    Index("ix_sales_order_state", "warehouse_id", "state", "due_at"),
    Index("ix_sales_order_source", "source", "source_number"),
)

sales_order_line = Table(
    "sales_order_line",
    metadata,
    key(),
    number("order_id"),
    number("position"),
    number("item_id"),
    number("quantity"),
    text("unit", ""),
    number("price", 0),
    number("reserved", 0),
    number("picked", 0),
    number("checked", 0),
    number("shipped", 0),
    number("short", 0),
    Index("ix_sales_order_line_order", "order_id", "position"),
    Index("ix_sales_order_line_item", "item_id"),
)

# Rollup kept by the writer: how many orders of a warehouse are in a state (day '' or, for shipped, the ISO day).
order_count = Table(
    "order_count",
    metadata,
    number("warehouse_id"),
    text("state"),
    text("day", ""),
    number("count", 0),
    PrimaryKeyConstraint("warehouse_id", "state", "day"),
)
