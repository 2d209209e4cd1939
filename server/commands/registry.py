"""Every command there is, named once: its words, its performer, its nature. Its type is also its permission."""

from collections.abc import Iterable

from server.catalog import commands as catalog
from server.catalog import perform as catalog_perform
from server.checking import commands as checking
from server.commands import cards
from server.commands.kind import Kind, Kinds
from server.counting import commands as counting
from server.counting import perform as counting_perform
from server.flows import bring_in, count, sell, take_back
from server.flows.promises import kept
from server.importing import commands as importing
from server.importing import perform as importing_perform
from server.ledger import commands as ledger
from server.ledger import perform as ledger_perform
from server.people import commands as people
from server.people import perform as people_perform
from server.picking import commands as picking
from server.picking import perform as picking_perform
from server.relocating import commands as relocating
from server.selling import commands as selling
from server.selling import perform as selling_perform
from server.shipping import commands as shipping
from server.tasks import commands as tasks
from server.tasks import perform as tasks_perform


def named(kinds: Iterable[Kind]) -> dict[str, Kind]:
    """The registry of these kinds, with `cards.close`, which tries them again."""
    registry: dict[str, Kind] = {}
    for kind in (*kinds, Kind("cards.close", cards.CloseCard, cards.closing(registry), "request")):
        assert kind.type not in registry, f"{kind.type} is named twice"
        registry[kind.type] = kind
    return registry


PEOPLE = (
    Kind("people.add_user", people.AddUser, people_perform.add_user, "request", "company"),
    Kind("people.change_user", people.ChangeUser, people_perform.change_user, "request", "company"),
    Kind("people.set_password", people.SetPassword, people_perform.set_password, "request", "company"),
    Kind("people.set_pin", people.SetPin, people_perform.set_pin, "request", "company"),
    Kind("people.set_role", people.SetRole, people_perform.set_role, "request", "company"),
    Kind("people.grant", people.Grant, people_perform.give, "request", "company"),
    Kind("people.revoke", people.Revoke, people_perform.revoke, "request", "company"),
    Kind("people.pair_code", people.PairCode, people_perform.pair_code, "request", "company"),
    Kind("people.rename_device", people.RenameDevice, people_perform.rename_device, "request", "company"),
    Kind("people.block_device", people.BlockDevice, people_perform.block_device, "request", "company"),
    Kind(
        "people.set_device_profile",
        people.SetDeviceProfile,
        people_perform.set_device_profile,
        "request",
        "company",
        everyone=True,
    ),
    Kind(
        "people.set_preferences",
        people.SetPreferences,
        people_perform.set_preferences,
        "request",
        "company",
        everyone=True,
    ),
)
CATALOG = (
    Kind("catalog.add_item", catalog.AddItem, catalog_perform.add_item, "request", "company"),
    Kind("catalog.change_item", catalog.ChangeItem, catalog_perform.change_item, "request", "company"),
    Kind("catalog.add_unit", catalog.AddUnit, catalog_perform.add_unit, "request", "company"),
    Kind("catalog.bind_barcode", catalog.BindBarcode, catalog_perform.bind_barcode, "request", "company"),
    Kind("catalog.end_barcode", catalog.EndBarcode, catalog_perform.end_barcode, "request", "company"),
    Kind("catalog.add_warehouse", catalog.AddWarehouse, catalog_perform.add_warehouse, "request", "company"),
    Kind("catalog.add_zone", catalog.AddZone, catalog_perform.add_zone, "request"),
    Kind("catalog.add_bin", catalog.AddBin, catalog_perform.add_bin, "request"),
    Kind("catalog.change_bin", catalog.ChangeBin, catalog_perform.change_bin, "request"),
    Kind("catalog.add_container", catalog.AddContainer, catalog_perform.add_container, "request"),
    Kind("catalog.add_party", catalog.AddParty, catalog_perform.add_party, "request", "company"),
    Kind("catalog.change_party", catalog.ChangeParty, catalog_perform.change_party, "request", "company"),
    Kind("catalog.add_lot", catalog.AddLot, catalog_perform.add_lot, "request", "company"),
    Kind("catalog.label_lots", catalog.LabelLots, catalog_perform.label_lots, "request", "company"),
    Kind("catalog.set_number_rule", catalog.SetNumberRule, catalog_perform.set_number_rule, "request", "company"),
)
LEDGER = (
    Kind("ledger.adjust", ledger.Adjust, kept(ledger_perform.adjust), "request"),
    Kind("ledger.freeze", ledger.Freeze, kept(ledger_perform.freeze), "request"),
    Kind("ledger.unfreeze", ledger.Unfreeze, ledger_perform.unfreeze, "request"),
    Kind("ledger.reverse", ledger.Reverse, kept(take_back.reverse), "request"),
    Kind("ledger.set_removal_rules", ledger.SetRemovalRules, ledger_perform.set_removal_rules, "request"),
)
TASKS = (
    Kind("tasks.claim", tasks.Claim, tasks_perform.claim, "request"),
    Kind("tasks.give_back", tasks.GiveBack, tasks_perform.give_back, "request"),
    Kind("tasks.take_over", tasks.TakeOver, tasks_perform.take_over, "request"),
    Kind("tasks.assign", tasks.Assign, tasks_perform.assign, "request"),
)
SELLING = (
    Kind("selling.draft", selling.Draft, selling_perform.draft, "request"),
    Kind("selling.submit", selling.Submit, selling_perform.submit, "request"),
    Kind("selling.approve", selling.Approve, selling_perform.approve, "request"),
    Kind("selling.hold", selling.HoldOrder, selling_perform.hold, "request"),
    Kind("selling.resume", selling.Resume, selling_perform.resume, "request"),
    Kind("selling.cancel", selling.Cancel, selling_perform.cancel, "request"),
    Kind("selling.reserve", selling.Reserve, sell.reserve, "request"),
    Kind("selling.release", selling.Release, sell.release, "request"),
)
FLOOR = (
    Kind("picking.confirm", picking.Confirm, sell.confirm, "observation"),
    Kind("picking.short", picking.Short, sell.short_pick, "observation"),
    Kind("picking.skip", picking.Skip, picking_perform.skip, "observation"),
    Kind("picking.undo", picking.Undo, sell.undo, "request"),
    Kind("checking.confirm", checking.Confirm, sell.check, "observation"),
    Kind("checking.report", checking.Report, sell.report, "observation"),
    Kind("shipping.ship", shipping.Ship, sell.ship, "request"),
    Kind("counting.plan", counting.Plan, counting_perform.plan, "request"),
    Kind("counting.submit", counting.Submit, counting_perform.submit, "observation"),
    Kind("counting.approve", counting.Approve, count.approve, "request"),
    Kind("counting.reject", counting.Reject, counting_perform.reject, "request"),
    Kind("relocating.move", relocating.Move, sell.relocate, "observation"),
    Kind("relocating.put_back", relocating.PutBack, sell.put_back, "observation"),
)
IMPORTING = (
    Kind("importing.store_file", importing.StoreFile, importing_perform.store_file, "request", "company"),
    Kind("importing.bring_in", importing.BringIn, bring_in.bring_in, "request"),
    Kind("importing.close_review", importing.CloseReview, importing_perform.close_review, "request"),
)

REGISTRY: Kinds = named([*PEOPLE, *CATALOG, *LEDGER, *TASKS, *SELLING, *FLOOR, *IMPORTING])
