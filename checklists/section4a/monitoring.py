"""What 4.A.1 is made of: roles, rhythm, effect and the prioritised risks; and what it still lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from checklists.facts import Facts
from checklists.formats import natural
from checklists.section4a.counting import first_day
from checklists.section4a.values import Missing, Monitoring, RiskTold
from checklists.settings import PrioritisedRisk

_TOLD_IN_TEXT: Final[Mapping[Missing, re.Pattern[str]]] = {
    "responsibility": re.compile(r"ansvar|responsib", re.IGNORECASE),
    "rhythm": re.compile(
        r"årlig|årleg|kvartal|månedlig|månadleg|hver[t]?\s+år|kvart\s+år|halvår|tertial|annethvert|løpende|løpande"
        r"|yearly|annual|quarterly|monthly|every\s+(?:year|month|quarter)|twice\s+a\s+year",
        re.IGNORECASE,
    ),
    "effect": re.compile(r"effekt|virkning|verknad|effect", re.IGNORECASE),
}
"""Words by which a text of one's own is taken to tell of it."""


def monitoring(facts: Facts) -> Monitoring:
    """The settings and prioritised risks of the year. What neither they nor the own text tell is missing."""
    settings = facts.settings
    own = facts.own_texts.get("4.A.1")
    roles = {name: settings.text(f"role.{name}") for name in ("overall", "contract", "subject", "sanctions")}
    told: dict[Missing, bool] = {
        "responsibility": any(roles.values()),
        "rhythm": bool(settings.text("rhythm")),
        "effect": bool(settings.text("effect")),
    }
    text = own.text if own else ""
    return Monitoring(
        overall=roles["overall"],
        contract=roles["contract"],
        subject=roles["subject"],
        sanctions=roles["sanctions"],
        rhythm=settings.text("rhythm"),
        effect=settings.text("effect"),
        reported_to=settings.text("reported_to"),
        weaknesses=settings.text("weaknesses", facts.year),
        next_step=settings.text("next_step", facts.year),
        risks=_risks(facts),
        missing=tuple(
            code for code, known in told.items() if not known and not _TOLD_IN_TEXT[code].search(text)
        ),
    )


def _risks(facts: Facts) -> tuple[RiskTold, ...]:
    """Those in force in the year, by id."""
    held = (facts.risks[key] for key in sorted(facts.risks, key=natural))
    return tuple(
        _risk(each, facts.year) for each in held if each.ended is None or each.ended >= first_day(facts)
    )


def _risk(risk: PrioritisedRisk, year: int) -> RiskTold:
    return RiskTold(
        risk=risk.id,
        title=risk.title,
        reason=risk.reason,
        goal=risk.goal,
        measures=risk.measures,
        indicator=risk.indicator,
        responsible_role=risk.responsible_role,
        monitored_by=risk.monitored_by,
        result=next((each.text for each in risk.results if each.year == year), ""),
        contracts=len(risk.contracts),
    )
