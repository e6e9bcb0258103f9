"""Decisions about proposals, and what confirming one makes."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select

from checklists.deviation import Deviation
from checklists.measure import Measure
from checklists.proposals import Decision
from checklists.values import Refused
from db.rows import decision_row, decision_value, deviation_value
from db.rows.followup import STATUSES_CLOSED
from db.store.deviations import added_deviation
from db.store.records import Statements, row_of
from db.tables import decision, deviation, followup
from db.writing import Write

_DEVIATION = Statements.of(deviation, "unknown_deviation")
_STATUS = select(followup.c.status).where(followup.c.id == bindparam("of_followup"))
_THIS = (
    decision.c.followup_id == bindparam("of_followup"),
    decision.c.proposal == bindparam("of_proposal"),
)
_ONE = select(*decision.columns).where(*_THIS)
_INSERT = insert(decision)
_DELETE = delete(decision).where(*_THIS)


def decided(
    write: Write, decision: Decision, deviation: Deviation | None, measures: tuple[Measure, ...]
) -> tuple[Decision, Deviation | None]:
    """Keep a decision; Refused("proposal_decided") when somebody else was first.

    One about something graver than what was decided before takes its place.
    """
    _refuse_closed(write, decision)
    standing = found_decision(write, decision.followup, decision.proposal)
    if standing is not None and not decision.replaces(standing):
        raise Refused("proposal_decided", proposal=decision.proposal, outcome=standing.outcome)
    made = added_deviation(write, deviation, measures) if deviation else None
    if made:
        decision = decision.model_copy(update={"deviation": made.id})
    elif decision.deviation:
        deviation_value(_DEVIATION.found(write.connection, decision.deviation)).refuse_if_ended()
    if standing is not None:
        write.run(_DELETE, {"of_followup": decision.followup, "of_proposal": decision.proposal})
    write.run(_INSERT, decision_row(decision))
    action = "created" if standing is None else "changed"
    write.tell("decision", f"{decision.followup}/{decision.proposal}", action, standing, decision)
    return decision, made


def found_decision(write: Write, followup_id: str, proposal: str) -> Decision | None:
    found = write.connection.execute(_ONE, {"of_followup": followup_id, "of_proposal": proposal})
    row = found.mappings().first()
    return decision_value(row_of(row)) if row else None


def taken_back(write: Write, decision: Decision) -> None:
    """A decision is undone. What it confirmed stays; only a dismissal, or an addition, can be."""
    _refuse_closed(write, decision)
    write.run(_DELETE, {"of_followup": decision.followup, "of_proposal": decision.proposal})
    write.tell("decision", f"{decision.followup}/{decision.proposal}", "undone", decision, None)


def _refuse_closed(write: Write, decision: Decision) -> None:
    status = write.connection.execute(_STATUS, {"of_followup": decision.followup}).scalar()
    if status is None:
        raise Refused("unknown_followup", id=decision.followup[:80])
    if status in STATUSES_CLOSED:
        raise Refused("conflict", subject=f"{decision.followup}/{decision.proposal}", version=0)
