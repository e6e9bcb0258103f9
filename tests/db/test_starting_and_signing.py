"""What a follow-up is started with, and what signing writes on the contract: pinned, journalled, in one step."""

from __future__ import annotations

from datetime import date

import office
import pytest

from checklists.answer import Answer
from checklists.change import Act
from checklists.contract import Contract, RequirementSetInForce
from checklists.first_rows import rows_of
from checklists.followup import FollowUp
from checklists.library import Library
from checklists.measure import Measure
from checklists.review import Review
from checklists.values import Refused
from db.database import Database

WAGES = (RequirementSetInForce(set_id="wages_working_conditions", version=1),)
TODAY = date(2026, 3, 2)


def agreed(db: Database) -> Contract:
    return office.agreed(db, requirement_sets=WAGES, risk="low")


def started(db: Database, contract: Contract, form: str) -> FollowUp:
    made = Library().form(form)
    facts = {"contract": contract.id, "supplier": contract.suppliers[0], "method": made.method, "day": TODAY}
    new = FollowUp.model_validate({**facts, "form": made.id})
    return db.followups.start(new, made, office.act())


def answered(db: Database, id: str, **given: object) -> Review:
    seen = db.followups.open(id)
    review = seen.review
    for key, value in given.items():
        review = review.answered(Answer.model_validate({"question": key, "value": value}))
    kept = tuple(review.answers[key] for key in given)
    db.followups.answers(review.followup, kept, seen.answer_versions, office.act())
    return db.followups.open(id).review


def signed(read: Review) -> FollowUp:
    return read.signed_on(TODAY, "kari", today=TODAY)


def yearly(db: Database, contract: Contract, **given: object) -> str:
    """A yearly meeting with everything answered that must be."""
    id = started(db, contract, "yearly_status_meeting").id
    told: dict[str, object] = {
        "requirements_in_contract": ("wages",),
        "chain_changes": ("none",),
        "incidents": ("none",),
        "risk_change": "up",
        "risk_reason": "Nye eiere",
        "next_meeting": "2027-03-01",
    }
    answered(db, id, **(told | given))
    return id


def test_the_clauses_gone_through_are_those_of_the_day_it_was_started(db: Database) -> None:
    contract = agreed(db)
    id = started(db, contract, "kickoff_meeting").id
    before = db.followups.open(id).review
    held = db.contracts.get(contract.id)
    db.contracts.change(held.value.model_copy(update={"requirement_sets": ()}), held.version, office.act())
    after = db.followups.open(id).review
    table = after.form.by_key["requirements_reviewed"]
    assert {"row": "wages__hourly_pay"} in rows_of(after, table)
    assert rows_of(after, table) == rows_of(before, table)
    assert db.journal.verify() == ()


def test_open_measures_of_this_supplier_alone_have_rows(db: Database) -> None:
    contract = agreed(db)
    other = office.agreed(db, "24/18", "Annen AS")
    late = Measure(deviation="", text="Etterbetal", due=date(2026, 3, 1))
    found = db.deviations.add(office.breach(contract), office.act(), (late,))
    db.deviations.add(office.breach(other), office.act())
    review = db.followups.open(started(db, contract, "yearly_status_meeting").id).review
    assert rows_of(review, review.form.by_key["open_items"]) == (
        {
            "row": f"{found.id} T-1".lower().replace("-", "_").replace(" ", "_"),
            "measure": "Etterbetal",
            "deadline": "2026-03-01",
            "overdue": "overdue",
        },
    )


def test_what_was_promised_at_a_signed_kickoff_is_carried_over(db: Database) -> None:
    contract = agreed(db)
    kickoff = started(db, contract, "kickoff_meeting").id
    promised = ({"promise": "Lærlinger", "level": "10 %", "documented_by": "Timelister"},)
    answered(
        db,
        kickoff,
        requirements_in_contract=("wages",),
        access_confirmed="yes",
        supplier_contact="Leder",
        promised_performance=promised,
    )
    unsigned = db.followups.open(started(db, contract, "yearly_status_meeting").id).review
    table = unsigned.form.by_key["promised_and_delivered"]
    assert rows_of(unsigned, table) == ()
    db.followups.sign(kickoff, signed, office.act())
    later = db.followups.open(started(db, contract, "yearly_status_meeting").id).review
    assert rows_of(later, table) == ({"promise": "Lærlinger", "level": "10 %"},)


def test_signing_writes_the_risk_level_and_opening_again_leaves_it(db: Database) -> None:
    contract = agreed(db)
    id = yearly(db, contract)
    made = db.followups.sign(id, signed, office.act())
    held = db.contracts.get(contract.id).value
    assert (held.risk, held.risk_reason) == ("medium", "Nye eiere")
    assert [(each.before, each.after) for each in made.risk_written] == [("low", "medium")]
    again = made.reopened_on(TODAY, "kari", "Feil")
    db.followups.change(again, db.followups.get(id).version, office.act())
    assert db.contracts.get(contract.id).value.risk == "medium"
    db.followups.sign(id, signed, office.act())
    assert db.contracts.get(contract.id).value.risk == "medium"
    assert db.journal.verify() == ()


def test_the_journal_tells_of_both_the_signing_and_the_contract(db: Database) -> None:
    contract = agreed(db)
    id = yearly(db, contract)
    db.followups.sign(id, signed, Act("kari", office.NOW, ""))
    told = [(each.change.subject, each.change.action) for each in db.journal.entries(limit=2)]
    assert sorted(told) == [(contract.id, "changed"), (id, "changed")]


def test_nothing_is_written_where_signing_is_refused(db: Database) -> None:
    contract = agreed(db)
    id = yearly(db, contract, incidents=("media",))
    with pytest.raises(Refused):
        db.followups.sign(id, signed, office.act())
    assert db.contracts.get(contract.id).value.risk == "low"


def test_a_level_that_somebody_changed_since_it_was_read_is_not_signed_over(db: Database) -> None:
    contract = agreed(db)
    id = yearly(db, contract)
    read = db.followups.open(id)
    held = db.contracts.get(contract.id)
    db.contracts.change(held.value.model_copy(update={"risk": "high"}), held.version, office.act())
    with pytest.raises(Refused, match="sign_conflict"):
        db.followups.sign(id, signed, office.act(), seen=read.review, contract=read.contract)
    assert db.contracts.get(contract.id).value.risk == "high"
    assert not db.followups.get(id).value.is_signed
