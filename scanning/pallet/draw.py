"""The photo with its codes marked: colour, sign and number, so that it also reads without colours."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from scanning.pallet.shot import Shot
from scanning.reading import Corner

Picture = NDArray[np.uint8]
Fate = Literal["found", "unexpected", "unreadable"]
Point = tuple[float, float]

# The signal colours of the screens (BGR), and what is written on them. Found dark, unexpected light: they differ in
# grey too, and their outlines and signs differ without either.
COLOURS: Final[dict[Fate, tuple[int, int, int]]] = {
    "found": (0x3E, 0x57, 0x00),
    "unexpected": (0x0E, 0xC2, 0xFF),
    "unreadable": (0x18, 0x0D, 0xA3),
}
INK: Final = (0x1A, 0x16, 0x11)
WHITE: Final = (255, 255, 255)
# Square right, triangle look first, octagon stop: corners on a circle of radius 1 around the sign's middle.
SIGNS: Final[dict[Fate, tuple[int, float]]] = {"found": (4, 45.0), "unexpected": (3, 90.0), "unreadable": (8, 22.5)}
DASHES: Final[dict[Fate, float]] = {"found": 0.0, "unexpected": 5.0, "unreadable": 1.5}  # In line widths; 0 is solid.
LINE_SHARE: Final = 1 / 400  # Of the long side: three pixels on a phone's screen that shows the whole photo.
SIGN_SHARE: Final = 1 / 60  # The sign's radius: a number of 3 mm on such a screen.
JPEG_QUALITY: Final = 85  # A photo for eyes; bars are as sharp as before, at half the bytes of 95.


def drawn(picture: Picture, shot: Shot) -> bytes:
    """The photo as a JPEG file with every label and every unreadable place outlined, signed and numbered.

    picture: (height, width) grey or (height, width, 3) BGR, as a person sees it; left unchanged.
    Raises ValueError when the shot is of a picture of another size.
    """
    if picture.shape[:2] != (shot.height, shot.width):
        raise ValueError(
            f"the shot is {shot.width} × {shot.height}, the picture {picture.shape[1]} × {picture.shape[0]}"
        )
    canvas = np.array(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR) if picture.ndim == 2 else picture, dtype=np.uint8)
    line_px = max(2, round(max(canvas.shape[:2]) * LINE_SHARE))
    sign_px = max(9.0, max(canvas.shape[:2]) * SIGN_SHARE)
    marks: list[tuple[Fate, int, tuple[tuple[Corner, ...], ...]]] = [
        *(("found", one.number, (one.corners, *one.also)) for one in shot.found),
        *(("unexpected", one.number, (one.corners, *one.also)) for one in shot.unexpected),
        *(("unreadable", one.number, (one.corners,)) for one in shot.unreadable),
    ]
    for fate, _, outlines in marks:
        for corners in outlines:
            _outline(canvas, corners, fate, line_px)
    # Signs come last: no outline may cross a number.
    for fate, number, outlines in marks:
        _sign(canvas, _sign_place(outlines[0], sign_px, canvas), fate, number, sign_px)
    done, encoded = cv2.imencode(".jpg", canvas, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    assert done
    return encoded.tobytes()


def _outline(canvas: Picture, corners: Sequence[Corner], fate: Fate, line_px: int) -> None:
    if not corners:
        return
    around = _widened(corners, 2 * line_px)
    sides = list(pairwise([*around, around[0]]))
    # White under the colour: it is seen on dark cartons and on white labels.
    for colour, width, dash_px in ((WHITE, 3 * line_px, 0.0), (COLOURS[fate], line_px, DASHES[fate] * line_px)):
        for start, end in sides:
            for one, other in _dashed(start, end, dash_px):
                cv2.line(canvas, _whole(one), _whole(other), colour, width, cv2.LINE_AA)


def _widened(corners: Sequence[Corner], by_px: float) -> list[Point]:
    """The smallest turned box around the corners, wider on every side: a linear code's corners may lie on one line."""
    (x, y), (width, height), angle = cv2.minAreaRect(np.array(corners, dtype=np.float32))
    box = cv2.boxPoints(((x, y), (width + 2 * by_px, height + 2 * by_px), angle))
    return [(float(px), float(py)) for px, py in box]


def _dashed(start: Point, end: Point, dash_px: float) -> list[tuple[Point, Point]]:
    """The line as dashes with gaps of the same length; whole for 0."""
    if dash_px <= 0:
        return [(start, end)]
    way = np.array(end) - np.array(start)
    count = max(1, round(float(np.linalg.norm(way)) / (2 * dash_px)))
    at = [np.array(start) + way * part / (2 * count) for part in range(2 * count)]
    return [
        ((float(one[0]), float(one[1])), (float(other[0]), float(other[1])))
        for one, other in zip(at[::2], at[1::2], strict=True)
    ]


def _sign_place(corners: Sequence[Corner], sign_px: float, canvas: Picture) -> Point:
    """Above the code's left end, so that the sign hides no bars; inside the photo all the same."""
    height, width = canvas.shape[:2]
    left = min((x for x, _ in corners), default=0.0)
    top = min((y for _, y in corners), default=0.0)
    # A sign half outside could not be read; its outline still says which code it belongs to.
    x = min(max(left, sign_px), width - sign_px)
    y = min(max(top - 1.2 * sign_px, sign_px), height - sign_px)
    return x, y


def _sign(canvas: Picture, place: Point, fate: Fate, number: int, sign_px: float) -> None:
    sides, turn = SIGNS[fate]
    # A triangle has less room for its number than a square, so it is drawn larger.
    radius = sign_px * (1.6 if sides == 3 else 1.2)
    angles = np.deg2rad(turn + np.arange(sides) * 360.0 / sides)
    shape = np.stack([place[0] + radius * np.cos(angles), place[1] - radius * np.sin(angles)], axis=1)
    points = np.round(shape).astype(np.int32)
    edge = INK if fate == "unexpected" else WHITE
    cv2.fillPoly(canvas, [points], COLOURS[fate], cv2.LINE_AA)
    cv2.polylines(
        canvas, [points], isClosed=True, color=edge, thickness=max(1, round(sign_px / 8)), lineType=cv2.LINE_AA
    )
    _write(canvas, place, str(number), INK if fate == "unexpected" else WHITE, sign_px)


def _write(canvas: Picture, middle: Point, text: str, colour: tuple[int, int, int], sign_px: float) -> None:
    """The number in the middle of its sign."""
    thickness = max(1, round(sign_px / 6))
    size = sign_px / 22 / (1 + 0.25 * (len(text) - 1))  # OpenCV's capitals are 22 px high at size 1.
    (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, size, thickness)
    at = _whole((middle[0] - width / 2, middle[1] + height / 2))
    cv2.putText(canvas, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, colour, thickness, cv2.LINE_AA)


def _whole(point: Point) -> tuple[int, int]:
    return round(point[0]), round(point[1])
