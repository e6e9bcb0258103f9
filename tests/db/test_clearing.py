"""Details about persons are deleted from a closed follow-up for good, and every figure stays what it was."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import office
import pytest
from sqlalchemy import text

from checklists.answer import Answer
from checklists.change import Act
from checklists.contract import RequirementSetInForce
from checklists.deviation import Step
from checklists.evidence import Attachment, Evidence
from checklists.followup import FollowUp
from checklists.library import Library
from checklists.measure import Measure
from checklists.proposals import Decision, deviation_of, dismissed
from checklists.score import score
from checklists.section4a import summary
from checklists.settings import checked_setting
from checklists.values import Refused
from db.database import Database
from db.first_today import AtOnce
from db.whole import everything, take_whole
from exchange.document.markdown import written
from exchange.paper.filled import Answered, filled

DAY = date(2026, 3, 2)
CLOSED = date(2026, 3, 20)
DUE = CLOSED + timedelta(days=90)
SLIP, SHARED = b"the payslip of Ola Nordmann", b"the crew list"
SECRETS = ("Ola", "Nordmann", "Kari", "A1717", "A1818", "A1919", "8431.25", "lille gutten", "slipp.pdf")
ROWS: tuple[Mapping[str, str], ...] = (
    {
        "person": "A1919",
        "employer": "Rask AS",
        "tier": "1",
        "hourly_pay": "no",
        "back_pay": "8431.25",
        "hse_card": "yes",
    },
    {"person": "A1717", "employer": "Rent AS", "tier": "0", "hourly_pay": "yes", "employment_contract": "no"},
    {"person": "A1818", "employer": "Rask AS", "tier": "1", "hourly_pay": "yes", "back_pay": "8431.25"},
)


def on(day: date, why: str = "", actor: str = "kontroller") -> Act:
    return Act(actor, office.NOW + timedelta(days=(day - DAY).days), why)


def evidence(db: Database, title: str, content: bytes, **facts: str) -> str:
    file = Attachment(name="slipp.pdf", size=len(content), sha256=hashlib.sha256(content).hexdigest())
    made = Evidence.model_validate({"title": title, "file": file, "ref": "26/1", **facts})
    return db.evidence.add(made, content, on(DAY)).id


def answered(db: Database, of: str, key: str, **facts: object) -> None:
    seen = db.followups.open(of)
    after = seen.review.answered(Answer.model_validate({"question": key, **facts}))
    db.followups.answer(after.followup, after.answers[key], seen.answer_versions.get(key, 0), on(DAY))


def checked(db: Database, **settings: str) -> str:
    """A spot check of three persons, with every kind of thing that tells of them; its id."""
    held = RequirementSetInForce(set_id="wages_working_conditions", version=1)
    contract = office.agreed(db, "26/9", "Rent AS", kind="services", requirement_sets=(held,))
    facts = {
        "contract": contract.id,
        "supplier": contract.suppliers[0],
        "method": "wage_spot_check",
        "day": DAY,
    }
    of = db.followups.start(FollowUp.model_validate(facts), Library().form("wage_spot_check"), on(DAY)).id
    answered(db, of, "risk_level", value="high")
    answered(db, of, "risk_reason", value="Ola tipset oss")
    answered(db, of, "workers_on_job", value="12")
    slip = evidence(db, "Slippen til A1919", SLIP, followup=of, question="sample", note="Ola")
    shared = evidence(db, "Listen", SHARED, followup=of, question="crew_list")
    answered(
        db, of, "sample", value=ROWS, comment="A1919 er den lille gutten", evidence=(slip,), depth="checked"
    )
    answered(db, of, "crew_list", value="yes", comment="Kari manglet", evidence=(shared,))
    answered(db, of, "crew_list", value="no", evidence=(shared,))
    answered(db, of, "conversations_held", value="3")
    answered(db, of, "supplier_comments", value="Ola tar feil")
    db.drafts.keep(f"{of}/sample/comment", "Ola igjen", office.NOW)
    return of


def decided(db: Database, of: str) -> tuple[str, ...]:
    """Everything that is proposed is confirmed, but for one that is dismissed; ids of the deviations."""
    made: list[str] = []
    for number, proposal in enumerate(db.followups.open(of).review.undecided):
        review = db.followups.open(of).review
        if number == 1:
            db.followups.decide(
                dismissed(review, proposal.id, "Feil i listen", "kontroller"), None, (), on(DAY)
            )
            continue
        fact = {"followup": of, "proposal": proposal.id, "outcome": "confirmed", "fact": proposal.canonical()}
        found = deviation_of(proposal, review, DAY, "Avvik")
        measure = Measure.model_validate(
            {"deviation": "", "kind": "corrective", "text": "Rett det", "due": DUE}
        )
        _, deviation = db.followups.decide(Decision.model_validate(fact), found, (measure,), on(DAY))
        made.append(deviation.id if deviation else "")
    return tuple(made)


def closed(db: Database, ids: tuple[str, ...], proof: str = "B-2", day: date = CLOSED) -> None:
    for id in ids:
        for status in ("verifying", "closed"):
            held = db.deviations.get(id)
            facts = {"status": status, "day": day, "by": "leder", "evidence": (proof,)}
            after = held.value.stepped(Step.model_validate(facts), today=day)
            db.deviations.change(after, held.version, on(day))


def signed(db: Database, of: str) -> None:
    db.followups.sign(of, lambda read: read.signed_on(DAY, "kontroller", today=DAY), on(DAY))


def done(db: Database) -> str:
    """A spot check that is signed, with its deviations closed; its id."""
    of = checked(db)
    found = decided(db, of)
    signed(db, of)
    closed(db, found)
    return of


def figures(db: Database, of: str) -> tuple[object, ...]:
    """What is counted anywhere of a follow-up: not who, but how many, how grave and how far."""
    opened = db.followups.open(of)
    review = opened.review
    proposals = [each.model_copy(update={"rows": len(each.rows)}) for each in review.proposals]
    decisions = [
        (each.proposal, each.outcome, each.deviation, each.reason) for each in review.decisions.values()
    ]
    lines = db.registers.followups().lines
    deviations = [db.deviations.get(each.id).value for each in db.registers.deviations().lines]
    contract = review.followup.contract
    return (
        (proposals, decisions, review.undecided, [len(each.rows) for each in review.proposals]),
        (
            review.progress(),
            review.missing,
            review.outcome,
            review.assessed_themes,
            score(review),
            review.visible,
        ),
        (lines, deviations, db.registers.depths(contract), db.registers.year_so_far(2026, DUE)),
        summary(db.reports.facts(2026, cutoff=DUE), "nb", DUE),
    )


def test_every_figure_is_what_it_was_and_nothing_of_the_persons_is_left(db: Database, path: Path) -> None:
    of = done(db)
    before = figures(db, of)
    after = db.followups.clear(of, on(DUE))
    assert figures(db, of) == before
    assert db.journal.verify() == ()
    review = db.followups.open(of).review
    rows = review.answers["sample"].value
    assert [{k: v for k, v in row.items() if k != "tier"} for row in rows if isinstance(row, dict)] == [
        {"person": "[1]", "employer": "Rask AS", "hourly_pay": "no", "back_pay": "[…]", "hse_card": "yes"},
        {"person": "[2]", "employer": "Rask AS", "hourly_pay": "yes", "back_pay": "[…]"},
        {"person": "[3]", "employer": "Rent AS", "hourly_pay": "yes", "employment_contract": "no"},
    ]
    assert (review.answers["risk_reason"].value, review.answers["crew_list"].value) == ("[…]", "no")
    assert (review.answers["workers_on_job"].value, review.answers["sample"].comment) == ("12", "")
    assert after.cleared[0].amount.model_dump() == {
        "comments": 1, "texts": 2, "cells": 2, "persons": 3, "evidence": 1, "files": 1,
    }  # fmt: skip
    assert (after.cleared[0].day, after.cleared[0].days, after.cleared[0].due) == (DUE, 90, DUE)
    db.close()
    kept = path.read_bytes().decode("latin-1")
    told = [secret for secret in SECRETS if secret in kept]
    assert told == ["slipp.pdf"], "only of the evidence that a deviation rests on too"
    assert kept.count("slipp.pdf") == 2, "its record and its entry"


def test_evidence_that_something_else_rests_on_stays(db: Database) -> None:
    of = done(db)
    doing, _ = db.followups.preview_clear(of, DUE)
    assert ([each.id for each in doing.evidence], doing.kept_evidence) == (["B-1"], ("B-2",))
    db.followups.clear(of, on(DUE), seen=doing)
    slip, shared = db.evidence.get("B-1").value, db.evidence.get("B-2").value
    assert (slip.title, slip.note, slip.file, slip.ref) == ("B-1", "", None, "26/1")
    assert shared.file is not None
    assert db.evidence.content(shared.file.sha256) == SHARED
    with pytest.raises(Refused, match=r"^unknown_file"):
        db.evidence.content(hashlib.sha256(SLIP).hexdigest())


def test_a_file_that_other_evidence_has_too_stays(db: Database) -> None:
    of = done(db)
    evidence(db, "Samme fil", SLIP)
    db.followups.clear(of, on(DUE))
    assert db.evidence.content(hashlib.sha256(SLIP).hexdigest()) == SLIP
    assert db.journal.verify() == ()


def test_drafts_of_it_go_and_those_of_others_stay(db: Database) -> None:
    of = done(db)
    db.drafts.keep(f"{of}0/sample/comment", "en annens", office.NOW)
    db.followups.clear(of, on(DUE))
    assert db.drafts.all() == {f"{of}0/sample/comment": "en annens"}


def test_it_is_done_on_its_day_before_it_with_a_reason_and_once(db: Database) -> None:
    of = done(db)
    with pytest.raises(Refused, match=r"^clear_early") as early:
        db.followups.clear(of, on(DUE - timedelta(days=1)))
    assert early.value.params == {"followup": of, "date": DUE}
    db.followups.clear(of, on(DUE - timedelta(days=1)), "Den det gjelder, har bedt om det")
    held = db.followups.get(of).value
    assert held.cleared[0].why == "Den det gjelder, har bedt om det"
    with pytest.raises(Refused, match=r"^cleared_already"):
        db.followups.clear(of, on(DUE), "en gang til")
    with pytest.raises(Refused, match=r"^reopen_cleared"):
        held.reopened_on(DUE, "kontroller", "feil")


def test_what_is_open_is_not_touched(db: Database) -> None:
    of = checked(db)
    seq = db.journal.head()
    with pytest.raises(Refused, match=r"^clear_open"):
        db.followups.clear(of, on(DUE), "nå")
    found = decided(db, of)
    signed(db, of)
    closed(db, found[1:])
    with pytest.raises(Refused, match=r"^clear_deviations_open") as still:
        db.followups.clear(of, on(DUE), "nå")
    assert still.value.params["deviations"] == found[0]
    assert seq != db.journal.head()
    assert db.followups.open(of).review.answers["risk_reason"].value == "Ola tipset oss"


def test_a_deviation_that_a_finding_was_added_to_must_be_closed_too(db: Database) -> None:
    of = checked(db)
    review = db.followups.open(of).review
    contract = db.contracts.get(review.followup.contract).value
    other = db.deviations.add(office.breach(contract, title="Fra i fjor"), on(DAY)).id
    first, *rest = review.undecided
    facts = {
        "followup": of,
        "proposal": first.id,
        "outcome": "added",
        "deviation": other,
        "fact": first.canonical(),
    }
    db.followups.decide(Decision.model_validate(facts), None, (), on(DAY))
    db.followups.decide_all(tuple(dismissed(review, each.id, "Feil", "kontroller") for each in rest), on(DAY))
    signed(db, of)
    with pytest.raises(Refused, match=r"^clear_deviations_open"):
        db.followups.clear(of, on(DUE))
    assert db.followups.rule(of).closed is None
    assert not db.registers.to_clear(date(2030, 1, 1))
    closed(db, (other,))
    assert db.followups.rule(of).due == DUE
    assert db.registers.to_clear(DUE) == {of}


def test_what_was_seen_is_what_is_deleted(db: Database) -> None:
    of = done(db)
    seen, _ = db.followups.preview_clear(of, DUE)
    evidence(db, "Nytt", b"new", followup=of)
    with pytest.raises(Refused, match=r"^clear_conflict"):
        db.followups.clear(of, on(DUE), seen=seen)
    assert db.followups.get(of).value.cleared == ()


def test_undo_does_not_bring_it_back(db: Database) -> None:
    of = done(db)
    db.followups.clear(of, on(DUE))
    entry = db.undo.latest("kontroller", 0)
    assert entry is not None
    with pytest.raises(Refused, match=r"^cannot_undo_cleared"):
        db.undo.undo(entry, on(DUE))
    assert db.followups.open(of).review.answers["risk_reason"].value == "[…]"


def test_the_journal_says_who_deleted_and_why_and_what_was_erased(db: Database) -> None:
    of = done(db)
    db.followups.clear(of, on(DUE, "etter 90 dager"))
    entries = db.journal.entries(subject=of, limit=200)
    erasing = [each for each in entries if each.change.erased]
    assert {each.change.subject for each in erasing} >= {
        f"{of}/sample",
        f"{of}/crew_list",
        f"{of}/risk_reason",
    }
    assert {(each.actor, each.change.why) for each in erasing} == {("kontroller", "etter 90 dager")}
    assert entries[0].change.kind == "followup"
    erased = {seq for each in db.journal.entries(limit=500) for seq in each.change.erased}
    assert {each.seq for each in db.journal.entries(limit=500) if each.redacted} == erased


def test_a_comment_that_was_taken_back_long_before_goes_from_the_journal_too(db: Database) -> None:
    of = done(db)
    was = [
        each for each in db.journal.entries(subject=of, limit=200) if each.change.subject == f"{of}/crew_list"
    ]
    assert any("Kari" in str(each.change.after) for each in was)
    db.followups.clear(of, on(DUE))
    told = [str((each.change.before, each.change.after)) for each in db.journal.entries(limit=500)]
    assert not [
        each for each in told if any(secret in each for secret in ("Kari m", "Ola", "A1919", "8431.25"))
    ]


def test_next_years_check_does_not_go_on_from_what_is_deleted(db: Database) -> None:
    of = done(db)
    held = db.followups.get(of).value
    db.followups.clear(of, on(DUE))
    facts = {"contract": held.contract, "supplier": held.supplier, "method": "wage_spot_check", "day": DUE}
    again = db.followups.start(FollowUp.model_validate(facts), Library().form("wage_spot_check"), on(DUE))
    before = db.followups.open(again.id).review.last_year
    assert {"risk_level", "crew_list", "workers_on_job"} <= before.keys()
    assert not {"sample", "risk_reason", "supplier_comments"} & before.keys()


def test_a_withdrawn_one_is_cleared_with_a_reason(db: Database) -> None:
    of = checked(db)
    held = db.followups.get(of)
    db.followups.change(held.value.withdrawn("Feil kontrakt"), held.version, on(DAY))
    with pytest.raises(Refused, match=r"^clear_no_day"):
        db.followups.clear(of, on(DUE))
    db.followups.clear(of, on(DUE), "Trukket, men skrevet i")
    assert db.followups.open(of).review.answers["risk_reason"].value == "[…]"
    assert db.journal.verify() == ()


def test_the_organisations_number_goes_before_the_forms(db: Database, path: Path) -> None:
    of = done(db)
    assert db.followups.rule(of).due == DUE
    for days, due in (("30", CLOSED + timedelta(days=30)), ("", DUE), ("400", CLOSED + timedelta(days=400))):
        db.settings.set(checked_setting("delete_days", days), on(DAY))
        assert db.followups.rule(of).due == due
        assert (db.registers.to_clear(due), db.registers.to_clear(due - timedelta(days=1))) == (
            {of},
            frozenset(),
        )
        lines = db.registers.due(due, 0)
        assert [(each.day, each.id) for each in lines if each.what == "clear"] == [(due.isoformat(), of)]
        assert AtOnce(path).due(due, 0, 100) == lines


def test_today_says_so_until_it_is_done(db: Database) -> None:
    of = done(db)
    ahead = DUE - timedelta(days=45)
    assert [each.id for each in db.registers.due(ahead, 45) if each.what == "clear"] == [of]
    assert not [each for each in db.registers.due(ahead, 44) if each.what == "clear"]
    db.followups.clear(of, on(DUE))
    assert not [each for each in db.registers.due(DUE, 400) if each.what == "clear"]


def test_a_form_that_sets_no_day_is_never_due(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    office.answered(db, held.id, "policy", "yes")
    office.answered(db, held.id, "comment", "Ola sa det")
    signed(db, held.id)
    db.settings.set(checked_setting("delete_days", "1"), on(DAY))
    assert db.followups.rule(held.id).due is None
    with pytest.raises(Refused, match=r"^clear_no_day"):
        db.followups.preview_clear(held.id, DUE)
    db.followups.clear(held.id, on(DUE), "Navn ble skrevet")
    assert db.followups.open(held.id).review.answers["comment"].value == "[…]"


def test_it_goes_whole_through_an_export(db: Database, tmp_path: Path) -> None:
    of = done(db)
    db.followups.clear(of, on(DUE))
    other = office.opened(tmp_path / "other.db")
    take_whole(other, everything(db, office.NOW), on(DUE))
    assert other.followups.get(of) == db.followups.get(of)
    assert other.journal.verify() == ()
    other.close()


def test_its_document_says_so(db: Database) -> None:
    of = done(db)
    db.followups.clear(of, on(DUE))
    opened = db.followups.open(of)
    told = written(filled(Answered(opened.review, opened.contract, opened.supplier), "nb"))
    assert "Persondata" in told
    assert "slettet 18.6.2026 av kontroller" in told


def test_an_entry_from_before_there_was_such_a_field_is_as_the_record(db: Database) -> None:
    held = office.begun(db, office.agreed(db))
    told: dict[str, object] = held.model_dump(mode="json")
    del told["cleared"]
    with db.writer.transaction(office.act()) as write:
        write.connection.execute(text("UPDATE followup SET version = version + 1"))
        write.tell("followup", held.id, "changed", None, told)
    assert db.journal.verify() == ()
    with db.writer.transaction(office.act()) as write:
        write.connection.execute(text("UPDATE followup SET version = version + 1, reason = 'x'"))
        write.tell("followup", held.id, "changed", None, told)
    assert [each.code for each in db.journal.verify()] == ["row_altered"]
