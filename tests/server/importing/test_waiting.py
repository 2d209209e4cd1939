"""What is kept in mind while files are on their way has an end."""

from typing import Any

from server.importing import rules, waiting
from server.importing.commands import Mapping

CONTENT = b"order,item,quantity\n1,A,2\n"
MAPPING = rules.guess(["order", "item", "quantity"])


def nothing(phase: str, done: int, total: int) -> None:
    """Listen to nothing."""


def test_the_oldest_uploads_go_when_too_many_wait() -> None:
    memory: dict[str, Any] = {}
    for number in range(waiting.ARRIVALS_MAX + 1):
        waiting.arrive(memory, str(number), b"x")
    assert waiting.arrival(memory, "0") is None
    assert waiting.arrival(memory, str(waiting.ARRIVALS_MAX)) == b"x"


def test_a_stored_upload_no_longer_waits() -> None:
    memory: dict[str, Any] = {}
    waiting.arrive(memory, "a", b"x")
    waiting.leave(memory, "a")
    waiting.leave(memory, "a")
    assert waiting.arrival(memory, "a") is None


def test_a_plan_is_made_once_per_mapping() -> None:
    memory: dict[str, Any] = {}
    first = waiting.plan(memory, "a", CONTENT, MAPPING, nothing)
    assert waiting.plan(memory, "a", b"not read again", MAPPING, nothing) is first
    other = Mapping(MAPPING.columns, skip_unreadable=True)
    assert waiting.plan(memory, "a", CONTENT, other, nothing) is not first


def test_plans_and_progress_do_not_pile_up() -> None:
    memory: dict[str, Any] = {}
    for number in range(100):
        waiting.plan(memory, str(number), CONTENT, MAPPING, nothing)
        waiting.tell(memory, number, "planning", 0, 1)
    assert len(memory["importing.plans"]) == waiting.PLANS_MAX
    assert len(memory["importing.progress"]) == waiting.PROGRESS_MAX
    assert waiting.progress(memory, 0) is None


def test_a_listener_hears_until_it_leaves() -> None:
    memory: dict[str, Any] = {}
    heard: list[str] = []
    waiting.listen(memory, 1, lambda phase, done, total: heard.append(phase))
    waiting.tell(memory, 1, "items", 0, 1)
    waiting.tell(memory, 2, "bins", 0, 1)
    waiting.listen(memory, 1, None)
    waiting.tell(memory, 1, "done", 1, 1)
    assert heard == ["items"]
