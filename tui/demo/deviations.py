"""Deviations of the example municipality that no form found: with those that forms find, one in every state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from checklists.contract import Contract
from checklists.deviation import Deviation, Step, default_deadline
from tui.demo.lives import cancel_measures, change_deviation, log, penalised, prolonged, step
from tui.demo.story import MANAGER, Story


def deviations(story: Story, contracts: Mapping[str, Contract]) -> None:
    """Let them be found, and live."""
    today = story.today
    _closed_after_prolonging(story, contracts["Arbeidstøy kjøkken og helse"], today - timedelta(days=420))
    _suspected(story, contracts["Solcelleanlegg på kommunale tak"], today - timedelta(days=30))
    _disputed(story, contracts["Graving og grunnarbeid"], today - timedelta(days=95))
    _notified(story, contracts["Meieriprodukter og egg"], today - timedelta(days=130))
    observed = _found(
        contracts["Møbler til sykehjem og omsorgsboliger"],
        today - timedelta(days=60),
        type="packaging_waste",
        severity="observation",
        title="Unødig mye emballasje",
        origin="meeting",
    )
    log(story, observed, observed.found)
    _ended_otherwise(story, contracts)
    _under_way(story, contracts)


def _found(contract: Contract, day: date, **facts: object) -> Deviation:
    base = {"contract": contract.id, "supplier": contract.suppliers[0], "found": day}
    given = Deviation.model_validate({**base, **facts})
    deadline = default_deadline(given.severity, day)
    return given.model_copy(update={"deadline": deadline, "original_deadline": deadline})


def _closed_after_prolonging(story: Story, contract: Contract, day: date) -> None:
    wages = _found(
        contract,
        day,
        type="wages",
        severity="major",
        clause="human_rights.wages",
        title="Overtid uten tillegg på fabrikk",
        origin="audit",
        public_text="Overtid uten tillegg",
        place={"tier": 1, "stage": "final_production", "country": "BD", "site": "Fabrikk 2"},
    )
    held = log(story, wages, day, "Etterbetaling av overtid siste 12 måneder")
    moved = day + timedelta(days=70)
    change_deviation(story, held, moved, prolonged(day + timedelta(days=150), moved))
    life = ("supplier_notified", "plan_agreed", "correcting", "verifying", "closed")
    for number, status in enumerate(life, 1):
        _step(story, held, status, day + timedelta(days=25 * number))


def _suspected(story: Story, contract: Contract, day: date) -> None:
    forced = _found(
        contract,
        day,
        type="forced_labour",
        severity="critical",
        clause="human_rights.forced_labour",
        title="Tegn til tvangsarbeid i polysilisium",
        suspected=True,
        origin="media",
        place={"tier": 3, "stage": "raw_material", "country": "CN"},
    )
    log(story, forced, day)


def _disputed(story: Story, contract: Contract, day: date) -> None:
    chain = _found(
        contract,
        day,
        type="unapproved_subcontractor",
        severity="major",
        clause="integrity.subcontractor_approval",
        title="Ikke godkjent underleverandør",
        origin="site_inspection",
        place={"tier": 2, "stage": "service_on_site", "country": "NO"},
    )
    held = log(story, chain, day, "Underleverandøren ut av prosjektet")
    _step(story, held, "supplier_notified", day + timedelta(days=5))
    said = "Underleverandøren var meldt inn muntlig."
    change_deviation(
        story, held, day + timedelta(days=25), lambda found: found.answered_by_supplier("disputes", said)
    )
    change_deviation(story, held, day + timedelta(days=45), penalised(day + timedelta(days=45)))


def _notified(story: Story, contract: Contract, day: date) -> None:
    label = _found(
        contract,
        day,
        type="label_missing",
        severity="minor",
        clause="animal_welfare.label",
        title="Utløpt merkebevis for egg",
        origin="document_check",
        place={"tier": 1, "stage": "raw_material", "country": "NO"},
    )
    held = log(story, label, day, "Sende gyldig merkebevis")
    _step(story, held, "supplier_notified", day + timedelta(days=10))


def _ended_otherwise(story: Story, contracts: Mapping[str, Contract]) -> None:
    """What is not simply corrected: dropped, accepted for a while, ended with the contract, raised to a penalty."""
    today = story.today
    documents = _found(
        contracts["Lekeplassutstyr"],
        today - timedelta(days=75),
        type="missing_documentation",
        severity="minor",
        title="Produsentliste ikke levert innen fristen",
        origin="self_report",
    )
    held = log(story, documents, documents.found)
    _step(story, held, "supplier_notified", documents.found + timedelta(days=3))
    _beside(
        story, held, "dismissed", documents.found + timedelta(days=12), "Listen var levert i en annen sak."
    )
    cars = _found(
        contracts["Elektriske personbiler"],
        today - timedelta(days=200),
        type="environment",
        severity="minor",
        title="Miljøsertifikat utløpt",
        origin="document_check",
    )
    held = log(story, cars, cars.found, "Nytt sertifikat etter revisjonen")
    _step(story, held, "supplier_notified", cars.found + timedelta(days=8))
    until = today + timedelta(days=60)
    _beside(story, held, "accepted_until", cars.found + timedelta(days=30), "Ny revisjon er bestilt.", until)
    paper = _found(
        contracts["Kopipapir"],
        today - timedelta(days=260),
        type="supply_chain_opacity",
        severity="minor",
        title="Papirfabrikk ikke oppgitt",
        origin="sample",
        place={"tier": 2, "stage": "raw_material", "country": None},
    )
    held = log(story, paper, paper.found, "Oppgi fabrikk og opphav")
    _step(story, held, "supplier_notified", paper.found + timedelta(days=5))
    _beside(story, held, "closed_uncorrected", paper.found + timedelta(days=150), "Leveransen er avsluttet.")


UNDER_WAY = (
    ("Kantinedrift rådhuset", "working_hours", "Overtid uten avtale", "Ny turnusplan"),
    ("Bakervarer", "packaging_waste", "Emballasje uten returordning", "Medlemskap i returordning"),
    ("Vektertjenester og utrykning", "pension_insurance", "Pensjon mangler for to ansatte", "Etterinnmelding"),
    ("Leie og vask av sengetøy", "health_safety", "Vernerunde ikke gjennomført", "Vernerunde og handlingsplan"),
)  # fmt: skip
"""Contract, type, title and measure of a deviation at each step from answered to being verified."""


def _under_way(story: Story, contracts: Mapping[str, Contract]) -> None:
    life = ("supplier_notified", "answered", "plan_agreed", "correcting", "verifying")
    for taken, (title, kind, told, measure) in enumerate(UNDER_WAY, 2):
        day = story.today - timedelta(days=35 + 10 * taken)
        facts = {"type": kind, "severity": "minor", "title": told, "origin": "meeting", "place": {"tier": 0}}
        held = log(story, _found(contracts[title], day, **facts), day, measure)
        for number, status in enumerate(life[:taken], 1):
            _step(story, held, status, day + timedelta(days=9 * number))


def _beside(
    story: Story, held: list[str], status: str, day: date, reason: str, until: date | None = None
) -> None:
    taken = Step(status=status, day=day, by=MANAGER, reason=reason)
    if status == "closed_uncorrected":
        story.on(day, lambda: cancel_measures(story, held[0], day, reason))
    change_deviation(story, held, day, lambda found: found.stepped(taken, today=day, until=until))


def _step(story: Story, held: list[str], status: str, day: date) -> None:
    story.on(day, lambda: step(story, held[0], status, day))
