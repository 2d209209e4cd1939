"""Which code says what: GS1 where there is a GTIN, our own text otherwise."""

import pytest

from scanning.labels import content
from tests.scanning.labels.samples import GTIN, SSCC


def kinds(label: content.Content) -> tuple[str, str]:
    return label.square.kind, label.bars.kind if label.bars else ""


def test_an_item_with_a_gtin_shows_ean_and_gs1_datamatrix() -> None:
    label = content.item(GTIN, "MAT-2026-0001", "油")
    assert kinds(label) == ("gs1_data_matrix", "ean13")
    assert (label.square.text, label.bars and label.bars.text) == ("01" + "0" + GTIN, GTIN)


def test_a_gtin_14_or_12_has_gs1_128_bars_instead() -> None:
    assert kinds(content.item("10614141000415", "C", "")) == ("gs1_data_matrix", "gs1_128")
    assert kinds(content.item("012345678905", "C", "")) == ("gs1_data_matrix", "gs1_128")


def test_a_code_of_our_own_is_qr_and_code_128() -> None:
    assert kinds(content.item("85123A", "85123A", "HEART")) == ("qr", "code128")


def test_what_no_bars_can_say_has_its_square_alone() -> None:
    assert kinds(content.own("东-3-2", "东-3-2")) == ("qr", "")


def test_a_container_says_its_sscc() -> None:
    label = content.gs1([("00", SSCC)], "P-0001")
    assert (label.square.text, label.bars and label.bars.readable) == ("00" + SSCC, f"(00){SSCC}")


@pytest.mark.parametrize(
    ("lot", "day", "elements"),
    [
        ("L2609-14", "2026-12-31", [("01", "0" + GTIN), ("17", "261231"), ("10", "L2609-14")]),
        ("L1", "2076-12-31", [("01", "0" + GTIN), ("17", "761231"), ("10", "L1")]),
        # Read in 2026, 77 is 1977 and 9999 is 1999.
        ("L1", "2077-01-01", [("01", "0" + GTIN), ("10", "L1")]),
        ("L1", "9999-12-31", [("01", "0" + GTIN), ("10", "L1")]),
        ("a(1)/B", "", [("01", "0" + GTIN), ("10", "a(1)/B")]),
    ],
)
def test_a_lot_says_gtin_last_day_and_lot(lot: str, day: str, elements: list[tuple[str, str]]) -> None:
    assert content.lot_elements(GTIN, lot, day, 2026) == elements


@pytest.mark.parametrize(
    ("gtin", "lot"), [("85123A", "L1"), (GTIN, "批-1"), (GTIN, "X" * 21), (GTIN, "A B"), (GTIN, "")]
)
def test_what_gs1_cannot_say_gets_a_code_of_our_own(gtin: str, lot: str) -> None:
    assert content.lot_elements(gtin, lot) is None
