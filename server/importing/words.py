"""The import's own words, for a terminal; screens have theirs from the same catalogue."""

import json
from pathlib import Path
from typing import Final

from server.importing.commands import Report

_WORDS: Final[dict[str, dict[str, str]]] = json.loads(
    (Path(__file__).parent / "messages.json").read_text(encoding="utf-8")
)


def words(key: str, language: str, **facts: object) -> str:
    """The sentence of a key behind `importing.`, in zh or en."""
    return _WORDS[f"importing.{key}"][language].format(**facts)


def lines(report: Report, language: str) -> list[str]:
    """A report as a person reads it: every kind of dirt with its number and its first rows."""
    told = ["  ".join(f"{name} {number:,}" for name, number in report.figures.items())]
    for found in report.findings:
        told.append(f"{found.count:>8,}  {words(f'finding.{found.kind}', language)}")
        for sample in found.samples[:3]:
            facts = ", ".join(f"{name} {_fact(name, value, language)}" for name, value in sample.facts.items())
            told.append(f"          {sample.row}: {facts}")
    return told


def _fact(name: str, value: str, language: str) -> str:
    return words(f"reason.{value}", language) if name == "reason" else value
