"""Follow-ups: answered, decided about, signed; deviations, measures and evidence beside them."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager, closing
from datetime import date
from pathlib import Path

import office
import pytest

from checklists.answer import Answer
from checklists.evidence import Attachment, Evidence
from checklists.followup import FollowUp, Recorded
from checklists.measure import Measure
from checklists.proposals import Decision
from checklists.settings import OwnText, PrioritisedRisk, Setting
from checklists.values import Refused
from db.database import Database
from db.problems import RowUnreadable


def refused(code: str) -> AbstractContextManager[object]:
    return pytest.raises(Refused, match=rf"^{code}\b")


def test_a_follow_up_keeps_its_form_and_its_answers(db: Database) -> None:
    contract = office.agreed(db)
    held = office.begun(db, contract)
    assert held.id == "O-1"
    assert held.form_hash == office.FORM.content_hash
    assert db.forms.stored(held.form_hash) == office.FORM
    office.answered(db, held.id, "policy", "yes")
    office.answered(db, held.id, "policy", "partly", comment="Mangler én")
    seen = db.followups.open("o-1")
    assert seen.review.answers["policy"] == Answer(question="policy", value="partly", comment="Mangler én")
    assert seen.answer_versions == {"policy": 2}
    assert seen.review.followup.status == "in_progress"
    assert seen.version == 2
    assert seen.contract == contract
    assert seen.supplier.name == "Bø Hansker AS"
    assert db.journal.verify() == ()


def test_a_stored_form_is_stored_once(db: Database) -> None:
    contract = office.agreed(db)
    office.begun(db, contract)
    office.begun(db, contract)
    assert [form.hash for form in db.forms.used()] == [office.FORM.content_hash]


def test_the_clauses_of_the_contract_are_in_force(db: Database) -> None:
    from checklists.library import requirement_sets
    from checklists.requirements import assumed_sets

    made = office.agreed(db)
    sets = assumed_sets(made, requirement_sets())
    db.contracts.change(made.model_copy(update={"requirement_sets": sets}), 1, office.act())
    seen = db.followups.open(office.begun(db, made).id)
    assert seen.review.clauses
    assert seen.review.parameters


def test_many_answers_are_kept_at_once_or_not_at_all(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    review = db.followups.open(held.id).review
    for key, value in (("policy", "yes"), ("pay", "no")):
        review = review.answered(Answer(question=key, value=value))
    answers = tuple(review.answers.values())
    with refused("conflict"):
        db.followups.answers(review.followup, answers, {"pay": 7}, office.act())
    assert db.followups.open(held.id).answer_versions == {}
    assert db.followups.answers(review.followup, answers, {}, office.act()) == {"policy": 1, "pay": 1}
    assert set(db.followups.open(held.id).review.answers) == {"policy", "pay"}


def test_a_signed_follow_up_takes_no_answer(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    office.answered(db, held.id, "policy", "yes")
    seen = db.followups.open(held.id)
    signed = seen.review.signed_on(date(2026, 3, 2), "kari", today=date(2026, 3, 2))
    assert db.followups.change(signed, seen.version, office.act()) == seen.version + 1
    with refused("conflict"):
        db.followups.answer(seen.review.followup, Answer(question="policy", value="no"), 1, office.act())
    with refused("conflict"):
        db.followups.decide(
            Decision(followup=held.id, proposal="x", outcome="dismissed"), None, (), office.act()
        )


def test_last_years_answers_stand_beside_the_questions(db: Database) -> None:
    contract = office.agreed(db)
    earlier = office.begun(db, contract, day=date(2025, 3, 1))
    office.answered(db, earlier.id, "policy", "no")
    later = office.begun(db, contract)
    assert db.followups.open(later.id).review.last_year == {}
    seen = db.followups.open(earlier.id)
    signed = seen.review.signed_on(date(2025, 3, 2), "kari", today=date(2026, 3, 2))
    db.followups.change(signed, seen.version, office.act())
    assert db.followups.open(later.id).review.last_year["policy"].value == "no"
    other = office.begun(db, office.agreed(db, "other", "Ås"))
    assert db.followups.open(other.id).review.last_year == {}


def test_a_control_done_elsewhere_has_no_questions(db: Database) -> None:
    contract = office.agreed(db)
    recorded = Recorded(
        contract=contract.id,
        supplier="L-1",
        method="audit",
        day=date(2026, 2, 1),
        themes=("integrity",),
        outcome="ok",
        reference="25/7",
    )
    made = db.followups.record(recorded.followup("kari", date(2026, 3, 2)), office.act())
    assert db.followups.get(made.id).value == made
    with refused("without_form"):
        db.followups.open(made.id)


def test_confirming_makes_the_deviation_its_measures_and_the_decision(db: Database) -> None:
    contract = office.agreed(db)
    held = office.begun(db, contract)
    decision = Decision(followup=held.id, proposal="wages.hourly_pay", outcome="confirmed", by="kari")
    measure = Measure(deviation="", text="Etterbetal", due=date(2026, 4, 1))
    made, deviation = db.followups.decide(
        decision, office.breach(contract, followup=held.id), (measure,), office.act()
    )
    assert deviation is not None
    assert made.deviation == deviation.id == "A-1"
    assert [each.value.text for each in db.deviations.measures("A-1")] == ["Etterbetal"]
    assert db.followups.open(held.id).review.decisions == {"wages.hourly_pay": made}
    assert list(db.followups.open(held.id).deviations) == ["A-1"]
    with refused("proposal_decided"):
        db.followups.decide(decision, None, (), office.act())
    added = Decision(followup=held.id, proposal="other", outcome="added", deviation="A-1")
    assert db.followups.decide(added, None, (), office.act()) == (added, None)
    with refused("unknown_deviation"):
        db.followups.decide(
            added.model_copy(update={"proposal": "third", "deviation": "A-9"}), None, (), office.act()
        )
    assert db.journal.verify() == ()


def test_a_deviation_and_its_measures_change(db: Database) -> None:
    contract = office.agreed(db)
    made = db.deviations.add(office.breach(contract), office.act())
    answered = made.answered_by_supplier("disputes", "Vi er uenige")
    assert db.deviations.change(answered, 1, office.act()) == 2
    assert db.deviations.get("a-1").value == answered
    measure = db.deviations.add_measure(Measure(deviation=made.id, text="x"), office.act())
    assert db.deviations.change_measure(measure.cancelled("feil"), 1, office.act()) == 2
    assert db.deviations.measure(measure.id).value.status == "cancelled"
    assert db.deviations.of_contract(contract.id) == (answered,)
    assert db.deviations.of_followup("O-1") == ()
    with refused("conflict"):
        db.deviations.change(made, 1, office.act())
    with refused("unknown_deviation"):
        db.deviations.add_measure(Measure(deviation="A-9", text="x"), office.act())


def test_a_file_is_kept_with_evidence_and_read_back(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    content = b"%PDF-1.7 slips"
    sha256 = hashlib.sha256(content).hexdigest()
    file = Attachment(name="slips.pdf", size=len(content), sha256=sha256)
    first = db.evidence.add(
        Evidence(title="Lønnsslipper", file=file, followup=held.id), content, office.act()
    )
    db.evidence.add(Evidence(title="Igjen", file=file), content, office.act())
    assert db.evidence.content(sha256) == content
    assert db.evidence.of(followup=held.id) == (first,)
    assert db.evidence.of(contract=held.contract) == (first,)
    assert [each.id for each in db.evidence.of(ids=["B-2", "B-1"])] == ["B-1", "B-2"]
    with refused("file_changed"):
        db.evidence.add(Evidence(title="x", file=file), content + b"!", office.act())
    with refused("file_changed"):
        db.evidence.add(Evidence(title="x"), content, office.act())
    with refused("unknown_file"):
        db.evidence.content("0" * 64)
    changed = first.model_copy(update={"valid_until": date(2027, 1, 1)})
    assert db.evidence.change(changed, 1, office.act()) == 2
    assert db.evidence.get("B-1").value == changed


def test_a_stored_form_that_was_tampered_with_is_not_opened(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    with db.writer.unjournalled() as connection:
        connection.exec_driver_sql("UPDATE form_copy SET json_text = replace(json_text, 'Policy', 'Polity')")
    with pytest.raises(RowUnreadable):
        db.followups.open(held.id)


def test_settings_texts_risks_summaries_and_drafts(db: Database) -> None:
    db.settings.set(Setting(key="organisation.name", value="Eksempel"), office.act())
    db.settings.set(Setting(key="organisation.name", value="Eksempel kommune"), office.act())
    db.settings.set(Setting(key="rhythm", value="Hvert år"), office.act())
    db.settings.set(Setting(key="rhythm", value=""), office.act())
    assert db.settings.all().values == {"organisation.name": "Eksempel kommune"}
    db.reports.set_text(OwnText(year=2026, part="4.A.1", text="En"), office.act())
    db.reports.set_text(OwnText(year=2026, part="4.A.1", text="To"), office.act())
    assert db.reports.texts(2026) == {"4.A.1": OwnText(year=2026, part="4.A.1", text="To")}
    risk = db.reports.add_risk(PrioritisedRisk(title="Tvangsarbeid"), office.act())
    assert db.reports.change_risk(risk.model_copy(update={"goal": "Åpne ledd"}), 1, office.act()) == 2
    assert [(each.value.goal, each.version) for each in db.reports.risks()] == [("Åpne ledd", 2)]
    first = db.reports.freeze(2026, "{}", "f1", office.act(1))
    second = db.reports.freeze(2026, '{"a":1}', "f2", office.act(2))
    assert db.reports.frozen(2026) == (first, second) == db.reports.frozen()
    assert db.reports.frozen(2025) == ()
    head = db.journal.head()
    db.drafts.keep("O-1/policy/comment", "Halvferd[i", office.NOW)
    db.drafts.keep("O-1/policy/comment", "Halvferdig", office.NOW)
    assert db.drafts.get("O-1/policy/comment") == "Halvferdig"
    assert dict(db.drafts.all()) == {"O-1/policy/comment": "Halvferdig"}
    db.drafts.drop("O-1/policy/comment")
    assert db.drafts.get("O-1/policy/comment") is None
    assert db.journal.head() == head
    assert db.journal.verify() == ()


def test_the_facts_of_a_year_are_those_of_the_journal_at_that_moment(db: Database) -> None:
    contract = office.agreed(db, ends=date(2024, 12, 31))
    office.agreed(db, "long ago", ends=date(2020, 1, 1))
    followup = office.begun(db, contract)
    db.deviations.add(
        office.breach(contract, followup=followup.id), office.act(5), (Measure(deviation="", text="x"),)
    )
    db.settings.set(Setting(key="organisation.name", value="Før"), office.act(6))
    before = db.reports.facts(2026)
    db.settings.set(Setting(key="organisation.name", value="Etter"), office.act(20))
    held = db.followups.get(followup.id)
    db.followups.change(held.value.model_copy(update={"overall": "Bra"}), held.version, office.act(21))
    db.reports.freeze(2026, "{}", "f", office.act(22))
    then = db.reports.facts(2026, as_of=office.act(10).now)
    now = db.reports.facts(2026)
    assert set(before.contracts) == {contract.id}
    assert then.contracts[contract.id] == contract
    assert (then.followups, then.deviations, then.measures) == (
        before.followups,
        before.deviations,
        before.measures,
    )
    assert then.settings.text("organisation.name") == "Før"
    assert now.settings.text("organisation.name") == "Etter"
    assert (before.frozen, then.frozen) == (None, None)
    assert now.frozen == db.reports.frozen(2026)[0].frozen
    assert then.cutoff == date(2026, 12, 31)


def test_a_follow_up_of_an_unknown_contract_is_refused(db: Database) -> None:
    office.agreed(db)
    lost = FollowUp(contract="K-1999-001", supplier="L-1", method="audit", day=date(2026, 1, 1))
    with refused("database_rule_broken"):
        db.followups.start(lost, office.FORM, office.act())
    with refused("unknown_followup"):
        db.followups.get("O-1")


def test_what_was_opened_is_read_anew_once_anybody_wrote_anything(db: Database, path: Path) -> None:
    held = office.begun(db, office.agreed(db))
    first = db.followups.open(held.id)
    assert db.followups.open(held.id) is first
    with closing(office.opened(path)) as another:
        office.answered(another, held.id, "policy", "no")
    assert db.followups.open(held.id).review.answers["policy"].value == "no"
    office.answered(db, held.id, "policy", "yes")
    assert db.followups.open(held.id).review.answers["policy"].value == "yes"
