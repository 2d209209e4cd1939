"""Every verdict is that of the official syntax engine."""

import json

from tests.scanning.gs1.mutated import FILE, HOW_MANY, made
from tests.scanning.gs1.vectors import official, verdict, wanted

# Data without any mark of GS1 may be anything, and is refused only by a caller that knows which form it must have.
COULD_BE_ANYTHING = {"d0004": "1(12345", "d0005": "12345", "d0254": "", "d0255": "ABC"}


def test_there_are_vectors() -> None:
    assert len(official()) >= 1191


def test_each_form_is_judged_as_the_official_engine_judges_it() -> None:
    wrong = [
        (vector["id"], vector["kind"], vector["input"], found)
        for vector in official()
        if (found := verdict(vector["kind"], vector["input"]))
        != (wanted(vector) if vector["valid"] else found if isinstance(found, str) else None)
    ]
    assert wrong == []


def test_the_form_is_found_where_the_text_shows_it() -> None:
    differ = {
        vector["id"]: vector["input"]
        for vector in official()
        if verdict("", vector["input"]) != verdict(vector["kind"], vector["input"])
    }
    assert differ == COULD_BE_ANYTHING


def test_strictly_the_required_ais_are_demanded_as_well() -> None:
    wrong = [
        (vector["id"], vector["input"], found)
        for vector in official()
        if isinstance(found := verdict(vector["kind"], vector["input"], strict=True), str) == vector["valid_strict"]
    ]
    assert wrong == []


def test_the_labels_spoiled_by_chance_are_those_in_the_file() -> None:
    assert FILE.read_text("utf-8").splitlines() == made(), "run: python -m tests.scanning.gs1.mutated"
    right = sum(isinstance(json.loads(line)[3], list) for line in made())
    assert HOW_MANY * 0.2 < right < HOW_MANY * 0.8
