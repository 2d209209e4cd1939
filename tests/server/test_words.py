"""Everything that is said by a code has its words in both languages, and no words wait for a code nobody says."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import server

HERE = Path(server.__file__).parent
CODE = re.compile(r"[a-z]+(\.[a-z_]+)+")
SAYING = {"Refusal", "Hold", "Outcome", "hold", "problem"}
# Families whose last part is worked out: the code that makes it names the family.
FAMILIES = (
    "importing.field", "importing.finding", "importing.phase", "importing.reason", "importing.review",
    "ledger.not_enough.", "decoding.fate.",
    "picture.",  # Said by scanning, which knows no refusals.
)  # fmt: skip


def catalogue() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for file in sorted(HERE.rglob("messages.json")):
        for code, words in json.loads(file.read_text()).items():
            assert code not in found, f"{code} has words twice"
            found[code] = words
    return found


def texts(node: ast.AST) -> set[str]:
    """Every text inside that looks like a code."""
    return {
        one.value
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and CODE.fullmatch(one.value)
    }


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def sources() -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text()) for file in sorted(HERE.rglob("*.py"))}


def said() -> set[str]:
    """The codes of refusals, holds and outcomes that stand in the source."""
    found: set[str] = set()
    for tree in sources().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in SAYING:
                for argument in node.args[:2]:
                    if isinstance(argument, (ast.Constant, ast.IfExp)):
                        found |= texts(argument)
    return found


def test_every_code_that_is_said_has_its_words() -> None:
    codes = said()
    assert len(codes) > 120, "the check saw too little to mean anything"
    assert sorted(codes - set(catalogue())) == []


def test_no_words_are_dead() -> None:
    written: set[str] = set()
    for tree in sources().values():
        written |= texts(tree)
    pwa = "".join(
        file.read_text()
        for file in (HERE.parent / "pwa" / "src").rglob("*")
        if file.suffix in (".ts", ".vue") and ".gen." not in file.name
    )
    dead = [code for code in catalogue() if code not in written and not code.startswith(FAMILIES) and code not in pwa]
    assert dead == []


def test_words_stand_in_both_languages_and_name_the_same_facts() -> None:
    def facts(words: Any) -> set[str]:
        return set(re.findall(r"\{(\w+)", words))

    for code, words in catalogue().items():
        assert set(words) == {"zh", "en"}, code
        assert words["zh"].strip(), code
        assert words["en"].strip(), code
        assert facts(words["zh"]) == facts(words["en"]), code
