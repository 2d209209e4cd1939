"""Whatever bytes or arrays come in, readings or NotAPicture come out: seeded, in a process bound in memory and time."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from bench import decode_fuzz
from scanning import NotAPicture, Reading, decode
from scanning.picture import Code

ROOT = Path(__file__).parents[2]
PICTURES = 90


def test_spoilt_pictures_are_read_or_refused_within_memory_and_time() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.decode_fuzz", str(PICTURES), "5"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    outcomes = told["outcomes"]
    assert sum(outcomes.values()) == PICTURES
    assert {name for name in outcomes if not name.startswith("read ")} <= set(get_args(Code))
    # Each of these ways out was taken, or the pictures were not what they are meant to be.
    assert {"read 0", "read 1", "picture.broken", "picture.unknown_format"} <= set(outcomes)


def test_the_same_seed_makes_the_same_spoilt_picture() -> None:
    whole = decode_fuzz.seeds()
    one, other = (decode_fuzz.spoilt(random.Random("5 1"), whole) for _ in range(2))
    assert np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other


def test_every_seed_is_read_before_it_is_spoilt() -> None:
    for file in decode_fuzz.seeds():
        assert len(decode(file)) == 1


@pytest.mark.parametrize("image", [None, 7, "text", [[1, 2], [3, 4]], object()])
def test_what_is_neither_bytes_nor_an_array_is_refused(image: object) -> None:
    with pytest.raises(NotAPicture):
        decode(image)  # type: ignore[arg-type]


def test_readings_are_what_comes_out_of_an_odd_array() -> None:
    grey = np.tile(np.arange(256, dtype=np.uint8), (50, 3))
    found = decode(np.asfortranarray(grey))
    assert isinstance(found, list)
    assert all(isinstance(reading, Reading) for reading in found)


def test_a_strip_longer_than_opencv_can_turn_is_refused() -> None:
    bars = np.tile(np.repeat(np.array([0, 255, 0, 255, 255], np.uint8), 7), (40, 1200))
    with pytest.raises(NotAPicture) as refused:
        decode(bars)
    assert refused.value.code == "picture.too_many_pixels"
