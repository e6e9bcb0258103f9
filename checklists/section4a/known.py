"""Every figure that a written text may speak of, by what it counts and by the cue that points to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checklists.deviation import ENDED
from checklists.section4a.numbers import Noun
from checklists.section4a.values import Deviations, Figure, FollowedUp, Summary

ALL: Final = "all"
"""The main figure of a noun, which needs no cue."""


def known_figures(made: Summary) -> Mapping[Noun, Mapping[str, Figure]]:
    """By noun, then by cue."""
    done, found = made.followed_up, made.deviations
    reports = done.self_reports
    return {
        "suppliers": _suppliers(done, found),
        "agreements": _agreements(done, made.active_agreements),
        "deviations": _deviations(found),
        "controls": {ALL: found.controls, **_by("method", done.by_method)},
        "observations": {ALL: found.observations},
        "self_reports": {
            ALL: reports.sent,
            "answered": reports.answered,
            "assessed": reports.assessed,
            "overdue": reports.overdue,
        },
    }


def _by(kind: str, figures: Mapping[str, Figure]) -> dict[str, Figure]:
    return {f"{kind}.{code}": figure for code, figure in figures.items()}


def _suppliers(done: FollowedUp, found: Deviations) -> dict[str, Figure]:
    return {
        ALL: done.suppliers,
        "new": done.suppliers_new_agreements,
        "earlier": done.suppliers_earlier_agreements,
        "both": done.suppliers_both,
        "unknown": done.suppliers_signing_unknown,
        "extended": found.control_suppliers,
        "deviation": found.deviation_suppliers,
        **_by("method", done.suppliers_by_method),
    }


def _agreements(done: FollowedUp, active: Figure) -> dict[str, Figure]:
    return {
        ALL: done.agreements,
        "active": active,
        "extended": Figure.of(row.contract for row in done.extended),
        "kickoff": done.kickoff_only,
        "building": done.building_projects,
        "not_active": done.not_active,
        **_by("theme", done.by_theme),
        **_by("method", done.agreements_by_method),
    }


def _deviations(found: Deviations) -> dict[str, Figure]:
    told = (*found.rows, *found.earlier_rows)
    by_severity = {
        level: Figure.of(row.deviation for row in found.rows if row.severity == level)
        for level in ("critical", "major", "minor")
    }
    return {
        ALL: found.deviations,
        "carried_over": found.carried_over,
        "closed": found.closed_this_year,
        "open": Figure.of(row.deviation for row in told if row.status not in ENDED),
        "disputed": found.disputed,
        "in_time": found.closed_in_time,
        "deadline": found.due_to_close,
        "prolonged": found.prolonged,
        "repeated": found.repeated,
        "suspected": found.suspected,
        "social": found.social,
        "other": found.other,
        **by_severity,
    }
