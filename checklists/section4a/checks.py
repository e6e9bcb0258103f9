"""What is to be mended before the year is reported: each notice with its records and the screen that mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from checklists.deviation import ENDED
from checklists.facts import Facts
from checklists.formats import natural
from checklists.section4a.contradictions import contradictions
from checklists.section4a.counting import assessed_in_year, counting, in_year
from checklists.section4a.firms import FirmNames
from checklists.section4a.standing import established, standing
from checklists.section4a.values import DeviationRow, Figure, Notice, Screen, Summary


def notices(facts: Facts, made: Summary) -> tuple[Notice, ...]:
    """All of them: what the texts say first, then the records, in a fixed order."""
    return (
        *contradictions(made),
        *_firms_in_texts(facts, made),
        *_monitoring(made),
        *_about_records(facts, made),
        *_about_deviations(facts, made),
        *_goal(made),
    )


def _about(code: str, records: Iterable[str], screen: Screen) -> Iterator[Notice]:
    """One notice over all the records it is about, none where there are none."""
    found = Figure.of(records).records
    if found:
        yield Notice(code=code, params={"n": len(found)}, records=found, screen=screen)


def _firms_in_texts(facts: Facts, made: Summary) -> Iterator[Notice]:
    firms = FirmNames.of(supplier.name for supplier in facts.suppliers.values())
    for part, text in made.own_texts.items():
        for name in firms.named_in(text):
            yield Notice(code="supplier_named_in_text", params={"part": part, "written": name})


def _monitoring(made: Summary) -> Iterator[Notice]:
    for missing in made.monitoring.missing:
        yield Notice(code=f"{missing}_missing", screen="settings")
    if made.purchases.amount is None:
        yield Notice(code="purchase_value_missing", params={"year": str(made.year)}, screen="settings")
    yield from _about(
        "risk_incomplete",
        (r.risk for r in made.monitoring.risks if not (r.measures and r.monitored_by and r.result)),
        "report",
    )


def _about_records(facts: Facts, made: Summary) -> Iterator[Notice]:
    done = counting(facts)
    shown = {each.followup for each in facts.evidence.values() if each.followup}
    yield from _about(
        "followup_without_evidence",
        (f.id for f in done if f.id not in shown and not f.reference),
        "followup",
    )
    signed = (f for f in facts.followups.values() if f.is_signed and in_year(f.day, facts))
    yield from _about("followup_not_assessed", (f.id for f in signed if not f.themes), "followup")
    yield from _about("deviations_not_logged", _unlogged(facts), "followup")
    yield from _about(
        "extended_without_reason",
        (row.contract for row in made.followed_up.extended if not row.reason),
        "followup",
    )
    yield from _about("end_unknown", made.end_unknown.records, "contract")
    agreements = [facts.contracts[k] for k in made.followed_up.agreements.records if k in facts.contracts]
    yield from _about("signing_date_unknown", (c.id for c in agreements if c.signed is None), "contract")
    yield from _about(
        "signed_after_year",
        (c.id for c in agreements if c.signed is not None and c.signed.year > facts.year),
        "contract",
    )
    yield from _about("followed_up_not_active", made.followed_up.not_active.records, "contract")
    yield from _high_risk(facts, made)


def _unlogged(facts: Facts) -> Iterator[str]:
    """Follow-ups whose outcome was deviations, with none logged from them or at their supplier in the year."""
    logged = {d.followup for d in facts.deviations.values()}
    at = {(d.contract, d.supplier) for d in facts.deviations.values() if in_year(d.found, facts)}
    at |= {(contract, "") for contract, supplier in at if not supplier}
    for followup in assessed_in_year(facts):
        places = {(followup.contract, followup.supplier), (followup.contract, "")}
        if followup.outcome == "deviations" and followup.id not in logged and not places & at:
            yield followup.id


def _high_risk(facts: Facts, made: Summary) -> Iterator[Notice]:
    if made.zero_reason:
        return
    followed = set(made.followed_up.agreements.records)
    active = (facts.contracts[key] for key in made.active_agreements.records)
    yield from _about(
        "high_risk_without_followup",
        (c.id for c in active if c.risk == "high" and c.id not in followed),
        "contract",
    )


_LACKS: Final[Mapping[str, Callable[[DeviationRow], bool]]] = {
    "deviation_without_measure": lambda row: not row.measures and row.status != "accepted_until",
    "deviation_without_place": lambda row: row.place.unknown,
    "deviation_without_deadline": lambda row: row.deadline is None and row.status not in ENDED,
    "deviation_without_supplier": lambda row: not row.supplier,
    "harm_without_6a2": lambda row: row.harm and not row.harm_reference,
    "dispute_without_position": lambda row: row.disputed and not row.position_text,
}


def _about_deviations(facts: Facts, made: Summary) -> Iterator[Notice]:
    told = (*made.deviations.rows, *made.deviations.earlier_rows)
    for code, lacks in _LACKS.items():
        yield from _about(code, (row.deviation for row in told if lacks(row)), "deviation")
    yield from _about("closed_without_evidence", _closed_without_evidence(facts), "deviation")
    yield from _about("deviation_without_status", _status_unknown(facts), "deviation")


def _closed_without_evidence(facts: Facts) -> Iterator[str]:
    """Closed by the cut-off, found or closed in the year, and no verification is kept with it."""
    for key in sorted(facts.deviations, key=natural):
        deviation = facts.deviations[key]
        now = standing(deviation, facts.cutoff)
        ours = in_year(deviation.found, facts) or in_year(now.closed, facts)
        if ours and now.status == "closed" and established(deviation, facts.cutoff) and not now.evidence:
            yield key


def _status_unknown(facts: Facts) -> Iterator[str]:
    """Ended without a step that says when: its status on the cut-off cannot be told."""
    for key, deviation in facts.deviations.items():
        if deviation.status in ENDED and not deviation.steps and deviation.found <= facts.cutoff:
            yield key


def _goal(made: Summary) -> Iterator[Notice]:
    goal, done = made.goal, made.followed_up.agreements
    if goal.agreements is not None and done.value < goal.agreements and not goal.reason:
        params: dict[str, str | int] = {"goal": goal.agreements, "done": done.value}
        yield Notice(
            code="goal_missed_without_reason", params=params, records=done.records, screen="settings"
        )
