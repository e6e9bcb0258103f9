"""What a new version of a form touches: follow-ups on the old one, self-reports that are out, figures of 4.A."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from checklists.facts import Facts
from checklists.followup import FollowUp, Status
from checklists.form import Form
from checklists.review import Review
from checklists.section4a.figures import active_agreements, followed_up
from checklists.section4a.values import Figure, FollowedUp
from checklists.upgrade import target, upgraded
from checklists.values import Frozen


class FigureChange(Frozen):
    """A figure of section 4.A.2 that would be another one: `by_theme.human_rights` of a year."""

    year: int
    figure: str
    before: str
    after: str
    lost: tuple[str, ...] = ()
    """Ids of the records that it would count no more."""
    won: tuple[str, ...] = ()


class Touched(Frozen):
    """What stands on an older version of a form."""

    followups: dict[Status, tuple[str, ...]] = {}
    """Ids of the follow-ups on it, by status; only statuses that some have."""
    running: tuple[str, ...] = ()
    """Self-reports that are out at suppliers: they come back on the version that was sent."""
    figures: tuple[FigureChange, ...] = ()
    """Of the years of the open follow-ups, were those signed as they stand, before and after an upgrade of them."""


def on_version(followups: Iterable[FollowUp]) -> Touched:
    """The follow-ups on a version, told by their status."""
    found: dict[Status, tuple[str, ...]] = {}
    for each in followups:
        found[each.status] = (*found.get(each.status, ()), each.id)
    return Touched(followups=found, running=found.get("sent", ()))


def figure_changes(
    facts: Facts, reviews: Iterable[Review], form: Form, today: date
) -> Iterator[FigureChange]:
    """Figures of the facts' year that differ by whether the open reviews are signed as they stand, or upgraded first.

    Open follow-ups count nowhere, so that without signing them nothing would differ. One that is out at the supplier,
    or in which nothing is answered, is left as it is.
    """
    mine = [
        each for each in reviews if each.followup.day.year == facts.year and each.followup.status != "sent"
    ]
    before = {each.followup.id: _signed(each, today) for each in mine if _is_answered(each)}
    after = {
        each.followup.id: _signed(upgraded(each, target(each, form)), today)
        for each in mine
        if each.followup.id in before and target(each, form).content_hash != each.followup.form_hash
    }
    then, now = _figures(facts, before), _figures(facts, {**before, **after})
    for name in dict.fromkeys((*then, *now)):
        old, new = then.get(name, "-"), now.get(name, "-")
        if old != new:
            yield _change(facts.year, name, old, new)


def _is_answered(review: Review) -> bool:
    return any(answer.given and key in review.visible for key, answer in review.in_force.items())


def _signed(review: Review, today: date) -> FollowUp:
    """The follow-up as it would count if it were signed with the answers that it has."""
    facts = {
        "status": "signed",
        "signed": max(today, review.followup.day),
        "themes": review.assessed_themes,
        "outcome": review.outcome,
    }
    return review.followup.model_copy(update=facts)


def _figures(facts: Facts, signed: Mapping[str, FollowUp]) -> dict[str, Figure | str]:
    with_them = replace(facts, followups={**facts.followups, **signed})
    return dict(_leaves(followed_up(with_them, active_agreements(with_them))))


def _leaves(done: FollowedUp) -> Iterator[tuple[str, Figure | str]]:
    """Every figure by its name; what is no figure as text."""
    for name in FollowedUp.model_fields:
        held: object = getattr(done, name)
        if isinstance(held, Figure):
            yield name, held
    by_code = {
        "by_method": done.by_method,
        "by_theme": done.by_theme,
        "agreements_by_method": done.agreements_by_method,
        "suppliers_by_method": done.suppliers_by_method,
        "self_reports": {name: figure for name, figure in done.self_reports if isinstance(figure, Figure)},
    }
    for name, figures in by_code.items():
        yield from ((f"{name}.{code}", figure) for code, figure in figures.items())
    yield from ((f"extended.{row.contract}", row.outcome or "-") for row in done.extended)
    yield from ((f"value.{name}", str(told)) for name, told in done.value)


def _change(year: int, name: str, old: Figure | str, new: Figure | str) -> FigureChange:
    then = old.records if isinstance(old, Figure) else ()
    now = new.records if isinstance(new, Figure) else ()
    return FigureChange(
        year=year,
        figure=name,
        before=str(old.value) if isinstance(old, Figure) else old,
        after=str(new.value) if isinstance(new, Figure) else new,
        lost=tuple(each for each in then if each not in now),
        won=tuple(each for each in now if each not in then),
    )
