"""The letters on labels: one font with Chinese and Latin, how wide a line gets, where it breaks."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import pylopdf_fonts_zh_cn

# Noto Sans SC, SIL Open Font License. Heights in parts of the size, as the font says.
FONT: Final[Path] = pylopdf_fonts_zh_cn.sans_path()
CAP_HEIGHT: Final = 0.733
DESCENT: Final = 0.12  # of a Chinese character below the baseline
LINE: Final = 1.22  # from one baseline to the next
MISSING: Final = "□"  # for what the font has not; the code itself is never set with it
ELLIPSIS: Final = "…"


@cache
def _advances() -> dict[str, float]:
    # Loaded when first used, and never where no label is printed.
    from fontTools.ttLib import TTFont

    with TTFont(FONT, lazy=True) as font:
        per_em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {chr(code): metrics[name][0] / per_em for code, name in font.getBestCmap().items()}


def shown(text: str) -> str:
    """The text as it can be set: what the font has not is a hollow square."""
    known = _advances()
    return "".join(mark if mark in known else MISSING for mark in text)


def advance(mark: str) -> float:
    """How far one character reaches, in parts of the size."""
    return _advances()[mark]


def width(text: str) -> float:
    """How wide a line of what `shown` gave is, in parts of its size."""
    known = _advances()
    return sum(known[mark] for mark in text)


# A label tries a name in every size under every size of its title, the same ones again and again: 200 characters on
# 100 × 150 mm took 3 s of CPU, and take 0.02.
@lru_cache(maxsize=1024)
def broken(text: str, room: float, lines_max: int) -> tuple[list[str], bool]:
    """The text in at most so many lines that are no wider than room (in parts of the size), and whether it is whole.

    Breaks behind spaces and between Chinese characters, inside a word only when it has no line of its own. What does
    not fit is cut, with an ellipsis in its place. The list is shared: leave it unchanged.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if width((line + piece).rstrip()) <= room:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece
        while width(line.rstrip()) > room and len(line) > 1:
            fits = _fitting(line, room)
            lines.append(line[:fits])
            line = line[fits:]
    if line.strip():
        lines.append(line.rstrip())
    if len(lines) <= lines_max:
        return lines, True
    last = lines[lines_max - 1]
    last = last[: _fitting(last, room - width(ELLIPSIS))].rstrip() if width(last + ELLIPSIS) > room else last
    return [*lines[: lines_max - 1], last + ELLIPSIS], False


def _fitting(text: str, room: float) -> int:
    """How many characters from the front fit, at least one."""
    taken = 1
    while taken < len(text) and width(text[: taken + 1]) <= room:
        taken += 1
    return taken


def _pieces(text: str) -> list[str]:
    """What stays together: a word with the spaces behind it, or one Chinese character."""
    pieces: list[str] = []
    for mark in text:
        joins = pieces and not _wide(mark) and not _wide(pieces[-1][-1]) and (mark == " " or pieces[-1][-1] != " ")
        # A closing mark never begins a line.
        if joins or (pieces and mark in "，。、；：！？）】》”’%"):
            pieces[-1] += mark
        else:
            pieces.append(mark)
    return pieces


def _wide(mark: str) -> bool:
    return mark >= "⺀"  # where Chinese, Japanese and Korean begin
