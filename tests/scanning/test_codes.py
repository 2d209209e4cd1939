"""What scanners wrap around a code goes; what cannot be a code is refused; what a code says by itself."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import biip
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanning import gs1
from scanning.codes import TEXT_MAX, Code, NotACode, clean, has_control, of, read
from scanning.reading import Reading


@pytest.mark.parametrize(
    ("raw", "text", "symbology"),
    [
        ("A-02-2", "A-02-2", ""),
        ("A-02-2\r\n", "A-02-2", ""),
        ("\t71053 ", "71053", ""),
        ("]C085123A\r", "85123A", "code128"),
        ("]Q3\x1d01069012345678", "01069012345678", "qr"),
        ("]E06901234567892", "6901234567892", "ean13"),
        ("]x0abc", "]x0abc", ""),
        ("85123a", "85123a", ""),
        ("10LOT\x1d3712", "10LOT\x1d3712", ""),
    ],
)
def test_the_text_of_a_code(raw: str, text: str, symbology: str) -> None:
    assert clean(raw) == (text, symbology)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [("", "empty"), (" \r\n", "empty"), ("]C0", "empty"), ("a\x00b", "control"), ("x" * (TEXT_MAX + 1), "too_long")],
)
def test_what_cannot_be_a_code_is_refused(raw: str, reason: str) -> None:
    with pytest.raises(NotACode) as refusal:
        clean(raw)
    assert refusal.value.reason == reason


@given(st.text())
def test_whatever_comes_out_can_be_printed(raw: str) -> None:
    try:
        text = clean(raw).text
    except NotACode:
        return
    assert 0 < len(text) <= TEXT_MAX
    assert not has_control(text)


VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "codes" / "codes.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", [pytest.param(one, id=one["about"]) for one in VECTORS["codes"]])
def test_a_text_says_what_the_shared_vector_says(vector: dict[str, Any]) -> None:
    given = (vector["text"], vector.get("symbology", ""), vector.get("aim", ""))
    if "refused" in vector:
        with pytest.raises(NotACode) as refused:
            read(*given)
        assert refused.value.reason == vector["refused"]
        return
    code = read(*given)
    wanted = dict(vector["code"])
    symbology = wanted.pop("symbology_told", vector.get("symbology", ""))
    told = msgspec.convert(wanted | {"text": code.text, "symbology": symbology}, Code)
    assert code == told
    assert code.text == clean(vector["text"]).text
    if "names" in vector:
        assert [list(name) for name in code.names()] == vector["names"]


@pytest.mark.parametrize(("text", "ai", "today", "day"), VECTORS["days"])
def test_a_short_date_means_the_day_nearest_to_today(text: str, ai: str, today: str, day: str | None) -> None:
    assert read(text).day(ai, date.fromisoformat(today)) == (day and date.fromisoformat(day))


@pytest.mark.parametrize(("text", "today", "day"), VECTORS["expires"])
def test_it_expires_on_the_day_that_tells_it_best(text: str, today: str, day: str | None) -> None:
    assert read(text).expires_on(date.fromisoformat(today)) == (day and date.fromisoformat(day))


@pytest.mark.parametrize(("text", "once", "unit", "amount"), VECTORS["amounts"])
def test_a_label_counts_for_what_it_says(text: str, once: int, unit: str, amount: int) -> None:
    assert read(text).amount(once, unit) == amount


def test_a_reading_says_what_its_text_says() -> None:
    reading = Reading("010690123456789210LOT7\x1d17271231", symbology="code128", aim="]C1")
    assert of(reading) == read("]C1010690123456789210LOT7\x1d17271231")


@given(st.integers(0, 10**13 - 1))
def test_any_gtin_is_found_in_every_spelling_it_has(number: int) -> None:
    gtin = f"{number:013}"
    gtin += str(gs1.check_digit(gtin))
    for length in (14, 13, 12, 8):
        if not gtin[: 14 - length].strip("0"):
            assert read(gtin[14 - length :]).gtin == gtin
    assert biip.gtin.Gtin.parse(gtin).as_gtin_14() == gtin


@given(st.integers(0, 999_999), st.sampled_from("01"))
def test_a_upc_e_is_widened_as_an_independent_library_widens_it(number: int, system: str) -> None:
    digits = f"{system}{number:06}"
    (name, *_) = read(digits).names()[1:]
    assert name.text.removeprefix("00") == biip.upc.Upc.parse(digits).as_upc_a()


@given(st.text(), st.sampled_from(["", "]C1", "]E0", "]Q1", "nothing"]))
def test_any_text_is_a_code_or_refused(raw: str, aim: str) -> None:
    try:
        code = read(raw, aim=aim)
    except NotACode:
        return
    assert code.names()[0].text == code.text
    assert code.amount(1, "kg") >= 0
