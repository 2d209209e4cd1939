"""Bars read by likelihood: of all codes that could stand in a place, the one that explains its grey values best."""

import time
from collections.abc import Collection
from typing import Final, NamedTuple

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from scanning.bars import fit
from scanning.bars.alphabet import Alphabet, Said, alphabets
from scanning.bars.fit import Grid
from scanning.bars.place import Place
from scanning.bars.rectify import QUIET, SAMPLES_MAX, Grey, profiles
from scanning.bars.trellis import REACH, Paths, S, paths, templates
from scanning.reading import Reading, Symbology

Floats = NDArray[np.floating]

READS: Final[frozenset[Symbology]] = frozenset({"ean13", "upca", "ean8", "upce", "code128", "itf", "code39", "code93"})
SIGMAS: Final = (0.45, 0.75, 1.1)  # modules of blur tried first; the fit finds what lies between.
DRIFT: Final = 4  # samples, one module: how wrong the ends of a place are.
DRIFT_SHARE: Final = 0.011  # of the symbol: how far its middle stands aside between two of the STRETCHES.
STRETCHES: Final = (-0.06, -0.03, 0.0, 0.03, 0.06)  # A label that leans by 50° ends 20 % narrower than it begins.
TRIES: Final = 10  # of all lengths and stretches, those whose first and last shape fit best
HOPELESS: Final = 0.07  # squared darkness of a guess: right ones reach it on the sharpest bars, most wrong ones too.
POOR: Final = 0.6  # explained by the first fit: wrong sequences reach 0.5 to 0.9, right ones but for a shape 0.8.
PROVEN: Final = 3  # of the guesses, those that fit best
ROUND: Final = 0.045  # of half the width: a label around a third of a bottle.
KEEP: Final = 8  # sequences kept while guessing; the fit mends single wrong shapes.
# Noise adds a tenth to the bars that are seen; blur of 0.9 modules hides a third, of 1.2 more than half of them, which
# matters little where the length is known.
BARS_EXTRA, BARS_HIDDEN, FIXED_HIDDEN = 0.9, 0.6, 0.4
STIFFNESS: Final = 0.6  # squared darkness: what one wrong module costs at a clear blur.
SURE: Final = 12.0  # nats; with 9, wrong ones came from bars blurred beyond BLURRED_MAX, with 12 none below it.
BLURRED_MAX: Final = 1.0  # modules, sigma: beyond, other digits differ by less than paper and lens do; wrong ones came.
EXPLAINED_MIN: Final = 0.80  # of the variance; stripes that are no code reach 0.7.
LETTERS_MARGIN: Final = 1.5  # times as sure without a check digit
BANDS_MIN: Final = 2  # of BANDS: torn and glaring labels have two whole ones left, chance agrees with one.
CLOSE: Final = 3.0  # nats by which a sequence with a false check may be likelier than the one that is believed.


class Candidate(Struct, frozen=True):
    """What a place says.

    margin: nats by which it explains the place better than the second best code that could stand there.
    bands: in how many of the five heights, each by itself, it is the better one of those two.
    """

    reading: Reading
    margin: float
    bands: int


class _Guess(NamedTuple):
    """A sequence on a grid before it is fitted. error: mean squared in squared darkness."""

    alphabet: Alphabet
    length: int
    grid: Grid
    symbols: tuple[int, ...]
    error: float
    turned: bool


def read(
    grey: Grey, place: Place, symbologies: Collection[Symbology] | None = None, budget_ms: float | None = None
) -> list[Candidate]:
    """What the bars of a place say, at most one candidate; none when nothing is sure.

    grey: (height, width) uint8, the picture that the place was found in. symbologies: which may be answered; None for
    all of READS. budget_ms: no further symbology is begun when so much time is spent; EAN comes first, then Code 128.
    A place takes about 20 ms when an EAN stands there and up to 300 ms when nothing that can be read does.
    """
    began = time.perf_counter()
    asked = READS.intersection(symbologies) if symbologies is not None else READS
    samples = int(min(max(2 * place.width_px * (1 + 2 * QUIET), 256), SAMPLES_MAX))
    bands = profiles(grey, place, samples).astype(np.float64)
    line = _together(bands)
    dark = _darkness(line)
    lean = (2 * place.middle - 1) * 2 / 3
    best: Candidate | None = None
    for low, high in _spans(dark):
        for alphabet in alphabets(asked):
            if budget_ms is not None and (time.perf_counter() - began) * 1000 > budget_ms:
                return [best] if best is not None else []
            guesses = sorted(_guessed(dark, low, high, alphabet, lean), key=lambda guess: guess.error)
            for guess in guesses[:PROVEN]:
                if guess.error > HOPELESS:
                    break
                way = slice(None, None, -1 if guess.turned else 1)
                found = _proven(line[way], bands[:, way], guess)
                if found is None:
                    continue
                said, margin, agreeing, grid = found
                if said.symbology not in asked:
                    if said.symbology != "upca" or "ean13" not in asked:
                        continue
                    # A UPC-A where EAN-13 alone is asked for is the EAN-13 that begins with 0.
                    said = Said("0" + said.text, said.aim, "ean13", b"0" + said.raw)
                if best is None or margin > best.margin:
                    corners = _corners(place, grid, samples, guess.turned)
                    reading = Reading(said.text, said.raw, said.symbology, said.aim, corners, "bars", "likely")
                    best = Candidate(reading, margin, agreeing)
            if best is not None and best.margin > 2 * SURE:
                return [best]
        if best is not None:
            break
    return [best] if best is not None else []


