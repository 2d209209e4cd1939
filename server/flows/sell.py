"""From order to customer: reserve, release, pick, check, ship, and what happens when something is not as promised."""

from server.catalog import lot as lots
from server.catalog.item import item
from server.catalog.number import day
from server.catalog.place import place
from server.checking import commands as checking
from server.checking import perform as checks
from server.counting import perform as counts
from server.flows.promises import again, close_order, gave_way, make_check, short
from server.kernel.outcome import ACCEPTED, Outcome, accepted
from server.kernel.refusal import Fact, Refusal
from server.ledger import hold
from server.ledger.balance import on_hand
from server.ledger.hold import holds_of
from server.ledger.move import Key
from server.ledger.reservation import reserve as reserve_stock
from server.picking import commands as picking
from server.picking import perform as picks
from server.relocating import commands as relocating
from server.relocating import perform as moves
from server.selling import perform as selling
from server.selling import rules as sales
from server.selling import views as orders
from server.selling.commands import Release, Reserve
from server.selling.views import Order
from server.shipping import perform as shipments
from server.shipping.commands import Ship
from server.store.transaction import Act, Hold
from server.tasks import perform as tasks
from server.tasks import views
from server.tasks.flow import LineFacts
from server.tasks.perform import NewLine
from server.tasks.steps import OPEN
from server.tasks.views import TaskRow

# --- reserve and release ------------------------------------------------------------------------------------------


def reserve(act: Act, do: Reserve) -> Outcome:
    """approved → reserved: hold stock by the house's rules; what cannot be had is short. Nothing at all is refused."""
    order = selling.load(act, do.order)
    sales.next_state(order.state, "reserve", order.number, order.on_hold)
    held, missing = _reserve(act, order)
    if not held and missing:
        raise Refusal("selling.nothing_free", order=order.number)
    selling.move(act, orders.order(act.tx, order.id), "reserve", short=missing > 0)
    if missing:
        return Outcome("adjusted", "selling.short", {"order": order.number, "lines": missing}, {"order": order.id})
    return accepted(order=order.id)


def release(act: Act, do: Release) -> Outcome:
    """reserved → released: one pick task per order, lines in walk order."""
    made: list[int] = []
    for order_id in do.orders:
        order = selling.load(act, order_id)
        if order.state == "approved":
            reserve(act, Reserve(order_id))
        order = orders.order(act.tx, order_id)
        sales.next_state(order.state, "release", order.number, order.on_hold)
        _let_expired_go(act, order)
        lines = [
            NewLine(one.item, one.quantity, one.place, 0, one.lot, one.serial, order_line=line.id, hold=one.id)
            for line in orders.lines(act.tx, order.id)
            for one in holds_of(act.tx, "order_line", line.id)
            if one.kind == "reserved" and one.place
        ]
        if not lines:
            # Every promise has given way since.
            raise Refusal("selling.nothing_free", order=order.number)
        made.append(
            tasks.make(
                act, "pick", lines, title=order.party_name, document_kind=selling.DOCUMENT, document_id=order.id,
                document=order.number, priority=order.priority, due_at=order.due_at,
            )
        )  # fmt: skip
        selling.move(act, order, "release")
    return accepted(tasks=made)


def _let_expired_go(act: Act, order: Order) -> None:
    """What has expired since it was reserved is sent to nobody: other goods are reserved instead, or it is short."""
    today = day(act.tx, act.warehouse_id, act.at)
    for line in orders.lines(act.tx, order.id):
        for one in holds_of(act.tx, "order_line", line.id):
            if not one.lot or not "" < lots.lot(act.tx, one.lot).expires_on < today:
                continue
            hold.end(act, one.id)
            selling.put_line(act, line.id, reserved=-one.quantity)
            short(act, line.id, again(act, None, line.id, line.item_id, one.quantity, 0, 0))


def _reserve(act: Act, order: Order) -> tuple[int, int]:
    """Hold what is not held yet; how many lines now hold something, and how many are short."""
    held = missing = 0
    for line in orders.lines(act.tx, order.id):
        wanted = line.quantity - line.reserved - line.picked
        if wanted <= 0:
            held += 1
            continue
        if not item(act.tx, line.item_id).stocked:
            continue
        try:
            found = reserve_stock(act, line.item_id, wanted, "order_line", line.id, whole=order.whole)
        except Refusal as refusal:
            raise Refusal("selling.not_whole", order=order.number, **refusal.facts) from refusal
        had = wanted - found.short
        selling.put_line(act, line.id, reserved=had, short=found.short - line.short)
        held += 1 if had or line.reserved else 0
        missing += 1 if found.short else 0
    return held, missing


