"""A house to measure in: pickers with devices, orders of thirty lines as tasks, every scan that a picker would make."""

import json
import urllib.request
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import select

from server.catalog.commands import AddBin, AddContainer, AddItem, AddWarehouse, BindBarcode
from server.catalog.tables import place
from server.commands.perform import Caller
from server.kernel.clock import now
from server.kernel.ids import new_id
from server.kernel.outcome import Outcome
from server.ledger.commands import Adjust
from server.people.commands import AddUser, SetPassword
from server.people.hashing import hashed
from server.selling.commands import Approve, Draft, DraftLine, Release, Submit
from server.store.engine import Store
from server.store.transaction import Reader, Sql
from server.tasks.steps import Task
from server.tasks.tables import task

HOUSE = 0  # the user in whose name a program of our own acts
WAREHOUSE = 1
ITEMS, LINES = 300, 30
STOCK = 1_000_000
PASSWORD = "measured with care"
BATCH = 50

TASKS = Sql(select(task.c.id).where(task.c.kind == "pick").order_by(task.c.id))
TOTES = Sql(select(place.c.id, place.c.code).where(place.c.kind == "container").order_by(place.c.id))


def _done(outcome: Outcome) -> Outcome:
    assert outcome.result == "accepted", outcome
    return outcome


def _made(outcome: Outcome, name: str) -> int:
    made = _done(outcome).made[name]
    assert isinstance(made, int)
    return made


def _all(caller: Caller, commands: list[tuple[str, msgspec.Struct]]) -> list[Outcome]:
    """Many commands, by the batch."""
    outcomes: list[Outcome] = []
    for first in range(0, len(commands), BATCH):
        outcomes += caller.do_all(commands[first : first + BATCH], WAREHOUSE)
    return [_done(outcome) for outcome in outcomes]


def _ids(outcomes: list[Outcome], name: str) -> list[int]:
    return [_made(outcome, name) for outcome in outcomes]


def furnish(store: Store, pickers: int, tasks: int, lines: Sequence[int] = ()) -> list[int]:
    """Make the house with `pickers` people (`p0`, `p1` …) and `tasks` pick tasks; answers the ids of the tasks.

    lines: how many lines each task has, LINES when left out.
    """
    counts = lines or [LINES] * tasks
    caller = Caller(store, HOUSE, new_id())
    _done(caller.do("catalog.add_warehouse", AddWarehouse("BE", "Bench")))
    items = _ids(_all(caller, [("catalog.add_item", AddItem(f"Item {n}", f"I{n:04d}")) for n in range(ITEMS)]), "item")
    bins = _ids(
        _all(caller, [("catalog.add_bin", AddBin(f"A-{n // 6:02d}-{n % 6}", walk_order=n)) for n in range(ITEMS)]),
        "place",
    )
    _all(caller, [("catalog.add_container", AddContainer(tote_code(n))) for n in range(tasks)])
    _all(caller, [("catalog.bind_barcode", BindBarcode(f"I{n:04d}", "item", item)) for n, item in enumerate(items)])
    _all(caller, [("ledger.adjust", Adjust(b, i, STOCK, "opening")) for b, i in zip(bins, items, strict=True)])
    drafts: list[tuple[str, msgspec.Struct]] = []
    for order, count in zip(range(tasks), counts, strict=True):
        wanted = [DraftLine(items[(order * 7 + line) % ITEMS], 1) for line in range(count)]
        drafts.append(("selling.draft", Draft(wanted)))
    orders = _ids(_all(caller, drafts), "order")
    _all(caller, [("selling.submit", Submit(order)) for order in orders])
    _all(caller, [("selling.approve", Approve(order)) for order in orders])
    for first in range(0, tasks, 20):
        _done(caller.do("selling.release", Release(orders[first : first + 20]), WAREHOUSE))
    secret = hashed(PASSWORD)
    for number in range(pickers):
        user = _made(
            caller.do("people.add_user", AddUser(f"p{number}", f"Picker {number}", "en", "", ["picker"])), "user"
        )
        _done(caller.do("people.set_password", SetPassword(user, secret)))
    with store.reader() as reader:
        return [id for (id,) in reader.all(TASKS)]


