"""The figures of 4.A.2: agreements and suppliers followed up in the year, by what, and since when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checklists.codelists import codes
from checklists.facts import Facts
from checklists.followup import FollowUp
from checklists.formats import natural
from checklists.section4a.counting import (
    assessed_in_year,
    counting,
    counts,
    is_extended,
    method_of,
    same_supplier,
)
from checklists.section4a.selfreports import self_reports
from checklists.section4a.values import ExtendedRow, Figure, FollowedUp, ValueShare

Counted = Callable[[str], str]
_GRAVITY = ("", "ok", "remarks", "deviations")


@dataclass(frozen=True, slots=True)
class _Signing:
    new: Figure
    earlier: Figure
    both: Figure
    unknown: Figure


def active_agreements(facts: Facts) -> Figure:
    """Agreements whose validity overlaps the year. An unknown end counts."""
    return Figure.of(key for key, contract in facts.contracts.items() if contract.active_in(facts.year))


def end_unknown(facts: Facts, active: Figure) -> Figure:
    return Figure.of(key for key in active.records if facts.contracts[key].end_unknown)


def followed_up(facts: Facts, active: Figure) -> FollowedUp:
    """Everything that 4.A.2 counts."""
    done = counting(facts)
    counted = same_supplier(facts.suppliers)
    agreements = Figure.of(f.contract for f in done)
    signing = _by_signing(done, facts, counted)
    return FollowedUp(
        suppliers=Figure.of(counted(f.supplier) for f in done),
        agreements=agreements,
        suppliers_new_agreements=signing.new,
        suppliers_earlier_agreements=signing.earlier,
        suppliers_both=signing.both,
        suppliers_signing_unknown=signing.unknown,
        kickoff_only=_kickoff_only(facts, agreements),
        building_projects=Figure.of(k for k in agreements.records if _is_building_project(k, facts)),
        not_active=Figure.of(set(agreements.records) - set(active.records)),
        extended=_extended(done, facts),
        by_method=_by_method(done, lambda f: f.id),
        by_theme=_by_theme(done),
        agreements_by_method=_by_method(done, lambda f: f.contract),
        suppliers_by_method=_by_method(done, lambda f: counted(f.supplier)),
        value=_value(facts, active, agreements),
        self_reports=self_reports(facts),
    )


def _by_signing(done: Iterable[FollowUp], facts: Facts, counted: Counted) -> _Signing:
    """Suppliers by when the agreements actually followed up were signed.

    A date after the year can tell neither, so it counts as unknown: total = new + earlier - both + unknown.
    """
    new: set[str] = set()
    earlier: set[str] = set()
    everybody: set[str] = set()
    for followup in done:
        supplier = counted(followup.supplier)
        everybody.add(supplier)
        signed = _signed(followup.contract, facts)
        if signed and signed.year == facts.year:
            new.add(supplier)
        elif signed and signed.year < facts.year:
            earlier.add(supplier)
    return _Signing(
        new=Figure.of(new),
        earlier=Figure.of(earlier),
        both=Figure.of(new & earlier),
        unknown=Figure.of(everybody - new - earlier),
    )


def _signed(contract: str, facts: Facts) -> date | None:
    held = facts.contracts.get(contract)
    return held.signed if held else None


def _is_building_project(contract: str, facts: Facts) -> bool:
    held = facts.contracts.get(contract)
    return held is not None and held.building_project


def _kickoff_only(facts: Facts, agreements: Figure) -> Figure:
    uncounted = {f.contract for f in assessed_in_year(facts) if not counts(f, facts)}
    return Figure.of(uncounted - set(agreements.records))


def _by_method(done: Iterable[FollowUp], what: Callable[[FollowUp], str]) -> dict[str, Figure]:
    """For every method, those of none too, what the follow-ups of it count."""
    found: dict[str, set[str]] = {
        code: set() for code, entry in codes("methods").items() if not entry.counts_as
    }
    for followup in done:
        found.setdefault(method_of(followup), set()).add(what(followup))
    return {method: Figure.of(ids) for method, ids in found.items()}


def _by_theme(done: Iterable[FollowUp]) -> dict[str, Figure]:
    found: dict[str, set[str]] = {code: set() for code in codes("themes")}
    for followup in done:
        for theme in followup.themes:
            found.setdefault(theme, set()).add(followup.contract)
    return {theme: Figure.of(ids) for theme, ids in found.items()}


def _extended(done: Iterable[FollowUp], facts: Facts) -> tuple[ExtendedRow, ...]:
    of_contract: dict[str, list[FollowUp]] = {}
    for followup in done:
        if is_extended(followup):
            of_contract.setdefault(followup.contract, []).append(followup)
    return tuple(_extended_row(key, of_contract[key], facts) for key in sorted(of_contract, key=natural))


def _extended_row(contract: str, controls: list[FollowUp], facts: Facts) -> ExtendedRow:
    held = facts.contracts.get(contract)
    suppliers = Figure.of(f.supplier for f in controls).records
    order = list(codes("methods"))
    reasons = dict.fromkeys(f.reason for f in sorted(controls, key=_when) if f.reason)
    return ExtendedRow(
        contract=contract,
        title=held.title if held else contract,
        category=held.category if held else "other",
        suppliers=suppliers,
        supplier_names=tuple(facts.suppliers[each].name for each in suppliers if each in facts.suppliers),
        methods=tuple(sorted({method_of(f) for f in controls}, key=order.index)),
        reason="; ".join(reasons),
        outcome=max((f.outcome for f in controls), key=_GRAVITY.index),
    )


def _when(followup: FollowUp) -> tuple[date, tuple[tuple[str, int], ...]]:
    return followup.day, natural(followup.id)


def _value(facts: Facts, active: Figure, agreements: Figure) -> ValueShare:
    """Kroner only: foreign amounts never enter totals in kroner."""
    known: Mapping[str, Decimal] = {
        key: worth.amount
        for key in active.records
        if (worth := facts.contracts[key].yearly_value) and worth.currency == "NOK"
    }
    followed = [known[key] for key in agreements.records if key in known]
    return ValueShare(
        followed_up=sum(followed, Decimal(0)),
        active=sum(known.values(), Decimal(0)),
        known=len(known),
        known_followed_up=len(followed),
    )
