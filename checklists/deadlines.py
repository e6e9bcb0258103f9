"""When a deviation must be closed unless somebody says otherwise, and what that rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.contract import Contract
from checklists.deviation import Deviation, days_after, default_deadline
from checklists.requirements import RequirementSets, parameters_in_force

DOCUMENTS: Final = "missing_documentation"
"""The type whose remedy is to hand over what was asked for."""
_PARAMETER: Final = "document_days"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The days that hold in one contract: the organisation's by severity, the contract's for handing over documents."""

    by_severity: Mapping[str, int]
    contract: Contract
    sets: RequirementSets

    def document_days(self, clause: str = "") -> int | None:
        """Days to hand over documents, of the set that `clause` belongs to before others; None where none says."""
        family = clause.partition(".")[0]
        found = parameters_in_force(self.contract, self.sets, family).get(_PARAMETER)
        return found if isinstance(found, int) else None

    def usual(self, deviation: Deviation) -> date | None:
        """The usual deadline of a deviation; None for an observation, which is taken up at the next status meeting."""
        days = self._for_documents(deviation)
        if days is not None:
            return days_after(deviation.found, days)
        return default_deadline(deviation.severity, deviation.found, dict(self.by_severity))

    def with_usual(self, deviation: Deviation, written: date | None) -> Deviation:
        """A new deviation with the deadline that was written, else the usual one."""
        deadline = written or self.usual(deviation)
        facts = {"deadline": deadline, "original_deadline": deadline}
        return Deviation.model_validate({**dict(deviation), **facts})

    def explained(self, deviation: Deviation) -> int | None:
        """The days to hand over documents, where they give the deadline that the deviation has; None otherwise."""
        days = self._for_documents(deviation)
        given = days is not None and deviation.deadline == days_after(deviation.found, days)
        return days if given else None

    def _for_documents(self, deviation: Deviation) -> int | None:
        if deviation.type != DOCUMENTS or deviation.severity == "observation":
            return None
        return self.document_days(deviation.clause)
