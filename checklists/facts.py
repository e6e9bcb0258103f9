"""Everything section 4.A is computed from, as values: what was known, of one year, at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from checklists.contract import Contract, Supplier
from checklists.deviation import Deviation
from checklists.evidence import Evidence
from checklists.followup import FollowUp
from checklists.measure import Measure
from checklists.settings import OwnText, PrioritisedRisk, Settings


@dataclass(frozen=True)
class Facts:
    """Contracts, suppliers, follow-ups, deviations, measures and evidence by id, with settings and own texts."""

    year: int
    cutoff: date
    contracts: Mapping[str, Contract] = field(default_factory=dict[str, Contract])
    suppliers: Mapping[str, Supplier] = field(default_factory=dict[str, Supplier])
    followups: Mapping[str, FollowUp] = field(default_factory=dict[str, FollowUp])
    deviations: Mapping[str, Deviation] = field(default_factory=dict[str, Deviation])
    measures: Mapping[str, Measure] = field(default_factory=dict[str, Measure])
    evidence: Mapping[str, Evidence] = field(default_factory=dict[str, Evidence])
    risks: Mapping[str, PrioritisedRisk] = field(default_factory=dict[str, PrioritisedRisk])
    own_texts: Mapping[str, OwnText] = field(default_factory=dict[str, OwnText])
    """By part: `4.A.1`, `4.A.2`, `4.A.3`; those of this year."""
    settings: Settings = field(default_factory=Settings)
    frozen: str | None = None
    """ISO instant when the year was frozen, None while it is a draft."""
