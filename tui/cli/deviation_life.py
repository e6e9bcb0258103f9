"""A deviation taken further: its steps, deadlines, sanctions and the supplier's position."""

from __future__ import annotations

from checklists.codelists import codes, label
from checklists.deviation import Deviation, Extension, Position, Sanction, Step
from checklists.deviation_parts import POSITIONS, TOP_RUNG, next_rung, rung_reached
from checklists.evidence import Attached, Evidence
from checklists.library import requirement_sets
from checklists.requirements import clauses_in_force, refuse_other_clause
from checklists.values import Refused
from checklists.words import N_
from db.versioned import Versioned
from tui.cli import fields, shown
from tui.cli.call import Call
from tui.cli.deviation_fields import CHANGES, PLACE, place_of
from tui.cli.deviation_shown import show
from tui.cli.told import Told
from tui.cli.wrong import LineWrong, one_of, refuse_beside, valued
from tui.ending_told import still_open
from tui.given import day_of

__all__ = ["change", "extend", "position", "reopen", "sanction", "show", "step"]

FLAGS = codes("deviation_flags")
"""What stands beside the status and is set as if it were a step."""
OF_EVERY_STEP = ("--date", "--reason", "--by", "--evidence")
TAKES = {
    "disputed": ("--reason",),
    "suspected": ("--reason",),
    "escalated": ("--date", "--reason", "--rung", "--approver"),
    "supplier_notified": (*OF_EVERY_STEP, "--until"),
    "accepted_until": (*OF_EVERY_STEP, "--until"),
}
"""Options that mean something to a step; any other is refused, not passed over."""
OPTIONS = (*OF_EVERY_STEP, "--until", "--rung", "--approver")


def step(call: Call) -> Told:
    """Take it a step on. Closing needs evidence of the verification, and who verified it."""
    args, held = call.args, _held(call)
    one_of("status", str(args.status), {**codes("deviation_statuses"), **FLAGS})
    takes = TAKES.get(str(args.status), OF_EVERY_STEP)
    refuse_beside(args, str(args.status), *(each for each in OPTIONS if each not in takes))
    if args.status in FLAGS:
        return _flagged(call, held)
    until = day_of(str(args.until))
    closing = args.status == "closed"
    facts: dict[str, object] = {
        "status": str(args.status),
        "day": call.day(str(args.date)),
        "reason": str(args.reason),
        "by": str(args.by) or ("" if closing else call.actor),
    }
    known, new = named_evidence(call, deviation=held.value.id)

    def after(ids: tuple[str, ...]) -> Deviation:
        taken = valued(Step, {**facts, "evidence": (*known, *ids)})
        # A copy of a value is not judged; what was typed into it is, here.
        return valued(Deviation, dict(held.value.stepped(taken, today=call.today, until=until)))

    deviations = call.database().deviations
    made = deviations.change_resting_on(new, after, held.version, call.act())
    measures = (each.value for each in deviations.measures(made.id))
    if left := still_open(made.status, measures, call.language):
        call.say(left)
    return _told(made, _standing(call, made))


def _flagged(call: Call, held: Versioned[Deviation]) -> Told:
    """Marked as disputed, suspected or escalated. The status stays: what the supplier says never moves it."""
    if call.args.status == "escalated":
        return _sanctioned(call, held, str(call.args.rung) or str(next_rung(held.value.sanctions)))
    held.value.refuse_if_ended()
    reason = str(call.args.reason)
    if call.args.status == "disputed":
        told = reason or held.value.position_text
        after = held.value.answered_by_supplier("disputes", told)
    else:
        after = held.value.suspected_as(True)
    flag = label("deviation_flags", str(call.args.status), call.language)
    said = call.text(N_("{id} is now marked as: {flag}"), id=after.id, flag=flag)
    return _kept(call, after, held.version, said, why=reason)


def named_evidence(
    call: Call, *, deviation: str, measure: str = ""
) -> tuple[tuple[str, ...], tuple[Attached, ...]]:
    """What `--evidence` names: ids of evidence that is there, and new evidence with the titles given."""
    given = [str(each) for each in call.args.evidence]
    store = call.database().evidence
    known = tuple(store.get(each).value.id for each in given if _is_id(each))
    facts = {"deviation": deviation, "measure": measure}
    new = tuple(Attached(valued(Evidence, {"title": each, **facts})) for each in given if not _is_id(each))
    return known, new


