"""The likeliest sequences of shapes under a line of darkness: a list Viterbi over places, shapes and drift.

A line is modelled as the sum of its shapes, each blurred: y = Σ b + noise. Then |y − Σ b|² = |y|² − 2 Σ ⟨y, b⟩ + Σ |b|²
+ 2 Σ ⟨b, next b⟩, so that each shape is scored where it stands, blur across its borders included, and only neighbours
need each other. Source: Ungerboeck 1974, the maximum-likelihood receiver without a whitening filter.
"""

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scanning.bars.alphabet import Alphabet, Shape

Floats = NDArray[np.float32]

S: Final = 4  # samples a module: the blurred bars that we read hold nothing finer than half a module.
REACH: Final = 3  # modules that blur reaches beyond a shape: 2.5 sigmas of the widest that can be read at all.
STRETCH: Final = 0.07  # of its width that a shape may stand nearer to or farther from the one before: a bottle's sides.


class Paths(NamedTuple):
    """The best sequences, best first. symbols (found, steps) indices; error (found,) squared, of the whole line;
    offset (found, steps) how far each shape stands beside its place, in samples."""

    symbols: NDArray[np.int16]
    error: NDArray[np.float64]
    offset: NDArray[np.int16]


class Templates(NamedTuple):
    """Blurred shapes: drawn (shapes, samples) from REACH before to REACH behind the longest, what each costs by itself,
    and what each pair of neighbours costs more than both alone."""

    drawn: Floats
    energy: Floats
    pair: Floats


