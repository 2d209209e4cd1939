"""Reads the stories beside it and acts them out in the small house, with phones that run the real interpreter."""

from collections.abc import Callable
from pathlib import Path

import pytest

from server.counting import views as counts
from server.counting.commands import Approve
from server.shipping.commands import Ship
from server.store.engine import Store
from server.tasks.commands import Claim, GiveBack
from tests.server.commands.house import HOUSE
from tests.server.flows.house import CHEN, HE, LI, LIU, WU, ZHOU, Hand, House

FOLDER = Path(__file__).parent
PEOPLE = {"Li": LI, "Wu": WU, "Zhou": ZHOU, "He": HE, "Liu": LIU, "Chen": CHEN}
Row = tuple[str, str, str, str]


def stories() -> list[tuple[str, list[Row]]]:
    """Every story: its title and the rows of its table."""
    found: list[tuple[str, list[Row]]] = []
    for path in sorted(FOLDER.glob("*.md")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("## "):
                found.append((line[3:], []))
            elif line.startswith("|") and not line.startswith(("| who", "| ---")):
                who, does, what, comes = (cell.strip() for cell in line.strip("|").split("|"))
                found[-1][1].append((who, does, what, comes))
    return found


STORIES = stories()


def amounts(text: str) -> list[tuple[str, int]]:
    """`OIL 3, RICE 1`."""
    return [(name, int(count)) for name, count in (part.split() for part in text.split(","))]


class Stage:
    """One story being acted out."""

    def __init__(self, store: Store) -> None:
        self.house = House(store)
        self.hands: dict[str, Hand] = {}
        self.order = 0
        self.task = 0

    def hand(self, who: str) -> Hand:
        if who not in self.hands:
            self.hands[who] = self.house.hand(PEOPLE[who])
        return self.hands[who]

    def act(self, who: str, does: str, what: str) -> set[str]:
        """Do one row; everything that may be said of what came of it."""
        house = self.house
        if who == "stock":
            for item, quantity in amounts(what):
                house.stock(does, item, quantity)
            return {""}
        if who == "books":
            item, quantity = amounts(what)[0]
            doubt = dict(amounts(what)).get("doubt", 0)
            on_hand, _, in_doubt = house.there(does, item)
            assert (on_hand, in_doubt) == (quantity, doubt)
            return {""}
        if who == "order":
            self.order, self.task = house.released(*amounts(what))
            return {house.state(self.order)}
        ways: dict[str, Callable[[Hand, str], set[str]]] = {
            "claims": self.claims, "opens": self.opens, "gives back": self.gives_back, "scans": self.scans,
            "enters": self.enters, "finds only": self.finds_only, "ships": self.ships, "approves": self.approves,
            "loses the network": self.loses, "finds the network": self.finds,
        }  # fmt: skip
        return ways[does](self.hand(who), what)

    def claims(self, hand: Hand, kind: str) -> set[str]:
        task = self.house.open_tasks(kind)[0]
        outcome = hand.do("tasks.claim", Claim(task))
        if outcome.result == "accepted":
            hand.open(task)
        return {outcome.code or outcome.result}

    def opens(self, hand: Hand, kind: str) -> set[str]:
        hand.open(self.house.open_tasks(kind)[0])
        return {""}

    def gives_back(self, hand: Hand, _: str) -> set[str]:
        return {hand.do("tasks.give_back", GiveBack(self.task)).result}

    def scans(self, hand: Hand, text: str) -> set[str]:
        verdict = hand.scan(text).verdict
        return {verdict.code, verdict.result, self.house.state(self.order)}

    def enters(self, hand: Hand, number: str) -> set[str]:
        verdict = hand.number(int(number)).verdict
        return {verdict.code or "right", self.house.state(self.order)}

    def finds_only(self, hand: Hand, what: str) -> set[str]:
        found, reason = what.split()
        return {hand.short(int(found), reason).verdict.result}

    def ships(self, hand: Hand, _: str) -> set[str]:
        outcome = hand.do("shipping.ship", Ship(self.order))
        return {outcome.code or self.house.state(self.order)}

    def approves(self, hand: Hand, reason: str) -> set[str]:
        (result,) = self.house.read(counts.in_state, HOUSE, "in_review")
        self.house.hear()
        return {hand.do("counting.approve", Approve(result.id, reason)).result}

    def loses(self, hand: Hand, _: str) -> set[str]:
        hand.online = False
        return {""}

    def finds(self, hand: Hand, _: str) -> set[str]:
        hand.online = True
        return {outcome.result for outcome in hand.sync()}


def test_there_are_stories() -> None:
    assert len(STORIES) >= 6
    assert all(len(rows) >= 6 for _, rows in STORIES)


@pytest.mark.parametrize(("title", "rows"), STORIES, ids=[title for title, _ in STORIES])
def test_the_story_goes_as_it_is_told(sqlite_store: Store, title: str, rows: list[Row]) -> None:
    stage = Stage(sqlite_store)
    for number, (who, does, what, comes) in enumerate(rows, 1):
        assert comes in stage.act(who, does, what), f"{title}, line {number}: {who} {does} {what}"
    stage.house.proved()
