from pathlib import Path

import pytest

from server.run import warehouse
from server.store.engine import Store


def test_an_empty_warehouse_opens_with_a_pairing_code(tmp_path: Path) -> None:
    is_demo, code = warehouse.prepare(f"sqlite:///{tmp_path}/truebin.db", with_demo=False)
    assert not is_demo
    assert code.isdigit()
    assert len(code) == 8


def test_a_second_start_keeps_the_books(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/truebin.db"
    _, first = warehouse.prepare(database, with_demo=False)
    is_demo, second = warehouse.prepare(database, with_demo=True)
    assert not is_demo, "a warehouse in use is never turned into a demo"
    assert second != first


def test_a_stop_in_the_middle_leaves_nothing_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(store: Store) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(warehouse, "fill", interrupted)
    with pytest.raises(KeyboardInterrupt):
        warehouse.prepare(f"sqlite:///{tmp_path}/truebin.db", with_demo=True)
    assert not (tmp_path / "truebin.db").exists()
    monkeypatch.undo()
    warehouse.prepare(f"sqlite:///{tmp_path}/truebin.db", with_demo=False)
    assert (tmp_path / "truebin.db").exists()
    assert not (tmp_path / "truebin.db.making").exists()
