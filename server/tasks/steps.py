"""The step interpreter: what a scan, a number or a tap means for the task in hand. Pure.

Its twin is pwa/src/kernel/steps.ts. The server compiles a task into lines of steps; phone and server run the same rules
over them, so a verdict is the same offline and online. Shared cases: tests/vectors/steps (README.md there).
"""

from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from server.kernel.refusal import Fact


class Unit(Struct, frozen=True):
    """One `unit` is numerator / denominator base units."""

    unit: str
    numerator: int
    denominator: int


class ItemFacts(Struct, frozen=True, omit_defaults=True):
    """What a screen needs to know of an item."""

    id: int
    code: str
    name: str
    spec: str = ""
    unit: str = ""
    digits: int = 0
    units: list[Unit] = field(default_factory=list)


class PlaceFacts(Struct, frozen=True, omit_defaults=True):
    """Where to go."""

    id: int
    code: str
    aisle: str = ""
    rack: int = 0
    level: int = 0
    side: str = ""


class LotFacts(Struct, frozen=True, omit_defaults=True):
    """Which lot to take."""

    id: int
    code: str
    expires_on: str = ""


class ContainerFacts(Struct, frozen=True):
    """The tote in use."""

    id: int
    code: str


class Step(Struct, frozen=True, omit_defaults=True):
    """One thing to scan or one number to give.

    scan — want: kind of target; targets: its ids, [] for any of that kind; store: name in the payload, "" for none;
        keep "task": answered once for all later lines; wrong: code for another one of that kind; other: code for
        another kind; label: what to look for.
    number — min, max (None: no limit), preset (what the screen offers); over: code above max; under: code below max,
        "short" when less needs a reason, None when less is fine; counts: scans of the line's item add up;
        wrong: code for a scan of another item meanwhile.
    """

    id: str
    kind: Literal["scan", "number"]
    store: str = ""
    want: str = ""
    targets: list[int] = field(default_factory=list)
    keep: Literal["line", "task"] = "line"
    wrong: str = ""
    other: str = ""
    label: str = ""
    min: int = 0
    max: int | None = None
    preset: int | None = None
    over: str = ""
    under: str | None = None
    counts: bool = False


class Emission(Struct, frozen=True):
    """A command for the shell to envelop and send."""

    type: str
    payload: dict[str, Any]


class Line(Struct, frozen=True, omit_defaults=True):
    """One line of a task: where, what, how many, and the steps that prove it.

    quantity: None when the work is blind. command, short, skip: what is sent for the line (type and fixed payload).
    """

    id: int
    position: int
    state: str
    item: ItemFacts
    steps: list[Step]
    command: Emission
    place: PlaceFacts | None = None
    lot: LotFacts | None = None
    quantity: int | None = None
    done: int = 0
    short: Emission | None = None
    skip: Emission | None = None


class Task(Struct, frozen=True, omit_defaults=True):
    """A task as it travels. order "walk": lines one after the other; "any": a scan chooses its line."""

    id: int
    number: str
    kind: str
    flow_version: int
    order: Literal["walk", "any"]
    lines: list[Line]
    priority: int = 0
    title: str = ""
    document: str = ""
    holder_id: int = 0
    device_id: str = ""
    lease_until: int = 0
    container: ContainerFacts | None = None
    facts: dict[str, Any] = field(default_factory=dict)


class Meaning(Struct, frozen=True, omit_defaults=True):
    """One thing that a scanned text may mean.

    amount: of an item, in 10^-digits base units. lot: its code, where the same label names the item's lot.
    """

    kind: str
    id: int
    label: str = ""
    unit: str = ""
    amount: int = 0
    lot: str = ""


class Scanned(Struct, frozen=True):
    """A text seen by a device, with all its meanings."""

    id: str
    text: str
    meanings: list[Meaning]


class Number(Struct, frozen=True):
    """A number keyed in, 10^-digits base units."""

    value: int


class Choice(Struct, frozen=True):
    """Which meaning of the ambiguous scan, by its index."""

    meaning: int


