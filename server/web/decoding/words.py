"""A pallet shot's own words, for a terminal; screens have theirs from their own catalogue."""

import json
import unicodedata
from pathlib import Path
from typing import Final

from scanning.pallet.match import centre
from scanning.pallet.shot import Shot
from scanning.reading import Corner

_WORDS: Final[dict[str, dict[str, str]]] = json.loads(
    (Path(__file__).parent / "messages.json").read_text(encoding="utf-8")
)
# The signs of the marked photo, for terminals: square right, triangle look first, octagon stop, nothing there.
_SIGNS: Final = {"found": "■", "unexpected": "▲", "unreadable": "⯃", "missing": "–"}


def words(code: str, language: str, **facts: object) -> str:
    """The sentence of a code, in zh or en."""
    return _WORDS[code][language].format(**facts)


def lines(shot: Shot, language: str) -> list[str]:
    """A shot as a table: number, sign and fate, symbology, where, text; what is missing stands at the end."""
    rows = [
        *((one.number, "found", one.symbology, _where(one.corners), one.text) for one in shot.found),
        *((one.number, "unexpected", one.symbology, _where(one.corners), one.text) for one in shot.unexpected),
        *((one.number, "unreadable", "", _where(one.corners), "") for one in shot.unreadable),
    ]
    table = [
        (str(number), f"{_SIGNS[fate]} {words(f'decoding.fate.{fate}', language)}", symbology, where, _shown(text))
        for number, fate, symbology, where, text in sorted(rows)
    ]
    table += [
        ("", f"{_SIGNS['missing']} {words('decoding.fate.missing', language)}", "", "", _shown(text))
        for text in shot.missing
    ]
    widths = [max((_columns(row[place]) for row in table), default=0) for place in range(4)]
    return [
        "  ".join([row[0].rjust(widths[0]), *(_padded(row[place], widths[place]) for place in (1, 2, 3)), row[4]])
        for row in table
    ]


def _where(corners: tuple[Corner, ...]) -> str:
    x, y = centre(corners)
    return f"{x:.0f},{y:.0f}"


def _shown(text: str) -> str:
    """Control characters as their pictures (␝ for GS), so that a code cannot steer the terminal."""
    pictures = {chr(code): chr(0x2400 + code) for code in range(32)} | {"\x7f": "␡"}
    # Also what terminals take for commands above ASCII (C1), line ends of Unicode, and what turns the direction.
    steering = ("Cc", "Cf", "Zl", "Zp")
    return "".join(pictures.get(mark, "�" if unicodedata.category(mark) in steering else mark) for mark in text)


def _columns(text: str) -> int:
    """How wide a terminal shows it: Chinese takes two columns a character."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - _columns(text))
