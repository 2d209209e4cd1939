"""The ladder of attempts on one picture: cheapest first, until nothing more is to be found or the budget is spent."""

import time
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

import numpy as np

from scanning import squares
from scanning.agree import is_proven, is_sure, is_wanted, settled
from scanning.bars.locate import Seen, each, places, surest
from scanning.bars.place import Place
from scanning.bars.read import read as read_likely
from scanning.bars.rectify import QUIET, upright
from scanning.engines import zbar, zxing
from scanning.geometry import Affine, centre, inside
from scanning.kin import is_add_on, is_kin
from scanning.reading import SYMBOLOGIES, Corner, Reading, Symbology
from scanning.unread import has_bars, unread
from scanning.views import Grey, View, cut, moved, scaled, turned, whole

WORK_MAX: Final = 3_000_000  # pixels that every rung may look at; larger photos are looked at in reduced size first.
BARS_MIN: Final = 0.85  # strength of a field that is worth the dearest attempt once another code was read
DOUBLE_MAX: Final = 1_000_000  # pixels; beyond, four times as many cost more than all other rungs together.
TRIPLE_MAX: Final = 500_000  # likewise; larger pictures of codes that small are of many things.
MORE_MAX: Final = 2  # such fields: a shelf's edge has not many more labels that only the dearest attempt can read
BARS: Final[frozenset[Symbology]] = frozenset(
    {
        "ean13", "upca", "upce", "ean8", "code128", "code39", "code93", "codabar", "itf",
        "databar", "databar_limited", "databar_expanded",
    }
)  # fmt: skip
MATRICES: Final = SYMBOLOGIES - BARS


class Climb:
    """One picture, what has been read in it so far, and what there is to look at.

    sure: readings that are believed. places: fields of bars that were found. Both in pixels of the picture.
    """

    def __init__(self, grey: Grey, asked: frozenset[Symbology] | None, budget_ms: float | None = None) -> None:
        self.grey = grey
        self.asked = asked
        self.wanted = SYMBOLOGIES if asked is None else asked
        self.sure: list[Reading] = []
        self.places: list[Place] = []
        self.looked_for_places = False
        self._begun = time.thread_time()
        picture = whole(grey)
        shrink = (WORK_MAX / grey.size) ** 0.5
        self.is_reduced = shrink < 1
        self.view = scaled(picture, shrink, "reduced") if self.is_reduced else picture
        self._budget_ms = budget_ms

    def has_time(self, cost_ms: float) -> bool:
        """Whether an attempt that usually costs this much still fits into the budget."""
        if self._budget_ms is None:
            return True
        return (time.thread_time() - self._begun) * 1000 + cost_ms <= self._budget_ms

    def believe(self, found: Iterable[Reading]) -> None:
        """Take readings that need no second look."""
        self.sure += [reading for reading in found if is_wanted(reading, self.asked)]

    def weigh(self, found: Iterable[Reading], *, is_enlarged: bool = False) -> None:
        """Take those readings of a whole picture that can be believed without a second look."""
        self.believe(reading for reading in found if is_sure(reading, self.grey.shape, is_enlarged=is_enlarged))

    def find_places(self) -> list[Place]:
        """Look for fields of bars, once; answers those in which nothing was read yet."""
        self.looked_for_places = True
        self.places = [_moved(place, self.view.back) for place in places(self.view.pixels)]
        return self.unread(self.places)

    def unread(self, among: list[Place]) -> list[Place]:
        """Those fields of bars in whose middle nothing sure was read."""
        return [place for place in among if not any(_lies_in(reading, place) for reading in self.sure)]


def _moved(place: Place, back: Affine) -> Place:
    first, second, third, fourth = (back.at(corner) for corner in place.corners)
    return Place((first, second, third, fourth), place.strength)


def _lies_in(reading: Reading, place: Place) -> bool:
    return bool(reading.corners) and inside(centre(reading.corners), place.corners)


def _whole(climb: Climb) -> None:
    view = climb.view
    found = zxing.read(view.pixels, climb.wanted, rotate=False, downscale=False, invert=False)
    climb.weigh(map(view.home, found))


