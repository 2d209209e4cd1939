"""The table in README.md names tests that exist, for every invariant that there is code for."""

import re
from pathlib import Path

HERE = Path(__file__).parent
ROW = re.compile(r"^\| (I\d+) \|.*?\| `(tests/[\w/]+\.py)::(test_\w+)` \|", re.MULTILINE)
WANTED = {f"I{number}" for number in (*range(1, 12), 13)}


def test_the_table_names_tests_that_exist_for_every_invariant() -> None:
    rows = ROW.findall((HERE / "README.md").read_text())
    assert {invariant for invariant, _, _ in rows} == WANTED
    missing = [
        f"{path}::{name}" for _, path, name in rows if f"def {name}(" not in (HERE.parent.parent / path).read_text()
    ]
    assert not missing
