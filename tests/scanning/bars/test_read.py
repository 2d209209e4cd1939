"""Bars read by likelihood: what must be read of generated pictures, and what must never be."""

import numpy as np
import pytest

from bench.degrade import Camera, Grey, drawn, photographed
from scanning.bars.locate import places
from scanning.bars.place import Place
from scanning.bars.read import READS, Candidate, read
from scanning.labels import code128
from scanning.reading import Symbology
from tests.scanning.bars.symbols import symbol, text


def seen(picture: Grey, asked: set[Symbology]) -> list[Candidate]:
    return [candidate for place in places(picture) for candidate in read(picture, place, asked)]


def tally(symbology: Symbology, cameras: list[Camera], seed: int) -> int:
    """How many of these pictures are read; each candidate must be right."""
    chance = np.random.default_rng(seed)
    right = 0
    for turn, camera in enumerate(cameras):
        said = text(symbology, chance)
        picture = photographed(symbol(symbology, said, int(chance.integers(25, 60))), camera, seed + turn)
        found = [(candidate.reading.text, candidate.reading.symbology) for candidate in seen(picture, {symbology})]
        assert found in ([], [(said, symbology)])
        right += bool(found)
    return right


@pytest.mark.parametrize("symbology", ["ean13", "ean8", "upca", "upce", "code128", "itf", "code39", "code93"])
def test_every_symbology_is_read_at_any_angle_at_1_4_pixels(symbology: Symbology) -> None:
    cameras = [Camera(px_per_module=1.4, angle_deg=60 * turn + 11, noise=4, contrast=0.7) for turn in range(6)]
    # Code 39 and ITF have two widths only and no check digit of their own, so that more is asked of them.
    assert tally(symbology, cameras, 1) >= {"itf": 5, "code39": 5}.get(symbology, 6)


@pytest.mark.parametrize("symbology", ["ean13", "code128"])
def test_one_pixel_a_module_is_read(symbology: Symbology) -> None:
    cameras = [Camera(px_per_module=1.0, angle_deg=36 * turn + 5, noise=4, contrast=0.7) for turn in range(10)]
    assert tally(symbology, cameras, 2) >= 9


@pytest.mark.parametrize(("symbology", "defocus"), [("ean13", 0.8), ("ean13", 1.2), ("code128", 0.8), ("itf", 0.8)])
def test_bars_out_of_focus_are_read(symbology: Symbology, defocus: float) -> None:
    cameras = [
        Camera(px_per_module=2 + turn / 5, angle_deg=36 * turn, defocus=defocus, noise=4, contrast=0.7)
        for turn in range(10)
    ]
    assert tally(symbology, cameras, 3) >= 9


def test_a_leaning_moved_faint_label_is_read() -> None:
    cameras = [
        Camera(
            px_per_module=2, angle_deg=60 * turn, tilt_deg=40, motion=1.2, contrast=0.4, gradient=0.4, noise=6, jpeg=60
        )
        for turn in range(6)
    ]
    assert tally("ean13", cameras, 4) >= 5
    assert tally("code128", cameras, 5) >= 5


