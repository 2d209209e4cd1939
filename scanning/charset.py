"""The bytes of a 2D code to text: by the character set that the code declares, else by what the bytes look like."""

import re
from collections.abc import Callable, Iterator
from math import log
from typing import Final

# Extended channel interpretations and Python's name of the character set. Source: AIM ITS/04-023, as zxing-cpp lists
# them; GB 2312 and GBK are read as GB 18030, which holds both, because makers declare the one and write the other.
_DECLARED: Final[dict[int, str]] = {
    0: "cp437", 1: "latin-1", 2: "cp437", 3: "latin-1",
    **{eci: f"iso8859-{eci - 2}" for eci in range(4, 13)}, 13: "cp874",
    **{eci: f"iso8859-{eci - 2}" for eci in range(15, 19)},
    20: "cp932", 21: "cp1250", 22: "cp1251", 23: "cp1252", 24: "cp1256", 25: "utf-16-be", 26: "utf-8", 27: "ascii",
    28: "big5", 29: "gb18030", 30: "cp949", 31: "gb18030", 32: "gb18030", 33: "utf-16-le", 34: "utf-32-be",
    35: "utf-32-le", 170: "ascii",
}  # fmt: skip

_BINARY: Final = 899  # Says that the bytes are none of text; zxing-cpp writes it for all bytes it is handed.

_MARK: Final = re.compile(rb"\\(?:\\|(\d{6}))")


def text_of(raw: bytes, marked: bytes = b"") -> str:
    """The text that a symbol's bytes mean.

    raw: the bytes as the symbol holds them, separators as 0x1D.
    marked: the same with every declared character set in front of its part as \\nnnnnn (the ECI protocol, as
        zxing-cpp's TextMode.HexECI tells it behind the AIM identifier), or empty when nobody knows of one.
    Never fails: bytes of no known character set become the Latin-1 characters of the same numbers.
    """
    if raw.isascii():
        return raw.decode("ascii")
    parts = list(_parts(marked)) if b"\\" in marked else []
    if not any(eci is not None for eci, _ in parts):
        return likeliest(raw)
    return "".join(_declared(part, eci) for eci, part in parts)


def _parts(marked: bytes) -> Iterator[tuple[int | None, bytes]]:
    """Each stretch of bytes with the character set that was declared in front of it."""
    eci: int | None = None
    part = b""
    end = 3 if marked.startswith(b"]") else 0
    for mark in _MARK.finditer(marked):
        part += marked[end : mark.start()]
        end = mark.end()
        if mark[1] is None:
            part += b"\\"
            continue
        if part:
            yield eci, part
        eci, part = int(mark[1]), b""
    part += marked[end:]
    if part:
        yield eci, part


def _declared(part: bytes, eci: int | None) -> str:
    if eci is None or eci == _BINARY:
        return likeliest(part)
    try:
        return part.decode(_DECLARED.get(eci, "utf-8"))
    except UnicodeDecodeError:  # Declared one, written in another.
        return likeliest(part)


def likeliest(raw: bytes) -> str:
    """The text of bytes whose character set nobody declares.

    Of UTF-8, GB 18030, Shift JIS, half-width katakana and Latin-1 the one in which the characters beyond ASCII are the
    least surprising. UTF-8 has to compete too: "小" in GB 18030 is a well-formed "С" of UTF-8.
    """
    best, text = -float("inf"), raw.decode("latin-1")
    for codec, prior, surprise in _CANDIDATES:
        try:
            guess = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        likely = prior + surprise(guess)
        if likely > best:
            best, text = likely, guess
    return text.removeprefix("\ufeff")


# Below, each class of characters is given the share of text that it makes up, evenly among its members. The shares are
# round estimates; only their order of size matters, for a code holds several characters.

# The 500 commonest hanzi: 74 % of the running text behind the word counts of jieba 0.42.1 (MIT).
_COMMON: Final = frozenset(
    "爱安八把白百半办包保报北备被本比必边编便变表别兵病并不布步部才参产场常长朝车称城成程吃持出处传此次从达打大带代单但当党导到道德得的等地第帝点电调定东动都度段断队对多而儿尔二发法反方放非分风夫府复该改干"
    "感高告革格个各给根更工功公共构古股关官观管光广规国果过海汉好号和何合河很红候后湖花华划化话还黄皇回会活火或基机积极集及即级几己技济计记际纪家加价间见件建将江交教较叫接结解界金今进近京精经境究就举据具决"
    "军开看考科可克空口快况拉来老类理李里历利立力联连两量了料林领令流路律论马么没每美门们米面民明名命目那南难内能你年农女派片品平期其起器气千前强亲清情求区取去权全却群然让热人任认日容如入三色山商上少社设身"
    "深神声生省师十石时什实史使始式示士世事势是市收手首受书属术数水说斯思司死四速算随所他它她台太特提题体天条铁听通同统投头图土团外完万王网往望为委位文问我无武五物务西息系下先现县线相想像向象小校笑些新心信"
    "型形行性需许选学亚研言眼阳样要也业一已以意义议因英应影用由游有又于鱼与语育元原员源远院约月运再在早造则怎增展战张者这真争整正政证支知之职直值指只至制质治中种重众周州主住专转装准着资子自字总走族组最做作"
)
_HANZI: Final = {"common": log(0.66 / 500), "level 1": log(0.24 / 3255), "level 2": log(0.01 / 3008)}
_MARKS: Final = log(0.08 / 188)  # Rows 1 and 3 of GB 2312: punctuation and full-width letters.
_SYMBOLS: Final = log(0.008 / 600)  # Rows 2 and 4 to 9: kana, Greek, Cyrillic, frames.
_EXTENDED: Final = log(0.006 / 14000)  # What GBK adds, traditional hanzi above all.
_FOUR_BYTES: Final = log(0.0005 / 40000)


