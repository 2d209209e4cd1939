"""What import contracts cannot see: single names, and what must not stand in any file of the project."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
# Taken from these modules by a pure part, these names would bring in the clock or chance.
IMPURE = {"server.kernel.clock": {"now"}, "server.kernel.ids": {"new_id"}}
PURE = re.compile(
    r"^server/(\w+/(rules|commands)|tasks/steps|ledger/cost|catalog/unit)\.py$|^scanning/(reading|codes)\.py$"
)
FORBIDDEN = {
    "an address of a package registry": re.compile(
        r"\b(?:registry\.npmjs|npmmirror|registry\.yarnpkg|files\.pythonhosted|pypi\.org/simple|pypi\.tuna)\b"
        r"|(?:index-url|find-links)[ =](?:https?|file):"
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n"),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:root|home/[a-z]+|work|Users/[a-z]+|tmp/[a-z]+)/[\w.]"),
}
# This file has to spell out what it looks for.
EXEMPT = {"tests/contracts/test_purity.py"}


def tracked() -> Iterator[tuple[str, str]]:
    """Name and text of every file of the project, new ones too, that is not ignored; binary files left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    ).stdout
    for name in listed.decode().split("\0"):
        file = PROJECT / name
        if name and file.is_file():
            content = file.read_bytes()
            if b"\0" not in content[:4096]:
                yield name, content.decode("utf-8", errors="replace")


def impure_names(source: str) -> list[str]:
    """Names that a pure module takes although they bring in the clock or chance."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module in IMPURE:
            found += [name.name for name in node.names if name.name in IMPURE[node.module]]
        elif isinstance(node, ast.Attribute) and node.attr in {"now", "new_id"} and isinstance(node.value, ast.Name):
            found += [f"{node.value.id}.{node.attr}"] if node.value.id in {"clock", "ids", "datetime"} else []
        elif isinstance(node, ast.Attribute) and node.attr in {"today", "utcnow"}:
            found.append(node.attr)
    return found


def test_pure_modules_take_no_clock_and_no_chance() -> None:
    pure = [(name, text) for name, text in tracked() if PURE.match(name)]
    assert len(pure) >= 12, [name for name, _ in pure]
    assert {name: found for name, text in pure if (found := impure_names(text))} == {}


@pytest.mark.parametrize(
    "source",
    [
        "from server.kernel.clock import HOUR, now",
        "from server.kernel.ids import new_id",
        "from server.kernel import clock\nclock.now()",
        "from datetime import date\ndate.today()",
    ],
)
def test_a_clock_in_a_pure_module_is_found(source: str) -> None:
    assert impure_names(source)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    texts = [(name, text) for name, text in tracked() if name not in EXEMPT]
    assert len(texts) > 200
    found = [f"{name}: {hit[0]!r}" for name, text in texts if (hit := FORBIDDEN[what].search(text))]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an address of a package registry", '"resolved": "https://registry.npmjs.org/vue/-/vue.tgz"'),
        ("an address of a package registry", "--index-url https://example.com/simple"),
        ("a private key", "-----BEGIN EC PRIVATE KEY-----\nabc"),
        ("a path of one machine", "open('/root/data.db')"),
        ("a path of one machine", "cd /home/anna/truebin"),
    ],
)
def test_what_must_not_stand_in_a_file_would_be_found(what: str, text: str) -> None:
    assert FORBIDDEN[what].search(text)


def test_every_pinned_requirement_carries_hashes() -> None:
    for file in PROJECT.glob("requirements*.txt"):
        pins = [line for line in file.read_text().splitlines() if re.match(r"[A-Za-z0-9]", line)]
        assert pins, file
        assert [line for line in pins if not re.fullmatch(r"[\w.\[\]-]+==[\w.+]+( ; [^\\]+)? \\", line)] == []
