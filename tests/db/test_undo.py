"""`u` takes back one's own latest change, while nobody has built on it."""

from __future__ import annotations

from datetime import date

import office
import pytest

from checklists.answer import Answer
from checklists.deviation import Step
from checklists.measure import Measure
from checklists.proposals import Decision
from checklists.values import Refused
from db.database import Database


def undone(db: Database, since: int = 0, actor: str = "kari") -> str:
    """The subject of what `u` took back."""
    entry = db.undo.latest(actor, since)
    assert entry is not None
    change = db.undo.undo(entry, office.act(30, actor))
    assert change.action == "undone"
    assert (change.before, change.after) == (entry.change.after, entry.change.before)
    return change.subject


def test_answers_are_taken_back_one_by_one(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    since = db.journal.head()[0]
    office.answered(db, held.id, "policy", "yes")
    office.answered(db, held.id, "policy", "no", comment="Nei")
    office.answered(db, held.id, "pay", "partly")
    assert undone(db, since) == "O-1/pay"
    assert undone(db, since) == "O-1/policy"
    assert db.followups.open(held.id).review.answers == {"policy": Answer(question="policy", value="yes")}
    assert undone(db, since) == "O-1/policy"
    assert db.followups.open(held.id).review.answers == {}
    assert db.undo.latest("kari", since) is None
    office.answered(db, held.id, "policy", "partly")
    assert undone(db, since) == "O-1/policy"
    assert db.journal.verify() == ()


def test_only_ones_own_changes_of_this_run(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    office.answered(db, held.id, "policy", "yes")
    assert db.undo.latest("ola", 0) is None
    assert db.undo.latest("kari", db.journal.head()[0]) is None


def test_what_somebody_else_has_changed_since_is_a_conflict(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    office.answered(db, held.id, "policy", "yes")
    mine = db.undo.latest("kari", 0)
    assert mine is not None
    now = db.followups.get(held.id).value
    db.followups.answer(now, Answer(question="policy", value="no"), 1, office.act(1, "ola"))
    with pytest.raises(Refused, match=r"^undo_conflict"):
        db.undo.undo(mine, office.act(2))
    assert db.followups.open(held.id).review.answers["policy"].value == "no"


def test_a_step_can_be_taken_back_until_the_next_one(db: Database) -> None:
    made = db.deviations.add(office.breach(office.agreed(db)), office.act())
    step = Step(status="supplier_notified", day=date(2026, 3, 2), by="kari")
    noticed = made.stepped(step, today=date(2026, 3, 2))
    db.deviations.change(noticed, 1, office.act())
    first = db.undo.latest("kari", 0)
    assert undone(db) == "A-1"
    assert db.deviations.get("A-1").value == made
    db.deviations.change(noticed, 3, office.act())
    answered = noticed.stepped(step.model_copy(update={"status": "answered"}), today=date(2026, 3, 2))
    db.deviations.change(answered, 4, office.act())
    assert first is not None
    with pytest.raises(Refused, match=r"^undo_conflict"):
        db.undo.undo(first, office.act())
    assert db.journal.verify() == ()


def test_measures_contracts_and_dismissals_are_taken_back(db: Database) -> None:
    contract = office.agreed(db)
    held = office.begun(db, contract)
    made = db.deviations.add(office.breach(contract), office.act())
    measure = db.deviations.add_measure(Measure(deviation=made.id, text="x"), office.act())
    db.deviations.change_measure(measure.cancelled("feil"), 1, office.act())
    assert undone(db) == measure.id
    assert db.deviations.measure(measure.id).value == measure
    assert undone(db) == measure.id
    assert db.deviations.measures(made.id) == ()
    db.contracts.change(contract.model_copy(update={"title": "Annet"}), 1, office.act())
    assert undone(db) == contract.id
    assert db.contracts.get(contract.id).value == contract
    decision = Decision(followup=held.id, proposal="p", outcome="dismissed", reason="Nei")
    db.followups.decide(decision, None, (), office.act())
    assert undone(db) == "O-1/p"
    assert db.followups.open(held.id).review.decisions == {}
    assert db.journal.verify() == ()


def test_what_stands_once_done_cannot_be_undone(db: Database) -> None:
    contract = office.agreed(db)
    held = office.begun(db, contract)
    decision = Decision(followup=held.id, proposal="p", outcome="confirmed")
    db.followups.decide(decision, office.breach(contract), (), office.act())
    office.answered(db, held.id, "policy", "yes")
    seen = db.followups.open(held.id)
    signed = seen.review.signed_on(date(2026, 3, 2), "kari", today=date(2026, 3, 2))
    db.followups.change(signed, seen.version, office.act())
    db.reports.freeze(2026, "{}", "f", office.act())
    for entry in db.journal.entries(limit=50):
        status = (entry.change.after or {}).get("status")
        passed_by = entry.change.kind == "answer" or (
            entry.change.kind == "followup" and status == "in_progress"
        )
        with pytest.raises(Refused, match=r"^undo_conflict" if passed_by else r"^cannot_undo"):
            db.undo.undo(entry, office.act())


def test_a_step_of_a_followup_is_taken_back_until_the_next_one(db: Database) -> None:
    contract = office.agreed(db)
    held = office.begun(db, contract)
    seen = db.followups.get(held.id)
    withdrawn = seen.value.withdrawn("Startet på feil kontrakt")
    db.followups.change(withdrawn, seen.version, office.act())
    assert undone(db) == held.id
    assert db.followups.get(held.id).value == seen.value
    with pytest.raises(Refused, match=r"^cannot_undo_followup"):
        undone(db)
    assert db.journal.verify() == ()
