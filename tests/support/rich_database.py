"""A database with one of everything, made through the stores: contracts, follow-ups, deviations, files, texts."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from checklists.answer import Answer
from checklists.change import Act
from checklists.contract import Contract, ContractOption, OwnClause, RequirementSetInForce, Supplier
from checklists.deviation import Deviation, Place, Step
from checklists.evidence import Attachment, Evidence
from checklists.followup import FollowUp
from checklists.form import Form
from checklists.measure import Measure
from checklists.proposals import Decision
from checklists.settings import OwnText, PrioritisedRisk, Setting, YearResult
from checklists.values import Money
from db.database import Database

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)
ACT = Act("fagansvarlig", NOW, "avtalt")
FORM = Form.model_validate(
    {
        "id": "small",
        "version": 1,
        "title": {"nb": "Liten"},
        "purpose": {"nb": "Prøve"},
        "filled_by": "buyer",
        "method": "wage_spot_check",
        "minutes": {"full": 5},
        "source": "own",
        "licence": "Apache-2.0",
        "sections": [
            {
                "key": "wages",
                "title": {"nb": "Lønn"},
                "theme": "working_conditions",
                "questions": [
                    {"key": "pay", "type": "yes_partly_no", "text": {"nb": "Lønn?"}, "short": True},
                    {"key": "hours", "type": "yes_partly_no", "text": {"nb": "Timer?"}},
                    {"key": "about", "type": "note", "text": {"nb": "Om"}},
                ],
            },
            {
                "key": "policy",
                "title": {"nb": "Policy"},
                "theme": "human_rights",
                "questions": [
                    {"key": "adopted", "type": "yes_partly_no", "text": {"nb": "Vedtatt?"}},
                    {
                        "key": "sites",
                        "type": "table",
                        "text": {"nb": "Steder"},
                        "theme": "openness_governance",
                        "columns": [{"key": "site", "text": {"nb": "Sted"}, "type": "text"}],
                    },
                ],
            },
        ],
    }
)
SLIP = b"%PDF-1.4 slip \x00\xff"
HURTS = "[red]x[/] \u202b=1+1 {{x}} <b>工🚌"
"""Text that hurts where it is more than text; the bidi override is removed by the values."""


def later(days: int) -> Act:
    return replace(ACT, now=NOW + timedelta(days=days))


def opened(path: Path) -> Database:
    return Database.open(str(path), create=True, now=NOW)


def contracts(db: Database) -> tuple[Contract, ...]:
    """Four contracts of three suppliers."""
    blank = Supplier(name="Blank AS", number="998701961", country="NO", contact="Kari, drift")
    bo = Supplier(name="Bø Entreprenør AS", note=HURTS)
    german = Supplier(name="Ærlig GmbH", number="DE 123", country="DE")
    return (
        db.contracts.add(
            Contract(
                reference="24/1",
                title="Renhold skoler",
                category="other",
                value=Money(amount=Decimal("11900000.125")),
                starts=date(2024, 1, 1),
                ends=date(2026, 6, 30),
                options=(ContractOption(until=date(2028, 6, 30), notice_by=date(2026, 3, 20)),),
                requirement_sets=(
                    RequirementSetInForce(set_id="wages_working_conditions", version=1, parameters={"x": 1}),
                ),
                risk="high",
            ),
            (blank, bo),
            ACT,
        ),
        db.contracts.add(
            Contract(
                reference="24/2",
                title=f"Åsen {HURTS}",
                starts=date(2020, 1, 1),
                ends=date(2025, 12, 31),
                own_clauses=(OwnClause(key="own", reference="§ 5", text="to\nlinjer", theme="integrity"),),
            ),
            (bo,),
            ACT,
        ),
        db.contracts.add(
            Contract(
                reference="24/3",
                title="Bøker og medier",
                category="food",
                open_ended=True,
                value=Money(amount=Decimal("1150000"), currency="EUR"),
                risk="low",
            ),
            (german,),
            ACT,
        ),
        db.contracts.add(Contract(reference="24/4", title="Boligrenhold", category="food"), (blank,), ACT),
    )


def rich(path: Path) -> Database:
    """One of everything, some of it changed, undone and closed."""
    db = opened(path)
    first, second, third, _ = contracts(db)
    followup = signed_with_deviation(db, first)
    sent = FollowUp(
        contract=third.id, supplier=third.suppliers[0], method="self_report", day=date(2026, 4, 1)
    )
    started = db.followups.start(sent, FORM, ACT)
    db.followups.change(started.sent_on(date(2026, 2, 1), date(2026, 3, 1)), 1, ACT)
    planned = FollowUp(
        contract=second.id, supplier=second.suppliers[0], method="status_meeting", day=date(2026, 3, 9)
    )
    db.followups.start(planned, FORM, ACT)
    loose = db.deviations.add(
        Deviation(
            contract=first.id, type="environment", severity="minor", origin="media", found=date(2026, 1, 5)
        ),
        ACT,
    )
    suspected = Deviation.model_validate({**loose.model_dump(), "suspected": True, "note": HURTS})
    db.deviations.change(suspected, 1, ACT)
    db.evidence.add(
        Evidence(
            title="Lønnsslipper A1–A10",
            file=Attachment(name="slipp.pdf", size=len(SLIP), sha256=hashlib.sha256(SLIP).hexdigest()),
            followup=followup.id,
            question="pay",
            valid_until=date(2026, 3, 30),
        ),
        SLIP,
        ACT,
    )
    db.settings.set(Setting(key="organisation.name", value="Eksempel kommune"), ACT)
    db.settings.set(Setting(key="rhythm", value="Hvert år"), ACT)
    db.settings.set(Setting(key="rhythm", value=""), later(1))
    db.reports.set_text(OwnText(year=2026, part="4.A.2", text="Vi har fulgt opp tre."), ACT)
    db.reports.set_text(OwnText(year=2026, part="4.A.2", text="Vi har fulgt opp fire."), later(1))
    db.reports.add_risk(
        PrioritisedRisk(title="Tekstil", contracts=(first.id,), results=(YearResult(year=2025, text="ok"),)),
        ACT,
    )
    text = '{"section":"4.A"}'
    db.reports.freeze(2025, text, hashlib.sha256(text.encode()).hexdigest(), ACT)
    held = db.contracts.supplier(second.suppliers[0])
    renamed = held.value.model_copy(update={"name": "Bø Bygg AS"})
    db.contracts.change_supplier(renamed, held.version, later(2))
    return db


def signed_with_deviation(db: Database, contract: Contract) -> FollowUp:
    """A signed spot check whose confirmed proposal became a deviation, on its way to be closed."""
    supplier = contract.suppliers[0]
    planned = FollowUp(
        contract=contract.id, supplier=supplier, method="wage_spot_check", day=date(2026, 2, 10)
    )
    begun = db.followups.start(planned, FORM, ACT).begun()
    db.followups.answer(
        begun, Answer(question="pay", value="no", depth="checked", comment="to\nlinjer"), 0, ACT
    )
    db.followups.answer(begun, Answer(question="hours", value="partly", depth="document"), 0, ACT)
    db.followups.answer(begun, Answer(question="hours", value="yes", depth="document"), 1, later(1))
    db.followups.answer(begun, Answer(question="sites", value=({"site": "工場"},)), 0, ACT)
    db.followups.answer(begun, Answer(question="adopted", value="no"), 0, ACT)
    latest = db.undo.latest(ACT.actor, 0)
    assert latest is not None
    db.undo.undo(latest, ACT)
    decision = Decision(followup=begun.id, proposal="pay:wages", outcome="confirmed", by="leder", fact="{}")
    found = Deviation(
        contract=contract.id,
        supplier=supplier,
        followup=begun.id,
        question="pay",
        type="wages",
        severity="major",
        title="Lønn under sats",
        origin="document_check",
        found=date(2026, 2, 10),
        deadline=date(2026, 2, 25),
        original_deadline=date(2026, 2, 25),
        place=Place(tier=1, stage="service_on_site", country="NO", site="Bø skole"),
    )
    measures = (Measure(deviation="", text="Etterbetal", role="leverandør", due=date(2026, 3, 15)),)
    _, deviation = db.followups.decide(decision, found, measures, ACT)
    assert deviation is not None
    notified = Step(status="supplier_notified", day=date(2026, 2, 11))
    db.deviations.change(deviation.stepped(notified, today=TODAY), 1, later(1))
    held = db.followups.get(begun.id)
    themes = ("openness_governance", "working_conditions")
    done = held.value.signed_on(date(2026, 2, 20), "leder", themes, "deviations", today=TODAY)
    db.followups.change(done, held.version, later(1))
    return done
