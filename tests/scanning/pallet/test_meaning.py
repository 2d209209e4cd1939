"""What codes mean: the same goods in different spellings are the same, and what only looks alike is not."""

import pytest

from scanning.pallet.match import compare
from scanning.pallet.meaning import meanings, wanted
from scanning.reading import Reading, Symbology

GS1 = "0106901234567892" + "10LOT7\x1d" + "17271231"


@pytest.mark.parametrize(
    ("wish", "text", "symbology", "aim"),
    [
        ("6901234567892", "6901234567892", "ean13", "]E0"),
        ("06901234567892", "6901234567892", "ean13", "]E0"),
        ("6901234567892", "06901234567892", "itf", "]I1"),
        ("6901234567892", "0106901234567892", "code128", "]C1"),
        ("(01)06901234567892", "6901234567892", "ean13", "]E0"),
        ("6901234567892", GS1, "data_matrix", "]d2"),
        ("(01)06901234567892(10)LOT7(17)271231", GS1, "data_matrix", "]d2"),
        ("(17)271231(10)LOT7(01)06901234567892", GS1, "code128", "]C1"),
        ("https://id.gs1.org/01/06901234567892/10/LOT7?17=271231", GS1, "qr", "]Q3"),
        ("106141412345678908", "00106141412345678908", "code128", "]C1"),
        ("(00)106141412345678908", "00106141412345678908", "code128", "]C1"),
        ("012345000065", "01234565", "upce", "]E0"),
        ("A-03-2", "A-03-2", "qr", "]Q1"),
        ("  A-03-2 ", "A-03-2", "code128", "]C0"),
    ],
)
def test_the_same_in_another_spelling_is_the_same(wish: str, text: str, symbology: Symbology, aim: str) -> None:
    assert wanted(wish).meaning in meanings(Reading(text, symbology=symbology, aim=aim))


@pytest.mark.parametrize(
    ("wish", "text", "symbology", "aim"),
    [
        ("6901234567892", "6901234567893", "code128", "]C0"),
        ("(01)06901234567892(10)LOT8", GS1, "data_matrix", "]d2"),
        ("(01)06901234567892(10)LOT7", GS1, "data_matrix", "]d2"),
        ("a-03-2", "A-03-2", "qr", "]Q1"),
        ("A-03-2", "A-03-20", "qr", "]Q1"),
        ("106141412345678908", "106141412345678907", "code128", "]C0"),
    ],
)
def test_what_differs_in_substance_differs(wish: str, text: str, symbology: Symbology, aim: str) -> None:
    assert wanted(wish).meaning not in meanings(Reading(text, symbology=symbology, aim=aim))


def test_who_wants_a_very_lot_gets_it_before_who_wants_just_the_goods() -> None:
    lot = Reading(GS1, symbology="data_matrix", aim="]d2", corners=((0, 0), (9, 0), (9, 9), (0, 9)))
    goods = Reading("6901234567892", symbology="ean13", corners=((900, 0), (990, 0), (990, 90), (900, 90)))
    wish = ["6901234567892", "(01)06901234567892(10)LOT7(17)271231"]
    for readings in ([lot, goods], [goods, lot]):
        for order in (wish, wish[::-1]):
            assert compare(readings, order).missing == ()