class Short(Struct, frozen=True):
    """Less is there than asked for."""

    found: int
    reason: str


class Override(Struct, frozen=True):
    """The scan cannot be made (label gone); the person vouches by name."""

    reason: str


class Nothing(Struct, frozen=True):
    """An input that carries nothing."""


class Input(Struct, frozen=True, omit_defaults=True):
    """Exactly one of these."""

    scan: Scanned | None = None
    number: Number | None = None
    choose: Choice | None = None
    short: Short | None = None
    override: Override | None = None
    skip: Nothing | None = None
    back: Nothing | None = None


class Answered(Struct, frozen=True, omit_defaults=True):
    """A step that is right: its value, and the scan that says so ("" for a number or an override)."""

    step: str
    value: int
    scan: str = ""
    amount: int = 0


class State(Struct, frozen=True, omit_defaults=True):
    """Where a person stands in a task.

    line: 0 when none is chosen (order any) or all are finished. step: asked for now, "" when none.
    count: what scans of the item add up to. finished, skipped: line ids, in the order it happened.
    """

    line: int = 0
    step: str = ""
    count: int = 0
    answers: list[Answered] = field(default_factory=list)
    counted: list[Answered] = field(default_factory=list)
    kept: list[Answered] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    short: Short | None = None
    override: str = ""
    asking: Scanned | None = None


class Verdict(Struct, frozen=True, omit_defaults=True):
    """right · wrong · ask (a person must choose or give a reason) · done (right, and the task has no line left).

    step: the step that judged, "" when none did.
    """

    result: Literal["right", "wrong", "ask", "done"]
    code: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)
    step: str = ""


class Answer(Struct, frozen=True):
    """The state after an input, what to tell the person, and what to send."""

    state: State
    verdict: Verdict
    emit: list[Emission] = field(default_factory=list)


OPEN = ("queued", "skipped")


def start(task: Task) -> State:
    """Stand before the first open line. The tote that the task already uses answers its step."""
    kept: list[Answered] = []
    if task.container is not None:
        for step in (step for line in task.lines for step in line.steps):
            if step.keep == "task" and step.want == "container" and not any(k.step == step.id for k in kept):
                kept.append(Answered(step.id, task.container.id))
    skipped = [line.id for line in task.lines if line.state == "skipped"]
    return _next_line(task, State(kept=kept, skipped=skipped))


def advance(task: Task, state: State, given: Input) -> Answer:
    """What one input does. A wrong one leaves the state as it was."""
    if given.choose is not None:
        return _choose(task, state, given.choose)
    if given.back is not None:
        return _back(task, state)
    if state.asking is not None:
        state = replace(state, asking=None)
    if given.scan is not None:
        return _scan(task, state, given.scan, given.scan.meanings)
    line = _line(task, state.line)
    if line is None:
        return _wrong(state, "step.not_now")
    if given.number is not None:
        return _number(task, state, line, given.number.value)
    if given.short is not None:
        return _short(task, state, line, given.short)
    if given.override is not None:
        return _override(task, state, line, given.override)
    return _skip(task, state, line)


# --- scans ----------------------------------------------------------------------------------------------------------


def _choose(task: Task, state: State, choice: Choice) -> Answer:
    asked = state.asking
    if asked is None or not 0 <= choice.meaning < len(asked.meanings):
        return _wrong(state, "step.not_now")
    return _scan(task, replace(state, asking=None), asked, [asked.meanings[choice.meaning]])


