"""The real Caddy with the project's Caddyfile before a small app: what phones get, and what Caddy leaves alone."""

import gzip
import http.client
import json
import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from msgspec import Struct

from server.run import caddy, certificates
from server.run.certificates import Certificates
from server.run.ports import Ports

SHELL = "<!doctype html><title>Truebin</title>" + " " * 600


class Front(Struct):
    """A running Caddy and where its things lie."""

    ports: Ports
    certificates: Certificates
    var: Path
    pwa: Path

    def get(self, path: str, accept_encoding: str = "identity") -> tuple[int, dict[str, str], bytes]:
        """Ask over HTTPS, trusting the house's root and nothing else."""
        trust = ssl.create_default_context(cafile=str(self.certificates.root))
        link = http.client.HTTPSConnection("127.0.0.1", self.ports.https, context=trust, timeout=20)
        return _ask(link, path, accept_encoding)

    def get_plain(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Ask over plain HTTP."""
        return _ask(http.client.HTTPConnection("127.0.0.1", self.ports.http, timeout=20), path, "identity")


def _ask(link: http.client.HTTPConnection, path: str, accept_encoding: str) -> tuple[int, dict[str, str], bytes]:
    link.request("GET", path, headers={"Accept-Encoding": accept_encoding})
    answer = link.getresponse()
    content = answer.read()
    link.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content


class App(BaseHTTPRequestHandler):
    """Answers what it was asked, so that a test sees what came through."""

    def do_GET(self) -> None:
        """Echo path and forwarding headers."""
        seen = {"path": self.path, **{name.lower(): value for name, value in self.headers.items()}}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(seen).encode())

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep the test's output clean."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    var = tmp_path_factory.mktemp("var")
    pwa = tmp_path_factory.mktemp("pwa")
    (pwa / "index.html").write_text(SHELL)
    (pwa / "index.html.gz").write_bytes(gzip.compress(SHELL.encode()))
    (pwa / "assets").mkdir()
    (pwa / "assets" / "main-abc123.js").write_text("export {};")
    ports = Ports(free_port(), free_port(), free_port())
    made = certificates.ensure(var / "certs", [], datetime.now(UTC))
    process = subprocess.Popen(
        caddy.command(),
        env={"PATH": os.environ["PATH"], **caddy.environment(var, pwa, ports, made)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for port in (ports.https, ports.http):
        while True:
            assert process.poll() is None, "Caddy did not start"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
    yield Front(ports, made, var, pwa)
    process.terminate()
    process.wait()


@pytest.fixture
def app(front: Front) -> Iterator[None]:
    server = ThreadingHTTPServer(("127.0.0.1", front.ports.app), App)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_pwa_comes_compressed_and_is_asked_for_again(front: Front) -> None:
    status, headers, content = front.get("/", "gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(content).decode() == SHELL
    assert headers["cache-control"] == "no-cache"


def test_built_files_are_kept_for_good(front: Front) -> None:
    _, headers, _ = front.get("/assets/main-abc123.js")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"


def test_no_page_runs_inline_script(front: Front) -> None:
    for path in ("/", "/setup/", "/setup/test.html"):
        _, headers, _ = front.get(path)
        policy = headers["content-security-policy"]
        assert "unsafe-inline" not in policy
        assert "script-src 'self' 'wasm-unsafe-eval'" in policy
        assert "frame-ancestors 'none'" in policy


def test_every_answer_carries_the_security_headers(front: Front) -> None:
    for path in ("/", "/setup/", "/no-such-file"):
        _, headers, _ = front.get(path)
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "same-origin", path
        assert "camera=(self)" in headers["permissions-policy"], path


def test_the_app_gets_what_is_asked_under_api(front: Front, app: None) -> None:
    status, _, content = front.get("/api/items?q=a")
    seen = json.loads(content)
    assert (status, seen["path"]) == (200, "/api/items?q=a")
    assert (seen["x-forwarded-proto"], seen["x-forwarded-for"]) == ("https", "127.0.0.1")


def test_the_plain_side_never_reaches_the_app(front: Front, app: None) -> None:
    status, headers, _ = front.get_plain("/api/items")
    assert (status, headers["location"]) == (302, "/setup/")


def test_a_phone_without_trust_gets_the_root_and_the_way(front: Front) -> None:
    status, _, page = front.get_plain("/setup/")
    assert status == 200
    assert "truebin-root.crt" in page.decode()
    status, headers, root = front.get_plain("/setup/truebin-root.crt")
    assert (status, headers["content-type"]) == (200, "application/x-x509-ca-cert")
    assert root == front.certificates.root.read_bytes()


def test_no_key_can_be_fetched(front: Front) -> None:
    for path in ("/setup/root.key", "/setup/../root.key", "/root.key", "/setup/truebin-root.crt/../root.key"):
        for _, _, content in (front.get(path), front.get_plain(path)):
            assert b"PRIVATE" not in content


def test_the_plain_page_leads_to_the_secure_side(front: Front) -> None:
    _, headers, _ = front.get_plain("/setup/open")
    assert headers["location"] == f"https://127.0.0.1:{front.ports.https}/"
    _, headers, _ = front.get_plain("/setup/trusted")
    assert headers["location"] == f"https://127.0.0.1:{front.ports.https}/setup/trusted"
    status, headers, _ = front.get("/setup/trusted")
    assert (status, headers["access-control-allow-origin"]) == (204, "*")


def test_caddy_keeps_to_its_own_folder(front: Front) -> None:
    front.get("/")
    assert {path.name for path in front.var.iterdir()} == {"caddy", "certs"}


def test_a_stranger_is_not_trusted(front: Front) -> None:
    link = http.client.HTTPSConnection("127.0.0.1", front.ports.https, context=ssl.create_default_context(), timeout=20)
    with pytest.raises(ssl.SSLCertVerificationError):
        link.request("GET", "/")
    link.close()


@pytest.mark.parametrize("tls", ["/etc/truebin/wms.crt /etc/truebin/wms.key", "it@example.com"])
def test_the_same_caddyfile_serves_a_real_domain(tls: str) -> None:
    lines = (caddy.PROJECT / "docs" / "systemd" / "caddy.env").read_text().splitlines()
    values = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    adapted = subprocess.run(
        [caddy.binary(), "adapt", "--config", str(caddy.PROJECT / "Caddyfile"), "--adapter", "caddyfile"],
        env={"PATH": os.environ["PATH"], **values, "CADDY_TLS": tls},
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert values["CADDY_SITE"] in adapted
    assert "max-age=31536000" in adapted
    assert f'"Location":["{values["CADDY_HTTP_GOES_TO"]}"]' in adapted
    assert all(part in adapted for part in tls.split())
