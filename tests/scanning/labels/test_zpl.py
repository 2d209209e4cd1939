"""ZPL II: the structure of the commands, and the packing of pictures against a reader of its own."""

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from scanning.labels import raster, zpl
from scanning.labels.layout import lay
from tests.scanning.labels.samples import LABELS

REPEATS = {letter: count for count, letter in enumerate("GHIJKLMNOPQRSTUVWXY", 1)}
REPEATS |= {letter: 20 * count for count, letter in enumerate("ghijklmnopqrstuvwxyz", 1)}


def unpacked(graphic: str) -> np.ndarray:
    """The picture of one ^GFA, read as Zebra's programming guide describes its compression."""
    found = re.fullmatch(r"\^GFA,(\d+),(\d+),(\d+),(.*)", graphic)
    assert found
    total, field, per_row = (int(found[group]) for group in (1, 2, 3))
    assert total == field
    digits_per_row = 2 * per_row
    rows: list[str] = []
    row, times = "", 0
    for mark in found[4]:
        if mark in REPEATS:
            times += REPEATS[mark]
            continue
        if mark == ":":
            assert not row
            rows.append(rows[-1])
            continue
        row += mark * (times or 1) if mark not in ",!" else {",": "0", "!": "F"}[mark] * (digits_per_row - len(row))
        times = 0
        if len(row) == digits_per_row:
            rows.append(row)
            row = ""
    assert not row
    assert len(rows) * per_row == total
    packed = np.frombuffer(bytes.fromhex("".join(rows)), np.uint8).reshape(-1, per_row)
    return np.unpackbits(packed, axis=1).astype(bool)


@settings(max_examples=80, deadline=None)
@given(arrays.arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 70)), elements=st.booleans()))
def test_a_picture_comes_out_as_it_went_in(black: np.ndarray) -> None:
    (graphic,) = re.findall(r"\^GFA[^^]*", zpl.labels([black]))
    assert np.array_equal(unpacked(graphic)[:, : black.shape[1]], black)


def test_long_runs_come_out_too() -> None:
    black = np.zeros((3, 8000), dtype=bool)
    black[1, :] = True
    black[2, 4000:7000] = True
    (graphic,) = re.findall(r"\^GFA[^^]*", zpl.labels([black]))
    assert len(graphic) < 100
    assert np.array_equal(unpacked(graphic), black)


def test_a_label_is_one_format_with_its_size_home_and_copies() -> None:
    black = raster.dots(lay(LABELS["bin"], 60, 40, 203))
    text = zpl.labels([black, black], copies=3)
    commands = re.findall(r"\^[A-Z]{2}[^^\n]*", text)
    assert [command.split(",")[0] for command in commands] == 2 * [
        "^XA", "^PW480", "^LL320", "^LH0", "^LS0", "^FO0", "^GFA", "^FS", "^PQ3", "^XZ",
    ]  # fmt: skip
    assert text.isascii()
    # Nothing stands between the commands that a printer could take for another one.
    assert "~" not in text
    assert re.sub(r"\^[A-Z]{2}[^^\n]*", "", text).strip() == ""


def test_chinese_is_sent_as_dots() -> None:
    with_name, without = (raster.dots(lay(label, 60, 40, 203)) for label in (LABELS["chinese bin"], LABELS["bin"]))
    assert with_name.any()
    assert not np.array_equal(with_name, without)
    assert "佛" not in zpl.labels([with_name])
