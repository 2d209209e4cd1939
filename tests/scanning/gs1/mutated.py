"""Labels made by chance and then spoiled, with our verdict on each: held against the phone's reader.

`python -m tests.scanning.gs1.mutated` writes tests/vectors/gs1/mutated.jsonl anew; a test says when that is due.
"""

import json
from random import Random
from typing import Any

from scanning.codes import NotACode, read
from scanning.gs1.characters import CSET_82
from scanning.gs1.rules import check_digit
from tests.scanning.gs1.vectors import OURS, ROOT, verdict

FILE = OURS / "mutated.jsonl"
SEED = 20261122
HOW_MANY = 2000
LETTERS = {"N": "0123456789", "X": CSET_82, "Y": "#-/0123456789ABCXYZ", "Z": "-0123456789ABCXYZ_abcxyz"}
# Signs with a meaning to some form of GS1, and some that have none.
SIGNS = "0159AZaz()^|%/?&=+#.:\\\x1d]~ \u00e9\U0001f4e6"
GOOD = {
    "couponcode": ["012345612345611110123", "0123456123456111101231011012310123456", "012345612345611110123900"],
    "couponposoffer": ["001234561234560123456", "0612345678901212345691234567890"],
    "csumalpha": ["1987654Ad4X4bL5ttr2310c2K", "12345_ABCDEFGHIJKLMCP"],
    "hhmi": ["0000", "2359", "2400"],
    "iban": ["FR7630006000011234567890189", "BE71096123456769", "BE71096123456760"],
    "iso3166": ["156", "008", "999"],
    "iso3166999": ["156", "999", "998"],
    "iso3166alpha2": ["CN", "AA"],
    "iso4217": ["156", "840", "001"],
    "latitude": ["0279085848", "1800000001"],
    "longitude": ["3600000000", "3600000001"],
    "mediatype": ["80", "56"],
    "packagetype": ["1A", "APE", "Y"],
    "pcenc": ["A%20B", "x", "%2", "%zz"],
    "pieceoftotal": ["0203", "0302", "0000"],
    "posinseqslash": ["1/2", "2/1", "0/1"],
    "yymmd0": ["261100", "280229", "270229", "261331"],
    "yymmdd": ["261130", "261100"],
    "yyyymmdd": ["20240229", "20230229"],
}
ROWS: list[list[Any]] = json.loads((ROOT / "scanning" / "gs1" / "table.json").read_text("utf-8"))["identifiers"]
COMMON = ["00", "01", "02", "10", "11", "15", "17", "21", "22", "30", "37", "235", "240", "3100-3105", "400", "410"]


def value(chance: Random, parts: list[list[Any]]) -> str:
    """A value that is mostly right."""
    made = ""
    for letters, least, most, missing, rules in parts:
        if missing and chance.random() < 0.5:
            break
        known = next((GOOD[rule] for rule in rules if rule in GOOD), None)
        piece = "".join(chance.choices(LETTERS[letters], k=chance.randint(least, min(most, least + 9))))
        if known:
            piece = chance.choice(known)
        elif "csum" in rules:
            piece = piece[:-1] + str(check_digit(piece[:-1]))
        elif "gcppos1" in rules and chance.random() < 0.8:
            piece = ("9521" + piece)[:most]
        made += piece
    return made


def label(chance: Random) -> tuple[str, str]:
    """The name of a form, and a text in it."""
    rows = [row for row in ROWS if row[0] in COMMON] if chance.random() < 0.5 else ROWS
    form = chance.choice(("scan", "raw", "bracketed", "dl", ""))
    pairs = []
    chosen = chance.choices(rows, k=chance.choice((1, 1, 2, 2, 3, 4)))
    if form == "dl" and chance.random() < 0.9:
        chosen[0] = chance.choice([row for row in ROWS if row[5] is not None])
        if chosen[0][5][0] and len(chosen) > 1 and chance.random() < 0.8:
            follows = chance.choice(chosen[0][5][0])
            chosen[1] = next(row for row in ROWS if row[0] == follows)
    for row in chosen:
        first, _, last = row[0].partition("-")
        ai = str(chance.randint(int(first), int(last or first))).zfill(len(first))
        pairs.append((ai, value(chance, row[2]), "*" in row[1]))
    if form == "bracketed":
        return form, "".join(f"({ai})" + told.replace("(", "\\(") for ai, told, _ in pairs)
    if form == "dl":
        key, *rest = pairs
        path = "/".join(f"{ai}/{escaped(told)}" for ai, told, _ in [key, *rest[:1]])
        query = "&".join(f"{ai}={escaped(told)}" for ai, told, _ in rest[1:])
        return form, f"{chance.choice(('https://a.cn/', 'HTTP://B/x/'))}{path}?{query}&lang=zh"
    mark = "^" if form == "raw" else "\x1d"
    string = "".join(ai + told + ("" if fixed else mark) for ai, told, fixed in pairs)
    return form, (mark if form == "raw" else chance.choice(("]C1", "]d2", "]Q3", "]e0"))) + string


def escaped(text: str) -> str:
    """As it may stand in a link."""
    return "".join(sign if sign.isalnum() else f"%{ord(sign):02X}" for sign in text)


def spoiled(chance: Random, text: str) -> str:
    """One sign changed, taken out, put in or doubled; or the text cut."""
    at = chance.randrange(len(text))
    sign = chance.choice(SIGNS)
    return chance.choice(
        (
            text[:at] + sign + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + sign + text[at:],
            text[: at + 1] + text[at:],
            text[: at + 1],
        )
    )


def said(text: str) -> list[str | int] | str:
    """GTIN, SSCC, lot, serial and count of the text as a code; or why it is none."""
    try:
        code = read(text)
    except NotACode as refused:
        return refused.reason
    return [code.gtin, code.sscc, code.lot, code.serial, code.count] if code.elements else []


def made() -> list[str]:
    """All lines of the file."""
    chance = Random(SEED)
    lines = []
    for _ in range(HOW_MANY):
        form, text = label(chance)
        for _ in range(chance.choice((0, 0, 1, 1, 2))):
            text = spoiled(chance, text) or "]"
        strict = chance.random() < 0.2
        line = [form, text, strict, verdict(form, text, strict=strict), said(text)]
        lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    return lines


if __name__ == "__main__":
    FILE.write_text("\n".join(made()) + "\n", "utf-8")
