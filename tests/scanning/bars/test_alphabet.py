"""The alphabets have the shapes that labels have, and know what a sequence says."""

import numpy as np
import pytest

from bench.degrade import drawn
from scanning.bars.alphabet import CODE93, CODE128, EAN8, EAN13, UPCE, Alphabet, alphabets, code39, itf
from scanning.labels import code128
from scanning.reading import Symbology
from tests.scanning.bars.symbols import symbol, text

ALPHABETS: dict[Symbology, Alphabet] = {
    "ean13": EAN13,
    "upca": EAN13,
    "ean8": EAN8,
    "upce": UPCE,
    "code128": CODE128,
    "itf": itf(3.0),
    "code39": code39(2.0),
    "code93": CODE93,
}


def sequence(symbology: Symbology, said: str) -> tuple[int, ...]:
    """The shapes of a symbol drawn by zxing-cpp, found by comparing widths exactly."""
    alphabet = ALPHABETS[symbology]
    line = symbol(symbology, said)[0] < 128
    edges = np.flatnonzero(np.diff(line.astype(np.int8)))
    widths = [*np.diff(edges).tolist(), 99]
    for length in alphabet.lengths:
        symbols, at = [], 0
        for choices in alphabet.steps(length):
            fitting = [
                choice
                for choice in choices
                if [abs(element) for element in alphabet.shapes[choice]]
                == widths[at : at + len(alphabet.shapes[choice])]
            ]
            if len(fitting) != 1:
                break
            symbols.append(fitting[0])
            at += len(alphabet.shapes[fitting[0]])
        else:
            if at == len(widths) - 1 or widths[at] == 99:
                return tuple(symbols)
    raise AssertionError(f"no sequence of {alphabet.name} has these widths")


@pytest.mark.parametrize("symbology", ALPHABETS)
def test_shapes_are_those_that_another_library_draws(symbology: Symbology) -> None:
    chance = np.random.default_rng(1)
    for _ in range(20):
        said = text(symbology, chance)
        symbols = sequence(symbology, said)
        found = ALPHABETS[symbology].said(symbols)
        assert found is not None
        assert (found.text, found.symbology) == (said, symbology)
        line = symbol(symbology, said)[0] < 128
        bars = np.flatnonzero(line)
        assert ALPHABETS[symbology].modules(len(symbols)) == pytest.approx(bars[-1] - bars[0] + 1, abs=1)
        assert ALPHABETS[symbology].bars(len(symbols)) == np.count_nonzero(np.diff(line.astype(int)) > 0)


@pytest.mark.parametrize("symbology", ["ean13", "ean8", "upce", "code128", "itf", "code93"])
def test_one_wrong_shape_says_nothing(symbology: Symbology) -> None:
    alphabet = ALPHABETS[symbology]
    chance = np.random.default_rng(2)
    symbols = sequence(symbology, text(symbology, chance))
    steps = alphabet.steps(len(symbols))
    for place in range(1, len(symbols) - 1):
        for other in steps[place]:
            if other != symbols[place]:
                said = alphabet.said((*symbols[:place], other, *symbols[place + 1 :]))
                # Two digits wrong in one shape, or one of another parity, may agree with the check digit by chance.
                assert said is None or symbology in ("ean13", "upce", "itf")


@pytest.mark.parametrize("said", ["01095011010209171719050810ABCD1234\x1d2110", "00369168957069251212", "0112345\x1d8"])
def test_code_128_tells_a_gs1_label_and_its_separators(said: str) -> None:
    found = CODE128.said((*code128.symbols(said, gs1=True), 106))
    assert found is not None
    assert (found.text, found.aim) == (said, "]C1")
    plain = CODE128.said((*code128.symbols("Bin-42 ~\t", gs1=False), 106))
    assert plain is not None
    assert (plain.text, plain.aim) == ("Bin-42 ~\t", "]C0")


def test_only_what_was_asked_for_is_looked_for() -> None:
    assert [alphabet.name for alphabet in alphabets(frozenset({"upca"}))] == ["ean13"]
    assert len(alphabets(frozenset({"itf", "code39"}))) == 6
    assert alphabets(frozenset({"qr"})) == ()


def test_widths_of_our_labels_are_widths_of_the_alphabet() -> None:
    said = "GS-0815"
    widths = code128.widths(said)
    line = drawn(widths)[0] < 128
    assert np.count_nonzero(line) == sum(widths[::2])
    assert CODE128.modules(len(code128.symbols(said)) + 1) == sum(widths)
