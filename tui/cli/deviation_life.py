"""A deviation taken further: its steps, deadlines, sanctions and the supplier's position."""

from __future__ import annotations

from typing import get_args

from checklists.codelists import codes, label
from checklists.deviation import Deviation, Extension, Position, Sanction, Step
from checklists.evidence import Evidence
from checklists.values import Refused
from checklists.words import N_
from db.versioned import Versioned
from tui.cli import fields
from tui.cli.call import Call
from tui.cli.deviation_fields import CHANGES, PLACE, place_of
from tui.cli.deviation_shown import show
from tui.cli.told import Told
from tui.cli.wrong import LineWrong, one_of, valued
from tui.given import day_of

__all__ = ["change", "extend", "position", "reopen", "sanction", "show", "step"]

PLACEHOLDER = "B-0"
"""Stands for evidence that has no id yet, while the step is judged."""
FLAGS = {each: each for each in ("disputed", "suspected")}
"""What stands beside the status and is set as if it were a step."""


def step(call: Call) -> Told:
    """Take it a step on. Closing needs evidence of the verification, and who verified it."""
    args, held = call.args, _held(call)
    one_of("status", str(args.status), {**codes("deviation_statuses"), **FLAGS})
    if args.status in FLAGS:
        return _flagged(call, held)
    until = day_of(str(args.until))
    given = [str(each) for each in args.evidence]
    closing = args.status == "closed"
    facts: dict[str, object] = {
        "status": str(args.status),
        "day": call.day(str(args.date)),
        "reason": str(args.reason),
        "by": str(args.by) or ("" if closing else call.actor),
        "evidence": tuple(PLACEHOLDER for _ in given),
    }
    held.value.stepped(valued(Step, facts), today=call.today, until=until)
    kept = evidence_of(call, given, deviation=held.value.id)
    after = held.value.stepped(valued(Step, {**facts, "evidence": kept}), today=call.today, until=until)
    return _kept(call, after, held.version)


def _flagged(call: Call, held: Versioned[Deviation]) -> Told:
    """Marked as disputed or suspected. The status stays: what the supplier says never moves it."""
    if not held.value.is_open:
        raise Refused("deviation_ended", deviation=held.value.id, status=held.value.status)
    reason = str(call.args.reason)
    if call.args.status == "disputed":
        told = reason or held.value.position_text
        return _kept(call, held.value.answered_by_supplier("disputes", told), held.version)
    return _kept(call, held.value.model_copy(update={"suspected": True}), held.version, reason)


def evidence_of(call: Call, given: list[str], *, deviation: str = "", measure: str = "") -> tuple[str, ...]:
    """Ids of the evidence named: by its id, or new evidence with that title."""
    store = call.database().evidence
    known = [each.strip() for each in given if _is_id(each)]
    for each in known:
        store.get(each)
    new = [
        valued(Evidence, {"title": each, "deviation": deviation, "measure": measure})
        for each in given
        if not _is_id(each)
    ]
    return (*known, *(store.add(each, None, call.act()).id for each in new))


def _is_id(given: str) -> bool:
    return given.strip()[:2] == "B-" and given.strip()[2:].isdecimal()


def reopen(call: Call) -> Told:
    """Open again after it had ended, which needs a reason."""
    held = _held(call)
    facts = {
        "status": "correcting",
        "day": call.day(str(call.args.date)),
        "reason": str(call.args.reason),
        "by": call.actor,
    }
    return _kept(call, held.value.reopened(valued(Step, facts), today=call.today), held.version)


def extend(call: Call) -> Told:
    """Move the deadline, which needs a reason. The original deadline stays."""
    held = _held(call)
    facts = {
        "day": call.today,
        "earlier": held.value.deadline,
        "deadline": call.day(str(call.args.deadline)),
        "reason": str(call.args.reason),
        "by": call.actor,
    }
    return _kept(call, held.value.prolonged(valued(Extension, facts)), held.version)


def sanction(call: Call) -> Told:
    """Take a rung of the ladder; from rung 4 the supplier is heard and somebody else approves."""
    args, held = call.args, _held(call)
    rung = fields.whole(str(args.rung))
    if rung is None or not 1 <= rung <= 5:
        raise LineWrong("not_one_of", name="rung", given=str(args.rung)[:20], choices="1, 2, 3, 4, 5")
    if not str(args.reason).strip():
        raise Refused("reason_needed")
    facts = {
        "rung": rung,
        "day": call.day(str(args.date)),
        "author": call.actor,
        "approver": str(args.approver),
        "reason": str(args.reason),
    }
    return _kept(call, held.value.sanctioned(valued(Sanction, facts), today=call.today), held.version)


def position(call: Call) -> Told:
    """What the supplier says of it; disputing marks it as disputed."""
    held = _held(call)
    positions = {each: each for each in get_args(Position) if each}
    said = one_of("position", str(call.args.position), positions)
    told = held.value.answered_by_supplier("", str(call.args.text))
    after = {**dict(told), "position": said, "disputed": said == "disputes"}
    return _kept(call, valued(Deviation, after), held.version)


def change(call: Call) -> Told:
    """Change the fields that were given, and no other."""
    held = _held(call)
    given = [str(each) for each in call.args.fields]
    where = {name: value for name, value in fields.split(given) if name in PLACE}
    facts = fields.facts((each for each in given if each.partition("=")[0].strip() not in PLACE), CHANGES)
    if where:
        facts["place"] = place_of(held.value.place, **where)
    if facts.get("suspected") is True and not held.value.is_open:
        raise Refused("deviation_ended", deviation=held.value.id, status=held.value.status)
    return _kept(call, valued(Deviation, {**dict(held.value), **facts}), held.version, str(call.args.why))


def _held(call: Call) -> Versioned[Deviation]:
    return call.database().deviations.get(str(call.args.deviation))


def _kept(call: Call, after: Deviation, version: int, why: str = "") -> Told:
    # A copy of a value is not judged; what was typed into it is, here.
    judged = valued(Deviation, dict(after))
    call.database().deviations.change(judged, version, call.act(why))
    status = label("deviation_statuses", judged.status, call.language)
    line = call.text(N_("{id} is now: {status}"), id=judged.id, status=status)
    data = {
        "id": judged.id,
        "status": judged.status,
        "deadline": judged.deadline,
        "disputed": judged.disputed,
        "suspected": judged.suspected,
    }
    return Told([line], data)
