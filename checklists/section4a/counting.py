"""Which follow-ups count in a year, and which suppliers are one and the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from checklists.codelists import codes
from checklists.contract import Supplier
from checklists.facts import Facts
from checklists.followup import FollowUp
from checklists.formats import natural


def first_day(facts: Facts) -> date:
    return date(facts.year, 1, 1)


def day_before(facts: Facts) -> date:
    """The last day of the year before."""
    return first_day(facts) - timedelta(days=1)


def in_year(day: date | None, facts: Facts) -> bool:
    """Does the day fall in the year, and not after the cut-off?"""
    return day is not None and day.year == facts.year and day <= facts.cutoff


def method_of(followup: FollowUp) -> str:
    """What it counts as: a review of requirements for which nothing was chosen is a status meeting."""
    entry = codes("methods").get(followup.method)
    return (entry.counts_as if entry else "") or followup.method


def assessed_in_year(facts: Facts) -> tuple[FollowUp, ...]:
    """Signed follow-ups of every kind, performed in the year, that assessed at least one theme; by id."""
    done = (f for f in facts.followups.values() if f.is_signed and f.themes and in_year(f.day, facts))
    return tuple(sorted(done, key=lambda f: natural(f.id)))


def counts(followup: FollowUp, facts: Facts) -> bool:
    """Is its method follow-up at all? Kickoff meetings are where the organisation's setting says so."""
    entry = codes("methods").get(method_of(followup))
    if entry is None:
        return False
    return entry.counts or (entry.counts_by_setting and facts.settings.flag("kickoff_counts"))


def is_extended(followup: FollowUp) -> bool:
    """Extended follow-up, so a control of its supplier."""
    entry = codes("methods").get(method_of(followup))
    return entry is not None and entry.extended


def counting(facts: Facts) -> tuple[FollowUp, ...]:
    """The follow-ups that section 4.A counts; by id."""
    return tuple(f for f in assessed_in_year(facts) if counts(f, facts))


def same_supplier(suppliers: Mapping[str, Supplier]) -> Callable[[str], str]:
    """Supplier id → the id it is counted under: the first of those with the same organisation number."""
    number_of = {each: supplier.norwegian_number for each, supplier in suppliers.items()}
    first: dict[str, str] = {}
    for each in sorted(number_of, key=natural):
        if number := number_of[each]:
            first.setdefault(number, each)

    def counted(supplier: str) -> str:
        number = number_of.get(supplier)
        return first[number] if number else supplier

    return counted
