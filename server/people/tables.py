"""Users, roles, grants, devices and their clocks, sessions."""

from sqlalchemy import Column, Index, LargeBinary, PrimaryKeyConstraint, Table

from server.store.base import flag, key, metadata, number, text

user = Table(
    "user_account",
    metadata,
    key(),
    text("login", unique=True),
    text("name"),
    text("language", "zh"),  # zh or en
    text("password_hash", ""),
    text("badge", ""),  # badge code, "" for none; unique when set
    text("pin_hash", ""),
    text("hand", "right"),
    text("theme", "light"),
    flag("active", True),
    number("created_at", 0),
    Index("ix_user_badge", "badge"),
)

role = Table("role", metadata, key(), text("code", unique=True), text("name_zh"), text("name_en"))

# permission is a command's own name (`picking.confirm`), or `work.*` or `*`; amount_max: money, 0 for no limit.
role_permission = Table(
    "role_permission",
    metadata,
    number("role_id"),
    text("permission"),
    number("amount_max", 0),
    PrimaryKeyConstraint("role_id", "permission"),
)

# warehouse_id 0: all warehouses.
grant = Table(
    "user_role",
    metadata,
    number("user_id"),
    number("role_id"),
    number("warehouse_id", 0),
    PrimaryKeyConstraint("user_id", "role_id", "warehouse_id"),
)

device = Table(
    "device",
    metadata,
    text("id", primary_key=True),
    text("name"),
    text("kind", "phone"),  # phone, handheld, tablet, desk, service
    flag("enrolled", False),  # may take badge + PIN
    text("key_sha", ""),  # of the key that pairing gave the device (hex of SHA-256): it proves that it is the one
    flag("blocked", False),
    text("profile", "{}"),
    number("head", 0),  # highest contiguous seq received
    number("newest", 0),  # highest seq the device says it has made
    flag("drained", True),
    number("drained_at", 0),  # server time up to which all that it had made is here: what count posting may rely on
    number("covered", 0),  # seq that a backup covers
    number("unsent", 0),
    number("last_contact_at", 0),
    number("last_user_id", 0),
    number("offset_us", 0),  # server clock − device clock
    number("uncertainty_us", 0),
    text("clock_run", ""),  # the last exchange, completed by the round trip that the next contact reports
    number("clock_device_at", 0),
    number("clock_monotonic_ms", 0),
    number("clock_server_at", 0),
    number("clock_seq", 0),  # entries up to this number may have been made before its clock was set
    text("alarm", ""),  # why entries of it were kept off (device.seq_reused), until somebody blocks it or lets it in
    number("created_at", 0),
)

clock_sample = Table(
    "clock_sample",
    metadata,
    key(),
    text("device_id"),
    text("run_id", ""),
    number("monotonic_ms", 0),
    number("device_at"),
    number("server_at"),
    number("round_trip_us"),
    number("offset_us"),
    number("uncertainty_us"),
    Index("ix_clock_sample_device", "device_id", "server_at"),
)

session = Table(
    "session",
    metadata,
    Column("token_sha", LargeBinary, primary_key=True),
    number("user_id"),
    text("device_id"),
    text("kind", "cookie"),  # cookie, bearer
    number("created_at"),
    number("expires_at"),
    number("ended_at", 0),
    Index("ix_session_device", "device_id", "user_id"),
)

pairing = Table(
    "pairing",
    metadata,
    text("code", primary_key=True),
    number("made_by", 0),
    number("uses_left", 1),
    number("expires_at"),
    number("created_at", 0),
)

# Failed sign-ins; subject: 'pin:<device>:<user>', 'password:<login>', 'address:<ip>'.
sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    text("subject", primary_key=True),
    number("count", 0),
    number("locked_until", 0),
    number("last_at", 0),
)
