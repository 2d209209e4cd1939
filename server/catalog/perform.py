"""Performs the `catalog.…` commands: each looks, decides, writes, and tells boards and phones what changed."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import UNSET, Struct
from sqlalchemy import Table, bindparam, func, insert, select, update

from scanning.gs1 import check_digit_is_right
from server.catalog import barcode as codes
from server.catalog import commands as ask
from server.catalog import labelling, number, place, tables
from server.catalog import lot as lots
from server.catalog.item import ONE_UNIT, item, item_by_code
from server.catalog.party import add_party as make_party
from server.catalog.party import party
from server.kernel.outcome import ACCEPTED, Outcome, accepted
from server.kernel.refusal import Refusal
from server.people.tables import user
from server.store.transaction import Act, Sql

_NEW_ITEM = (
    "code",
    "name",
    "spec",
    "kind",
    "base_unit",
    "digits",
    "stocked",
    "by_lot",
    "by_serial",
    "cost_method",
    "shelf_life_days",
    "safety_stock",
    "price",
    "owner",
    "created_at",
)
ADD_ITEM = Sql(insert(tables.item).values({name: bindparam(name) for name in _NEW_ITEM}).returning(tables.item.c.id))
ADD_UNIT = Sql(
    insert(tables.item_unit).values({n: bindparam(n) for n in ("item_id", "unit", "numerator", "denominator")})
)
CHANGE_UNIT = Sql(
    update(tables.item_unit)
    .where(tables.item_unit.c.item_id == bindparam("of_item"), tables.item_unit.c.unit == bindparam("of_unit"))
    .values(numerator=bindparam("over"), denominator=bindparam("under"))
)
ADD_WAREHOUSE = Sql(
    insert(tables.warehouse)
    .values({name: bindparam(name) for name in ("code", "name", "utc_offset_min", "created_at")})
    .returning(tables.warehouse.c.id)
)
WAREHOUSE_CODE = Sql(select(tables.warehouse.c.id).where(tables.warehouse.c.code == bindparam("code")))
WAREHOUSE_ID = Sql(select(tables.warehouse.c.id).where(tables.warehouse.c.id == bindparam("id")))
ADD_ZONE = Sql(
    insert(tables.zone)
    .values({name: bindparam(name) for name in ("warehouse_id", "code", "name", "walk_order", "kinds")})
    .returning(tables.zone.c.id)
)
ZONE_CODE = Sql(
    select(tables.zone.c.id).where(
        tables.zone.c.warehouse_id == bindparam("w"), tables.zone.c.code == bindparam("code")
    )
)
ZONE = Sql(
    select(tables.zone.c.id).where(tables.zone.c.warehouse_id == bindparam("w"), tables.zone.c.id == bindparam("id"))
)
OWNER = Sql(select(user.c.name).where(user.c.id == bindparam("id")))
TARGETS: dict[str, Table] = {
    "item": tables.item,
    "bin": tables.place,
    "container": tables.place,
    "lot": tables.lot,
    "user": user,
}
EXISTS = {
    kind: Sql(
        select(func.count())
        .select_from(table)
        .where(
            table.c.id == bindparam("id"),
            *([table.c.kind == kind] if table is tables.place and kind == "container" else []),
        )
    )
    for kind, table in TARGETS.items()
}


def _changes(table: Table, names: Iterable[str]) -> Sql:
    return Sql(update(table).where(table.c.id == bindparam("of_id")).values({name: bindparam(name) for name in names}))


_ITEM_CHANGES = ("name", "spec", "kind", "shelf_life_days", "safety_stock", "price", "owner", "active")
_BIN_CHANGES = ("zone_id", "walk_order", "aisle", "rack", "level", "side", "capacity", "pickable", "active")
_PARTY_CHANGES = ("name", "kind", "country", "settlement_method", "credit_days", "contact", "phone", "owner", "active")
CHANGE_ITEM = _changes(tables.item, _ITEM_CHANGES)
CHANGE_BIN = _changes(tables.place, _BIN_CHANGES)
CHANGE_PARTY = _changes(tables.party, _PARTY_CHANGES)


def add_item(act: Act, do: ask.AddItem) -> Outcome:
    """A new item; without a code it is numbered."""
    code = do.code or number.next_number(act.tx, "item", act.at)
    if item_by_code(act.tx, code) is not None:
        raise Refusal("catalog.code_taken", taken=code)
    values = msgspec.structs.asdict(do) | {"code": code, "owner": _owner(act), "created_at": act.at}
    made = act.tx.value(ADD_ITEM, **values)
    act.tell("item.changed", "catalog", item=made, code=code)
    return accepted(item=made, code=code)


def change_item(act: Act, do: ask.ChangeItem) -> Outcome:
    """Name, kind, price and the like of an item."""
    before = item(act.tx, do.item)
    act.tx.run(CHANGE_ITEM, of_id=do.item, **_merged(before, do, _ITEM_CHANGES))
    codes.stamp(act)
    act.tell("item.changed", "catalog", item=do.item, code=before.code)
    return ACCEPTED


def add_unit(act: Act, do: ask.AddUnit) -> Outcome:
    """Another unit of an item; its factor is frozen once something was posted or bound with it."""
    goods = item(act.tx, do.item)
    if do.unit == goods.base_unit:
        raise Refusal("catalog.base_unit", item=goods.code, unit=do.unit)
    known = act.tx.one(ONE_UNIT, item_id=do.item, unit=do.unit)
    if known is None:
        act.tx.run(ADD_UNIT, item_id=do.item, unit=do.unit, numerator=do.numerator, denominator=do.denominator)
    elif (known[1], known[2]) != (do.numerator, do.denominator):
        if known[3]:
            raise Refusal("catalog.unit_used", item=goods.code, unit=do.unit)
        act.tx.run(CHANGE_UNIT, of_item=do.item, of_unit=do.unit, over=do.numerator, under=do.denominator)
    codes.stamp(act)
    act.tell("item.changed", "catalog", item=do.item, code=goods.code)
    return ACCEPTED


def bind_barcode(act: Act, do: ask.BindBarcode) -> Outcome:
    """Give a text its one meaning; Refusal `catalog.barcode_taken` names both owners."""
    exists = EXISTS.get(do.kind)
    if exists is not None and not act.tx.value(exists, id=do.target_id):
        raise Refusal("catalog.no_target", kind=do.kind, target=do.target_id)
    if do.kind != "item" and (do.unit or do.quantity != 1):
        raise Refusal("catalog.no_unit", item=do.text[:60], unit=do.unit)
    made = codes.bind(act, codes.Binding(do.text, do.kind, do.target_id, do.unit, do.quantity, do.scope))
    act.tell("codes.changed", "catalog", text=do.text, kind=do.kind, target=do.target_id)
    return accepted(barcode=made)


def end_barcode(act: Act, do: ask.EndBarcode) -> Outcome:
    """A text means nothing any more."""
    codes.end(act, do.barcode)
    act.tell("codes.changed", "catalog", barcode=do.barcode)
    return ACCEPTED


def add_warehouse(act: Act, do: ask.AddWarehouse) -> Outcome:
    """A new warehouse with the places where goods come from and go to."""
    if act.tx.value(WAREHOUSE_CODE, code=do.code) is not None:
        raise Refusal("catalog.code_taken", taken=do.code)
    made = act.tx.value(ADD_WAREHOUSE, code=do.code, name=do.name, utc_offset_min=do.utc_offset_min, created_at=act.at)
    place.add_virtual(act.tx, made)
    return accepted(warehouse=made)


def add_zone(act: Act, do: ask.AddZone) -> Outcome:
    """A new zone."""
    _warehouse(act)
    if act.tx.value(ZONE_CODE, w=act.warehouse_id, code=do.code) is not None:
        raise Refusal("catalog.code_taken", taken=do.code)
    kinds = msgspec.json.encode(do.kinds).decode()
    made = act.tx.value(
        ADD_ZONE, warehouse_id=act.warehouse_id, code=do.code, name=do.name, walk_order=do.walk_order, kinds=kinds
    )
    return accepted(zone=made)


def add_bin(act: Act, do: ask.AddBin) -> Outcome:
    """A new bin or dock, which its code as barcode names in its warehouse."""
    _warehouse(act)
    _zone(act, do.zone)
    made = place.add(
        act.tx,
        act.warehouse_id,
        do.kind,
        do.code,
        zone_id=do.zone,
        walk_order=do.walk_order,
        aisle=do.aisle,
        rack=do.rack,
        level=do.level,
        side=do.side,
        kinds=msgspec.json.encode(do.kinds).decode(),
        capacity=do.capacity,
        pickable=do.pickable,
    )
    codes.bind(act, codes.Binding(do.code, "bin", made, scope=codes.scope_of(act.warehouse_id)))
    act.tell("bin.changed", "catalog", place=made, code=do.code)
    return accepted(place=made)


def change_bin(act: Act, do: ask.ChangeBin) -> Outcome:
    """Where a bin stands and what it may take."""
    before = place.place(act.tx, do.place)
    if before.warehouse_id != act.warehouse_id or before.kind not in ("bin", "dock"):
        raise Refusal("catalog.no_place", place=do.place)
    if do.active is False and act.tx.value(place.HOLDS_GOODS, id=do.place):
        raise Refusal("catalog.bin_not_empty", bin=before.code)
    if do.zone is not UNSET:
        _zone(act, do.zone)
    values = _merged(before, do, _BIN_CHANGES) | ({} if do.zone is UNSET else {"zone_id": do.zone})
    act.tx.run(CHANGE_BIN, of_id=do.place, **values)
    act.tell("bin.changed", "catalog", place=do.place, code=before.code)
    return ACCEPTED


def add_container(act: Act, do: ask.AddContainer) -> Outcome:
    """A new tote, carton or pallet, which its code as barcode names in its warehouse, and its SSCC everywhere."""
    _warehouse(act)
    code = do.code or number.next_number(act.tx, "container", act.at, act.warehouse_id)
    sscc = do.sscc
    if sscc and not check_digit_is_right(sscc):
        raise Refusal("catalog.bad_sscc", sscc=sscc)
    if do.new_sscc and not sscc:
        sscc = number.next_number(act.tx, "sscc", act.at, act.warehouse_id)
    if do.parent and place.place(act.tx, do.parent).warehouse_id != act.warehouse_id:
        raise Refusal("catalog.no_place", place=do.parent)
    made = place.add(
        act.tx,
        act.warehouse_id,
        "container",
        code,
        pickable=do.pickable,
        parent_id=do.parent,
        state="free",
        sscc=sscc,
    )
    codes.bind(act, codes.Binding(code, "container", made, scope=codes.scope_of(act.warehouse_id)))
    if sscc:
        codes.bind(act, codes.Binding(labelling.sscc_text(sscc), "container", made))
    return accepted(container=made, code=code)


def add_party(act: Act, do: ask.AddParty) -> Outcome:
    """A new customer or supplier; without a code it is numbered."""
    code = do.code or number.next_number(act.tx, "party", act.at)
    more = msgspec.structs.asdict(do) | {"code": code}
    made = make_party(act.tx, at=act.at, owner=_owner(act), **more)
    return accepted(party=made, code=code)


def change_party(act: Act, do: ask.ChangeParty) -> Outcome:
    """What is known about a customer or supplier."""
    before = party(act.tx, do.party)
    act.tx.run(CHANGE_PARTY, of_id=do.party, **_merged(before, do, _PARTY_CHANGES))
    return ACCEPTED


def add_lot(act: Act, do: ask.AddLot) -> Outcome:
    """A new lot of an item."""
    made = lots.add_lot(act.tx, do.item, do.code, act.at, do.made_on, do.expires_on)
    return accepted(lot=made)


def label_lots(act: Act, do: ask.LabelLots) -> Outcome:
    """Bind a number to each of these lots that no label could say otherwise; refused whole."""
    made = [labelling.label_lot(act, lot) for lot in dict.fromkeys(do.lots)]
    act.tell("codes.changed", "catalog", kind="lot", lots=sum(made))
    return accepted(labelled=sum(made))


def set_number_rule(act: Act, do: ask.SetNumberRule) -> Outcome:
    """Number documents by another pattern."""
    number.set_rule(act.tx, do.name, do.pattern)
    return ACCEPTED


def _owner(act: Act) -> str:
    return act.tx.value(OWNER, id=act.user_id) or ""


def _merged(before: Struct, do: Struct, names: Iterable[str]) -> dict[str, Any]:
    """The values that shall hold: those of the command, and what stood before where it says nothing."""
    return {name: getattr(before, name) if getattr(do, name, UNSET) is UNSET else getattr(do, name) for name in names}


def _warehouse(act: Act) -> None:
    if act.tx.value(WAREHOUSE_ID, id=act.warehouse_id) is None:
        raise Refusal("catalog.no_warehouse", warehouse=act.warehouse_id)


def _zone(act: Act, zone_id: int) -> None:
    if zone_id and act.tx.value(ZONE, w=act.warehouse_id, id=zone_id) is None:
        raise Refusal("catalog.no_zone", zone=zone_id)
