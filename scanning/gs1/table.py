"""All application identifiers with what their values must be; read once from table.json, which the phone reads too."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any, Final, NamedTuple

from scanning.gs1.characters import CHARACTERS
from scanning.gs1.flaw import Rule
from scanning.gs1.rules import RULES

_HERE = Path(__file__).parent


class Part(NamedTuple):
    """One stretch of a value. characters: the rule that holds it to its set. least, most: its length."""

    characters: Rule
    least: int
    most: int
    may_be_missing: bool
    rules: tuple[Rule, ...]


class Identifier(NamedTuple):
    """An AI. Lengths are those of the whole value.

    is_separated: an FNC1 must stand behind its value unless it is the last. requires: of each, all AIs of one group
    must be there too. excludes: AIs that must not be there, n for any digit. sequences: for a key of Digital Links
    the AIs in the order in which its path may go on, the empty one included; none for any other.
    """

    ai: str
    is_separated: bool
    is_attribute: bool
    parts: tuple[Part, ...]
    least: int
    most: int
    requires: tuple[tuple[tuple[str, ...], ...], ...]
    excludes: tuple[str, ...]
    sequences: frozenset[tuple[str, ...]]
    title: str


def _identifiers(row: list[Any]) -> list[Identifier]:
    numbers, flags, parts, requires, excludes, keys, title = row
    first, _, last = numbers.partition("-")
    made = tuple(
        Part(CHARACTERS[characters], least, most, bool(missing), tuple(RULES[name] for name in rules))
        for characters, least, most, missing, rules in parts
    )
    return [
        Identifier(
            ai=str(number).zfill(len(first)),
            is_separated="*" not in flags,
            is_attribute="?" in flags,
            parts=made,
            least=sum(part.least for part in made if not part.may_be_missing),
            most=sum(part.most for part in made),
            requires=tuple(tuple(tuple(group) for group in groups) for groups in requires),
            excludes=tuple(excludes),
            sequences=frozenset(
                taken for key in keys or [] for size in range(len(key) + 1) for taken in combinations(key, size)
            ),
            title=title,
        )
        for number in range(int(first), int(last or first) + 1)
    ]


_table: dict[str, Any] = json.loads((_HERE / "table.json").read_text(encoding="utf-8"))

IDENTIFIERS: Final[dict[str, Identifier]] = {
    identifier.ai: identifier for row in _table["identifiers"] for identifier in _identifiers(row)
}
# All AIs with the same first two digits are equally long, so two digits tell where the AI ends and its value begins.
LENGTH_BY_PREFIX: Final[dict[str, int]] = {ai[:2]: len(ai) for ai in IDENTIFIERS}
