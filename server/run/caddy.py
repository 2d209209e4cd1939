"""How Caddy is started: its binary, and the values that the Caddyfile leaves open."""

import shutil
import sys
from pathlib import Path

from server.run.certificates import Certificates
from server.run.ports import Ports

PROJECT = Path(__file__).resolve().parents[2]
SETUP = Path(__file__).resolve().parent / "setup"


class NoCaddy(Exception):
    """Neither the wheel nor the machine has a Caddy binary."""


def binary() -> str:
    """The Caddy of this virtual environment (from its wheel), else the machine's. Raises NoCaddy."""
    beside = Path(sys.executable).parent / "caddy"
    found = str(beside) if beside.exists() else shutil.which("caddy")
    if not found:
        raise NoCaddy
    return found


def command() -> list[str]:
    """The command line that serves the project's Caddyfile."""
    return [binary(), "run", "--config", str(PROJECT / "Caddyfile"), "--adapter", "caddyfile"]


def environment(var: Path, pwa: Path, ports: Ports, certificates: Certificates) -> dict[str, str]:
    """What the Caddyfile needs to serve this house, and folders that keep Caddy out of the owner's home."""
    return {
        "CADDY_VAR": str(var),
        "CADDY_PWA": str(pwa),
        "CADDY_SETUP": str(SETUP),
        "CADDY_ROOT_FOLDER": str(certificates.root.parent),
        "CADDY_SITE": f"https://:{ports.https}",
        "CADDY_TLS": f'"{certificates.leaf}" "{certificates.leaf_key}"',
        "CADDY_HTTPS_PORT": str(ports.https),
        "CADDY_HTTP_PORT": str(ports.http),
        "CADDY_APP_PORT": str(ports.app),
        "HOME": str(var / "caddy"),
        "XDG_CONFIG_HOME": str(var / "caddy"),
        "XDG_DATA_HOME": str(var / "caddy"),
    }
