"""Lines of Chinese and Latin: how wide they get and where they break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from scanning.labels import letters


@pytest.mark.parametrize("text", ["A-02-2", "佛山一仓", "美孚 46# 抗磨液压油 200L/桶"])
def test_a_line_is_as_wide_as_the_font_draws_it(text: str) -> None:
    font = ImageFont.truetype(str(letters.FONT), 1000, layout_engine=ImageFont.Layout.BASIC)
    assert letters.width(text) == pytest.approx(font.getlength(text) / 1000, rel=0.005)


def test_rare_characters_of_names_and_places_are_there() -> None:
    # From the table of general standard Chinese characters (2013), level three; older fonts lack them.
    assert letters.shown("𬭎䶮㛃赟堃") == "𬭎䶮㛃赟堃"


def test_what_the_font_has_not_is_a_hollow_square() -> None:
    assert letters.shown("小🦊\x1d") == "小□□"


def test_words_stay_whole_and_chinese_breaks_anywhere() -> None:
    assert letters.broken("WHITE HANGING HEART", letters.width("WHITE HANGING"), 2) == (
        ["WHITE HANGING", "HEART"],
        True,
    )
    assert letters.broken("高清洁型工程机械", 5, 2) == (["高清洁型工", "程机械"], True)


def test_a_closing_mark_never_begins_a_line() -> None:
    assert letters.broken("抗磨液压油，高清洁", 5.5, 3)[0] == ["抗磨液压", "油，高清洁"]


def test_a_word_that_is_wider_than_a_line_is_broken() -> None:
    lines, whole = letters.broken("ABCDEFGHIJKLMNOP", letters.width("ABCDEF"), 9)
    assert whole
    assert "".join(lines) == "ABCDEFGHIJKLMNOP"


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines, whole = letters.broken("高清洁型工程机械专用", 4, 2)
    assert (lines, whole) == (["高清洁型", "工程机…"], False)


@given(st.text("AbcW-1 /佛山，。（）", max_size=40), st.floats(3, 20), st.integers(1, 4))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost_in_silence(text: str, room: float, most: int) -> None:
    lines, whole = letters.broken(text, room, most)
    assert len(lines) <= most
    assert all(letters.width(line) <= room + 1e-9 for line in lines)
    if whole:
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    else:
        assert lines[-1].endswith("…")
