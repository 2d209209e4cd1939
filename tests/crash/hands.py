"""A program in which several hands move pieces at once; each writes a mark when its command has been answered."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

from server.commands.perform import Caller
from server.kernel.ids import new_id
from server.store.engine import open_store
from tests.crash.shelf import HOUSE, WAREHOUSE, swap

HANDS = 4


def main(path: str, marks_path: str, moves: int, one_bin: int, other_bin: int) -> None:
    """Move pieces in the books at path, `moves` times for each hand."""
    store = open_store(f"sqlite:///{path}")
    marks = os.open(marks_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def work(hand: int) -> None:
        caller = Caller(store, HOUSE, new_id())
        for number in range(moves):
            own = new_id()
            outcome = caller.do("relocating.move", swap(number + hand, (one_bin, other_bin)), WAREHOUSE, id=own)
            assert outcome.result == "accepted", outcome
            os.write(marks, f"{own}\n".encode())

    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(work, range(HANDS)))
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
