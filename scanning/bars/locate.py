"""Where in a picture bars lie, at any angle: brightness changes that all go the same way over some stretch."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from scanning.bars.place import Place
from scanning.bars.rectify import Grey, Quad, sampled, size, squared_up

Floats = NDArray[np.float32]

CELL: Final = 4  # pixels of a level; the wide elements of a 1 to 3 pixel module fill two or three cells.
WINDOW: Final = 1.6  # cells, sigma: 13 pixels across, lower than the lowest bars worth reading, wider than an element.
COHERENT: Final = 0.45  # Bars give above 0.8 when sharp, above 0.5 in noise of their own contrast; print 0.1 to 0.4.
EDGE_MIN: Final = 20.0  # squared grey levels a pixel: bars of 10 levels difference at 2 pixels a module.
LEVELS_MAX: Final = 5  # Each halves: modules from 1 to 48 pixels.
WIDTH_MIN: Final = 40.0  # pixels of a level: 51 modules of UPC-E, the shortest, at not quite one pixel.
HEIGHT_MIN: Final = 8.0
ANGLES: Final = 12  # bins over half a turn; fields are looked for in two neighbours: a tilted one turns by 15°.
TRIES_MAX: Final = 24  # fields looked at closely on one level
EDGES_MIN: Final = 14  # changes from dark to light or back; the shortest symbols have 30, blur hides some.
NEIGHBOURS: Final = 16  # elements on each side, five characters
# Mean widths of an element, which are 1.4 to 1.9 modules: more than an element of 4, less than 7 of paper.
GAP_MAX: Final = 3.8
LEAN_MAX: Final = 1.5  # One end so much higher than the other: a label that leans away by 50° right before the lens.
COLUMNS_MAX: Final = 1200  # looked at across a field: more than enough to see where it ends.
SAME_MIN: Final = 0.7  # correlation of top, middle and bottom; a page of print has 0.65 in its best lines, bars 0.8.


class Seen(NamedTuple):
    """A field of bars, and how sure it is beside others of its picture."""

    place: Place
    sureness: float


def places(grey: Grey, most: int = 12) -> list[Place]:
    """Fields of bars, the surest and largest first, at most `most`; none lies over another.

    grey: (height, width) uint8. Any size; the cost grows with its pixels, 15 ms for each million on one core, plus a
    millisecond for each field that is looked at closely.
    """
    return surest(each(grey), most)


def surest(found: Iterable[Seen], most: int = 12) -> list[Place]:
    """Of fields that were seen, the surest and largest first; none lies over another."""
    kept: list[Place] = []
    for seen in sorted(found, key=lambda one: -one.sureness):
        if len(kept) < most and not any(_covers(other, seen.place) for other in kept):
            kept.append(seen.place)
    return kept


def each(grey: Grey) -> Iterator[Seen]:
    """Fields of bars as they are found, some of them in several sizes of the picture: for who may stop early."""
    level, scale = grey, 1.0
    for _ in range(LEVELS_MAX):
        if min(level.shape) < 4 * CELL or max(level.shape) < WIDTH_MIN:
            break
        for corners in _fields(level):
            looked = _looked_at(level, corners, scale)
            if looked is not None:
                place, edges = looked
                # The size that shows most edges shows the bars best; others see them and what lies around as one.
                yield Seen(place, place.strength * edges)
        level = cv2.resize(level, (level.shape[1] // 2, level.shape[0] // 2), interpolation=cv2.INTER_AREA).astype(
            np.uint8
        )
        scale *= 2


def _fields(grey: Grey) -> list[Quad]:
    """Boxes around cells whose brightness changes go one way, those with most change first."""
    rows, columns = grey.shape[0] // CELL, grey.shape[1] // CELL
    inside = grey[: rows * CELL, : columns * CELL]
    x, y = cv2.spatialGradient(inside)
    grid = (columns, rows)
    # Sobel's weights sum to 8.
    products = (cv2.multiply(one, other, scale=1 / 64, dtype=cv2.CV_32F) for one, other in ((x, x), (y, y), (x, y)))
    xx, yy, xy = (
        cv2.GaussianBlur(cv2.resize(product, grid, interpolation=cv2.INTER_AREA), (0, 0), WINDOW)
        for product in products
    )
    total = xx + yy
    double = cv2.merge([xx - yy, 2 * xy])
    oriented = np.hypot(double[..., 0], double[..., 1])
    # What is there everywhere is the camera's noise, the same in all directions.
    noise = float(np.percentile(total, 5))
    mask = (oriented > COHERENT * (total - noise * 0.8)) & (oriented > EDGE_MIN) & (oriented > 0.5 * noise)
    # Twice the angle, as a bin; each field is looked for in two bins side by side, so that none is cut at a bin's end.
    turn = np.arctan2(double[..., 1], double[..., 0]) * np.float32(ANGLES / 2 / np.pi)
    bins = np.where(mask, np.floor(turn).astype(np.int8) % ANGLES, np.int8(-1))
    sizes = np.bincount(bins.ravel() + 1, minlength=ANGLES + 1)[1:]
    boxes: list[tuple[float, Quad]] = []
    for bin_ in range(ANGLES):
        after = (bin_ + 1) % ANGLES
        if int(sizes[bin_] + sizes[after]) * CELL * CELL < WIDTH_MIN * HEIGHT_MIN:
            continue
        part = ((bins == bin_) | (bins == after)).view(np.uint8)
        part = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)).astype(np.uint8)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
        sizes_in = stats[1:, cv2.CC_STAT_AREA]
        # The largest only: a picture full of texture has thousands.
        for label in (np.argsort(-sizes_in, kind="stable")[:TRIES_MAX] + 1).tolist():
            if stats[label, cv2.CC_STAT_AREA] * CELL * CELL < WIDTH_MIN * HEIGHT_MIN:
                break
            left, top, wide, high, _ = stats[label].tolist()
            rows_in, columns_in = np.nonzero(labels[top : top + high, left : left + wide] == label)
            rows_in, columns_in = rows_in + top, columns_in + left
            box = _box(rows_in, columns_in, double[rows_in, columns_in])
            width, height = size(box)
            if width >= WIDTH_MIN and height >= HEIGHT_MIN:
                boxes.append((float(oriented[rows_in, columns_in].sum()), box))
    boxes.sort(key=lambda one: -one[0])
    kept: list[Quad] = []
    for _, box in boxes:
        if len(kept) < TRIES_MAX and not any(_alike(other, box) for other in kept):
            kept.append(box)
    return kept


def _box(rows: NDArray[np.int64], columns: NDArray[np.int64], double: Floats) -> Quad:
    """The rectangle around cells in pixels, its reading direction along the mean change of brightness."""
    angle = np.arctan2(double[:, 1].sum(), double[:, 0].sum()) / 2
    across = np.array([np.cos(angle), np.sin(angle)])
    along = np.array([-across[1], across[0]])
    points = (np.stack([columns, rows], axis=1) + 0.5) * CELL - 0.5
    u, v = np.sort(points @ across), np.sort(points @ along)
    # Single cells far out are left outside.
    few = len(u) // 50
    low_u, high_u, low_v, high_v = u[few // 2], u[-1 - few // 2], v[few], v[-1 - few]
    return np.array(
        [
            low_u * across + low_v * along,
            high_u * across + low_v * along,
            high_u * across + high_v * along,
            low_u * across + high_v * along,
        ]
    )


def _alike(one: Quad, other: Quad) -> bool:
    """Whether two boxes have nearly the same middle and width: the same field seen through two bins."""
    width, height = size(one)
    near = float(np.abs(one.mean(axis=0) - other.mean(axis=0)).max())
    return near < 0.25 * min(width, height) and 0.8 < width / size(other)[0] < 1.25


def _looked_at(grey: Grey, corners: Quad, scale: float) -> tuple[Place, int] | None:
    """The field with its exact borders, in pixels of the whole picture, and its edges; None when there are no bars."""
    for exact in (False, True):
        corners = squared_up(grey, corners, 3)
        trimmed = _trimmed(grey, corners, exact)
        if trimmed is None:
            return None
        corners = trimmed
        width, height = size(corners)
        if width < WIDTH_MIN or height < HEIGHT_MIN:
            return None
    strip = sampled(grey, corners, min(round(width), COLUMNS_MAX), 30)
    thirds = strip.reshape(3, 10, -1).mean(axis=1)
    thirds = thirds - cv2.blur(thirds, (2 * (strip.shape[1] // 16) + 1, 1))
    if not thirds.std(axis=1).all():
        return None
    strength = float(np.median(np.corrcoef(thirds)[np.triu_indices(3, 1)]))
    profile = cv2.GaussianBlur(strip.mean(axis=0)[None], (0, 0), 0.7)[0]
    edges = _edges(profile)
    if not strength >= SAME_MIN or edges < EDGES_MIN or _repeats(profile):
        return None
    first, second, third, fourth = [(float(x), float(y)) for x, y in (corners + 0.5) * scale - 0.5]
    return Place((first, second, third, fourth), min(strength, 1.0)), edges


def _trimmed(grey: Grey, corners: Quad, exact: bool) -> Quad | None:
    """The part of a box, looked for a little beyond it too, where lines above each other show the same bars.

    exact: to the last bar and the last line; else to a window's width, for bars that do not stand upright yet.
    """
    width, height = size(corners)
    margin_u, margin_v = 0.1 + 12 / width, 0.1 + 8 / height
    wide = _grown(corners, margin_u, margin_v)
    finer = 2 if exact else 1  # Edges of one-pixel modules lie too near to each other to be told apart at one sample.
    columns = round(min(finer * width * (1 + 2 * margin_u), COLUMNS_MAX))
    rows = int(min(max(height * (1 + 2 * margin_v), 16), 60))
    strip = sampled(grey, wide, columns, rows)
    window = 2 * (columns // 40) + 9
    fine = strip - cv2.blur(strip, (24 * finer + 1, 1))
    if exact:
        # Each line against the mean of the middle ones.
        middle = fine[rows // 3 : 2 * rows // 3].mean(axis=0)
        reach = 0
        energy = cv2.blur(fine * middle, (columns // 4, 3))
    else:
        # Lines some way apart: the same bars multiply to something positive, noise and print to nothing.
        reach = max(2, rows // 8)
        energy = cv2.blur(fine[:-reach] * fine[reach:], (window, 2 * (rows // 16) + 1))
    inner = energy[rows // 3 : 2 * rows // 3, columns // 3 : 2 * columns // 3]
    level = (0.4 if exact else 0.25) * float(np.median(inner))
    if not level > 0:
        return None
    bars = energy > level
    if exact:
        low, high = _bars_from_to(strip[rows // 3 : 2 * rows // 3].mean(axis=0))
    else:
        high_as = bars.mean(axis=0)
        usual = float(np.median(high_as[columns // 3 : 2 * columns // 3]))
        low, high = _run(high_as > 0.5 * usual, columns // 8 + 4)
        low, high = (
            low + window // 2 - 3,
            high - window // 2 + 3,
        )  # The window sees the last bar half its width too early.
    if high - low < 8:
        return None
    ends = []
    for start, stop in ((low, low + (high - low) // 3), (high - (high - low) // 3, high)):
        top, bottom = _run(bars[:, max(start, 0) : stop].mean(axis=1) > 0.5, 3)
        ends.append((start + stop, top, bottom + reach))
    (left, top_left, bottom_left), (right, top_right, bottom_right) = ends
    left_high, right_high = bottom_left - top_left, bottom_right - top_right
    if max(left_high, right_high) > LEAN_MAX * min(left_high, right_high):
        # Glare or damage has eaten one end: the other one tells how high the bars are.
        if left_high > right_high:
            top_right, bottom_right = top_left, bottom_left
        else:
            top_left, bottom_left = top_right, bottom_right

    def at(column: int, one: int, other: int) -> float:
        return (one + (other - one) * (2 * column - left) / (right - left)) / rows

    return _inside(
        wide,
        [
            (low / columns, at(low, top_left, top_right)),
            (high / columns, at(high, top_left, top_right)),
            (high / columns, at(high, bottom_left, bottom_right)),
            (low / columns, at(low, bottom_left, bottom_right)),
        ],
    )


def _bars_from_to(profile: Floats) -> tuple[int, int]:
    """Where the stretch with most edges and no quiet zone between them begins and ends; 0, 0 when there is none."""
    slope = np.abs(np.gradient(cv2.GaussianBlur(profile[None], (0, 0), 1.0)[0]))
    inner = slope[len(slope) // 4 : 3 * len(slope) // 4]
    # A sixth of a strong edge is more than noise and less than edges between narrow elements that blur into each other.
    strong = slope > 0.16 * float(np.percentile(inner, 90))
    peak = (slope[1:-1] >= slope[:-2]) & (slope[1:-1] > slope[2:]) & strong[1:-1]
    at = np.flatnonzero(peak) + 1
    if at.size < EDGES_MIN:
        return 0, 0
    apart = np.diff(at)
    # Against its neighbours, because a leaning label grows narrower towards one end.
    ordinary = np.minimum(apart, 4 * np.median(apart)).astype(np.float32)
    around = cv2.blur(ordinary[None], (2 * NEIGHBOURS + 1, 1), borderType=cv2.BORDER_REFLECT)[0]
    breaks = np.flatnonzero(apart > GAP_MAX * around)
    starts = np.concatenate([[0], breaks + 1])
    stops = np.concatenate([breaks, [at.size - 1]])
    longest = int(np.argmax(stops - starts))
    return int(at[starts[longest]]), int(at[stops[longest]]) + 1


def _run(flags: NDArray[np.bool_], gap: int) -> tuple[int, int]:
    """The longest stretch of flags, gaps up to `gap` closed: first index and the one behind the last."""
    at = np.flatnonzero(flags)
    if at.size == 0:
        return 0, 0
    breaks = np.flatnonzero(np.diff(at) > gap)
    starts = np.concatenate([[0], breaks + 1])
    stops = np.concatenate([breaks, [at.size - 1]])
    longest = int(np.argmax(at[stops] - at[starts]))
    return int(at[starts[longest]]), int(at[stops[longest]]) + 1


def _grown(corners: Quad, wider: float, higher: float) -> Quad:
    return _inside(
        corners,
        [(-wider, -higher), (1 + wider, -higher), (1 + wider, 1 + higher), (-wider, 1 + higher)],
    )


def _inside(corners: Quad, points: list[tuple[float, float]]) -> Quad:
    """Points given as shares of a quadrangle's width and height, in pixels."""
    u = np.array([point[0] for point in points])[:, None]
    v = np.array([point[1] for point in points])[:, None]
    top = corners[0] + u * (corners[1] - corners[0])
    bottom = corners[3] + u * (corners[2] - corners[3])
    inside: Quad = top + v * (bottom - top)
    return inside


