"""Every verdict is that of the official syntax engine."""

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