def tote_code(number: int) -> str:
    """The code of a tote."""
    return f"T-{number:04d}"


def totes(reader: Reader) -> list[tuple[int, str]]:
    """All totes: id and code."""
    return [(id, code) for id, code in reader.all(TOTES)]


class Picker:
    """One device with somebody signed in, and the contacts it will make."""

    def __init__(self, address: str, number: int) -> None:
        self.device, self.seq = new_id(), 0
        body = {
            "device": {"id": self.device, "name": f"phone {number}"}, "login": f"p{number}", "password": PASSWORD,
            "bearer": True,
        }  # fmt: skip
        said = self._post(address, "/api/sign-in", body)
        self.token, self.user = said["token"], said["user"]["id"]

    def _post(self, address: str, path: str, body: dict[str, Any], token: str = "") -> Any:
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
        request = urllib.request.Request(address + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def claim(self, address: str, tasks: list[int]) -> None:
        """Take these tasks."""
        for wanted in tasks:
            sent = self._contact([self._entry("tasks.claim", {"task": wanted}, wanted)])
            said = self._post(address, "/api/commands", sent, self.token)
            assert said["outcomes"][0]["outcome"]["result"] == "accepted", said

    def taking(self, wanted: int, back: bool) -> bytes:
        """A contact that takes a task, or gives it back."""
        type = "tasks.give_back" if back else "tasks.claim"
        return json.dumps(self._contact([self._entry(type, {"task": wanted}, wanted)])).encode()

    def _entry(self, type: str, payload: dict[str, Any], task: int) -> dict[str, Any]:
        self.seq += 1
        return {
            "version": 1, "id": new_id(), "seq": self.seq, "kind": "scan" if type == "scan" else "command",
            "type": type, "user": self.user, "warehouse": WAREHOUSE, "client_at": now(), "payload": payload,
            "monotonic_ms": 1000 + self.seq, "run_id": "bench", "task": task,
        }  # fmt: skip

    def _contact(self, entries: list[dict[str, Any]]) -> dict[str, Any]:
        clock = {"device_at": now(), "monotonic_ms": 1000, "run_id": "bench", "last_round_trip_ms": 5}
        return {
            "device": self.device, "newest": self.seq, "drained": True, "unsent": 0, "clock": clock,
            "entries": entries, "warehouse": WAREHOUSE,
        }  # fmt: skip

    def picks(self, walk: Task, tote: tuple[int, str]) -> Iterator[list[dict[str, Any]]]:
        """The entries of each line of a task: its scans, then its confirmation."""
        for number, line in enumerate(walk.lines):
            assert line.place
            wanted = [("bin", line.place.code), ("item", line.item.code)] + ([] if number else [("tote", tote[1])])
            entries = [
                self._entry(
                    "scan",
                    {"text": text, "source": "hid", "verdict": "accepted", "symbology": "Code128", "line": line.id,
                     "step": step},
                    walk.id,
                )
                for step, text in wanted
            ]  # fmt: skip
            payload = {
                "task": walk.id, "line": line.id, "place": line.place.id, "item": line.item.id,
                "quantity": line.quantity, "container": tote[0], "lot": 0, "serial": 0, "override": "",
                "scans": [entry["id"] for entry in entries],
            }  # fmt: skip
            yield [*entries, self._entry("picking.confirm", payload, walk.id)]

    def bodies(self, picks: list[list[dict[str, Any]]], most: int) -> list[bytes]:
        """Contacts of at most `most` entries, a pick never cut in two."""
        made: list[list[dict[str, Any]]] = [[]]
        for pick in picks:
            if made[-1] and len(made[-1]) + len(pick) > most:
                made.append([])
            made[-1] += pick
        return [json.dumps(self._contact(entries)).encode() for entries in made]