# --- picking ------------------------------------------------------------------------------------------------------


def confirm(act: Act, do: picking.Confirm) -> Outcome:
    """queued → done: bin to tote. Late, elsewhere, beyond the books: what is certain is posted, the rest held."""
    task, line = picks.line_of(act, do.task, do.line)
    if _follows_its_goods(act, line):
        return _confirm_held(act, do, task, line)
    if not _wanted(act, task, line):
        return _too_late(act, do, task, line)
    return _confirm(act, do, task, line, picks.proved(act, task, line, do))


def _follows_its_goods(act: Act, line: LineFacts) -> bool:
    """Whether a held pick was one beyond the books; one of expired goods is done from the start when it is let out."""
    return act.card_id != 0 and (line.command_id == act.command_id or not picks.has_expired(act, line))


def _wanted(act: Act, task: TaskRow, line: LineFacts) -> bool:
    """Whether the order can use the goods of this line: it waits, or was given up only because a promise gave way."""
    if line.state in OPEN:
        return True
    if line.state != "cancelled" or task.state == "cancelled":
        return False
    return orders.order(act.tx, task.document_id).state in sales.PICKABLE


def _confirm(
    act: Act,
    do: picking.Confirm,
    task: TaskRow,
    line: LineFacts,
    done: LineFacts,
    said: picking.Short | None = None,
) -> Outcome:
    picks.let_out(act, done, said or do)
    promised = line.quantity if line.state in OPEN else 0
    surplus = _instead(act, task, line, do.quantity - promised)
    elsewhere = done.from_place != line.from_place
    taken = picks.take(act, task, done, do.quantity, do.container, said or do)
    used = min(taken.certain, do.quantity - surplus)
    reason = "tote_taken" if taken.mixed_with else "other_bin" if elsewhere else ""
    _picked(act, task, line, done, used, promised, do.container, "done", reason, keep_tote=not taken.mixed_with)
    gave_way(act, taken.yielded)
    if elsewhere or taken.rest:
        for where in dict.fromkeys((done.from_place, line.from_place)):
            counts.raise_count(act, where, line.item_id, line.lot_id, "counting.surprise", task.number)
    made: dict[str, int | str | list[int]] = {}
    if taken.certain > used:
        made["task"] = _send_back(act, do, task, done, taken.certain - used, do.container)
    _after_pick(act, task)
    facts: dict[str, Fact] = {"scanned": done.from_code, "wanted": line.from_code, "item": line.item_code}
    if surplus:
        more: dict[str, Fact] = {
            "quantity": surplus,
            "digits": line.digits,
            "unit": line.item_unit,
            "place": done.from_code,
        }
        return Outcome("adjusted", "picking.too_many_late", {**facts, **more}, made)
    if taken.mixed_with:
        facts |= {"tote": place(act.tx, do.container).code, "order": orders.order(act.tx, taken.mixed_with).number}
        return Outcome("adjusted", "picking.tote_taken", facts)
    return Outcome("adjusted", "picking.other_bin", facts) if elsewhere else ACCEPTED


def _instead(act: Act, task: TaskRow, line: LineFacts, extra: int) -> int:
    """A hand brought more than is promised by now: it fills what was short, then spares walks to other bins.

    Answers what the order cannot use.
    """
    if extra <= 0:
        return 0
    order_line = orders.line(act.tx, line.order_line_id)
    assert order_line is not None
    filled = min(extra, order_line.short)
    if filled:
        selling.put_line(act, order_line.id, short=-filled)
        extra -= filled
    for other in views.lines(act.tx, task.id):
        if extra and other.state in OPEN and other.order_line_id == line.order_line_id and other.id != line.id:
            part = min(extra, other.quantity)
            picks.give_back(act, other.hold_id, part)
            selling.put_line(act, order_line.id, reserved=-part)
            tasks.lessen_line(act, views.task(act.tx, task.id), other, part)
            extra -= part
    return extra


