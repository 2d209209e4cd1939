"""The command line: what it prints, and what it refuses."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scanning.bridge.devices import devices
from scanning.labels.picture import code128_picture, png
from server import VERSION, cli
from server.catalog.commands import AddWarehouse
from server.commands.perform import Caller
from server.people.hashing import is_right
from server.people.views import user_by_login
from server.store.engine import open_store
from tests.server.importing.sheets import HEADER, LANTERN, line, workbook

Run = Callable[..., str]
Truebin = Callable[..., tuple[int, str, str]]


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


def test_labels_are_written_for_sheets_and_for_label_printers(run: Run, sales: str, tmp_path: Path) -> None:
    run("import", sales, "--skip-unreadable")
    assert "sheet.pdf" in run("labels", "item", str(tmp_path / "sheet.pdf"), "--skip", "3")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    run("labels", "item", str(tmp_path / "roll.zpl"), "--medium", "60x40", "--dpi", "300", "--copies", "2")
    assert "^PW708\n^LL472\n" in (tmp_path / "roll.zpl").read_text("ascii")
    assert "labels.not_a_roll" in run("labels", "item", str(tmp_path / "sheet.zpl"), status=1)
    assert "labels.no_such_medium" in run("labels", "item", "x.pdf", "--medium", "A4", status=1)
    assert "labels.nothing" in run("labels", "lot", str(tmp_path / "lots.pdf"), status=1)


def test_what_is_no_file_or_no_warehouse_is_refused(run: Run, sales: str) -> None:
    assert "nowhere.xlsx" in run("import", "/nowhere.xlsx", status=2)
    assert "catalog.no_warehouse" in run("import", sales, "--skip-unreadable", "--warehouse", "XX", status=1)


def test_a_demo_goes_into_empty_books_only(run: Run) -> None:
    assert "demo.not_empty" in run("demo", status=1)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the command line finds its books."""
    url = f"sqlite:///{tmp_path}/truebin.db"
    monkeypatch.setenv("TRUEBIN_DATABASE", url)
    monkeypatch.setenv("TRUEBIN_BACKUPS", str(tmp_path / "backups"))
    return url


@pytest.fixture
def truebin(database: str, capsys: pytest.CaptureFixture[str]) -> Truebin:
    """Runs one command line: (exit code, output, errors)."""

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            cli.main(words)
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


def test_a_first_admin_is_made_where_there_is_nobody(truebin: Truebin, database: str) -> None:
    assert truebin("user", "add", "admin", "管理员", "--role", "admin")[0] == 0
    assert truebin("user", "password", "admin", "--secret", "correct horse")[0] == 0
    assert truebin("user", "pin", "admin", "--secret", "2468")[0] == 0
    listed = truebin("user", "list")[1]
    assert "admin" in listed
    assert "管理员" in listed
    store = open_store(database)
    with store.reader() as reader:
        row = user_by_login(reader, "admin")
    store.close()
    assert row is not None
    assert is_right(row[1], "correct horse")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("user", "add", "li", "李强", "--role", "no_such_role"), "people.unknown_role"),
        (("user", "password", "nobody", "--secret", "correct horse"), "people.unknown_user"),
        (("user", "password", "nobody", "--secret", "short"), "people.password_too_short"),
        (("user", "pin", "nobody", "--secret", "1111"), "people.pin_too_simple"),
    ],
)
def test_a_refusal_is_said_with_its_code(truebin: Truebin, words: tuple[str, ...], code: str) -> None:
    exit_code, _, errors = truebin(*words)
    assert exit_code == 1
    assert code in errors


def test_a_wrong_setting_is_said(truebin: Truebin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUEBIN_PORT", "many")
    exit_code, _, errors = truebin("user", "list")
    assert exit_code == 2
    assert "port" in errors


def test_a_backup_is_restored_and_proven(truebin: Truebin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    truebin("user", "add", "admin", "管理员", "--role", "admin")
    exit_code, said, _ = truebin("backup")
    folder = said.strip()
    assert exit_code == 0
    assert Path(folder).is_dir()
    assert truebin("backup", folder)[0] == 2, "a backup is never written over"
    exit_code, said, _ = truebin("prove", "--backup", folder)
    assert (exit_code, json.loads(said)["found"]) == (0, 0)
    monkeypatch.setenv("TRUEBIN_DATABASE", f"sqlite:///{tmp_path}/restored.db")
    exit_code, said, _ = truebin("restore", folder)
    assert (exit_code, json.loads(said)["found"]) == (0, 0)
    assert "管理员" in truebin("user", "list")[1]
    assert truebin("restore", folder)[0] == 2, "only into an empty place"


def test_it_says_its_version_and_its_commands(truebin: Truebin) -> None:
    assert truebin("version")[1].strip() == VERSION
    shown = truebin("--help")[1]
    for word in ("serve", "demo", "import", "prove", "backup", "restore", "user", "version"):
        assert word in shown


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """A photo of one label."""
    path = tmp_path / "label.png"
    path.write_bytes(png(code128_picture("BOX-1", 3)))
    return str(path)


def test_a_photo_is_told_as_a_table_and_as_json(run: Run, photo: str) -> None:
    assert "■ 找到  code128" in run("decode", photo)
    told = json.loads(run("decode", photo, "--json"))
    assert told["photo"] == photo
    assert [one["text"] for one in told["found"]] == ["BOX-1"]


def test_a_code_that_is_missing_is_told_and_is_no_success(run: Run, photo: str, tmp_path: Path) -> None:
    wish = tmp_path / "list.txt"
    wish.write_text("BOX-1\n\nBOX-2\n", "utf-8")
    told = run("decode", photo, "--expect", str(wish), status=1)
    assert "缺少" in told.splitlines()[-1]
    assert told.splitlines()[-1].endswith("BOX-2")
    wish.write_text("BOX-1\n", "utf-8")
    run("decode", photo, "--expect", str(wish))


def test_what_one_photo_lacks_is_looked_for_on_the_next(run: Run, photo: str, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(png(code128_picture("BOX-2", 3)))
    wish = tmp_path / "list.txt"
    wish.write_text("BOX-1\nBOX-2\n", "utf-8")
    run("decode", photo, str(other), "--expect", str(wish), "--draw", str(tmp_path / "marked"))
    assert sorted(file.name for file in (tmp_path / "marked").iterdir()) == ["label.marked.jpg", "other.marked.jpg"]


def test_what_is_no_photo_is_said_in_words(run: Run, photo: str, tmp_path: Path) -> None:
    text = tmp_path / "list.txt"
    text.write_text("BOX-1", "utf-8")
    assert "这不是能读的照片" in run("decode", str(text), status=2)
    run("decode", photo, "--draw", str(tmp_path / "marked.jpg"))
    assert (tmp_path / "marked.jpg").read_bytes().startswith(b"\xff\xd8")


def test_a_bridge_says_what_it_lacks(run: Run, tmp_path: Path) -> None:
    spool = str(tmp_path / "bridge.db")
    assert "bridge.not_paired" in run("bridge", "--spool", spool, status=1)
    assert "bridge.no_link" in run("bridge", "https://wms.example.com/", "--spool", spool, status=1)
    link = "https://wms.example.com/#/scan-for/0123456789abcdef/K7QF2M9PXC"
    if not [device for device in devices() if device.kind == "serial"]:
        assert "bridge.no_devices" in run("bridge", link, "--spool", spool, status=1)
    run("bridge", "--list")
