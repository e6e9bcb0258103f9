"""The figures of 4.A.3 and the answer to its lead question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checklists.deviation import Deviation
from checklists.facts import Facts
from checklists.formats import natural
from checklists.section4a.counting import counting, day_before, first_day, in_year, is_extended, same_supplier
from checklists.section4a.rows import Telling
from checklists.section4a.standing import established, is_social, standing, supplier_of
from checklists.section4a.values import Deviations, Figure, LeadAnswer, SelfReports, Unanswered


@dataclass(frozen=True, slots=True)
class _Closing:
    closed: Figure
    with_evidence: Figure
    uncorrected: Figure
    due: Figure
    in_time: Figure
    prolonged: Figure


def deviations(facts: Facts, reports: SelfReports) -> Deviations:
    """Everything that 4.A.3 counts, as of the cut-off."""
    counted = same_supplier(facts.suppliers)
    everything = [facts.deviations[key] for key in sorted(facts.deviations, key=natural)]
    real = [d for d in everything if d.found <= facts.cutoff and established(d, facts.cutoff)]
    ours = [d for d in real if in_year(d.found, facts)]
    earlier = [d for d in real if _carried_over(d, facts)]
    controls = [f for f in counting(facts) if is_extended(f)]
    suspected = _ids(d for d in everything if _open_suspicion(d, facts))
    answer, unanswered = _lead(bool(ours), bool(suspected.value), bool(controls), reports)
    telling = Telling.of(facts)
    closing = _closing(real, facts)
    social = _ids(d for d in ours if is_social(d, facts))
    return Deviations(
        answer=answer,
        unanswered=unanswered,
        controls=Figure.of(f.id for f in controls),
        control_suppliers=Figure.of(counted(f.supplier) for f in controls),
        deviations=_ids(ours),
        deviation_suppliers=Figure.of(counted(s) for d in ours if (s := supplier_of(d, facts))),
        social=social,
        other=Figure.of({d.id for d in ours} - set(social.records)),
        disputed=_ids(d for d in ours if d.disputed or d.position == "disputes"),
        observations=_ids(d for d in everything if _observation(d, facts)),
        suspected=suspected,
        carried_over=_ids(earlier),
        repeated=_ids(_repeated(ours, real, facts, counted)),
        rows=telling.rows(ours),
        earlier_rows=telling.rows(earlier),
        closed_this_year=closing.closed,
        closed_with_evidence=closing.with_evidence,
        closed_uncorrected=closing.uncorrected,
        due_to_close=closing.due,
        closed_in_time=closing.in_time,
        prolonged=closing.prolonged,
    )


def _ids(found: Iterable[Deviation]) -> Figure:
    return Figure.of(d.id for d in found)


def _lead(
    deviations: bool, suspicion: bool, controls: bool, reports: SelfReports
) -> tuple[LeadAnswer, Unanswered]:
    if deviations:
        return "yes", ""
    if suspicion:
        return "cannot_answer", "suspicion"
    if controls:
        return "none_found", ""
    return "cannot_answer", "self_reports_only" if reports.assessed.value else "no_controls"


def _carried_over(deviation: Deviation, facts: Facts) -> bool:
    """Identified before 1 January, and open then."""
    return deviation.found < first_day(facts) and standing(deviation, day_before(facts)).is_open


def _open_suspicion(deviation: Deviation, facts: Facts) -> bool:
    if not deviation.suspected or deviation.severity == "observation" or deviation.found > facts.cutoff:
        return False
    return standing(deviation, facts.cutoff).is_open


def _observation(deviation: Deviation, facts: Facts) -> bool:
    dismissed = standing(deviation, facts.cutoff).status == "dismissed"
    return deviation.severity == "observation" and in_year(deviation.found, facts) and not dismissed


def _closing(real: list[Deviation], facts: Facts) -> _Closing:
    """What was closed in the year, whenever identified, and what was to be closed by its original deadline."""
    now = {d.id: standing(d, facts.cutoff) for d in real}
    closed = [d for d in real if now[d.id].status == "closed" and in_year(now[d.id].closed, facts)]
    ended = [d for d in real if now[d.id].status == "closed_uncorrected" and in_year(now[d.id].closed, facts)]
    due = [d for d in real if in_year(d.original_deadline, facts)]
    return _Closing(
        closed=_ids(closed),
        with_evidence=_ids(d for d in closed if now[d.id].evidence),
        uncorrected=_ids(ended),
        due=_ids(due),
        in_time=_ids(d for d in due if _in_time(d, facts)),
        prolonged=_ids(d for d in due if d.deadline != d.original_deadline),
    )


def _in_time(deviation: Deviation, facts: Facts) -> bool:
    now = standing(deviation, facts.cutoff)
    if now.status != "closed" or now.closed is None or deviation.original_deadline is None:
        return False
    return now.closed <= deviation.original_deadline


def _repeated(
    ours: list[Deviation], real: list[Deviation], facts: Facts, counted: Callable[[str], str]
) -> list[Deviation]:
    """Those that were found before, of the same type at the same supplier."""

    def at(deviation: Deviation) -> tuple[str, str]:
        supplier = supplier_of(deviation, facts)
        return deviation.type, counted(supplier) if supplier else f"contract {deviation.contract}"

    first: dict[tuple[str, str], Deviation] = {}
    for each in real:
        known = first.get(at(each))
        if known is None or each.found < known.found:
            first[at(each)] = each
    return [d for d in ours if first[at(d)].found < d.found]
