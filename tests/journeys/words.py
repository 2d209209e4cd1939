"""What stands on the screens, from the catalogues of the app itself: tests name sentences and do not repeat them."""

import json
import re
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@cache
def catalogue(language: str) -> dict[str, str]:
    """All sentences of a language by their keys."""
    said: dict[str, str] = {}
    for file in (PROJECT / "pwa" / "src").rglob(f"{language}.json"):
        said |= json.loads(file.read_text())
    for file in (PROJECT / "server").rglob("messages.json"):
        said |= {key: words[language] for key, words in json.loads(file.read_text()).items()}
    return said


def says(key: str, language: str = "zh", **facts: object) -> str:
    """The sentence with its facts filled in."""
    text = catalogue(language)[key]
    return re.sub(r"\{(\w+)[#|]?[^}]*\}", lambda found: str(facts[found[1]]), text) if facts else text


def like(key: str, language: str = "zh") -> re.Pattern[str]:
    """A pattern for the sentence whatever its facts are."""
    parts = re.split(r"\{[^}]*\}", catalogue(language)[key])
    return re.compile(".*".join(re.escape(part) for part in parts))
