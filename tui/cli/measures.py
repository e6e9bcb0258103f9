"""`aktsom measure`: what is to be done about a deviation."""

from __future__ import annotations

from checklists.codelists import codes, label
from checklists.measure import Measure
from checklists.words import N_
from tui.cli.call import Call
from tui.cli.deviation_life import named_evidence
from tui.cli.told import Told
from tui.cli.wrong import one_of, valued
from tui.given import day_of


def add(call: Call) -> Told:
    """Add a measure against a deviation that has not ended."""
    args, db = call.args, call.database()
    deviation = db.deviations.get(str(args.deviation)).value
    deviation.refuse_if_ended()
    facts = {
        "deviation": deviation.id,
        "kind": one_of("kind", str(args.kind), codes("measure_kinds")),
        "text": str(args.text),
        "role": str(args.role),
        "due": day_of(str(args.due)),
    }
    added = db.deviations.add_measure(valued(Measure, facts), call.act())
    return Told([added.id], {"id": added.id})


def done(call: Call) -> Told:
    """It has been carried out; that is not yet verified."""
    args = call.args
    held = call.database().deviations.measure(str(args.measure))
    day = call.day(str(args.date))
    known, new = named_evidence(call, deviation=held.value.deviation, measure=held.value.id)

    def after(ids: tuple[str, ...]) -> Measure:
        return held.value.done_on(day, (*known, *ids), today=call.today)

    store = call.database().deviations
    return _told(call, store.change_measure_resting_on(new, after, held.version, call.act()))


def cancel(call: Call) -> Told:
    """It is given up, which needs a reason."""
    held = call.database().deviations.measure(str(call.args.measure))
    return _kept(call, held.value.cancelled(str(call.args.reason)), held.version)


def _kept(call: Call, after: Measure, version: int) -> Told:
    judged = valued(Measure, dict(after))
    call.database().deviations.change_measure(judged, version, call.act())
    return _told(call, judged)


def _told(call: Call, judged: Measure) -> Told:
    status = label("measure_statuses", judged.status, call.language)
    return Told(
        [call.text(N_("{id} is now: {status}"), id=judged.id, status=status)],
        {"id": judged.id, "status": judged.status},
    )