def _chinese(text: str) -> float:
    return sum(_hanzi(letter) for letter in text if not letter.isascii())


def _hanzi(letter: str) -> float:
    if letter in _COMMON:
        return _HANZI["common"]
    code = letter.encode("gb18030")
    if len(code) != 2:
        return _FOUR_BYTES
    row, cell = code[0] - 0xA0, code[1] - 0xA0
    if row < 1 or cell < 1 or row > 87:
        return _EXTENDED
    if row >= 16:
        return _HANZI["level 1" if row < 56 else "level 2"]
    return _MARKS if row in (1, 3) else _SYMBOLS


_VOICED: Final = {"\uff9e": frozenset("ｳｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ"), "\uff9f": frozenset("ﾊﾋﾌﾍﾎ")}
# A letter among others, one alone, a voicing mark where it may stand, punctuation, anything else.
_KATAKANA: Final = (log(0.8 / 55), log(0.02 / 55), log(0.15), log(0.02 / 6), log(1e-6))


def _half_width(text: str) -> float:
    """Text of half-width katakana, in which voicing marks stand behind letters that can be voiced."""
    letter, lonely, voiced, punctuation, impossible = _KATAKANA
    likely = 0.0
    for place, one in enumerate(text):
        if one.isascii():
            continue
        if one in _VOICED:
            likely += voiced if place and text[place - 1] in _VOICED[one] else impossible
        elif "\uff66" <= one <= "\uff9d":
            beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
            likely += letter if not beside.isascii() else lonely
        else:
            likely += punctuation if "\uff61" <= one <= "\uff65" else impossible
    return likely


def _japanese(text: str) -> float:
    return sum(_kana_or_kanji(letter) for letter in text if not letter.isascii())


def _kana_or_kanji(letter: str) -> float:
    if "ぁ" <= letter <= "ん":
        return log(0.4 / 83)
    if "ァ" <= letter <= "ー":
        return log(0.2 / 87)
    code = letter.encode("cp932")
    if len(code) == 1:
        return log(0.02 / 63) if "\uff61" <= letter <= "\uff9f" else log(1e-6)  # Half-width among full-width.
    if code[0] == 0x81:
        return log(0.1 / 100)
    if 0x889F <= int.from_bytes(code) <= 0x9872:  # JIS level 1.
        return log(0.27 / 2965)
    return log(0.004 / 3390) if code[0] > 0x88 else log(0.006 / 300)


_SMALL: Final = frozenset("ßäöüéèêëàâçîïôûùñáíóúåøæãõì")
_CAPITAL: Final = frozenset("ÄÖÜÉÈÀÇÑÁÍÓÚÅØÆ")
_SIGNS: Final = frozenset("°±²³µ·×§£©®¼½¾«»¿¡º€")


def _western(text: str) -> float:
    """Text in Latin letters: letters beyond ASCII stand in words with ASCII ones, signs stand alone."""
    likely = 0.0
    for place, one in enumerate(text):
        if one.isascii():
            continue
        before, after = text[max(0, place - 2) : place], text[place + 1 : place + 3]
        in_a_word = any(near.isascii() and near.isalpha() for near in before + after)
        alone = (before[-1:] + after[:1]).isascii()
        if one in _SMALL and in_a_word:
            likely += log(0.7 / 27)
        elif one in _CAPITAL and in_a_word:
            likely += log(0.1 / 15)
        else:
            likely += log(0.12 / 20) if one in _SIGNS and alone else log(0.005 / 80)
    return likely


def _unicode(text: str) -> float:
    """Text as it was before UTF-8: three bytes and more that fit together are no chance, two may be."""
    if any(one >= "\u0800" for one in text):
        return 0.0
    cyrillic = sum("А" <= one <= "я" for one in text)
    return cyrillic * log(0.005 / 64) + _western("".join(one for one in text if not "А" <= one <= "я"))


# Codes in a warehouse are Chinese before they are anything else. What is beyond that was seen in public test pictures.
_CANDIDATES: Final[tuple[tuple[str, float, Callable[[str], float]], ...]] = (
    ("utf-8", log(0.3), _unicode),
    ("gb18030", log(0.68), _chinese),
    ("cp932", log(0.008), _japanese),
    ("cp932", log(0.002), _half_width),
    ("cp1252", log(0.01), _western),
)
