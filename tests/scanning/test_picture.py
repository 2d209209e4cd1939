"""Bytes and arrays to grey: formats, limits, turns, and what is no picture."""

import struct
import zlib

import cv2
import numpy as np
import pytest

from scanning.picture import BYTES_MAX, PIXELS_MAX, NotAPicture, grey

# A dark upper left corner on light ground, 4 wide and 3 high.
CORNER = np.array([[20, 200, 200, 200], [200, 200, 200, 200], [200, 200, 200, 200]], np.uint8)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


def refusal(image: object) -> str:
    """The code that a picture is refused with."""
    with pytest.raises(NotAPicture) as refused:
        grey(image)  # type: ignore[arg-type]
    return refused.value.code


def png(width: int, height: int, rows: bytes, colour: int = 0) -> bytes:
    """A PNG of 8 bits a channel; rows as they stand in it, each with its filter byte."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def turned_jpeg(orientation: int) -> bytes:
    """A JPEG, dark in the upper left of its stored pixels, that its EXIF says to turn."""
    stored = np.full((48, 64), 200, np.uint8)
    stored[:16, :16] = 20
    data = cv2.imencode(".jpg", stored)[1].tobytes()
    tiff = b"MM\x00\x2a\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]


@pytest.mark.parametrize("ending", [".png", ".bmp", ".webp", ".jpg"])
def test_the_formats_of_phones_are_opened(ending: str) -> None:
    block = CORNER.repeat(16, axis=0).repeat(16, axis=1)
    data = cv2.imencode(ending, block, [cv2.IMWRITE_WEBP_QUALITY, 101] if ending == ".webp" else [])[1].tobytes()
    opened = grey(data)
    assert opened.shape == block.shape
    assert opened[8, 8] < 60
    assert opened[40, 56] > 180


# TIFF 6.0 / EXIF 2.3, 4.6.4 A: where the stored upper left corner is seen: rows and columns from the upper left.
@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, (0, 0)), (2, (0, -1)), (3, (-1, -1)), (4, (-1, 0)),
        (5, (0, 0)), (6, (0, -1)), (7, (-1, -1)), (8, (-1, 0)),
    ],
)  # fmt: skip
def test_a_photo_is_turned_as_its_exif_says(orientation: int, corner: tuple[int, int]) -> None:
    seen = grey(turned_jpeg(orientation))
    assert seen.shape == ((48, 64) if orientation < 5 else (64, 48))
    dark = [at for at in ((0, 0), (0, -1), (-1, 0), (-1, -1)) if seen[at] < 60]
    assert dark == [corner]


def test_what_is_transparent_is_white() -> None:
    clear = png(2, 1, b"\x00" + bytes([0, 0, 0, 0]) + bytes([0, 0, 0, 255]), colour=6)
    assert grey(clear).tolist() == [[255, 0]]


def test_the_smallest_webp_is_a_picture() -> None:
    single = bytes.fromhex("52494646160000005745425056503 84c0a0000002f00000000451723fa1f".replace(" ", ""))
    assert grey(single).shape == (1, 1)


@pytest.mark.parametrize("shape", [(3, 4), (3, 4, 1), (3, 4, 3), (3, 4, 4)])
def test_arrays_of_one_three_and_four_channels_are_taken(shape: tuple[int, ...]) -> None:
    assert grey(np.full(shape, 255, np.uint8)).tolist() == [[255] * 4] * 3


def test_an_array_is_left_unchanged_and_may_have_gaps() -> None:
    wide = CORNER.repeat(2, axis=1)
    before = wide.copy()
    assert grey(wide[:, ::2]).tolist() == CORNER.tolist()
    assert grey(wide[::-1, ::-1])[-1, -1] == 20
    assert (wide == before).all()


@pytest.mark.parametrize(
    "array",
    [np.zeros((3, 4)), np.zeros((3, 4), np.uint16), np.zeros(4, np.uint8), np.zeros((3, 4, 2), np.uint8), "text", None],
)
def test_other_arrays_are_no_pictures(array: object) -> None:
    assert refusal(array) == "picture.unknown_format"


def test_nothing_is_no_picture() -> None:
    assert refusal(b"") == "picture.empty"
    assert refusal(np.zeros((0, 4), np.uint8)) == "picture.empty"


def test_unknown_bytes_are_told_from_broken_pictures() -> None:
    assert refusal(b"%PDF-1.7 of many pages") == "picture.unknown_format"
    whole = cv2.imencode(".png", CORNER)[1].tobytes()
    assert refusal(whole[:20]) == "picture.broken"
    assert refusal(whole[:45]) == "picture.broken"


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_heic_is_refused_by_its_name(brand: bytes) -> None:
    assert refusal(HEIC.replace(b"heic", brand, 1)) == "picture.heic"


def test_too_many_bytes_are_refused_unread() -> None:
    assert refusal(b"\xff\xd8\xff" + bytes(BYTES_MAX)) == "picture.too_many_bytes"


def test_a_picture_that_claims_too_many_pixels_is_refused_before_it_takes_memory() -> None:
    side = int(PIXELS_MAX**0.5) + 1
    assert refusal(png(side, side, b"")) == "picture.too_many_pixels"
    assert refusal(np.broadcast_to(np.uint8(0), (side, side))) == "picture.too_many_pixels"


def test_a_picture_without_pixels_is_broken() -> None:
    assert refusal(png(0, 4, b"")) == "picture.broken"


def test_any_bytes_are_a_picture_or_refused() -> None:
    chance = np.random.default_rng(5)
    block = CORNER.repeat(8, axis=0).repeat(8, axis=1)
    for ending in (".png", ".bmp", ".webp", ".jpg"):
        whole = bytearray(cv2.imencode(ending, block)[1].tobytes())
        for _ in range(20):
            damaged = whole.copy()
            for place in chance.integers(0, len(damaged), 4):
                damaged[place] = chance.integers(0, 256)
            try:
                assert grey(bytes(damaged[: chance.integers(1, len(damaged) + 1)])).ndim == 2
            except NotAPicture as refused:
                assert refused.code.startswith("picture.")  # noqa: PT017
