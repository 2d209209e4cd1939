import json
import re
from pathlib import Path
from string import Formatter

import pytest

import server.run
from server.run import screen
from server.run.ports import Ports

FOLDER = Path(server.run.__file__).parent
WORDS = json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))


def facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_the_same_facts(key: str) -> None:
    assert set(WORDS[key]) == {"zh", "en"}
    assert facts(WORDS[key]["zh"]) == facts(WORDS[key]["en"])


def test_every_sentence_is_used_and_every_used_one_is_there() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.py"))
    used = set(re.findall(r'(?:say|words|_tell)\(\s*"(\w+)"', sources)) | {"demo", "empty"}
    assert used == set(WORDS)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
        ({"LANG": "en_US", "LC_ALL": "zh_CN"}, "zh"),
    ],
)
def test_the_terminal_speaks_the_language_of_its_locale(environment: dict[str, str], language: str) -> None:
    assert screen.language(environment) == language


def test_the_code_stands_where_browsers_do_not_send_it() -> None:
    assert screen.setup_link("192.168.1.5", Ports(8443, 8080, 8300), "12345678") == (
        "http://192.168.1.5:8080/setup/#pair=12345678"
    )
