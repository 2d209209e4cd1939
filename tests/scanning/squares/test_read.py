"""QR and Data Matrix at few pixels a module, where other readers see nothing."""

import numpy as np
import pytest
import segno
import zxingcpp
from numpy.typing import NDArray

from bench.degrade import Camera, photographed
from scanning import squares

Grey = NDArray[np.uint8]


def qr(text: str) -> Grey:
    """One pixel a module, with its margin."""
    matrix = segno.make(text, error="m", boost_error=False, micro=False).matrix
    modules = np.array([list(row) for row in matrix], np.uint8)
    return np.pad((255 * (1 - modules)).astype(np.uint8), 4, constant_values=255)


def data_matrix(text: str) -> Grey:
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix)
    drawn = np.array(zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False))
    return np.pad(drawn, 2, constant_values=255)


@pytest.mark.parametrize("angle", [0, 33, 90, 155, 200, 318])
@pytest.mark.parametrize("symbol", [qr("HTTPS://EXAMPLE.COM/A/100234"), data_matrix("LOT 2026-11 / 4711 EXP 2027-12")])
def test_a_square_at_one_and_a_half_pixels_is_read_at_any_angle(symbol: Grey, angle: int) -> None:
    picture = photographed(
        symbol, Camera(px_per_module=1.4, angle_deg=angle, tilt_deg=12, blur=0.25, noise=4), seed=angle
    )
    assert len(squares.read(picture)) == 1
    assert squares.read(picture)[0].text in ("HTTPS://EXAMPLE.COM/A/100234", "LOT 2026-11 / 4711 EXP 2027-12")


def test_a_reading_says_what_it_is_and_where() -> None:
    picture = photographed(data_matrix("ABC-123456"), Camera(px_per_module=2.0, noise=3, margin=8), seed=3)
    (reading,) = squares.read(picture)
    assert (reading.text, reading.raw, reading.symbology, reading.aim) == (
        "ABC-123456",
        b"ABC-123456",
        "data_matrix",
        "]d1",
    )
    assert reading.engine == "squares"
    # 14 modules of two pixels, after a margin of 8 + 2 modules on each side.
    assert np.allclose(reading.corners, [(20, 20), (48, 20), (48, 48), (20, 48)], atol=1.5)


def test_corners_of_a_large_code_are_told_in_the_whole_picture() -> None:
    picture = photographed(qr("A LARGE CODE"), Camera(px_per_module=11.0, noise=3, margin=4), seed=1)
    (reading,) = squares.read(picture)
    assert np.allclose(reading.corners, [(88, 88), (319, 88), (319, 319), (88, 319)], atol=6)


def test_only_the_symbology_that_was_asked_for_is_read() -> None:
    picture = photographed(qr("12345678"), Camera(px_per_module=3), seed=1)
    assert squares.read(picture, {"data_matrix"}) == []
    assert [reading.text for reading in squares.read(picture, {"qr"})] == ["12345678"]


def test_two_codes_in_one_picture_are_both_read() -> None:
    one = photographed(qr("FIRST"), Camera(px_per_module=2), seed=1)
    other = photographed(data_matrix("SECOND ONE"), Camera(px_per_module=2), seed=2)
    picture = np.full((max(len(one), len(other)), one.shape[1] + other.shape[1]), 242, np.uint8)
    picture[: len(one), : one.shape[1]] = one
    picture[: len(other), one.shape[1] :] = other
    assert {reading.text for reading in squares.read(picture)} == {"FIRST", "SECOND ONE"}


def test_bars_stripes_and_noise_are_no_squares() -> None:
    chance = np.random.default_rng(7)
    stripes = np.tile(np.where(chance.random(120) < 0.5, 20, 235).astype(np.uint8), (80, 1))
    checks = np.kron((np.indices((20, 20)).sum(axis=0) % 2 * 255).astype(np.uint8), np.ones((4, 4), np.uint8))
    noise = chance.integers(0, 256, (120, 160)).astype(np.uint8)
    blank = np.full((60, 60), 200, np.uint8)
    for picture in (stripes, checks, noise, blank, np.zeros((1, 1), np.uint8), np.zeros((500, 3), np.uint8)):
        assert squares.read(picture) == []


def test_a_square_with_too_many_modules_gone_is_not_guessed() -> None:
    symbol = qr("HTTPS://EXAMPLE.COM/A/100234")
    symbol[14:29, 14:29] = np.random.default_rng(1).integers(0, 2, (15, 15)).astype(np.uint8) * 255
    assert squares.read(photographed(symbol, Camera(px_per_module=3), seed=1)) == []
