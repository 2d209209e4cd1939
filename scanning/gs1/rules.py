"""The rules that the syntax dictionary names for the parts of values, under its names.

Source: GS1 General Specifications and the reference procedures ("linters") of the GS1 Barcode Syntax Dictionary.
"""

import json
import re
from collections.abc import Container
from pathlib import Path
from typing import Final

from scanning.gs1 import coupon, moments
from scanning.gs1.characters import CSET_82
from scanning.gs1.flaw import Flaw, Rule

_lists: dict[str, str] = json.loads((Path(__file__).parent / "lists.json").read_text(encoding="utf-8"))
_alpha2: Final = frozenset(_lists["iso3166alpha2"].split())
_iso3166: Final = frozenset(_lists["iso3166"].split())

PREFIX_LEAST = 4  # The shortest GS1 Company Prefix.
_IBAN_MOST_TOO_SHORT = 10  # ISO 13616 names no least length; the reference procedure takes eleven.
_CSET_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_WEIGHT_IN_82: Final = {mark: weight for weight, mark in enumerate(CSET_82)}
# Weights of the check character pair from the last data character on; GS1 General Specifications, 7.9.5.
_PRIMES: Final = [n for n in range(2, 90) if all(n % d for d in range(2, n))]  # 24; the longest such value needs 23.
_not_digit: Final = re.compile("[^0-9]").search
_bad_percent: Final = re.compile("%(?![0-9A-Fa-f]{2})").search
_position: Final = re.compile(r"([0-9]+)/([0-9]+)")


def check_digit(digits: str) -> int:
    """The check digit to be put behind: weights 3, 1, 3, 1 … from the right; with it the sum ends in 0.

    digits: ASCII digits. Source: GS1 General Specifications, 7.9.1.
    """
    values = digits.encode()
    heavy, light = values[::-2], values[-2::-2]
    return -(3 * sum(heavy) + sum(light) - ord("0") * (3 * len(heavy) + len(light))) % 10


def check_digit_is_right(digits: str) -> bool:
    """Whether the last digit is the check digit of the others. digits: ASCII digits, at least one."""
    return check_digit(digits[:-1]) == int(digits[-1])


def _csum(text: str) -> Flaw | None:
    return None if check_digit_is_right(text) else Flaw("check_digit", len(text) - 1)


def _csumalpha(text: str) -> Flaw | None:
    data, pair = text[:-2], text[-2:]
    if len(text) < 2:
        return Flaw("too_short_for_check_pair")
    for at, mark in enumerate(pair):
        if mark not in _CSET_32:
            return Flaw("not_cset32", len(data) + at)
    total = sum(_WEIGHT_IN_82[mark] * prime for mark, prime in zip(reversed(data), _PRIMES, strict=False)) % 1021
    return None if pair == _CSET_32[total >> 5] + _CSET_32[total & 31] else Flaw("check_pair", len(data))


def _gcppos1(text: str) -> Flaw | None:
    if len(text) < PREFIX_LEAST:
        return Flaw("too_short_for_prefix")
    found = _not_digit(text, 0, PREFIX_LEAST)
    return Flaw("company_prefix", found.start()) if found else None


def _gcppos2(text: str) -> Flaw | None:
    flaw = _gcppos1(text[1:])
    return Flaw(flaw.code, flaw.at + 1) if flaw else None


def _one_of(values: Container[str], code: str) -> Rule:
    return lambda text: None if text in values else Flaw(code)


def _iban(text: str) -> Flaw | None:
    if len(text) <= _IBAN_MOST_TOO_SHORT:
        return Flaw("iban_too_short")
    found = re.search("[^0-9A-Z]", text)
    if found:
        return Flaw("iban_character", found.start())
    if text[:2] not in _alpha2:
        return Flaw("iban_country")
    # ISO 7064 MOD 97-10: letters are 10 to 35, country and check digits stand behind the rest.
    number = "".join(str(int(mark, 36)) for mark in text[4:] + text[:4])
    return None if int(number) % 97 == 1 else Flaw("iban_check_digits", 2)


def _pcenc(text: str) -> Flaw | None:
    found = _bad_percent(text)
    return Flaw("percent", found.start()) if found else None


def _pieceoftotal(text: str) -> Flaw | None:
    half = len(text) // 2
    piece, total = int(text[:half]), int(text[half:])
    if not piece or not total:
        return Flaw("zero", 0 if not piece else half)
    return Flaw("piece_over_total") if piece > total else None


def _posinseqslash(text: str) -> Flaw | None:
    found = _position.fullmatch(text)
    if found is None:
        return Flaw("position")
    position, end = found.groups()
    if position[0] == "0" or end[0] == "0":
        return Flaw("zero_in_front", 0 if position[0] == "0" else found.start(2))
    return Flaw("position_over_end") if int(position) > int(end) else None


def _at_most(limit: str, code: str) -> Rule:
    # Both have the same number of digits, so their texts compare as the numbers do.
    return lambda text: Flaw(code) if text > limit else None


def _hyphen(text: str) -> Flaw | None:
    found = re.search("[^-]", text)
    return Flaw("not_hyphen", found.start()) if found else None


RULES: Final[dict[str, Rule]] = {
    "couponcode": coupon.coupon_code,
    "couponposoffer": coupon.coupon_offer,
    "csum": _csum,
    "csumalpha": _csumalpha,
    "gcppos1": _gcppos1,
    "gcppos2": _gcppos2,
    "hasnondigit": lambda text: None if _not_digit(text) else Flaw("digits_only"),
    "hh": moments.hh,
    "hhmi": moments.hhmi,
    "hyphen": _hyphen,
    "iban": _iban,
    "importeridx": _one_of(frozenset("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"), "importer"),
    "iso3166": _one_of(_iso3166, "country"),
    "iso3166999": _one_of(_iso3166 | {"999"}, "country"),
    "iso3166alpha2": _one_of(_alpha2, "country"),
    "iso4217": _one_of(frozenset(_lists["iso4217"].split()), "currency"),
    "iso5218": _one_of(frozenset("0129"), "sex"),
    "latitude": _at_most("1800000000", "latitude"),
    "longitude": _at_most("3600000000", "longitude"),
    "mediatype": _one_of(frozenset(_lists["mediatype"].split()), "media_type"),
    "mi": moments.mi,
    "nonzero": lambda text: None if text.strip("0") else Flaw("zero"),
    "nozeroprefix": lambda text: Flaw("zero_in_front") if text.startswith("0") else None,
    "packagetype": _one_of(frozenset(_lists["packagetype"].split()), "package_type"),
    "pcenc": _pcenc,
    "pieceoftotal": _pieceoftotal,
    "posinseqslash": _posinseqslash,
    "ss": moments.ss,
    "winding": _one_of(frozenset("019"), "winding"),
    "yesno": _one_of(frozenset("01"), "yes_no"),
    "yymmd0": moments.yymmd0,
    "yymmdd": moments.yymmdd,
    "yyyymmdd": moments.yyyymmdd,
    "zero": lambda text: Flaw("not_zero") if text.strip("0") else None,
}
