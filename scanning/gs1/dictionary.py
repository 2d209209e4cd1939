"""From GS1's published syntax dictionary to our table: `python -m scanning.gs1.dictionary TEXT STATE > …/table.json`.

TEXT is gs1-syntax-dictionary.txt of the GS1 Barcode Syntax Dictionary (Copyright GS1 AISBL, the BWIPP project and the
Zint Project, Apache License 2.0); STATE says in words which one, where its own "Release:" does not. Its header says
what a line means; the table holds the same, ready to be read by scanning.gs1.table and by its twin in the phone.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any, Final

# 01         *?  N14,csum,gcppos2   ex=255,37 dlpkey=22,10,21|235   # GTIN
_LINE: Final = re.compile(r"(\d{2,4}(?:-\d{2,4})?)\s+(?:([^\s\w\[]+)\s+)?([^#]+?)\s*(?:#\s(.*))?")
# X..20 · N6 · [N3] · N14,csum,gcppos2
_PART: Final = re.compile(r"(\[?)([NXYZ])(\.\.)?(\d+)\]?((?:,\w+)*)")

Row = list[Any]


class BadLine(ValueError):
    """A line of the dictionary says something that this reader does not know."""


def table(text: str, state: str = "") -> dict[str, Any]:
    """The dictionary's text as the table: where it is from, and one row for each line.

    A row: AI or first-last, flags, parts, requires, excludes, keys, title.
    flags: "*" no separator follows, "?" may be an attribute of a Digital Link. parts: [characters, least, most, may be
    missing, rules]. requires: of each list one group of AIs must be there. excludes: AIs, with n for any digit.
    keys: null, or for a key of Digital Links the sequences of AIs that may follow it.
    Raises BadLine.
    """
    lines = text.splitlines()
    notes = [line.lstrip("# ").strip() for line in lines if line.startswith("#")]
    return {
        "source": "gs1-syntax-dictionary.txt of the GS1 Barcode Syntax Dictionary",
        "release": next((note.removeprefix("Release:").strip() for note in notes if note.startswith("Release:")), ""),
        "state": state,
        "copyright": [note for note in notes if note.startswith("Copyright")],
        "licence": "Apache-2.0",
        "identifiers": [_row(line) for line in lines if line.strip() and not line.startswith("#")],
    }


def _row(line: str) -> Row:
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise BadLine(line)
    numbers, flags, words, title = found.groups(default="")
    parts: list[Row] = []
    requires: list[list[list[str]]] = []
    excludes: list[str] = []
    keys: list[list[str]] | None = None
    for word in words.split():
        name, _, value = word.partition("=")
        part = _PART.fullmatch(word)
        if part is not None:
            optional, characters, upto, length, rules = part.groups()
            least = 1 if upto else int(length)
            parts.append([characters, least, int(length), int(bool(optional)), rules.split(",")[1:]])
        elif name == "req":
            requires.append([group.split("+") for group in value.split(",")])
        elif name == "ex":
            excludes += value.split(",")
        elif name == "dlpkey":
            keys = (keys or []) + [sequence.split(",") if sequence else [] for sequence in value.split("|")]
        else:
            raise BadLine(line)
    if not parts:
        raise BadLine(line)
    return [numbers, flags, parts, requires, excludes, keys, title]


def written(made: dict[str, Any]) -> str:
    """The table as text, one row a line, so that the next release can be compared by eye."""
    head = {name: value for name, value in made.items() if name != "identifiers"}
    rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in made["identifiers"])
    return json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "identifiers": [\n' + rows + "\n ]\n}\n"


if __name__ == "__main__":
    sys.stdout.write(written(table(Path(sys.argv[1]).read_text(encoding="utf-8"), " ".join(sys.argv[2:]))))
