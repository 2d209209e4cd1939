"""Zip bombs and broken zips are refused before anything is unpacked."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.importing import zipped
from server.kernel.refusal import Refusal
from tests.server.importing.sheets import HEADER, LANTERN, workbook


def zip_of(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return content.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        zipped.look_inside(content)
    return refusal.value.code


def test_an_honest_workbook_passes_and_its_formulas_are_counted() -> None:
    content = workbook([HEADER, LANTERN, ["=1+1", "=A1", "plain"]])
    assert zipped.look_inside(content).formulas == 2


def test_a_bomb_is_refused_by_its_own_words() -> None:
    assert refused(zip_of(bomb=bytes(100_000_000))) == "importing.unpacks_too_large"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(zip_of(bomb=bytes(20_000_000)))
    directory = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, directory + 24, 10)
    assert refused(bytes(content)) == "importing.unpacks_too_large"


def test_a_small_lie_is_damage() -> None:
    content = bytearray(zip_of(part=b"x" * 100))
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, 99)
    assert refused(bytes(content)) == "importing.damaged"


def test_a_locked_zip_is_refused() -> None:
    content = bytearray(zip_of(part=b"x"))
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + 8, 1)
    assert refused(bytes(content)) == "importing.locked"


def test_too_many_parts_are_refused() -> None:
    assert refused(zip_of(**{f"p{n}": b"" for n in range(zipped.PARTS_MAX + 1)})) == "importing.unpacks_too_large"


WHOLE = workbook([HEADER, LANTERN])


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_any_damage_is_a_refusal_or_harmless(place: int, junk: bytes) -> None:
    try:
        zipped.look_inside(WHOLE[:place] + junk + WHOLE[place + len(junk) :])
    except Refusal as refusal:
        refused_with = refusal.code
        assert refused_with in ("importing.damaged", "importing.locked", "importing.unpacks_too_large")
