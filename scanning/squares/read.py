"""Reads QR and Data Matrix by fitting what is known of them to the picture and weighing each of their modules."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

import cv2
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from scanning.engines import zxing
from scanning.reading import Reading, Symbology
from scanning.squares.locate import Square, places
from scanning.squares.pattern import BLOCK, SIZES, Kind, Points, block_points, corner_points, known, points
from scanning.squares.pose import Pose, View, fit, light_at, onto, seen, settle
from scanning.squares.weigh import modules

READS: Final[frozenset[Symbology]] = frozenset({"qr", "data_matrix"})

FEWEST_PX, MOST_PX = 0.8, 12.0  # A module's width: below, neighbours cannot be told apart; above, zxing needs no help.
SIDE_PX: Final = 150.0  # Larger fields are made this small: five pixels a module for usual labels, time for the rest.
PAPER: Final = 0.9  # Quantile of brightness in a field and its surroundings that is paper with some noise on it.
# Share of the pattern's contrast that a pose explains. True ones came to 0.84 and more in synthetic pictures, 0.6 in
# damaged ones; other things in photos to 0.6 in one of 500.
EXPLAINED: Final = 0.55
# The same of a Data Matrix' two solid sides, times how well its dashed ones alternate.
ALTERNATING: Final = 0.4
BLURS: Final = (0.5, 0.8)  # Sigma in pixels: a sharp camera and a shaken or badly focused one.
SETTLED: Final = 2  # Rounds of weighing, each with the pose settled anew on the modules weighed before.
TRIED: Final = 3  # Poses that are weighed; the right one is among the first three or not at all.


def read(
    grey: np.ndarray, symbologies: Collection[Symbology] = READS, fields: Sequence[Square] | None = None
) -> list[Reading]:
    """Codes of `symbologies` in the fields of (height, width) uint8; fields: places(grey) when left out."""
    kinds = [kind for kind in SIZES if kind in symbologies]
    found: list[Reading] = []
    for square in places(grey) if fields is None else fields:
        reading = _read(grey, square, kinds)
        if reading:
            found.append(reading)
    return found


def _read(grey: np.ndarray, square: Square, kinds: Sequence[Kind]) -> Reading | None:
    part, left, top, scale = _cut(grey, square)
    corners = (np.array(square.corners) + 0.5 - (left, top)) * scale - 0.5
    views = Views(part)
    # The outline of specks is mostly right; where blur or glare ate into it, the field as a whole tells more.
    whole = _straightened(views, corners, square.side * scale)
    for outline in (corners,) if whole is None else (corners, whole):
        guesses: list[Guess] = []
        for kind in kinds:
            guesses += (_qr if kind == "qr" else _data_matrix)(views, outline, square.side * scale)
        for guess in sorted(guesses, key=lambda guess: -guess.promise)[:TRIED]:
            reading = _weighed(views, guess)
            if reading:
                there = (np.array(reading.corners) + 0.5) / scale - 0.5 + (left, top)
                return replace(reading, corners=tuple((float(x), float(y)) for x, y in there))
    return None


def _cut(grey: np.ndarray, square: Square) -> tuple[NDArray[np.float32], int, int, float]:
    """The field with room around it for its margin and for corners that are not found yet.

    Returns it made smaller where its modules are large, where it begins in the picture, and how much smaller it is.
    """
    corners = np.array(square.corners)
    room = 0.3 * square.side + 4
    left, top = (max(0, int(low - room)) for low in corners.min(axis=0))
    right, bottom = (int(high + room) for high in corners.max(axis=0))
    part = grey[top : bottom + 1, left : right + 1]
    scale = min(1.0, SIDE_PX / square.side)
    if scale < 1:
        part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    # Glare is brighter than paper and would weigh more than the whole symbol.
    paper = float(np.quantile(part, PAPER))
    return np.minimum(part, paper).astype(np.float32), left, top, scale


class Views:
    """One picture at the softness that each module width asks for."""

    def __init__(self, grey: NDArray[np.float32]) -> None:
        self.grey = grey
        self._made: dict[float, View] = {}

    def softened(self, sigma: float) -> View:
        """Softened by about sigma pixels, 0.3 at least."""
        rounded = max(0.3, round(sigma * 5) / 5)
        if rounded not in self._made:
            self._made[rounded] = View(self.grey, rounded)
        return self._made[rounded]


class Guess:
    """A symbol of a kind and size in a pose. promise: the more the likelier."""

    def __init__(self, kind: Kind, size: int, pose: Pose, module_px: float, promise: float) -> None:
        self.kind, self.size, self.pose, self.module_px, self.promise = kind, size, pose, module_px, promise


def _straightened(views: Views, corners: NDArray[np.float64], side: float) -> NDArray[np.float64] | None:
    """Corners of the field seen so softly that it is a dark square on light ground; None where it is no such thing."""
    view = views.softened(side / BLOCK)
    pose = settle(view, onto(corners, BLOCK), block_points(), 8)
    if fit(view, pose, block_points()).share < EXPLAINED:
        return None
    x, y, _ = seen(pose, _outline(BLOCK))
    return np.stack([x, y], axis=1)


def _turned(corners: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    for turn in range(4):
        yield np.roll(corners, -turn, axis=0)


def _sizes(kind: Kind, side: float) -> list[tuple[int, float]]:
    return [(size, side / size) for size in SIZES[kind] if FEWEST_PX <= side / size <= MOST_PX]


def _qr(views: Views, corners: NDArray[np.float64], side: float) -> list[Guess]:
    """The likeliest sizes and turns of a QR code: its three finder patterns tell."""
    rough: list[tuple[float, int, float, Pose]] = []
    for size, module_px in _sizes("qr", side):
        view, wanted = views.softened(0.7 * module_px), points("qr", size, 1.0)
        for turned in _turned(corners):
            pose = onto(turned, size)
            rough.append((fit(view, pose, wanted).share, size, module_px, pose))
    guesses = []
    for _, size, module_px, pose in sorted(rough, key=lambda one: -one[0])[:4]:
        view, wanted = views.softened(0.35 * module_px), points("qr", size, 0.7)
        pose = settle(view, pose, wanted, 6)
        share = fit(view, pose, wanted).share
        if share > EXPLAINED:
            guesses.append(Guess("qr", size, pose, module_px, share))
    return guesses


def _data_matrix(views: Views, corners: NDArray[np.float64], side: float) -> list[Guess]:
    """The likeliest sizes and turns of a Data Matrix: two solid sides tell the turn, two dashed ones the size."""
    middling = int(np.clip(side / 2.2, 12, 32))
    view, border = views.softened(0.5 * side / middling), corner_points(middling)
    turns: list[tuple[float, Pose]] = []
    for turned in _turned(corners):
        pose = settle(view, onto(turned, middling), border, 8)
        turns.append((fit(view, pose, border).share, pose @ np.diag([middling, middling, 1.0])))
    guesses = []
    for share, unit in sorted(turns, key=lambda one: -one[0])[:2]:
        if share < EXPLAINED:
            continue
        for size, module_px in _sizes("data_matrix", side):
            view, wanted = views.softened(0.25 * module_px), points("data_matrix", size, 0.5)
            pose = settle(view, unit @ np.diag([1 / size, 1 / size, 1.0]), wanted, 8)
            beat = _beat(view, pose, size)
            if share * beat > ALTERNATING:
                guesses.append(Guess("data_matrix", size, pose, module_px, share * beat))
    return guesses


def _beat(view: View, pose: Pose, size: int) -> float:
    """How well the dashed sides of a Data Matrix alternate with this size: -1 to 1."""
    count = np.arange(size)
    across, depth = np.repeat(count + 0.5, 3), np.tile([0.25, 0.5, 0.75], size)
    agreeing = squares = 0.0
    for at, sign in (
        (np.stack([across, depth], axis=1), np.where(count % 2 == 0, -1.0, 1.0)),
        (np.stack([size - depth, across], axis=1), np.where((size - 1 - count) % 2 == 0, -1.0, 1.0)),
    ):
        x, y, _ = seen(pose, at)
        light = light_at(view.light, x, y).reshape(size, 3).mean(axis=1)
        bend = light[1:-1] - (light[:-2] + light[2:]) / 2
        agreeing += float(np.sum(bend * sign[1:-1]))
        squares += float(np.sum(bend**2))
    return agreeing / float(np.sqrt(squares * 2 * (size - 2)) + 1e-9)


def _weighed(views: Views, guess: Guess) -> Reading | None:
    pattern = known(guess.kind, guess.size)
    view = views.softened(0.2 * guess.module_px)
    wanted, pose = points(guess.kind, guess.size, 0.5), guess.pose
    for turn in range(SETTLED):
        pose = settle(view, pose, wanted, 8)
        if not _plausible(pose, guess):
            return None
        seen_as = fit(view, pose, wanted)
        if seen_as.share < EXPLAINED:
            return None
        for blur in BLURS:
            light = modules(views.grey, pose, pattern, seen_as, blur)
            reading = _decoded(light, guess, pose)
            if reading:
                return reading
        if turn + 1 < SETTLED:
            wanted = Points(light.astype(np.float32), np.ones(light.shape, bool), 0.5)
    return None


def _plausible(pose: Pose, guess: Guess) -> bool:
    """Whether a pose still shows a square about as large as it was found, and did not run away."""
    x, y, depth = seen(pose, _outline(guess.size))
    if not (np.all(np.isfinite(x)) and np.all(np.isfinite(y)) and np.all(depth > 0)):
        return False
    area = 0.5 * abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))))
    return 0.5 < area / (guess.size * guess.module_px) ** 2 < 2


def _outline(size: int) -> NDArray[np.float64]:
    return np.array([[0, 0], [size, 0], [size, size], [0, size]], np.float64)


def _decoded(light: NDArray[np.float64], guess: Guess, pose: Pose) -> Reading | None:
    reading = zxing.read_modules(light > 0, guess.kind)
    if reading is None or not reading.text.strip():
        return None
    x, y, _ = seen(pose, _outline(guess.size))
    corners = tuple((float(one), float(other)) for one, other in zip(x, y, strict=True))
    return replace(reading, corners=corners, engine="squares", attempt="weighed")