def step_response(distance: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
    """Darkness beside an edge that was blurred by a Gaussian; distance and sigma in the same unit."""
    # A logistic is within 1 % of the Gaussian's integral and costs a fifth (no erf in numpy).
    scaled = np.clip(1.702 / sigma * distance, -30, 30)
    edge: NDArray[np.float64] = 1 / (1 + np.exp(-scaled))
    return edge


@lru_cache(maxsize=512)  # 80 kB each at most
def _templates(shapes: tuple[Shape, ...], sigma: float, spread: float) -> Templates:
    lengths = [round(sum(abs(element) for element in shape) * S) for shape in shapes]
    samples = max(lengths) + 2 * REACH * S
    at = (np.arange(samples) + 0.5) / S - REACH
    # Where bars begin and end; shapes with fewer bars have some of no width.
    most = max(len(shape) for shape in shapes)
    ends = np.cumsum([[0.0, *map(abs, shape), *[0.0] * (most - len(shape))] for shape in shapes], axis=1)
    dark = np.array([[element > 0 for element in shape] + [False] * (most - len(shape)) for shape in shapes])
    begin, end = ends[:, :-1, None] - spread / 2, ends[:, 1:, None] + spread / 2
    bars = step_response(at - begin, sigma) - step_response(at - end, sigma)
    drawn = (bars * dark[:, :, None]).sum(axis=1).astype(np.float32)
    energy = (drawn * drawn).sum(axis=1)
    # A shape's tail lies over the next one's head: 2 REACH around the border between them.
    heads = drawn[:, : 2 * REACH * S]
    tails = np.stack([row[length : length + 2 * REACH * S] for row, length in zip(drawn, lengths, strict=True)])
    return Templates(drawn, energy, 2 * tails @ heads.T)


def templates(alphabet: Alphabet, sigma: float, spread: float = 0.0) -> Templates:
    """Of an alphabet at a blur and spread of ink in modules, to a tenth; kept for the next time."""
    return _templates(alphabet.shapes, round(20 * sigma) / 20, round(10 * spread) / 10)


def paths(
    lines: Floats,
    alphabet: Alphabet,
    count: int,
    sigma: float,
    spread: float = 0.0,
    *,
    keep: int,
    drift: int,
    stiffness: float,
) -> list[Paths]:
    """The `keep` best sequences of `count` shapes in each line.

    lines: (lines, samples), darkness 0 to 1 at S samples a module, the first shape's place REACH + drift / S modules
    behind the first sample. drift: how many samples a shape may stand beside its place. stiffness: cost of
    standing STRETCH of a width away from the shape before; half as far costs a quarter.
    """
    drawn, energy, pair = templates(alphabet, sigma, spread)
    steps = alphabet.steps(count)
    places = np.cumsum([0, *[round(alphabet.width(choices[0]) * S) for choices in steps]])
    windows = np.lib.stride_tricks.sliding_window_view(
        np.pad(lines, ((0, 0), (0, drawn.shape[1]))), drawn.shape[1], axis=1
    )
    offsets = 2 * drift + 1
    total = len(lines)
    rows = np.arange(total)[:, None]
    # Squared darkness up to each sample: what has been passed without being explained counts as error.
    passed = np.cumsum(np.pad(lines * lines, ((0, 0), (1, drawn.shape[1]))), axis=1)
    before = ends = 0
    score = back = None
    trace: list[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]] = []
    previous = state = np.zeros((total, 1), np.intp)
    for choices, place in zip(steps, places[:-1].tolist(), strict=True):
        chosen = np.array(choices)
        seen = windows[:, place : place + offsets]  # (lines, offsets, samples)
        # One small product a line: a large one would wake the threads of BLAS, which cost more than they bring here.
        local = energy[chosen] - 2 * (seen @ drawn[chosen].T)
        counted = ends
        # In the middle of the space between two shapes, where neither bar's blur is strong: else a shape that stands
        # beside its place would seem better until the next one is seen.
        space = -S // 2 if alphabet.shapes[choices[0]][-1] < 0 else S // 2
        ends = place + REACH * S + round(alphabet.width(choices[0]) * S) + space
        local += passed[:, ends : ends + offsets, None]
        if score is None:
            best = local.argmin(axis=1)[:, None, :]
            cost = local.min(axis=1)[:, None, :]
        else:
            reach = max(1, round(STRETCH * (place - before)))
            drifted, turn = _drifted(local, reach, stiffness)
            drifted -= passed[:, counted : counted + offsets, None]
            best = turn[rows, state]
            cost = drifted[rows, state] + score[..., None] + pair[previous[..., None], chosen]
        flat = cost.reshape(total, -1)
        few = min(keep, flat.shape[1])
        taken = (
            np.argpartition(flat, few - 1, axis=1)[:, :few]
            if few < flat.shape[1]
            else np.tile(np.arange(few), (total, 1))
        )
        back, which = taken // len(chosen), taken % len(chosen)
        score = flat[rows, taken]
        previous = chosen[which]
        state = best.reshape(total, -1)[rows, taken]
        trace.append((back, previous, state))
        before = place
    assert score is not None
    score = score + passed[:, -1:] - passed[rows, ends + state]
    order = np.argsort(score, axis=1)
    symbols = np.empty((total, order.shape[1], len(steps)), np.int16)
    offset = np.empty_like(symbols)
    at = order
    for step in range(len(steps) - 1, -1, -1):
        back, previous, state = trace[step]
        symbols[:, :, step], offset[:, :, step] = previous[rows, at], state[rows, at] - drift
        at = back[rows, at]
    costs = np.take_along_axis(score, order, axis=1).astype(np.float64)
    return [Paths(*one) for one in zip(symbols, costs, offset, strict=True)]


def _drifted(local: Floats, reach: int, stiffness: float) -> tuple[Floats, NDArray[np.intp]]:
    """For each offset that the shape before had: the least cost of each shape near it, and at which offset.

    local: (lines, offsets, shapes). reach: how many samples it may move.
    """
    offsets = local.shape[1]
    least = local.copy()
    where = np.empty(local.shape, np.intp)
    where[:] = np.arange(offsets)[:, None]
    for shift in range(-reach, reach + 1):
        if shift == 0 or abs(shift) >= offsets:
            continue
        here = slice(max(0, -shift), offsets - max(0, shift))
        there = slice(max(0, shift), offsets - max(0, -shift))
        value = local[:, there] + np.float32((shift / reach) ** 2 * stiffness)
        better = value < least[:, here]
        least[:, here] = np.where(better, value, least[:, here])
        where[:, here] = np.where(better, np.arange(offsets)[there, None], where[:, here])
    return least, where
