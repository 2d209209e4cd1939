"""The books against 167 cases that their own authors did not think of."""

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest

from server.store.engine import open_store
from tests.house import House
from tests.server.ledger import vectors
from tests.server.ledger.vectors import LATER, NOW, all_vectors, settled

VECTORS = {vector["id"]: vector for vector in all_vectors()}
RUN = {name: vector for name, vector in VECTORS.items() if vector["area"] in NOW}
MODELS: dict[str, Any] = {
    "pick": vectors.Picking, "reserve": vectors.Reserving, "ledger": vectors.Taking, "cost": vectors.Costing,
}  # fmt: skip


@pytest.fixture(scope="module")
def one_house(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One house for all vectors; each brings its own items and bins."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('vectors')}/truebin.db")
    yield House(store)
    store.close()


@pytest.mark.parametrize("name", RUN)
def test_the_books_agree_with(name: str, one_house: House) -> None:
    vector, expect = settled(RUN[name])
    for line in vector.get("calc", []):
        assert vectors.calculated(line["expr"]) == Fraction(line["equals"])
    if name in vectors.HELD_AGAINST_INVARIANT:
        first = vectors.Costing(one_house, vector)
        first.trying("i1", lambda: first._post(vector["given"][0], {}))
        assert first.refused == {"i1": "not_enough"}
    elif name in vectors.FINER_THAN_ANY_ITEM:
        vectors.fold_alone(vector, expect, 10**9)
    elif vector["model"] == "convert":
        vectors.Conversion().run(vector, expect)
    elif vector["model"] == "calc":
        assert vector["calc"], "a vector of sums has sums"
    else:
        MODELS[vector["model"]](one_house, vector).run(expect)


def test_every_vector_is_run_or_named_with_its_reason() -> None:
    areas = Counter(vector["area"] for vector in VECTORS.values())
    assert set(areas) == set(NOW) | set(LATER)
    assert (len(VECTORS), len(RUN), sum(areas[area] for area in LATER)) == (167, 131, 36)
    assert Counter(vector["model"] for vector in RUN.values()) == Counter(
        convert=18, reserve=16, pick=24, cost=62, ledger=7, calc=4
    )


def test_the_books_are_clean_after_all_vectors(house: House) -> None:
    for name in RUN:
        test_the_books_agree_with(name, house)
    proof = house.prove()
    assert proof.findings == []
    assert proof.movements > 200, "the vectors have moved something"
