"""The built PWA as phones meet it: behind the real Caddy with HTTPS and precompressed files, on books with tasks."""

import base64
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bench import house
from server.commands.perform import Caller
from server.kernel.ids import new_id
from server.people.commands import AddUser, SetPassword
from server.people.hashing import hashed
from server.run import caddy, certificates
from server.run.ports import Ports
from server.store.engine import open_store
from tests.serving import Server, free_port

TASKS = 200  # As many as the server gives to one phone.
PICKERS = 4
LONG_TASKS, LONG_LINES, LINES = 4, 60, 4
OFFICE = "office"
ANCHOR = "anchor"
STARTS_WITHIN_S = 30

PRESSED = """
const cue = document.createElement("div");
cue.style.cssText = "position: fixed; inset: 0; background: green; display: none";
document.body.append(cue);
addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  cue.style.display = "block";
  cue.dataset.cue = "right";
  setTimeout(() => { cue.removeAttribute("data-cue"); cue.style.display = "none"; }, 300);
});
"""


class Site:
    """Server, Caddy and books in a folder; `go_down` and `come_back` are what a dead server looks like to a phone."""

    def __init__(self, built: Path, folder: Path) -> None:
        self.folder = folder
        self.pwa = Path(shutil.copytree(built, folder / "pwa"))
        self.url = f"sqlite:///{folder}/truebin.db"
        self.store = open_store(self.url)
        lines = [LONG_LINES] * LONG_TASKS + [LINES] * (TASKS - LONG_TASKS)
        self.tasks = house.furnish(self.store, PICKERS, TASKS, lines)
        self._add_office()
        self.server = Server(self.url, folder / "server.log", pwa=str(self.pwa))
        self.ports = Ports(free_port(), free_port(), self.server.port)
        self.certificates = certificates.ensure(folder / "certs", [], datetime.now(UTC))
        self._front: subprocess.Popen[bytes] | None = None

    def _add_office(self) -> None:
        caller = Caller(self.store, house.HOUSE, new_id())
        made = caller.do("people.add_user", AddUser(OFFICE, "Office", "en", "", ["supervisor", "admin"])).made
        caller.do("people.set_password", SetPassword(int(str(made["user"])), hashed(house.PASSWORD)))

    @property
    def address(self) -> str:
        """Where phones find it."""
        return f"https://localhost:{self.ports.https}"

    @property
    def trust(self) -> list[str]:
        """What makes Chromium trust the house's certificate, and nothing else, as a phone does after its set-up."""
        leaf = x509.load_pem_x509_certificates(self.certificates.leaf.read_bytes())[0]
        key = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return [f"--ignore-certificate-errors-spki-list={base64.b64encode(hashlib.sha256(key).digest()).decode()}"]

    def start(self) -> None:
        """Start both and wait until they answer."""
        self.server.start()
        self.come_back()

    def come_back(self) -> None:
        """Start Caddy."""
        environment = os.environ | caddy.environment(self.folder, self.pwa, self.ports, self.certificates)
        with (self.folder / "caddy.log").open("ab") as log:
            self._front = subprocess.Popen(caddy.command(), env=environment, stdout=log, stderr=log)
        until = time.monotonic() + STARTS_WITHIN_S
        while not _listens(self.ports.https):
            assert self._front.poll() is None, (self.folder / "caddy.log").read_text()
            assert time.monotonic() < until, (self.folder / "caddy.log").read_text()
            time.sleep(0.02)

    def go_down(self) -> None:
        """Caddy is gone: every connection breaks, none can be made."""
        if self._front is not None:
            self._front.send_signal(signal.SIGKILL)
            self._front.wait()
            self._front = None

    def stop(self) -> None:
        """End everything."""
        self.go_down()
        self.server.stop()
        self.store.close()

    def put_anchor(self, bytes_: int) -> None:
        """A page of one script with as many bytes on the wire, which only says that it is there when it has run."""
        page = f'<!doctype html><html lang="en"><title>Anchor</title><body><script src="/{ANCHOR}.js"></script></body>'
        (self.pwa / f"{ANCHOR}.html").write_text(page)
        # Noise that cannot be compressed, so that the file weighs what it says.
        noise = base64.b64encode(secrets.token_bytes(bytes_ * 3 // 4)).decode()
        script = 'document.body.append(Object.assign(document.createElement("main"), { textContent: "here" }));'
        (self.pwa / f"{ANCHOR}.js").write_text(f"{script}\n//{noise}")

    def put_bare_key(self) -> None:
        """A page that answers a key with nothing but a colour."""
        page = '<!doctype html><html lang="en"><title>Key</title><body><script src="/key.js"></script></body>'
        (self.pwa / "key.html").write_text(page)
        (self.pwa / "key.js").write_text(PRESSED)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
