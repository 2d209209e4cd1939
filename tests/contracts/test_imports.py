"""Who may import whom: the real tree keeps every contract, and a planted violation of each one is found."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

PROJECT = Path(__file__).parents[2]
PACKAGES = ("server", "scanning")
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}

# contract → file that is planted, what it imports, and what the report must name.
PLANTS = {
    "layers": [
        (
            "server/picking/planted.py",
            "import server.selling.tables",
            "server.picking is not allowed to import server.selling",
        ),
        ("server/kernel/planted.py", "import server.store.base", "server.kernel is not allowed to import server.store"),
    ],
    "scanning": [("scanning/planted.py", "import server.kernel.ids", "scanning.planted -> server.kernel.ids")],
    "labels": [("server/tasks/planted.py", "import scanning.labels", "server.tasks.planted -> scanning.labels")],
    "pure": [
        ("server/kernel/too.py", "import sqlite3", "server.kernel.too -> sqlite3"),
        ("server/relocating/rules.py", "import server.kernel.too", "server.relocating.rules -> server.kernel.too"),
    ],
    "no_clock": [("server/relocating/rules.py", "import random", "server.relocating.rules -> random")],
    "one_writer": [
        ("server/picking/planted.py", "from server.ledger import post", "server.picking.planted -> server.ledger.post"),
    ],
    "one_door": [("server/picking/planted.py", "import litestar", "server.picking.planted -> litestar")],
    "reports_read": [
        ("server/reports/planted.py", "import server.store.writer", "server.reports.planted -> server.store.writer"),
    ],
}


def lint(folder: Path) -> str:
    """What import-linter says of the tree in that folder, on long lines."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import import_linter; import_linter()",
            "lint",
            "--no-logo",
            "--no-cache",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "400", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report on a copy of the tree in which every contract is violated at once."""
    folder = tmp_path_factory.mktemp("planted")
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    # Complete coverage of the layers is turned off here: it stops at the first stray module and hides the rest.
    settings = (PROJECT / "pyproject.toml").read_text().replace("exhaustive = true", "exhaustive = false", 1)
    (folder / "pyproject.toml").write_text(settings)
    for plants in PLANTS.values():
        for file, line, _ in plants:
            with (folder / file).open("a") as source:
                source.write(f"\n{line}\n")
    return lint(folder)


def test_the_tree_keeps_every_contract() -> None:
    report = lint(PROJECT)
    assert f"{len(CONTRACTS)} kept, 0 broken" in report, report


def test_every_module_of_ours_was_looked_at() -> None:
    ours = {
        ".".join(file.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
        for package in PACKAGES
        for file in (PROJECT / package).rglob("*.py")
        if "migrations" not in file.parts  # Alembic runs these by path; nothing imports them.
    }
    graph = grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)
    assert {module for module in graph.modules if module.split(".")[0] in PACKAGES} == ours
    assert len(ours) > 150, "the tree is larger than this; something was not found"
    # The checker's own count: ours, and one for each library that we import.
    seen = re.search(r"Analyzed (\d+) files", lint(PROJECT))
    assert seen is not None
    assert int(seen[1]) == len(graph.modules)


def test_every_contract_has_a_planted_violation() -> None:
    assert set(PLANTS) == set(CONTRACTS)


@pytest.mark.parametrize("contract", PLANTS)
def test_a_planted_violation_is_found(contract: str, planted: str) -> None:
    name = CONTRACTS[contract]["name"]
    assert re.search(rf"^{re.escape(name)} BROKEN", planted, re.MULTILINE), planted
    told = planted.split("Broken contracts")[1].split(name, 1)[1]
    for other in CONTRACTS.values():
        if other["name"] != name and f"\n{other['name']}\n---" in told:
            told = told.split(f"\n{other['name']}\n---")[0]
    for _, _, words in PLANTS[contract]:
        assert words in told, told


def test_a_module_outside_the_layers_is_found(tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(PROJECT / "pyproject.toml", tmp_path / "pyproject.toml")
    (tmp_path / "server" / "shortcut.py").write_text("import server.kernel.ids\n")
    assert "server.shortcut" in lint(tmp_path).replace("\n", " ")