def _scan(task: Task, state: State, scan: Scanned, meanings: list[Meaning]) -> Answer:
    if not meanings:
        return _wrong(state, "code.unknown", {"text": scan.text}, state.step)
    line = _line(task, state.line)
    if line is None:
        return _scan_for_a_line(task, state, scan, meanings)
    step = _step(line, state.step)
    wanted = "item" if step.kind == "number" else step.want
    fitting = [meaning for meaning in meanings if meaning.kind == wanted]
    if len(fitting) > 1:
        return Answer(replace(state, asking=scan), Verdict("ask", "code.ambiguous", {"text": scan.text}, step.id))
    if not fitting and step.want == "lot":
        told = next((one for one in meanings if _is_of(line, one) and one.lot), None)
        if told is not None:
            return _other_lot(state, line, told) or _right(task, state, line, step, *_lot_told(state, line, scan, told))
    if not fitting:
        swapped = _keep_first(line, state, scan, meanings)
        if swapped is not None:
            return swapped
        facts: dict[str, Fact] = {"scanned": meanings[0].label, "wanted": step.label}
        return _wrong(state, step.other or "step.not_now", facts, step.id)
    meaning = fitting[0]
    if step.kind == "number":
        return _count(task, state, line, step, scan, meaning)
    if step.targets and meaning.id not in step.targets:
        return _wrong(state, step.wrong, {"scanned": meaning.label, "wanted": step.label}, step.id)
    refused = _other_lot(state, line, meaning)
    if refused is not None:
        return refused
    answer = Answered(step.id, meaning.id, scan.id, meaning.amount)
    return _right(task, state, line, step, answer, *_lot_told(state, line, scan, meaning))


def _is_of(line: Line, meaning: Meaning) -> bool:
    return meaning.kind == "item" and meaning.id == line.item.id


def _lot_asked(line: Line, meaning: Meaning) -> Step | None:
    """The step that asks for the line's lot, when this meaning is the line's item and its label names a lot."""
    if not _is_of(line, meaning) or not meaning.lot or line.lot is None:
        return None
    return next((step for step in line.steps if step.want == "lot"), None)


def _other_lot(state: State, line: Line, meaning: Meaning) -> Answer | None:
    """The refusal of the right item from another lot, as its own label says; None when nothing speaks against it."""
    if not _is_of(line, meaning) or line.lot is None or meaning.lot in ("", line.lot.code):
        return None
    # Where no step asks for the lot, goods of another one are still not the line's item.
    asked = _lot_asked(line, meaning) or next((step for step in line.steps if step.want == "item"), None)
    if asked is None:
        return None
    return _wrong(state, asked.wrong, {"scanned": meaning.lot, "wanted": line.lot.code}, asked.id)


def _lot_told(state: State, line: Line, scan: Scanned, meaning: Meaning) -> list[Answered]:
    """One label may prove the item and its lot: the answer to the lot's step, when that is still open."""
    asked = _lot_asked(line, meaning)
    if asked is None or line.lot is None or _answer(state, asked.id) is not None:
        return []
    return [Answered(asked.id, line.lot.id, scan.id)]


def _scan_for_a_line(task: Task, state: State, scan: Scanned, meanings: list[Meaning]) -> Answer:
    """Nothing chosen yet: the first open line whose first step this scan answers becomes the line in hand."""
    still_open = _open_lines(task, state)
    if not still_open:
        return _wrong(state, "step.not_now")
    first = _first_step(still_open[0], state)
    fitting = [meaning for meaning in meanings if meaning.kind == first.want]
    if len(fitting) > 1:
        return Answer(replace(state, asking=scan), Verdict("ask", "code.ambiguous", {"text": scan.text}, first.id))
    if not fitting:
        return _wrong(state, first.other, {"scanned": meanings[0].label}, first.id)
    meaning = fitting[0]
    refused: Answer | None = None
    for line in still_open:
        step = _first_step(line, state)
        if step.want == meaning.kind and (not step.targets or meaning.id in step.targets):
            other_lot = _other_lot(state, line, meaning)
            refused = refused or other_lot
            if other_lot is None:
                chosen = replace(state, line=line.id, step=step.id)
                answer = Answered(step.id, meaning.id, scan.id, meaning.amount)
                return _right(task, chosen, line, step, answer, *_lot_told(chosen, line, scan, meaning))
    if refused is not None:
        return refused
    already = any(meaning.id in line.steps[0].targets for line in task.lines if line not in still_open)
    return _wrong(state, "step.already_done" if already else first.wrong, {"scanned": meaning.label}, first.id)


