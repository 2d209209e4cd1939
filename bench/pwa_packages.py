"""How many npm packages the PWA needs, and how long a bare copy takes to install and build."""

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from server.run import pwa
from server.run.caddy import PROJECT


@dataclass(frozen=True)
class Packages:
    """build: what a build installs on this machine. all: with the tools of the checks."""

    build: int
    all: int
    install_s: float
    build_s: float


def measure(folder: Path) -> Packages:
    """Copy the sources to an empty place, install there and build. npm's own cache of downloads stays as it is."""
    node = pwa.ensure_node()
    environment = os.environ | {"PATH": f"{node.path}{os.pathsep}{os.environ.get('PATH', '')}", "CI": "true"}
    copy = folder / "pwa"
    shutil.copytree(pwa.FOLDER, copy, ignore=shutil.ignore_patterns("node_modules", "dist"))
    # The build takes the words of the server's refusals from beside it.
    (folder / "server").symlink_to(PROJECT / "server")

    def timed(*arguments: str) -> float:
        began = time.monotonic()
        subprocess.run([*node.npm, *arguments], cwd=copy, env=environment, check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - began

    install_s = timed("ci", "--no-audit", "--no-fund", "--loglevel=error", "--omit=dev")
    build_s = timed("run", "build", "--silent")
    return Packages(_installed(copy), _installed(pwa.FOLDER), install_s, build_s)


def _installed(folder: Path) -> int:
    """Packages that lie there, without those for other machines that npm only names."""
    named = json.loads((folder / "package-lock.json").read_text())["packages"]
    return sum(1 for path in named if path and (folder / path / "package.json").exists())
