"""What can be asked about items, codes, places, parties, lots and numbers: the shapes of the `catalog.…` commands."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

WHOLE_MAX = 2**53 - 1  # the largest whole number that JSON readers keep exactly

Key = Annotated[int, Meta(ge=1, le=WHOLE_MAX)]
KeyOrNone = Annotated[int, Meta(ge=0, le=WHOLE_MAX)]
Quantity = Annotated[int, Meta(ge=0, le=10**15)]
Money = Annotated[int, Meta(ge=0, le=10**15)]
Code = Annotated[
    str, Meta(min_length=1, max_length=64, pattern=r"^[^\x00-\x20\x7f]([^\x00-\x1f\x7f]*[^\x00-\x20\x7f])?\Z")
]
CodeOrNone = Annotated[str, Meta(max_length=64, pattern=r"^([^\x00-\x20\x7f]([^\x00-\x1f\x7f]*[^\x00-\x20\x7f])?)?\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
Words = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*\Z")]
UnitName = Annotated[str, Meta(min_length=1, max_length=20, pattern=r"^[^\x00-\x20\x7f]+\Z")]
Day = Annotated[str, Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?\Z")]
Order = Annotated[int, Meta(ge=0, le=2**31)]


class AddItem(Struct, forbid_unknown_fields=True):
    """A new item. code "": numbered by the rule `item`. price: money per base unit."""

    name: Name
    code: CodeOrNone = ""
    spec: Words = ""
    kind: Words = ""
    base_unit: UnitName = "pcs"
    digits: Annotated[int, Meta(ge=0, le=6)] = 0
    stocked: bool = True
    by_lot: bool = False
    by_serial: bool = False
    cost_method: Literal["fifo", "average"] = "fifo"
    shelf_life_days: Annotated[int, Meta(ge=0, le=36_500)] = 0
    safety_stock: Quantity = 0
    price: Money = 0


class ChangeItem(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What is left out stays. How an item is counted (base unit, digits, lots, serials) stays as it was made."""

    item: Key
    name: Name | UnsetType = UNSET
    spec: Words | UnsetType = UNSET
    kind: Words | UnsetType = UNSET
    shelf_life_days: Annotated[int, Meta(ge=0, le=36_500)] | UnsetType = UNSET
    safety_stock: Quantity | UnsetType = UNSET
    price: Money | UnsetType = UNSET
    owner: Words | UnsetType = UNSET
    active: bool | UnsetType = UNSET


class AddUnit(Struct, forbid_unknown_fields=True):
    """One `unit` of the item is numerator/denominator base units; said again it changes, until it has been used."""

    item: Key
    unit: UnitName
    numerator: Annotated[int, Meta(ge=1, le=10**12)]
    denominator: Annotated[int, Meta(ge=1, le=10**12)] = 1


class BindBarcode(Struct, forbid_unknown_fields=True):
    """Give a text its one meaning in a scope. quantity: whole units that one scan means (items)."""

    text: Annotated[str, Meta(max_length=4096)]
    kind: Literal["item", "bin", "container", "lot", "user", "task", "device"]
    target_id: Key
    unit: Annotated[str, Meta(max_length=20)] = ""
    quantity: Annotated[int, Meta(ge=1, le=10**9)] = 1
    scope: Annotated[str, Meta(pattern=r"^(company|warehouse:[1-9][0-9]{0,15})\Z")] = "company"


class EndBarcode(Struct, forbid_unknown_fields=True):
    """A text means nothing any more; what was scanned keeps what it meant."""

    barcode: Key


class AddWarehouse(Struct, forbid_unknown_fields=True):
    """A new warehouse with its virtual places. utc_offset_min: its wall clock, 480 is China's."""

    code: Code
    name: Name
    utc_offset_min: Annotated[int, Meta(ge=-720, le=840)] = 480


class AddZone(Struct, forbid_unknown_fields=True):
    """A zone of the command's warehouse. kinds: item kinds that may lie there, all when empty."""

    code: Code
    name: Words = ""
    walk_order: Order = 0
    kinds: Annotated[list[Words], Meta(max_length=100)] = []


class AddBin(Struct, forbid_unknown_fields=True):
    """A bin (or a dock) of the command's warehouse; its code is bound as its barcode at once."""

    code: Code
    kind: Literal["bin", "dock"] = "bin"
    zone: KeyOrNone = 0
    walk_order: Order = 0
    aisle: Words = ""
    rack: Order = 0
    level: Order = 0
    side: Literal["left", "right", ""] = ""
    kinds: Annotated[list[Words], Meta(max_length=100)] = []
    capacity: Quantity = 0
    pickable: bool = True


class ChangeBin(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What is left out stays as it is; a bin that holds goods cannot be taken out of use."""

    place: Key
    zone: KeyOrNone | UnsetType = UNSET
    walk_order: Order | UnsetType = UNSET
    aisle: Words | UnsetType = UNSET
    rack: Order | UnsetType = UNSET
    level: Order | UnsetType = UNSET
    side: Literal["left", "right", ""] | UnsetType = UNSET
    capacity: Quantity | UnsetType = UNSET
    pickable: bool | UnsetType = UNSET
    active: bool | UnsetType = UNSET


class AddContainer(Struct, forbid_unknown_fields=True):
    """A tote, carton or pallet, itself a place. code "": numbered by the rule `container`. parent: where it stands.

    sscc: the number that somebody gave it already. new_sscc: it gets one of ours, by the rule `sscc`.
    """

    code: CodeOrNone = ""
    parent: KeyOrNone = 0
    pickable: bool = False
    sscc: Annotated[str, Meta(pattern=r"^([0-9]{18})?\Z")] = ""
    new_sscc: bool = False


class AddParty(Struct, forbid_unknown_fields=True):
    """A customer, a supplier, or both. code "": numbered by the rule `party`."""

    name: Name
    kind: Literal["customer", "supplier", "both"]
    code: CodeOrNone = ""
    country: Words = ""
    settlement_method: Words = ""
    credit_days: Annotated[int, Meta(ge=0, le=3650)] = 0
    contact: Words = ""
    phone: Words = ""


class ChangeParty(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What is left out stays as it is."""

    party: Key
    name: Name | UnsetType = UNSET
    kind: Literal["customer", "supplier", "both"] | UnsetType = UNSET
    country: Words | UnsetType = UNSET
    settlement_method: Words | UnsetType = UNSET
    credit_days: Annotated[int, Meta(ge=0, le=3650)] | UnsetType = UNSET
    contact: Words | UnsetType = UNSET
    phone: Words | UnsetType = UNSET
    owner: Words | UnsetType = UNSET
    active: bool | UnsetType = UNSET


class AddLot(Struct, forbid_unknown_fields=True):
    """A lot of an item. expires_on "": from made_on and the item's shelf life, when it has one."""

    item: Key
    code: Code
    made_on: Day = ""
    expires_on: Day = ""


class LabelLots(Struct, forbid_unknown_fields=True):
    """Give lots a number for their labels, where neither a code nor the item's GTIN can say them yet."""

    lots: Annotated[list[Key], Meta(min_length=1, max_length=500)]


class SetNumberRule(Struct, forbid_unknown_fields=True):
    """How documents of a name are numbered from now on: `MAT-YYYY-0001`."""

    name: Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[a-z_]+\Z")]
    pattern: Annotated[str, Meta(min_length=1, max_length=100)]
