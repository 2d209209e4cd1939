"""The ledger's tables. Only `post.py` writes movement, move, balance and cost_entry."""

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, PrimaryKeyConstraint, Table, UniqueConstraint
from sqlalchemy import text as words

from server.store.base import key, metadata, number, text

# One row per warehouse: the counter that orders it (locked in the transaction), and the head of its hash chain.
ledger_head = Table(
    "ledger_head",
    metadata,
    number("warehouse_id", primary_key=True, autoincrement=False),
    number("seq", 0),
    Column("hash", LargeBinary, nullable=False),
)

# kind: opening, receipt, pick, relocate, ship, adjust, count, return_in, return_out, scrap, reversal …
movement = Table(
    "movement",
    metadata,
    number("warehouse_id"),
    number("seq"),
    text("kind"),
    text("command_id"),
    number("user_id"),
    text("device_id"),
    text("document", ""),  # number of the document it belongs to
    number("posted_at"),
    number("effective_at"),
    number("uncertainty_us", 0),
    number("reverses", 0),  # seq of the movement that this one takes back
    Column("payload_sha", LargeBinary, nullable=False),  # of the command, so that the chain covers what was asked
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("warehouse_id", "seq"),
    Index("ix_movement_command", "command_id"),
    Index("ix_movement_effective", "warehouse_id", "effective_at"),
    # A movement is taken back at most once.
    Index(
        "uq_movement_reverses",
        "warehouse_id",
        "reverses",
        unique=True,
        sqlite_where=words("reverses > 0"),
        postgresql_where=words("reverses > 0"),
    ),
)

move = Table(
    "move",
    metadata,
    number("warehouse_id"),
    number("seq"),
    number("line"),  # 1, 2, 3 …
    number("item_id"),
    number("lot_id", 0),
    number("serial_id", 0),
    number("from_place"),
    number("to_place"),
    number("quantity"),  # > 0
    number("entered_quantity", 0),  # as keyed in, in 10^-6 of entered_unit
    text("entered_unit", ""),
    number("numerator", 1),
    number("denominator", 1),
    PrimaryKeyConstraint("warehouse_id", "seq", "line"),
    CheckConstraint("quantity > 0", name="positive"),
    Index("ix_move_from", "warehouse_id", "from_place", "item_id", "seq"),
    Index("ix_move_to", "warehouse_id", "to_place", "item_id", "seq"),
    Index("ix_move_item", "warehouse_id", "item_id", "seq"),
)

# The projection fold(move); virtual places have rows too (they go below zero), so that the sum over all places is 0.
balance = Table(
    "balance",
    metadata,
    number("warehouse_id"),
    number("place_id"),
    number("item_id"),
    number("lot_id", 0),
    number("serial_id", 0),
    number("quantity"),
    number("first_in_at", 0),  # effective_at of the oldest stock here since it was last empty (FIFO)
    number("changed_seq", 0),
    PrimaryKeyConstraint("warehouse_id", "place_id", "item_id", "lot_id", "serial_id"),
    Index("ix_balance_item", "warehouse_id", "item_id", "place_id"),
)

# Reserved, frozen, in doubt: quantity of a key that is not available. place_id 0: on item + warehouse, not allocated.
hold = Table(
    "hold",
    metadata,
    key(),
    number("warehouse_id"),
    text("kind"),  # reserved, frozen, in_doubt
    number("place_id", 0),
    number("item_id"),
    number("lot_id", 0),
    number("serial_id", 0),
    number("quantity"),
    text("holder_kind", ""),  # order_line, card, task, user …
    number("holder_id", 0),
    text("reason", ""),
    text("state", "active"),  # active, consumed, released, yielded
    text("lease_device", ""),
    number("lease_until", 0),
    number("created_at"),
    number("ended_at", 0),
    CheckConstraint("quantity >= 0", name="not_negative"),
    Index("ix_hold_key", "warehouse_id", "item_id", "place_id", "state"),
    Index("ix_hold_holder", "holder_kind", "holder_id"),
)

# What crosses between real and virtual places, in order, for FIFO and moving average. amount: money of the whole line;
# known for receipts and adjustments, 0 with known 0 for issues (what they cost follows from the method, by fold).
# kind: receipt, issue, return_in, return_out, adjustment (of_seq/of_line name the receipt or issue).
cost_entry = Table(
    "cost_entry",
    metadata,
    number("warehouse_id"),
    number("item_id"),
    number("seq"),
    number("line"),
    text("kind"),
    number("lot_id", 0),
    number("serial_id", 0),
    number("quantity"),
    number("amount", 0),
    number("known", 0),  # 1 when amount is given and not derived
    number("of_seq", 0),
    number("of_line", 0),
    PrimaryKeyConstraint("warehouse_id", "item_id", "seq", "line"),
)

# Which stock a pick takes: rules tried in order per warehouse and item kind ('' is every kind). zone_id 0: any zone.
# take: any, empty_bin, packs. sort: orders separated by spaces, out of fefo, fifo, lifo, nearest.
removal_rule = Table(
    "removal_rule",
    metadata,
    key(),
    number("warehouse_id"),
    text("item_kind", ""),
    number("position"),
    number("zone_id", 0),
    text("take", "any"),
    text("sort", "fefo fifo"),
    number("only_over", 0),
    UniqueConstraint("warehouse_id", "item_kind", "position"),
)
