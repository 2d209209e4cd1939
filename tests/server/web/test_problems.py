"""Every refusal has its status, and no secret reaches the log."""

import json
from pathlib import Path

import pytest

import server
from server.web.log import without_secrets
from server.web.problems import TITLES, problem, status_of


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("people.wrong_pin", 401),
        ("people.not_allowed", 403),
        ("people.unknown_user", 404),
        ("people.login_taken", 409),
        ("people.locked", 429),
        ("web.too_large", 413),
        ("command.batch_too_large", 413),
        ("web.malformed", 400),
    ],
)
def test_a_code_means_a_status(code: str, status: int) -> None:
    assert status_of(code) == status
    assert status in TITLES


def test_a_problem_has_an_id_of_its_own() -> None:
    assert problem("web.failed", {}, 500).request_id != problem("web.failed", {}, 500).request_id


def test_what_looks_like_a_secret_is_blotted_out() -> None:
    entry = {
        "event": "sign_in",
        "password": "x",
        "pin": "2468",
        "session_token": "t",
        "path": "/api/pin",
        "shipping": 1,
    }
    kept = without_secrets(None, "info", entry)
    assert kept == {
        "event": "sign_in",
        "password": "…",
        "pin": "…",
        "session_token": "…",
        "path": "/api/pin",
        "shipping": 1,
    }


@pytest.mark.parametrize(("part", "words_of"), [("people", ("people.",)), ("web", ("web.", "labels."))])
def test_every_code_raised_here_has_its_words_in_both_languages(part: str, words_of: tuple[str, ...]) -> None:
    folder = Path(server.__file__).parent / part
    words = json.loads((folder / "messages.json").read_text())
    sources = "".join(file.read_text() for file in sorted(folder.glob("*.py")))
    raised = {one.split('"')[0] for one in sources.split('Refusal("')[1:]}
    own = {code for code in raised if code.startswith(words_of)}
    assert len(own) >= 3
    assert own <= set(words)
    for code, said in words.items():
        assert code.startswith(words_of)
        assert said["zh"]
        assert said["en"]
