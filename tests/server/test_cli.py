"""The command line: what it prints, and what it refuses."""

from collections.abc import Callable
from pathlib import Path

import pytest

from server import cli
from server.catalog.commands import AddWarehouse
from server.commands.perform import Caller
from server.store.engine import open_store
from tests.server.importing.sheets import HEADER, LANTERN, line, workbook

Run = Callable[..., str]


@pytest.fixture
def run(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs `truebin …` on books with one warehouse and answers what it printed."""
    url = f"sqlite:///{tmp_path}/books/truebin.db"
    monkeypatch.setenv("TRUEBIN_DATABASE", url)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    store = open_store(url)
    Caller(store, cli.HOUSE, cli.CONSOLE_DEVICE).do("catalog.add_warehouse", AddWarehouse("FS1", "佛山一仓"))
    store.close()

    def run(*words: str, status: int = 0) -> str:
        with pytest.raises(SystemExit) as end:
            cli.main(words)
        assert (end.value.code or 0) == status
        printed = capsys.readouterr()
        return printed.out + printed.err

    return run


@pytest.fixture
def sales(tmp_path: Path) -> str:
    """A workbook with an order, a return and a row that cannot be read."""
    path = tmp_path / "sales.xlsx"
    path.write_bytes(workbook([HEADER, LANTERN, line(InvoiceNo="C1", Quantity="-1"), line(Quantity="six")]))
    return str(path)


def test_a_dry_run_tells_the_dirt_and_writes_nothing(run: Run, sales: str) -> None:
    told = run("import", sales, "--dry-run")
    assert "取消的发票：退货待查" in told
    assert "4: reason 不是数字, text six" in told
    assert run("import", sales, "--dry-run") == told


def test_a_sheet_comes_in_once(run: Run, sales: str) -> None:
    assert "importing.unreadable_rows" in run("import", sales, status=1)
    assert "orders 1" in run("import", sales, "--skip-unreadable")
    assert "已经导入过" in run("import", sales, "--skip-unreadable")


def test_what_is_no_file_or_no_warehouse_is_refused(run: Run, sales: str) -> None:
    assert "nowhere.xlsx" in run("import", "/nowhere.xlsx", status=2)
    assert "catalog.no_warehouse" in run("import", sales, "--skip-unreadable", "--warehouse", "XX", status=1)


def test_a_demo_goes_into_empty_books_only(run: Run) -> None:
    assert "demo.not_empty" in run("demo", status=1)
