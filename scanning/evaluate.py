"""How good a reader is: pictures with known codes, what was read from them, and the verdict on it."""

import csv
import hashlib
import io
import json
import math
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from msgspec import Struct

Kind = Literal["photo", "synthetic", "negative"]
Half = Literal["tune", "prove"]

GS = "\x1d"


class Picture(Struct, frozen=True):
    """One line of a corpus' manifest.csv.

    file: path inside the corpus. symbology: as the manifest names it, such as "EAN13"; "none" for a picture without a
    code, "multi" for several symbologies in one picture. expected: must be read. alts: as right as expected[0].
    also: truly in the picture, neither a hit nor an error. set: the folder it came from.
    """

    file: str
    symbology: str
    expected: tuple[str, ...]
    alts: tuple[str, ...]
    also: tuple[str, ...]
    kind: Kind
    set: str


class Verdict(Struct, frozen=True):
    """What a reader made of one picture: expected codes found and missed, and texts that are not in the picture."""

    found: tuple[str, ...]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def corpus(manifest: str) -> list[Picture]:
    """The pictures that the text of a manifest.csv names, in its order."""
    return [
        Picture(
            row["file"],
            row["symbology"],
            tuple(json.loads(row["expected"])),
            tuple(json.loads(row["alts"])),
            tuple(json.loads(row["also"])),
            _kind(row["kind"]),
            row["set"],
        )
        for row in csv.DictReader(io.StringIO(manifest, newline=""))
    ]


def _kind(name: str) -> Kind:
    for known in ("photo", "synthetic", "negative"):
        if name == known:
            return known
    raise ValueError(f"kind {name!r} is not photo, synthetic or negative")


def half(picture: Picture) -> Half:
    """Which half a picture belongs to: steps are tuned on one and proven on the other.

    Pictures of one code stand on one side, so that no text seen while tuning is met again in the proof; a picture
    without a code goes by its name.
    """
    key = _bare(picture.expected[0]) if picture.expected else picture.file
    return "prove" if hashlib.sha256(key.encode()).digest()[0] % 2 else "tune"


def judge(picture: Picture, texts: Iterable[str]) -> Verdict:
    """Compare what was read with what stands in the picture. The same text read twice counts once."""
    read = list(dict.fromkeys(texts))
    right = [[expected] for expected in picture.expected]
    if right:
        right[0] += picture.alts
    found = [any(same(text, wanted) for text in read for wanted in ways) for ways in right]
    known = [*picture.expected, *picture.alts, *picture.also]
    return Verdict(
        tuple(expected for expected, hit in zip(picture.expected, found, strict=True) if hit),
        tuple(expected for expected, hit in zip(picture.expected, found, strict=True) if not hit),
        tuple(text for text in read if not any(same(text, wanted) for wanted in known)),
    )


def same(one: str, other: str) -> bool:
    """Whether two texts are the same code, written in another of the ways that readers and manifests write it.

    Left out of the comparison: an AIM identifier, FNC1 in front or behind, brackets around application identifiers,
    "01" before a DataBar's GTIN, start and stop letters of a Codabar, zeros in front of a GTIN, the compression of a
    UPC-E, and an add-on that only one of both has. A lost GS inside a text counts as a difference.
    """
    first, second = _bare(one), _bare(other)
    if first == second:
        return True
    if _unbracketed(first) == _unbracketed(second) and (_has_brackets(first) or _has_brackets(second)):
        return True
    if _without_guards(first) == second or first == _without_guards(second):
        return True
    return bool(_gtins(first) & _gtins(second)) and _agree(_add_on(first), _add_on(second))


_AIM = re.compile(r"\][A-Za-z][0-9a-zA-Z]")
_BRACKETS = re.compile(r"\(\d{2,4}\)")


def _bare(text: str) -> str:
    return _AIM.sub("", text, count=1).strip(GS) if _AIM.match(text) else text.strip(GS)


def _has_brackets(text: str) -> bool:
    return _BRACKETS.match(text) is not None


def _unbracketed(text: str) -> str:
    # With brackets nobody writes a separator, so it cannot be compared.
    return re.sub(r"[()\x1d]", "", text)


def _without_guards(text: str) -> str:
    guarded = len(text) > 2 and text[0] in "ABCDTNE*abcdtne" and text[-1] in "ABCDTNE*abcdtne"
    return text[1:-1] if guarded and not any(letter.isalpha() for letter in text[1:-1]) else text


def _gtins(text: str) -> frozenset[str]:
    """All GTINs (14 digits) that a text of digits may stand for; none for other texts."""
    digits = text.replace(" ", "").replace("-", "")
    if not digits.isascii() or not digits.isdigit():
        return frozenset()
    found = set()
    if len(digits) in (8, 12, 13, 14):
        found.add(digits.zfill(14))
    if len(digits) == 8 and digits[0] in "01":
        found.add(_expanded(digits).zfill(14))
    if len(digits) == 16 and digits.startswith("01"):
        found.add(digits[2:])
    main = digits[: -len(_add_on(digits))] if _add_on(digits) else ""
    if main and _checks(main):
        found.add(main.zfill(14))
    return frozenset(found)


def _checks(gtin: str) -> bool:
    """Whether the last digit is the check digit. Source: GS1 General Specifications, 7.9.1."""
    weighted = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(reversed(gtin)))
    return weighted % 10 == 0


def _add_on(text: str) -> str:
    """The two or five digits behind a UPC-A or EAN-13, if the length leaves room for them."""
    return {14: text[12:], 15: text[13:], 17: text[12:], 18: text[13:]}.get(len(text), "")


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _expanded(upce: str) -> str:
    """The UPC-A of a UPC-E with number system and check digit. Source: GS1 General Specifications, 5.2.3.2."""
    system, six, check = upce[0], upce[1:7], upce[7]
    last = six[5]
    if last in "012":
        body = six[:2] + last + "0000" + six[2:5]
    elif last == "3":
        body = six[:3] + "00000" + six[3:5]
    elif last == "4":
        body = six[:4] + "00000" + six[4]
    else:
        body = six[:5] + "0000" + last
    return system + body + check


class Score(Struct, frozen=True):
    """A reader over some pictures. found, expected: codes; wrong: texts; cost: CPU milliseconds a picture."""

    pictures: int
    expected: int
    found: int
    wrong: int
    median_ms: float
    mean_ms: float
    p95_ms: float

    @property
    def share(self) -> float:
        """Found of the expected, 0 to 1; 1 where nothing was expected."""
        return self.found / self.expected if self.expected else 1.0


def score(verdicts: Sequence[Verdict], cpu_ms: Sequence[float]) -> Score:
    """Sum up verdicts and what each of them cost. At least one picture."""
    return Score(
        len(verdicts),
        sum(len(verdict.found) + len(verdict.missed) for verdict in verdicts),
        sum(len(verdict.found) for verdict in verdicts),
        sum(len(verdict.wrong) for verdict in verdicts),
        quantile(cpu_ms, 0.5),
        sum(cpu_ms) / len(cpu_ms),
        quantile(cpu_ms, 0.95),
    )


def quantile(values: Collection[float], share: float) -> float:
    """The value that `share` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(1, math.ceil(share * len(ordered))) - 1]