def _columns(climb: Climb) -> None:
    view = turned(climb.view, "turned")
    found = zxing.read(view.pixels, climb.wanted & BARS, rotate=False, downscale=False, invert=False)
    climb.weigh(map(view.home, found))


def _upright(climb: Climb) -> None:
    """Make the bars of one field after the other upright, until one is read: others show as unread then."""
    found: list[Seen] = []
    for seen in each(climb.view.pixels):
        place = _moved(seen.place, climb.view.back)
        if not any(inside(place.centre, other.place.corners) for other in found):
            _read_upright(climb, [place])
        if climb.sure:
            return
        found.append(Seen(place, seen.sureness))
    climb.places, climb.looked_for_places = surest(found), True


def _double(climb: Climb) -> None:
    if climb.is_reduced:
        # A large photo has the finer picture itself.
        view, is_enlarged = whole(climb.grey), False
    elif climb.view.pixels.size <= DOUBLE_MAX:
        view, is_enlarged = scaled(climb.view, 2.0, "double"), True
    else:
        return
    climb.weigh(map(view.home, zxing.read(view.pixels, climb.wanted)), is_enlarged=is_enlarged)


def _likely_retail(climb: Climb) -> None:
    _read_likely(climb, climb.unread(climb.places)[:MORE_MAX], {"ean13", "upca"})


def _likely_code128(climb: Climb) -> None:
    _read_likely(climb, climb.unread(climb.places)[:1], {"code128"})


def _likely_itf(climb: Climb) -> None:
    _read_likely(climb, climb.unread(climb.places)[:1], {"itf"})


def _likely_short(climb: Climb) -> None:
    """Drawn EAN-8 out of focus and Code 39 of one pixel a module are read here alone."""
    _read_likely(climb, climb.unread(climb.places)[:1], {"ean8", "upce", "code39"})


def _likely_others(climb: Climb) -> None:
    _read_likely(climb, climb.unread(climb.places)[:MORE_MAX], BARS - {"ean13", "upca", "code128", "itf"})


def _triple(climb: Climb) -> None:
    if climb.view.pixels.size <= TRIPLE_MAX:
        view = scaled(climb.view, 3.0, "triple")
        climb.weigh(map(view.home, zxing.read(view.pixels, climb.wanted & MATRICES, downscale=False)))


def _zbar(climb: Climb) -> None:
    # Its other 1D codes are not to be trusted: of its EANs that zxing cannot read one in three is wrong.
    climb.weigh(map(climb.view.home, zbar.read(climb.view.pixels, climb.wanted & {"qr", "databar"})))


def _squares(climb: Climb) -> None:
    view = climb.view
    fields = [field for field in squares.places(view.pixels) if not _is_among(field, climb)]
    climb.believe(map(view.home, squares.read(view.pixels, climb.wanted, fields[:MORE_MAX])))


def _is_among(field: squares.Square, climb: Climb) -> bool:
    """Whether a field of specks lies among bars: they are specks too when they are blurred."""
    middle = climb.view.back.at(centre(field.corners))
    return any(inside(middle, place.corners) for place in climb.places)


def _read_upright(climb: Climb, among: list[Place]) -> None:
    asked = climb.wanted & BARS
    for place in among:
        for sharpen in (0.0, 1.0):
            strip = upright(climb.grey, place, sharpen=sharpen)
            found = zxing.read(strip, asked, rotate=False, downscale=False, invert=False)
            found = [reading for reading in found if is_proven(reading, strip.shape, strip.shape[1] / (1 + 2 * QUIET))]
            if found:
                climb.believe(_from_strip(one, place, strip) for one in found)
                break


def _read_likely(climb: Climb, among: list[Place], symbologies: AbstractSet[Symbology]) -> None:
    asked = climb.wanted & symbologies
    for place in among if asked else []:
        climb.believe(candidate.reading for candidate in read_likely(climb.grey, place, asked))


