"""Uploaded files, what came of them, and what a person has to look at."""

from sqlalchemy import Column, Index, LargeBinary, Table

from server.store.base import key, metadata, number, text

import_file = Table(
    "import_file",
    metadata,
    key(),
    text("sha256", unique=True),
    text("name"),
    number("bytes"),
    Column("content", LargeBinary, nullable=False),
    text("state", "uploaded"),  # uploaded, imported
    text("mapping", "{}"),
    text("report", "{}"),
    number("rows", 0),
    number("uploaded_by", 0),
    number("created_at"),
    number("imported_at", 0),
    text("command_id", ""),
)

# kind: return (a cancellation), adjustment (a correction of stock), several_names, same_name, several_units,
# order_customers, customer_countries, order_differs, barcode_taken, unreadable.
# subject: what it is about, so that the same thing in another file is not put to review twice; "" for unreadable rows.
review = Table(
    "import_review",
    metadata,
    key(),
    number("warehouse_id"),
    number("file_id"),
    number("row"),
    text("kind"),
    text("state", "open"),  # open, done, dropped
    number("item_id", 0),
    number("party_id", 0),
    number("quantity", 0),
    text("facts", "{}"),
    text("subject", ""),
    text("note", ""),
    number("closed_by", 0),
    number("closed_at", 0),
    Index("ix_import_review_state", "warehouse_id", "state", "kind"),
    Index("ix_import_review_subject", "warehouse_id", "subject"),
)