def short_pick(act: Act, do: picking.Short) -> Outcome:
    """queued → short: what is there is picked, the rest is in doubt, looked for elsewhere, and counted."""
    task, line = picks.line_of(act, do.task, do.line)
    found = do.quantity_found
    as_confirm = picking.Confirm(
        do.task, do.line, line.from_place, line.item_id, max(found, 1), do.container or 1, do.scans, line.lot_id,
        line.serial_id, do.override,
    )  # fmt: skip
    if _follows_its_goods(act, line):
        return _confirm_held(act, as_confirm, task, line, do)
    if not _wanted(act, task, line):
        return _too_late(act, as_confirm, task, line, do) if found else ACCEPTED
    follows = picks.reason(act, do.reason)
    picks.proved(act, task, line, do)
    if line.state not in OPEN or found >= line.quantity:
        # Short of what was asked once, not of what is wanted by now.
        return _confirm(act, as_confirm, task, line, line, do) if found else ACCEPTED
    if found:
        picks.let_out(act, line, do)
    missing = line.quantity - found
    picks.give_back(act, line.hold_id, missing)
    certain = 0
    if found:
        taken = picks.take(act, task, line, found, do.container, do)
        certain = taken.certain
        gave_way(act, taken.yielded)
    order_line = line.order_line_id
    key = Key(line.from_place, line.item_id, line.lot_id, line.serial_id)
    doubtful = min(missing, on_hand(act.tx, act.warehouse_id, key)) if follows.in_doubt else 0
    if doubtful:
        put = hold.put(
            act, "in_doubt", key.place, key.item, doubtful, lot=key.lot, serial=key.serial, holder_kind="count",
            holder_id=line.id, reason=do.reason,
        )  # fmt: skip
        gave_way(act, put.yielded)
    left = missing
    if follows.reallocate:
        left = again(act, task, order_line, line.item_id, missing, line.from_place, line.lot_id)
    short(act, order_line, left)
    _picked(act, task, line, line, certain, line.quantity, do.container, "short", do.reason)
    if follows.count:
        counts.raise_count(act, line.from_place, line.item_id, line.lot_id, "counting.picked_short", task.number)
    _after_pick(act, task)
    facts: dict[str, Fact] = {
        "item": line.item_code,
        "place": line.from_code,
        "wanted": line.quantity,
        "found": found,
        "elsewhere": missing - left,
        "short": left,
        "digits": line.digits,
        "unit": line.item_unit,
    }
    return Outcome("adjusted", "picking.short" if left else "picking.elsewhere", facts)


def undo(act: Act, do: picking.Undo) -> Outcome:
    """done → queued by reversal, as long as nobody has begun to check."""
    task, line = picks.line_of(act, do.task, do.line)
    order = selling.load(act, task.document_id)
    if line.state in OPEN:
        raise Refusal("picking.nothing_to_undo", item=line.item_code)
    for other in tasks.of_document(act, selling.DOCUMENT, order.id):
        if other.kind == "check" and other.state in ("open", "leased", "done"):
            if other.lines_done:
                raise Refusal("picking.checked_already", order=order.number)
            tasks.cancel(act, other.id)
    sales.next_state(order.state, "undo", order.number)
    new_hold = picks.take_back(act, task, line)
    selling.put_line(act, line.order_line_id, reserved=line.done, picked=-line.done)
    tasks.reopen_line(act, task, line, new_hold)
    selling.move(act, order, "undo")
    return ACCEPTED


def _picked(
    act: Act,
    task: TaskRow,
    line: LineFacts,
    done: LineFacts,
    certain: int,
    promised: int,
    container: int,
    state: str,
    reason: str,
    keep_tote: bool = True,
) -> None:
    """The line is over and its order knows. promised: what it had reserved, which is now taken, held or let go."""
    seen = line._replace(from_code=done.from_code)
    tasks.close_line(act, task, seen, state, certain, container=container, reason=reason, keep_tote=keep_tote)
    selling.put_line(act, line.order_line_id, reserved=-promised, picked=certain)
    order = orders.order(act.tx, task.document_id)
    if order.state in sales.PICKABLE:
        finished = orders.lines_done(act.tx, order.id)
        selling.move(act, order, "pick", lines_done=finished, picker_id=act.user_id)


def _after_pick(act: Act, task: TaskRow) -> None:
    if views.is_done(act.tx, task.id):
        close_order(act, task.document_id)


