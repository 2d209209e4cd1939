"""Bins for what has none yet: names, walk order, and which item lies where. Pure."""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

RACKS = 99  # Two digits in the name.
LEVELS = 5  # A hand reaches five; the sixth is reserve and needs a lift.
RESERVE_LEVEL = 6
AISLES = 6
LEVELS_BY_REACH = (2, 3, 1, 4, 5)  # Between knee and shoulder first.
TWO_BINS_EVERY = 20  # Of the busiest items one in so many lies in two bins,
BUSY_SHARE = 2  # where busy is the better half.
RESERVES = 60  # So many of the busiest items have a reserve on the top level.


class Slot(Struct, frozen=True):
    """A bin to be made. side: left or right when walking up the aisle; walk_order: up one aisle and down the next."""

    code: str
    aisle: str
    rack: int
    level: int
    side: str
    walk_order: int
    pickable: bool


class Lying(Struct, frozen=True):
    """So much of an item in a bin to be made. item: place in the sequence that was handed in."""

    item: int
    slot: Slot
    quantity: int


def slot(aisle: int, rack: int, level: int) -> Slot:
    """The bin at that aisle (0 is A), rack (1 is nearest to the dock) and level (1 is the floor)."""
    letters = _letters(aisle)
    steps = rack if aisle % 2 == 0 else RACKS + 1 - rack
    order = (aisle * (RACKS + 1) + steps) * 10 + level
    side = "left" if rack % 2 else "right"
    return Slot(f"{letters}-{rack:02}-{level}", letters, rack, level, side, order, level != RESERVE_LEVEL)


def slots(taken: Collection[str]) -> Iterator[Slot]:
    """Free bins to pick from, the handiest first; six aisles, then six more, without end."""
    block = 0
    while True:
        for rack in range(1, RACKS + 1):
            for level in LEVELS_BY_REACH:
                for aisle in range(block, block + AISLES):
                    found = slot(aisle, rack, level)
                    if found.code not in taken:
                        yield found
        block += AISLES


def reserves(taken: Collection[str]) -> Iterator[Slot]:
    """Free reserve bins, from the dock on."""
    for rack in range(1, RACKS + 1):
        for aisle in range(AISLES):
            found = slot(aisle, rack, RESERVE_LEVEL)
            if found.code not in taken:
                yield found


def lay_out(wanted: Sequence[int], taken: Collection[str]) -> list[Lying]:
    """Bins and stock for items, the busiest first.

    wanted: per item what the orders ask for, in base quantities, all > 0.
    taken: codes of bins that exist.
    Returns at least as much of each item in pickable bins as is wanted, a fifth more as a rule; the busiest have a
    reserve besides.
    """
    free = slots(taken)
    lying: list[Lying] = []
    above = reserves(taken)
    for item, quantity in enumerate(wanted):
        stock = quantity + quantity // 5 + 1
        first = next(free)
        parts = [(first, stock)]
        if item < len(wanted) // BUSY_SHARE and item % TWO_BINS_EVERY == 3 and stock > 1:
            second = stock * 2 // 5 or 1
            parts = [(first, stock - second), (next(free), second)]
        if item < RESERVES:
            spare = next(above, None)
            if spare is not None:
                parts.append((spare, quantity // 2 + 1))
        lying.extend(Lying(item, where, much) for where, much in parts)
    return lying


def totes(count: int, taken: Collection[str]) -> list[str]:
    """Codes T-0001 … up to that count that do not exist yet."""
    return [code for code in (f"T-{number:04}" for number in range(1, count + 1)) if code not in taken]


def _letters(aisle: int) -> str:
    """A … Z, then AA, AB …, as spreadsheets name columns."""
    letters = ""
    aisle += 1
    while aisle:
        aisle, rest = divmod(aisle - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
