"""Readings of one photo against a list of expected codes: pure comparison, no picture."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from math import dist

from msgspec import Struct

from scanning.pallet.meaning import meanings, wanted
from scanning.pallet.shot import Seen, Shot, Unreadable
from scanning.reading import Corner, Reading

# Codes of one label lie closer than this many of their own lengths: a label is rarely longer than twice its code, while
# the next carton's label begins a carton further on.
REACH = 1.5
ROWS = 8  # What lies within an eighth of the photo's height is one row to the eye: the height of a carton on a pallet.

Corners = tuple[Corner, ...]
_Mark = tuple[Corners, str, "tuple[str, Sighting] | None"]


class Sighting(Struct, frozen=True):
    """One label: the readings of its codes that mean the same thing."""

    readings: tuple[Reading, ...]

    @property
    def meanings(self) -> frozenset[str]:
        """Whatever one of its codes means."""
        return frozenset(chain.from_iterable(meanings(one) for one in self.readings))


class Compared(Struct, frozen=True):
    """Labels by their fate. found: pairs of what was expected and the label; with no list the expectation is ""."""

    found: tuple[tuple[str, Sighting], ...]
    missing: tuple[str, ...]
    unexpected: tuple[Sighting, ...]


def sightings(readings: Sequence[Reading]) -> list[Sighting]:
    """Readings put together by label.

    Two readings belong to one label when they share a meaning, are of different symbologies and lie close to each
    other: labels print the same code twice, as bars and as a square. Two of the same symbology are two labels.
    """
    labels: list[list[Reading]] = []
    for reading in sorted(readings, key=_place):
        near = [
            (dist(centre(label[0].corners), centre(reading.corners)), label)
            for label in labels
            if _belongs(reading, label)
        ]
        if near:
            min(near, key=lambda pair: pair[0])[1].append(reading)
        else:
            labels.append([reading])
    return [Sighting(tuple(label)) for label in labels]


def compare(readings: Sequence[Reading], expected: Sequence[str] | None) -> Compared:
    """Hold what was read against what should be there.

    readings: of one photo, each code once; the same text at two places is two labels.
    expected: a text as often as its label should be there, in any spelling of `wanted`; None when nobody knows.
    """
    labels = sightings(readings)
    if expected is None:
        return Compared(tuple(("", label) for label in labels), (), ())
    left = list(labels)
    fits: list[Sighting | None] = [None] * len(expected)
    # The narrow wish first: who wants just the goods may not take the label of whom only this very lot will serve.
    for place in sorted(range(len(expected)), key=lambda place: not wanted(expected[place]).is_narrow):
        meaning = wanted(expected[place]).meaning
        label = next((label for label in left if meaning in label.meanings), None)
        if label is not None:
            left.remove(label)
            fits[place] = label
    return Compared(
        tuple((text, label) for text, label in zip(expected, fits, strict=True) if label is not None),
        tuple(text for text, label in zip(expected, fits, strict=True) if label is None),
        tuple(left),
    )


def listed(text: str) -> list[str]:
    """One code a line, as typed, pasted or scanned; empty lines away, repeated ones kept.

    Only CR and LF end a line: `str.splitlines` ends one at GS too, in the middle of a GS1 code.
    """
    return [line for line in re.split(r"[\r\n]+", text) if line.strip()]


def shot(width: int, height: int, compared: Compared, unreadable: Iterable[Corners] = ()) -> Shot:
    """Everything with its number, in the order in which eyes go over the photo."""
    marks: list[_Mark] = [
        *((_main(label, text).corners, "found", (text, label)) for text, label in compared.found),
        *((label.readings[0].corners, "unexpected", ("", label)) for label in compared.unexpected),
        *((corners, "unreadable", None) for corners in unreadable),
    ]
    marks = _in_rows(marks, height / ROWS)
    seen: dict[str, list[Seen]] = {"found": [], "unexpected": []}
    places: list[Unreadable] = []
    for number, (corners, fate, label) in enumerate(marks, start=1):
        if label is None:
            places.append(Unreadable(number, corners))
        else:
            seen[fate].append(_seen(number, *label))
    return Shot(width, height, tuple(seen["found"]), compared.missing, tuple(seen["unexpected"]), tuple(places))


def _in_rows(marks: list[_Mark], row_px: float) -> list[_Mark]:
    """From the top row to the last, each from left to right. A row begins with the highest mark that is left."""
    ordered: list[_Mark] = []
    left = sorted(marks, key=lambda mark: centre(mark[0])[1])
    while left:
        bottom = centre(left[0][0])[1] + row_px
        row = [mark for mark in left if centre(mark[0])[1] <= bottom]
        ordered += sorted(row, key=lambda mark: centre(mark[0])[0])
        left = left[len(row) :]
    return ordered


def centre(corners: Corners) -> Corner:
    """The middle of the corners, in pixels; (0, 0) for a reading without corners."""
    count = max(1, len(corners))
    return sum(x for x, _ in corners) / count, sum(y for _, y in corners) / count


def length(corners: Corners) -> float:
    """The longest way across, in pixels."""
    return max((dist(one, other) for one in corners for other in corners), default=0.0)


def _belongs(reading: Reading, label: Sequence[Reading]) -> bool:
    return all(
        reading.symbology != other.symbology
        and not meanings(reading).isdisjoint(meanings(other))
        and dist(centre(reading.corners), centre(other.corners))
        <= REACH * max(length(reading.corners), length(other.corners))
        for other in label
    )


def _main(label: Sighting, text: str) -> Reading:
    """The code of the label that was asked for, or its first."""
    asked = wanted(text).meaning if text else ""
    return next((one for one in label.readings if asked in meanings(one)), label.readings[0])


def _seen(number: int, text: str, label: Sighting) -> Seen:
    main = _main(label, text)
    also = tuple(one.corners for one in label.readings if one is not main)
    return Seen(number, main.text, main.symbology, main.aim, main.corners, also)


def _place(reading: Reading) -> tuple[float, float]:
    x, y = centre(reading.corners)
    return y, x
