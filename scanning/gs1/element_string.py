"""Element strings: AIs and values one behind the other, FNC1 where a value does not end by itself; and in brackets."""

from scanning.gs1.message import Element, Malformed, checked, consume, few_enough, identifier_at
from scanning.gs1.table import IDENTIFIERS


def elements(text: str, start: int, end: int, separator: str) -> list[Element]:
    """The elements between two places of a text. separator: the character that stands for FNC1.

    A separator may also stand behind a value that needs none, and behind the last. Raises Malformed.
    """
    if start == end:
        raise Malformed("no_elements", start)
    found: list[Element] = []
    at = start
    while at < end:
        identifier = identifier_at(text, at)
        at += len(identifier.ai)
        stop = text.find(separator, at, end)
        if stop < 0:
            stop = end
        begin, at = at, consume(identifier, text, at, stop)
        found.append(Element(identifier, text[begin:at], begin))
        few_enough(found)
        if at == stop:
            at += 1
        elif identifier.is_separated:
            raise Malformed("too_long", at)
    return found


def bracketed(text: str, start: int, end: int) -> list[Element]:
    r"""The elements of (01)…(10)… between two places of a text; `\(` is a bracket of the value. Raises Malformed."""
    if start == end:
        raise Malformed("no_elements", start)
    found: list[Element] = []
    at = start
    while at < end:
        close = text.find(")", at, end)
        if text[at] != "(" or close < 0:
            raise Malformed("brackets", at)
        identifier = IDENTIFIERS.get(text[at + 1 : close])
        if identifier is None:
            raise Malformed("unknown_ai", at + 1)
        begin = close + 1
        at = text.find("(", begin, end)
        while at > begin and text[at - 1] == "\\":
            at = text.find("(", at + 1, end)
        if at < 0:
            at = end
        found.append(checked(identifier, text[begin:at].replace("\\(", "("), begin))
        few_enough(found)
    return found
