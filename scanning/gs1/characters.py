"""The character sets of GS1 values: digits, CSET 82, CSET 39 and CSET 64. Source: GS1 General Specifications, 7.11."""

import re
from collections.abc import Callable
from typing import Final

from scanning.gs1.flaw import Flaw, Rule

# In the order of their weights in the check character pair; CSET 39 and the digits are subsets.
CSET_82: Final = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"


def _all_of(characters: str, code: str) -> Rule:
    wrong = re.compile(f"[^{re.escape(characters)}]").search

    def check(text: str) -> Flaw | None:
        found = wrong(text)
        return Flaw(code, found.start()) if found else None

    return check


_base64: Final = _all_of("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", "not_cset64")


def _cset64(text: str) -> Flaw | None:
    """File-safe base 64; the `=` behind it may be left out, but not be too many or too few."""
    bare = text.rstrip("=")
    padding = len(text) - len(bare)
    if padding > 2 or (padding and len(text) % 3):
        return Flaw("padding", len(bare))
    return _base64(bare)


CHARACTERS: Final[dict[str, Callable[[str], Flaw | None]]] = {
    "N": _all_of("0123456789", "not_digits"),
    "X": _all_of(CSET_82, "not_cset82"),
    "Y": _all_of("#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "not_cset39"),
    "Z": _cset64,
}