def _confirm_held(
    act: Act, do: picking.Confirm, task: TaskRow, line: LineFacts, said: picking.Short | None = None
) -> Outcome:
    """Goods have come to where a hand had taken more than the books knew: now they follow."""
    as_done = line._replace(from_place=do.place, from_code=place(act.tx, do.place).code, hold_id=0)
    order = orders.order(act.tx, task.document_id)
    check = _check_to_make_again(act, order) if order.state == "picked" else None
    order_line = orders.line(act.tx, line.order_line_id)
    assert order_line is not None
    used = 0
    if line.command_id == act.command_id and (check is not None or order.state in sales.PICKABLE):
        used = min(do.quantity, order_line.quantity - order_line.picked)
    certain = _for_nothing(act, do, task, as_done, said, held=True)
    used = min(used, certain)
    if used:
        tasks.add_done(act, line.id, used)
        selling.put_line(act, line.order_line_id, picked=used)
        if check is not None:
            tasks.cancel(act, check.id)
            make_check(act, order)
        else:
            selling.move(act, order, "pick", lines_done=orders.lines_done(act.tx, order.id))
            close_order(act, order.id)
    if certain == used:
        return ACCEPTED
    made = _send_back(act, do, task, as_done, certain - used, do.container)
    facts = _in_vain(as_done, certain - used)
    return Outcome("superseded", "picking.not_wanted", facts, {"task": made})


def _check_to_make_again(act: Act, order: Order) -> TaskRow | None:
    """The check of an order that nobody has begun: more is in the tote than it knows."""
    for other in tasks.of_document(act, selling.DOCUMENT, order.id):
        if other.kind == "check" and other.state in ("open", "leased") and not other.lines_done:
            return other
    return None


def _too_late(
    act: Act, do: picking.Confirm, task: TaskRow, line: LineFacts, said: picking.Short | None = None
) -> Outcome:
    """Somebody else has done the line, or it is not wanted any more: the goods go back, the books follow."""
    done = picks.proved(act, task, line, said or do)
    made: dict[str, int | str | list[int]] = {}
    certain = _for_nothing(act, do, task, done._replace(from_place=do.place, hold_id=0), said)
    if certain:
        made["task"] = _send_back(act, do, task, done._replace(from_place=do.place), certain, do.container)
    facts = _in_vain(done, do.quantity)
    code = "picking.superseded" if line.state in ("done", "short") else "picking.not_wanted"
    return Outcome("superseded", code, facts, made)


def _in_vain(done: LineFacts, quantity: int) -> dict[str, Fact]:
    return {
        "quantity": quantity, "digits": done.digits, "unit": done.item_unit, "item": done.item_code,
        "place": done.from_code,
    }  # fmt: skip


def _for_nothing(
    act: Act, do: picking.Confirm, task: TaskRow, done: LineFacts, said: picking.Short | None, held: bool = False
) -> int:
    """The books follow a hand that nobody needs; how much of it they could, the rest is held.

    The goods are out of their bin until they are put back, so a promise on them gives way: a picker who was sent there
    would find nothing, and a count would find them missing.
    """
    taken = picks.take(act, task, done, do.quantity, do.container, said or do, held_before=held)
    gave_way(act, taken.yielded)
    if taken.rest or taken.yielded:
        counts.raise_count(act, done.from_place, done.item_id, done.lot_id, "counting.surprise", task.number)
    return taken.certain


def _send_back(act: Act, do: picking.Confirm, task: TaskRow, done: LineFacts, quantity: int, tote: int) -> int:
    """A task for the very hand that has the goods."""
    new = NewLine(
        done.item_id, quantity, tote, done.from_place, done.lot_id, done.serial_id, reason="superseded"
    )  # fmt: skip
    return tasks.make(
        act, "relocate", [new], title=done.from_code, document=task.document, holder_id=act.user_id,
        device_id=act.device_id, why="picking.superseded", for_task=task.id,
    )  # fmt: skip


# --- moving goods between bins ----------------------------------------------------------------------------------------


def relocate(act: Act, do: relocating.Move) -> Outcome:
    """Goods change bins; promises on what is no longer there look elsewhere."""
    gave_way(act, moves.relocate(act, do))
    return ACCEPTED