def _keep_first(line: Line, state: State, scan: Scanned, meanings: list[Meaning]) -> Answer | None:
    """A tote may be scanned first, and a full one is changed for the next, between two lines, never within one."""
    if state.answers or state.counted or state.short is not None:
        return None
    for step in line.steps:
        for meaning in meanings:
            if step.keep == "task" and meaning.kind == step.want:
                if step.targets and meaning.id not in step.targets:
                    continue
                kept = [k for k in state.kept if k.step != step.id] + [Answered(step.id, meaning.id, scan.id)]
                return Answer(_standing(replace(state, kept=kept), line), Verdict("right", "", {}, step.id))
    return None


def _count(task: Task, state: State, line: Line, step: Step, scan: Scanned, meaning: Meaning) -> Answer:
    """The item scanned again adds what its barcode stands for."""
    if not step.counts:
        return _wrong(state, "step.not_now", {"scanned": meaning.label, "wanted": step.label}, step.id)
    if meaning.id != line.item.id:
        facts: dict[str, Fact] = {"scanned": meaning.label, "wanted": line.item.code}
        return _wrong(state, step.wrong or "step.not_now", facts, step.id)
    refused = _other_lot(state, line, meaning)
    if refused is not None:
        return refused
    if meaning.amount == 0:
        # A label that names the item and counts none: heard as right, it would pass for counted.
        return _wrong(state, "step.counts_none", {"scanned": meaning.label}, step.id)
    total = state.count + meaning.amount
    if step.max is not None and total > step.max:
        return _wrong(state, step.over, _amounts(line, step.max, total), step.id)
    counted = [*state.counted, Answered(step.id, meaning.id, scan.id, meaning.amount)]
    return _settle(task, replace(state, counted=counted), line, step.id)


# --- numbers, less than asked for, taps -----------------------------------------------------------------------------


def _number(task: Task, state: State, line: Line, value: int) -> Answer:
    step = _step(line, state.step)
    if step.kind != "number":
        return _wrong(state, "step.not_now", {"wanted": step.label}, step.id)
    if step.max is not None and value > step.max:
        return _wrong(state, step.over, _amounts(line, step.max, value), step.id)
    if step.max is not None and value < step.max and step.under is not None:
        if step.under == "short":
            return Answer(state, Verdict("ask", "step.short", _amounts(line, step.max, value), step.id))
        return _wrong(state, step.under, _amounts(line, step.max, value), step.id)
    if value < step.min:
        return _wrong(state, "step.too_few", _amounts(line, step.min, value), step.id)
    return _right(task, state, line, step, Answered(step.id, value))


def _short(task: Task, state: State, line: Line, short: Short) -> Answer:
    """What is found is still proved by scans; nothing found needs none."""
    step = next((step for step in line.steps if step.kind == "number" and step.under == "short"), None)
    if step is None or line.short is None or step.max is None:
        return _wrong(state, "step.not_now", {}, state.step)
    if not 0 <= short.found < step.max:
        return _wrong(state, "step.not_short", _amounts(line, step.max, short.found), step.id)
    answers = [answer for answer in state.answers if answer.step != step.id]
    state = replace(state, short=short, answers=[*answers, Answered(step.id, short.found)])
    return _settle(task, state, line, step.id)


def _override(task: Task, state: State, line: Line, override: Override) -> Answer:
    step = _step(line, state.step)
    if step.kind != "scan" or len(step.targets) != 1 or "override" not in line.command.payload or not override.reason:
        return _wrong(state, "step.not_now", {"wanted": step.label}, step.id)
    state = replace(state, override=override.reason)
    return _right(task, state, line, step, Answered(step.id, step.targets[0]))


def _skip(task: Task, state: State, line: Line) -> Answer:
    """The line goes behind all others and comes back."""
    if line.skip is None:
        return _wrong(state, "step.not_now", {}, state.step)
    skipped = [id for id in state.skipped if id != line.id] + [line.id]
    state = _next_line(task, replace(_cleared(state), skipped=skipped))
    return Answer(state, Verdict("right"), [line.skip])


