"""Measures: what is to be done about a deviation, by whom and when."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from checklists.values import Frozen, Name, Refused, Text, clean

MeasureKind = Literal["immediate", "corrective", "preventive", "remediation"]
MeasureStatus = Literal["open", "done", "cancelled"]


class Measure(Frozen):
    """Something to be done about a deviation. `done` is not `verified`. `id` is empty until given (`T-5`)."""

    id: str = ""
    deviation: str
    kind: MeasureKind = "corrective"
    text: Text = Field(min_length=1)
    role: Name = ""
    """Who is responsible: a role, not a person."""
    due: date | None = None
    status: MeasureStatus = "open"
    done: date | None = None
    evidence: tuple[str, ...] = ()
    reason: Text = ""
    """Why it was cancelled."""

    def done_on(self, day: date, evidence: tuple[str, ...], *, today: date) -> Measure:
        if self.status != "open":
            raise Refused("measure_not_open", measure=self.id, status=self.status)
        if day > today:
            raise Refused("date_in_future", date=day)
        return self.model_copy(
            update={"status": "done", "done": day, "evidence": (*self.evidence, *evidence)}
        )

    def cancelled(self, reason: str) -> Measure:
        if self.status != "open":
            raise Refused("measure_not_open", measure=self.id, status=self.status)
        if not reason.strip():
            raise Refused("reason_needed", measure=self.id)
        return self.model_copy(update={"status": "cancelled", "reason": clean(reason, lines=True)})
