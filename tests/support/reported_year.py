"""Facts of a year, put together in a test in a few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from checklists.contract import Contract, Supplier
from checklists.deviation import Deviation, Place, Sanction, Step
from checklists.evidence import Evidence
from checklists.facts import Facts
from checklists.followup import FollowUp
from checklists.measure import Measure
from checklists.settings import OwnText, Settings
from checklists.values import Frozen, Money

__all__ = ["Contract", "Deviation", "FollowUp", "Measure", "Money", "Place", "Sanction", "Step", "Year"]

STATED = {
    "organisation.name": "Eksempel kommune",
    "role.overall": "innkjøpssjef",
    "rhythm": "Statusmøte hvert år.",
    "effect": "Andel avvik lukket i tide.",
}


class Year:
    """A year being put together; `facts` is what section 4.A is computed from."""

    def __init__(self, year: int, settings: dict[str, str] | None = None) -> None:
        self.facts = Facts(year=year, cutoff=date(year, 12, 31), settings=Settings(settings or {}))

    def supplier(self, key: str, name: str = "", number: str | None = None) -> str:
        self._add("suppliers", Supplier(id=key, name=name or f"Firma {key}", number=number))
        return key

    def contract(self, key: str, *suppliers: str, **facts: object) -> str:
        for each in suppliers:
            if each not in self.facts.suppliers:
                self.supplier(each)
        known: dict[str, object] = {
            "id": key,
            "reference": key,
            "title": f"Avtale {key}",
            "suppliers": suppliers,
            "signed": date(self.facts.year - 2, 3, 1),
            "ends": date(min(9999, self.facts.year + 2), 3, 1),
        }
        self._add("contracts", Contract.model_validate(known | facts))
        return key

    def followup(self, key: str, contract: str, method: str = "document_check", **facts: object) -> str:
        """Signed in the middle of the year, having assessed human rights, unless said otherwise."""
        day = date(self.facts.year, 6, 1)
        held = self.facts.contracts.get(contract)
        known: dict[str, object] = {
            "id": key,
            "contract": contract,
            "supplier": held.suppliers[0] if held and held.suppliers else "L-0",
            "method": method,
            "status": "signed",
            "day": day,
            "signed": facts.get("day", day),
            "themes": ("human_rights",),
            "outcome": "ok",
            "reference": "25/1",
            "reason": "Høy risiko",
        }
        self._add("followups", FollowUp.model_validate(known | facts))
        return key

    def deviation(self, key: str, contract: str, **facts: object) -> str:
        held = self.facts.contracts.get(contract)
        found = facts.get("found", date(self.facts.year, 6, 1))
        assert isinstance(found, date)
        known: dict[str, object] = {
            "id": key,
            "contract": contract,
            "supplier": held.suppliers[0] if held and held.suppliers else "",
            "type": "wages",
            "severity": "major",
            "place": Place(tier=1, stage="service_on_site", country="NO"),
            "found": found,
            "original_deadline": found + timedelta(days=92),
            "deadline": found + timedelta(days=92),
        }
        self._add("deviations", Deviation.model_validate(known | facts))
        return key

    def measure(self, key: str, deviation: str, text: str = "Etterbetaling", **facts: object) -> str:
        self._add(
            "measures", Measure.model_validate({"id": key, "deviation": deviation, "text": text} | facts)
        )
        return key

    def evidence(self, key: str, **facts: object) -> str:
        self._add("evidence", Evidence.model_validate({"id": key, "title": "Bevis"} | facts))
        return key

    def own_text(self, part: str, text: str) -> None:
        own = OwnText.model_validate({"year": self.facts.year, "part": part, "text": text})
        self.facts = replace(self.facts, own_texts={**self.facts.own_texts, part: own})

    def _add(self, kind: str, value: Frozen) -> None:
        held: dict[str, object] = dict(getattr(self.facts, kind))
        held[str(getattr(value, "id"))] = value  # noqa: B009 - each kind of record has its id
        self.facts = replace(self.facts, **{kind: held})  # pyright: ignore[reportArgumentType]


def closed_on(day: date, *evidence: str) -> dict[str, object]:
    """A deviation closed with verification on a day."""
    steps = (
        Step(status="correcting", day=day, by="kontraktsforvalter"),
        Step(status="verifying", day=day, by="kontraktsforvalter"),
        Step(status="closed", day=day, by="fagansvarlig", evidence=evidence or ("B-1",)),
    )
    return {"status": "closed", "steps": steps}


def case_1() -> Year:
    """A municipality in 2023: 145 active agreements, four extended follow-ups, no deviations."""
    year = Year(
        2023,
        {
            **STATED,
            "purchase_value.2023": "2000000000",
            "purchase_value_source.2023": "regnskapet",
            "building_projects_text.2023": "Byggseksjonen følger opp seriøsitet i hvert byggeprosjekt.",
        },
    )
    followed = {
        "K-2021-001": ("Arbeidstøy teknisk sektor", "textiles", ("human_rights",)),
        "K-2021-002": ("Arbeidstøy kjøkken og helse", "textiles", ("human_rights",)),
        "K-2021-003": ("Frukt og grønt", "food", ("animal_welfare",)),
        "K-2021-004": ("Anleggstjenester, drivstoff", "construction", ("climate_environment",)),
    }
    for n, (key, (title, category, themes)) in enumerate(followed.items(), 1):
        year.contract(key, f"L-{n}", title=title, category=category, framework=True)
        year.followup(f"O-{n}", key, themes=themes)
    for n in range(5, 146):
        year.contract(f"K-2021-{n:03}", f"L-{n}", yearly_value=Money(amount=Decimal(1000 * n)))
    year.contract("K-2019-900", "L-900", signed=date(2019, 1, 1), ends=date(2022, 12, 31))
    return year
