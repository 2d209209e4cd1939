"""Where a field of bars lies in a picture."""

import math

from msgspec import Struct

from scanning.reading import Corner


class Place(Struct, frozen=True):
    """A field of parallel bars, from the first bar to the last, without quiet zones.

    corners: four (x, y) in pixels, clockwise from the top left of the upright field; a tilted label makes any
        quadrangle of it. Edges 0–1 and 3–2 run along the reading direction, edges 0–3 and 1–2 along the bars. Which
        end is the first one cannot be told before it is read.
    strength: 0 to 1, how much of what is seen there is bars: how well its top, middle and bottom correlate.
    """

    corners: tuple[Corner, Corner, Corner, Corner]
    strength: float

    @property
    def centre(self) -> Corner:
        return sum(x for x, _ in self.corners) / 4, sum(y for _, y in self.corners) / 4

    @property
    def width_px(self) -> float:
        """Along the reading direction, mean of both sides."""
        first, second, third, fourth = self.corners
        return (math.dist(first, second) + math.dist(fourth, third)) / 2

    @property
    def height_px(self) -> float:
        """Along the bars, mean of both ends."""
        first, second, third, fourth = self.corners
        return (math.dist(first, fourth) + math.dist(second, third)) / 2

    @property
    def angle_deg(self) -> float:
        """Of the reading direction against the picture's x axis, clockwise as a person sees it, −180 to 180."""
        first, second, third, fourth = self.corners
        return math.degrees(
            math.atan2(second[1] + third[1] - first[1] - fourth[1], second[0] + third[0] - first[0] - fourth[0])
        )

    @property
    def middle(self) -> float:
        """Where the middle bar of a flat label stands, as a share of the width: where the diagonals cross.

        A half when the label faces the lens; less when its left end is farther away.
        """
        first, second, third, fourth = self.corners
        across = (third[0] - first[0], third[1] - first[1])
        down = (fourth[0] - second[0], fourth[1] - second[1])
        turn = across[0] * down[1] - across[1] * down[0]
        if turn == 0:
            return 0.5
        return ((second[0] - first[0]) * down[1] - (second[1] - first[1]) * down[0]) / turn
