"""Corners of codes and how they move when a picture is scaled, cut or turned."""

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from scanning.reading import Corner

if TYPE_CHECKING:
    import numpy as np


class Affine(NamedTuple):
    """x' = a·x + b·y + c, y' = d·x + e·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0

    def at(self, corner: Corner) -> Corner:
        """Where the corner moves to."""
        x, y = corner
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def after(self, first: "Affine") -> "Affine":
        """The one that does `first` and then this."""
        return Affine(
            self.a * first.a + self.b * first.d,
            self.a * first.b + self.b * first.e,
            self.a * first.c + self.b * first.f + self.c,
            self.d * first.a + self.e * first.d,
            self.d * first.b + self.e * first.e,
            self.d * first.c + self.e * first.f + self.f,
        )

    def inverse(self) -> "Affine":
        """The one that undoes this."""
        area = self.a * self.e - self.b * self.d
        a, b, d, e = self.e / area, -self.b / area, -self.d / area, self.a / area
        return Affine(a, b, -(a * self.c + b * self.f), d, e, -(d * self.c + e * self.f))


def centre(corners: Sequence[Corner]) -> Corner:
    """The mean of the corners."""
    return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)


def inside(point: Corner, corners: Sequence[Corner]) -> bool:
    """Whether the point lies in the convex polygon; its corners in either order."""
    sides = [
        (x2 - x1) * (point[1] - y1) - (y2 - y1) * (point[0] - x1)
        for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    return all(side >= 0 for side in sides) or all(side <= 0 for side in sides)


def box(points: Iterable[Corner], turn: int) -> tuple[Corner, ...]:
    """The smallest rectangle around the points, its corners clockwise from the one that `turn` makes top left.

    turn: degrees that the code stands turned clockwise: 0, 90, 180 or 270. Fewer than three points, or points in a row,
    make a rectangle without area.
    """
    import cv2
    import numpy as np

    hull = np.asarray([(float(x), float(y)) for x, y in points], np.float32)
    if len(hull) == 0:
        return ()
    found = cv2.boxPoints(cv2.minAreaRect(hull)) if len(hull) > 2 else _between(hull)
    middle = found.mean(axis=0)
    # Clockwise as seen (y grows downwards), beginning with the corner nearest to the upper left.
    order = sorted(range(4), key=lambda at: math.atan2(found[at][1] - middle[1], found[at][0] - middle[0]))
    corners = [(float(found[at][0]), float(found[at][1])) for at in order]
    first = min(range(4), key=lambda at: corners[at][0] + corners[at][1])
    shift = (first + turn // 90) % 4
    return tuple(corners[shift:] + corners[:shift])


def _between(ends: "np.ndarray") -> "np.ndarray":
    import numpy as np

    return np.asarray([ends[0], ends[-1], ends[-1], ends[0]], np.float32)