def _back(task: Task, state: State) -> Answer:
    """Takes the last answer of this line back; at the start of a line chosen by scan it lets the line go."""
    if state.asking is not None:
        return Answer(replace(state, asking=None), Verdict("right", "", {}, state.step))
    line = _line(task, state.line)
    if line is None or not (state.answers or state.counted or state.short is not None):
        return _wrong(state, "step.not_now", {}, state.step)
    if state.counted:
        state = replace(state, counted=state.counted[:-1])
    elif state.answers:
        last = state.answers[-1]
        # What one scan has answered goes together.
        left = [one for one in state.answers[:-1] if not last.scan or one.scan != last.scan]
        state = replace(state, answers=left, kept=[k for k in state.kept if k.step != last.step])
    state = replace(state, short=None, override="")
    if task.order == "any" and not state.answers and not state.counted:
        return Answer(_next_line(task, _cleared(state)), Verdict("right"))
    state = _standing(state, line)
    return Answer(state, Verdict("right", "", {}, state.step))


# --- what follows from an answer ------------------------------------------------------------------------------------


def _right(task: Task, state: State, line: Line, step: Step, *answers: Answered) -> Answer:
    """answers: the step's own first, then what the same scan answers besides."""
    kept = state.kept
    if step.keep == "task":
        kept = [k for k in kept if k.step != step.id] + [answers[0]]
    return _settle(task, replace(state, answers=[*state.answers, *answers], kept=kept), line, step.id)


def _settle(task: Task, state: State, line: Line, judged: str) -> Answer:
    """Go to the next unanswered step; a count that is reached answers it; the last answer sends the command."""
    state = _standing(state, line)
    if state.step and not _nothing_found(state):
        step = _step(line, state.step)
        if step.kind == "number" and step.counts and step.max is not None and state.count == step.max > 0:
            state = _standing(replace(state, answers=[*state.answers, Answered(step.id, state.count)]), line)
    if state.step and not _nothing_found(state):
        return Answer(state, Verdict("right", "", {}, judged))
    emission = _command(state, line)
    finished = [*state.finished, line.id]
    skipped = [id for id in state.skipped if id != line.id]
    after = _next_line(task, replace(_cleared(state), finished=finished, skipped=skipped))
    result: Literal["right", "done"] = "right" if _open_lines(task, after) else "done"
    return Answer(after, Verdict(result, "", {}, judged), [emission])


def _command(state: State, line: Line) -> Emission:
    """The line's command: what is fixed, what was answered, and the scans that prove it."""
    values: dict[str, Any] = {}
    scans: list[str] = []
    for step in line.steps:
        answer = _answer(state, step.id)
        if answer is not None and step.store:
            values[step.store] = answer.value
    for answer in (*state.kept, *state.answers, *state.counted):
        if answer.scan and answer.scan not in scans:
            scans.append(answer.scan)
    if state.override:
        values["override"] = state.override
    if state.short is None:
        return Emission(line.command.type, {**line.command.payload, **values, "scans": scans})
    assert line.short is not None
    allowed = {name: value for name, value in values.items() if name in line.short.payload}
    told = {"quantity_found": state.short.found, "reason": state.short.reason, "scans": scans}
    return Emission(line.short.type, {**line.short.payload, **allowed, **told})


def _standing(state: State, line: Line) -> State:
    """The state with its step and count as its answers say."""
    step = next((step.id for step in line.steps if _answer(state, step.id) is None), "")
    wanted = {step.id for step in line.steps if step.kind == "scan" and step.want == "item"}
    seen = sum(answer.amount for answer in state.answers if answer.step in wanted and answer.scan)
    return replace(state, line=line.id, step=step, count=seen + sum(answer.amount for answer in state.counted))


def _next_line(task: Task, state: State) -> State:
    """Stand before the next open line: those never skipped first, then the skipped ones in the order they were."""
    still_open = _open_lines(task, state)
    if not still_open or task.order == "any":
        return replace(state, line=0, step="", count=0)
    fresh = [line for line in still_open if line.id not in state.skipped]
    line = fresh[0] if fresh else next(line for id in state.skipped for line in still_open if line.id == id)
    return _standing(state, line)


