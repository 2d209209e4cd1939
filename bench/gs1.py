"""`python -m bench.gs1`: how right and how fast our GS1 parser is, beside biip, on the official engine's vectors."""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import biip

from bench.machine import description
from scanning import gs1

ROOT = Path(__file__).parents[1]
VECTORS = Path(os.environ.get("TRUEBIN_CORPUS", ROOT.parent / "shared" / "corpus")) / "gs1" / "vectors.jsonl"
ROUNDS = 20  # Enough that the figures of two runs agree to a tenth.

# What begins so says that it is GS1; biip answers plain data beside its errors where it is not.
CLAIMS = ("]C1", "]e0", "]d2", "]Q3", "http")

Elements = list[list[str]] | None
FORMS = {"scan": gs1.scan, "raw": gs1.raw, "bracketed": gs1.brackets, "dl": gs1.link}


def main() -> None:
    """Print one table: right verdicts and CPU microseconds a parse."""
    if not VECTORS.is_file():
        sys.exit(f"bench.gs1: {VECTORS} is not there; name the folder of the corpora as TRUEBIN_CORPUS")
    vectors = [json.loads(line) for line in VECTORS.read_text("utf-8").splitlines()]
    print(f"{len(vectors)} vectors, {ROUNDS} rounds, {description()}\n")
    print("| reader | right | p50 µs | mean µs | p99 µs |")
    print("|---|---|---|---|---|")
    for name, read in (
        ("scanning.gs1, told the form", told),
        ("scanning.gs1, finds the form", found),
        ("biip", beside),
    ):
        right = sum(is_right(vector, read(vector)) for vector in vectors)
        p50, mean, p99 = timed(read, vectors)
        print(f"| {name} | {right} ({100 * right / len(vectors):.1f} %) | {p50:.1f} | {mean:.1f} | {p99:.1f} |")


def told(vector: dict[str, Any]) -> Elements:
    """Ours, when the caller knows which form the text must have."""
    try:
        return [list(element) for element in FORMS[vector["kind"]](vector["input"]).elements]
    except gs1.Malformed:
        return None


def found(vector: dict[str, Any]) -> Elements:
    """Ours, from the text alone."""
    try:
        return [list(element) for element in gs1.parse(vector["input"]).elements]
    except gs1.Malformed:
        return None


def beside(vector: dict[str, Any]) -> Elements:
    """biip, given each form as it wants it: ^ as GS behind the identifier of GS1-128, brackets taken off."""
    text = vector["input"]
    try:
        if vector["kind"] == "bracketed":
            message = biip.gs1_messages.GS1Message.parse_hri(text)
        else:
            if text.startswith("^"):
                text = "]C1" + text[1:].replace("^", "\x1d")
            parsed = biip.parse(text)
            link = parsed.gs1_digital_link_uri
            found = parsed.gs1_message or (link.as_gs1_message() if link else None)
            if found is None:
                refused = text.startswith(CLAIMS) and (parsed.gs1_message_error or parsed.gs1_digital_link_uri_error)
                gtin = [["01", parsed.gtin.as_gtin_14()]] if parsed.gtin else []
                return None if refused or (text.startswith("]E") and not gtin) else gtin
            message = found
    except (biip.ParseError, IndexError):  # IndexError is what biip 5.2 answers a lone "]" with.
        return None
    # It reads on over a wrong check digit and says so beside the element; that counts as refusing.
    if any(element.gtin_error or element.gln_error or element.sscc_error for element in message.element_strings):
        return None
    return [[element.ai.ai, element.value] for element in message.element_strings]


def is_right(vector: dict[str, Any], elements: Elements) -> bool:
    """Whether a verdict is the official engine's; an EAN may be stated as AI 01 or not."""
    if not vector["valid"] or elements is None:
        return not vector["valid"] and elements is None
    gtin = [["01", vector["gtin"]]] if "gtin" in vector else []
    return elements in (vector["ais"], gtin + vector["ais"])


def timed(read: Callable[[dict[str, Any]], Elements], vectors: list[dict[str, Any]]) -> tuple[float, float, float]:
    """CPU microseconds of one parse: median, mean, 99th percentile."""
    spent: list[int] = []
    for _ in range(ROUNDS):
        for vector in vectors:
            began = time.process_time_ns()
            read(vector)
            spent.append(time.process_time_ns() - began)
    spent.sort()
    return spent[len(spent) // 2] / 1000, sum(spent) / len(spent) / 1000, spent[len(spent) * 99 // 100] / 1000


if __name__ == "__main__":
    main()
