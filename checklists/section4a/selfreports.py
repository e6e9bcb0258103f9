"""The year's cohort of self-reports: sent, answered, assessed and overdue on the cut-off."""

from __future__ import annotations

from datetime import date

from checklists.facts import Facts
from checklists.followup import FollowUp
from checklists.section4a.counting import first_day
from checklists.section4a.values import Figure, SelfReports


def self_reports(facts: Facts) -> SelfReports:
    """The cohort is what was sent by the cut-off, not withdrawn, not assessed before the year began.

    A signed one without dates was recorded afterwards: sent and answered on the day it was assessed.
    """
    cohort = [f for f in facts.followups.values() if f.method == "self_report" and _in_process(f, facts)]
    answered = [f for f in cohort if _answered(f, facts.cutoff)]
    unanswered = [f for f in cohort if not _answered(f, facts.cutoff)]
    return SelfReports(
        sent=Figure.of(f.id for f in cohort),
        answered=Figure.of(f.id for f in answered),
        assessed=Figure.of(f.id for f in cohort if _assessed(f, facts.cutoff)),
        overdue=Figure.of(f.id for f in unanswered if f.due is not None and f.due < facts.cutoff),
    )


def _in_process(followup: FollowUp, facts: Facts) -> bool:
    sent = followup.sent or followup.received or (followup.day if followup.is_signed else None)
    if followup.status == "withdrawn" or sent is None or sent > facts.cutoff:
        return False
    return not (followup.is_signed and followup.day < first_day(facts))


def _assessed(followup: FollowUp, cutoff: date) -> bool:
    """Signed is accepted is assessed."""
    return followup.is_signed and followup.day <= cutoff


def _answered(followup: FollowUp, cutoff: date) -> bool:
    return _assessed(followup, cutoff) or (followup.received is not None and followup.received <= cutoff)
