"""The proof finds every edit, deletion, insertion, swap and cut tail (I9), and nothing in books that are right."""

import random
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from server.ledger import hold, reservation
from server.ledger.move import Move
from server.ledger.post import post
from server.ledger.prove import Proof
from server.store.engine import Store
from server.store.schema import engine_for
from server.store.transaction import Act
from tests.house import House


def pick(act: Act, item: int, place: int, tote: int, line: int) -> None:
    """Two pieces are promised to an order line and go into a tote."""
    mine = reservation.reserve(act, item, 2, "order_line", line).holds
    post(act, "pick", [Move(item, place, tote, 2)], consume=[one.id for one in mine])


def tampered(house: House, *words: str) -> Proof:
    """Change rows behind the books' back and prove."""
    engine = engine_for(house.store.url)
    with engine.begin() as connection:
        for statement in words:
            assert connection.execute(text(statement)).rowcount > 0, statement
    engine.dispose()
    return house.prove()


@pytest.fixture
def house(sqlite_store: Store) -> House:
    """On SQLite alone: what is found does not depend on the database, and histories are proven on both."""
    return House(sqlite_store)


@pytest.fixture
def books(house: House) -> House:
    """Ten movements: receipts and picks of two items."""
    one, other, tote = house.bin("A-1"), house.bin("A-2"), house.bin("T-1", "container", pickable=False)
    tea, cup = house.item("tea"), house.item("cup")
    for item, place in ((tea, one), (cup, other)):
        house.bring(item, place, 20, amount=200_000)
        for number in range(4):
            house.do(partial(pick, item=item, place=place, tote=tote, line=number))
    return house


def codes(proof: Proof) -> set[str]:
    return {finding.code for finding in proof.findings}


def test_right_books_have_no_findings(books: House) -> None:
    proof = books.prove()
    assert proof.is_clean
    assert (proof.movements, proof.moves, proof.items_costed, proof.warehouses) == (10, 10, 2, 1)


@pytest.mark.parametrize(
    "words",
    [
        "UPDATE move SET quantity = quantity + 1 WHERE seq = 3",
        "UPDATE move SET from_place = to_place, to_place = from_place WHERE seq = 4",
        "UPDATE movement SET user_id = user_id + 1 WHERE seq = 5",
        "UPDATE movement SET effective_at = effective_at + 1 WHERE seq = 5",
        "UPDATE movement SET document = 'SO-2' WHERE seq = 2",
        "UPDATE cost_entry SET amount = amount + 1 WHERE seq = 1",
        "UPDATE move SET entered_unit = 'bag' WHERE seq = 7",
        "DELETE FROM move WHERE seq = 6",
        "DELETE FROM movement WHERE seq = 6",
        "DELETE FROM cost_entry WHERE seq = 1",
        "UPDATE movement SET seq = seq + 1000 WHERE seq = 8",
    ],
)
def test_an_edit_behind_the_books_back_is_found(books: House, words: str) -> None:
    assert {"prove.chain_broken", "prove.seq_missing"} & codes(tampered(books, words))


def test_two_movements_that_changed_places_are_found(books: House) -> None:
    swap = "UPDATE {} SET seq = CASE seq WHEN 3 THEN -4 ELSE -3 END WHERE seq IN (3, 4)"
    back = "UPDATE {} SET seq = -seq WHERE seq < 0"
    words = [line.format(table) for table in ("move", "movement") for line in (swap, back)]
    assert "prove.chain_broken" in codes(tampered(books, *words))


def test_a_line_slipped_in_is_found(books: House) -> None:
    proof = tampered(
        books,
        "INSERT INTO move (warehouse_id, seq, line, item_id, from_place, to_place, quantity) "
        "SELECT warehouse_id, seq, 2, item_id, from_place, to_place, 1 FROM move WHERE seq = 2",
    )
    assert {"prove.chain_broken", "prove.balance_differs"} <= codes(proof)


def test_any_single_bit_of_a_movement_is_under_the_hash(books: House) -> None:
    chosen = random.Random(7)
    engine = engine_for(books.store.url)
    with engine.connect() as connection:
        before: Any = connection.execute(text("SELECT hash FROM movement WHERE seq = 5")).scalar()
    for bit in chosen.sample(range(256), 6):
        changed = bytearray(bytes(before))
        changed[bit // 8] ^= 1 << bit % 8
        with engine.begin() as connection:
            connection.execute(text("UPDATE movement SET hash = :hash WHERE seq = 5"), {"hash": bytes(changed)})
        assert "prove.chain_broken" in codes(books.prove()), bit
    engine.dispose()


def test_a_cut_tail_is_found_by_a_head_that_somebody_else_knows(books: House) -> None:
    w = books.warehouse
    seq, known = books.prove().heads[w]
    heads = {w: [(seq, bytes.fromhex(known))]}
    assert books.prove(heads).is_clean
    tail = [f"DELETE FROM {table} WHERE seq = {seq}" for table in ("move", "movement")]
    proof = tampered(
        books,
        *tail,
        f"UPDATE ledger_head SET seq = {seq - 1}, hash = (SELECT hash FROM movement WHERE seq = {seq - 1})",
        "UPDATE balance SET quantity = quantity + 2 WHERE place_id = (SELECT id FROM place WHERE code = 'A-2')",
        "UPDATE balance SET quantity = quantity - 2 WHERE item_id = (SELECT id FROM item WHERE code = 'cup')"
        " AND place_id = (SELECT id FROM place WHERE code = 'T-1')",
    )
    assert proof.is_clean
    assert codes(books.prove(heads)) == {"prove.tail_cut"}


def test_another_history_of_the_same_length_is_found_by_a_known_head(books: House) -> None:
    assert codes(books.prove({books.warehouse: [(3, bytes(32))]})) == {"prove.head_differs"}


def test_a_balance_that_does_not_follow_from_the_movements_is_found(books: House) -> None:
    proof = tampered(
        books, "UPDATE balance SET quantity = quantity + 1 WHERE place_id = (SELECT id FROM place WHERE code = 'A-1')"
    )
    assert codes(proof) == {"prove.balance_differs", "prove.sum_not_zero"}


def test_a_promise_beyond_the_stock_is_found(books: House) -> None:
    item, place = books.item(), books.bin("B-1")
    books.bring(item, place, 2)
    made = books.do(lambda act: reservation.reserve(act, item, 2, "order_line", 1)).holds[0]
    assert codes(tampered(books, f"UPDATE hold SET quantity = 3 WHERE id = {made.id}")) == {"prove.over_promised"}


def test_doubt_beyond_the_books_is_no_finding_but_leaves_no_promise(house: House) -> None:
    item, place = house.item(), house.bin("A-1")
    house.bring(item, place, 2)
    house.do(lambda act: reservation.reserve(act, item, 2, "order_line", 1))
    put = house.do(lambda act: hold.put(act, "in_doubt", place, item, 5, holder_kind="card", holder_id=1))
    assert [gone.quantity for gone in put.yielded] == [2]
    assert house.standing(place, item).available == -3
    assert house.prove().is_clean


def test_a_gap_in_a_devices_stream_is_found(books: House) -> None:
    row = (
        "INSERT INTO scan_event (id, device_id, seq, warehouse_id, user_id, text, source, verdict, client_at,"
        " effective_at, received_at, payload_sha) VALUES ('{0}', 'phone', {0}, 1, 1, 'x', 'hid', 'seen', 1, 1, 1, '')"
    )
    assert tampered(books, row.format(1), row.format(2)).is_clean
    assert codes(tampered(books, row.format(4))) == {"prove.stream_gap"}
