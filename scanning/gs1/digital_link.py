"""GS1 Digital Link URIs: the key and its qualifiers in the path, other AIs among the query.

Source: GS1 Digital Link Standard: URI Syntax, 1.4; GS1 Barcode Syntax Dictionary. The names of keys that an old edition
allowed in place of AIs, short GTINs and compressed links are not taken, as the reference engine takes none.
"""

import re
from typing import Final

from scanning.gs1.message import Element, Malformed, checked
from scanning.gs1.table import IDENTIFIERS

SCHEMES: Final = ("https://", "HTTPS://", "http://", "HTTP://")

_illegal: Final = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]").search
_illegal_in_domain: Final = re.compile(r"[_~?#@!$&'()*+,;=%]").search
_escaped: Final = re.compile(r"%([0-9A-Fa-f]{2})")


def is_link(text: str, start: int) -> bool:
    """Whether a web address begins there; only such can be a Digital Link."""
    return text.startswith(SCHEMES, start)


def elements(text: str, start: int) -> list[Element]:
    """The elements of a Digital Link, the path's before the query's; parameters without an AI are left out.

    text: a web address from start to its end. Raises Malformed.
    """
    wrong = _illegal(text, start)
    if wrong:
        raise Malformed("link_character", wrong.start())
    domain = text.index("//", start) + 2
    path = text.find("/", domain)
    outside = _illegal_in_domain(text, domain, path if path >= 0 else len(text))
    if outside:
        raise Malformed("link_domain", outside.start())
    if path <= domain:
        raise Malformed("link_path", domain)
    end = _before(text, "#", path, len(text))
    query = _before(text, "?", path, end)
    found = _of_path(text, path, query)
    keys = tuple(element.identifier.ai for element in found)
    if keys[1:] not in found[0].identifier.sequences:
        raise Malformed("link_order", found[0].place)
    found += _of_query(text, query + 1, end)
    _hold_to_path(found, keys)
    return found


def _before(text: str, mark: str, start: int, end: int) -> int:
    at = text.find(mark, start, end)
    return at if at >= 0 else end


def _of_path(text: str, start: int, end: int) -> list[Element]:
    """From the last key in the path on; what stands before it is the address of the company's own pages."""
    words = text[start + 1 : end].split("/")
    at = len(words) - 2
    while at >= 0:
        identifier = IDENTIFIERS.get(words[at])
        if identifier is None:
            at = -1
        elif identifier.sequences:
            break
        else:
            at -= 2
    if at < 0:
        raise Malformed("link_key", start)
    found: list[Element] = []
    place = start + 1 + sum(len(word) + 1 for word in words[:at])
    for ai, value in zip(words[at::2], words[at + 1 :: 2], strict=True):
        place += len(ai) + 1
        found.append(checked(IDENTIFIERS[ai], _unescaped(value, place), place))
        place += len(value) + 1
    return found


def _of_query(text: str, start: int, end: int) -> list[Element]:
    found: list[Element] = []
    place = start
    for parameter in text[start:end].split("&") if start < end else []:
        name, equals, value = parameter.partition("=")
        if equals and not name.strip("0123456789"):
            identifier = IDENTIFIERS.get(name)
            if identifier is None:
                raise Malformed("unknown_ai", place)
            at = place + len(name) + 1
            found.append(checked(identifier, _unescaped(value.replace("+", " "), at), at))
        place += len(parameter) + 1
    return found


def _unescaped(value: str, place: int) -> str:
    if not value:
        raise Malformed("empty", place)
    if "%" not in value:
        return value
    bare = _escaped.sub(lambda found: chr(int(found[1], 16)), value)
    if "\0" in bare:
        raise Malformed("link_null", place)
    return bare


def _hold_to_path(found: list[Element], keys: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for order, (identifier, _, place) in enumerate(found):
        if identifier.ai in seen:
            raise Malformed("link_repeated", place)
        seen.add(identifier.ai)
        if order < len(keys):
            continue
        if not identifier.is_attribute:
            raise Malformed("link_attribute", place)
        for at in range(len(keys)):
            if (*keys[1 : at + 1], identifier.ai, *keys[at + 1 :]) in found[0].identifier.sequences:
                raise Malformed("link_belongs_in_path", place)