def _cleared(state: State) -> State:
    return replace(state, line=0, step="", count=0, answers=[], counted=[], short=None, override="", asking=None)


def _nothing_found(state: State) -> bool:
    return state.short is not None and state.short.found == 0


def _open_lines(task: Task, state: State) -> list[Line]:
    return [line for line in task.lines if line.state in OPEN and line.id not in state.finished]


def _line(task: Task, id: int) -> Line | None:
    for line in task.lines:
        if line.id == id:
            return line
    return None


def _step(line: Line, id: str) -> Step:
    return next(step for step in line.steps if step.id == id)


def _first_step(line: Line, state: State) -> Step:
    return next(step for step in line.steps if _kept(state, step.id) is None)


def _kept(state: State, step: str) -> Answered | None:
    for kept in state.kept:
        if kept.step == step:
            return kept
    return None


def _answer(state: State, step: str) -> Answered | None:
    for answer in state.answers:
        if answer.step == step:
            return answer
    return _kept(state, step)


def _amounts(line: Line, wanted: int, scanned: int) -> dict[str, Fact]:
    return {"wanted": wanted, "scanned": scanned, "digits": line.item.digits, "unit": line.item.unit}


def _wrong(state: State, code: str, facts: dict[str, Fact] | None = None, step: str = "") -> Answer:
    return Answer(state, Verdict("wrong", code, facts or {}, step))


# --- proof ------------------------------------------------------------------------------------------------------------


def proves(task: Task, line: Line, scans: list[Scanned], sent: Emission) -> bool:
    """Whether these scans, with the numbers and the override that `sent` names, lead to just this command.

    scans: the stored evidence in the order the command names it, each with the meanings the server knows.
    A phone that was out of reach scans a tote that the task has got meanwhile: that proves as much as not scanning it.
    """
    tote = task.container
    if tote is not None and tote.id == sent.payload.get("container") and _leads(task, line, scans, sent):
        return True
    return _leads(replace(task, container=None), line, scans, sent)


def _leads(task: Task, line: Line, scans: list[Scanned], sent: Emission) -> bool:
    values = sent.payload
    override = str(values.get("override", ""))
    alone = replace(task, lines=[line], order="walk")
    state = start(alone)
    emitted: list[Emission] = []
    short: Short | None = None
    if line.short is not None and sent.type == line.short.type:
        short = Short(values["quantity_found"], values["reason"])
    waiting = list(scans)
    while not emitted:
        if not state.step:
            return False
        if waiting:
            answer = _feed(alone, state, waiting[0])
            if answer.verdict.result in ("right", "done"):
                waiting.pop(0)
                state, emitted = answer.state, answer.emit
                continue
        step = _step(line, state.step)
        if short is not None and (step.kind == "number" or short.found == 0):
            answer = advance(alone, state, Input(short=short))
        elif step.kind == "number":
            answer = advance(alone, state, Input(number=Number(values[step.store])))
        elif override:
            answer = advance(alone, state, Input(override=Override(override)))
        else:
            return False
        if answer.verdict.result not in ("right", "done"):
            return False
        state, emitted = answer.state, answer.emit
    return not waiting and _same(emitted[0], sent)


def _feed(task: Task, state: State, scan: Scanned) -> Answer:
    """The scan; an ambiguous one counts for the meaning that the step can take."""
    answer = advance(task, state, Input(scan=scan))
    if answer.verdict.result != "ask":
        return answer
    for index in range(len(scan.meanings)):
        chosen = advance(task, answer.state, Input(choose=Choice(index)))
        if chosen.verdict.result in ("right", "done"):
            return chosen
    return Answer(state, Verdict("wrong", "code.ambiguous"))


def _same(emitted: Emission, sent: Emission) -> bool:
    """The scans were compared by being used; all else must be equal."""
    left = {name: value for name, value in emitted.payload.items() if name != "scans"}
    right = {name: value for name, value in sent.payload.items() if name != "scans"}
    return emitted.type == sent.type and left == right
