"""Dates that cannot be: what comes before the thing it follows from, and what has happened on a day to come.

What stands in a record already is not held against other changes of it: only a fault that a change brings is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from checklists.contract import Contract
from checklists.deviation import Deviation
from checklists.evidence import Evidence
from checklists.followup import FollowUp
from checklists.measure import Measure
from checklists.values import Refused

Faults = tuple[Refused, ...]
Named = tuple[str, date | None]
"""A field as the journal calls it, and its date."""


def refuse_new(faults: Faults, before: Faults = ()) -> None:
    """Raises the first fault that was not there before."""
    held = [(each.code, each.params) for each in before]
    for fault in faults:
        if (fault.code, fault.params) not in held:
            raise fault


def contract_faults(contract: Contract) -> Faults:
    """Signed after it ended or was terminated; an option's notice after it, or an option before the contract starts."""
    signed = ("signed", contract.signed)
    pairs: list[tuple[Named, Named]] = [
        (signed, ("ends", contract.ends)),
        (signed, ("terminated", contract.terminated)),
    ]
    for option in contract.options:
        until = ("until", option.until)
        pairs += [(("starts", contract.starts), until), (("notice_by", option.notice_by), until)]
    return _faults("contract", pairs)


def deviation_faults(deviation: Deviation, today: date) -> Faults:
    """Found on a day to come, or after what was done about it; comments due before it was found."""
    found = ("found", deviation.found)
    done = [("first_step", step.day) for step in deviation.steps[:1]]
    done += [("sanction_day", sanction.day) for sanction in deviation.sanctions]
    late = [Refused("found_in_future", date=deviation.found)] if deviation.found > today else []
    pairs = [(found, each) for each in (("comment_deadline", deviation.comment_deadline), *done)]
    return (*late, *_faults("deviation", pairs))


def measure_faults(measure: Measure, deviation: Deviation) -> Faults:
    """Due, or done, before the deviation was found."""
    found = ("found", deviation.found)
    return _faults("measure", [(found, ("due", measure.due)), (found, ("done", measure.done))])


def evidence_faults(evidence: Evidence, today: date) -> Faults:
    """Dated on a day to come, or expired before it was dated."""
    dated = evidence.dated
    late = [Refused("date_in_future", date=dated)] if dated and dated > today else []
    return (*late, *_faults("evidence", [(("dated", dated), ("valid_until", evidence.valid_until))]))


def followup_faults(followup: FollowUp, today: date) -> Faults:
    """The next one before this one; sent, received or opened again on a day to come."""
    happened = (followup.sent, followup.received, *(each.day for each in followup.reopened))
    late = [Refused("date_in_future", date=day) for day in happened if day and day > today]
    next_one = ("next_day", followup.next_day)
    return (*late, *_faults("followup", [(("day", followup.day), next_one)]))


def _faults(kind: str, pairs: Iterable[tuple[Named, Named]]) -> Faults:
    return tuple(
        Refused("dates_out_of_order", kind=kind, first=first, day=day, then=then, later=later)
        for (first, day), (then, later) in pairs
        if day and later and later < day
    )
