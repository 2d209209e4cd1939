"""A photo to its pallet shot: every code with its corners, against a list, and the places where bars stayed unread."""

from collections.abc import Sequence
from math import dist
from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from scanning.bars.locate import places
from scanning.decode import decode
from scanning.geometry import inside
from scanning.pallet import draw
from scanning.pallet.match import centre, compare, length, shot
from scanning.pallet.regions import Region, regions
from scanning.pallet.shot import Shot
from scanning.picture import grey
from scanning.reading import Corner, Reading

Picture = NDArray[np.uint8]
Corners = tuple[Corner, ...]

REGIONS_MAX: Final = 300  # A truck's side in one photo has some 100; beyond that it is leaves or gravel.
MARGIN_PX: Final = 24  # Quiet zones of ten modules at 2.4 px: a code without them is not read.
# Tried in this order on 40 codes of 2 px a module: the whole photo gives 12; its regions enlarged to twice give 40 with
# 20 ms each (as they are 38), and more time adds nothing but 3 s for cardboard. When the same codes are out of focus
# too, enlarging gives 6, and the regions as they are, with all the time they want, 31.
WHOLE_MS: Final = 300.0
ENLARGED: Final = 2
ENLARGED_MS: Final = 20.0
ENLARGED_PX_MAX: Final = (
    2_000_000  # Of a larger region the codes are large too, or it is many codes and costs too much.
)
SAME_PLACE: Final = 0.5  # Two readings of one text nearer than this share of their length are one code.
OFF_MAX: Final = 0.08  # A field whose middle lies further off than this share of the code was cut at a wrong place.
LINEAR: Final = frozenset(
    {"code128", "code39", "code93", "codabar", "itf", "ean8", "ean13", "upca", "upce", "databar", "databar_limited",
     "databar_expanded"}
)  # fmt: skip


class Looked(NamedTuple):
    """What a photo shows: its readings, and the corners of bars that nobody could read."""

    readings: list[Reading]
    unreadable: list[Corners]


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
    seen = look(picture)
    return shot(width, height, compare(seen.readings, expected), seen.unreadable)


def look(picture: Picture) -> Looked:
    """Every code in a grey photo, each once, and every field of bars without one; corners in the photo's pixels.

    First the whole photo, for codes that fill it; then every region where something finely printed lies, enlarged: in a
    photo of many labels each is so small that the whole photo gives half of them.
    """
    found = list(decode(picture, budget_ms=WHOLE_MS))
    bars: list[Corners] = []
    height, width = picture.shape
    for region in regions(picture)[:REGIONS_MAX]:
        around = region.widened(MARGIN_PX, width, height)
        cut = np.ascontiguousarray(picture[around.top : around.bottom, around.left : around.right])
        for reading in _read(cut, around):
            if not any(_is_same(reading, other) for other in found):
                found.append(reading)
        bars += [_moved(place.corners, 1, around) for place in places(cut)]
    if not found:
        found = decode(picture)  # One label that fills the photo, and is hard to read: everything is tried.
    unread = [place for place in bars if not any(_is_on(reading, place) for reading in found)]
    return Looked([_fitted(reading, bars) for reading in found], unread)


def _read(cut: Picture, region: Region) -> list[Reading]:
    """The codes of one region, with corners in the photo."""
    scale = ENLARGED if cut.size * ENLARGED**2 <= ENLARGED_PX_MAX else 1
    if scale > 1:
        enlarged = cv2.resize(cut, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        read = decode(np.asarray(enlarged, dtype=np.uint8), budget_ms=ENLARGED_MS)
        if read:
            return [_placed(one, _moved(one.corners, scale, region)) for one in read]
    return [_placed(one, _moved(one.corners, 1, region)) for one in decode(cut)]


def _fitted(reading: Reading, bars: Sequence[Corners]) -> Reading:
    """The reading with the corners of its whole field of bars: engines give the lines on which they read."""
    if reading.symbology not in LINEAR:
        return reading
    if not length(reading.corners):
        around = [place for place in bars if _is_on(reading, place)]
    else:
        off_px = OFF_MAX * length(reading.corners)
        around = [place for place in bars if dist(centre(place), centre(reading.corners)) <= off_px]
    return _placed(reading, around[0]) if len(around) == 1 else reading


def _moved(corners: Sequence[Corner], scale: int, region: Region) -> Corners:
    return tuple((region.left + x / scale, region.top + y / scale) for x, y in corners)


def _placed(one: Reading, corners: Corners) -> Reading:
    return Reading(one.text, one.raw, one.symbology, one.aim, corners, one.engine, one.attempt)


def _is_on(reading: Reading, place: Corners) -> bool:
    """Whether the reading is of this field of bars. Some engines say of a linear code but one point of it."""
    if inside(centre(reading.corners), place):
        return True
    return length(reading.corners) > 0 and inside(centre(place), reading.corners)


def _is_same(one: Reading, other: Reading) -> bool:
    return (
        one.text == other.text
        and one.symbology == other.symbology
        and dist(centre(one.corners), centre(other.corners))
        <= SAME_PLACE * max(length(one.corners), length(other.corners))
    )
