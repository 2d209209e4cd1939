"""Bars of any text: what is drawn is read back, FNC1 included."""

from collections.abc import Callable
from urllib.parse import quote

import numpy as np
import pytest
import zxingcpp

from tests.server.web.conftest import Phone

MODULE_PX = 3
HEIGHT_PX = 60


def drawn(path: str, width: int) -> np.ndarray:
    """The picture of the path's bars: `M<x> 0h<width>v1h-<width>z` each."""
    picture = np.full((HEIGHT_PX, width * MODULE_PX), 255, np.uint8)
    for bar in path.split("z")[:-1]:
        x, rest = bar.removeprefix("M").split(" 0h")
        picture[:, int(x) * MODULE_PX : (int(x) + int(rest.split("v")[0])) * MODULE_PX] = 0
    return picture


@pytest.mark.parametrize(
    ("text", "gs1", "aim"),
    [("abcdefghijklmnopqrstuvwxyz#$@[]{}\\|^`~", False, "]C0"), ("91!%\x1d92Aa1\x1d93Zz9", True, "]C1")],
)
def test_a_code_is_drawn_as_it_is_read(new_phone: Callable[[str], Phone], text: str, gs1: bool, aim: str) -> None:
    answer = new_phone("li").call("GET", f"/api/bars?text={quote(text, safe='')}&gs1={str(gs1).lower()}")
    assert answer.status == 200
    (found,) = zxingcpp.read_barcodes(drawn(answer.body["path"], answer.body["width"]))
    assert (found.bytes.decode(), found.symbology_identifier) == (text, aim)


@pytest.mark.parametrize("text", ["", "%E6%A1%8C", "x" * 49, "%0A"])
def test_a_text_without_bars_is_refused(new_phone: Callable[[str], Phone], text: str) -> None:
    assert new_phone("li").call("GET", f"/api/bars?text={text}").status == 400
