"""GS1 DataMatrix: FNC1 stands where GS1 wants it."""

import numpy as np
import pytest
import zxingcpp

from scanning.labels import data_matrix
from scanning.labels.elements import Element, element_string


def seen(elements: list[Element]) -> list[tuple[str, str]]:
    dark = np.pad(np.array(data_matrix.modules(elements)), data_matrix.QUIET + 2)
    picture = np.kron(np.where(dark, 0, 255), np.ones((4, 4))).astype(np.uint8)
    found = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)
    return [(one.symbology_identifier, one.text) for one in found]


@pytest.mark.parametrize(
    "elements",
    [
        [("01", "06901234567892")],
        [("01", "06901234567892"), ("10", "A(1)/B"), ("17", "261231")],
        [("00", "369012340000000017")],
        [("01", "06901234567892"), ("17", "261200"), ("10", "ABCDEFGHIJKLMNOPQRST")],
    ],
)
def test_it_is_read_as_gs1_with_its_separators(elements: list[Element]) -> None:
    assert seen(elements) == [("]d2", element_string(elements))]


def test_it_is_always_a_square() -> None:
    # Without being told, the encoder takes 8 × 32 modules for a GTIN alone, which few phones find.
    rows = data_matrix.modules([("01", "06901234567892")])
    assert len(rows) == len(rows[0]) == 16


@pytest.mark.parametrize("elements", [[("01", "1")], [("99999", "x")], [("10", "批次")]])
def test_what_gs1_does_not_know_is_refused(elements: list[Element]) -> None:
    with pytest.raises(data_matrix.NotEncodable):
        data_matrix.modules(elements)
