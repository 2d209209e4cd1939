"""The vectors of the official syntax engine, and our own shared ones."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from scanning import gs1

ROOT = Path(__file__).parents[3]
CORPUS = Path(os.environ.get("TRUEBIN_CORPUS", ROOT.parent / "shared" / "corpus"))
OURS = ROOT / "tests" / "vectors" / "gs1"
FORMS = {"scan": gs1.scan, "raw": gs1.raw, "bracketed": gs1.brackets, "dl": gs1.link}

Verdict = list[tuple[str, str]] | str


@cache
def official() -> list[dict[str, Any]]:
    """The lines of the shared corpus; fails when it is not there."""
    path = CORPUS / "gs1" / "vectors.jsonl"
    assert path.is_file(), f"{path} is not there; name the folder of the corpora as TRUEBIN_CORPUS"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def verdict(form: str, text: str, *, strict: bool = False) -> Verdict:
    """The elements, or what is wrong and where. form: a name of FORMS, "" to let the parser find it."""
    try:
        return (FORMS[form] if form else gs1.parse)(text, strict=strict).elements
    except gs1.Malformed as wrong:
        return f"{wrong.code} {wrong.place}"


def wanted(vector: dict[str, Any]) -> list[tuple[str, str]]:
    """The elements of a valid vector; an EAN is stated as AI 01."""
    gtin = [("01", vector["gtin"])] if "gtin" in vector else []
    return gtin + [(ai, value) for ai, value in vector["ais"]]
