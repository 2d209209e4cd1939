"""The physical truth: what really lies where, what time it really is, and what happened, in words."""

from collections import Counter
from random import Random
from typing import NamedTuple

from server.kernel.clock import SECOND
from tests.server.commands.house import NOON

CART = 0  # All totes together: which goods lie in which tote is the hands' affair.


class Theft(NamedTuple):
    """Goods that left without anybody telling the books."""

    at: int
    place: int
    item: int
    quantity: int


class Hall:
    """The true time (µs), the true stock per (place, item), and the story so far."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.now = NOON
        self.there: Counter[tuple[int, int]] = Counter()
        self.thefts: list[Theft] = []
        self.moved_to: tuple[int, int] | None = None  # where a forklift has last put goods, and which
        self.story: list[str] = []

    def passes(self, least_s: float, most_s: float) -> None:
        """Time goes by."""
        self.now += int(self.chance.uniform(least_s, most_s) * SECOND)

    def carry(self, item: int, source: int, target: int, quantity: int) -> None:
        """A hand moves goods; it cannot take what is not there."""
        assert self.there[source, item] >= quantity, "the simulator itself took what was not there"
        self.there[source, item] -= quantity
        self.there[target, item] += quantity

    def steal(self, place: int, item: int, quantity: int) -> None:
        """Goods go and nobody says so."""
        self.there[place, item] -= quantity
        self.thefts.append(Theft(self.now, place, item, quantity))

    def stolen(self, place: int, item: int, until: int) -> int:
        """How much had been stolen from there by then."""
        return sum(one.quantity for one in self.thefts if (one.place, one.item) == (place, item) and one.at <= until)

    def tell(self, words: str) -> None:
        """One line of the story."""
        self.story.append(f"{(self.now - NOON) / 60_000_000:7.2f} min  {words}")
