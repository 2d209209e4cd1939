"""The corpus of real and degraded labels: what of each set must be read, may be misread, must read as nothing.

The pictures stand beside the repository, in barcodes/ of ../shared/corpus or of the folder that TRUEBIN_CORPUS names.
Each is decoded once, without a budget, so that the same is read on every machine.
"""

import os
from functools import cache
from pathlib import Path

import pytest

from scanning import NotAPicture, decode
from scanning.evaluate import Picture, corpus, judge
from tests.scanning.must_read import MAY_MISREAD, MUST_READ

ROOT = Path(__file__).parents[2]
BARCODES = Path(os.environ.get("TRUEBIN_CORPUS") or ROOT.parent / "shared" / "corpus") / "barcodes"


@cache
def pictures() -> list[Picture]:
    """All of the corpus; fails when it is not there."""
    manifest = BARCODES / "manifest.csv"
    assert manifest.is_file(), f"{manifest} is not there; name the folder of the corpora as TRUEBIN_CORPUS"
    return corpus(manifest.read_text("utf-8"))


def texts(picture: Picture) -> list[str]:
    """What is read; a file too broken to be a picture reads as nothing."""
    try:
        return [reading.text for reading in decode((BARCODES / picture.file).read_bytes())]
    except NotAPicture:
        return []


def test_the_table_names_every_set_of_the_corpus() -> None:
    assert {(one.kind, one.set) for one in pictures()} == set(MUST_READ)


def test_no_negative_picture_may_be_misread() -> None:
    assert not [named for named in MAY_MISREAD if named[0] == "negative"]


def test_at_most_one_picture_in_five_hundred_may_be_misread() -> None:
    assert sum(MAY_MISREAD.values()) <= len(pictures()) // 500


@pytest.mark.parametrize(("kind", "name"), MUST_READ, ids=["-".join(named) for named in MUST_READ])
def test_a_set_is_read(kind: str, name: str) -> None:
    found, wrong, missed = 0, [], []
    for picture in pictures():
        if (picture.kind, picture.set) == (kind, name):
            verdict = judge(picture, texts(picture))
            found += len(verdict.found)
            missed += [f"{picture.file}: {text}" for text in verdict.missed]
            wrong += [f"{picture.file}: {text}" for text in verdict.wrong]
    assert len(wrong) <= MAY_MISREAD.get((kind, name), 0), wrong
    assert found >= MUST_READ[kind, name], missed
