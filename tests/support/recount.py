"""Section 4.A counted a second time: from the definitions' text and plain records, without the program's own code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

EXTENDED = (
    "document_check",
    "product_sample",
    "wage_spot_check",
    "site_inspection",
    "audit",
    "third_party_control",
)
FOLLOW_UP = ("status_meeting", "self_report", *EXTENDED)
ENDED = ("closed", "closed_uncorrected", "dismissed")


@dataclass
class Agreement:
    id: str
    suppliers: list[str]
    signed: date | None
    starts: date | None
    ends: date | None
    exercised: date | None = None
    terminated: date | None = None
    building_project: bool = False

    def active_in(self, year: int) -> bool:
        """Its validity, the exercised option and the termination applied, overlaps the year; unknown ends count."""
        first = self.starts or self.signed or date.min
        last = max(self.ends, self.exercised or self.ends) if self.ends else date.max
        last = min(last, self.terminated or last)
        return first <= date(year, 12, 31) and last >= date(year, 1, 1)


@dataclass
class Control:
    """A follow-up of any kind."""

    id: str
    agreement: str
    supplier: str
    method: str
    day: date
    themes: tuple[str, ...] = ()
    signed: bool = True
    withdrawn: bool = False
    sent: date | None = None
    due: date | None = None
    received: date | None = None


@dataclass
class Breach:
    """A deviation, an observation or a suspicion."""

    id: str
    severity: str
    found: date
    supplier: str
    deadline: date | None
    now_due: date | None
    suspected: bool = False
    disputed: bool = False
    steps: list[tuple[str, date]] = field(default_factory=list[tuple[str, date]])

    def status_on(self, day: date) -> str:
        return next((status for status, when in reversed(self.steps) if when <= day), "registered")

    def closed_on(self, day: date) -> date | None:
        taken = [(status, when) for status, when in self.steps if when <= day]
        return taken[-1][1] if taken and taken[-1][0] == "closed" else None


@dataclass
class Records:
    agreements: list[Agreement] = field(default_factory=list[Agreement])
    controls: list[Control] = field(default_factory=list[Control])
    breaches: list[Breach] = field(default_factory=list[Breach])
    kickoff_counts: bool = False


def recount(records: Records, year: int, cutoff: date) -> dict[str, object]:
    """Every figure that the definitions name: a set of ids, or for the answer its code."""
    first = date(year, 1, 1)
    by_id = {each.id: each for each in records.agreements}
    kinds = (*FOLLOW_UP, "kickoff_meeting") if records.kickoff_counts else FOLLOW_UP
    held = [c for c in records.controls if c.signed and c.themes and first <= c.day <= cutoff]
    done = [c for c in held if c.method in kinds]
    controls = [c for c in done if c.method in EXTENDED]
    followed = {c.agreement for c in done}
    active = {a.id for a in records.agreements if a.active_in(year)}
    reports = _self_reports(records.controls, first, cutoff)
    found = {
        "active_agreements": active,
        "agreements_followed_up": followed,
        "suppliers": {c.supplier for c in done},
        "kickoff_only": {c.agreement for c in held if c.method == "kickoff_meeting"} - followed,
        "building_projects": {a for a in followed if by_id[a].building_project},
        "not_active": followed - active,
        "extended": {c.agreement for c in controls},
        "controls": {c.id for c in controls},
        **{f"method {m}": {c.id for c in done if c.method == m} for m in (*FOLLOW_UP, "kickoff_meeting")},
        **{f"theme {t}": {c.agreement for c in done if t in c.themes} for t in _themes(records.controls)},
        **{f"self-reports {name}": ids for name, ids in reports.items()},
    }
    breaches = _breaches(records.breaches, first, cutoff)
    told = _lead(breaches, bool(controls))
    return {**found, **_signing(done, by_id, year), **breaches, "answer": told}


def _themes(controls: Iterable[Control]) -> set[str]:
    return {theme for each in controls for theme in each.themes}


def _signing(done: list[Control], by_id: dict[str, Agreement], year: int) -> dict[str, object]:
    new: set[str] = set()
    earlier: set[str] = set()
    for each in done:
        signed = by_id[each.agreement].signed
        if signed is not None and signed.year == year:
            new.add(each.supplier)
        if signed is not None and signed.year < year:
            earlier.add(each.supplier)
    everybody = {each.supplier for each in done}
    return {
        "suppliers_new_agreements": new,
        "suppliers_earlier_agreements": earlier,
        "suppliers_both": new & earlier,
        "suppliers_signing_unknown": everybody - new - earlier,
    }


def _self_reports(controls: Iterable[Control], first: date, cutoff: date) -> dict[str, set[str]]:
    """Sent by the cut-off, not withdrawn, not assessed before the year; and those of them that got so far by then."""
    cohort: list[Control] = []
    for each in controls:
        sent = each.sent or (each.day if each.signed else None)
        reported = each.method == "self_report" and not each.withdrawn
        if reported and sent is not None and sent <= cutoff and not (each.signed and each.day < first):
            cohort.append(each)
    assessed = {c.id for c in cohort if c.signed and c.day <= cutoff}
    answered = assessed | {c.id for c in cohort if c.received is not None and c.received <= cutoff}
    late = {c.id for c in cohort if c.id not in answered and c.due is not None and c.due < cutoff}
    return {"sent": {c.id for c in cohort}, "answered": answered, "assessed": assessed, "overdue": late}


def _breaches(breaches: Iterable[Breach], first: date, cutoff: date) -> dict[str, set[str]]:
    known = [b for b in breaches if b.found <= cutoff]
    graver = [b for b in known if b.severity != "observation"]
    real = [b for b in graver if not b.suspected and b.status_on(cutoff) != "dismissed"]
    of_year = [b for b in real if b.found >= first]
    due = [b for b in real if b.deadline is not None and first <= b.deadline <= cutoff]
    new_year = first.replace(year=first.year - 1, month=12, day=31)
    return {
        "deviations": {b.id for b in of_year},
        "deviation_suppliers": {b.supplier for b in of_year},
        "disputed": {b.id for b in of_year if b.disputed},
        "observations": {
            b.id
            for b in known
            if b.severity == "observation" and b.found >= first and b.status_on(cutoff) != "dismissed"
        },
        "suspected": {b.id for b in graver if b.suspected and b.status_on(cutoff) not in ENDED},
        "carried_over": {b.id for b in real if b.found < first and b.status_on(new_year) not in ENDED},
        "closed_this_year": {b.id for b in real if (b.closed_on(cutoff) or date.min) >= first},
        "closed_uncorrected": {
            b.id for b in real if b.steps and b.status_on(cutoff) == "closed_uncorrected" and _last(b, cutoff) >= first
        },
        "due_to_close": {b.id for b in due},
        "closed_in_time": {b.id for b in due if (b.closed_on(cutoff) or date.max) <= (b.deadline or date.min)},
        "prolonged": {b.id for b in due if b.now_due != b.deadline},
    }  # fmt: skip


def _last(breach: Breach, cutoff: date) -> date:
    return max((when for _, when in breach.steps if when <= cutoff), default=date.min)


def _lead(breaches: dict[str, set[str]], controlled: bool) -> str:
    if breaches["deviations"]:
        return "yes"
    if breaches["suspected"] or not controlled:
        return "cannot_answer"
    return "none_found"
