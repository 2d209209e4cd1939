"""Three of the logs: entries (commands and scans) as they came, cards that hold some of them, numbered events."""

from sqlalchemy import Column, Index, LargeBinary, PrimaryKeyConstraint, Table

from server.store.base import key, metadata, number, text

command = Table(
    "command",
    metadata,
    text("id", primary_key=True),
    text("device_id"),
    number("seq"),
    number("warehouse_id"),
    number("version"),
    text("type"),
    number("user_id"),
    number("task_id", 0),
    number("base", 0),
    text("cause", ""),
    number("client_at"),
    number("monotonic_ms", 0),
    text("run_id", ""),
    number("effective_at"),
    number("uncertainty_us", 0),
    text("clock", ""),  # why the device's clock was not taken at its word: jumped, future, past; "" when it was
    number("received_at"),
    Column("payload_sha", LargeBinary, nullable=False),
    text("payload"),
    text("outcome"),  # JSON of the first Outcome; never rewritten
    text("result"),
    text("repeats", ""),  # id that an earlier entry had used already; this one only consumes its number
    Index("uq_command_stream", "device_id", "seq", unique=True),
)

scan_event = Table(
    "scan_event",
    metadata,
    text("id", primary_key=True),
    text("device_id"),
    number("seq"),
    number("warehouse_id"),
    number("user_id"),
    number("task_id", 0),
    number("line_id", 0),
    text("step", ""),
    text("text"),
    text("symbology", ""),
    text("source"),
    text("verdict"),
    text("code", ""),
    number("client_at"),
    number("effective_at"),
    number("uncertainty_us", 0),
    text("clock", ""),
    number("received_at"),
    Column("payload_sha", LargeBinary, nullable=False),
    text("outcome", ""),  # JSON of the Outcome when it was not simply accepted
    Index("uq_scan_stream", "device_id", "seq", unique=True),
    Index("ix_scan_task", "warehouse_id", "task_id"),
)

# What became of a command after its first outcome (a held one tried again), in order; nothing here is rewritten either.
command_outcome = Table(
    "command_outcome",
    metadata,
    text("command_id"),
    number("number"),  # 2, 3 …: the first stands in command
    text("result"),
    text("outcome"),
    text("by_command"),  # the command whose goods or decision brought it about
    number("at"),
    PrimaryKeyConstraint("command_id", "number"),
)

# A card holds a command until stock arrives or a person closes it. state: open, settled (tried again and done), closed.
card = Table(
    "card",
    metadata,
    key(),
    number("warehouse_id"),
    text("command_id"),
    text("type"),
    text("state", "open"),
    text("code"),  # why, a key of the catalogues
    text("facts", "{}"),
    text("payload"),
    number("user_id"),
    text("device_id"),
    number("place_id", 0),
    number("item_id", 0),
    number("lot_id", 0),
    number("serial_id", 0),
    number("quantity", 0),
    number("effective_at"),
    number("uncertainty_us", 0),
    number("created_at"),
    number("closed_at", 0),
    number("closed_by", 0),
    text("closed_command", ""),
    text("resolution", ""),
    text("note", ""),
    Index("ix_card_state", "warehouse_id", "state", "created_at"),
    Index("ix_card_key", "warehouse_id", "item_id", "place_id", "state"),
)

# One row per warehouse: last event number.
event_head = Table(
    "event_head", metadata, number("warehouse_id", primary_key=True, autoincrement=False), number("number", 0)
)

event = Table(
    "event",
    metadata,
    number("warehouse_id"),
    number("number"),
    text("kind"),
    text("topics"),  # space between, space around: ' tasks board device:… '
    text("body"),  # JSON
    text("command_id"),
    number("at"),
    PrimaryKeyConstraint("warehouse_id", "number"),
)

# One row: which life of this database (a restore begins a new one), and when a backup last covered it.
epoch = Table(
    "epoch", metadata, text("id", primary_key=True), number("began_at"), text("parent", ""), number("ended_at", 0)
)
