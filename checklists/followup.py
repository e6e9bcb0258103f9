"""A follow-up: one event of one method at one supplier of one contract, from planned to signed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from checklists.cleared import Cleared
from checklists.conditions import Row
from checklists.contract import RiskLevel
from checklists.form import Choice
from checklists.values import NAME_LIMIT, Code, Frozen, Key, Name, Refused, Text, clean

Method = Literal[
    "kickoff_meeting",
    "status_meeting",
    "self_report",
    "document_check",
    "product_sample",
    "wage_spot_check",
    "site_inspection",
    "audit",
    "third_party_control",
    "requirements_review",
]
EXTENDED: frozenset[str] = frozenset(
    {"document_check", "product_sample", "wage_spot_check", "site_inspection", "audit", "third_party_control"}
)
"""Extended follow-up; each signed one of an assessed supplier is a control."""
Status = Literal["planned", "sent", "received", "in_progress", "signed", "withdrawn"]
Outcome = Literal["", "ok", "remarks", "deviations"]


class Reopening(Frozen):
    """That a signed follow-up was opened again, and why."""

    day: date
    by: Name
    reason: Text


class FirstRow(Frozen):
    """A row that a table was given when the follow-up was started, kept as it was then."""

    question: Key
    named: Choice | None = None
    """What the row is about, and the code that an answer calls it by; None for one carried from an earlier answer."""
    cells: Row = {}
    clause: str = ""
    """Address of the clause that it is about; what is proposed of the row rests on it."""
    theme: Name = ""
    type: Name = ""
    """Type of the deviation that it is about."""
    company: Name = ""


class RiskWritten(Frozen):
    """The contract's level of risk before and after it was written there by signing. None is not assessed."""

    before: RiskLevel | None
    after: RiskLevel


