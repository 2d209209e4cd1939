"""What is the same in every QR and Data Matrix symbol of a size, held against symbols that others made."""

import numpy as np
import pytest
import segno
import zxingcpp

from scanning.squares.pattern import SIZES, known, points


@pytest.mark.parametrize("size", SIZES["qr"])
@pytest.mark.parametrize("mask", [0, 5])
def test_the_pattern_of_a_qr_code_is_in_every_one_of_its_size(size: int, mask: int) -> None:
    made = segno.make("A1", version=(size - 17) // 4, mask=mask, micro=False, boost_error=False)
    light = np.array([list(row) for row in made.matrix]) == 0
    pattern = known("qr", size)
    assert light.shape == pattern.shape
    assert np.array_equal(pattern[pattern != 0] > 0, light[pattern != 0])


@pytest.mark.parametrize(
    ("length", "size"),
    [
        (1, 10),
        (4, 12),
        (6, 14),
        (11, 16),
        (17, 18),
        (19, 20),
        (25, 22),
        (33, 24),
        (44, 26),
        (57, 32),
        (114, 40),
        (180, 52),
    ],
)
def test_the_pattern_of_a_data_matrix_is_in_every_one_of_its_size(length: int, size: int) -> None:
    made = zxingcpp.create_barcode(("aZ" * length)[:length], zxingcpp.BarcodeFormat.DataMatrix)
    light = np.array(zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False)) > 128
    pattern = known("data_matrix", size)
    assert light.shape == pattern.shape
    assert np.array_equal(pattern[pattern != 0] > 0, light[pattern != 0])


def test_points_lie_on_what_is_known_and_one_module_around_it() -> None:
    wanted = points("qr", 21, 0.5)
    assert wanted.at.min() == pytest.approx(-0.75)
    assert wanted.at.max() == pytest.approx(21.75)
    pattern = known("qr", 21)
    inside = np.all((wanted.at > 0) & (wanted.at < 21), axis=1)
    columns, rows = np.floor(wanted.at[inside]).astype(int).T
    assert np.all(pattern[rows, columns] != 0)
    # Four points a module, and a ring of 88 modules around.
    assert len(wanted.at) == 4 * (np.count_nonzero(pattern) + 88)
    # The middle of a finder pattern is darker than its light ring, though both are softened.
    assert (
        wanted.light[inside][(columns == 3) & (rows == 3)].max()
        < wanted.light[inside][(columns == 1) & (rows == 3)].min()
    )
