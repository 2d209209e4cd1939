"""What a phone saw while it was out of reach proves what its hand did, also when the world has changed since."""

from sqlalchemy import update

from server.catalog.barcode import Binding, bind
from server.catalog.tables import barcode
from server.kernel.clock import SECOND
from server.kernel.ids import new_id
from server.store.transaction import Act, Sql, Tx
from server.tasks.commands import GiveBack, TakeOver
from tests.server.commands.house import HOUSE, NOON
from tests.server.flows.house import CHEN, LI, WU, House

END = Sql(update(barcode).where(barcode.c.text == "OIL").values(active=False, ended_at=NOON + SECOND))


def test_a_tote_that_the_task_has_got_meanwhile_may_be_scanned_once_more(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 5)
    lite.stock("A-01-2", "RICE", 5)
    _, task = lite.released(("OIL", 2), ("RICE", 2))
    li = lite.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 2, "T-1")
    assert lite.chen.do("tasks.take_over", TakeOver(task)).result == "accepted"
    assert lite.chen.do("tasks.give_back", GiveBack(task)).result == "accepted"
    wu = lite.hand(WU).claim(task)
    wu.skip()
    assert wu.pick("A-01-2", "RICE", 2, "T-1").result == "accepted"
    (late,) = li.sync()
    assert late.result == "accepted"
    assert lite.there("T-1", "OIL") == (2, 0, 0)
    lite.proved()


def test_a_label_that_means_something_else_by_now_proves_what_it_meant(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 5)
    _, task = lite.released(("OIL", 2))
    li = lite.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 2, "T-1")

    def relabel(tx: Tx) -> None:
        tx.run(END)
        bind(Act(tx, new_id(), "testing.set", CHEN, "", HOUSE, NOON, NOON, 0), Binding("OIL", "item", lite.ids["RICE"]))

    lite.store.writer.submit(relabel).result()
    (late,) = li.sync()
    assert late.result == "accepted"
    assert lite.there("T-1", "OIL") == (2, 0, 0)
    lite.proved()


def test_a_label_that_meant_it_before_the_task_was_made_proves_nothing(lite: House) -> None:
    lite.stock("A-01-1", "OIL", 5)
    _, task = lite.released(("OIL", 2))
    li = lite.hand(LI).claim(task)
    li.online = False
    li.pick("A-01-1", "OIL", 2, "T-1")
    lite.store.writer.submit(
        lambda tx: tx.run(Sql(update(barcode).where(barcode.c.text == "OIL").values(active=False, ended_at=NOON - 1)))
    ).result()
    (late,) = li.sync()
    assert (late.result, late.code) == ("refused", "picking.not_proven")
    assert lite.there("T-1", "OIL") == (0, 0, 0)