def put_back(act: Act, do: relocating.PutBack) -> Outcome:
    """Goods taken in vain are in their bin again; when some of them are not, both ends are counted."""
    task, line = moves.line_of(act, do)
    if line.state not in OPEN:
        return Outcome("superseded", "relocating.done_already", {"item": line.item_code})
    moves.put_back(act, do, task, line)
    missing = line.quantity - do.quantity
    if not missing:
        return ACCEPTED
    for where in filter(None, (line.from_place, do.to_place)):
        counts.raise_count(act, where, line.item_id, line.lot_id, "counting.surprise", task.number)
    facts: dict[str, Fact] = {
        "item": line.item_code, "missing": missing, "digits": line.digits, "unit": line.item_unit,
        "place": place(act.tx, do.to_place).code,
    }  # fmt: skip
    return Outcome("adjusted", "relocating.not_all", facts)


# --- checking and shipping --------------------------------------------------------------------------------------------


def check(act: Act, do: checking.Confirm) -> Outcome:
    """The line is right; the last one makes the order checked."""
    task, line = checks.line_of(act, do)
    checks.proved(act, task, line, do)
    return _checked(act, task, line, "done", do.quantity)


def report(act: Act, do: checking.Report) -> Outcome:
    """The tote holds something else: a card. When a person lets it stand, what was found is what goes on."""
    task, line = checks.line_of(act, do)
    picked = _totes(act, task.document_id)[line.order_line_id]
    if not act.card_id:
        facts: dict[str, Fact] = {
            "item": line.item_code, "wanted": line.quantity, "scanned": do.quantity, "digits": line.digits,
            "unit": line.item_unit, "order": task.document, "reason": do.reason,
        }  # fmt: skip
        missing = line.quantity - do.quantity
        lot, serial, tote, _ = picked[0]
        if missing <= 0:
            raise Hold("checking.differs", facts)
        raise Hold(
            "checking.differs", facts, place_id=tote, item_id=line.item_id, lot_id=lot, serial_id=serial,
            quantity=missing,
        )  # fmt: skip
    for lot, _, tote, _ in picked:
        counts.raise_count(act, tote, line.item_id, lot, "counting.surprise", task.number)
    certain = min(do.quantity, line.quantity)
    short(act, line.order_line_id, line.quantity - certain)
    return _checked(act, task, line, "done" if certain == line.quantity else "short", certain)


def _checked(act: Act, task: TaskRow, line: LineFacts, state: str, quantity: int) -> Outcome:
    over = tasks.close_line(act, task, line, state, quantity)
    selling.put_line(act, line.order_line_id, checked=quantity)
    if over:
        selling.move(act, selling.load(act, task.document_id), "check", checker_id=act.user_id)
    return ACCEPTED


def ship(act: Act, do: Ship) -> Outcome:
    """checked → shipped: what was checked leaves its totes for the customer; expired goods only in somebody's name."""
    order = selling.load(act, do.order)
    sales.next_state(order.state, "ship", order.number, order.on_hold)
    goods: list[tuple[int, int, int, int, int]] = []
    totes = _totes(act, order.id)
    for line in orders.lines(act.tx, order.id):
        left = line.checked - line.shipped
        for lot, serial, tote, done in totes.get(line.id, ()):
            part = min(left, done)
            left -= part
            if part:
                goods.append((line.item_id, lot, serial, tote, part))
        selling.put_line(act, line.id, shipped=line.checked - line.shipped)
    if not goods:
        raise Refusal("shipping.nothing", order=order.number)
    shipments.let_out(act, {one[1] for one in goods if one[1]}, do.override, order.number)
    posted = shipments.leave(act, goods, order.number)
    selling.move(act, order, "ship")
    return accepted(order=order.id, movement=posted.seq)


def _totes(act: Act, order_id: int) -> dict[int, list[tuple[int, int, int, int]]]:
    """In which totes the goods of each order line are: (lot, serial, tote, quantity)."""
    found: dict[int, list[tuple[int, int, int, int]]] = {}
    for task in tasks.of_document(act, selling.DOCUMENT, order_id):
        for line in views.lines(act.tx, task.id) if task.kind == "pick" else ():
            if line.done and line.to_place:
                found.setdefault(line.order_line_id, []).append((line.lot_id, line.serial_id, line.to_place, line.done))
    return found