def _together(bands: Floats) -> Floats:
    """One line of all bands; a band that looks like no other counts little."""
    middle = np.median(bands, axis=0)
    fine = bands - cv2.blur(bands, (2 * (bands.shape[1] // 16) + 1, 1))
    usual = middle - cv2.blur(middle[None], (2 * (bands.shape[1] // 16) + 1, 1))[0]
    like = (fine * usual).sum(axis=1) / np.sqrt((fine * fine).sum(axis=1) * (usual * usual).sum() + 1e-9)
    weight = np.maximum(like, 0.01) ** 4
    line: Floats = (weight[:, None] * bands).sum(axis=0) / weight.sum()
    return line


def _darkness(line: Floats) -> Floats:
    """0 paper to 1 ink by the brightest and darkest around, an eighth of the line to each side."""
    reach = 2 * (len(line) // 16) + 1
    kernel = np.ones((1, reach), np.uint8)
    smooth = cv2.GaussianBlur(line[None], (0, 0), 1.0)
    light = cv2.blur(cv2.dilate(smooth, kernel), (reach, 1))[0]
    ink = cv2.blur(cv2.erode(smooth, kernel), (reach, 1))[0]
    # Where there are no bars around there is no ink to compare with.
    range_ = np.maximum(light - ink, 0.3 * float(np.percentile(light - ink, 80)) + 1e-6)
    dark: Floats = (light - line) / range_
    return dark


def _spans(dark: Floats) -> list[tuple[float, float]]:
    """Where symbols may begin and end, in samples: the whole place, and its parts between wide stretches of paper."""
    samples = len(dark)
    margin = samples * QUIET / (1 + 2 * QUIET)
    whole = (margin, samples - margin)
    on = np.flatnonzero(dark > 0.4)
    if on.size < 10:
        return [whole]
    edges = int(np.count_nonzero(np.diff((dark > 0.5).astype(np.int8))))
    gap = 3.0 * (whole[1] - whole[0]) / max(edges, 20)
    breaks = np.flatnonzero(np.diff(on) > gap)
    starts, stops = on[np.concatenate([[0], breaks + 1])], on[np.concatenate([breaks, [on.size - 1]])]
    spans = sorted(zip(starts.tolist(), stops.tolist(), strict=True), key=lambda span: span[0] - span[1])
    longest = spans[0]
    if abs(longest[0] - whole[0]) + abs(longest[1] - whole[1]) < 0.06 * (whole[1] - whole[0]):
        return [(longest[0], longest[1] + 1.0)]
    return [whole, (longest[0], longest[1] + 1.0)]


class _Try(NamedTuple):
    """One way that a symbol may lie in a line: which way round, how many shapes, stretched and blurred how."""

    turned: bool
    length: int
    grid: Grid


def _guessed(dark: Floats, low: float, high: float, alphabet: Alphabet, lean: float) -> list[_Guess]:
    """The likeliest sequences of an alphabet between two places, both ways round."""
    tries = _tries(dark, low, high, alphabet, lean)
    if not tries:
        return []
    ends, sigmas = _ends(dark, tries, alphabet)
    together: dict[tuple[int, float], list[_Try]] = {}
    for place in np.argsort(ends)[:TRIES].tolist():
        # Codes of one length are the commonest and their guards too short to tell the blur.
        for sigma in SIGMAS if len(alphabet.lengths) == 1 else (SIGMAS[sigmas[place]],):
            together.setdefault((tries[place].length, sigma), []).append(tries[place])
    guesses: list[_Guess] = []
    for (length, sigma), ways in together.items():
        modules = ways[0].grid.modules
        drift = DRIFT + round(DRIFT_SHARE * modules * S)
        at = _at(modules, drift)
        y = np.stack([way.grid.darkness(dark[::-1] if way.turned else dark, at) for way in ways]).astype(np.float32)
        found = paths(y, alphabet, length, sigma, keep=KEEP, drift=drift, stiffness=STIFFNESS)
        errors = [float(one.error[0]) / y.shape[1] for one in found]
        for turned in {way.turned for way in ways}:
            error, place = min((errors[place], place) for place, way in enumerate(ways) if way.turned == turned)
            path = found[place]
            bent = _bent(ways[place].grid, alphabet, path)._replace(sigma=sigma)
            guesses.append(_Guess(alphabet, length, bent, tuple(path.symbols[0].tolist()), error, turned))
    return guesses


def _tries(dark: Floats, low: float, high: float, alphabet: Alphabet, lean: float) -> list[_Try]:
    """All ways that are worth a look: as many bars as are seen, stretched as a leaning or a round label is."""
    seen = _bars_seen(dark[int(low) : int(high) + 1])
    hidden = FIXED_HIDDEN if len(alphabet.lengths) == 1 else BARS_HIDDEN
    tries: list[_Try] = []
    for count in alphabet.lengths:
        modules = alphabet.modules(count)
        if not BARS_EXTRA * seen <= alphabet.bars(count) <= seen / hidden + 2 or (high - low) / modules < 1.6:
            continue
        for turned in (False, True):
            middle = (len(dark) - high - low) / 2 + len(dark) / 2 if turned else (high + low) / 2
            half = (high - low) / 2
            aside = lean if turned else -lean
            for stretch in sorted({0.0, *((aside if abs(aside) > 0.02 else 0.0) + step for step in STRETCHES)}):
                bend = np.array([middle - stretch * half, half, stretch * half, 0.0])
                tries.append(_Try(turned, count, Grid(bend, (0.0, 0.0), (-1.0, -1.0), 0.0, 0.0, modules)))
            bend = np.array([middle, half * (1 + ROUND), 0.0, -half * ROUND])
            tries.append(_Try(turned, count, Grid(bend, (0.0, 0.0), (-1.0, -1.0), 0.0, 0.0, modules)))
    return tries


def _bars_seen(dark: Floats) -> int:
    """How many bars stand out by a tenth of the darkness from the paper on both sides."""
    count, extreme, up = 0, float(dark[0]), True
    for value in dark.tolist():
        if (value > extreme) if up else (value < extreme):
            extreme = value
        elif abs(value - extreme) > 0.1:
            count, extreme, up = count + up, value, not up
    return count


def _at(modules: float, drift: int) -> Floats:
    """Where `paths` wants to see the line, in modules."""
    count = round((modules + 2 * REACH) * S) + 2 * drift
    at: Floats = (np.arange(count) + 0.5) / S - REACH - drift / S
    return at


def _ends(dark: Floats, tries: list[_Try], alphabet: Alphabet) -> tuple[Floats, NDArray[np.intp]]:
    """How badly the first and last shape fit where they fit best, mean squared darkness, and with which of SIGMAS."""
    lines = np.stack([dark, dark[::-1]])
    turned = np.array([int(way.turned) for way in tries])[:, None]
    bends = np.array([way.grid.bend for way in tries])[:, :, None]
    modules = np.array([way.grid.modules for way in tries])[:, None]
    total = np.zeros((len(SIGMAS), len(tries)))
    steps = alphabet.steps(tries[0].length)
    for choices, is_end in ((steps[0], False), (steps[-1], True)):
        width = round(alphabet.width(choices[0]) * S)
        at = (np.arange(-REACH * S - DRIFT, width + REACH * S + DRIFT) + 0.5) / S
        t = 2 * (at + is_end * (modules - width / S)) / modules - 1
        # The Legendre polynomials that `_tries` uses.
        where = bends[:, 0] + bends[:, 1] * t + bends[:, 2] * (1.5 * t * t - 0.5) + bends[:, 3] * (2.5 * t**3 - 1.5 * t)
        index = np.clip(np.rint(where), 0, len(dark) - 1).astype(np.intp)
        windows = np.lib.stride_tricks.sliding_window_view(lines[turned, index], width + 2 * REACH * S, axis=1)
        # Paper outside, the shape itself; what stands beyond it inside is not known yet.
        inner = slice(REACH * S, None) if is_end else slice(0, -REACH * S)
        for place, sigma in enumerate(SIGMAS):
            drawn = templates(alphabet, sigma).drawn[np.array(choices), : width + 2 * REACH * S][:, inner]
            seen = windows[..., inner]
            error = (seen * seen).sum(axis=2)[..., None] - 2 * (seen @ drawn.T) + (drawn * drawn).sum(axis=1)
            total[place] += error.min(axis=(1, 2)) / drawn.shape[1]
    return total.min(axis=0), total.argmin(axis=0)


def _bent(grid: Grid, alphabet: Alphabet, found: Paths) -> Grid:
    """The grid moved to where the best path's shapes stand."""
    widths = [alphabet.width(symbol) for symbol in found.symbols[0].tolist()]
    middles = np.cumsum([0.0, *widths[:-1]]) + np.array(widths) / 2
    ways = min(3, len(widths) // 3)
    moved = grid.samples(middles + found.offset[0] / S)
    return grid._replace(bend=np.polynomial.legendre.legfit(2 * middles / grid.modules - 1, moved, ways))


def _proven(line: Floats, bands: Floats, guess: _Guess) -> tuple[Said, float, int, Grid] | None:
    """What a guess says once place, blur and light have been fitted, how surely, and in how many bands."""
    alphabet, symbols, grid = guess.alphabet, guess.symbols, guess.grid
    evened = False
    for _ in range(3):
        fitted = fit.fitted(line, grid, alphabet, symbols, 5)
        if fitted.explained < POOR:
            return None
        grid = fitted.grid
        if not evened and fitted.explained < 0.97:
            line, evened = fit.evened(line, fitted, alphabet, symbols), True
            fitted = fit.fitted(line, grid, alphabet, symbols, 3)
            grid = fitted.grid
        y = _spread_back(grid, line)
        found = paths(y[None], alphabet, guess.length, grid.sigma, grid.spread, keep=48, drift=1, stiffness=STIFFNESS)[
            0
        ]
        again = tuple(found.symbols[0].tolist())
        if again == symbols:
            break
        symbols = again
    if fitted.explained < EXPLAINED_MIN or grid.sigma > BLURRED_MAX or not _is_quiet(line, grid):
        return None
    errors = np.maximum(found.error, 1e-3)  # Nothing is explained better than a thousandth of one module's ink.
    texts: list[tuple[float, Said, tuple[int, ...]]] = []
    for error, row in zip(errors.tolist(), found.symbols.tolist(), strict=True):
        said = alphabet.said(tuple(row))
        if said is not None and all(said.text != other.text for _, other, _ in texts):
            texts.append((error, said, tuple(row)))
    if not texts:
        return None
    nats = grid.modules / 2
    error, said, row = texts[0]
    if nats * np.log(error / errors[0]) > CLOSE:
        return None
    rival = texts[1][2] if len(texts) > 1 else tuple(found.symbols[-1].tolist())
    second = texts[1][0] if len(texts) > 1 else float(errors[-1])
    margin = float(nats * np.log(second / error))
    # Without a check digit nothing but the bars themselves speaks for a text.
    if margin < SURE * (LETTERS_MARGIN if alphabet.name.startswith(("code39", "itf")) else 1.0):
        return None
    agreeing = sum(_explains(band, grid, alphabet, row, rival) for band in bands)
    if agreeing < BANDS_MIN:
        return None
    return said, margin, agreeing, grid


def _spread_back(grid: Grid, line: Floats) -> NDArray[np.float32]:
    at = _at(grid.modules, 1)
    return grid.darkness(line, at).astype(np.float32)


def _is_quiet(line: Floats, grid: Grid) -> bool:
    """Whether paper stands on both sides: 4 modules at least, as light as between the bars."""
    for low, high in ((-5.0, -1.5), (grid.modules + 1.5, grid.modules + 5.0)):
        at = np.linspace(low, high, 15)
        where = grid.samples(at)
        if where.min() < 0 or where.max() > len(line) - 1:
            return False
        if float(np.percentile(grid.darkness(line, at), 80)) > 0.35:
            return False
    return True


def _explains(band: Floats, grid: Grid, alphabet: Alphabet, symbols: tuple[int, ...], rival: tuple[int, ...]) -> bool:
    """Whether a band alone speaks for a sequence and against the second best."""
    alone = fit.fitted(band, grid, alphabet, symbols, 0)
    return alone.error < fit.fitted(band, grid, alphabet, rival, 0).error


def _corners(place: Place, grid: Grid, samples: int, turned: bool) -> tuple[tuple[float, float], ...]:
    """The four corners of the symbol itself, from its own top left."""
    first, second, third, fourth = (np.array(corner) for corner in place.corners)
    ends = grid.samples(np.array([0.0, grid.modules])) / samples * (1 + 2 * QUIET) - QUIET
    if turned:
        first, second, third, fourth = third, fourth, first, second
    points = [
        first + ends[0] * (second - first), first + ends[1] * (second - first),
        fourth + ends[1] * (third - fourth), fourth + ends[0] * (third - fourth),
    ]  # fmt: skip
    return tuple((float(x), float(y)) for x, y in points)
