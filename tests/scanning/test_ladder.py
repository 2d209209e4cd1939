"""The ladder: what it finds beyond a first look, what it refuses, and what a budget leaves out."""

import cv2
import numpy as np
import segno
import zxingcpp

from scanning.ladder import RUNGS, Climb, climb
from scanning.views import Grey

PAPER = 235


def label(text: str, kind: str = "Code128", scale: int = 2) -> Grey:
    """A code on paper of its own size."""
    barcode = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    return np.asarray(np.minimum(np.array(barcode.to_image(scale=scale)), PAPER), np.uint8)


def desk(*placed: tuple[Grey, int, int], size: tuple[int, int] = (480, 640)) -> Grey:
    """Labels on a plain desk; each with the x and y of its upper left corner."""
    picture = np.full(size, 150, np.uint8)
    for one, x, y in placed:
        picture[y : y + one.shape[0], x : x + one.shape[1]] = one
    return picture


def turned(picture: Grey, degrees: float) -> Grey:
    """The picture turned about its middle."""
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return np.asarray(cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def texts(picture: Grey) -> list[str]:
    return [reading.text for reading in climb(picture)]


def test_a_plain_code_is_read_at_first_sight() -> None:
    (reading,) = climb(desk((label("WH1-307-11-1"), 60, 60)))
    assert (reading.text, reading.attempt) == ("WH1-307-11-1", "whole")


def test_bars_are_read_at_any_angle() -> None:
    plain = desk((label("5901234123457", "EAN13"), 200, 180))
    for degrees in range(0, 180, 15):
        assert texts(turned(plain, degrees)) == ["5901234123457"], degrees


def test_corners_are_those_of_the_picture() -> None:
    plain = desk((label("5901234123457", "EAN13"), 200, 180))
    (upright,) = climb(plain)
    (slanted,) = climb(turned(plain, 40))
    turn = cv2.getRotationMatrix2D((320, 240), 40, 1)
    middle = turn @ np.array([*np.mean(upright.corners, axis=0), 1])
    assert np.abs(np.mean(slanted.corners, axis=0) - middle).max() < 25


def test_all_labels_of_a_picture_are_read_whichever_way_they_lie() -> None:
    quarter = np.rot90(label("WH1-S36-08-3"))
    slanted = turned(desk((label("6931500108047", "EAN13"), 60, 70), size=(260, 320)), 35)
    scene = desk((label("00369242754611083298"), 20, 20), (quarter, 520, 100), (slanted, 30, 200))
    assert sorted(texts(scene)) == ["00369242754611083298", "6931500108047", "WH1-S36-08-3"]


def test_a_small_code_beside_a_large_one_is_read() -> None:
    small = np.array(
        [[20 if dark else PAPER for dark in row] for row in segno.make("A1", micro=False).matrix_iter(border=4)]
    )
    scene = desk((label("WH1-307-11-1", scale=3), 20, 20), (small.repeat(2, 0).repeat(2, 1).astype(np.uint8), 400, 350))
    assert sorted(texts(scene)) == ["A1", "WH1-307-11-1"]


def test_part_of_an_itf_is_not_taken_for_a_shorter_one() -> None:
    whole = turned(desk((label("16917049517455", "ITF"), 120, 180)), 24)
    for end in range(260, 480, 20):
        for text in texts(whole[:, :end].copy()):
            assert text == "16917049517455", end


def test_a_code_whose_end_is_cut_off_is_not_read() -> None:
    ean = label("5901234123457", "EAN13")
    assert climb(desk((ean[:, :-40], 100, 100))) == []
    assert climb(ean[:, 40:].copy()) == []


def test_stripes_and_noise_hold_nothing() -> None:
    chance = np.random.default_rng(7)
    stripes = np.repeat(chance.integers(0, 2, 160), 3)[None].repeat(200, axis=0) * 200
    assert climb(stripes.astype(np.uint8)) == []
    assert climb(chance.integers(0, 256, (200, 300)).astype(np.uint8)) == []


def test_pictures_of_any_shape_are_looked_at() -> None:
    for shape in ((1, 1), (1, 900), (900, 1), (2, 2), (7, 300), (31, 33)):
        assert climb(np.full(shape, 128, np.uint8)) == []


def test_with_no_time_left_the_first_rung_still_runs() -> None:
    plain = desk((label("WH1-307-11-1"), 60, 60))
    assert [reading.text for reading in climb(plain, budget_ms=0)] == ["WH1-307-11-1"]
    assert climb(turned(plain, 45), budget_ms=0) == []
    assert texts(turned(plain, 45)) == ["WH1-307-11-1"]


def test_a_rung_begins_only_while_its_usual_cost_fits() -> None:
    state = Climb(np.full((10, 10), 128, np.uint8), None, budget_ms=1000)
    assert state.has_time(100)
    assert not state.has_time(1001)
    assert Climb(np.full((10, 10), 128, np.uint8), None).has_time(1e9)


def test_a_large_photo_is_read_with_corners_in_its_own_pixels() -> None:
    large = cv2.resize(desk((label("WH1-307-11-1"), 60, 60)), (4000, 3000), interpolation=cv2.INTER_NEAREST)
    (reading,) = climb(np.asarray(large, np.uint8))
    assert reading.text == "WH1-307-11-1"
    assert 300 < reading.corners[0][0] < 600


def test_no_rung_fails_on_a_picture_without_codes() -> None:
    for rung in RUNGS:
        rung.climb(Climb(np.full((120, 160), 128, np.uint8), None))
