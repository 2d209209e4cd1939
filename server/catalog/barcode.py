"""The registry of codes: one meaning per text and scope; where scopes differ, all are given and a person is asked."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import and_, bindparam, case, func, literal, or_, select, update
from sqlalchemy import text as words

from scanning import codes as scanned
from server.catalog import tables
from server.catalog.item import factor, item, use_unit
from server.kernel.refusal import Refusal
from server.people.tables import user
from server.store.transaction import Act, Reader, Row, Sql, Tx

TEXT_MAX: Final = 200  # A code that names a thing; the longest GS1 element string we bind is 48, a QR link rarely 150.
OWNER_MAX: Final = 120
COMPANY: Final = "company"
REMEMBERED_MAX: Final = 20_000  # Texts whose meanings are remembered; a house has some thousand labels in use.

Kind = Literal["item", "bin", "container", "lot", "user", "task", "device"]


class Meaning(Struct, frozen=True):
    """What a text means. amount: base units (10^-digits) that one scan of an item's code means, else 0.

    unit: the unit of that code, "2 box" where one scan means several.
    lot: code of the item's lot, where the text is a label that names it.
    """

    kind: str
    id: int
    label: str
    unit: str
    amount: int
    lot: str = ""


class Binding(Struct, frozen=True):
    """A text to be bound. quantity: whole `unit`s that one scan means. scope: company or `warehouse:<id>`."""

    text: str
    kind: str
    target_id: int
    unit: str = ""
    quantity: int = 1
    scope: str = COMPANY


_b, _i, _p, _l, _u, _iu = (
    tables.barcode,
    tables.item,
    tables.place,
    tables.lot,
    user,
    tables.item_unit,
)
_is_place = or_(_b.c.kind == "bin", _b.c.kind == "container")
_label = case(
    (_b.c.kind == "item", _i.c.code),
    (_is_place, _p.c.code),
    (_b.c.kind == "lot", _l.c.code),
    (_b.c.kind == "user", _u.c.name),
    else_=_b.c.text,
)
_meant = (
    select(
        _b.c.text,
        _b.c.kind,
        _b.c.target_id,
        func.coalesce(_label, _b.c.text),
        _b.c.unit,
        _b.c.quantity,
        func.coalesce(_i.c.base_unit, ""),
        func.coalesce(_i.c.digits, 0),
        func.coalesce(_iu.c.numerator, 0),
        func.coalesce(_iu.c.denominator, 1),
    )
    .select_from(_b)
    .outerjoin(_i, and_(_b.c.kind == "item", _i.c.id == _b.c.target_id))
    .outerjoin(_iu, and_(_b.c.kind == "item", _iu.c.item_id == _b.c.target_id, _iu.c.unit == _b.c.unit))
    .outerjoin(_p, and_(_is_place, _p.c.id == _b.c.target_id))
    .outerjoin(_l, and_(_b.c.kind == "lot", _l.c.id == _b.c.target_id))
    .outerjoin(_u, and_(_b.c.kind == "user", _u.c.id == _b.c.target_id))
)
# The partial index of active rows is used only when the condition is spelled as the index spells it.
_means = _meant.where(words("barcode.active"))
_scoped = or_(_b.c.scope == literal(COMPANY), _b.c.scope == bindparam("scope"))
_in_force = or_(_b.c.active, _b.c.ended_at > bindparam("since"))
SINCE = Sql(
    _meant.add_columns(_b.c.created_at, _b.c.active)
    .where(_b.c.text == bindparam("text"), _scoped, _in_force)
    .order_by(_b.c.scope, _b.c.id)
)
OF_TEXT = Sql(_means.where(_b.c.text == bindparam("text"), _scoped).order_by(_b.c.scope, _b.c.id))
ALL = Sql(_means.where(_scoped).order_by(_b.c.text, _b.c.scope))
HOLDER = Sql(
    _means.add_columns(_b.c.id, _b.c.owner).where(_b.c.text == bindparam("text"), _b.c.scope == bindparam("scope"))
)
OF_TARGET = Sql(
    select(_b.c.id, _b.c.text, _b.c.scope, _b.c.unit, _b.c.quantity, _b.c.owner)
    .where(words("barcode.active"), _b.c.kind == bindparam("kind"), _b.c.target_id == bindparam("target_id"))
    .order_by(_b.c.id)
)
BY_ID = Sql(select(_b.c.id, _b.c.text, _b.c.scope, _b.c.active).where(_b.c.id == bindparam("id")))


def _insert(insert: Any) -> Any:
    names = ("text", "scope", "kind", "target_id", "unit", "quantity", "owner", "created_at")
    # Another process may bind the same text between our look and our write: then nothing comes back.
    return insert(_b).values({name: bindparam(name) for name in names}).on_conflict_do_nothing().returning(_b.c.id)


ADD = Sql(_insert)
END = Sql(
    update(_b).where(_b.c.id == bindparam("of_id"), words("active")).values(active=False, ended_at=bindparam("at"))
)


def _stamp(insert: Any) -> Any:
    made = insert(tables.codes_head).values(id=1, version=bindparam("version"))
    return made.on_conflict_do_update(index_elements=["id"], set_={"version": made.excluded.version})


STAMP = Sql(_stamp)
VERSION = Sql(select(tables.codes_head.c.version).where(tables.codes_head.c.id == 1))
OWNER = Sql(select(_u.c.name).where(_u.c.id == bindparam("id")))


def scope_of(warehouse_id: int) -> str:
    """The scope of codes that mean something in one warehouse only; 0 is the whole company."""
    return f"warehouse:{warehouse_id}" if warehouse_id else COMPANY


def checked(text: str) -> str:
    """The text itself, or Refusal `catalog.bad_text` when no label can carry it: empty, too long, control codes."""
    if not text or len(text) > TEXT_MAX or not text.isprintable() or text != text.strip():
        raise Refusal("catalog.bad_text", text="".join(c if c.isprintable() else "�" for c in text[:60]))
    return text


def meanings(reader: Reader, text: str, warehouse_id: int) -> list[Meaning]:
    """All that a text means in a warehouse: none (unknown), one, or several (ask).

    A label that is not registered itself means the item or container that it names (GS1, other spellings of a GTIN).
    """
    scope = scope_of(warehouse_id)
    return _meant_by(text, lambda name: reader.all(OF_TEXT, text=name, scope=scope))


def known_meanings(tx: Tx, text: str, warehouse_id: int) -> list[Meaning]:
    """The same, remembered until the registry says that codes mean something else."""
    standing = version(tx)
    remembered: tuple[str, dict[tuple[int, str], list[Meaning]]] | None = tx.seen.get("meanings")
    if remembered is None or remembered[0] != standing or len(remembered[1]) >= REMEMBERED_MAX:
        remembered = tx.seen["meanings"] = (standing, {})
    found = remembered[1].get((warehouse_id, text))
    if found is None:
        found = remembered[1][warehouse_id, text] = meanings(tx, text, warehouse_id)
    return found


def meant_since(reader: Reader, text: str, warehouse_id: int, since: int) -> list[Meaning]:
    """All that a text has meant in a warehouse at any moment after that one."""
    scope = scope_of(warehouse_id)

    def rows(name: str) -> list[Row]:
        return list(reader.all(SINCE, text=name, scope=scope, since=since))

    # Only while a text was not registered itself did it mean what it names.
    always_itself = any(created_at <= since and active for *_, created_at, active in rows(text))
    return _meant_by(text, rows, also_named=not always_itself)


def codes(reader: Reader, warehouse_id: int) -> list[tuple[str, str, int, str, str, int]]:
    """Every active code of the company and the warehouse: text, kind, target, label, unit, amount."""
    return [
        (row[0], row[1], row[2], row[3], _unit(row), _amount(row))
        for row in reader.all(ALL, scope=scope_of(warehouse_id))
    ]


def version(reader: Reader) -> str:
    """Which state of the registry this is; another text when anything that codes mean has changed."""
    return reader.value(VERSION) or ""


def stamp(act: Act) -> None:
    """Say that codes mean something else from this command on."""
    act.tx.run(STAMP, version=act.command_id)
    act.tx.seen.pop("meanings", None)  # One command may change codes twice under one version.


def bind(act: Act, binding: Binding, owner: str = "") -> int:
    """Give a text its meaning; returns the barcode's id, an old one when exactly this is bound already.

    owner: who answers for it, the acting user when left out.
    Raises Refusal `catalog.barcode_taken` with both owners when the text means something else in that scope.
    """
    checked(binding.text)
    if binding.kind == "item":
        _whole(act.tx, binding)
    owner = owner[:OWNER_MAX] or act.tx.value(OWNER, id=act.user_id) or ""
    standing = _standing(act.tx, binding, owner)
    if standing is not None:
        return standing
    made: int | None = act.tx.value(
        ADD,
        text=binding.text,
        scope=binding.scope,
        kind=binding.kind,
        target_id=binding.target_id,
        unit=binding.unit,
        quantity=binding.quantity,
        owner=owner,
        created_at=act.at,
    )
    if made is None:
        made = _standing(act.tx, binding, owner)
        assert made is not None, "a conflicting row must be there"
    stamp(act)
    return made


def bind_all(act: Act, bindings: Iterable[Binding], owner: str = "") -> list[int]:
    """Bind many texts (imports); refused whole at the first that is taken."""
    return [bind(act, binding, owner) for binding in bindings]


def end(act: Act, barcode_id: int) -> None:
    """Take a text's meaning away; Refusal `catalog.no_barcode` when there is none active."""
    if act.tx.run(END, of_id=barcode_id, at=act.at) == 0:
        raise Refusal("catalog.no_barcode", barcode=barcode_id)
    stamp(act)