class FollowUp(Frozen):
    """One follow-up. `id` is empty until the store has given one (`O-31`)."""

    id: str = ""
    contract: str
    supplier: str
    method: Method
    """What it counts as. A review of requirements counts as the method chosen when it was started."""
    form: str = ""
    """Id of its form; empty when a control done elsewhere was recorded without one."""
    form_version: int = 0
    form_hash: str = ""
    """SHA-256 of the form's content, which the database keeps."""
    short: bool = False
    status: Status = "planned"
    day: date
    """Effective date: the day it was or will be performed. It decides the year."""
    sent: date | None = None
    due: date | None = None
    original_due: date | None = None
    received: date | None = None
    signed: date | None = None
    signed_by: Name = ""
    themes: tuple[Code, ...] = ()
    """Themes assessed: as recorded, or as found in the answers when it was signed."""
    outcome: Outcome = ""
    participants: Text = ""
    """Roles, not names of workers."""
    reason: Text = ""
    """Why this contract and this method were chosen."""
    overall: Text = ""
    reference: Name = ""
    next_day: date | None = None
    reopened: tuple[Reopening, ...] = ()
    withdrawn_reason: Text = ""
    reused_from: Name = ""
    """Another buyer, when its control is used as third-party evidence."""
    first_rows: tuple[FirstRow, ...] = ()
    """The rows that its tables had from the start."""
    risk_written: tuple[RiskWritten, ...] = ()
    """Each time that signing wrote the contract's level of risk."""
    cleared: tuple[Cleared, ...] = ()
    """That details about persons were deleted from it; once at most."""

    @property
    def reckoned_from(self) -> date:
        """The day of the control, from which the age of what was shown is reckoned.

        What a supplier was sent is judged as it came in, whenever that is signed.
        """
        return self.received or self.day

    @property
    def recorded_without_form(self) -> bool:
        return not self.form

    @property
    def is_signed(self) -> bool:
        return self.status == "signed"

    @property
    def is_open(self) -> bool:
        return self.status not in ("signed", "withdrawn")

    def sent_on(self, day: date, due: date) -> FollowUp:
        """The self-report has gone to the supplier, to be answered by `due`."""
        self._must(self.method == "self_report", "only_self_report_is_sent")
        self._must(self.status == "planned", "already_past_planned")
        self._must(due >= day, "due_before_sent")
        return self.model_copy(update={"status": "sent", "sent": day, "due": due, "original_due": due})

    def prolonged(self, due: date) -> FollowUp:
        """The supplier has been given until `due`."""
        self._must(self.status == "sent", "not_sent")
        self._must(self.sent is None or due >= self.sent, "due_before_sent")
        return self.model_copy(update={"due": due})

    def received_on(self, day: date) -> FollowUp:
        self._must(self.status == "sent", "not_sent")
        self._must(self.sent is None or day >= self.sent, "received_before_sent")
        return self.model_copy(update={"status": "received", "received": day})

    def begun(self) -> FollowUp:
        """Being answered. A signed or withdrawn one refuses; one that is out at the supplier must come back first."""
        self.refuse_if_closed()
        self._must(self.status != "sent", "not_received")
        return self if self.status == "in_progress" else self.model_copy(update={"status": "in_progress"})

    def signed_on(
        self, day: date, by: str, themes: tuple[str, ...], outcome: Outcome, *, today: date
    ) -> FollowUp:
        """Signed. A self-report that was sent is performed the day its assessment is first completed: `day`.

        Opened again and signed once more, a follow-up still counts in the year it was performed.
        """
        self.refuse_if_closed()
        self._must(self.status == "in_progress", "nothing_answered")
        self._must(day <= today, "date_in_future", date=day)
        performed = day if self.sent and not self.reopened else self.day
        self._must(performed <= today, "not_performed_yet", date=performed)
        self._must(
            self.received is None or day >= self.received, "signed_before_received", date=self.received
        )
        self._must(day >= performed, "signed_before_performed", date=performed)
        signer = clean(by, limit=NAME_LIMIT)
        change = {
            "status": "signed",
            "signed": day,
            "signed_by": signer,
            "themes": themes,
            "outcome": outcome,
        }
        return self.model_copy(update={**change, "day": performed})

    def signed_again_on(self, day: date, by: str, *, today: date) -> FollowUp:
        """A control recorded without a form, signed once more after it was opened again."""
        return self.signed_on(day, by, self.themes, self.outcome, today=today)

    def assessed_as(self, themes: tuple[str, ...], outcome: Outcome) -> FollowUp:
        """A control recorded without a form, with what was looked into and how it went as they really were.

        Those of one with a form come from its answers.
        """
        self.refuse_if_closed()
        self._must(self.recorded_without_form, "outcome_from_answers")
        self._must(bool(themes), "themes_needed")
        if not outcome:
            raise Refused("outcome_needed")
        return self.model_copy(update={"themes": themes, "outcome": outcome})

    def reopened_on(self, day: date, by: str, reason: str) -> FollowUp:
        """Opened again after signing, which needs a reason."""
        self._must(self.is_signed, "not_signed")
        self._must(not self.cleared, "reopen_cleared")
        self._must(bool(reason.strip()), "reason_needed")
        self._must(self.signed is None or day >= self.signed, "reopened_before_signed", date=self.signed)
        again = (*self.reopened, Reopening(day=day, by=by, reason=reason))
        return self.model_copy(
            update={"status": "in_progress", "signed": None, "signed_by": "", "reopened": again}
        )

    def withdrawn(self, reason: str) -> FollowUp:
        self.refuse_if_closed()
        self._must(bool(reason.strip()), "reason_needed")
        return self.model_copy(update={"status": "withdrawn", "withdrawn_reason": clean(reason, lines=True)})

    def refuse_if_closed(self) -> None:
        if self.status == "signed":
            raise Refused("followup_signed", followup=self.id, date=self.signed, by=self.signed_by)
        if self.status == "withdrawn":
            raise Refused("followup_withdrawn", followup=self.id)

    def _must(self, holds: bool, code: str, date: date | None = None) -> None:
        if not holds:
            params = {"date": date} if date else {}
            raise Refused(code, followup=self.id, status=self.status, **params)


class Recorded(Frozen):
    """A control that was done elsewhere, recorded without a form."""

    contract: str
    supplier: str
    method: Method
    day: date
    themes: tuple[Code, ...] = Field(min_length=1)
    outcome: Outcome
    reference: Name = ""
    reason: Text = ""
    participants: Text = ""
    reused_from: Name = ""

    def followup(self, by: str, today: date) -> FollowUp:
        """The signed follow-up that it is. Not before the day it was done."""
        if self.day > today:
            raise Refused("date_in_future", date=self.day)
        if not self.outcome:
            raise Refused("outcome_needed")
        facts = self.model_dump()
        return FollowUp.model_validate({**facts, "status": "signed", "signed": today, "signed_by": by})
