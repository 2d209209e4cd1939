"""QR codes as drawings."""

import segno

QUIET = 4  # modules on each side. Source: ISO/IEC 18004, 6.3.8.


def modules(text: str) -> list[list[bool]]:
    """The dark modules, row by row, without the quiet zone. Error correction M or better at the same size."""
    if text.isascii():
        code = segno.make(text, micro=False, error="m", boost_error=True)
    else:
        # Without a declared encoding decoders guess: a lone "¡" in Latin-1 is read as Japanese. Without a mode segno
        # takes Kanji wherever the UTF-8 bytes could be Shift-JIS too: "ᅁ၀" came back as "痳≪÷".
        code = segno.make(text, micro=False, error="m", boost_error=True, mode="byte", encoding="utf-8", eci=True)
    return [[bool(cell) for cell in row] for row in code.matrix]


def path(text: str) -> tuple[str, int]:
    """SVG path data in a box `0 0 size size`, and that size in modules; the quiet zone is inside the box."""
    rows = modules(text)
    drawn: list[str] = []
    for y, row in enumerate(rows, QUIET):
        x = 0
        while x < len(row):
            width = 0
            while x + width < len(row) and row[x + width]:
                width += 1
            if width:
                drawn.append(f"M{x + QUIET} {y}h{width}v1h-{width}z")
            x += width + 1
    return "".join(drawn), len(rows) + 2 * QUIET
