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

# kind: return (a cancellation), adjustment (a negative line), duplicate_name, unreadable.
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
    number("closed_by", 0),
    number("closed_at", 0),
    Index("ix_import_review_state", "warehouse_id", "state", "kind"),
)
