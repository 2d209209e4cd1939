"""The whole house as `make run` starts it: Caddy, our certificate, HTTPS, and a phone that trusts it."""

import base64
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate
from playwright.sync_api import Playwright, expect

from tests.journeys.browser import Chromium
from tests.journeys.conftest import SCREEN
from tests.journeys.phone import WAITS_MS, Phone
from tests.journeys.site import Site, eventually
from tests.serving import free_port

STARTS_WITHIN_S = 60
STOPS_WITHIN_S = 30


@pytest.fixture
def front(site: Site, tmp_path: Path) -> Iterator[str]:
    """`server.run` on the books of the site; the address that it prints."""
    site.server.stop()
    https, http, app = free_port(), free_port(), free_port()
    log = tmp_path / "run.log"
    ports = ["--https", str(https), "--http", str(http), "--app", str(app)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "server.run", "--var", str(tmp_path / "var"), "--no-build", *ports],
            env=os.environ | {"TRUEBIN_DATABASE": site.url},
            stdout=out,
            stderr=out,
        )
    address = f"https://localhost:{https}"
    until = time.monotonic() + STARTS_WITHIN_S
    while address not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.05)
    yield address
    process.send_signal(signal.SIGINT)
    assert process.wait(STOPS_WITHIN_S) == 0, log.read_text()


@pytest.fixture
def trusting(front: str, playwright: Playwright, tmp_path: Path) -> Iterator[Chromium]:
    """A browser that trusts the certificate of this house and no other: it takes a root from no file, but a key."""
    certificate = load_pem_x509_certificate((tmp_path / "var" / "certs" / "leaf.crt").read_bytes())
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    known = base64.b64encode(hashlib.sha256(key).digest()).decode()
    browser = Chromium(playwright, tmp_path / "profile", [f"--ignore-certificate-errors-spki-list={known}"])
    yield browser
    browser.close()


def test_a_pick_through_caddy_over_https(site: Site, front: str, trusting: Chromium) -> None:
    context = trusting.start()
    phone = Phone(context, front)
    phone.page.set_viewport_size(SCREEN)
    phone.sign_in("li")
    assert phone.page.evaluate("isSecureContext")
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.take(site.number(1))
    phone.picks("A-02-2", "OIL-5L", tote="T-0001")
    phone.picks("A-03-2", "RICE-10")
    phone.sees("picking.done_title")
    eventually(lambda: site.state(1) == "picked")
    assert {one["name"]: one["secure"] for one in context.cookies()}["truebin_session"]
    phone.page.goto(f"{front}/setup/")
    expect(phone.page.get_by_role("heading").first).to_be_visible(timeout=WAITS_MS)
    site.proved()
    assert phone.faults == []
