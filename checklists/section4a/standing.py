"""How a deviation stood on a day, by the days of its steps; and whose it is and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from checklists.codelists import codes
from checklists.deviation import ENDED, Deviation
from checklists.facts import Facts
from checklists.library import requirement_sets


@dataclass(frozen=True, slots=True)
class Standing:
    """A deviation's status on a day, and the day and evidence of its closing if it was closed then."""

    status: str
    closed: date | None = None
    evidence: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED


def standing(deviation: Deviation, day: date) -> Standing:
    """As of the end of `day`: later steps are not taken yet."""
    if not deviation.steps:
        return Standing(deviation.status)
    taken = [step for step in deviation.steps if step.day <= day]
    if not taken:
        return Standing("registered")
    last = taken[-1]
    if last.status in ("closed", "closed_uncorrected"):
        return Standing(last.status, last.day, last.evidence)
    return Standing(last.status)


def established(deviation: Deviation, day: date) -> bool:
    """A deviation on that day: at least minor, not merely suspected, not dismissed."""
    if deviation.severity == "observation" or deviation.suspected:
        return False
    return standing(deviation, day).status != "dismissed"


def supplier_of(deviation: Deviation, facts: Facts) -> str:
    """The supplier it was found at; that of its follow-up or the contract's only one; empty when not known."""
    if deviation.supplier:
        return deviation.supplier
    found_in = facts.followups.get(deviation.followup)
    if found_in:
        return found_in.supplier
    contract = facts.contracts.get(deviation.contract)
    return contract.suppliers[0] if contract and len(contract.suppliers) == 1 else ""


def is_social(deviation: Deviation, facts: Facts) -> bool:
    """From ethical and social requirements? Its clause decides, else its type; what neither tells is not."""
    theme = codes("themes").get(theme_of(deviation, facts))
    return theme is not None and theme.social


def theme_of(deviation: Deviation, facts: Facts) -> str:
    """The theme of its clause, else of its type, else empty."""
    kind = codes("deviation_types").get(deviation.type)
    of_clause = _theme_of_clause(deviation, facts) if deviation.clause else ""
    return of_clause or (kind.theme if kind else "")


def _theme_of_clause(deviation: Deviation, facts: Facts) -> str:
    contract = facts.contracts.get(deviation.contract)
    if contract:
        for own in contract.own_clauses:
            if f"own.{own.key}" == deviation.clause:
                return own.theme
        for held in contract.requirement_sets:
            if theme := _themes_of_sets().get((held.set_id, held.version), {}).get(deviation.clause):
                return theme
    return _themes_of_clauses().get(deviation.clause, "")


@cache
def _themes_of_sets() -> Mapping[tuple[str, int], Mapping[str, str]]:
    """Requirement set and version → address of a clause → its theme."""
    return {
        key: {f"{terms.family}.{clause.key}": clause.theme for clause in terms.clauses}
        for key, terms in requirement_sets().items()
    }


@cache
def _themes_of_clauses() -> Mapping[str, str]:
    """Address → theme over every set: for a clause that the contract does not carry any more."""
    return {address: theme for themes in _themes_of_sets().values() for address, theme in themes.items()}
