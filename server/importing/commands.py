"""The shapes of the import's commands: store a file, bring it in, close a review."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

NAME_MAX = 200
COLUMNS_MAX = 200
TOTES_MAX = 5000

# What a column can be. Required: order, item, quantity.
Field = Literal[
    "order", "item", "name", "quantity", "ordered_at", "price", "customer", "customer_name", "country", "unit"
]
REQUIRED: tuple[Field, ...] = ("order", "item", "quantity")

Column = Annotated[int, Meta(ge=0, lt=COLUMNS_MAX)]
Word = Annotated[str, Meta(max_length=NAME_MAX, pattern=r"^[^\x00-\x1f\x7f]*$")]


class Mapping(Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True):
    """How a sheet is to be understood; guessed by the server, changed by a person.

    columns: which column (0 is the first) holds what. sheet: its name, "" for the first.
    source: the system that numbered the orders; the same source and number is the same order in every file.
    services: codes that are no goods (postage, discounts); None lets the server find them.
    skip_unreadable: bring in the rest and put unreadable rows to review; otherwise they stop the whole file.
    date_order: how 3/4/2026 is meant; "" lets the server find out. utc_offset_minutes: the time zone of the dates.
    newest_at: all dates move together so that the newest is at this moment (demos, rehearsals); 0 leaves them alone.
    due_hours: every order is promised so long after it was placed; 0, and what would be over already, has no promise.
    opening_stock: make bins and stock that cover the orders. totes: so many containers T-0001 … beside them.
    """

    columns: dict[Field, Column]
    sheet: Word = ""
    source: Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")] = "sheet"
    services: Annotated[list[Word], Meta(max_length=1000)] | None = None
    skip_unreadable: bool = False
    date_order: Literal["", "day_first", "month_first"] = ""
    utc_offset_minutes: Annotated[int, Meta(ge=-14 * 60, le=14 * 60)] = 480
    newest_at: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0
    due_hours: Annotated[int, Meta(ge=0, le=24 * 366)] = 0
    opening_stock: bool = True
    totes: Annotated[int, Meta(ge=0, le=TOTES_MAX)] = 0


class StoreFile(Struct, forbid_unknown_fields=True):
    """Keep an uploaded file as it came. The content waits in `importing.arrivals` under its hash."""

    name: Word
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    bytes: Annotated[int, Meta(gt=0)]


class BringIn(Struct, forbid_unknown_fields=True):
    """Bring everything of a stored file into the books, or nothing of it."""

    file: int
    mapping: Mapping
    warehouse: int


class CloseReview(Struct, forbid_unknown_fields=True):
    """A person has looked at what the import put aside. done: dealt with; dropped: nothing to do."""

    review: int
    resolution: Literal["done", "dropped"]
    note: Annotated[str, Meta(max_length=500)] = ""


class Sample(Struct, frozen=True, omit_defaults=True):
    """One row of the sheet as an example. row: as the spreadsheet numbers it, 1 is the first."""

    row: int
    facts: dict[str, str] = field(default_factory=dict)


class Finding(Struct, frozen=True):
    """One kind of dirt. level: note (dealt with), review (a person looks at it later), unreadable (stops the file)."""

    kind: str
    level: Literal["note", "review", "unreadable"]
    count: int
    samples: list[Sample]


class Report(Struct, frozen=True, omit_defaults=True):
    """What bringing a file in does, or did. figures: by name, for example orders, order_lines, items_new."""

    rows: int
    ready: bool
    figures: dict[str, int]
    findings: list[Finding]
