"""The shapes of the books: a Move is one line of a movement, a Key says which stock, Posted what came of it."""

from typing import NamedTuple

from msgspec import Struct

from server.catalog.unit import Entered


class Key(NamedTuple):
    """Which stock: a place, an item, and its lot and serial (0 for none)."""

    place: int
    item: int
    lot: int = 0
    serial: int = 0


class Move(Struct, frozen=True):
    """So much of one item from one place to another; the only change stock knows.

    quantity: above 0, in 10^-digits of the item's base unit. entered: as it was keyed in, when in another unit.
    amount: money (1/10,000) that the whole line is worth; for goods that come in at a known price, None otherwise.
    of: (seq, line) of the issue that comes back or the receipt that goes back, so that costs follow it.
    """

    item: int
    from_place: int
    to_place: int
    quantity: int
    lot: int = 0
    serial: int = 0
    entered: Entered | None = None
    amount: int | None = None
    of: tuple[int, int] = (0, 0)

    @property
    def source(self) -> Key:
        """The stock it takes from."""
        return Key(self.from_place, self.item, self.lot, self.serial)

    @property
    def target(self) -> Key:
        """The stock it adds to."""
        return Key(self.to_place, self.item, self.lot, self.serial)


class Yielded(Struct, frozen=True):
    """A promise that gave way because the stock under it shrank: the holder's order is short by quantity."""

    hold_id: int
    holder_kind: str
    holder_id: int
    item: int
    quantity: int


class Posted(Struct, frozen=True):
    """What a posting did: its number in the warehouse's books, and whose promises had to give way."""

    seq: int
    yielded: list[Yielded]
