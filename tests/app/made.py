"""Small registers for the tests of the app: contracts, follow-ups and deviations as a store keeps them."""

from __future__ import annotations

from datetime import date

from checklists.contract import Contract, ContractOption, Supplier
from checklists.deviation import Deviation
from checklists.followup import FollowUp, Recorded
from checklists.library import Library, requirement_sets
from checklists.requirements import assumed_sets
from db.database import Database
from tests.app.driver import ACT, NOW

TODAY = NOW.date()
UGLY = "[bold]fet[/] [/ 漢字 👩‍🔧 \x1b[31mrød"
"""What a person or a file may write: markup, a lone bracket, wide letters, a joined emoji, an escape sequence."""


def contract(db: Database, title: str, *suppliers: str, **facts: object) -> Contract:
    """A contract as it is registered, with the requirements that its type is assumed to carry."""
    given: dict[str, object] = {
        "reference": f"26/{title}",
        "title": title,
        "starts": date(2024, 1, 1),
        **facts,
    }
    drafted = Contract.model_validate(given)
    drafted = drafted.model_copy(update={"requirement_sets": assumed_sets(drafted, requirement_sets())})
    return db.contracts.add(drafted, tuple(Supplier(name=name) for name in suppliers), ACT)


def workwear(db: Database, **facts: object) -> Contract:
    """Workwear, high risk, with an option whose notice is due soon."""
    option = ContractOption(until=date(2029, 1, 31), notice_by=date(2026, 12, 12))
    given: dict[str, object] = {
        "kind": "goods",
        "category": "textiles",
        "ends": date(2028, 1, 31),
        "options": (option,),
        "risk": "high",
        "risk_reason": "Bomull fra høyrisikoland",
    }
    return contract(db, "Arbeidstøy", "Verne AS", **(given | facts))


def followup(db: Database, held: Contract, form: str, day: date, **facts: object) -> FollowUp:
    """A follow-up that has been started on a form."""
    made = Library().form(form)
    method = "status_meeting" if form == "requirements_review" else made.method
    given: dict[str, object] = {
        "contract": held.id,
        "supplier": held.suppliers[0],
        "method": method,
        "day": day,
    }
    return db.followups.start(FollowUp.model_validate(given | {"form": made.id} | facts), made, ACT)


def sent(db: Database, held: Contract, day: date, due: date) -> FollowUp:
    """A self-report that is out at the supplier."""
    started = followup(db, held, "self_report_due_diligence", day)
    version = db.followups.get(started.id).version
    out = started.sent_on(day, due)
    db.followups.change(out, version, ACT)
    return out


def recorded(db: Database, held: Contract, method: str, day: date, outcome: str = "ok") -> FollowUp:
    """A control that was done elsewhere."""
    facts = {"contract": held.id, "supplier": held.suppliers[0], "method": method, "day": day}
    given = Recorded.model_validate({**facts, "themes": ("human_rights",), "outcome": outcome})
    return db.followups.record(given.followup("kari", TODAY), ACT)


def deviation(db: Database, held: Contract, title: str, deadline: date, **facts: object) -> Deviation:
    """A deviation that is open."""
    given: dict[str, object] = {
        "contract": held.id,
        "supplier": held.suppliers[0],
        "type": "other",
        "severity": "minor",
        "title": title,
        "found": date(2026, 10, 1),
        "deadline": deadline,
        "original_deadline": deadline,
    }
    return db.deviations.add(Deviation.model_validate(given | facts), ACT)