def test_damage_and_glare_leave_enough_bands() -> None:
    picture = photographed(symbol("ean13", "4006381333931"), Camera(px_per_module=2.5, noise=3), 6)
    height, width = picture.shape
    picture[height // 2 - 20 : height // 2, width // 3 : width // 3 + 90] = 250
    (found,) = seen(picture, {"ean13"})
    assert found.reading.text == "4006381333931"
    assert 2 <= found.bands <= 5


def test_a_gs1_label_keeps_its_separator_and_says_that_it_is_one() -> None:
    said = "010950110153000310ABC123\x1d2142"
    picture = photographed(drawn(code128.widths(said, gs1=True)), Camera(px_per_module=1.6, angle_deg=33, blur=0.5), 7)
    (found,) = seen(picture, {"code128"})
    assert (found.reading.text, found.reading.aim, found.reading.engine) == (said, "]C1", "bars")


def test_corners_begin_at_the_code_s_own_top_left() -> None:
    for turn in (0, 100, 180, 260):
        picture = photographed(symbol("ean13", "4006381333931"), Camera(px_per_module=2, angle_deg=turn), 8)
        (found,) = seen(picture, {"ean13"})
        first, second, third, _ = np.array(found.reading.corners)
        way = np.array([np.cos(np.radians(turn)), np.sin(np.radians(turn))])
        assert (second - first) @ way == pytest.approx(95 * 2, abs=4)
        assert (third - second) @ np.array([-way[1], way[0]]) == pytest.approx(40 * 2, abs=8)


def test_a_upca_is_called_as_it_was_asked_for() -> None:
    picture = photographed(symbol("upca", "036000291452"), Camera(), 9)
    for asked, text_, name in (({"upca"}, "036000291452", "upca"), ({"ean13"}, "0036000291452", "ean13")):
        (found,) = seen(picture, asked)  # type: ignore[arg-type]
        assert (found.reading.text, found.reading.symbology) == (text_, name)
    assert seen(picture, {"ean8", "code128"}) == []


def test_a_wrong_check_digit_is_never_mended() -> None:
    chance = np.random.default_rng(10)
    for turn in range(6):
        widths = _ean13_widths("".join(str(digit) for digit in chance.integers(0, 10, 12)), wrong=True)
        camera = Camera(px_per_module=2, angle_deg=60 * turn, blur=0.3 + 0.08 * turn, noise=4)
        assert seen(photographed(drawn(widths), camera, turn), set(READS)) == []


def _ean13_widths(digits: str, wrong: bool) -> list[int]:
    """Elements of an EAN-13 with a right or a wrong check digit."""
    from scanning.bars.alphabet import _EAN13_PARITY, EAN13
    from scanning.gs1 import check_digit

    last = (check_digit(digits) + (3 if wrong else 0)) % 10
    parity = next(word for word, first in _EAN13_PARITY.items() if first == int(digits[0]))
    left = [int(digit) + 10 * even for digit, even in zip(digits[1:7], parity, strict=True)]
    symbols = [30, *left, 31, *(20 + int(digit) for digit in digits[7:]), 20 + last, 30]
    return [round(abs(element)) for shape in symbols for element in EAN13.shapes[shape]]


def test_a_right_check_digit_drawn_the_same_way_is_read() -> None:
    picture = photographed(drawn(_ean13_widths("400638133393", wrong=False)), Camera(px_per_module=2), 11)
    assert [found.reading.text for found in seen(picture, {"ean13"})] == ["4006381333931"]


@pytest.mark.parametrize("symbology", ["ean13", "code128", "itf", "code39"])
def test_a_clipped_symbol_says_nothing(symbology: Symbology) -> None:
    chance = np.random.default_rng(12)
    for turn in range(2):
        whole = symbol(symbology, text(symbology, chance))
        width = whole.shape[1]
        cut = whole[:, : width * 2 // 3] if turn % 2 else whole[:, width // 3 :]
        camera = Camera(px_per_module=2.5, angle_deg=80 * turn, blur=0.4)
        assert seen(photographed(cut, camera, turn), set(READS)) == []


def test_bars_without_paper_beside_them_say_nothing() -> None:
    bars = symbol("ean13", "4006381333931")[:, 11:-7]
    framed = np.pad(np.pad(bars, ((8, 8), (2, 2)), constant_values=255), ((0, 0), (12, 12)), constant_values=0)
    assert seen(photographed(framed, Camera(px_per_module=3, margin=2), 13), {"ean13"}) == []


def test_random_stripes_say_nothing() -> None:
    chance = np.random.default_rng(14)
    for turn in range(5):
        widths = chance.integers(1, 5, 59 + 2 * turn).tolist()
        camera = Camera(px_per_module=2.5, angle_deg=72 * turn, blur=0.4)
        assert seen(photographed(drawn(widths), camera, turn), set(READS)) == []


def test_no_budget_begins_nothing() -> None:
    picture = photographed(symbol("ean13", "4006381333931"), Camera(px_per_module=2), 16)
    (place,) = places(picture)
    assert read(picture, place, budget_ms=0) == []
    assert len(read(picture, place, budget_ms=60_000)) == 1


def test_any_place_of_any_picture_has_an_answer() -> None:
    chance = np.random.default_rng(15)
    noise = chance.integers(0, 256, (120, 160)).astype(np.uint8)
    for corners in (
        ((0.0, 0.0), (160.0, 0.0), (160.0, 120.0), (0.0, 120.0)),
        ((5.0, 5.0), (5.0, 5.0), (5.0, 5.0), (5.0, 5.0)),
        ((-900.0, -900.0), (900.0, -900.0), (900.0, 900.0), (-900.0, 900.0)),
        ((10.0, 10.0), (150.0, 10.0), (150.0, 10.0), (10.0, 10.0)),
    ):
        assert read(noise, Place(corners, 1.0)) == []
        assert read(np.full((3, 3), 9, np.uint8), Place(corners, 1.0)) == []