def _from_strip(reading: Reading, place: Place, strip: Grey) -> Reading:
    """A reading of an upright strip with its corners in the picture."""
    height, width = strip.shape
    first, second, third, fourth = (np.array(corner) for corner in place.corners)

    def home(corner: Corner) -> Corner:
        along = corner[0] / width * (1 + 2 * QUIET) - QUIET
        down = corner[1] / height
        x, y = (first + along * (second - first)) * (1 - down) + (fourth + along * (third - fourth)) * down
        return float(x), float(y)

    return moved(reading, tuple(home(corner) for corner in reading.corners), "upright")


def _look_around(climb: Climb) -> None:
    """Look for more codes where the picture is as busy as where the first ones were read."""
    forth = climb.view.back.inverse()
    here = [moved(reading, tuple(forth.at(corner) for corner in reading.corners), "") for reading in climb.sure]
    boxes = [box for box in unread(climb.view.pixels, here) if not any(is_add_on(box.centre, one) for one in here)]
    views = [cut(climb.view, *box, "cut") for box in boxes]
    if not climb.looked_for_places and any(_new_bars(climb, view, here) for view in views):
        # A part shows no more than that there are bars; where they end the whole picture tells.
        new = [place for place in climb.find_places() if not any(is_kin(climb.grey, place, one) for one in climb.sure)]
        _read_upright(climb, new)
        strong = [place for place in climb.unread(new) if place.strength >= BARS_MIN]
        _read_likely(climb, strong[:MORE_MAX], {"ean13", "upca", "code128", "itf"})
    for view in views:
        larger = scaled(view, 2.0, "cut double")
        climb.weigh(map(larger.home, zxing.read(larger.pixels, climb.wanted & MATRICES, downscale=False)))


def _new_bars(climb: Climb, part: View, readings: list[Reading]) -> bool:
    """Whether a part of the view shows bars that belong to none of the readings, given in pixels of the view."""
    if not has_bars(part.pixels):
        return False
    inwards = climb.view.back.inverse().after(part.back)
    fields = (_moved(place, inwards) for place in places(part.pixels))
    return any(not any(is_kin(climb.view.pixels, place, one) for one in readings) for place in fields)


class Rung(NamedTuple):
    """One attempt: what it does, and what it usually costs in CPU milliseconds: a megapixel, and on top of it.

    is_rare: worth its cost only for who names symbologies or gives it time; it found nothing in 808 pictures.
    """

    climb: Callable[[Climb], None]
    megapixel_ms: float
    fixed_ms: float
    is_rare: bool = False


RUNGS: Final = (
    Rung(_whole, 9.0, 0.1),
    Rung(_columns, 4.0, 0.1),
    Rung(_upright, 16.0, 3.0),
    Rung(_double, 60.0, 0.2),
    Rung(_triple, 90.0, 0.2),
    Rung(_zbar, 25.0, 0.3),
    Rung(_likely_retail, 5.0, 20.0),
    Rung(_squares, 5.0, 25.0),
    Rung(_likely_code128, 5.0, 40.0),
    Rung(_likely_itf, 5.0, 50.0),
    Rung(_likely_short, 5.0, 50.0),
    Rung(_likely_others, 5.0, 70.0, is_rare=True),
)


def climb(grey: Grey, asked: frozenset[Symbology] | None = None, budget_ms: float | None = None) -> list[Reading]:
    """The readings of one picture that can be believed, from the top down.

    grey: (height, width) uint8. asked: None for all symbologies. budget_ms: CPU time of this thread; None: no limit, so
    that the same is read on every machine, and no rung that is rarely worth it.
    """
    state = Climb(grey, asked, budget_ms)
    megapixels = state.view.pixels.size / 1e6
    for place, rung in enumerate(RUNGS):
        if rung.is_rare and asked is None and budget_ms is None:
            continue
        if place and not state.has_time(rung.fixed_ms + rung.megapixel_ms * megapixels):
            break
        rung.climb(state)
        if state.sure:
            _look_around(state)
            break
    return settled(state.sure)
