"""Facts in, section 4.A out."""

from __future__ import annotations

from datetime import date

from checklists.facts import Facts
from checklists.section4a.checks import notices
from checklists.section4a.deviations import deviations
from checklists.section4a.figures import active_agreements, end_unknown, followed_up
from checklists.section4a.monitoring import monitoring
from checklists.section4a.values import PARTS, Goal, Purchases, Summary


def summary(facts: Facts, language: str, generated: date) -> Summary:
    """Section 4.A of the facts' year as of their cut-off, with everything that is to be mended.

    The figures know no language; `language` is the one it is asked for in and may be changed when it is told.
    """
    settings, year = facts.settings, facts.year
    active = active_agreements(facts)
    followed = followed_up(facts, active)
    made = Summary(
        year=year,
        language=language,
        cutoff=facts.cutoff,
        generated=generated,
        frozen=facts.frozen,
        organisation=settings.text("organisation.name"),
        purchases=Purchases(
            amount=settings.amount("purchase_value", year),
            source=settings.text("purchase_value_source", year),
        ),
        kickoff_counts=settings.flag("kickoff_counts"),
        active_agreements=active,
        end_unknown=end_unknown(facts, active),
        monitoring=monitoring(facts),
        followed_up=followed,
        deviations=deviations(facts, followed.self_reports),
        goal=Goal(agreements=settings.integer("goal", year), reason=settings.text("goal_reason", year)),
        zero_reason=settings.text("high_risk_without_followup", year),
        building_projects_text=settings.text("building_projects_text", year),
        own_texts={
            part: own.text for part in PARTS if (own := facts.own_texts.get(part)) and own.text.strip()
        },
    )
    return made.model_copy(update={"notices": notices(facts, made)})
