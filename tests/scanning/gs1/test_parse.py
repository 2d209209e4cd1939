"""The forms of GS1 that a text can have, and what is said of a wrong one."""

import pytest

from scanning import gs1
from scanning.gs1 import Malformed, parse

LABEL = [("01", "06901234567892"), ("10", "LOT(7)"), ("17", "271231")]


@pytest.mark.parametrize(
    "text",
    [
        "]C1010690123456789210LOT(7)\x1d17271231",
        "]Q3010690123456789210LOT(7)\x1d17271231\x1d",
        "]d5010690123456789210LOT(7)\x1d17271231",
        r"(01)06901234567892(10)LOT\(7)(17)271231",
        "^010690123456789210LOT(7)^17271231",
        "https://id.gs1.org/01/06901234567892/10/LOT%287%29?17=271231",
        "HTTP://SHOP.CN/x/01/06901234567892/10/LOT(7)?lang=zh&&17=271231#top",
        "]Q1https://id.gs1.org/01/06901234567892/10/LOT(7)?17=271231",
        "(01)06901234567892|(10)LOT\\(7)(17)271231",
        "^0106901234567892|^10LOT(7)^17271231",
    ],
)
def test_one_label_says_the_same_in_every_form(text: str) -> None:
    assert parse(text).elements == LABEL


@pytest.mark.parametrize("text", ["", "A-02-2", "6901234567892", "010690123456789210LOT", "ftp://a/01/06901234567892"])
def test_plain_data_has_no_elements(text: str) -> None:
    assert parse(text).elements == []


@pytest.mark.parametrize("aim", ["]C0", "]Q1", "]d1", "]A0", "]J0"])
def test_what_a_symbol_without_fnc1_carries_is_plain(aim: str) -> None:
    assert parse(f"{aim}0106901234567892").elements == []
    assert parse("0106901234567892", aim).elements == []


def test_the_identifier_may_be_told_apart_from_the_text() -> None:
    assert parse("010690123456789210LOT(7)\x1d17271231", "]C1").elements == LABEL
    assert parse("]C1010690123456789210LOT(7)\x1d17271231", "]C1").elements == LABEL
    assert parse(r"(01)06901234567892(10)LOT\(7)(17)271231", "").elements == LABEL


def test_a_scan_has_to_say_its_symbology() -> None:
    for text in ("", "ABC", "0106901234567892"):
        with pytest.raises(Malformed, match="aim at 0"):
            gs1.scan(text)


@pytest.mark.parametrize("aim", ["ABC", "]", "]X", "]XX", "]c1"])
def test_what_is_no_symbology_identifier_is_refused(aim: str) -> None:
    assert wrong("0106901234567892", aim) == ("aim", 0)


@pytest.mark.parametrize(("text", "gtin"), [("]E06901234567892", "06901234567892"), ("]E496385074", "00000096385074")])
def test_an_ean_is_a_gtin(text: str, gtin: str) -> None:
    assert parse(text).elements == [("01", gtin)]


def test_an_ean_with_a_composite_above_it_has_both() -> None:
    assert parse("]E06901234567892|]e010A1\x1d17271231").elements == [
        ("01", "06901234567892"),
        ("10", "A1"),
        ("17", "271231"),
    ]


def wrong(text: str, aim: str | None = None, *, strict: bool = False) -> tuple[str, int]:
    with pytest.raises(Malformed) as refused:
        parse(text, aim, strict=strict)
    return refused.value.code, refused.value.place


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("]C1", "no_elements", 3),
        ("^", "no_elements", 1),
        ("(", "brackets", 0),
        ("(10)A)(", "brackets", 6),
        ("(10)A|", "no_elements", 6),
        ("^10A|17271231", "no_fnc1", 5),
        ("(89)1", "unknown_ai", 1),
        ("]C1891", "unknown_ai", 3),
        ("(10)", "too_short", 4),
        ("^10", "empty", 3),
        ("(10)" + "x" * 21, "too_long", 4),
        ("^10" + "x" * 21, "too_long", 23),
        ("]C1010690123456789", "too_short", 5),
        ("]C10106901234567893", "check_digit", 18),
        ("(01)06901234567893", "check_digit", 17),
        ("(10)A~1", "not_cset82", 5),
        ("(10)A^1", "not_cset82", 5),
        ("]C110A^1", "not_cset82", 6),
        ("(17)271331", "month", 6),
        ("(7003)2712312400", "hour", 12),
        ("]C110A\x1d\x1d17271231", "unknown_ai", 7),
        ("]E0690123456789", "too_short", 3),
        ("]E069012345678921", "too_long", 16),
        ("]E06901234567893", "check_digit", 15),
        ("]E4963850A4", "not_digits", 3),
        ("https://a/b c", "link_character", 11),
        ("https://a$/01/06901234567892", "link_domain", 9),
        ("https://a?01=06901234567892", "link_domain", 9),
        ("https:///01/06901234567892", "link_path", 8),
        ("https://a", "link_path", 8),
        ("https://a/gtin/06901234567892", "link_key", 9),
        ("https://a/01/06901234567892/", "link_key", 9),
        ("https://a/01/6901234567892", "too_short", 13),
        ("https://a/01/06901234567892/21/1/10/A", "link_order", 13),
        ("https://a/01/06901234567892?10=A", "link_belongs_in_path", 31),
        ("https://a/01/06901234567892?01=06901234567892", "link_repeated", 31),
        ("https://a/01/06901234567892?8200=x", "link_attribute", 33),
        ("https://a/01/06901234567892?99=", "empty", 31),
        ("https://a/01/06901234567892?89=1", "unknown_ai", 28),
        ("https://a/01/06901234567892/10/%00", "link_null", 31),
        ("(10)A(10)B", "repeated", 9),
        ("(01)06901234567892(37)5", "excluded", 4),
        ("(3940)1234(3941)1234", "excluded", 6),
        ("(8003)01234567890128(8030)A", "serial_missing", 6),
        ("^" + "99A^" * 65, "too_many", 259),
        ("x" * 8191, "text_too_long", 8190),
    ],
)
def test_what_is_wrong_and_where(text: str, code: str, place: int) -> None:
    assert wrong(text) == (code, place)


@pytest.mark.parametrize("text", ["(10)A(10)A", "(01)06901234567892(10)A(01)06901234567892"])
def test_one_ai_may_be_told_twice_when_it_says_the_same(text: str) -> None:
    assert len(parse(text).elements) >= 2


@pytest.mark.parametrize("text", ["(10)A", "(37)5(00)123456789012345675", "(8030)A(01)06901234567892"])
def test_a_missing_companion_is_wrong_only_when_strict(text: str) -> None:
    assert parse(text).elements
    assert wrong(text, strict=True)[0] == "required"


@pytest.mark.parametrize(
    "text",
    [
        "(01)06901234567892(10)A",
        "(02)06901234567892(37)5(00)123456789012345675",
        "(01)06901234567892(3103)000125(3922)1299",
        "(8030)A(01)06901234567892(21)1",
    ],
)
def test_companions_satisfy_the_strict_reader(text: str) -> None:
    assert parse(text, strict=True).elements


def test_a_message_gives_the_value_of_an_ai() -> None:
    message = gs1.parse("(01)06901234567892(10)A")
    assert (message.value("10"), message.value("21")) == ("A", "")
