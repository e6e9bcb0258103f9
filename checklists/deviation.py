"""Deviations: their life, which step is allowed when, and why not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from pydantic import model_validator

from checklists.deviation_parts import (
    BESIDE,
    ENDED,
    LIFE,
    SEVERITIES,
    DeviationStatus,
    Extension,
    Origin,
    Place,
    Position,
    Report,
    Sanction,
    Stage,
    Step,
)
from checklists.form import Severity
from checklists.organisation import same_name
from checklists.values import Code, Frozen, Name, Refused, Text, clean

__all__ = [
    "BESIDE",
    "DEFAULT_DAYS",
    "ENDED",
    "LIFE",
    "SEVERITIES",
    "Deviation",
    "DeviationStatus",
    "Extension",
    "Origin",
    "Place",
    "Position",
    "Report",
    "Sanction",
    "Stage",
    "Step",
    "days_after",
    "default_deadline",
]


class Deviation(Frozen):
    """A breach of a clause of one contract at one supplier; an observation or a suspicion until established.

    `id` is empty until the store has given one (`A-8`).
    """

    id: str = ""
    contract: str
    supplier: str = ""
    followup: str = ""
    question: str = ""
    type: Code
    severity: Severity
    clause: str = ""
    """Address of the clause: `wages.hourly_pay`."""
    title: Name = ""
    text: Text = ""
    public_text: Text = ""
    """What may be published, without names."""
    note: Text = ""
    note_exempt: Name = ""
    """Legal ground for withholding the note."""
    place: Place = Place()
    company: Name = ""
    origin: Origin = ""
    found: date
    suspected: bool = False
    disputed: bool = False
    self_reported: bool = False
    position: Position = ""
    position_text: Text = ""
    comment_deadline: date | None = None
    """Until when the supplier may comment on the notice."""
    harm: bool = False
    harm_reference: Name = ""
    """Where the actual harm and its remediation stand in 6.A.2."""
    remediation: Text = ""
    count: Name = ""
    """How many of how many: `2/10`."""
    status: DeviationStatus = "registered"
    steps: tuple[Step, ...] = ()
    original_deadline: date | None = None
    deadline: date | None = None
    extensions: tuple[Extension, ...] = ()
    accepted_until: date | None = None
    sanctions: tuple[Sanction, ...] = ()
    reports: tuple[Report, ...] = ()
    case_reference: Name = ""

    @model_validator(mode="after")
    def _deadline_after_found(self) -> Self:
        if self.deadline and self.deadline < self.found:
            raise Refused("deadline_before_found", deadline=self.deadline, found=self.found)
        return self

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED

    @property
    def established(self) -> bool:
        """Counts as a deviation: at least minor, not merely suspected, not dismissed."""
        return self.severity != "observation" and not self.suspected and self.status != "dismissed"

    @property
    def closed(self) -> date | None:
        """The day it was closed with verification, or None."""
        return self.steps[-1].day if self.status == "closed" and self.steps else None

    def overdue(self, day: date) -> bool:
        """Is its deadline, or the day until which it is accepted, over?"""
        last = self.accepted_until or self.deadline
        return self.is_open and last is not None and last < day

    def stepped(self, step: Step, *, today: date, until: date | None = None) -> Deviation:
        """This deviation one step on, or Refused saying why the step is not allowed.

        `until` is the day until which it is accepted, or, with a notice, until which the supplier may comment.
        """
        self._refuse_dates(step, today)
        if step.status in BESIDE:
            return self._beside(step, until)
        if step.status not in LIFE:
            raise Refused("unknown_status", status=step.status, statuses=", ".join((*LIFE, *sorted(BESIDE))))
        self.refuse_if_ended()
        here, there = LIFE.index(self._reached), LIFE.index(step.status)
        if there < here or step.status == self.status:
            raise Refused("step_backwards", deviation=self.id, status=self.status, wanted=step.status)
        if step.status == "closed":
            self._refuse_closing(step)
        after = self._at(LIFE[there], step)
        return after._notified(until) if step.status == "supplier_notified" and until else after

    def reopened(self, step: Step, *, today: date) -> Deviation:
        """Open again after it had ended, with its history. A reason is needed.

        What was closed is being corrected again; what was dismissed is where it was before that.
        """
        self._refuse_dates(step, today)
        if self.is_open:
            raise Refused("deviation_open", deviation=self.id)
        self._refuse_without_reason(step)
        status = "correcting" if self.status == "closed" else self._reached
        return self._at(status, step.model_copy(update={"status": status}))

    def prolonged(self, extension: Extension) -> Deviation:
        """With another deadline. The original deadline stays what it was."""
        self.refuse_if_ended()
        if not extension.reason.strip():
            raise Refused("reason_needed", deviation=self.id)
        if extension.deadline < self.found:
            raise Refused("deadline_before_found", deadline=extension.deadline, found=self.found)
        moved = (*self.extensions, extension.model_copy(update={"earlier": self.deadline}))
        return self.model_copy(update={"deadline": extension.deadline, "extensions": moved})

    def sanctioned(self, sanction: Sanction, *, today: date) -> Deviation:
        """With a rung of the sanction ladder taken. Rungs 4 and 5 need the supplier heard and another approver."""
        if sanction.day > today:
            raise Refused("date_in_future", date=sanction.day)
        self.refuse_if_ended()
        if sanction.rung >= 4:
            if not self.heard_by(sanction.day):
                raise Refused("supplier_not_heard", deviation=self.id, rung=sanction.rung)
            if not sanction.approver or same_name(sanction.approver) == same_name(sanction.author):
                raise Refused("approver_is_author", deviation=self.id, rung=sanction.rung)
        return self.model_copy(update={"sanctions": (*self.sanctions, sanction)})

    def heard_by(self, day: date) -> bool:
        """Has the supplier commented, or let the deadline of a notice pass unanswered before `day`?"""
        if self.position in ("agrees", "partly_agrees", "disputes"):
            return True
        if self.position == "" and self.position_text:
            return True
        noticed = self._reached != "registered" or any(taken.rung == 3 for taken in self.sanctions)
        return noticed and self.comment_deadline is not None and self.comment_deadline < day

    def answered_by_supplier(self, position: Position, text: str) -> Deviation:
        """With the supplier's position; disputing sets the mark that it is disputed."""
        self.refuse_if_ended()
        words = {"position": position, "position_text": clean(text, lines=True)}
        return self.model_copy(update={**words, "disputed": position == "disputes"})

    def suspected_as(self, suspected: bool) -> Deviation:
        """Marked as a suspicion, or established."""
        self.refuse_if_ended()
        return self.model_copy(update={"suspected": suspected})

    def refuse_if_ended(self) -> None:
        """What has ended is opened again before anything more is done about it."""
        if not self.is_open:
            raise Refused("deviation_ended", deviation=self.id, status=self.status)

    @property
    def _reached(self) -> DeviationStatus:
        """How far it has come in its life, also while it is accepted or has ended uncorrected."""
        taken = [*(step.status for step in self.steps), self.status]
        lived = [LIFE.index(each) for each in taken if each in LIFE]
        return LIFE[lived[-1]] if lived else "registered"

    def _notified(self, until: date) -> Deviation:
        """With the day until which the supplier may comment on the notice that is the last step."""
        if until < self.steps[-1].day:
            raise Refused("comment_before_notice", deviation=self.id, date=until)
        return self.model_copy(update={"comment_deadline": until})

    def _beside(self, step: Step, until: date | None) -> Deviation:
        self.refuse_if_ended()
        self._refuse_without_reason(step)
        if step.status == "dismissed":
            return self._at("dismissed", step)
        if step.status == "closed_uncorrected":
            return self._at("closed_uncorrected", step)
        if until is None or until <= step.day:
            raise Refused("accepted_needs_date", deviation=self.id)
        return self._at("accepted_until", step).model_copy(update={"accepted_until": until})

    def _at(self, status: DeviationStatus, step: Step) -> Deviation:
        change = {"status": status, "steps": (*self.steps, step), "accepted_until": None}
        return self.model_copy(update=change)

    def _refuse_closing(self, step: Step) -> None:
        if self.status != "verifying":
            raise Refused("close_only_from_verifying", deviation=self.id, status=self.status)
        if not any(each.strip() for each in step.evidence):
            raise Refused("closed_without_evidence", deviation=self.id)
        if not step.by.strip():
            raise Refused("closed_without_verifier", deviation=self.id)
        if self.suspected:
            raise Refused("still_suspected", deviation=self.id)

    def _refuse_dates(self, step: Step, today: date) -> None:
        if step.day > today:
            raise Refused("date_in_future", date=step.day)
        earliest = self.steps[-1].day if self.steps else self.found
        if step.day < earliest:
            raise Refused("step_before_last", deviation=self.id, date=step.day, earliest=earliest)

    def _refuse_without_reason(self, step: Step) -> None:
        if not step.reason.strip():
            raise Refused("reason_needed", deviation=self.id)


DEFAULT_DAYS = {"critical": 90, "major": 90, "minor": 180}
"""Days from the finding to verified and closed, a proposal after SMETA and amfori practice; settings may differ."""


def default_deadline(severity: Severity, found: date, days: dict[str, int] | None = None) -> date | None:
    """The final deadline that goes with the severity; None for an observation (next status meeting)."""
    allowed = {**DEFAULT_DAYS, **(days or {})}.get(severity)
    return None if allowed is None else days_after(found, allowed)


def days_after(day: date, days: int) -> date:
    """The day so many days later; the last day there is where that would be after it."""
    return day + min(timedelta(days=days), date.max - day)
