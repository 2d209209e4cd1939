"""A private PostgreSQL cluster for one test run: its own folder, its own socket, no port, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

# What a test cluster need not do: survive a power cut.
CARELESS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60", "shared_buffers=64MB")


def binaries() -> Path | None:
    """The folder with initdb and postgres, None where PostgreSQL is not installed."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if installed:
        return installed[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class Cluster:
    """A running cluster."""

    def __init__(self, folder: Path, user: str) -> None:
        self.folder = folder
        self.user = user

    def url(self, database: str = "postgres") -> str:
        """The address of one of its databases."""
        return f"postgresql://{self.user}@/{database}?host={quote(str(self.folder), safe='')}"


def _somebody() -> tuple[str, dict[str, int]]:
    """PostgreSQL refuses to run as root, so it runs as its own user where there is one, else as nobody."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid()).pw_name, {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return entry.pw_name, {"user": entry.pw_uid, "group": entry.pw_gid}


def empty(url: str, tables: Iterable[str]) -> None:
    """Take every row out of a database and everybody off it; a new database would cost ten times as much."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        used = connection.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in tables))
        names = [row[0] for row in used]
        if names:
            connection.execute(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE")


@contextmanager
def running() -> Iterator[Cluster]:
    """A cluster for as long as the block lasts."""
    where = binaries()
    assert where is not None, "PostgreSQL is not installed"
    user, identity = _somebody()
    with tempfile.TemporaryDirectory(prefix="truebin-pg-", dir="/tmp") as name:
        folder = Path(name)
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        files = folder / "cluster"

        def run(program: str, *words: str) -> None:
            subprocess.run([where / program, *words], check=True, cwd=folder, stdout=subprocess.DEVNULL, **identity)  # type: ignore[call-overload]

        run(
            "initdb",
            "--pgdata",
            str(files),
            "--username",
            user,
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C",
        )
        settings = " ".join(
            f"-c {setting}" for setting in (*CARELESS, "listen_addresses=", f"unix_socket_directories={folder}")
        )
        run("pg_ctl", "--pgdata", str(files), "--wait", "--log", str(folder / "log"), "--options", settings, "start")
        try:
            yield Cluster(folder, user)
        finally:
            run("pg_ctl", "--pgdata", str(files), "--wait", "--mode=immediate", "stop")
