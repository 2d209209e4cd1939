"""Readings against expectations, with plain values: where they lie counts, and how they are spelled does not."""

from itertools import permutations
from random import Random

from scanning.pallet.match import compare, listed, shot, sightings
from scanning.reading import Corner, Reading, Symbology


def at(text: str, x: float, y: float, symbology: Symbology = "code128", aim: str = "") -> Reading:
    """A reading 200 × 100 pixels large with its top left there."""
    corners: tuple[Corner, ...] = ((x, y), (x + 200, y), (x + 200, y + 100), (x, y + 100))
    return Reading(text, symbology=symbology, aim=aim, corners=corners)


def texts(labels: tuple[tuple[str, object], ...]) -> list[str]:
    return [text for text, _ in labels]


def test_without_a_list_everything_is_found() -> None:
    compared = compare([at("A", 0, 0), at("B", 500, 0)], None)
    assert [label.readings[0].text for _, label in compared.found] == ["A", "B"]
    assert compared.missing == ()
    assert compared.unexpected == ()


def test_an_empty_list_expects_nothing() -> None:
    compared = compare([at("A", 0, 0)], [])
    assert [label.readings[0].text for label in compared.unexpected] == ["A"]
    assert compared.found == ()


def test_found_missing_and_unexpected_are_told_apart() -> None:
    compared = compare([at("A", 0, 0), at("C", 500, 0)], ["A", "B"])
    assert texts(compared.found) == ["A"]
    assert compared.missing == ("B",)
    assert [label.readings[0].text for label in compared.unexpected] == ["C"]


def test_a_code_expected_twice_must_stand_at_two_places() -> None:
    assert compare([at("A", 0, 0)], ["A", "A"]).missing == ("A",)
    assert compare([at("A", 0, 0), at("A", 900, 0)], ["A", "A"]).missing == ()


def test_one_more_than_expected_is_unexpected() -> None:
    compared = compare([at("A", 0, 0), at("A", 900, 0), at("A", 0, 900)], ["A", "A"])
    assert len(compared.found) == 2
    assert len(compared.unexpected) == 1


def test_bars_and_square_of_one_label_are_one_label() -> None:
    one = [at("A", 0, 0, "code128"), at("A", 0, 150, "qr")]
    assert len(sightings(one)) == 1
    assert compare(one, ["A", "A"]).missing == ("A",)
    assert compare(one, ["A"]).unexpected == ()


def test_bars_and_square_far_apart_are_two_labels() -> None:
    assert len(sightings([at("A", 0, 0, "code128"), at("A", 0, 1500, "qr")])) == 2


def test_two_labels_with_bars_and_square_each_are_two() -> None:
    four = [at("A", 0, 0), at("A", 0, 150, "qr"), at("A", 900, 0), at("A", 900, 150, "qr")]
    assert [len(label.readings) for label in sightings(four)] == [2, 2]


def test_different_codes_side_by_side_are_never_one_label() -> None:
    assert len(sightings([at("A", 0, 0, "code128"), at("B", 0, 150, "qr")])) == 2


def test_a_gtin_is_the_same_in_every_length() -> None:
    readings = [at("012345678905", 0, 0, "upca"), at("06901234567892", 0, 600, "itf")]
    assert compare(readings, ["0012345678905", "6901234567892"]).missing == ()


def test_a_upc_e_is_the_gtin_that_it_shortens() -> None:
    assert compare([at("01234565", 0, 0, "upce")], ["012345000065"]).missing == ()


def test_digits_with_a_wrong_check_digit_are_no_gtin() -> None:
    assert compare([at("0012345678906", 0, 0)], ["012345678906"]).missing == ("012345678906",)


def test_upper_and_lower_case_are_two_codes() -> None:
    assert compare([at("a-1", 0, 0)], ["A-1"]).missing == ("A-1",)


def test_the_order_of_readings_and_of_the_list_does_not_matter() -> None:
    readings = [at("A", 0, 0), at("A", 900, 0), at("B", 0, 900), at("C", 900, 900)]
    wish = ["A", "B", "D"]
    fates = {
        (tuple(sorted(texts(one.found))), tuple(one.missing), len(one.unexpected))
        for shuffled in permutations(readings)
        for one in [compare(list(shuffled), wish)]
    }
    assert fates == {(("A", "B"), ("D",), 2)}


def test_nothing_is_lost_and_nothing_counted_twice() -> None:
    chance = Random(7)
    for _ in range(300):
        readings = [at(chance.choice("ABCD"), 900 * place, 0) for place in range(chance.randrange(9))]
        wish = [chance.choice("ABCDE") for _ in range(chance.randrange(9))]
        compared = compare(readings, wish)
        assert len(compared.found) + len(compared.unexpected) == len(readings)
        assert sorted(texts(compared.found) + list(compared.missing)) == sorted(wish)
        for text in "ABCDE":
            there = sum(reading.text == text for reading in readings)
            assert texts(compared.found).count(text) == min(there, wish.count(text))


def test_numbers_run_along_rows_from_the_top() -> None:
    compared = compare([at("C", 100, 700), at("B", 600, 30), at("A", 0, 0)], ["A", "C"])
    place: tuple[Corner, ...] = ((700, 710), (800, 710), (800, 760), (700, 760))
    made = shot(1200, 1200, compared, [place])
    assert {one.text: one.number for one in (*made.found, *made.unexpected)} == {"A": 1, "B": 2, "C": 3}
    assert [(one.number, one.corners) for one in made.unreadable] == [(4, place)]


def test_a_label_shows_the_code_that_was_asked_for() -> None:
    readings = [at("0012345678905", 0, 0, "ean13"), at("012345678905", 0, 150, "itf")]
    made = shot(1000, 1000, compare(readings, ["012345678905"]))
    assert [(one.text, len(one.also)) for one in made.found] == [("0012345678905", 1)]


def test_a_list_has_one_code_a_line_and_a_separator_ends_none() -> None:
    lot_and_serial = "0104012345678901" + "10L1\x1d21S7"
    assert listed(f"\n{lot_and_serial}\r\nA-03-2\r \nA-03-2\x85\n") == [lot_and_serial, "A-03-2", "A-03-2\x85"]