def _edges(profile: Floats) -> int:
    """How often a profile goes from dark to light or back by at least a tenth of its range."""
    low, high = np.percentile(profile, (2, 98))
    least = 0.1 * (high - low)
    count, extreme, up = 0, float(profile[0]), True
    for value in profile.tolist():
        if (value > extreme) if up else (value < extreme):
            extreme = value
        elif abs(value - extreme) > least:
            count, extreme, up = count + 1, value, not up
    return count


def _repeats(profile: Floats) -> bool:
    """Whether the same comes again and again, as in corrugated board, grilles and striped cloth."""
    flat = profile - cv2.blur(profile[None], (2 * (len(profile) // 12) + 1, 1))[0]
    power = float((flat * flat).sum())
    if power <= 0:
        return True
    lags = np.correlate(flat, flat, "full")[len(flat) :]
    lags = lags / power * len(flat) / np.maximum(len(flat) - np.arange(1, len(flat)), 1)
    rise = np.flatnonzero(lags[: len(flat) // 3] < 0)
    # Bars of a code correlate with themselves by at most 0.6 beyond the first element.
    return bool(rise.size) and float(lags[rise[0] : len(flat) // 3].max(initial=0)) > 0.85


def _covers(other: Place, place: Place) -> bool:
    """Whether the middle of a place lies in another one, or the other way round."""
    return _holds(other, place.centre) or _holds(place, other.centre)


def _holds(place: Place, point: tuple[float, float]) -> bool:
    return cv2.pointPolygonTest(np.array(place.corners, np.float32), point, False) >= 0
