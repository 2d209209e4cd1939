"""A server is killed at any moment while devices send: what it had answered is there, nothing is there twice."""

import http.client
import json
import random
import threading
import urllib.request
from pathlib import Path
from typing import Any

import msgspec

from server.commands.perform import Caller
from server.kernel.clock import now
from server.kernel.ids import new_id
from server.people.commands import AddUser, SetPassword
from server.people.hashing import hashed
from server.store.engine import open_store
from tests.crash.shelf import HOUSE, WAREHOUSE, check, furnish, swap
from tests.serving import Server

KILLS = 50
DEVICES = 4
ANSWERS_BEFORE_KILL_MAX = 40
PASSWORD = "a long enough word"
SEED = 20261122


class Device:
    """A phone that sends one move after the other, and sends again what was not answered."""

    def __init__(self, number: int, bins: tuple[int, int]) -> None:
        self.id, self.number, self.bins = new_id(), number, bins
        self.token, self.user = "", 0
        self.waiting: list[dict[str, Any]] = []
        self.seq = 0
        self.answered: dict[str, Any] = {}
        self.told_twice: list[str] = []

    def sign_in(self, address: str) -> None:
        body = {"device": {"id": self.id, "name": f"phone {self.number}"}, "login": "hand", "password": PASSWORD}
        request = urllib.request.Request(
            f"{address}/api/sign-in", json.dumps(body | {"bearer": True}).encode(), {"content-type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            said = json.load(answer)
        self.token, self.user = said["token"], said["user"]["id"]

    def make(self) -> None:
        """Do three more things with the hands."""
        for _ in range(3):
            self.seq += 1
            payload = msgspec.to_builtins(swap(self.seq + self.number, self.bins))
            self.waiting.append(
                {"version": 1, "id": new_id(), "seq": self.seq, "kind": "command", "type": "relocating.move",
                 "user": self.user, "warehouse": WAREHOUSE, "client_at": now(), "payload": payload}
            )  # fmt: skip

    def contact(self, connection: http.client.HTTPConnection) -> int:
        """Send what waits; answers how many entries were answered."""
        body = {
            "device": self.id, "newest": self.seq, "drained": False, "unsent": len(self.waiting),
            "clock": {"device_at": now()}, "entries": self.waiting,
        }  # fmt: skip
        headers = {"content-type": "application/json", "authorization": f"Bearer {self.token}"}
        connection.request("POST", "/api/commands", json.dumps(body), headers)
        answer = connection.getresponse()
        said = json.loads(answer.read())
        assert answer.status == 200, said
        assert not said["gap"], said
        for one in said["outcomes"]:
            assert one["outcome"]["result"] == "accepted", one
            if self.answered.setdefault(one["id"], one["outcome"]) != one["outcome"]:
                self.told_twice.append(one["id"])
        self.waiting = [entry for entry in self.waiting if entry["id"] not in self.answered]
        return len(said["outcomes"])

    def send_until_gone(self, port: int, heard: "threading.Semaphore") -> None:
        """Contact after contact until the server is gone."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            while True:
                if not self.waiting:
                    self.make()
                heard.release(self.contact(connection))
        except (ConnectionError, http.client.HTTPException, TimeoutError):
            return
        finally:
            connection.close()


def test_a_killed_server_keeps_what_it_answered(tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "truebin.db"
    path.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{path}"
    store = open_store(url)
    bins = furnish(store)
    house = Caller(store, HOUSE, new_id())
    hand = house.do("people.add_user", AddUser("hand", "Hand", "en", "", ["admin"])).made["user"]
    assert isinstance(hand, int)
    house.do("people.set_password", SetPassword(hand, hashed(PASSWORD)))
    store.close()
    server, chance = Server(url, tmp_path / "log"), random.Random(SEED)
    devices = [Device(number, bins) for number in range(DEVICES)]
    for kill in range(KILLS):
        server.start()
        if kill == 0:
            for device in devices:
                device.sign_in(server.address)
        _killed_under_load(server, devices, chance.randrange(1, ANSWERS_BEFORE_KILL_MAX))
    server.start()
    for device in devices:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        while device.waiting:
            device.contact(connection)
        connection.close()
    server.stop()
    store = open_store(url)
    answered = {id for device in devices for id in device.answered}
    check(store, answered)
    store.close()
    assert [device.told_twice for device in devices] == [[]] * DEVICES
    assert [len(device.answered) for device in devices] == [device.seq for device in devices]
    assert len(answered) > KILLS


def _killed_under_load(server: Server, devices: list[Device], answers: int) -> None:
    """Let all devices send, and kill the server when so many entries have been answered."""
    heard = threading.Semaphore(0)
    senders = [threading.Thread(target=device.send_until_gone, args=(server.port, heard)) for device in devices]
    for sender in senders:
        sender.start()
    for _ in range(answers):
        assert heard.acquire(timeout=60), f"no answers any more (seed {SEED})"
    server.kill()
    for sender in senders:
        sender.join(60)
        assert not sender.is_alive()
