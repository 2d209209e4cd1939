"""A photo to its pallet shot: every code with its corners, against a list, and the places where bars stayed unread."""

from collections.abc import Sequence
from math import dist
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from scanning.decode import decode
from scanning.pallet import draw
from scanning.pallet.match import centre, compare, length, shot
from scanning.pallet.regions import Region, regions
from scanning.pallet.shot import Shot
from scanning.picture import grey
from scanning.reading import Corner, Reading

Picture = NDArray[np.uint8]

REGIONS_MAX: Final = 300  # A truck's side in one photo has some 100; beyond that it is leaves or gravel.
MARGIN_PX: Final = 24  # Quiet zones of ten modules at 2.4 px: a code without them is not read.
ENLARGED: Final = 2  # Of 40 codes at 2 px a module zxing reads 25 as they are, 38 enlarged to twice, 39 to three times.
ENLARGED_PX_MAX: Final = (
    2_000_000  # Of a larger region the codes are large too, or it is many codes and costs too much.
)
SAME_PLACE: Final = 0.5  # Two readings of one text nearer than this share of their length are one code.


def shoot(image: "bytes | Picture", expected: Sequence[str] | None = None) -> Shot:
    """Read every code in a photo and hold them against what should be there.

    image and its refusals (NotAPicture): as `scanning.decode.decode` takes it. expected: as `match.compare` takes it.
    """
    return _shot(grey(image), expected)


def shoot_and_draw(image: "bytes | Picture", expected: Sequence[str] | None = None) -> tuple[Shot, bytes]:
    """The same, and the photo in grey with everything marked, as a JPEG file: on grey the colours are seen."""
    picture = grey(image)
    made = _shot(picture, expected)
    return made, draw.drawn(picture, made)


def _shot(picture: Picture, expected: Sequence[str] | None) -> Shot:
    height, width = picture.shape
    compared = compare(readings(picture), expected)
    return shot(width, height, compared)


def readings(picture: Picture) -> list[Reading]:
    """Every code in a grey photo, each once, its corners in the photo's pixels.

    First the whole photo, for codes that fill it; then every region where something finely printed lies, enlarged: in a
    photo of many labels each is so small that the whole photo gives half of them.
    """
    found = list(decode(picture))
    height, width = picture.shape
    for region in regions(picture)[:REGIONS_MAX]:
        around = region.widened(MARGIN_PX, width, height)
        for reading in _read(picture, around):
            if not any(_is_same(reading, other) for other in found):
                found.append(reading)
    return found


def _read(picture: Picture, region: Region) -> list[Reading]:
    """The codes of one region, with corners in the photo."""
    cut = picture[region.top : region.bottom, region.left : region.right]
    scale = ENLARGED if cut.size * ENLARGED**2 <= ENLARGED_PX_MAX else 1
    if scale > 1:
        enlarged = cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        read = decode(np.asarray(enlarged, dtype=np.uint8))
        if read:
            return [_moved(one, scale, region) for one in read]
    return [_moved(one, 1, region) for one in decode(cut)]


def _moved(reading: Reading, scale: int, region: Region) -> Reading:
    corners: tuple[Corner, ...] = tuple((region.left + x / scale, region.top + y / scale) for x, y in reading.corners)
    return Reading(
        reading.text, reading.raw, reading.symbology, reading.aim, corners, reading.engine, f"region {reading.attempt}"
    )


def _is_same(one: Reading, other: Reading) -> bool:
    return (
        one.text == other.text
        and one.symbology == other.symbology
        and dist(centre(one.corners), centre(other.corners))
        <= SAME_PLACE * max(length(one.corners), length(other.corners))
    )
