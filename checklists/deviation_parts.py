"""What a deviation is made of: its statuses, and where, which steps, which sanctions."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from checklists.form import Severity
from checklists.values import Code, Country, Frozen, Name, Refused, Text

DeviationStatus = Literal[
    "registered",
    "supplier_notified",
    "answered",
    "plan_agreed",
    "correcting",
    "verifying",
    "closed",
    "dismissed",
    "closed_uncorrected",
    "accepted_until",
]
LIFE: tuple[DeviationStatus, ...] = (
    "registered",
    "supplier_notified",
    "answered",
    "plan_agreed",
    "correcting",
    "verifying",
    "closed",
)
"""Steps go forward; any may be skipped before `verifying`, and `closed` comes only from there."""
BESIDE: frozenset[str] = frozenset({"dismissed", "closed_uncorrected", "accepted_until"})
ENDED: frozenset[str] = frozenset({"closed", "dismissed", "closed_uncorrected"})
Stage = Literal[
    "raw_material",
    "component",
    "final_production",
    "distribution",
    "main_supplier",
    "service_on_site",
    "unknown",
]
Origin = Literal[
    "",
    "self_report",
    "document_check",
    "sample",
    "meeting",
    "site_inspection",
    "audit",
    "third_party_audit",
    "authority",
    "tip",
    "media",
]
"""How it came to light; empty where nobody said."""
Position = Literal["", "agrees", "partly_agrees", "disputes", "no_answer"]
POSITIONS: tuple[Position, ...] = ("agrees", "partly_agrees", "disputes", "no_answer")
"""What the supplier can say, or that it says nothing."""
SEVERITIES: tuple[Severity, ...] = ("observation", "minor", "major", "critical")


class Place(Frozen):
    """Where in the supply chain. None is `unknown`, which is a valid and telling answer."""

    tier: int | None = Field(default=None, ge=0, le=20)
    """0 is the supplier itself, 1 its direct subcontractor, and so on."""
    stage: Stage = "unknown"
    country: Country | None = None
    site: Name = ""


class Step(Frozen):
    """One step that was taken."""

    status: Code
    day: date
    by: Name = ""
    reason: Text = ""
    evidence: tuple[str, ...] = ()


class Sanction(Frozen):
    """A rung of the ladder.

    1 demand correction, 2 action plan, 3 hear the supplier, 4 penalty or withholding, 5 termination.
    """

    rung: int = Field(ge=1, le=5)
    day: date
    author: Name
    approver: Name = ""
    reason: Text


TOP_RUNG = 5


def rung_reached(sanctions: tuple[Sanction, ...]) -> int:
    """The highest rung that was taken; 0 when none was."""
    return max((taken.rung for taken in sanctions), default=0)


def next_rung(sanctions: tuple[Sanction, ...]) -> int:
    """The rung above the highest that was taken. Refused("ladder_ended") from the last one."""
    reached = rung_reached(sanctions)
    if reached >= TOP_RUNG:
        raise Refused("ladder_ended", rung=reached)
    return reached + 1


class Extension(Frozen):
    """The deadline was moved, and why."""

    day: date
    earlier: date | None
    deadline: date
    reason: Text
    by: Name = ""


class Report(Frozen):
    """That a suspected crime was reported to an authority."""

    authority: Name
    day: date
    reference: Name = ""
