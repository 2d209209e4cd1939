"""The catalogue's tables."""

from sqlalchemy import Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy import text as sql

from server.store.base import Id, flag, key, metadata, number, text

warehouse = Table(
    "warehouse",
    metadata,
    key(),
    text("code", unique=True),
    text("name"),
    number("utc_offset_min", 480),  # its wall clock, for days: 480 is China's
    flag("active", True),
    number("created_at", 0),
)

zone = Table(
    "zone",
    metadata,
    key(),
    number("warehouse_id"),
    text("code"),
    text("name", ""),
    number("walk_order", 0),
    text("kinds", "[]"),  # JSON list of item kinds that may lie here; [] is all.
    UniqueConstraint("warehouse_id", "code"),
)

# Every place a move can name. kind: bin, dock, container (real) · supplier, customer, variance, scrap, transit,
# assembly (virtual, one each per warehouse). real: may never go below zero.
place = Table(
    "place",
    metadata,
    key(),
    number("warehouse_id"),
    text("kind"),
    text("code"),
    flag("real"),
    number("zone_id", 0),
    number("walk_order", 0),  # Walking order through the warehouse, ties by code.
    text("aisle", ""),
    number("rack", 0),
    number("level", 0),
    text("side", ""),  # left, right or "" as seen when walking up the aisle
    text("kinds", "[]"),
    number("capacity", 0),  # base units, 0: unknown
    number("last_proven_at", 0),
    flag("pickable", True),
    flag("active", True),
    number("parent_id", 0),  # A container standing in a bin or on another container.
    text("state", ""),  # A container: free, in_use, closed, shipped.
    number("in_use_for", 0),  # The order whose goods a container in use was taken for.
    text("sscc", ""),
    UniqueConstraint("warehouse_id", "kind", "code"),
    Index("ix_place_walk", "warehouse_id", "kind", "walk_order"),
)

item = Table(
    "item",
    metadata,
    key(),
    text("code", unique=True),
    text("name"),
    text("spec", ""),
    text("kind", ""),  # group for rules: which bins, which removal strategy
    text("base_unit", "pcs"),
    number("digits", 0),  # quantities are integers of 10^-digits base units; may grow, never shrink
    flag("stocked", True),  # False: a service line, no stock
    flag("by_lot", False),
    flag("by_serial", False),
    text("cost_method", "fifo"),  # fifo or average
    number("shelf_life_days", 0),
    number("safety_stock", 0),
    number("price", 0),  # money, list price
    text("owner", ""),
    flag("active", True),
    number("created_at", 0),
)

# One unit is numerator/denominator base units, exactly. frozen once used.
item_unit = Table(
    "item_unit",
    metadata,
    key(),
    Column("item_id", Id, ForeignKey("item.id"), nullable=False),
    text("unit"),
    number("numerator"),
    number("denominator", 1),
    flag("used", False),
    UniqueConstraint("item_id", "unit"),
)

# The registry: one meaning per string and scope among the active ones.
# kind: item, bin, container, lot, user, task, device.
# scope: 'company' or 'warehouse:<id>'. For items: which unit and how many of it (10^-digits) one scan means.
barcode = Table(
    "barcode",
    metadata,
    key(),
    text("text"),
    text("scope", "company"),
    text("kind"),
    number("target_id"),
    text("unit", ""),
    number("quantity", 1),  # units that one scan means, in whole units
    text("owner", ""),  # who bound it: person or import, shown when it collides
    flag("active", True),
    number("created_at", 0),
    number("ended_at", 0),
    Index(
        "uq_barcode_active", "text", "scope", unique=True, sqlite_where=sql("active"), postgresql_where=sql("active")
    ),
    Index("ix_barcode_target", "kind", "target_id"),
)

# Which state of the registry a phone has: the id of the command that last changed what codes mean. One row.
codes_head = Table("codes_head", metadata, number("id", primary_key=True, autoincrement=False), text("version", ""))

party = Table(
    "party",
    metadata,
    key(),
    text("code", unique=True),
    text("kind"),  # customer, supplier, both
    text("name"),
    text("country", ""),
    text("settlement_method", ""),
    number("credit_days", 0),
    text("contact", ""),
    text("phone", ""),
    text("owner", ""),
    flag("active", True),
    number("created_at", 0),
)

lot = Table(
    "lot",
    metadata,
    key(),
    Column("item_id", Id, ForeignKey("item.id"), nullable=False),
    text("code"),
    text("made_on", ""),  # ISO date or ""
    text("expires_on", ""),
    number("created_at", 0),
    UniqueConstraint("item_id", "code"),
)

serial = Table(
    "serial",
    metadata,
    key(),
    Column("item_id", Id, ForeignKey("item.id"), nullable=False),
    text("code"),
    UniqueConstraint("item_id", "code"),
)

# Rules such as MAT-YYYY-0001: pattern with YYYY, YY, MM, DD and a run of zeros ending in a digit for the counter.
number_rule = Table(
    "number_rule", metadata, text("name", primary_key=True), text("pattern"), text("period", ""), number("last", 0)
)

# context × step → what the books do. code e.g. not_there, damaged, miscounted.
reason_code = Table(
    "reason_code",
    metadata,
    text("code", primary_key=True),
    text("context", primary_key=True),
    flag("in_doubt", False),
    flag("count", False),
    flag("reallocate", False),
    text("approver", ""),
)