def _is_id(given: str) -> bool:
    return given.strip()[:2].upper() == "B-" and given.strip()[2:].isdecimal()


def reopen(call: Call) -> Told:
    """Open again after it had ended, which needs a reason."""
    held = _held(call)
    facts = {
        "status": "correcting",
        "day": call.day(str(call.args.date)),
        "reason": str(call.args.reason),
        "by": call.actor,
    }
    after = held.value.reopened(valued(Step, facts), today=call.today)
    return _kept(call, after, held.version, _standing(call, after))


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
    after = held.value.prolonged(valued(Extension, facts))
    said = call.text(
        N_("{id}: the deadline is now {deadline}"),
        id=after.id,
        deadline=shown.day(after.deadline, call.language),
    )
    return _kept(call, after, held.version, said)


def sanction(call: Call) -> Told:
    """Take a rung of the ladder; from rung 4 the supplier is heard and somebody else approves."""
    return _sanctioned(call, _held(call), str(call.args.rung))


def _sanctioned(call: Call, held: Versioned[Deviation], written: str) -> Told:
    args, rung = call.args, fields.whole(written)
    if rung is None or not 1 <= rung <= TOP_RUNG:
        raise LineWrong("not_one_of", name="rung", given=written[:20], choices="1, 2, 3, 4, 5")
    if not str(args.reason).strip():
        raise Refused("reason_needed")
    facts = {
        "rung": rung,
        "day": call.day(str(args.date)),
        "author": call.actor,
        "approver": str(args.approver),
        "reason": str(args.reason),
    }
    after = held.value.sanctioned(valued(Sanction, facts), today=call.today)
    said = call.text(
        N_("{id} is escalated to rung {rung}: {sanction}"),
        id=after.id,
        rung=rung,
        sanction=label("sanctions", str(rung), call.language),
    )
    return _kept(call, after, held.version, said)


def position(call: Call) -> Told:
    """What the supplier says of it; disputing marks it as disputed."""
    held = _held(call)
    positions: dict[str, Position] = {each: each for each in POSITIONS}
    said = positions[one_of("position", str(call.args.position), positions)]
    after = held.value.answered_by_supplier(said, str(call.args.text))
    what = label("positions", said, call.language)
    line = call.text(N_("{id}, the supplier's position: {position}"), id=held.value.id, position=what)
    return _kept(call, after, held.version, line)


def change(call: Call) -> Told:
    """Change the fields that were given, and no other."""
    held = _held(call)
    given = [str(each) for each in call.args.fields]
    where = {name: value for name, value in fields.split(given) if name in PLACE}
    facts = fields.facts((each for each in given if each.partition("=")[0].strip() not in PLACE), CHANGES)
    if where:
        facts["place"] = place_of(held.value.place, **where)
    if {"suspected", "disputed"} & facts.keys():
        held.value.refuse_if_ended()
    after = valued(Deviation, {**dict(held.value), **facts})
    if after.clause != held.value.clause:
        contract = call.database().contracts.get(after.contract).value
        refuse_other_clause(after.clause, contract.id, clauses_in_force(contract, requirement_sets()))
    return _kept(call, after, held.version, _changes(call, held.value, after, given), why=str(call.args.why))


def _changes(call: Call, before: Deviation, after: Deviation, given: list[str]) -> str:
    """What was changed, written as it is typed."""
    was, now = ({**dict(each), **dict(each.place)} for each in (before, after))
    changed = [f"{name}={value}" for name, value in fields.split(given) if was[name] != now[name]]
    return shown.changes(call, after.id, changed)


def _held(call: Call) -> Versioned[Deviation]:
    return call.database().deviations.get(str(call.args.deviation))


def _kept(call: Call, after: Deviation, version: int, said: str, why: str = "") -> Told:
    # A copy of a value is not judged; what was typed into it is, here.
    judged = valued(Deviation, dict(after))
    call.database().deviations.change(judged, version, call.act(why))
    return _told(judged, said)


def _standing(call: Call, after: Deviation) -> str:
    status = label("deviation_statuses", after.status, call.language)
    return call.text(N_("{id} is now: {status}"), id=after.id, status=status)


def _told(judged: Deviation, said: str) -> Told:
    data = {
        "id": judged.id,
        "status": judged.status,
        "deadline": judged.deadline,
        "disputed": judged.disputed,
        "suspected": judged.suspected,
        "escalated": bool(judged.sanctions),
        "rung": rung_reached(judged.sanctions) or None,
    }
    return Told([said], data)
