"""The published dictionary becomes our table; a line that says something new is refused."""

import json

import pytest

from scanning.gs1.dictionary import BadLine, table, written
from scanning.gs1.table import IDENTIFIERS, LENGTH_BY_PREFIX
from tests.scanning.gs1.vectors import ROOT

TEXT = """
# GS1 Barcode Syntax Dictionary
# Release: 2025-01-30
#   Copyright (c) 2021-2025 GS1 AISBL
#
01         *?  N14,csum,gcppos2   ex=255,37 dlpkey=22,10,21|235   # GTIN
253         ?  N13,csum,gcppos1 [X..17]   dlpkey                  # GDTI
3100-3105  *?  N6                 req=01,02 ex=310n               # NET WEIGHT (kg)
7030        ?  N3,iso3166999 X..27  req=01,02                     # PROCESSOR # 0
8043           N18 [N..2]         req=01+21+8040 req=99
"""


def test_a_line_becomes_a_row() -> None:
    made = table(TEXT, "as published")
    assert (made["release"], made["state"]) == ("2025-01-30", "as published")
    assert made["copyright"] == ["Copyright (c) 2021-2025 GS1 AISBL"]
    assert made["identifiers"] == [
        ["01", "*?", [["N", 14, 14, 0, ["csum", "gcppos2"]]], [], ["255", "37"], [["22", "10", "21"], ["235"]], "GTIN"],
        ["253", "?", [["N", 13, 13, 0, ["csum", "gcppos1"]], ["X", 1, 17, 1, []]], [], [], [[]], "GDTI"],
        ["3100-3105", "*?", [["N", 6, 6, 0, []]], [[["01"], ["02"]]], ["310n"], None, "NET WEIGHT (kg)"],
        [
            "7030",
            "?",
            [["N", 3, 3, 0, ["iso3166999"]], ["X", 1, 27, 0, []]],
            [[["01"], ["02"]]],
            [],
            None,
            "PROCESSOR # 0",
        ],
        ["8043", "", [["N", 18, 18, 0, []], ["N", 1, 2, 1, []]], [[["01", "21", "8040"]], [["99"]]], [], None, ""],
    ]


@pytest.mark.parametrize("line", ["01", "X1 N6 # X", "01 Q6 # X", "01 N6 new=1 # X", "01 *? # X", "01 N6,csum N.6"])
def test_a_line_that_says_something_new_is_refused(line: str) -> None:
    with pytest.raises(BadLine):
        table(line)


def test_the_written_table_is_what_was_made() -> None:
    made = table(TEXT)
    assert json.loads(written(made)) == made


def test_our_table_is_written_as_the_reader_writes_it() -> None:
    text = (ROOT / "scanning" / "gs1" / "table.json").read_text("utf-8")
    assert written(json.loads(text)) == text


def test_our_table_names_its_source_and_licence() -> None:
    made = json.loads((ROOT / "scanning" / "gs1" / "table.json").read_text("utf-8"))
    assert made["licence"] == "Apache-2.0"
    assert any("GS1 AISBL" in line for line in made["copyright"])
    assert made["state"]


def test_two_digits_tell_how_long_an_ai_is() -> None:
    assert all(LENGTH_BY_PREFIX[ai[:2]] == len(ai) for ai in IDENTIFIERS)
    assert len(IDENTIFIERS) >= 500


def test_only_the_last_part_of_a_value_may_vary_in_length() -> None:
    for identifier in IDENTIFIERS.values():
        assert all(part.least == part.most for part in identifier.parts[:-1]), identifier.ai
        assert identifier.is_separated or identifier.least == identifier.most, identifier.ai


def test_a_key_of_digital_links_knows_how_its_path_may_go_on() -> None:
    assert IDENTIFIERS["414"].sequences == {(), ("254",), ("7040",)}
    assert IDENTIFIERS["10"].sequences == frozenset()
    assert len(IDENTIFIERS["01"].sequences) == 9
