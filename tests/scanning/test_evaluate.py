"""Verdicts on readings: what counts as found, as wrong and as the same code."""

import pytest

from scanning.evaluate import Picture, Verdict, corpus, half, judge, quantile, same, score

MANIFEST = (
    "file,symbology,expected,alts,also,kind,set,source,licence,params\n"
    'photo/one.jpg,EAN13,"[""978054466825652495""]","[""9780544668256""]","[""52495""]",photo,ean,x,MIT,\n'
    "neg/two.png,none,[],[],[],negative,stripes,x,CC0-1.0,\n"
)


def picture(*expected: str, alts: tuple[str, ...] = (), also: tuple[str, ...] = ()) -> Picture:
    return Picture("a.png", "QRCode", expected, alts, also, "photo", "set")


def test_a_manifest_says_what_stands_in_each_picture() -> None:
    first, second = corpus(MANIFEST)
    assert first == Picture(
        "photo/one.jpg", "EAN13", ("978054466825652495",), ("9780544668256",), ("52495",), "photo", "ean"
    )
    assert (second.expected, second.kind) == ((), "negative")


def test_a_kind_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="drawing"):
        corpus(MANIFEST.replace("negative", "drawing"))


def test_an_expected_text_is_found_and_another_is_wrong() -> None:
    assert judge(picture("one", "two"), ["two", "three", "two"]) == Verdict(("two",), ("one",), ("three",))


def test_an_alternative_stands_for_the_first_code_alone() -> None:
    assert judge(picture("one", "two", alts=("uno",)), ["uno"]) == Verdict(("one",), ("two",), ())


def test_what_is_also_in_the_picture_is_neither_hit_nor_error() -> None:
    assert judge(picture("one", also=("aside",)), ["aside"]) == Verdict((), ("one",), ())


def test_anything_read_from_a_picture_without_code_is_wrong() -> None:
    assert judge(picture(), ["0"]) == Verdict((), (), ("0",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("]C10112345678901231", "0112345678901231"),
        ("\x1d0112345678901231\x1d", "0112345678901231"),
        ("(01)98898765432106(3202)012345", "0198898765432106\x1d3202012345"),
        ("00821935106427", "0100821935106427"),
        ("A294/586B", "294/586"),
        ("882428015268", "0882428015268"),
        ("05096893", "0050968000093"),
        ("01234531", "012300000451"),
        ("9780544668256", "978054466825652495"),
        ("070097025088", "0070097025088"),
    ],
)
def test_the_same_code_in_another_dress_is_the_same(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10ABC\x1d21X", "10ABC21X"),
        ("9780544668256", "978054466825752495"),
        ("978054466825652495", "978054466825652496"),
        ("16917049517455", "16917049517462"),
        ("00123456", "0123456"),
        ("ABC", "abc"),
        ("A12B", "C12D"),
        ("f(x)", "fx"),
    ],
)
def test_another_code_is_another(one: str, other: str) -> None:
    assert not same(one, other)
    assert not same(other, one)


def test_pictures_of_one_code_stand_on_one_half_and_both_halves_are_used() -> None:
    pictures = [picture(f"{number}") for number in range(200)]
    halves = [half(one) for one in pictures]
    assert 70 < halves.count("tune") < 130
    twin = Picture("b.webp", "QRCode", ("7",), (), (), "photo", "other")
    assert half(twin) == half(pictures[7])


def test_a_score_sums_up_codes_and_costs() -> None:
    verdicts = [judge(picture("one", "two"), ["one"]), judge(picture(), ["0"])]
    summed = score(verdicts, [1.0, 3.0])
    assert (summed.pictures, summed.expected, summed.found, summed.wrong) == (2, 2, 1, 1)
    assert (summed.share, summed.mean_ms) == (0.5, 2.0)


def test_a_quantile_is_one_of_the_values() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (quantile(values, 0.5), quantile(values, 0.95), quantile([4.0], 0.95)) == (50.0, 95.0, 4.0)
