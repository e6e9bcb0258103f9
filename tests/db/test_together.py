"""What belongs together is one transaction: evidence with what rests on it, a signature with what it signs."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from datetime import date

import office
import pytest

from checklists.answer import Answer
from checklists.deviation import Deviation, Step
from checklists.evidence import Attached, Attachment, Evidence
from checklists.followup import FollowUp
from checklists.measure import Measure
from checklists.proposals import Decision
from checklists.review import Review
from checklists.values import Refused
from db.database import Database

TODAY = date(2026, 3, 2)
SLIPS = b"%PDF-1.4 slips"
FILE = Attachment(name="slips.pdf", size=len(SLIPS), sha256=hashlib.sha256(SLIPS).hexdigest())
SEEN = Attached(Evidence(title="Lønnsslipper", file=FILE), SLIPS)


def refused(code: str) -> AbstractContextManager[object]:
    return pytest.raises(Refused, match=rf"^{code}\b")


def refuse_evidence(db: Database) -> None:
    """There is no evidence, no file and no number taken: the next evidence is the first."""
    assert db.evidence.of(ids=["B-1", "B-2"]) == ()
    with refused("unknown_file"):
        db.evidence.content(FILE.sha256)
    assert db.evidence.add(Evidence(title="Neste"), None, office.act()).id == "B-1"
    assert db.journal.verify() == ()


def signed_by_kari(read: Review) -> FollowUp:
    return read.signed_on(TODAY, "kari", today=TODAY)


def test_answers_and_the_evidence_they_rest_on_are_kept_together(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    review = db.followups.open(held.id).review.answered(Answer(question="policy", value="yes"))
    answers = tuple(review.answers.values())
    assert db.followups.answers(review.followup, answers, {}, office.act(), {"policy": (SEEN,)}) == {
        "policy": 1
    }
    assert db.followups.open(held.id).review.answers["policy"].evidence == ("B-1",)
    assert db.evidence.content(FILE.sha256) == SLIPS
    assert db.journal.verify() == ()


def test_an_answer_in_conflict_leaves_no_evidence_behind(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    seen = db.followups.open(held.id)
    review = seen.review
    for key in ("policy", "pay"):
        review = review.answered(Answer(question=key, value="yes"))
    office.answered(db, held.id, "pay", "no")
    with refused("conflict"):
        db.followups.answers(
            review.followup,
            tuple(review.answers.values()),
            seen.answer_versions,
            office.act(),
            {"policy": (SEEN,), "pay": (SEEN,)},
        )
    assert set(db.followups.open(held.id).review.answers) == {"pay"}
    refuse_evidence(db)


def verified(deviation: Deviation, ids: tuple[str, ...]) -> Deviation:
    step = Step(status="closed", day=TODAY, by="kontrollør", evidence=ids)
    return deviation.stepped(step, today=TODAY)


def test_a_deviation_is_closed_together_with_its_evidence(db: Database) -> None:
    contract = office.agreed(db)
    made = db.deviations.add(office.breach(contract), office.act())
    step = Step(status="verifying", day=TODAY)
    version = db.deviations.change(made.stepped(step, today=TODAY), 1, office.act())
    held = db.deviations.get(made.id)
    with refused("conflict"):
        db.deviations.change_resting_on(
            (SEEN,), lambda ids: verified(held.value, ids), version - 1, office.act()
        )
    with refused("closed_without_evidence"):
        db.deviations.change_resting_on((), lambda ids: verified(held.value, ids), version, office.act())
    with refused("deviation_ended"):
        db.deviations.change_resting_on(
            (SEEN,), lambda ids: verified(verified(held.value, ids), ids), version, office.act()
        )
    assert db.deviations.get(made.id) == held
    refuse_evidence(db)
    closed = db.deviations.change_resting_on(
        (SEEN,), lambda ids: verified(held.value, ids), version, office.act()
    )
    assert closed.steps[-1].evidence == ("B-2",)
    assert db.deviations.get(made.id).value == closed


def test_a_measure_is_done_together_with_its_evidence(db: Database) -> None:
    made = db.deviations.add(office.breach(office.agreed(db)), office.act())
    measure = db.deviations.add_measure(Measure(deviation=made.id, text="Etterbetal"), office.act())

    def done(ids: tuple[str, ...]) -> Measure:
        return measure.done_on(TODAY, ids, today=TODAY)

    db.deviations.change_measure(measure.model_copy(update={"role": "Daglig leder"}), 1, office.act())
    with refused("conflict"):
        db.deviations.change_measure_resting_on((SEEN,), done, 1, office.act())
    assert db.deviations.measure(measure.id).value.status == "open"
    refuse_evidence(db)
    assert db.deviations.change_measure_resting_on((SEEN,), done, 2, office.act()).evidence == ("B-2",)


def test_a_late_answer_is_never_signed_unseen(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    office.answered(db, held.id, "policy", "yes")
    read = db.followups.open(held.id).review
    office.answered(db, held.id, "policy", "no")
    with pytest.raises(Refused) as late:
        db.followups.sign(held.id, signed_by_kari, office.act(), seen=read)
    assert (late.value.code, late.value.params["subject"]) == ("sign_conflict", f"{held.id}/policy")
    assert db.followups.get(held.id).value.status == "in_progress"
    office.answered(db, held.id, "pay", "yes")
    now = db.followups.open(held.id).review
    assert db.followups.sign(held.id, signed_by_kari, office.act(), seen=now).signed_by == "kari"
    assert db.journal.verify() == ()


def test_a_new_answer_or_a_late_decision_is_never_signed_unseen(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    office.answered(db, held.id, "policy", "yes")
    read = db.followups.open(held.id).review
    office.answered(db, held.id, "pay", "no")
    with refused("sign_conflict"):
        db.followups.sign(held.id, signed_by_kari, office.act(), seen=read)
    read = db.followups.open(held.id).review
    decision = Decision(
        followup=held.id, proposal="wages.hourly_pay", outcome="dismissed", reason="x", by="ola"
    )
    db.followups.decide(decision, None, (), office.act(actor="ola"))
    with refused("sign_conflict"):
        db.followups.sign(held.id, signed_by_kari, office.act(), seen=read)
    read = db.followups.open(held.id).review
    changed = read.followup.model_copy(update={"participants": "Verneombud"})
    db.followups.change(changed, db.followups.get(held.id).version, office.act(actor="ola"))
    with refused("sign_conflict"):
        db.followups.sign(held.id, signed_by_kari, office.act(), seen=read)


def test_signing_without_having_read_judges_what_stands_in_the_same_moment(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    with refused("nothing_answered"):
        db.followups.sign(held.id, signed_by_kari, office.act())
    office.answered(db, held.id, "policy", "yes")
    assert db.followups.sign(held.id.lower(), signed_by_kari, office.act()).is_signed
    with refused("followup_signed"):
        db.followups.sign(held.id, signed_by_kari, office.act())
    with refused("unknown_followup"):
        db.followups.sign("O-99", signed_by_kari, office.act())
