"""One thing to decide, and what a person decided about it."""

from __future__ import annotations

from typing import Literal

from pydantic import ValidationError

from checklists.deviation_parts import SEVERITIES, Place
from checklists.form import Severity, Strength, Texts
from checklists.values import Code, Frozen, Name, Text

Because = Literal["answer", "no_evidence", "old_evidence"]
_STRENGTHS: tuple[Strength, ...] = ("observation", "assess", "breach")


class Proposal(Frozen):
    """One thing to decide. `id` is the same as long as the fact is the same: `wages.wages.hourly_pay`."""

    id: str
    """Type, address of the clause (without one: key of the question) and company."""
    questions: tuple[str, ...]
    strength: Strength
    type: Code
    severity: Severity
    clause: str = ""
    suspected: bool = False
    self_reported: bool = False
    place: Place = Place()
    company: str = ""
    rows: tuple[str, ...] = ()
    """What the rows that it rests on are called."""
    total: int = 0
    """How many rows were looked at; 0 when it is no table."""
    measure: Texts | None = None
    measure_kind: Code = "corrective"
    because: Because = "answer"

    @property
    def count(self) -> str:
        return f"{len(self.rows)}/{self.total}" if self.total else ""

    @property
    def establishes(self) -> bool:
        """Would it be a deviation as it stands: neither an observation nor merely suspected?"""
        return "observation" not in (self.strength, self.severity) and not self.suspected

    def graver_than(self, earlier: Proposal) -> bool:
        """Does it say more than `earlier`: stronger, more severe, no longer suspected, or of more rows?"""
        named = {row for row in self.rows if not row.isdecimal()}  # a number moves when a row is taken away
        return (
            _STRENGTHS.index(self.strength) > _STRENGTHS.index(earlier.strength)
            or SEVERITIES.index(self.severity) > SEVERITIES.index(earlier.severity)
            or (earlier.suspected and not self.suspected)
            or len(self.rows) > len(earlier.rows)
            or not named <= set(earlier.rows)
        )

    def with_also(self, other: Proposal) -> Proposal:
        """Two findings of one fact: the stronger of each, and what both rest on."""
        stronger = other if _STRENGTHS.index(other.strength) > _STRENGTHS.index(self.strength) else self
        measured = self if self.measure else other
        rows = (*self.rows, *(row for row in other.rows if row not in self.rows))
        # Each finding looked at rows of its own: of those that both rest on, none may be more than were looked at.
        looked = max(self.total, other.total)
        return self.model_copy(
            update={
                "questions": tuple(dict.fromkeys((*self.questions, *other.questions))),
                "strength": stronger.strength,
                "severity": max(self.severity, other.severity, key=SEVERITIES.index),
                "suspected": stronger.suspected,
                "self_reported": self.self_reported and other.self_reported,
                "place": self.place if self.place != Place() else other.place,
                "rows": rows,
                "total": max(looked, len(rows)) if looked else 0,
                "measure": measured.measure,
                "measure_kind": measured.measure_kind,
                "because": stronger.because,
            }
        )


class Decision(Frozen):
    """What a person decided about a proposal."""

    followup: str
    proposal: str
    outcome: Literal["confirmed", "added", "dismissed"]
    deviation: str = ""
    """The deviation it became, or was added to."""
    reason: Text = ""
    by: Name = ""
    fact: str = ""
    """The proposal as JSON, as it stood when it was decided."""

    @property
    def decided(self) -> Proposal | None:
        """The proposal as it stood; None where that was not kept, or cannot be read."""
        try:
            return Proposal.model_validate_json(self.fact) if self.fact else None
        except ValidationError:
            return None  # what another version kept still stands as decided

    def holds_for(self, proposal: Proposal) -> bool:
        """Does it still decide `proposal`? Not when that has become graver than what was decided."""
        earlier = self.decided
        return earlier is None or not proposal.graver_than(earlier)

    def replaces(self, standing: Decision) -> bool:
        """May it be kept in place of `standing`: is it about something graver than that decided?"""
        now = self.decided
        return now is not None and not standing.holds_for(now)