def _whole(tx: Tx, binding: Binding) -> None:
    goods = item(tx, binding.target_id)
    amount = binding.quantity * factor(tx, goods, binding.unit) * 10**goods.digits
    if amount.denominator != 1 or amount <= 0:
        raise Refusal("catalog.not_exact", quantity=str(binding.quantity), unit=binding.unit, digits=goods.digits)
    if binding.unit not in ("", goods.base_unit):
        use_unit(tx, goods.id, binding.unit)


def _standing(tx: Tx, binding: Binding, owner: str) -> int | None:
    row = tx.one(HOLDER, text=binding.text, scope=binding.scope)
    if row is None:
        return None
    if (row[1], row[2], row[4], row[5]) == (binding.kind, binding.target_id, binding.unit, binding.quantity):
        return int(row[10])
    raise Refusal(
        "catalog.barcode_taken",
        text=binding.text,
        taken_kind=row[1],
        taken_label=row[3],
        taken_owner=row[11],
        kind=binding.kind,
        owner=owner,
    )


def _meant_by(text: str, rows: Callable[[str], Iterable[Row]], *, also_named: bool = False) -> list[Meaning]:
    """What a text means by itself, and where that is nothing (or also_named) what it names, in its own order."""
    found = [_meaning(row) for row in rows(text)]
    if found and not also_named:
        return found
    try:
        code = scanned.read(text)
    except scanned.NotACode:
        return found
    for name in code.names()[1:]:
        for row in rows(name.text):
            meaning = _meaning(row)
            if meaning.kind != name.kind:
                continue
            if meaning.kind == "item":
                meaning = replace(meaning, amount=code.amount(meaning.amount, meaning.unit), lot=code.lot)
            if meaning not in found:
                found.append(meaning)
    return found


def _meaning(row: Row) -> Meaning:
    return Meaning(row[1], row[2], row[3], _unit(row), _amount(row))


def _unit(row: Row) -> str:
    """What one scan of an item's code counts, such as "box" or "2 box"; its base unit where none is named; else ""."""
    unit, quantity = str(row[4] or row[6]), row[5]
    # A pack of 5 kg is not the unit kg: what a label measures must not be taken five times.
    return unit if quantity == 1 or not unit else f"{quantity} {unit}"


def _amount(row: Row) -> int:
    kind, unit, quantity, base_unit, digits, over, under = row[1], row[4], row[5], row[6], row[7], row[8], row[9]
    if kind != "item":
        return 0
    if unit in ("", base_unit):
        over, under = 1, 1
    exact = Fraction(quantity * over * 10**digits, under)
    # Binding has seen to it that a code's amount is whole, and a unit that a code names keeps its factor.
    assert exact.denominator == 1, row
    return exact.numerator
