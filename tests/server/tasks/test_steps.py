"""The shared step cases, held against the Python interpreter; the TypeScript twin reads the same files."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from server.tasks.steps import Emission, Input, Meaning, Scanned, Task, advance, proves, start

FOLDER = Path(__file__).parents[2] / "vectors" / "steps"
DOCUMENTS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
CASES = [
    pytest.param(document["task"], case, id=f"{name}: {case['name']}")
    for name, document in DOCUMENTS.items()
    for case in document["cases"]
]


def test_there_are_enough_cases_to_hold_two_languages_equal() -> None:
    assert len(CASES) >= 70


@pytest.mark.parametrize(("task", "case"), CASES)
def test_the_interpreter_answers_as_the_shared_case_says(task: dict[str, Any], case: dict[str, Any]) -> None:
    known = msgspec.convert(task, Task)
    state = start(known)
    for number, expected in enumerate(case["inputs"], 1):
        answer = advance(known, state, msgspec.convert(expected["input"], Input))
        state = answer.state
        told = {
            "verdict": {
                "result": answer.verdict.result,
                "code": answer.verdict.code,
                "facts": answer.verdict.facts,
                "step": answer.verdict.step,
            },
            "line": state.line,
            "step": state.step,
            "count": state.count,
            "emit": msgspec.to_builtins(answer.emit),
        }
        assert told == {name: expected[name] for name in told}, f"input {number}"


@pytest.mark.parametrize(("task", "case"), CASES)
def test_what_the_interpreter_sends_is_proved_by_the_scans_it_names(task: dict[str, Any], case: dict[str, Any]) -> None:
    known = msgspec.convert(task, Task)
    seen: dict[str, Scanned] = {}
    for expected in case["inputs"]:
        given = msgspec.convert(expected["input"], Input)
        if given.scan is not None:
            seen[given.scan.id] = given.scan
        for sent in expected["emit"]:
            if sent["type"] == "picking.skip":
                continue
            emission = msgspec.convert(sent, Emission)
            line = next(line for line in known.lines if line.id == emission.payload["line"])
            evidence = [seen[id] for id in emission.payload["scans"]]
            assert proves(known, line, evidence, emission)


def _confirm(**other: Any) -> Emission:
    sent = {"task": 5, "line": 1, "place": 22, "item": 501, "lot": 0, "serial": 0, "quantity": 1, "container": 907}
    return Emission("picking.confirm", {**sent, "scans": ["s1", "s2"], "override": "", **other})


BIN = Scanned("s1", "A-02-2", [Meaning("bin", 22, "A-02-2")])
ITEM = Scanned("s2", "6901234567892", [Meaning("item", 501, "SKU-10013", "pcs", 1)])


@pytest.mark.parametrize(
    ("scans", "sent"),
    [
        ([], _confirm()),
        ([ITEM], _confirm()),
        ([BIN], _confirm()),
        ([ITEM, BIN], _confirm()),
        ([BIN, ITEM], _confirm(quantity=2)),
        ([BIN, ITEM], _confirm(place=31)),
        ([BIN, ITEM], _confirm(container=908)),
        ([BIN, ITEM, ITEM], _confirm()),
        ([BIN, ITEM], _confirm(item=502)),
    ],
)
def test_scans_that_do_not_lead_there_prove_nothing(scans: list[Scanned], sent: Emission) -> None:
    task = msgspec.convert(DOCUMENTS["pick_one_piece"]["task"], Task)
    assert proves(task, task.lines[0], [BIN, ITEM], _confirm())
    assert not proves(task, task.lines[0], scans, sent)
