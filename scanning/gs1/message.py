"""A GS1 message: its elements, and what must hold of each value and between them."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from scanning.gs1.table import IDENTIFIERS, LENGTH_BY_PREFIX, Identifier

ELEMENTS_MAX = 64  # As many as the reference engine takes; a label holds hardly ten.


class Malformed(ValueError):
    """A text that claims to be GS1 and is not.

    code: what is wrong, such as "check_digit". place: index in the text, of the wrong character where it is one, else
    of the element's value or AI.
    """

    def __init__(self, code: str, place: int) -> None:
        super().__init__(f"{code} at {place}")
        self.code = code
        self.place = place


class Message(NamedTuple):
    """What a text says in GS1: (AI, value) in the order of the text; empty for plain data."""

    elements: list[tuple[str, str]]

    def value(self, ai: str) -> str:
        """The value of an AI, "" when the message has none."""
        return next((value for known, value in self.elements if known == ai), "")


class Element(NamedTuple):
    """An element while its message is read. place: index of its value in the text."""

    identifier: Identifier
    value: str
    place: int


def identifier_at(text: str, at: int) -> Identifier:
    """The AI that begins there. Raises Malformed `unknown_ai`."""
    found = IDENTIFIERS.get(text[at : at + LENGTH_BY_PREFIX.get(text[at : at + 2], 0)])
    if found is None:
        raise Malformed("unknown_ai", at)
    return found


def consume(identifier: Identifier, text: str, start: int, end: int) -> int:
    """How far the value of an AI reaches that begins at start and must stop before end; raises Malformed."""
    if start == end:
        raise Malformed("empty", start)
    at = start
    for part in identifier.parts:
        piece = text[at : min(at + part.most, end)]
        if not piece and part.may_be_missing:
            continue
        if len(piece) < part.least:
            raise Malformed("too_short", at)
        flaw = part.characters(piece)
        if flaw is None:
            for rule in part.rules:
                flaw = rule(piece)
                if flaw is not None:
                    break
        if flaw is not None:
            raise Malformed(flaw.code, at + flaw.at)
        at += len(piece)
    return at


def checked(identifier: Identifier, value: str, place: int) -> Element:
    """An element whose value stands alone, as in brackets and Digital Links; raises Malformed."""
    if not identifier.least <= len(value) <= identifier.most:
        raise Malformed("too_short" if len(value) < identifier.least else "too_long", place)
    try:
        used = consume(identifier, value, 0, len(value))
    except Malformed as wrong:
        raise Malformed(wrong.code, place + wrong.place) from None
    if used < len(value):
        raise Malformed("too_long", place + used)
    return Element(identifier, value, place)


def few_enough(elements: Sequence[Element]) -> None:
    """Raises Malformed `too_many`; asked while reading, so that a text of thousands of elements costs no more."""
    if len(elements) > ELEMENTS_MAX:
        raise Malformed("too_many", elements[ELEMENTS_MAX].place)


def whole(elements: Sequence[Element], *, strict: bool) -> Message:
    """The message of elements that are each right; raises Malformed for what cannot stand together.

    Always: AIs that exclude each other, one AI with different values, a digital signature (8030) over a key without its
    serial. strict: also AIs that another AI requires.
    """
    few_enough(elements)
    if len(elements) > 1 or strict:
        _hold_together(elements, strict)
    return Message([(element.identifier.ai, element.value) for element in elements])


# Keys whose serial may be left out, but not under a digital signature; GS1 General Specifications, 3.8.
_WITH_SERIAL: Final = ("253", "255", "8003")


def _hold_together(elements: Sequence[Element], strict: bool) -> None:
    there: dict[str, Element] = {}
    for element in elements:
        known = there.setdefault(element.identifier.ai, element)
        if known.value != element.value:
            raise Malformed("repeated", element.place)
    for ai, (identifier, value, place) in there.items():
        if any(_is_there(wanted, there, besides=ai) for wanted in identifier.excludes):
            raise Malformed("excluded", place)
        if "8030" in there and ai in _WITH_SERIAL and len(value) == identifier.least:
            raise Malformed("serial_missing", place)
        if strict and not all(_one_group(groups, there) for groups in identifier.requires):
            raise Malformed("required", place)


def _one_group(groups: Iterable[Iterable[str]], there: dict[str, Element]) -> bool:
    return any(all(_is_there(wanted, there) for wanted in group) for group in groups)


def _is_there(wanted: str, there: dict[str, Element], besides: str = "") -> bool:
    """Whether an AI is there, or one that a pattern such as 35nn means."""
    if "n" not in wanted:
        return wanted in there and wanted != besides
    fixed = wanted.rstrip("n")
    return any(ai.startswith(fixed) and len(ai) == len(wanted) and ai != besides for ai in there)
